"""Which lines of a page are one paragraph: wrapped columns are joined, headings, rows, lists, call-outs are not."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lib.extract.numerals import PLAIN

WIDEST = 64
"""Columns wider than this are paragraphs a line, not wrapped text."""
NARROW = 26
"""A newspaper column up to this width breaks anywhere; its ragged lines are still one paragraph."""
SLACK = 3.0
"""How much shorter than its column a full line may be: a mark that must not begin a line pulls a word down."""
ENDS = "。！？!?；;：:"
CLOSERS = '”’』」）)》】"'
MARKER = re.compile(
    r"[ \t\u3000]*(?:[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]|[一二三四五六七八九十]{1,3}、"
    r"|\d{1,2}[、．)）](?!\d)|\d{1,2}\.(?!\d)"
    r"|[①-⑳●○◆◇■□★☆▲△▪•*][ \u3000]?(?=\S)|[·-](?!\d)[ \u3000]?(?=\S)|第[一二三四五六七八九十百\d]{1,3}[章节条部]|——)"
)
"""How an item of a list begins."""
ROW = re.compile(r"\t|[|｜│]|\S[ \u3000]{2,}\S.{0,60}\S[ \u3000]{2,}\S|\S[ \u3000]{3,}\S|\S\u3000{2,}\S")
INDENT = re.compile(r"(?:\u3000{2}| {4}|\t)\S")
DEBRIS = re.compile(
    r"[ \t\u3000]*(?:[-—–·]{1,3}[ \u3000]?\d{1,4}[ \u3000]?[-—–·]{1,3}|第[ ]?\d{1,4}[ ]?页(?:[，, ]{0,2}"
    r"共[ ]?\d{1,4}[ ]?页)?"
    r"|\d{1,4} ?/ ?\d{1,4}|\d{1,3}|[-—=_*]{3,})[ \t\u3000]*"
)
"""What a page break leaves between two lines: page numbers and rules."""


CUT = re.compile(rf"[\d{PLAIN}]\n[\d{PLAIN}]|“[^”\n]{{0,12}}\n[^“\n]{{0,12}}”")
"""A number or a short quoted name broken by the end of a full line: what follows only looks like a marker."""


class _Widths(dict[str, float]):
    """Columns that a character takes, looked up once."""

    def __missing__(self, char: str) -> float:
        width = self[char] = 1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5
        return width


WIDTHS = _Widths()


@dataclass(slots=True)
class Line:
    """One line of the raw text."""

    text: str
    start: int
    width: float = field(init=False)
    count: int = field(init=False)
    """Characters, for pages that were broken after so many of them whatever their width."""
    doubled: bool = field(init=False)

    def __post_init__(self) -> None:
        body = self.text.strip()
        self.doubled = _doubled(body)
        # An indent, and a space at which a line was cut, are characters of a full line; padding is not.
        indent = self.text[: self.text.find(body[:1])][:4] if body else ""
        self.count = len(indent) + len(body) + (body != "" and self.text[-1:].isspace())
        # Only short lines are wrapped ones, so the width of a long one need not be exact.
        self.width = min(2.0, _width(indent)) + _width(body[:200]) + max(0, len(body) - 200)
        if DEBRIS.fullmatch(self.text[:40]) and len(self.text) <= 40:
            self.width = 0.0

    @property
    def blank(self) -> bool:
        """Whether the line parts paragraphs."""
        return self.width == 0


def _width(text: str) -> float:
    """How wide a text is printed, in Chinese characters."""
    return sum(map(WIDTHS.__getitem__, text))


def _doubled(body: str) -> bool:
    """Whether a headline is printed twice over, character by character (全全省省)."""
    plain = "".join(body.split())
    return 8 <= len(plain) <= 120 and len(plain) % 2 == 0 and plain[::2] == plain[1::2] and len(set(plain)) > 2


def joins(lines: list[Line]) -> Iterator[tuple[Line, bool]]:
    """Each line with whether it goes on from the one before it; blank ones between two joined lines are left out."""
    column = column_of(lines)
    held: list[Line] = []
    previous: Line | None = None
    for line, width in zip(lines, _widest(lines), strict=True):
        if line.blank:
            held.append(line)
            continue
        if previous is None:
            glued = False
        elif held:
            glued = _over_gap(previous, line, column)
        else:
            glued = _next(previous, line, width)
        if not glued:
            for gap in held:
                yield gap, False
        held = []
        yield line, glued
        previous = line
    for gap in held:
        yield gap, False


def column_of(lines: list[Line]) -> float:
    """The commonest width of a line that is not the last of its block: the width of the page's columns."""
    counts = Counter(
        line.width for line, after in itertools.pairwise(lines) if line.width and after.width and line.width <= WIDEST
    )
    return counts.most_common(1)[0][0] if counts else 0.0


def _widest(lines: list[Line]) -> list[tuple[float, int]]:
    """For each line the width and the number of characters of the widest line of its block."""
    widths: list[tuple[float, int]] = []
    block: list[Line] = []
    for line in [*lines, Line("", 0)]:
        if line.blank:
            widest = max((item.width for item in block), default=0.0)
            widths.extend([(widest, max((item.count for item in block), default=0))] * len(block))
            block = []
            widths.append((0.0, 0))
        else:
            block.append(line)
    return widths[:-1]


def _open(line: Line) -> bool:
    """Whether the line breaks off in the middle of a sentence."""
    body = line.text.rstrip()
    return body.rstrip(CLOSERS)[-1:] not in ENDS if body else False


def _next(before: Line, line: Line, block: tuple[float, int]) -> bool:
    """Whether a line goes on from the one right above it."""
    widest, count = block
    if widest > WIDEST or before.doubled or line.doubled or ROW.search(before.text) or ROW.search(line.text):
        return False
    full = before.count >= count
    if full and CUT.search(f"{before.text}\n{line.text}"):
        return True
    if MARKER.match(line.text) or INDENT.match(line.text):
        return False
    # A semicolon may fall at the edge of a column in the middle of a sentence.
    goes_on = _open(before) or before.text.rstrip()[-1:] in "；;"
    if full or before.width >= widest - SLACK:
        return full or goes_on or before.width >= widest - 1.5
    return widest <= NARROW and goes_on and before.width >= 0.55 * widest


def _over_gap(before: Line, line: Line, column: float) -> bool:
    """Whether a page or column break cut a sentence: a full line that is open and holds a comma, then a plain line."""
    if before.doubled or line.doubled or MARKER.match(line.text) or INDENT.match(line.text) or column > WIDEST:
        return False
    body = before.text.strip()
    if not _open(before) or ROW.search(before.text) or abs(before.width - column) > SLACK or column < 10:
        return False
    return "，" in body or "," in body or body[-1:] in "，、" or body.count("“") != body.count("”")
