"""Which lines of a page are one paragraph: wrapped columns are joined, headings, rows, lists, call-outs are not."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lib.extract.numerals import PLAIN

WIDEST = 64
"""Columns wider than this are paragraphs a line, not wrapped text."""
NARROW = 26
"""A newspaper column up to this width breaks anywhere; its ragged lines are still one paragraph."""
GAP = 1000
"""No sentence goes on over more blank lines."""
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
PARTED = re.compile(r"[\t|│]|[ \u3000]{2}")
"""What every row holds; looked for first, for ROW tries each character of a line as the end of a cell."""
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
        if not body:
            self.doubled, self.count, self.width = False, 0, 0.0
            return
        self.doubled = _doubled(body)
        # An indent, and a space at which a line was cut, are characters of a full line; padding is not.
        indent = self.text[: self.text.find(body[:1])][:4]
        self.count = len(indent) + len(body) + self.text[-1:].isspace()
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


@dataclass(frozen=True, slots=True)
class Page:
    """How wide a text is printed."""

    column: float
    """The commonest width of a line that is not the last of its block: the width of the page's columns."""
    widths: array[float]
    """By block (lines between blank ones): the width of its widest line."""
    counts: array[int]
    """By block: the number of characters of its longest line."""


def page_of(lines: Iterable[Line]) -> Page:
    """Measure the lines of a text."""
    commonest = Counter[float]()
    widths, counts = array("d"), array("I")
    before = 0.0
    for line in lines:
        if line.width and not before:
            widths.append(line.width)
            counts.append(line.count)
        elif line.width:
            widths[-1] = max(widths[-1], line.width)
            counts[-1] = max(counts[-1], line.count)
            if before <= WIDEST:
                commonest[before] += 1
        before = line.width
    return Page(commonest.most_common(1)[0][0] if commonest else 0.0, widths, counts)


def joins(lines: Iterable[Line], page: Page) -> Iterator[tuple[Line, bool]]:
    """Each line with whether it goes on from the one before it; blank ones between two joined lines are left out."""
    held: list[Line] = []
    previous: Line | None = None
    block = -1
    for line in lines:
        if line.blank:
            held.append(line)
            if len(held) > GAP:
                yield from ((gap, False) for gap in held)
                held, previous = [], None
            continue
        block += previous is None or bool(held)
        if previous is None:
            glued = False
        elif held:
            glued = _over_gap(previous, line, page.column)
        else:
            glued = _next(previous, line, (page.widths[block], page.counts[block]))
        if not glued:
            yield from ((gap, False) for gap in held)
        held = []
        yield line, glued
        previous = line
    yield from ((gap, False) for gap in held)


def _open(line: Line) -> bool:
    """Whether the line breaks off in the middle of a sentence."""
    body = line.text.rstrip()
    return body.rstrip(CLOSERS)[-1:] not in ENDS if body else False


def is_row(text: str) -> bool:
    """Whether a line is a row of a table."""
    return PARTED.search(text) is not None and ROW.search(text) is not None


def _next(before: Line, line: Line, block: tuple[float, int]) -> bool:
    """Whether a line goes on from the one right above it."""
    widest, count = block
    if widest > WIDEST or before.doubled or line.doubled or is_row(before.text) or is_row(line.text):
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
    if not _open(before) or is_row(before.text) or abs(before.width - column) > SLACK or column < 10:
        return False
    return "，" in body or "," in body or body[-1:] in "，、" or body.count("“") != body.count("”")
