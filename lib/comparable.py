"""The gate of rule 4: whether facts may share an axis, a rank or a sum, and what keeps them apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from lib import bounds, periods
from lib.catalog import Board
from lib.model import AreaStatus, Fact


class Purpose(StrEnum):
    """What the facts are wanted for."""

    AXIS = "axis"
    RANK = "rank"
    SUM = "sum"
    """And so for a mean, which is a sum divided."""
    PRODUCT = "product"
    """Numbers and rates in turn, which a report puts into one statement."""


class Condition(StrEnum):
    """What must agree, or hold."""

    INDICATOR = "indicator"
    UNIT = "unit"
    PER = "per"
    POPULATION = "population"
    NATURE = "nature"
    LEVEL = "level"
    PERIOD = "period"
    SINGLE = "single"
    """No range: a range has two ends and is not one number."""
    TIME = "time"
    """The same dates, not just the same kind of period."""
    ADDITIVE = "additive"
    ONCE = "once"
    """No place is counted twice for the same time."""
    AGREED = "agreed"
    """No report contradicts another about them."""
    BOUND = "bound"
    """The wordings leave a sum its bound, and a rank its order."""
    STATEMENT = "statement"
    """The report itself puts them together as number and rate."""


@dataclass(frozen=True)
class Check:
    """One condition with what it found."""

    condition: Condition
    holds: bool


@dataclass(frozen=True)
class Verdict:
    """What the gate says of some facts: every condition that it looked at, in the order of rule 4."""

    facts: tuple[Fact, ...]
    purpose: Purpose
    checks: tuple[Check, ...]
    statement: str = ""
    """The breakdown in which the report itself puts them together, where only that lets them pass."""

    @property
    def allowed(self) -> bool:
        return bool(self.statement) or not self.broken

    @property
    def broken(self) -> tuple[Condition, ...]:
        """Conditions that do not hold."""
        return tuple(check.condition for check in self.checks if not check.holds)


UNKNOWN_LEVEL = ""
SAME: dict[Condition, Callable[[Board, Fact], str]] = {
    Condition.INDICATOR: lambda _, fact: fact.indicator,
    Condition.UNIT: lambda _, fact: fact.unit,
    Condition.PER: lambda _, fact: fact.per,
    Condition.POPULATION: lambda _, fact: fact.population,
    Condition.NATURE: lambda _, fact: fact.nature,
    Condition.LEVEL: lambda board, fact: level(board, fact),
    Condition.PERIOD: lambda _, fact: f"{periods.kind(fact)} {periods.length(fact)}".strip(),
}
"""The conditions of rule 4, each as what must be the same."""
EXEMPT_FROM = (
    Condition.INDICATOR,
    Condition.POPULATION,
    Condition.NATURE,
    Condition.LEVEL,
    Condition.PERIOD,
)
"""What a report's own statement lifts. Never unit and `per`: metres and people share no axis, whoever writes it."""
TOLD: dict[Purpose, tuple[Condition, ...]] = {
    Purpose.AXIS: (Condition.SINGLE,),
    Purpose.RANK: (Condition.SINGLE, Condition.TIME, Condition.ONCE, Condition.AGREED, Condition.BOUND),
    Purpose.SUM: (
        Condition.ADDITIVE,
        Condition.SINGLE,
        Condition.TIME,
        Condition.ONCE,
        Condition.AGREED,
        Condition.BOUND,
    ),
}
"""What a purpose asks beyond rule 4."""


def gate(board: Board, facts: Sequence[Fact], purpose: Purpose = Purpose.AXIS) -> Verdict:
    """Whether facts may share an axis, a rank or a sum; one fact alone agrees with itself.

    Parts of one statement (`breakdowns.csv`) may share an axis although they differ, but no rank and no sum.
    """
    some = tuple(facts)
    if purpose is Purpose.PRODUCT:
        kinds = (Condition.STATEMENT, _is_product(board, some)), (Condition.BOUND, _sums(some))
        return Verdict(some, purpose, tuple(Check(*pair) for pair in kinds))
    checks = [Check(condition, _agree(board, some, condition)) for condition in SAME]
    checks += [Check(condition, HOLDS[condition](board, some, purpose)) for condition in TOLD[purpose]]
    verdict = Verdict(some, purpose, tuple(checks))
    lifted = purpose is Purpose.AXIS and not set(verdict.broken) - set(EXEMPT_FROM)
    if verdict.broken and lifted:
        return Verdict(some, purpose, tuple(checks), statement_of(board, some))
    return verdict


def level(board: Board, fact: Fact) -> str:
    """Level of a fact's area; empty where the report names none, so that nobody knows it."""
    if fact.area_status == AreaStatus.UNATTRIBUTED or not fact.area_code:
        return UNKNOWN_LEVEL
    return board.row("areas", fact.area_code)["level"]


