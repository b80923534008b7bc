"""The two forms of a paper: that of Chinese offices (GB/T 9704-2012), and an ordinary report in English."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

DIGITS = "零一二三四五六七八九"
POINT = 20
"""Twips (twentieths of a point) in a point."""


def lines_of(text: str, letters: float) -> int:
    """Lines that a text takes, so many letters a line; a Latin letter is half a Chinese one."""
    return max(1, math.ceil(sum(1 if ord(letter) > 0x2E7F else 0.55 for letter in text) / letters))


def chinese_number(number: int) -> str:
    """1 to 99 as 一 to 九十九."""
    tens, ones = divmod(number, 10)
    head = f"{DIGITS[tens] if tens > 1 else ''}十" if tens else ""
    return head + (DIGITS[ones] if ones or not tens else "")


def twips(millimetres: float) -> int:
    """A length in twips."""
    return round(millimetres / 25.4 * 72 * POINT)


@dataclass(frozen=True)
class Style:
    """Face, size in points, and how a kind of paragraph is set."""

    face: str
    size: float
    bold: bool = False
    centred: bool = False
    indent: float = 0
    """First line, in letters."""
    line: int = 0
    """Exact distance of lines in twips; 0 for single lines."""
    letter: int = 0
    """Twips added to each letter."""
    before: float = 0
    after: float = 0


@dataclass(frozen=True)
class Form:
    """Page (millimetres), styles of all kinds of paragraphs, and the page number."""

    top: float
    left: float
    right: float
    bottom: float
    footer: float
    """From the page's lower edge to the page number."""
    styles: dict[str, Style]
    number: str
    """What stands about the page number, the number being `{}`."""
    outside: bool
    """Page numbers stand outside, a letter from the edge: odd pages at the right, even ones at the left."""
    after_sign: str
    """Stands between the sign of a note and the note."""
    heading: Callable[[int], str]
    """What stands before the heading of section 1, 2, ..."""
    fallbacks: tuple[tuple[str, str], ...]
    """Face -> the face to take where it is missing; named in the file (`w:altName`)."""


A4 = (210.0, 297.0)
CORE = (156.0, 225.0)
"""Width and height of the text area of GB/T 9704-2012."""
LINES, LETTERS = 22, 28
BODY_SIZE = 16.0
PITCH = twips(CORE[1]) // LINES
"""Exact distance of lines: 22 fit the height of the text area."""
LETTER = (twips(CORE[0]) // LETTERS) - round(BODY_SIZE * POINT)
"""What is taken from each letter so that 28 of 16 points fit the width."""
SONG, TITLE_FACE, FANGSONG, HEI, KAI = "宋体", "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"

OFFICE = Form(
    top=37,
    left=28,
    right=A4[0] - CORE[0] - 28,
    bottom=A4[1] - CORE[1] - 37,
    footer=A4[1] - CORE[1] - 37 - 7 - 5,
    styles={
        "title": Style(TITLE_FACE, 22, centred=True, line=PITCH),
        "subtitle": Style(KAI, BODY_SIZE, centred=True, line=PITCH, letter=LETTER),
        "heading": Style(HEI, BODY_SIZE, indent=2, line=PITCH, letter=LETTER),
        "body": Style(FANGSONG, BODY_SIZE, indent=2, line=PITCH, letter=LETTER),
        "caption": Style(FANGSONG, 10.5, centred=True),
        "note": Style(FANGSONG, 10.5, line=15 * POINT),
        "number": Style(SONG, 14),
    },
    number="— {} —",
    outside=True,
    after_sign="",
    heading=lambda number: f"{chinese_number(number)}、",
    fallbacks=(
        (TITLE_FACE, "FZXiaoBiaoSong-B05S,华文中宋,STZhongsong,Noto Serif CJK SC"),
        (FANGSONG, "仿宋,FangSong,华文仿宋,STFangsong,Noto Serif CJK SC"),
        (KAI, "楷体,KaiTi,华文楷体,STKaiti,Noto Serif CJK SC"),
        (HEI, "SimHei,Noto Sans CJK SC"),
        (SONG, "SimSun,Noto Serif CJK SC"),
    ),
)
SERIF = "Times New Roman"
REPORT = Form(
    top=25,
    left=25,
    right=25,
    bottom=25,
    footer=12,
    styles={
        "title": Style(SERIF, 20, bold=True, after=4),
        "subtitle": Style(SERIF, 11, after=10),
        "heading": Style(SERIF, 13, bold=True, before=10, after=3),
        "body": Style(SERIF, 11, line=15 * POINT, after=5),
        "caption": Style(SERIF, 9),
        "note": Style(SERIF, 9, line=12 * POINT),
        "number": Style(SERIF, 9),
    },
    number="{}",
    outside=False,
    after_sign=" ",
    heading=lambda number: f"{number}  ",
    fallbacks=((SERIF, "Liberation Serif"),),
)
FORMS = {"zh": OFFICE, "en": REPORT}
