"""Quantities in a folded text: wording, number or range, multiplier, measure word; and a quoted one taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from lib.extract.measures import MEASURES, PATTERN
from lib.extract.numerals import ARABIC, CHINESE, DIGITS, FORMAL, MYRIADS, NUMBER, STEPS, fold, parse_number, spread
from lib.extract.wording import LEAD_WORDS, LOOSE, LOOSE_PATTERN, TRAIL_WORDS, qualifier_of
from lib.model import WORDINGS, Qualifier

N = rf"(?>(?:{NUMBER}){{1,24}})"
"""Atomic: a number is never read again shorter, so no text makes the search go back and forth."""
FRACTION = rf"(?:{N}分之)"
DASH = r"(?:-{1,2}|—{1,2}|~{1,2}|至|到)"
SCALE = r"(?:[十百千万亿萬億]{0,3})"
LEADS = "|".join(re.escape(word) for word in LEAD_WORDS)
TRAILS = "|".join(re.escape(word) for word in TRAIL_WORDS)
ONE = rf"{LOOSE_PATTERN}{SCALE}{LOOSE_PATTERN}"
QUANTITY = re.compile(
    rf"(?P<fraction>(?:{N}又)?{FRACTION})?(?P<low>(?<![\d.])(?:\d{{1,3}}/\d{{1,3}}(?![\d/.]))|{N})(?P<loose>{LOOSE_PATTERN})(?P<scale>{SCALE})"
    rf"(?P<loose2>{LOOSE_PATTERN})(?P<unit>(?:{PATTERN}|成(?![立为功果员长效本绩熟就都交套人品分][^上以左]|[立为功果员长效绩熟就都交人品]))?)(?P<half>半?(?:(?<=个半)(?:小时|月|工作日))?)"
    rf"(?P<ones>(?:(?<=成)[一二三四五六七八九](?![成十百千万亿]))?)(?P<loose3>(?:[多余]月?)?)"
    rf"(?:(?P<dash>{DASH})(?P<fraction2>百分之)?(?P<high>[+-]?{N})(?P<loose4>{LOOSE_PATTERN})(?P<scale2>{SCALE})(?P<unit2>(?:{PATTERN}|成)?))?"
    rf"(?P<trail>(?:{TRAILS}|(?<=[钟日时天月])内(?![容部涵外]))?)"
)
PLAIN = "".join(char for char in CHINESE if char not in FORMAL)
START = re.compile(rf"(?:{ARABIC})|[{PLAIN}]|[{FORMAL}](?=[{PLAIN}])|[壹贰叁]")
"""Formal digits are common characters too (队伍, 大陆): they begin a number only before a step."""
LEAD = re.compile(rf"(?:{LEADS})$")
VAGUE = "几数上成"
"""Before 十 百 千 万 亿 alone: several, hundreds of, up to."""
RATES = {"百分之": ("%", Decimal(1)), "千分之": ("%", Decimal(10)), "万分之": ("%", Decimal(100))}
EXACT_TAILS = ("之多",)


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


@dataclass(frozen=True)
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


def read_quote(quote: str) -> Reading:
    """Take one quoted figure apart.

    Raises ValueError where the quote holds no number.
    """
    text = fold(quote)
    for start in START.finditer(text):
        at = start.start() - (text[max(0, start.start() - 1) : start.start()] in ("-", "负") and start.start() > 0)
        found = read_at(text, at)
        if found is None:
            continue
        reading = found.reading
        if not reading.unit and found.end < len(text):
            # A measure word that the table lacks is still the quote's own.
            reading = _with_unit(reading, text[found.end :])
        return reading
    raise ValueError(f"{quote!r} holds no figure")


def _with_unit(reading: Reading, unit: str) -> Reading:
    return Reading(
        reading.value, reading.value_max, reading.qualifier, reading.wording, unit, reading.number, reading.multiplier
    )


def find(text: str) -> Iterator[Quantity]:
    """All quantities of a folded text, in order, none overlapping."""
    at = 0
    while match := START.search(text, at):
        begin = match.start()
        before = text[begin - 1 : begin]
        if (before == "负" and text[begin - 2 : begin] not in ("担负", "肩负", "胜负", "辜负", "抱负")) or (
            before in "-+" and before and text[begin - 2 : begin - 1] in "有为至到达是，（降减长升"
        ):
            begin -= 1
        found = read_at(text, begin)
        if found is None:
            at = match.end()
            continue
        yield found
        at = max(found.end, match.end())


def read_at(text: str, at: int) -> Quantity | None:
    """The quantity whose number begins at `at`, or None."""
    sign = text[at : at + 1] if text[at : at + 1] in "负-+" else ""
    match = QUANTITY.match(text, at + len(sign))
    if match is None:
        return None
    part = {name: value or "" for name, value in match.groupdict().items()}
    try:
        reading, end = _read(part, match)
    except (ValueError, ArithmeticError):
        return None
    if sign in ("负", "-"):
        reading = Reading(
            -reading.value,
            reading.value_max,
            reading.qualifier,
            reading.wording,
            reading.unit,
            sign + reading.number,
            reading.multiplier,
        )
    start = at
    vague = text[at - 1 : at] if at and text[at - 1] in VAGUE and part["low"][:1] in STEPS | MYRIADS else ""
    if vague:
        start, reading = start - 1, _reworded(reading, vague)
    start, reading = _lead(text, start, reading)
    kind = (
        MEASURES[reading.unit].kind if reading.unit in MEASURES else ("rate" if reading.unit in ("%", "比例") else "")
    )
    return Quantity(start, end, at, reading, kind)


def _reworded(reading: Reading, wording: str) -> Reading:
    return Reading(
        reading.value,
        reading.value_max,
        qualifier_of(wording),
        wording,
        reading.unit,
        reading.number,
        reading.multiplier,
    )


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
        code = qualifier_of(plain)
        if reading.qualifier is Qualifier.EXACT or code is not Qualifier.APPROX:
            reading = _reworded(reading, plain)
        before = before[: found.start()]
        found = LEAD.search(before) if len(word) == 1 else None
    return start, reading


def _factor(scale: str) -> Decimal:
    factor = Decimal(1)
    for char in scale:
        factor *= STEPS.get(char, 0) or MYRIADS[char]
    return factor


def _read(part: dict[str, str], match: re.Match[str]) -> tuple[Reading, int]:
    """The numbers of a match and where it ends; a second number that is no upper bound is given back."""
    low_text, end = part["low"], match.end()
    pair = spread(low_text) if not part["high"] else None
    if pair and (len(low_text) > 2 or part["unit"] or part["scale"] or part["fraction"]):
        low, high = (parse_number(item) * _factor(part["scale"]) for item in pair)
    else:
        low, high = parse_number(low_text) * _factor(part["scale"]), None
    unit = part["unit"]
    if part["high"]:
        high = _upper(part, low_text)
        if high is None or not _is_range(part):
            return _read({**part, "high": "", "trail": "", "unit2": ""}, match)[0], _first_end(match)
        if not unit and not part["scale"] and low_text[-1:] not in MYRIADS and _end_scale(part) > 1 and high > low * 10:
            low *= _end_scale(part)
        unit = part["unit2"] or unit
    wording = part["loose"] or part["loose2"] or part["loose3"]
    trail = part["trail"] if part["trail"] not in EXACT_TAILS else ""
    low, high, unit, half_used = _rate(part, low, high, unit)
    if len(part["half"]) > 1:
        unit = unit + part["half"][1:]
        low += Decimal("0.5")
    elif part["half"] and part["low"] == "一" and not unit:
        low, unit = Decimal("0.5"), "比例"
    elif part["half"] and not half_used:
        if unit in ("个", "倍", "年", "间", "小时", "天", "公里", "里", "斤"):
            low += Decimal("0.5")
        else:
            return _read({**part, "half": "", "trail": "", "loose3": ""}, match)[0], match.end("unit")
    wording = trail or wording
    number = low_text + (part["dash"] + part["high"] if part["high"] else "")
    return Reading(
        low,
        high,
        qualifier_of(wording),
        wording,
        unit,
        number,
        part["scale"] or part["scale2"] or _tail_scale(low_text),
    ), end


def _first_end(match: re.Match[str]) -> int:
    return match.start("dash")


def _tail_scale(number: str) -> str:
    tail = number
    while tail and tail[-1] not in MYRIADS:
        return ""
    while tail and tail[-1] in MYRIADS:
        tail = tail[:-1]
    return number[len(tail) :] if tail else ""


def _end_scale(part: dict[str, str]) -> Decimal:
    """By how much the upper bound's own 万 or 亿 multiplies a bare lower one (3至5万元)."""
    tail = part["scale2"] or _tail_scale(part["high"])
    return _factor(tail)


