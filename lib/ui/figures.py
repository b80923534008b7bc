"""The matrix and the time line of the overview, with their titles, acts and words for who cannot see them."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from lib import analysis
from lib.analysis import CityState
from lib.catalog import Board, Row
from lib.charts import MatrixMark, MatrixRow, Span, matrix, timeline
from lib.charts.spans import decimal_year
from lib.citymap.labels import FACT, INITIATIVE
from lib.model import CROWD, NATION, NONE, PROVINCE, Fact, Selection, State
from lib.terms import (
    STATES,
    area_name,
    figure_of,
    indicator_name,
    initiative_name,
    period_words,
    place_name,
    theme_name,
)
from lib.ui import acts, colours
from lib.ui.acts import Act
from lib.ui.parts import Link, heading
from lib.words import Words, mark
from lib.words.numbers import is_period

SIDE, MATRIX, WHOLE, PHONE = 520, 700, 1290, 326
"""Widths in px that charts are drawn for: beside the matrix, the matrix, the whole row, a phone."""


def cities_by_themes(
    board: Board,
    selection: Selection,
    records: tuple[Sequence[Fact], Sequence[Row]],
    states: Sequence[CityState],
    words: Words,
    link: Link,
    *,
    narrow: bool,
) -> None:
    """One mark a record: cities in code order x the sections of the report, then province, nation, unattributed."""
    facts, initiatives = records
    columns = [*(row["theme"] for row in board.themes), ""]
    cells, can = _cells(board, facts, initiatives, selection, words)

    def line(key: str, name: str, state: State | None, *, gap: bool = False) -> MatrixRow:
        marks = tuple(tuple(cells.get((key, column), [])) for column in columns)
        told = (
            name if state in (None, State.FIGURES) else words("{name}: {state}", name=name, state=words(STATES[state]))
        )
        can[key] = Act(told, place=key)
        return MatrixRow(name, state is State.FIGURES, marks, state, outlined=key == NONE, gap=gap, key=key)

    wanted = set(selection.cities)
    rows = [
        line(city.area_code, _city_name(board, city, words), city.state)
        for city in states
        if not wanted or city.area_code in wanted
    ]
    # A report older than the map may tell of a city that has since become part of another.
    drawn = {city.area_code for city in states} | {PROVINCE, NATION, NONE}
    rows += [line(key, board.name(key, words.lang), None) for key in sorted({place for place, _ in cells} - drawn)]
    others = [
        (PROVINCE, area_name(board, PROVINCE, "stated", words)),
        (NATION, area_name(board, NATION, "stated", words)),
        (NONE, words("Unattributed")),
    ]
    rows += [
        line(key, name, None, gap=key in (PROVINCE, NONE))
        for key, name in others
        if (not wanted and any(place == key for place, _ in cells)) or key in wanted
    ]
    title = words("Records of each city by section")
    with st.container(key="chart-matrix"):
        st.html(
            heading(
                title,
                words("one square is one record; an empty cell: the section does not mention the city"),
            )
        )
        heads = [theme_name(board, column, words) for column in columns]
        alt = words("; ").join(f"{row.name}: {_said(row, heads, words)}" for row in rows)
        figure = matrix(heads, rows, colours.palette(), words("not named"), width=PHONE if narrow else MATRIX)
        acts.drawn(figure, "plot-matrix", alt, can)
        table: list[Sequence[acts.Cell]] = [
            (can[row.key], *([can[mark.key] for mark in cell] for cell in row.cells)) for row in rows
        ]
        filtered = acts.place_link(board, words)
        st.html(acts.tabled(table, [words("Area"), *heads], title, words, link, filtered, chosen=selection.cities))


def _city_name(board: Board, city: CityState, words: Words) -> str:
    name = board.name(city.area_code, words.lang)
    return words("{name} (former)", name=name) if city.former else name


def _cells(
    board: Board, facts: Sequence[Fact], initiatives: Sequence[Row], selection: Selection, words: Words
) -> tuple[dict[tuple[str, str], list[MatrixMark]], dict[str, Act]]:
    """Marks by place and theme, a crowded cell as one, and what each mark does."""
    told: dict[tuple[str, str], tuple[list[Fact], list[Row]]] = {}
    for fact in facts:
        told.setdefault((analysis.fact_place(board, fact), fact.theme), ([], []))[0].append(fact)
    for row in initiatives:
        told.setdefault((analysis.initiative_place(board, row), row["theme"]), ([], []))[1].append(row)
    cells: dict[tuple[str, str], list[MatrixMark]] = {}
    can: dict[str, Act] = {}
    for (place, theme), (some, others) in told.items():
        if len(some) + len(others) > CROWD:
            count = _count(len(some), len(others), f"{place}/{theme}", words)
            can[count.key] = Act(count.label, place="" if place in selection.cities else place)
            cells[place, theme] = [count]
            continue
        for fact in some:
            label = f"{figure_of(board, fact, words).text} {indicator_name(board, fact, words)}"
            can[fact.fact_id] = Act(label, fact_id=fact.fact_id)
        for row in others:
            can[row["initiative_id"]] = Act(initiative_name(row, words), place=place)
        cells[place, theme] = [
            *(MatrixMark("fact", can[fact.fact_id].text, fact.fact_id) for fact in some),
            *(MatrixMark("initiative", can[row["initiative_id"]].text, row["initiative_id"]) for row in others),
        ]
    return cells, can


def _count(facts: int, initiatives: int, key: str, words: Words) -> MatrixMark:
    """The marks of a crowded cell as one."""
    counts = [(FACT, mark("facts {n}"), facts), (INITIATIVE, mark("initiatives {n}"), initiatives)]
    told = words(", ").join(words(name, n=n) for _, name, n in counts if n)
    return MatrixMark("count", told, key, " ".join(f"{square}{n}" for square, _, n in counts if n))


def _said(row: MatrixRow, heads: Sequence[str], words: Words) -> str:
    if row.state is State.NOT_NAMED:
        return words("not named")
    told = [
        f"{head} {', '.join(mark.label for mark in marks)}"
        for head, marks in zip(heads, row.cells, strict=True)
        if marks
    ]
    return words(", ").join(told) or words("not under this theme")


def stated_periods(
    board: Board, facts: Sequence[Fact], selection: Selection, words: Words, link: Link, *, narrow: bool
) -> None:
    """Facts whose begin is stated; of the others it is said that they are not drawn."""
    shown = analysis.dated(facts)
    if not shown:
        return
    title, rest = words("Facts with a stated begin: {n}", n=len(shown)), len(facts) - len(shown)
    with st.container(key="chart-timeline"):
        told = words("{n} more do not run from a stated begin and are not drawn", n=rest) if rest else ""
        st.html(heading(title, told))
        items = [
            Span(
                figure_of(board, fact, words).text,
                f"{place_name(board, fact, words)} · {indicator_name(board, fact, words)}",
                decimal_year(fact.period_start),
                _block(fact),
                fact.fact_id,
            )
            for fact in shown
        ]
        latest = int(board.map_date(selection.sources)[:4])
        alt = words("; ").join(
            f"{fact_span.label_value} {fact_span.label_text}: {period_words(fact, words)}"
            for fact_span, fact in zip(items, shown, strict=True)
        )
        can = {item.key: Act(f"{item.label_value} {item.label_text}", fact_id=item.key) for item in items}
        acts.drawn(
            timeline(
                items,
                latest,
                words("latest year in the text; no end is stated"),
                words("next"),
                words("one period"),
                colours.palette(),
                width=PHONE if narrow else WHOLE,
            ),
            "plot-timeline",
            alt,
            can,
        )
        rows = [
            (
                Act(item.label_value, fact_id=item.key),
                indicator_name(board, fact, words),
                place_name(board, fact, words),
                period_words(fact, words),
            )
            for item, fact in zip(items, shown, strict=True)
        ]
        heads = (words("Value"), words("Indicator"), words("Area"), words("Period"))
        st.html(acts.tabled(rows, heads, title, words, link, acts.place_link(board, words)))


YEARS = {"年": 1.0, "两年": 2.0, "三年": 3.0, "四年": 4.0, "五年": 5.0}


def _block(fact: Fact) -> float | None:
    """Length in years of a period that comes back; None where the fact is no such."""
    return YEARS.get(fact.per) if is_period(fact.per) else None
