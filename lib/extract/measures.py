"""Measure words and units as reports print them, each with what it must not be the beginning of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from lib.extract.alternation import alternation
from lib.extract.numerals import MYRIADS, STEPS

TABLE = Path(__file__).with_name("tables") / "measures.txt"
"""Printed word, base word, kind, and the continuations that make it another word. Kind `none` is never a fact."""


@dataclass(frozen=True, slots=True)
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
PATTERN = alternation((row.printed, f"(?!{stop})" if stop else "") for row, stop in _rows())
"""One alternation, longest word first; each word looks one continuation ahead."""
UNIT = re.compile(
    rf"(?P<scale>[十百千万亿]{{0,2}})(?P<unit>{PATTERN}|%|‰|℃|人|元)(?:[/每](?P<per>[\u3400-\u9fff]{{1,3}}))?(?:[·/][月年天日])?"
)
"""A unit that stands alone, as in the header of a column."""
Unit = tuple[Decimal, str, str]
"""Factor, base word and `per`."""


def unit_of(printed: str) -> Unit | None:
    """Factor, base word and `per` of a printed unit (万元/户); None where the words are no unit."""
    found = UNIT.fullmatch(printed.strip("（）【】 "))
    if found is None:
        return None
    factor = Decimal(1)
    for char in found["scale"]:
        factor *= STEPS.get(char, 0) or MYRIADS[char]
    return factor, found["unit"], found["per"] or ""
