"""A quoted figure taken apart: wording, number or range, multiplier, unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from math import prod

from lib.extract.numerals import CHINESE, MYRIADS, fold, parse_number
from lib.model import WORDINGS, Qualifier

NUMBER = rf"-?\d[\d,]*(?:\.\d+)?[十百千]?[{CHINESE}\d]*|[{CHINESE}点]+"
WORDS = "|".join(sorted((re.escape(word) for word in WORDINGS), key=len, reverse=True))
PIECES = re.compile(
    rf"(?P<lead>(?:{WORDS})?)(?P<fraction>百分之|千分之|(?P<whole>[{CHINESE}\d]+)分之)?(?P<low>{NUMBER})"
    rf"(?P<loose>[余多来几+]?)(?P<myriad>[万亿]*)(?P<low_unit>%|％|[^\d{CHINESE}%]{{0,4}}?)"
    rf"(?:(?P<dash>至|到|—+|-+|~|～)(?P<high>{NUMBER})(?P<high_myriad>[万亿]*))?"
    rf"(?P<unit>.*?)(?P<trail>(?:{WORDS})?)"
)
TENTH = "成"


@dataclass(frozen=True)
class Reading:
    """What a quote says: numbers in the base unit, the wording as printed, the measure word as printed."""

    value: Decimal
    value_max: Decimal | None
    qualifier: Qualifier
    wording: str
    unit: str
    """Measure word as printed without its multiplier (元 for 万元); empty where none is printed."""
    number: str
    """The stated digits, e.g. `5000`, `五十`, `20至30`."""
    multiplier: str
    """万 or 亿 printed behind a wording or before the unit; empty else."""


def read_quote(quote: str) -> Reading:
    """Take one quoted figure apart.

    Raises ValueError where the quote holds no number.
    """
    text = fold(quote)
    match = PIECES.fullmatch(text)
    if match is None:
        raise ValueError(f"{quote!r} holds no figure")
    part = {name: value or "" for name, value in match.groupdict().items()}
    number, myriad = (part["low"], part["myriad"]) if part["loose"] else _multiplied(part["low"], part["myriad"])
    top, top_myriad = _multiplied(part["high"], part["high_myriad"])
    # 5至6万 prints its 万 once for both ends.
    value = parse_number(number) * _factor(myriad or top_myriad)
    high = parse_number(top) * _factor(top_myriad or myriad) if top else None
    unit = part["unit"] or part["low_unit"]
    if part["fraction"]:
        divisor = {"百分之": Decimal(1), "千分之": Decimal(10)}.get(part["fraction"])
        unit, value = ("%", value / divisor) if divisor else ("比例", value / parse_number(part["whole"]))
    elif unit.startswith(TENTH):
        unit, value = "%", value * 10 + (5 if unit.endswith("半") else 0)
    wording = part["lead"] or part["loose"] or part["trail"]
    return Reading(value, high, WORDINGS[wording] if wording else Qualifier.EXACT, wording, unit, number, myriad)


def _multiplied(number: str, myriad: str) -> tuple[str, str]:
    """`5万` as digits and multiplier; an inner 万 stays in the digits."""
    while len(number) > 1 and number[-1] in MYRIADS and number[-2] not in MYRIADS:
        number, myriad = number[:-1], number[-1] + myriad
    return number, myriad


def _factor(myriad: str) -> int:
    return prod(MYRIADS[char] for char in myriad)
