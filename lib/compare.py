"""Facts beside facts: which say the same or contradict each other, and what changed between two states."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from lib.model import AreaStatus, Qualifier

Row = dict[str, str]
Rows = Mapping[str, list[Row]]
ROUGHLY = Decimal("0.1")
"""How far 近, 约 and 左右 may lie from the number that they go with."""
SHOWN = (
    "indicator",
    "area_code",
    "area_status",
    "theme",
    "value",
    "value_max",
    "qualifier",
    "wording",
    "unit",
    "per",
    "nature",
    "period_start",
    "period_end",
    "period_text",
    "population",
    "headline",
    "initiative_id",
    "fragment",
    "quote",
    "context_zh",
    "context_en",
)
"""Columns whose change a reader would see."""


class Change(StrEnum):
    """What a publication does to one fact."""

    NEW = "new"
    SAME = "same"
    REVISED = "revised"
    CONTRADICTS = "contradicts"
    ASSIGNED = "assigned"
    VANISHED = "vanished"


@dataclass(frozen=True)
class Changed:
    """One fact that differs between two states: its rows, the columns that differ, the fact it is linked to."""

    change: Change
    fact_id: str
    old: Row | None
    new: Row | None
    columns: tuple[str, ...] = ()
    other: Row | None = None


def subject(row: Row, map_date: str) -> tuple[str, ...]:
    """What a fact is about: facts of one subject should say the same. One without a date is of its report's year."""
    period = (
        (row["period_start"], row["period_end"]) if row["period_start"] or row["period_end"] else (map_date[:4], "")
    )
    return (*(row[name] for name in ("indicator", "area_code", "unit", "per", "population", "nature")), *period)


def relation(new: Row, old: Row) -> str:
    """`same`, `contradicts`, or empty where both may be true (98%以上 and 98.5%)."""
    if all(new[name] == old[name] for name in ("value", "value_max", "qualifier")):
        return "same"
    (low, high), (other_low, other_high) = _interval(new), _interval(old)
    return "" if max(low, other_low) <= min(high, other_high) else "contradicts"


def _interval(row: Row) -> tuple[Decimal, Decimal]:
    """The least and the greatest number that a worded value allows."""
    value, most = Decimal(row["value"]), Decimal(row["value_max"] or row["value"])
    match row["qualifier"]:
        case Qualifier.AT_LEAST:
            return value, Decimal("Infinity")
        case Qualifier.MORE_THAN:
            # A number that goes on without end above, but for the number itself.
            return value + abs(value) * Decimal("1e-12"), Decimal("Infinity")
        case Qualifier.LESS_THAN:
            return Decimal("-Infinity"), most
        case Qualifier.APPROX:
            return value - abs(value) * ROUGHLY, most + abs(most) * ROUGHLY
    return value, most


def linked(
    new: Iterable[Row], published: Iterable[Row], map_dates: Mapping[str, str]
) -> Iterator[tuple[Row, str, Row]]:
    """`(fact, relation, earlier fact)` of every new fact that says the same as, or contradicts, one of other reports.

    Facts without a place are never compared: nobody knows whether they are about the same.
    """
    known: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in published:
        known[subject(row, map_dates[row["source_id"]])].append(row)
    for row in new:
        if row["area_status"] == AreaStatus.UNATTRIBUTED:
            continue
        told = [(relation(row, old), old) for old in known[subject(row, map_dates[row["source_id"]])]]
        same = [(row, how, old) for how, old in told if how == "same"]
        # A report that says what another one says does not contradict what else that one says of the same subject.
        yield from same[:1] or [(row, how, old) for how, old in told if how == "contradicts"]


def changes(before: Rows, after: Rows) -> list[Changed]:
    """What is different on the board, in the order of the facts."""
    old = {row["fact_id"]: row for row in before["metrics"]}
    new = {row["fact_id"]: row for row in after["metrics"]}
    # `contradicts` comes before `revises` and `same` in the sorted table; what is contradicted is told first.
    links = {row["fact_id"]: row for row in reversed(after["links"])}
    out = [Changed(Change.VANISHED, key, row, None) for key, row in old.items() if key not in new]
    for key, row in new.items():
        if key not in old:
            link = links.get(key)
            how = Change({"revises": "revised"}.get(link["relation"], link["relation"])) if link else Change.NEW
            out.append(Changed(how, key, None, row, (), new.get(link["other_fact_id"]) if link else None))
            continue
        columns = tuple(name for name in SHOWN if old[key][name] != row[name])
        if columns:
            assigned = row["area_status"] == AreaStatus.ASSIGNED and "area_code" in columns
            out.append(Changed(Change.ASSIGNED if assigned else Change.REVISED, key, old[key], row, columns))
    return sorted(out, key=lambda item: item.fact_id)