def _upper(part: dict[str, str], low_text: str) -> Decimal | None:
    try:
        return parse_number(part["high"]) * _factor(part["scale2"])
    except (ValueError, ArithmeticError):
        return None


def _is_range(part: dict[str, str]) -> bool:
    """Whether both ends measure one thing and the second is the larger."""
    first = part["unit"]
    second = part["unit2"]
    if first == "个" and second.startswith("个"):
        first = second
    if (first and second and first != second) or (first and not second):
        return False
    low, high = parse_number(part["low"]) * _factor(part["scale"]), _upper(part, part["low"])
    if high is None:
        return False
    if not first and not part["scale"] and part["low"][-1:] not in MYRIADS:
        low *= 1 if high > low * 1 and _end_scale(part) == 1 else _end_scale(part)
        if low >= high:
            low = parse_number(part["low"])
    return low < high


def _rate(
    part: dict[str, str], low: Decimal, high: Decimal | None, unit: str
) -> tuple[Decimal, Decimal | None, str, bool]:
    """Percent, tenths and fractions in the unit that the design gives them."""
    if part["fraction"]:
        word = part["fraction"]
        if word in RATES:
            unit, divisor = RATES[word]
        else:
            whole, _, word = word.rpartition("又")
            unit, divisor = "比例", parse_number(word.removesuffix("分之"))
            low += parse_number(whole) * divisor if whole else 0
        if not divisor:
            raise ValueError("divides by nothing")
        return low / divisor, None if high is None else high / divisor, unit, False
    if unit == "成":
        half = Decimal(5 if part["half"] else 0)
        ones = part.get("ones", "")
        low = low * 10 + half + (DIGITS[ones] if ones else 0)
        return low, None if high is None else high * 10, "%", bool(part["half"])
    if unit == "‰":
        return low / 10, None if high is None else high / 10, "%", False
    if "/" in part["low"] and not unit:
        return low, high, "比例", False
    return low, high, unit, False


__all__ = ["LOOSE", "Quantity", "Reading", "find", "read_at", "read_quote"]
