"""Rules of the review logs themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lib.model import LogEntry
from lib.tables import ACTIONS, HOW_KNOWN
from lib.validate.report import Report


def check_logs(logs: Mapping[str, Sequence[LogEntry]], report: Report) -> None:
    """Entries are numbered without gaps, in the order of time, of known actions, and assignments say why."""
    for source_id, entries in logs.items():
        file, before = f"reviews/{source_id}.csv", ""
        for number, entry in enumerate(entries, 1):
            if entry.seq != number:
                report.add(
                    file,
                    number + 1,
                    "seq",
                    entry.seq,
                    "entry {number} was expected here",
                    "restore the log; entries are only ever appended",
                    number=number,
                )
            if entry.at < before:
                report.add(
                    file,
                    number + 1,
                    "at",
                    entry.at,
                    "earlier than the entry before it",
                    "restore the log; entries are only ever appended",
                )
            for column, allowed in (("action", ACTIONS), ("how_known", HOW_KNOWN)):
                value = getattr(entry, column)
                if value not in allowed:
                    report.add(
                        file,
                        number + 1,
                        column,
                        value,
                        "none of the allowed values",
                        "use one of: {allowed}",
                        allowed=" ".join(allowed),
                    )
            if entry.action == "assign" and entry.new and not entry.reason:
                report.add(
                    file,
                    number + 1,
                    "reason",
                    entry.new,
                    "an assigned area needs a reason",
                    "say why the figure belongs to this area",
                )
            before = entry.at
