"""Numbers as Chinese texts print them: Arabic, full-width, Chinese and mixed."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "俩": 2}
STEPS = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8}
ARABIC = re.compile(r"-?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?")
CHINESE = "零〇○一二三四五六七八九两十百千万亿"


def fold(text: str) -> str:
    """Full-width forms as ASCII, spaces and line breaks out: what a figure looks like to a parser."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def parse_number(text: str) -> Decimal:
    """The number that `text` prints, e.g. `1.2万`, `三千`, `3万4000`, `五十`, `8,460`.

    Raises ValueError where the text is not one number and nothing else.
    """
    text = fold(text)
    if not text:
        raise ValueError("no number")
    total, rest = Decimal(0), text
    for unit in ("亿", "万"):
        head, found, tail = rest.rpartition(unit) if unit == "亿" else rest.partition(unit)
        if found:
            # 万亿 multiplies, so the head of 亿 may hold a 万 of its own.
            total += parse_number(head) * MYRIADS[unit] if head else Decimal(MYRIADS[unit])
            rest = tail
            if not rest:
                return total
            if rest in DIGITS:  # 三万五 is 35000
                return total + DIGITS[rest] * MYRIADS[unit] // 10
    return total + _below_myriad(rest)


def _below_myriad(text: str) -> Decimal:
    """A number without 万 and 亿."""
    match = ARABIC.match(text)
    if match:
        value = Decimal(match.group().replace(",", ""))
        for char in text[match.end():]:
            if char not in STEPS:
                raise ValueError(f"{text!r} is not a number")
            value *= STEPS[char]
        return value
    if "点" in text:
        whole, _, part = text.partition("点")
        return _below_myriad(whole) + Decimal("0." + "".join(str(_digit(char)) for char in part))
    if len(text) > 1 and all(char in DIGITS for char in text.lstrip("零")) and text[0] != "零":
        return Decimal("".join(str(DIGITS[char]) for char in text))
    total, digit, seen = 0, 0, False
    for char in text:
        if char in STEPS:
            total += (digit if seen else 1) * STEPS[char]
            digit, seen = 0, False
        else:
            digit, seen = _digit(char), True
    # 两千三 is 2300; 两千零三 is 2003.
    return Decimal(total + digit * (STEPS.get(text[-2:-1], 10) // 10))


def _digit(char: str) -> int:
    if char not in DIGITS:
        raise ValueError(f"{char!r} is not a digit")
    return DIGITS[char]
