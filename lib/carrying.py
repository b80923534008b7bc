"""Time lines over reports on the borders of the last one (rule 5): counts of a former city are carried, rates never."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from lib import bounds, periods
from lib.bounds import Derived
from lib.catalog import Board
from lib.comparable import Verdict
from lib.geo import OPEN_END
from lib.model import Fact
from lib.totals import standing, total


class Borders(StrEnum):
    """Which borders a point of a time line stands for."""

    OWN = "own"
    """Those of the last report, as the figure was printed."""
    CARRIED = "carried"
    """Those of the last report: the figure of a former city has been added."""
    OLD = "old"
    """Those of its own time, without the city that has since become part of it."""


@dataclass(frozen=True)
class Point:
    """One place at one time."""

    time: str
    """An ISO year or month."""
    derived: Derived
    facts: tuple[Fact, ...]
    """One fact, or the terms of a sum."""
    borders: Borders


@dataclass(frozen=True)
class Series:
    """One place over time."""

    place: str
    former: bool
    """Whether the place is no more on the day of the last report."""
    points: tuple[Point, ...]


@dataclass(frozen=True)
class TimeLine:
    """What is drawn, and what is not with its reason."""

    series: tuple[Series, ...]
    refused: tuple[Verdict, ...]
    """Sums of a former city and its successor that the gate does not allow."""
    alone: tuple[Fact, ...]
    """Figures of a former city at a time for which its successor has none: nothing to carry them into."""

    @property
    def times(self) -> list[str]:
        return sorted({point.time for one in self.series for point in one.points})


def merged(board: Board, area_code: str, year: int, day: str) -> bool:
    """Whether another area has become part of this one between a year and a day."""
    return any(
        row["area_code"] != area_code
        and f"{year}-12-31" < (row["valid_to"] or OPEN_END) <= day
        and board.place_on(row["area_code"], day) == area_code
        for row in board.rows("areas")
    )


def time_line(board: Board, facts: Sequence[Fact], day: str) -> TimeLine:
    """Comparable facts of several reports as one series a place; `day` is the map date of the last report."""
    counts = [fact for fact in standing(board, facts) if fact.area_code]
    additive = all(board.row("indicators", fact.indicator)["additive"] == "true" for fact in counts)
    points: dict[str, list[Point]] = {}
    refused: list[Verdict] = []
    alone: list[Fact] = []
    times = times_of(board, counts)
    parts: dict[tuple[str, str], list[Fact]] = {}
    for fact in counts:
        parts.setdefault((board.place_on(fact.area_code, day), times[fact.fact_id]), []).append(fact)
    for (place, time), found in sorted(parts.items()):
        here = [fact for fact in found if fact.area_code == place]
        former = [fact for fact in found if fact.area_code != place]
        if former and not additive:
            for fact in former:
                points.setdefault(fact.area_code, []).append(_alone(fact, time, Borders.OLD))
        elif former and here:
            summed = total(board, [*here, *former])
            if summed.derived is not None:
                points.setdefault(place, []).append(Point(time, summed.derived, summed.facts, Borders.CARRIED))
                continue
            refused.append(summed.verdict)
        elif former:
            alone += former
        borders = Borders.OLD if merged(board, place, int(time[: periods.DATED]), day) else Borders.OWN
        points.setdefault(place, []).extend(_alone(fact, time, borders) for fact in here)
    series = [
        Series(place, board.place_on(place, day) != place, tuple(sorted(drawn, key=lambda point: point.time)))
        for place, drawn in sorted(points.items())
        if drawn
    ]
    return TimeLine(tuple(series), tuple(refused), tuple(alone))


def year_of(board: Board, fact: Fact) -> int:
    """The year that a fact is drawn at."""
    return periods.year(fact, board.row("sources", fact.source_id)["map_date"])


def times_of(board: Board, facts: Sequence[Fact]) -> dict[str, str]:
    """When each fact is drawn, by fact_id: at its year, or at its month where a place has several of one year."""
    moments = {fact.fact_id: periods.moment(fact, board.row("sources", fact.source_id)["map_date"]) for fact in facts}
    seen: dict[tuple[str, str], set[str]] = {}
    for fact in facts:
        time = moments[fact.fact_id]
        if len(time) > periods.DATED:
            seen.setdefault((fact.area_code, time[: periods.DATED]), set()).add(time)
    if any(len(times) > 1 for times in seen.values()):
        return moments
    return {key: time[: periods.DATED] for key, time in moments.items()}


def _alone(fact: Fact, time: str, borders: Borders) -> Point:
    return Point(time, bounds.of(fact), (fact,), borders)
