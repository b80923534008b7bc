"""Lines of a plain text that are rows of a table although one space parts their cells."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator

from lib.extract.measures import unit_of

NUMBER = re.compile(r"[-+±负约近超逾]{0,2}\d[\d,.]*[余多+]?(?P<unit>%|[\u3400-\u9fff/]{0,4})")
"""A cell that holds a figure, with or without its unit."""
YEAR = re.compile(r"(?:1[89]|20)\d\d年?")
ROW = 120
"""No row is longer than this."""


def counts(word: str) -> bool:
    """Whether a cell holds a figure: a number alone or with a unit, and no year."""
    found = NUMBER.fullmatch(word)
    return found is not None and (not found["unit"] or unit_of(found["unit"]) is not None) and not YEAR.fullmatch(word)


def spaced_rows(lines: Iterable[str]) -> Iterator[tuple[int, int]]:
    """The stretches of lines (first, behind the last) that are rows of a table whose cells stand one space apart."""
    at = 0
    for width, run in itertools.groupby(lines, _width):
        block = list(run)
        table = width >= 3 and len(block) >= 3 and max(map(len, block)) < ROW
        if table and _tabular([line.split(" ") for line in block[1:]]):
            yield at, at + len(block)
        at += len(block)


def _width(line: str) -> int:
    """How many cells a line would have; 0 where spaces part no cells."""
    return 0 if "  " in line or " " not in line.strip() else line.count(" ") + 1


def _tabular(rows: list[list[str]]) -> bool:
    """Whether most cells beside the first are figures, and none is running text.

    A lone measure word is part of a spaced figure (54 210 人).
    """
    body = [cell for row in rows for cell in row[1:]]
    figures = sum(counts(cell) or bool(YEAR.fullmatch(cell)) for cell in body)
    return 3 * figures >= 2 * len(body) and not any(
        "：" in row[0] or unit_of(row[-1]) or any("，" in cell for cell in row) for row in rows
    )
