"""Number formats: figures in pieces, thousands, K and M, 万 and 亿."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

PERCENT = "%"
PER_TIME = ("年", "月", "日", "天", "周", "季度")
"""Endings of `per` that are periods: they stand in the last line of a card, not behind the unit."""


@dataclass(frozen=True)
class Figure:
    """One number in pieces that never break apart."""

    sign: str
    """≥ > ≈ < ≤ in front, English and axes only."""
    number: str
    percent: bool
    unit: tuple[tuple[str, bool], ...]
    """Pieces behind the number, each with whether it is the wording."""
    lead: str = ""
    """Wording printed in front of the number (近, 超)."""
    per: str = ""
    """English words of what one figure is for; they stand below the number where room is scarce."""

    @property
    def text(self) -> str:
        percent = PERCENT if self.percent else ""
        space = " " if self.sign or self.number[-1:] in "KM" else ""
        tail = "".join(piece for piece, _ in self.unit)
        if tail[:1].isascii() and tail:
            space = " "
            tail += f" per {self.per}" if self.per else ""
            return f"{self.sign}{self.lead}{self.number}{percent}{space}{tail}"
        return f"{self.sign}{self.lead}{self.number}{percent}{tail}"


def is_period(per: str) -> bool:
    """Whether `per` is a stretch of time (三年) and not a holder (人)."""
    return per.endswith(PER_TIME)


def grouped(value: float) -> str:
    """`8460` as `8,460`, with no digit dropped."""
    number = Decimal(str(value))
    return f"{int(number):,}" if number == int(number) else f"{number.normalize():,f}"


def short(value: float) -> str:
    """Money in K or M where that drops no stated digit: 50000000 is 50M, 700000 is 700K, 2000 is 2,000."""
    number = Decimal(str(value))
    for step, letter in ((Decimal(10**9), "B"), (Decimal(10**6), "M"), (Decimal(1000), "K")):
        if number >= max(step, Decimal(10**4)) and number % (step / 100) == 0:
            return f"{(number / step).normalize():,f}{letter}"
    return grouped(value)


def chinese(value: float) -> str:
    """A derived amount with 万 and 亿 where that drops no digit: 14000000 is 1400万."""
    number = Decimal(str(value))
    for step, letter in ((Decimal(10**8), "亿"), (Decimal(10**4), "万")):
        if number >= step and number % (step / 100) == 0:
            return f"{(number / step).normalize():f}{letter}"
    return f"{int(number)}" if number == int(number) else f"{number.normalize():f}"
