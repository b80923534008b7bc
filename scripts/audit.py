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
from pip_audit._service import PyPIService


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


def main(lock: Path) -> int:
    """Print what is known of each release that is not clean, and how many are."""
    service = PyPIService(timeout=30)
    service.session = ByPackage(service.session)
    source = RequirementSource([lock], require_hashes=True, disable_pip=True)
    weak, untold, clean = [], [], 0
    for found, weaknesses in Auditor(service).audit(source):
        if found.is_skipped():
            untold.append(str(getattr(found, "skip_reason", found.name)))
        elif weaknesses:
            fixed = {one.id: ", ".join(map(str, one.fix_versions)) or "no release" for one in weaknesses}
            weak += [f"{found.name}: {name}, mended in {releases}" for name, releases in fixed.items()]
        else:
            clean += 1
    for line in [*weak, *untold]:
        print(line)
    print(f"{clean} releases without a known weakness, {len(weak)} weaknesses, {len(untold)} releases not told")
    return 1 if weak else 2 if untold else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
