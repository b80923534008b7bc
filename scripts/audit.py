"""Ask pypi.org by `pip-audit` which releases of a lock have a known weakness.

usage: python -m scripts.audit LOCK     (`make audit` runs it)

A mirror may serve the page of a package and not that of each release. That page tells of the newest release; an older
one is listed as not told. The exit code is 1 where a weakness is known, 2 where a release is not told, else 0.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import requests
from pip_audit._audit import Auditor
from pip_audit._dependency_source import RequirementSource
from pip_audit._service import PyPIService, VulnerabilityService


class ByPackage:
    """A session that takes the page of a package where that of the release is missing, if it tells of this release."""

    def __init__(self, session: Any) -> None:
        self.session = session

    def get(self, url: str, timeout: int | None) -> requests.Response:
        """The answer for `.../NAME/VERSION/json`; the 404 of the release where nothing tells of it."""
        answer: requests.Response = self.session.get(url, timeout=timeout)
        if answer.status_code != requests.codes.not_found:
            return answer
        of_package, version, _ = url.rsplit("/", 2)
        newest: requests.Response = self.session.get(f"{of_package}/json", timeout=timeout)
        return newest if newest.ok and newest.json()["info"]["version"] == version else answer


def audited(lock: Path, service: VulnerabilityService) -> int:
    """Print what is known of each release of a lock that is not clean, and how many are; the exit code."""
    weak, untold, clean = [], [], 0
    for found, weaknesses in Auditor(service).audit(RequirementSource([lock], require_hashes=True, disable_pip=True)):
        if found.is_skipped():
            untold.append(found.skip_reason)
        clean += not found.is_skipped() and not weaknesses
        for one in weaknesses:
            weak.append(f"{found.name}: {one.id}, mended in {', '.join(map(str, one.fix_versions)) or 'no release'}")
    print(*weak, *untold, sep="\n", end="\n" if weak or untold else "")
    print(f"{clean} releases without a known weakness, {len(weak)} weaknesses, {len(untold)} releases not told")
    return 1 if weak else 2 if untold else 0


def main() -> int:
    """Audit the lock that is named."""
    service = PyPIService(timeout=30)
    service.session = ByPackage(service.session)
    return audited(Path(sys.argv[1]), service)


if __name__ == "__main__":
    sys.exit(main())
