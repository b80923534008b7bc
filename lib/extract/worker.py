"""Reads one report in a process of its own: `python -m lib.extract.worker NAME < FILE`, JSON lines out.

Its memory is limited here, its time by who started it and kills it. Lines: `{"stage": ...}` while it works, then
`{"text": ..., "found": [...]}` or `{"error": [wrong, mend, values]}`.
"""

from __future__ import annotations

import json
import resource
import sys
from dataclasses import asdict, fields
from decimal import Decimal
from typing import Any

from lib.errors import UnreadableReport
from lib.extract.engine import Candidate, extract
from lib.extract.intake import read_report
from lib.model import Nature, Qualifier
from lib.words import mark

MEMORY = 2_000_000_000
"""Bytes of address space; a text of the greatest length takes a quarter of it."""
KINDS: dict[str, Any] = {
    "contradicts": tuple,
    "value": Decimal,
    "value_max": Decimal,
    "qualifier": Qualifier,
    "nature": Nature,
}


def packed(item: Candidate) -> dict[str, Any]:
    """A candidate as JSON can hold it; numbers keep their digits as text."""
    return {name: str(cell) if isinstance(cell, Decimal) else cell for name, cell in asdict(item).items()}


def unpacked(row: dict[str, Any]) -> Candidate:
    """The candidate that `packed` gave."""
    cells = {field.name: row[field.name] for field in fields(Candidate)}
    return Candidate(
        **{name: KINDS[name](cell) if name in KINDS and cell is not None else cell for name, cell in cells.items()}
    )


def say(**line: object) -> None:
    """One line for who started this process."""
    print(json.dumps(line), flush=True)


def main(name: str) -> None:
    """Read standard input as a report."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        say(stage="text")
        text = read_report(name, sys.stdin.buffer.read())
        say(stage="figures", chars=len(text))
        say(text=text, found=[packed(item) for item in extract(text)])
    except UnreadableReport as error:
        say(error=[error.wrong, error.mend, {key: str(value) for key, value in error.values.items()}])
    except MemoryError:
        say(error=[TOO_MUCH, SPLIT, {}])


TOO_MUCH = mark("reading the file takes more memory than a report may")
SPLIT = mark("save the report as .txt and add that file, or split it")

if __name__ == "__main__":
    main(sys.argv[1])
