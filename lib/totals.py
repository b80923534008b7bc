"""Sums and ranks over places: each goes through the gate, and a superseded figure counts once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from lib import bounds
from lib.bounds import Derived
from lib.catalog import Board
from lib.comparable import Purpose, Verdict, gate
from lib.model import Fact


@dataclass(frozen=True)
class Total:
    """A sum with its terms; None where the gate refuses it."""

    facts: tuple[Fact, ...]
    """The terms: without those that another report repeats or revises."""
    derived: Derived | None
    verdict: Verdict


def total(board: Board, facts: Sequence[Fact]) -> Total:
    """The sum of facts, counting one of a `same` chain and the latest of a `revises` chain."""
    counted = tuple(standing(board, facts))
    verdict = gate(board, counted, Purpose.SUM)
    sign = bounds.combine(bounds.bound(fact) for fact in counted)
    if not verdict.allowed or sign is None:
        return Total(counted, None, verdict)
    value = sum((Decimal(str(fact.value)) for fact in counted), Decimal(0))
    return Total(counted, Derived(value, sign), verdict)


def ranked(board: Board, facts: Sequence[Fact]) -> tuple[list[Fact], Verdict]:
    """Facts from the greatest down; in the order given where the gate allows no rank."""
    verdict = gate(board, facts, Purpose.RANK)
    if not verdict.allowed:
        return list(facts), verdict
    return sorted(facts, key=lambda fact: -fact.value), verdict


def standing(board: Board, facts: Sequence[Fact]) -> list[Fact]:
    """Facts less those that another one of them repeats (the earliest is kept) or revises (the latest is kept)."""
    ids = {fact.fact_id for fact in facts}
    earlier: dict[str, dict[str, set[str]]] = {"same": {}, "revises": {}, "contradicts": {}}
    for row in board.rows("links"):
        earlier[row["relation"]].setdefault(row["fact_id"], set()).add(row["other_fact_id"])
    repeated = {key for key in ids if _reached(earlier["same"], key) & ids}
    revised = {old for key in ids for old in _reached(earlier["revises"], key)}
    return [fact for fact in facts if fact.fact_id not in repeated | revised]


def _reached(links: dict[str, set[str]], key: str) -> set[str]:
    """All facts that a chain of links leads back to."""
    found: set[str] = set()
    waiting = [key]
    while waiting:
        for other in links.get(waiting.pop(), set()) - found:
            found.add(other)
            waiting.append(other)
    return found - {key}
