"""Charts of the overview with their titles, units, formulas and words for who cannot see them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from html import escape
from typing import Any

import streamlit as st

from lib import analysis, bounds
from lib.analysis import CityState
from lib.bounds import Derived
from lib.catalog import Board, Row
from lib.charts import Bar, Block, MatrixMark, MatrixRow, Span, areas, bars, matrix, timeline
from lib.comparable import Purpose, gate
from lib.model import NATION, NONE, PROVINCE, Fact, Selection, State
from lib.palette import LIGHT
from lib.refusals import sentence
from lib.terms import area_name, figure_of, indicator_name, initiative_name, period_words, place_name, theme_name
from lib.ui import parts
from lib.ui.parts import Link
from lib.words import Words
from lib.words.numbers import chinese, is_period, short

SIDE, MATRIX, WHOLE, PHONE = 520, 700, 1290, 326
"""Widths in px that charts are drawn for: beside the matrix, the matrix, the whole row, a phone."""
CONFIG = {"displayModeBar": False}


def _draw(figure: Any, key: str, alt: str) -> None:
    st.plotly_chart(figure, theme=None, config=CONFIG, key=key, alt=alt)


def _title(text: str, note: str = "", tag: str = "") -> str:
    return f'<div class="hd"><h2 class="h">{escape(text)}{tag}</h2><span class="sub">{escape(note)}</span></div>'


def cities_by_themes(
    board: Board, selection: Selection, states: Sequence[CityState], words: Words, *, narrow: bool
) -> None:
    """One mark a record: cities in code order x the sections of the report, then province, nation, unattributed."""
    facts, initiatives = analysis.chosen(board, selection)
    columns = [*(row["theme"] for row in board.themes), ""]
    cells: dict[tuple[str, str], list[MatrixMark]] = {}
    for fact in facts:
        label = f"{figure_of(board, fact, words).text} {indicator_name(board, fact, words)}"
        cells.setdefault((analysis.fact_place(board, fact), fact.theme), []).append(
            MatrixMark("fact", label, fact.fact_id)
        )
    for row in initiatives:
        cells.setdefault((analysis.initiative_place(board, row), row["theme"]), []).append(
            MatrixMark("initiative", initiative_name(row, words), row["initiative_id"])
        )

    def line(key: str, name: str, state: State | None, *, gap: bool = False) -> MatrixRow:
        marks = tuple(tuple(cells.get((key, column), [])) for column in columns)
        return MatrixRow(name, state is State.FIGURES, marks, state, outlined=key == NONE, gap=gap)

    wanted = set(selection.cities)
    rows = [
        line(city.area_code, _city_name(board, city, words), city.state)
        for city in states
        if not wanted or city.area_code in wanted
    ]
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
    with st.container(key="chart-matrix"):
        st.html(
            _title(
                words("Records of each city by section"),
                words("one square is one record; an empty cell: the section does not mention the city"),
            )
        )
        heads = [theme_name(board, column, words) for column in columns]
        alt = words("; ").join(f"{row.name}: {_said(row, heads, words)}" for row in rows)
        figure = matrix(heads, rows, LIGHT, words("not named"), width=PHONE if narrow else MATRIX)
        _draw(figure, "plot-matrix", alt)


def _city_name(board: Board, city: CityState, words: Words) -> str:
    name = board.name(city.area_code, words.lang)
    return words("{name} (former)", name=name) if city.former else name


def _said(row: MatrixRow, heads: Sequence[str], words: Words) -> str:
    if row.state is State.NOT_NAMED:
        return words("not named")
    told = [
        f"{head} {', '.join(mark.label for mark in marks)}"
        for head, marks in zip(heads, row.cells, strict=True)
        if marks
    ]
    return words(", ").join(told) or words("not under this theme")


def breakdown(board: Board, row: Row, facts: Sequence[Fact], words: Words, link: Link, *, narrow: bool) -> None:
    """Parts of one statement, drawn as its kind asks, with the caveat of the reviewer; the gate has the first word."""
    verdict = gate(board, facts, Purpose.PRODUCT if row["kind"] == "product" else Purpose.AXIS)
    if not verdict.allowed:
        st.html(parts.refusal(sentence(board, verdict, words), [_term(board, fact, words, link) for fact in facts]))
        return
    with st.container(key=f"chart-{row['breakdown_id']}"):
        {"composition": _composition, "step": _step, "product": _product}[row["kind"]](
            board, row, facts, words, link, PHONE if narrow else SIDE
        )
        st.html(f'<div class="small">{escape(words.pick(row["caveat_zh"], row["caveat_en"]))}</div>')


def _bars(board: Board, facts: Sequence[Fact], words: Words, *, by_population: bool) -> list[Bar]:
    return [
        Bar(
            words.printed(fact.population) if by_population else indicator_name(board, fact, words),
            fact.value,
            figure_of(board, fact, words).text,
            fact.fact_id,
            light=bool(at) and not by_population,
        )
        for at, fact in enumerate(facts)
    ]


def _composition(board: Board, row: Row, facts: Sequence[Fact], words: Words, link: Link, width: int) -> None:
    items = _bars(board, facts, words, by_population=all(fact.population for fact in facts))
    _heading(board, row, facts, words)
    alt = words("; ").join(f"{item.label} {item.printed}" for item in items)
    _draw(bars(items, LIGHT, width=width), f"plot-{row['breakdown_id']}", alt)
    st.html(
        f'<div class="frm">{_unit_line(board, facts, words)} · '
        f"{' '.join(_term(board, fact, words, link) for fact in facts)}</div>"
    )


def _step(board: Board, row: Row, facts: Sequence[Fact], words: Words, link: Link, width: int) -> None:
    items = _bars(board, facts, words, by_population=False)
    _heading(board, row, facts, words)
    alt = words("; ").join(f"{item.label} {item.printed}" for item in items)
    _draw(bars(items, LIGHT, width=width), f"plot-{row['breakdown_id']}", alt)
    derived = bounds.ratio(facts[1], facts[0])
    terms = f"{_term(board, facts[1], words, link)} ÷ {_term(board, facts[0], words, link)}"
    result = f"{derived.value.quantize(Decimal('0.01'))}%" if derived else ""
    st.html(f'<div class="frm">{_unit_line(board, facts, words)} · {_result(terms, derived, result, words)}</div>')


def _product(board: Board, row: Row, facts: Sequence[Fact], words: Words, link: Link, width: int) -> None:
    derived = bounds.product_sum(facts)
    pairs = list(zip(facts[::2], facts[1::2], strict=True))
    total = f"{derived.sign}{_money(board, derived.value, facts[1].unit, words)}" if derived else ""
    _heading(board, row, facts, words, total)
    blocks = []
    for count, rate in pairs:
        single = bounds.product_sum((count, rate))
        printed = f"{single.sign}{_money(board, single.value, rate.unit, words)}" if single else words("not summed")
        blocks.append(
            Block(
                words.printed(count.population) or indicator_name(board, count, words),
                count.value,
                rate.value,
                figure_of(board, count, words).text,
                figure_of(board, rate, words).text,
                printed,
                words("derived"),
                count.fact_id,
            )
        )
    axis = words("height = yuan a worker, width = workers, area = money")
    alt = words("; ").join(f"{b.label}: {b.width_printed} × {b.height_printed} = {b.area_printed}" for b in blocks)
    _draw(areas(blocks, axis, LIGHT, width=width), f"plot-{row['breakdown_id']}", alt)
    terms = " + ".join(
        f"{_term(board, count, words, link)} × {_term(board, rate, words, link)}" for count, rate in pairs
    )
    st.html(f'<div class="frm">{_result(terms, derived, total, words)}</div>')


def _heading(board: Board, row: Row, facts: Sequence[Fact], words: Words, total: str = "") -> None:
    tag = ""
    if any(fact.area_status == "unattributed" for fact in facts):
        tag += f' <span class="tag una">{escape(words("Unattributed"))}</span>'
    title = words.pick(row["title_zh"], row["title_en"])
    if total:
        title = words("{title}, {total} in all", title=title, total=total)
        tag += f' <span class="tag der">{escape(words("derived"))}</span>'
    st.html(_title(title, tag=tag))


def _unit_line(board: Board, facts: Sequence[Fact], words: Words) -> str:
    unit = facts[0].unit
    english = board.row("units", unit)["name_en"] or words("number")
    return escape(words("unit: {unit} · {period}", unit=words.pick(unit, english), period=_period(facts[0], words)))


def _period(fact: Fact, words: Words) -> str:
    return period_words(fact, words) if fact.period_text else words("no date given")


def _term(board: Board, fact: Fact, words: Words, link: Link) -> str:
    figure = figure_of(board, fact, words)
    return parts.anchor(link(fact.fact_id), figure.text, f"{figure.text} {words('source of this figure')}", "term")


def _result(terms: str, derived: Derived | None, printed: str, words: Words) -> str:
    if derived is None:
        return f"{terms} · {escape(words('not reckoned: the bounds of these figures point apart'))}"
    tag = f'<span class="tag der">{escape(words("derived"))}</span>'
    # A percentage is rounded to two decimals, so its sign comes from the bounds alone.
    head = printed if printed[:1] in "≥>≈<≤" else f"{derived.sign}{printed}"
    return f"{terms} = <b>{escape(head)}</b> {tag}"


def _money(board: Board, value: Decimal, unit: str, words: Words) -> str:
    if words.lang == "zh":
        return f"{chinese(float(value))}{unit}"
    return f"{short(float(value))} {board.row('units', unit)['name_en']}".strip()


def stated_periods(board: Board, facts: Sequence[Fact], selection: Selection, words: Words, *, narrow: bool) -> None:
    """Facts whose begin is stated; of the others it is said that they are not drawn."""
    shown = analysis.dated(facts)
    if not shown:
        return
    with st.container(key="chart-timeline"):
        st.html(
            _title(
                words("Facts with a stated begin: {n}", n=len(shown)),
                words("{n} more do not run from a stated begin and are not drawn", n=len(facts) - len(shown)),
            )
        )
        items = [
            Span(
                figure_of(board, fact, words).text,
                f"{place_name(board, fact, words)} · {indicator_name(board, fact, words)}",
                _year(fact.period_start),
                _block(fact),
                fact.fact_id,
            )
            for fact in shown
        ]
        latest = int(board.map_date(selection.sources)[:4])
        alt = words("; ").join(
            f"{fact_span.label_value} {fact_span.label_text}: {_period(fact, words)}"
            for fact_span, fact in zip(items, shown, strict=True)
        )
        _draw(
            timeline(
                items,
                latest,
                words("latest year in the text; no end is stated"),
                words("next"),
                words("one period"),
                LIGHT,
                width=PHONE if narrow else WHOLE,
            ),
            "plot-timeline",
            alt,
        )


def _year(iso: str) -> float:
    """An ISO year, month or day as a decimal year."""
    parts_of = [int(part) for part in iso.split("-")]
    day = date(parts_of[0], *[*parts_of[1:], 1, 1][:2])
    return day.year + (day.timetuple().tm_yday - 1) / 366


YEARS = {"年": 1.0, "两年": 2.0, "三年": 3.0, "四年": 4.0, "五年": 5.0}


def _block(fact: Fact) -> float | None:
    """Length in years of a period that comes back; None where the fact is no such."""
    return YEARS.get(fact.per) if is_period(fact.per) else None
