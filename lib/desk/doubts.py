"""Facts of a draft in the order in which a person should look at them, with what is doubtful about each."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass

from lib.extract.passages import passage
from lib.model import AreaStatus, Nature, Qualifier, Span
from lib.review import Item, Row
from lib.words import mark

OTHERWISE = mark("the report says otherwise elsewhere")
NO_AREA = mark("the text names no place")
NO_INDICATOR = mark("the catalogue has no such indicator")
NO_UNIT = mark("no measure word is printed")
PLANNED = mark("read as planned")
RULE = mark("read as a norm")
RANGE = mark("a range")
MENTIONED = mark("stated more than once")
AROUND = mark("an approximate number")


@dataclass(frozen=True)
class Listed:
    """One fact of a draft as the desk lists it."""

    key: str
    item: Item
    doubts: tuple[str, ...]

    @property
    def row(self) -> Row:
        return self.item.row

    @property
    def span(self) -> Span:
        return Span(int(self.row["start"]), int(self.row["end"]))


def doubts(row: Row) -> tuple[str, ...]:
    """What a person should look at in a fact, the gravest first; message ids."""
    tests = (
        (not row["unit"], NO_UNIT),
        (not row["indicator"], NO_INDICATOR),
        (row["area_status"] == AreaStatus.UNATTRIBUTED, NO_AREA),
        (bool(row["value_max"]), RANGE),
        (row["nature"] == Nature.TARGET, PLANNED),
        (row["nature"] == Nature.STANDARD, RULE),
        (row["qualifier"] == Qualifier.APPROX, AROUND),
        (bool(row["mentions"]), MENTIONED),
    )
    return tuple(text for true, text in tests if true)


def listed(items: Mapping[tuple[str, str], Item], apart: Container[str] = ()) -> list[Listed]:
    """The facts of a draft: those not judged yet before the others, the doubtful first, then as the text has them.

    `apart` are keys of facts that contradict another statement of the report.
    """
    found = [
        Listed(key, item, ((OTHERWISE,) if key in apart else ()) + doubts(item.row))
        for (table, key), item in items.items()
        if table == "metrics"
    ]
    return sorted(found, key=lambda one: (one.item.judged, -len(one.doubts), one.span.start))


def together(facts: list[Listed], fact: Listed, text: str) -> list[Listed]:
    """Facts that one decision on the area should be about: of one call-out, or of one sentence that names no place."""
    if fact.row["fragment"]:
        return [one for one in facts if one.row["fragment"] == fact.row["fragment"]]
    around = passage(text, fact.span)
    return [
        one
        for one in facts
        if one.key == fact.key
        or (
            one.row["area_status"] == fact.row["area_status"] == AreaStatus.UNATTRIBUTED
            and around.sentence.start <= one.span.start < around.sentence.end
        )
    ]
