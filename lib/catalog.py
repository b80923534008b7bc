"""The tables in memory with their look-ups: areas, themes, units, indicators, reports."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

import pandas as pd

from lib.geo import OPEN_END, prefectures
from lib.model import AreaStatus, Fact, Nature, Qualifier, Span
from lib.tables import records

Row = dict[str, str]
Kept = TypeVar("Kept")
KEPT = 256
"""Results of selections that a board keeps."""


def parse_mentions(cell: str) -> tuple[Span, ...]:
    """`394..398;2920..2924` as spans."""
    pairs = (pair.split("..") for pair in cell.split(";") if pair)
    return tuple(Span(int(start), int(end)) for start, end in pairs)


def to_fact(row: Mapping[str, str]) -> Fact:
    """A row of `metrics.csv` with its numbers as numbers."""
    return Fact(
        **{
            name: row[name]
            for name in (
                "fact_id",
                "source_id",
                "indicator",
                "theme",
                "initiative_id",
                "area_code",
                "wording",
                "unit",
                "per",
                "period_start",
                "period_end",
                "period_text",
                "population",
                "fragment",
                "quote",
                "context_zh",
                "context_en",
            )
        },
        area_status=AreaStatus(row["area_status"]),
        qualifier=Qualifier(row["qualifier"]),
        nature=Nature(row["nature"]),
        value=float(row["value"]),
        value_max=float(row["value_max"]) if row["value_max"] else None,
        headline=int(row["headline"]) if row["headline"] else None,
        start=int(row["start"]),
        end=int(row["end"]),
        mentions=parse_mentions(row["mentions"]),
    )


@dataclass(frozen=True)
class Board:
    """One version of the data: its tables (cells as text), borders and the report texts that are at hand."""

    tables: Mapping[str, pd.DataFrame]
    borders: Mapping[str, Any]
    version: str
    """`<time of the last publish> <first 12 hex digits of the sha256 over the tables>`."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """Text of a report by source_id; a report that is not at hand is absent."""
    lines: Mapping[str, Sequence[int]] = field(default_factory=dict)
    """Where the lines of a report begin, by source_id: kept without the text, so that a place has its line."""
    publications: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Times of the publications of each report in UTC, the newest last, by source_id."""

    @cached_property
    def published(self) -> tuple[str, ...]:
        """Times of all publications in UTC, the newest last: what `as_of` may name."""
        return tuple(sorted({time for times in self.publications.values() for time in times}))

    @cached_property
    def facts(self) -> dict[str, Fact]:
        return {row["fact_id"]: to_fact(row) for row in self.rows("metrics")}

    def read(self) -> None:
        """Make at once what every page asks for, so that the first reader does not wait for it."""
        _ = self.by_source, self.by_indicator

    @cached_property
    def places(self) -> dict[tuple[str, str], str]:
        """Address key of the place of each area code and status that was asked for (`analysis.fact_place`)."""
        return {}

    @cached_property
    def by_source(self) -> dict[str, list[Fact]]:
        """Facts of each report, by fact_id."""
        return self._parted(lambda fact: fact.source_id)

    @cached_property
    def by_indicator(self) -> dict[str, list[Fact]]:
        """Facts of each indicator, by fact_id."""
        return self._parted(lambda fact: fact.indicator)

    def _parted(self, key: Callable[[Fact], str]) -> dict[str, list[Fact]]:
        parts: dict[str, list[Fact]] = {}
        for fact in sorted(self.facts.values(), key=lambda fact: fact.fact_id):
            parts.setdefault(key(fact), []).append(fact)
        return parts

    @cached_property
    def _kept(self) -> OrderedDict[Hashable, Any]:
        return OrderedDict()

    def once(self, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """What `make` gives, kept for whoever asks for the same next: what all readers asked for last.

        Shared like everything of a board: never changed in place. It goes with this version of the data.
        """
        try:
            found: Kept = self._kept[key]
            self._kept.move_to_end(key)
        except KeyError:  # never made, or another reader's thread has just dropped it
            found = self._kept[key] = make()
            while len(self._kept) > KEPT:
                try:
                    self._kept.popitem(last=False)
                except KeyError:  # another reader's thread was quicker
                    break
        return found

    @cached_property
    def _rows(self) -> dict[str, list[Row]]:
        return {}

    def rows(self, table: str) -> list[Row]:
        """A table as dictionaries of text, shared by all who ask: never changed in place."""
        if table == "metrics":  # large, and asked for once: what is kept of it are the facts
            return records(self.tables[table])
        if table not in self._rows:
            self._rows[table] = records(self.tables[table])
        return self._rows[table]

    def fact_rows(self, fact_ids: Collection[str]) -> list[Row]:
        """The rows of `metrics.csv` of some facts, in its order."""
        frame = self.tables["metrics"]
        return records(frame[frame["fact_id"].isin(list(fact_ids))])

    @cached_property
    def _index(self) -> dict[str, dict[str, Row]]:
        keys = {
            "areas": "area_code",
            "themes": "theme",
            "units": "unit",
            "indicators": "indicator",
            "sources": "source_id",
            "initiatives": "initiative_id",
        }
        return {table: {row[key]: row for row in self.rows(table)} for table, key in keys.items()}

    def line(self, source_id: str, place: int) -> int | None:
        """Line of a report, the first being 1, on which a place stands; None where nobody kept its lines."""
        text = self.texts.get(source_id)
        if text is not None:
            return text.count("\n", 0, place) + 1
        return bisect_right(self.lines.get(source_id, ()), place) or None

    def row(self, table: str, key: str) -> Row:
        """The row of a catalogue table; KeyError where there is none."""
        return self._index[table][key]

    def knows(self, table: str, key: str) -> bool:
        return key in self._index[table]

    @cached_property
    def themes(self) -> list[Row]:
        """Themes in the order of a report."""
        return sorted(self.rows("themes"), key=lambda row: int(row["position"]))

    @cached_property
    def sources(self) -> list[Row]:
        """Reports, the newest by map date first."""
        return sorted(self.rows("sources"), key=lambda row: (row["map_date"], row["source_id"]), reverse=True)

    def map_date(self, source_ids: tuple[str, ...]) -> str:
        """The day whose borders a selection is drawn on: that of its latest report."""
        return max(self.row("sources", source_id)["map_date"] for source_id in source_ids)

    def cities(self, map_date: str) -> list[Row]:
        """The prefecture-level cities of a day in code order."""
        return prefectures(self.rows("areas"), map_date)

    def place_on(self, area_code: str, day: str) -> str:
        """The area that an area belongs to on a day: itself, or what it has become part of (rule 5)."""
        seen: set[str] = set()
        while area_code not in seen and self.knows("areas", area_code):
            seen.add(area_code)
            row = self.row("areas", area_code)
            if (row["valid_to"] or OPEN_END) > day or not row["successor"]:
                return area_code
            area_code = row["successor"]
        return area_code

    def name(self, area_code: str, lang: str, *, full: bool = False) -> str:
        """Name of an area; in Chinese the short one unless `full`."""
        row = self.row("areas", area_code)
        return row["name_en"] if lang == "en" else row["name_zh" if full else "short_zh"]
