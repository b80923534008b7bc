"""Candidates as the JSON lines of `python -m lib extract` (design section 6)."""

from __future__ import annotations

from decimal import Decimal

from lib.extract.engine import Candidate

Value = str | int | float | None
TEXTS = ("unit", "per")
DECIMALS = Decimal("0.0001")


def number(value: Decimal | None) -> int | float | None:
    """A JSON number: whole where it is whole, four decimals of a fraction that does not end."""
    if value is None:
        return None
    if value == value.to_integral_value():
        return int(value)
    return float(value if len(value.as_tuple().digits) < 20 else value.quantize(DECIMALS))


def record(file: str, item: Candidate, everything: bool = False) -> dict[str, Value]:
    """One mention as one object; absent is null."""
    row: dict[str, Value] = {
        "file": file,
        "start": item.start,
        "end": item.end,
        "quote": item.quote,
        "value": number(item.value),
        "value_max": number(item.value_max),
        "unit": item.unit or None,
        "per": item.per or None,
        "qualifier": item.qualifier.value,
        "wording": item.wording or None,
        "nature": item.nature.value,
        "indicator": item.indicator or None,
        "indicator_key": item.indicator_key or None,
        "area_code": item.area_code or None,
        "area": item.area or None,
        "city": item.city or None,
        "theme": item.theme or None,
        "period_start": item.period_start or None,
        "period_end": item.period_end or None,
        "period_text": item.period_text or None,
        "population": item.population or None,
        "fact": item.fact or None,
    }
    if everything:
        row |= {"kind": item.kind, "reason": item.reason or None}
    return row
