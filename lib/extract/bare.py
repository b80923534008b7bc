"""Small Chinese numerals, and numbers without a measure word: which of them count something."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from lib.extract.quantities import Quantity

TABLES = Path(__file__).with_name("tables")
HAN = r"\u3400-\u9fff"


@dataclass(frozen=True, slots=True)
class Trap:
    """Why a quantity is not a fact."""

    kind: str
    reason: str
    population: tuple[int, int] | None = None
    """The span of the group that a threshold defines."""


def table_lines(name: str) -> list[str]:
    """The rows of a table of this package."""
    return (TABLES / f"{name}.txt").read_text(encoding="utf-8").splitlines()


SMALL = frozenset("一二两三四五六七八九十")
ABSTRACT = re.compile("|".join(table_lines("abstract")))
"""After 个 or 项 these make a way of speaking of a small Chinese numeral, not a count."""
ONE_CUES = re.compile(r"(?:共有|共|仅有|仅|只有|现有|总数为|增至|增加到|达到|达|减少到|新增|唯一的)$")
YEAR = re.compile(r"(?<!\d)(?:1[6-9]\d\d|20\d\d)(?!\d)")


ECHO = re.compile(r"分为?[^，。；\n]{1,30}[、和与][^，。；\n、]{1,12}$")
SECOND = frozenset("期次代组批轮届")
"""二期 is the second, 两期 are two."""
GRADED = re.compile("[一二三四五][类档等级]")

CHANGED = re.compile("(?:缩小|扩大|提高|下降|上升|降低|增加|减少|为|达)[了到至]?$")
"""What an index or a ratio does."""


def small(text: str, item: Quantity, before: str, after: str) -> Trap | None:
    """Chinese numerals below ten count little: 一 is an article, and 三个方面 a way of speaking."""
    number, reading = item.reading.number, item.reading
    if number == "百" and reading.unit == "倍":
        return Trap("slogan", "a way of speaking")
    if not number or any(char.isdigit() for char in number) or (item.kind in ("rate",) and number != "一"):
        return None
    if number == "二" and reading.unit in SECOND:
        return Trap("ordinal", "the second of its kind")
    if GRADED.fullmatch(number + reading.unit) and f"一{reading.unit}" in text[max(0, item.start - 60) : item.end + 6]:
        return Trap("grade", "a grade")
    loose = reading.wording in ("余", "多", "来", "余多")
    if number[0] in "百千万亿" and item.start == item.at and not loose and not ONE_CUES.search(before):
        return Trap("slogan", "百 千 万 without a digit")
    if number == "一" and not reading.multiplier:
        plain = item.end == item.at + 1 + len(reading.unit)
        if reading.unit in ("倍", "成", "个百分点") or reading.value != 1:
            return None
        if plain and ONE_CUES.search(before) and item.kind:
            return None
        return Trap("article", "一 as an article") if item.kind != "money" else None
    if (
        number in SMALL
        and reading.unit in ("类", "种", "档")
        and ECHO.search(text[max(0, item.start - 40) : item.start])
    ):
        return Trap("echo", "a count of what was just listed")
    if number in SMALL and reading.unit in ("个", "项", "条", "种", "类") and ABSTRACT.match(after):
        return Trap("slogan", "a way of speaking")
    return None


PEOPLE = re.compile(
    rf"[{HAN}]{{0,5}}?(?:职工|会员|工人|农民工|群众|党员|学生|师生|市民|游客|观众|从业者|劳动者|员工|志愿者|居民|农民|网友|妇女|青年|人员|群体)"
)
"""Whom a number without a measure word counts."""
BARE_BEFORE = re.compile(r"(?:的|为|达|达到|到|至|计|有|增|减|约|近|超|超过|突破|逾|数|量|额|是|了|余|少于|低于)$")
BARE_AFTER = re.compile(r"(?:[，。；、！？）\n]|$|提升|晋升|晋级|取得|获得|参加|通过|和|与|以上|左右|多|余)")


LEADING_ZERO = re.compile(r"0\d")
CODED = re.compile(r"[.\-/·:：]\d|[A-Za-z]")
CODING = re.compile(r"\d[.\-/·]$|[A-Za-z]$")


def _chinese(item: Quantity, ahead: str, after: str) -> Trap | None:
    """Chinese numerals without a measure word."""
    reading, number = item.reading, item.reading.number
    big = reading.value >= 10 and (reading.multiplier or len(number) > 2)
    if big and (len(number) > 1 or reading.wording == "余") and PEOPLE.match(after) and number[0] not in "百千万亿":
        return None
    if number[0] in SMALL and reading.value >= 10000 and reading.wording and PEOPLE.match(after):
        return None
    if big and reading.wording and item.start < item.at:
        return None
    if big and re.search(r"(?:达|达到|突破|共|有|为)$", ahead) and BARE_AFTER.match(after):
        return None
    return Trap("number", "a numeral without a measure word")


def bare(text: str, item: Quantity, before: str, after: str) -> Trap | None:
    """Numbers without a measure word: only large, worded or clearly stated ones are figures."""
    if item.kind:
        return None
    reading = item.reading
    number = reading.number
    arabic = number[:1].isdigit()
    ahead = text[max(0, item.start - 4) : item.start]
    if not arabic:
        return _chinese(item, ahead, after)
    if YEAR.fullmatch(number) and not reading.multiplier and item.start == item.at:
        return Trap("time", "a year")
    if reading.multiplier:
        return None
    if "-" in number or len(number) > 9 or LEADING_ZERO.match(number) or CODED.match(after) or CODING.search(before):
        return Trap("code", "a code, a telephone number or a date")
    if number.isdigit() and reading.wording == "+" and reading.value >= 100:
        return None
    if item.start < item.at and item.start >= 0 and reading.wording and BARE_AFTER.match(after):
        return None
    if reading.wording in ("多", "余") and reading.value >= 10 and PEOPLE.match(after):
        return None
    if "." in number and CHANGED.search(ahead) and BARE_AFTER.match(after):
        return None
    if reading.value >= 100 and BARE_BEFORE.search(ahead) and BARE_AFTER.match(after) and "，" not in number:
        return None
    return Trap("number", "a number without a measure word")
