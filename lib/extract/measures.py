"""Measure words and units as reports print them, each with what it must not be the beginning of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

TABLE = Path(__file__).with_name("tables") / "measures.txt"
"""Printed word, base word, kind, and the continuations that make it another word. Kind `none` is never a fact."""


@dataclass(frozen=True)
class Measure:
    """One measure word."""

    printed: str
    unit: str
    kind: str


def _rows() -> list[tuple[Measure, str]]:
    rows = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        printed, unit, kind, *rest = line.split(" ")
        rows.append((Measure(printed, unit, kind), rest[0] if rest else ""))
    return sorted(rows, key=lambda row: len(row[0].printed), reverse=True)


MEASURES: dict[str, Measure] = {row.printed: row for row, _ in _rows()}
PATTERN = "|".join(re.escape(row.printed) + (f"(?!{stop})" if stop else "") for row, stop in _rows())
"""One alternation, longest word first; each word looks one continuation ahead."""
