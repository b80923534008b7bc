"""Lines of a plain text that are rows of a table although one space parts their cells."""

from __future__ import annotations

import re

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


def spaced_rows(lines: list[str]) -> list[bool]:
    """Which lines are rows of a table whose cells stand one space apart."""
    split = [line.split(" ") if "  " not in line and " " in line.strip() else [] for line in lines]
    out = [False] * len(lines)
    at = 0
    while at < len(lines):
        end, width = at, len(split[at])
        while end < len(lines) and len(split[end]) == width:
            end += 1
        if width >= 3 and end - at >= 3 and _tabular(split[at + 1 : end]) and max(map(len, lines[at:end])) < ROW:
            out[at:end] = [True] * (end - at)
        at = max(end, at + 1)
    return out


def _tabular(rows: list[list[str]]) -> bool:
    """Whether most cells beside the first are figures; a lone measure word is part of a spaced figure (54 210 人)."""
    body = [cell for row in rows for cell in row[1:]]
    figures = sum(counts(cell) or bool(YEAR.fullmatch(cell)) for cell in body)
    return 3 * figures >= 2 * len(body) and not any("：" in row[0] or unit_of(row[-1]) for row in rows)