def likes(board: Board, facts: Sequence[Fact], *, strictly: bool = False) -> list[list[Fact]]:
    """Facts in groups that may each share an axis, in the order of their first ones; `strictly` without exemptions."""

    told = {key for row in board.rows("breakdowns") for key in row["fact_ids"].split(";")}

    # The conditions of an axis hold for a group if they hold for its first fact with every other; a statement is about
    # all of them at once. So where there is none, thousands of facts are each held against one.
    whole = any(fact.fact_id in told for fact in facts)

    def fits(group: list[Fact], fact: Fact) -> bool:
        verdict = gate(board, [*group, fact] if whole else [group[0], fact])
        return verdict.allowed and not (strictly and verdict.statement)

    groups: list[list[Fact]] = []
    for fact in facts:
        group = next((group for group in groups if fits(group, fact)), None)
        if group is None:
            groups.append([fact])
        else:
            group.append(fact)
    return groups


def statement_of(board: Board, facts: Sequence[Fact]) -> str:
    """The breakdown that holds all of the facts; empty where there is none."""
    wanted = {fact.fact_id for fact in facts}
    rows = board.rows("breakdowns")
    return next((row["breakdown_id"] for row in rows if wanted <= set(row["fact_ids"].split(";"))), "")


def dates(board: Board, fact: Fact) -> tuple[str, str]:
    """First and last day of a dated stretch or day; for what runs on, recurs or has no date, that of its report."""
    if periods.kind(fact) in (periods.PeriodKind.YEAR, periods.PeriodKind.DAY) and fact.period_start:
        return fact.period_start, fact.period_end or fact.period_start
    return fact.period_start, board.row("sources", fact.source_id)["map_date"]


def _agree(board: Board, facts: Sequence[Fact], condition: Condition) -> bool:
    values = {SAME[condition](board, fact) for fact in facts}
    # Two places that nobody knows are not thereby of one level.
    unknown = condition is Condition.LEVEL and UNKNOWN_LEVEL in values and len(facts) > 1
    return len(values) <= 1 and not unknown


def _once(board: Board, facts: Sequence[Fact], _: Purpose) -> bool:
    return len({(fact.area_code, dates(board, fact)) for fact in facts}) == len(facts)


def _uncontradicted(board: Board, facts: Sequence[Fact], _: Purpose) -> bool:
    ids = {fact.fact_id for fact in facts}
    links = [row for row in board.rows("links") if row["relation"] == "contradicts"]
    return not any({row["fact_id"], row["other_fact_id"]} & ids for row in links)


def _bound(_: Board, facts: Sequence[Fact], purpose: Purpose) -> bool:
    return _sums(facts) if purpose is Purpose.SUM else _orders(facts)


def _sums(facts: Sequence[Fact]) -> bool:
    return bounds.combine(bounds.bound(fact) for fact in facts) is not None


def _orders(facts: Sequence[Fact]) -> bool:
    """Whether the wordings leave no doubt which is greater: more than 50 may well be more than 60."""
    down = sorted(facts, key=lambda fact: -fact.value)
    for high, low in pairwise(down):
        open_ended = bounds.bound(high) not in ("", "≥", ">") or bounds.bound(low) not in ("", "≤", "<")
        tied = high.value == low.value and (bounds.bound(high) or bounds.bound(low))
        if open_ended or tied:
            return False
    return True


def _is_product(board: Board, facts: Sequence[Fact]) -> bool:
    """Numbers and rates in turn, each rate for one of what its number counts, about the same people."""
    row = next((row for row in board.rows("breakdowns") if row["breakdown_id"] == statement_of(board, facts)), None)
    if row is None or row["kind"] != "product" or len(facts) % 2:
        return False
    pairs = list(zip(facts[::2], facts[1::2], strict=True))
    rates_fit = all(rate.per == count.unit and rate.population == count.population for count, rate in pairs)
    return rates_fit and len({rate.unit for _, rate in pairs}) == 1


HOLDS: dict[Condition, Callable[[Board, Sequence[Fact], Purpose], bool]] = {
    Condition.SINGLE: lambda _, facts, __: len(facts) < 2 or all(fact.value_max is None for fact in facts),
    Condition.TIME: lambda board, facts, _: len({dates(board, fact) for fact in facts}) <= 1,
    Condition.ADDITIVE: lambda board, facts, _: all(
        board.row("indicators", fact.indicator)["additive"] == "true" for fact in facts
    ),
    Condition.ONCE: _once,
    Condition.AGREED: _uncontradicted,
    Condition.BOUND: _bound,
}
"""What a purpose asks beyond rule 4, as functions."""
