"""Figures that the board reckons from facts, with the bound that follows from theirs (rule 2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lib.model import Fact, sign

STRICTER = {frozenset("≥>"): ">", frozenset("≤<"): "<"}
"""What two bounds of one direction make together."""
TURNED = {"": "", "≥": "≤", ">": "<", "≤": "≥", "<": ">", "≈": "≈"}
"""Bound of a divisor: a greater divisor makes a smaller ratio."""


@dataclass(frozen=True)
class Derived:
    """A reckoned value with its bound as a sign: empty, ≥ > ≤ < or ≈."""

    value: Decimal
    sign: str


def bound(fact: Fact) -> str:
    """The bound of a fact as a sign."""
    return sign(fact.qualifier, fact.wording)


def of(fact: Fact) -> Derived:
    """A fact's own value with its bound, to stand among reckoned ones."""
    return Derived(_number(fact), bound(fact))


def combine(signs: Iterable[str]) -> str | None:
    """The bound of a sum or product; None where bounds point apart or ≈ meets one, and nothing can be summed."""
    kinds = frozenset(signs) - {""}
    if len(kinds) > 1:
        return STRICTER.get(kinds)
    return next(iter(kinds), "")


def product_sum(facts: Sequence[Fact]) -> Derived | None:
    """Number x rate + number x rate ... of facts in pairs; None where the bounds cannot be combined."""
    together = combine(bound(fact) for fact in facts)
    if together is None:
        return None
    pairs = zip(facts[::2], facts[1::2], strict=True)
    return Derived(sum((_number(a) * _number(b) for a, b in pairs), Decimal(0)), together)


def ratio(part: Fact, whole: Fact) -> Derived | None:
    """Per cent that one fact is of another; None where the bounds cannot be combined or the whole is zero."""
    together = combine((bound(part), TURNED[bound(whole)]))
    if together is None or not whole.value:
        return None
    return Derived(_number(part) / _number(whole) * 100, together)


def _number(fact: Fact) -> Decimal:
    return Decimal(str(fact.value))
