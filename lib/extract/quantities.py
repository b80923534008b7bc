"""Quantities found in a folded text with the wording around them, and a quoted one taken apart."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from lib.extract.amounts import HALF, QUANTITY, N, Reading, read_match
from lib.extract.measures import MEASURES
from lib.extract.numerals import ARABIC, FORMAL, FORMAL_PIECE, MYRIADS, PLAIN, POINT, STEPS, fold
from lib.extract.wording import LEAD_WORDS
from lib.model import WORDINGS

START = re.compile(rf"(?=[\d.{PLAIN}{FORMAL}參点半])(?:{ARABIC}|[{PLAIN}]|{FORMAL_PIECE}|{POINT}|{HALF})")
"""How a number begins. The look ahead is for speed: at most places one glance is enough."""
NUMERAL = re.compile(N)
LEAD = re.compile(rf"(?:{'|'.join(re.escape(word) for word in LEAD_WORDS)})$")
VAGUE = "几数上成"
"""Before 十 百 千 万 亿 alone: several, hundreds of, up to."""
RATES = ("%", "百分点", "个百分点")
BURDEN = re.compile("[担肩胜辜抱减增降背欠重轻自]负$")
"""Words that end in 负 and carry no sign (为企业减负3亿元)."""
SIGNED = re.compile(r"[有为至到达是，（降减长升：]$")
"""What a minus or plus before a count follows; elsewhere it is a dash."""
DASHED = re.compile(r"[\dA-Za-z%‰）”\-~]$")
"""What a minus before a rate never follows."""
CELL = re.compile(r"(?:\t|[|│][ \u3000]?|[ \u3000]{2})$")
"""How a cell of a table begins: what stands there before a number is its sign."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity of a folded text, before anybody asks whether it is a fact."""

    start: int
    end: int
    at: int
    """Where the number itself begins, behind the wording."""
    reading: Reading
    kind: str
    """Kind of the measure word, empty where none is printed."""
    per: str = ""
    """One of what it is for, where a table's header says so (元/户)."""
    head: str = ""
    """What a table prints beside and over it."""


@lru_cache(maxsize=20_000)
def read_quote(quote: str) -> Reading:
    """Take one quoted figure apart.

    Raises ValueError where the quote holds no number.
    """
    text = fold(quote)
    if text[::2] == text[1::2] and not text.isdigit():
        # A headline printed doubled (118800座座); digits alone may be just a number (1100).
        text = text[::2]
    for start in START.finditer(text):
        found = read_at(text, start.start() - text.startswith(("-", "负"), max(0, start.start() - 1), start.start()))
        if found is None:
            continue
        # A measure word that the table lacks is still the quote's own.
        return found.reading if found.reading.unit else replace(found.reading, unit=text[found.end :])
    raise ValueError(f"{quote!r} holds no figure")


def find(text: str) -> Iterator[Quantity]:
    """All quantities of a folded text, in order, none overlapping."""
    at = 0
    while match := START.search(text, at):
        begin = match.start()
        found = (_signed(text, begin) if text[begin - 1 : begin] in ("负", "-", "+") else None) or read_at(text, begin)
        if found is None:
            run = NUMERAL.match(text, begin)
            at = run.end() if run else match.end()
            continue
        yield found
        at = max(found.end, match.end())


def _signed(text: str, begin: int) -> Quantity | None:
    """The quantity with the sign before `begin`, or None where that is a dash or part of a word."""
    ahead, sign = text[max(0, begin - 2) : begin - 1], text[begin - 1]
    if sign == "负":
        return None if BURDEN.search(ahead + sign) else read_at(text, begin - 1)
    signed = SIGNED.search(ahead)
    if not signed and DASHED.search(ahead):
        return None
    found = read_at(text, begin - 1)
    cell = CELL.search(text, max(0, begin - 4), begin - 1) is not None
    return found if found is not None and (signed or cell or found.reading.unit in RATES) else None


def read_at(text: str, at: int, end: int = sys.maxsize) -> Quantity | None:
    """The quantity whose number begins at `at` and that ends by `end`, or None."""
    sign = text[at : at + 1] if text[at : at + 1] in "负-+" else ""
    match = QUANTITY.match(text, at + len(sign), end)
    if match is None:
        return None
    try:
        reading, end = read_match(match)
    except (ValueError, ArithmeticError):
        return None
    if sign in ("负", "-"):
        reading = reading.negative(sign)
    start = at
    if text[at - 1 : at] in tuple(VAGUE) and match["low"][:1] in STEPS | MYRIADS:
        start, reading = at - 1, reading.worded(text[at - 1])
    start, reading = _lead(text, start, reading)
    measure = MEASURES.get(reading.unit)
    kind = measure.kind if measure else "rate" if reading.unit in ("%", "比例") else ""
    return Quantity(start, end, at, reading, kind)


def _lead(text: str, start: int, reading: Reading) -> tuple[int, Reading]:
    """Take in the wording right before the number (不少于15平方米), with a 了 or 为 between."""
    before = text[max(0, start - 8) : start]
    found = LEAD.search(before)
    while found:
        word = found.group()
        # 超过了, 突破至: what follows the wording is no part of it; in 不到 it is.
        plain = word if word in WORDINGS else word.rstrip("了为达到在")
        ahead = before[max(0, found.start() - 2) : found.start()]
        if any(ahead.endswith(stop) for stop in LEAD_WORDS[word]):
            return start, reading
        start -= len(word)
        # The wording in front goes before one behind (近5万多名 is about 50,000), the outer one before the inner.
        reading = reading.worded(plain)
        before = before[: found.start()]
        found = LEAD.search(before) if len(word) == 1 else None
    return start, reading


__all__ = ["Quantity", "Reading", "find", "read_at", "read_quote"]
