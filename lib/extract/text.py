"""Bytes to the text that offsets refer to, and a folded, unwrapped view of it with an exact map back."""

from __future__ import annotations

import codecs
import heapq
import itertools
import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lib.extract.numerals import TRADITIONAL, inner_spaces
from lib.extract.rows import block_of, rows_of
from lib.extract.wrap import Line, joins, page_of

BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
PUNCTUATION = {",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "!": "！", "?": "？", "[": "【", "]": "】"}
"""ASCII marks of a Chinese text, which mean the same as their wide forms. A comma between digits stays."""
SAME = {
    "％": "%",
    "﹪": "%",
    "\u2030": "‰",
    "〜": "~",
    "∼": "~",
    "−": "-",
    "﹣": "-",
    "‐": "-",
    "‑": "-",
    "–": "-",
    "•": "·",
    "・": "·",
    "\u3000": " ",
    "\xa0": " ",
    "\u2002": " ",
    "\u2003": " ",
    "\u2009": " ",
    "\u202f": " ",
    "㎡": "㎡",
    "〇": "〇",
    "「": "“",
    "」": "”",
    "『": "“",
    "』": "”",
    "∶": "：",
    "︰": "：",
    "﹢": "+",
}
DROPPED = frozenset("\u200b\u200c\u200d\u2060\ufeff\xad\x00")
"""Characters without a width, which some editors leave inside numbers."""
DROP = re.compile(f"[{''.join(DROPPED)}]")
WIDE = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
TABLE = str.maketrans(
    {**{wide: PUNCTUATION.get(plain, plain) for wide, plain in WIDE.items()}, **PUNCTUATION, **SAME, **TRADITIONAL}
)
BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
COMMA = re.compile(r"(?<=\d)，(?=\d{3}(?!\d))")
HAN = r"\u3400-\u9fff"
SPACE = re.compile(
    rf"(?= )(?:(?<=[\d{HAN}%.]) (?=\d)(?<!\d )|(?<=[\d%]) (?=[{HAN}%‰㎡])"
    rf"|(?<=\d) (?=\d{{3}}(?:[ {HAN}%.]|$))(?<![\d,.]\d{{3}} ))"
)
"""One space before or after a number; between two numbers only where it parts thousands."""
LONGEST = 5000
"""Rows of a table that are looked at together."""


@dataclass(frozen=True, slots=True)
class View:
    """A text to read, with the place of each of its characters in the raw text."""

    raw: str
    text: str
    places: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The raw span of a stretch of the view, never empty; of a doubled headline both of the last pair."""
        last = self.places[end - 1]
        skipped = end == len(self.places) or self.places[end] > last + 1
        return self.places[start], last + 1 + (skipped and self.raw[last + 1 : last + 2] == self.raw[last])


def decode(data: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 or GB18030, with or without a byte order mark, nothing stripped."""
    for bom, name in BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(name, errors="replace")
    if _looks_utf16(data):
        return data.decode("utf-16-le" if _zeros(data, 1) >= _zeros(data, 0) else "utf-16-be", errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace").removeprefix("\ufeff")


def _zeros(data: bytes, parity: int) -> int:
    """How often the high byte of UTF-16 is that of ASCII or of Chinese marks."""
    part = data[parity:4000:2]
    return part.count(0) + part.count(0x30)


def _looks_utf16(data: bytes) -> bool:
    """Without a mark: line feeds, digits and marks of UTF-16 have a byte that no UTF-8 or GB18030 text holds."""
    if len(data) < 4 or len(data) % 2:
        return False
    return 0 in data[:4000] or _is_han(data, "utf-16-le") or _is_han(data, "utf-16-be")


def _is_han(data: bytes, name: str) -> bool:
    """Whether the start reads as Chinese in this encoding while it is not UTF-8 and hardly GB18030."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        part = data[:2000].decode(name, errors="replace")
        other = data[:2000].decode("gb18030", errors="replace")
        return _common(part) > 0.6 > _common(other)
    return False


def _common(text: str) -> float:
    """The share of characters that a report is made of."""
    common = set(
        "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得"
        "经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形"
        "相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果"
        "料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任"
        "取据处理府研市企职县服务，。、：；“”0123456789\n"
    )
    return sum(char in common for char in text) / max(1, len(text))


def view(raw: str) -> View:
    """Fold and unwrap a text."""
    pieces = Pieces()
    places = array("I")
    # Read twice, for what a line is depends on the widest one: a line is a small text, and a long report has a million.
    for line, glued in joins(lines_of(raw), page_of(lines_of(raw))):
        folded = COMMA.sub(",", line.text.translate(TABLE))
        if glued:
            del places[len(places) - pieces.cut_blanks() :]
        kept = _kept(folded, line.doubled, glued)
        pieces.append(folded if kept is None else "".join(folded[index] for index in kept))
        places.extend(range(line.start, line.start + len(folded)) if kept is None else (line.start + i for i in kept))
        pieces.append("\n")
        places.append(line.start + len(line.text))
    if places:
        places.pop()
    return _without_spaces(raw, pieces.joined()[:-1], places)


def _kept(folded: str, doubled: bool, glued: bool) -> list[int] | None:
    """Which characters of a line stay; None where all do, as nearly always."""
    if doubled:
        kept = halves(folded)
    elif glued and folded[:1].isspace():
        kept = list(range(len(folded) - len(folded.lstrip()), len(folded)))
    elif DROP.search(folded):
        kept = list(range(len(folded)))
    else:
        return None
    return [index for index in kept if folded[index] not in DROPPED]


class Pieces:
    """A text in the making: pieces are joined now and then, for millions of small strings take much memory."""

    MANY = 20_000

    def __init__(self) -> None:
        self.made: list[str] = []
        self.last: list[str] = []

    def append(self, piece: str) -> None:
        """Add a piece at the end."""
        self.last.append(piece)
        if len(self.last) > self.MANY:
            self.made.append("".join(self.last))
            self.last.clear()

    def cut_blanks(self) -> int:
        """Take the line break and the blanks off the end, before a line that goes on; how many characters they were."""
        cut = 0
        while pieces := self.last or self.made:
            last = pieces.pop()
            plain = last.rstrip()
            cut += len(last) - len(plain)
            if plain:
                pieces.append(plain)
                break
        return cut

    def joined(self) -> str:
        """All pieces."""
        return "".join([*self.made, *self.last])


def _without_spaces(raw: str, text: str, places: array[int]) -> View:
    """The view without the spaces that stand inside or beside a number; commas broken by a wrap are told again."""
    text = COMMA.sub(",", text)
    holes = array("I", heapq.merge((match.start() for match in SPACE.finditer(text)), inner_spaces(text)))
    if not holes:
        return View(raw, text, places)
    out, at, kept = Pieces(), 0, array("I")
    for hole in itertools.chain(holes, [len(text)]):
        if hole >= at:  # A space may be told twice.
            out.append(text[at:hole])
            kept.extend(places[at:hole])
            at = hole + 1
    return View(raw, out.joined(), kept)


def halves(text: str) -> list[int]:
    """The first character of each pair of a doubled headline, and what stands between pairs."""
    keep, at = [], 0
    while at < len(text):
        keep.append(at)
        at += 2 if text[at : at + 1] == text[at + 1 : at + 2] and not text[at].isspace() else 1
    return keep


def lines_of(raw: str) -> Iterator[Line]:
    """The lines of a text with their places; \\r\\n, \\r, \\f and the like end a line too."""
    block: list[Line] = []
    for line in _printed(raw):
        row = block_of(line.text)
        if block and (not row or len(block) >= LONGEST):
            yield from _tabbed(block)
            block = []
        if row:
            block.append(line)
        else:
            yield line
    yield from _tabbed(block)


def _printed(raw: str) -> Iterator[Line]:
    at = 0
    for match in BREAK.finditer(raw):
        yield Line(raw[at : match.start()], at)
        at = match.end()
    if at < len(raw):
        yield Line(raw[at:], at)


def _tabbed(lines: list[Line]) -> list[Line]:
    """Lines in a row with a tab for what parts the cells of a table."""
    for first, last, mark in list(rows_of([line.text for line in lines])):
        for line in lines[first:last]:
            line.text = line.text.replace(mark, "\t")
    return lines
