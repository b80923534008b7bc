"""What every file holds: the selection of one version of the data, as the tables that it leaves."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property

from lib import analysis
from lib.catalog import Board, Row
from lib.model import NONE, Fact, Selection
from lib.query import query, time_of, to_address
from lib.tables import TABLES, to_csv
from lib.terms import area_name, theme_name
from lib.words import Words

DIGITS, GROUP = 20, 4
"""Hex digits of a snapshot number, and how many stand together."""


@dataclass(frozen=True)
class Snapshot:
    """A selection of a board in one language; `origin` is the address of the board, empty where it is not known."""

    board: Board
    selection: Selection
    words: Words
    origin: str = ""
    remark: str = ""
    """What a person typed before the download; it is printed as theirs and is no part of the number."""

    @cached_property
    def facts(self) -> list[Fact]:
        return analysis.chosen(self.board, self.selection)[0]

    @cached_property
    def initiatives(self) -> list[Row]:
        return analysis.chosen(self.board, self.selection)[1]

    @property
    def time(self) -> str:
        """Time of the publication in UTC, which `as_of` takes."""
        return time_of(self.board.version)

    @cached_property
    def address(self) -> str:
        """Where the board shows this selection as of this version."""
        params = query(self.board, self.selection, self.words.lang, self.time)
        return f"{self.origin.rstrip('/')}/{to_address('', params).removeprefix('./')}"

    @cached_property
    def tables(self) -> dict[str, list[Row]]:
        """The rows of every table that the selection needs: no key points to a row that is not there."""
        board, ids = self.board, {fact.fact_id for fact in self.facts}
        chosen = {row["initiative_id"] for row in self.initiatives} | {fact.initiative_id for fact in self.facts}
        measured = {fact.indicator for fact in self.facts}
        kept = {
            "initiatives": lambda row: row["initiative_id"] in chosen,
            "indicators": lambda row: row["indicator"] in measured,
            "sources": lambda row: row["source_id"] in self.selection.sources,
            "areas": lambda row: row["area_code"] in self._areas,
            "units": lambda row: row["unit"] in self._units,
            "breakdowns": lambda row: set(row["fact_ids"].split(";")) <= ids,
            "links": lambda row: {row["fact_id"], row["other_fact_id"]} <= ids,
        }
        return {
            name: board.fact_rows(ids)
            if name == "metrics"
            else [row for row in board.rows(name) if kept.get(name, _every)(row)]
            for name in TABLES
        }

    @cached_property
    def _areas(self) -> set[str]:
        """Areas that are spoken of and the cities of the map, with all that they lie in or became part of."""
        board = self.board
        wanted = {row["area_code"] for row in board.cities(board.map_date(self.selection.sources))}
        wanted |= {fact.area_code for fact in self.facts} | {row["area_code"] for row in self.initiatives}
        found: set[str] = set()
        while wanted := {code for code in wanted - found if board.knows("areas", code)}:
            found |= wanted
            wanted = {board.row("areas", code)[to] for code in wanted for to in ("parent", "successor")}
        return found

    @cached_property
    def _units(self) -> set[str]:
        """Units of the facts and of what they measure."""
        units = {self.board.row("indicators", fact.indicator)["unit"] for fact in self.facts}
        return units | {fact.unit for fact in self.facts}

    @cached_property
    def csv(self) -> dict[str, bytes]:
        """The tables as CSV for machines, by file name."""
        return {f"{name}.csv": to_csv(rows, TABLES[name].names) for name, rows in sorted(self.tables.items())}

    @cached_property
    def number(self) -> str:
        """Snapshot number: it follows from the tables alone, so the same facts have the same number in each version."""
        return self.board.once(("number", self.selection), lambda: number_of(self.csv))

    @property
    def title(self) -> str:
        """The selection in words."""
        words, board = self.words, self.board
        comma = words(", ")
        cities = comma.join(place_words(board, key, words) for key in self.selection.cities) or words("all cities")
        themes = [theme_name(board, "" if key == NONE else key, words) for key in self.selection.themes]
        return words("{cities}; {themes}", cities=cities, themes=comma.join(themes) or words("all themes"))

    @property
    def reports(self) -> str:
        """Titles of the reports."""
        rows = [self.board.row("sources", key) for key in self.selection.sources]
        return self.words(", ").join(self.words.pick(row["title_zh"], row["title_en"]) for row in rows)


def place_words(board: Board, key: str, words: Words) -> str:
    """Name of a place by its address key."""
    return area_name(board, key, "stated", words)


def number_of(tables: dict[str, bytes]) -> str:
    """First 80 bits of the sha256 over names and contents of the tables, in groups: `3f2a-91bc-77d0-1e45-aa01`."""
    digest = hashlib.sha256()
    for name, content in sorted(tables.items()):
        digest.update(f"{name} {hashlib.sha256(content).hexdigest()}\n".encode())
    found = digest.hexdigest()[:DIGITS]
    return "-".join(found[at : at + GROUP] for at in range(0, DIGITS, GROUP))


def _every(row: Row) -> bool:
    return True
