"""List the licence of every package that is delivered; fail on one that `licences.csv` does not allow.

usage: python -m scripts.check_licences PYTHON OUT.md     (PYTHON of the environment that is delivered)
"""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ALLOWED = Path(__file__).with_name("licences.csv")
JOINED = re.compile(r";|\bAND\b|\bOR\b")
"""What joins names of licences: `;` in trove classifiers, AND and OR in SPDX. With OR too every one must be allowed."""


def allowed(path: Path = ALLOWED) -> frozenset[str]:
    """Names of the licences that the table allows."""
    with path.open(encoding="utf-8", newline="") as file:
        return frozenset(row["licence"] for row in csv.DictReader(file))


def listed(python: str) -> list[dict[str, str]]:
    """Name, Version, License and URL of every package of an environment."""
    command = [str(Path(sys.executable).with_name("pip-licenses")), "--python", python, "--from=mixed", "--format=json"]
    told = subprocess.run([*command, "--with-urls", "--order=name"], check=True, capture_output=True, text=True).stdout
    return list(json.loads(told))


def unknown(packages: Sequence[Mapping[str, str]], names: frozenset[str]) -> list[str]:
    """A line a package whose licence, or a part of it, is not in the table."""
    return [
        f"{package['Name']} {package['Version']}: {part}"
        for package in packages
        if package["License"] not in names
        for part in (piece.strip(" ()") for piece in JOINED.split(package["License"]))
        if part not in names
    ]


def table(packages: Sequence[Mapping[str, str]]) -> str:
    """The list as Markdown."""
    rows = (f"| {item['Name']} | {item['Version']} | {item['License']} | {item['URL']} |" for item in packages)
    return "\n".join(["| package | version | licence | address |", "|---|---|---|---|", *rows, ""])


if __name__ == "__main__":
    found = listed(sys.argv[1])
    Path(sys.argv[2]).write_text(table(found), "utf-8")
    faults = unknown(found, allowed())
    for fault in faults:
        print(
            f"{fault}: not in {ALLOWED.name}; have it looked at, then add a row or leave the package", file=sys.stderr
        )
    sys.exit(int(bool(faults)))
