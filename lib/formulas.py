"""Formulas of the figures that the board reckons from parts of one statement, term by term."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lib import bounds
from lib.bounds import Derived
from lib.catalog import Board, Row
from lib.model import Fact
from lib.words.numbers import PERCENT

DECIMALS = 2
"""Of a reckoned percentage."""


@dataclass(frozen=True)
class Formula:
    """A reckoned figure: the facts with the sign of operation in front of each, and what comes out."""

    terms: tuple[tuple[str, Fact], ...]
    """The first operation is empty."""
    result: Derived | None
    """None where the bounds of the terms point apart, so that nothing can be said of the result."""
    unit: str
    """Base measure word of the result."""


def _share(facts: Sequence[Fact]) -> Formula:
    whole, part = facts[0], facts[-1]
    result = bounds.ratio(part, whole)
    return Formula((("", part), ("÷", whole)), result and result.rounded(DECIMALS), PERCENT)


def _spent(facts: Sequence[Fact]) -> Formula:
    terms = [("×" if at % 2 else "+" if at else "", fact) for at, fact in enumerate(facts)]
    return Formula(tuple(terms), bounds.product_sum(facts), facts[1].unit)


_KINDS: dict[str, Callable[[Sequence[Fact]], Formula]] = {"step": _share, "product": _spent}
"""A composition is shown side by side: what the report does not add up, the board does not either."""


def formula(row: Row, facts: Sequence[Fact]) -> Formula | None:
    """What is reckoned from the facts of a row of `breakdowns.csv`; None where nothing is."""
    make = _KINDS.get(row["kind"])
    return make(facts) if make else None


def about(board: Board, fact: Fact) -> list[tuple[Row, list[Fact]]]:
    """The statements that a fact is a part of, with all their facts."""
    found = [(row, row["fact_ids"].split(";")) for row in board.rows("breakdowns")]
    return [
        (row, [board.facts[key] for key in ids])
        for row, ids in found
        if fact.fact_id in ids and all(key in board.facts for key in ids)
    ]
