"""Rules of design section 2 as far as data can break them: every rule reports, none raises, somebody else decides."""

from lib.validate.folder import check_folder
from lib.validate.logs import check_logs
from lib.validate.report import Report

__all__ = ["Report", "check_folder", "check_logs"]
