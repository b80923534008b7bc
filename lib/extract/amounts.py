"""What one match of the quantity pattern says: number or range, wording, multiplier, measure word."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from lib.extract.alternation import alternation
from lib.extract.measures import PATTERN
from lib.extract.numerals import DIGITS, LETTERS, MYRIADS, NUMBER, STEPS, parse_number, spread
from lib.extract.wording import LOOSE_PATTERN, TRAIL_WORDS, qualifier_of
from lib.model import Qualifier

N = rf"(?>(?:{NUMBER}){{1,40}})"
"""Atomic: a number is never read again shorter, so no text makes the search go back and forth."""
FRACTION = rf"(?:{N}分之)"
DASH = r"(?:-{1,2}|—{1,2}|~{1,2}|至|到)"
SCALE = rf"(?:[十百千万亿]{{1,3}}|[{''.join(LETTERS)}](?=\+?(?:{PATTERN})))?"
HALF = "半百|半(?=成[^品熟]|个百分点|个点|亩|吨|公斤|斤|公里)"
TRAILS = alternation((word, "") for word in TRAIL_WORDS)
TENTHS = "成(?![立为功果员长效本绩熟就都交套人品分][^上以左]|[立为功果员长效绩熟就都交人品])"
QUANTITY = re.compile(
    rf"(?P<fraction>(?:{N}又)?{FRACTION})?"
    rf"(?P<low>(?:(?<=分之)负)?(?<![\d.])(?:(?:\d{{1,3}}[ 又])?\d{{1,3}}/\d{{1,3}}(?![\d/.])|{N})|{HALF})"
    rf"(?P<loose>{LOOSE_PATTERN})(?P<scale>{SCALE})(?P<loose2>{LOOSE_PATTERN}(?:\+(?=(?:{PATTERN})))?)(?P<unit>(?:{PATTERN}|{TENTHS})?)"
    rf"(?P<half>半?(?:(?<=个半)(?:小时|月|工作日))?)(?P<ones>(?:(?<=成)[一二三四五六七八九](?![成十百千万亿]))?)"
    rf"(?P<loose3>(?:[多余]月?)?)"
    rf"(?:(?P<dash>{DASH})(?P<fraction2>{FRACTION}?)(?P<high>[+-]?{N})(?P<loose4>{LOOSE_PATTERN})(?P<scale2>{SCALE})"
    rf"(?P<unit2>(?:{PATTERN}|成)?))?"
    rf"(?P<trail>(?:{TRAILS}|(?<=[钟日时天月])内(?![容部涵外]))?)"
)
RANGE = ("dash", "fraction2", "high", "loose4", "scale2", "unit2", "trail")
"""Parts of a match that go when its second number is no upper bound."""
STEPPED = re.compile(r"[一二两三四五六七八九\d]([百千佰仟])")
RATES = {"百分之": ("%", Decimal(1)), "千分之": ("%", Decimal(10)), "万分之": ("%", Decimal(100))}
HALVED = frozenset(("个", "倍", "年", "间", "小时", "天", "公里", "里", "斤"))
"""Measure words after which 半 adds a half (三个半)."""
EXACT_TAILS = ("之多",)


@dataclass(frozen=True, slots=True)
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

    def worded(self, wording: str) -> Reading:
        """The same figure under another wording."""
        return replace(self, qualifier=qualifier_of(wording), wording=wording)

    def scaled(self, factor: Decimal | int) -> Reading:
        """The same figure times a multiplier that is printed elsewhere."""
        high = None if self.value_max is None else self.value_max * factor
        return replace(self, value=self.value * factor, value_max=high)

    def negative(self, sign: str) -> Reading:
        """The same figure below zero; of a range both ends, the lower one first."""
        ends = (-self.value, None) if self.value_max is None else (-self.value_max, -self.value)
        return replace(self, value=ends[0], value_max=ends[1], number=sign + self.number)


def scale_shared(read: Reading, value: Decimal) -> str:
    """The 万 or 亿 that a bare number shares with the next one of its list or takes from the head of its column.

    5600 of `5600、4800万元` is 5600万: no other number may differ from what its quote prints.
    """
    bare = not read.unit and not read.multiplier and read.value
    return next((sign for sign, size in MYRIADS.items() if bare and value == read.value * size), "")


def read_match(match: re.Match[str]) -> tuple[Reading, int]:
    """What a match of QUANTITY says, and where it ends: a second number that is no upper bound is given back.

    Raises ValueError or ArithmeticError where its characters make no number.
    """
    reading, end = _read(match.groups(""))
    return reading, match.start("dash") if end == "dash" else match.end(end)


@lru_cache(maxsize=4096)
def _read(groups: tuple[str, ...]) -> tuple[Reading, str | int]:
    """What the groups of a match say, and where it ends: before the dash, behind the unit, or as a whole (0)."""
    part, end = dict(zip(QUANTITY.groupindex, groups, strict=True)), ""
    bounds = _bounds(part) if part["high"] else None
    if part["high"] and bounds is None:
        part, end = part | dict.fromkeys(RANGE, ""), "dash"
    low, high = bounds or _single(part)
    if part["half"] and _stray_half(part):
        part, end = part | dict.fromkeys(("half", "loose3", "trail"), ""), "unit"
    low, high, unit = _in_unit(part, low, high)
    trail = part["trail"] if part["trail"] not in EXACT_TAILS else ""
    wording = trail or part["loose"] or part["loose2"] or part["loose3"]
    number = part["low"] + part["dash"] + part["high"]
    multiplier = part["scale"] or part["scale2"] or _tail(part["low"])
    return Reading(low, high, qualifier_of(wording), wording, unit, number, multiplier), end or 0


def factor_of(scale: str) -> Decimal:
    factor = Decimal(1)
    for char in scale:
        factor *= (STEPS | MYRIADS | LETTERS)[char]
    return factor


def _tail(number: str) -> str:
    """The 万 and 亿 at the end of a number; none where it has nothing else."""
    head = number.rstrip("".join(MYRIADS))
    return number[len(head) :] if head else ""


def _single(part: dict[str, str]) -> tuple[Decimal, Decimal | None]:
    """One number, or the two of an estimate (五六千)."""
    factor, text = factor_of(part["scale"]), part["low"]
    pair = spread(text) if len(text) > 2 or part["unit"] or part["scale"] or part["fraction"] else None
    # 百分之三五 is 35 %: under a fraction two digits in a row are digits unless a 十 stands by them.
    if pair is None or (part["fraction"] and len(text) == 2):
        return parse_number(text) * factor, None
    low, high = (parse_number(item) * factor for item in pair)
    return low, high


def _bounds(part: dict[str, str]) -> tuple[Decimal, Decimal] | None:
    """Both ends where they measure one thing and the second is the larger, else None."""
    first, second = part["unit"], part["unit2"]
    if first == "个" and second.startswith("个"):
        first = second
    if (first and first != second) or (part["fraction2"] and part["fraction2"] != part["fraction"]):
        return None
    try:
        high = parse_number(part["high"]) * factor_of(part["scale2"])
    except (ValueError, ArithmeticError):
        return None
    low = parse_number(part["low"]) * factor_of(part["scale"])
    if not first and not part["scale"] and not _tail(part["low"]):
        shared = low * factor_of(_shared_scale(part))
        # 3至5万 is 3万 to 5万, but 8500到3万 begins at 8500.
        low = shared if low * 10 < high and shared < high else low
    return (low, high) if low < high else None


def _shared_scale(part: dict[str, str]) -> str:
    """The 万 or 亿 of the upper end (3至5万元), or its 百 or 千 where both ends have one digit (两到三百)."""
    scale = part["scale2"] or _tail(part["high"])
    stepped = STEPPED.fullmatch(part["high"].removesuffix(_tail(part["high"])))
    return (stepped[1] if stepped and len(part["low"]) == 1 else "") + scale


def _stray_half(part: dict[str, str]) -> bool:
    """Whether 半 belongs to the next word."""
    whole = part["low"] == "一" and not part["unit"]
    return len(part["half"]) == 1 and not whole and part["unit"] not in HALVED | {"成"}


def _in_unit(part: dict[str, str], low: Decimal, high: Decimal | None) -> tuple[Decimal, Decimal | None, str]:
    """The numbers in the unit that the design gives them: tenths and per mille as percent, fractions as ratio."""
    unit, half = part["unit2"] or part["unit"], Decimal("0.5") if part["half"] else Decimal(0)
    divisor = Decimal(1)
    if part["fraction"] in RATES:
        unit, divisor = RATES[part["fraction"]]
    elif part["fraction"]:
        whole, _, below = part["fraction"].removesuffix("分之").rpartition("又")
        unit, divisor = "比例", parse_number(below)
        if not divisor:
            raise ValueError("divides by nothing")
        low += parse_number(whole) * divisor if whole else 0
    elif unit == "成":
        unit, divisor = "%", Decimal(1) / 10
        low += half + Decimal(DIGITS[part["ones"]] if part["ones"] else 0) / 10
        half = Decimal(0)
    elif unit == "‰":
        unit, divisor = "%", Decimal(10)
    elif "/" in part["low"] and not unit:
        unit = "比例"
    elif part["half"] and not unit:
        return half, None, "比例"
    return low / divisor + half, None if high is None else high / divisor, unit + part["half"][1:]


__all__ = ["HALF", "QUANTITY", "Reading", "read_match"]
