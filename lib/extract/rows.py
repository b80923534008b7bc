"""Lines of a plain text that are rows of a table although a mere space or comma parts their cells."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from lib.extract.measures import unit_of

NUMBER = re.compile(r"[-+±负约近超逾]{0,2}\d[\d,.]*[余多+]?(?P<unit>%|[\u3400-\u9fff/]{0,4})")
"""A cell that holds a figure, with or without its unit."""
YEAR = re.compile(r"(?:1[89]|20)\d\d年?")
MARKS = (" ", "\u3000", "\xa0", "，", ",", "、", "；")
"""What may part the cells of a row beside tabs, rules and several spaces."""
SENTENCE = re.compile("[。！？]")
ROW = 120
"""No row is longer than this."""


def counts(word: str) -> bool:
    """Whether a cell holds a figure: a number alone or with a unit, and no year."""
    found = NUMBER.fullmatch(word)
    return found is not None and (not found["unit"] or unit_of(found["unit"]) is not None) and not YEAR.fullmatch(word)


def rows_of(lines: list[str]) -> Iterator[tuple[int, int, str]]:
    """The stretches of lines (first, behind the last) that are rows of a table, and the mark that parts their cells."""
    for mark in MARKS:
        at = 0
        for width, run in itertools.groupby(lines, lambda line, mark=mark: _width(line, mark)):  # type: ignore[misc]
            block = list(run)
            table = width >= 3 and len(block) >= 3 and max(map(len, block)) < ROW
            if table and _tabular([line.split(mark) for line in block[1:]]):
                yield at, at + len(block), mark
            at += len(block)


def block_of(line: str) -> bool:
    """Whether a line may be a row: some mark parts three cells."""
    return any(line.count(mark) >= 2 and _width(line, mark) >= 3 for mark in MARKS)


def _width(line: str, mark: str) -> int:
    """How many cells a line would have; 0 where the mark parts no cells."""
    return 0 if mark * 2 in line or mark not in line.strip() or SENTENCE.search(line) else line.count(mark) + 1


def _tabular(rows: list[list[str]]) -> bool:
    """Whether most cells beside the first are figures, and none is running text.

    A lone measure word is part of a spaced figure (54 210 人).
    """
    body = [cell for row in rows for cell in row[1:]]
    figures = sum(counts(cell) or bool(YEAR.fullmatch(cell)) for cell in body)
    return 3 * figures >= 2 * len(body) and not any(
        "：" in row[0] or unit_of(row[-1]) or any("，" in cell for cell in row) for row in rows
    )
