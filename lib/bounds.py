"""Figures that the board reckons from facts, with the bound that follows from theirs (rule 2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from lib.model import Fact, sign

STRICTER = {frozenset("≥>"): ">", frozenset("≤<"): "<"}
"""What two bounds of one direction make together."""
TURNED = {"": "", "≥": "≤", ">": "<", "≤": "≥", "<": ">", "≈": "≈"}
"""Bound of what is taken away or divided by: a greater one makes a smaller result."""
ROUNDING = {"≥": ROUND_FLOOR, ">": ROUND_FLOOR, "≤": ROUND_CEILING, "<": ROUND_CEILING}
"""How a result is rounded so that what its bound says stays true; without one, to the nearest."""


@dataclass(frozen=True)
class Derived:
    """A reckoned value with its bound as a sign: empty, ≥ > ≤ < or ≈."""

    value: Decimal
    sign: str
    value_max: Decimal | None = None
    """The greater end where a term is a range."""

    def rounded(self, places: int) -> Derived:
        """To so many decimals, outwards: a bound or a range that was true stays true."""
        step = Decimal(1).scaleb(-places)
        way = ROUNDING.get(self.sign, ROUND_HALF_UP)
        if self.value_max is None:
            return Derived(self.value.quantize(step, way), self.sign)
        return Derived(self.value.quantize(step, ROUND_FLOOR), self.sign, self.value_max.quantize(step, ROUND_CEILING))


@dataclass(frozen=True)
class _Term:
    """One number of a formula: its two ends, equal but for a range, and its bound."""

    low: Decimal
    high: Decimal
    sign: str


def bound(fact: Fact) -> str:
    """The bound of a fact as a sign."""
    return sign(fact.qualifier, fact.wording)


def of(fact: Fact) -> Derived:
    """A fact's own value with its bound, to stand among reckoned ones."""
    term = _term(fact)
    return Derived(term.low, term.sign, None if term.high == term.low else term.high)


def combine(signs: Iterable[str]) -> str | None:
    """The bound of a sum or product; None where bounds point apart or ≈ meets one, and nothing can be summed."""
    kinds = frozenset(signs) - {""}
    if len(kinds) > 1:
        return STRICTER.get(kinds)
    return next(iter(kinds), "")


def total(facts: Sequence[Fact]) -> Derived | None:
    """The sum of facts; None where there are none or their bounds cannot be combined."""
    return _sum([_term(fact) for fact in facts])


def difference(fact: Fact, taken: Fact) -> Derived | None:
    """One fact less another, whose bound turns round; None where the bounds cannot be combined."""
    away = _term(taken)
    return _sum([_term(fact), _Term(-away.high, -away.low, TURNED[away.sign])])


def product_sum(facts: Sequence[Fact]) -> Derived | None:
    """Number x rate + number x rate ... of facts in pairs; None where the bounds cannot be combined."""
    return _sum([_times(_term(a), _term(b)) for a, b in zip(facts[::2], facts[1::2], strict=True)])


def ratio(part: Fact, whole: Fact) -> Derived | None:
    """Per cent that one fact is of another; None where the bounds cannot be combined or the whole is not above zero."""
    over, under = _term(part), _term(whole)
    if under.low <= 0 or over.low < 0:
        return None
    return _sum([_of(over.low * 100 / under.high, over.high * 100 / under.low, (over.sign, TURNED[under.sign]))])


def _term(fact: Fact) -> _Term:
    low = Decimal(str(fact.value))
    return _Term(low, low if fact.value_max is None else Decimal(str(fact.value_max)), bound(fact))


def _times(one: _Term, other: _Term) -> _Term | None:
    if min(one.low, other.low) < 0:
        return None  # a bound turns round with the sign of what it is multiplied by
    return _of(one.low * other.low, one.high * other.high, (one.sign, other.sign))


def _sum(terms: Sequence[_Term | None]) -> Derived | None:
    known = [term for term in terms if term is not None]
    if not known or len(known) < len(terms):
        return None
    low, high = sum((term.low for term in known), Decimal(0)), sum((term.high for term in known), Decimal(0))
    one = _of(low, high, [term.sign for term in known])
    return None if one is None else Derived(one.low, one.sign, one.high if one.high != one.low else None)


def _of(low: Decimal, high: Decimal, signs: Iterable[str]) -> _Term | None:
    """A result with the bound of its terms; a range that is itself worded says neither of its ends for sure."""
    together = combine(signs)
    return None if together is None or (together and low != high) else _Term(low, high, together)
