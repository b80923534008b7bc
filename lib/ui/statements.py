"""Charts of the statements that a report itself puts together: bars side by side, areas, and what is reckoned."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from lib import bounds
from lib.catalog import Board, Row
from lib.charts import Bar, Block, areas, bars
from lib.comparable import Purpose, gate
from lib.formulas import formula
from lib.model import AreaStatus, Fact
from lib.refusals import sentence
from lib.terms import amount, figure_of, indicator_name, period_words, unit_words
from lib.ui import acts, colours, parts, reckoning
from lib.ui.acts import Act
from lib.ui.figures import PHONE, SIDE
from lib.ui.parts import Link
from lib.words import Words


def breakdown(board: Board, row: Row, facts: Sequence[Fact], words: Words, link: Link, *, narrow: bool) -> None:
    """Parts of one statement, drawn as its kind asks, with formula and caveat; the gate has the first word."""
    verdict = gate(board, facts, Purpose.PRODUCT if row["kind"] == "product" else Purpose.AXIS)
    if not verdict.allowed:
        told = sentence(board, verdict, words)
        st.html(parts.refusal(told, [reckoning.term(board, fact, words, link) for fact in facts]))
        return
    key, width = row["breakdown_id"], PHONE if narrow else SIDE
    with st.container(key=f"chart-{key}"):
        title = _heading(board, row, facts, words)
        draw = _areas if row["kind"] == "product" else _bars
        draw(board, row, facts, words, width)
        unit = "" if row["kind"] == "product" else f'<div class="frm">{_unit_line(board, facts, words)}</div>'
        st.html(unit + reckoning.statement(board, row, facts, words, link))
        rows = [
            (Act(figure_of(board, fact, words).text, fact_id=fact.fact_id), _what(board, fact, words)) for fact in facts
        ]
        heads = (words("Value"), words("Indicator"))
        st.html(acts.tabled(rows, heads, title, words, link, acts.place_link(board, words)))


def _what(board: Board, fact: Fact, words: Words) -> str:
    return words.printed(fact.population) or indicator_name(board, fact, words)


def _name(board: Board, fact: Fact, words: Words) -> str:
    return f"{figure_of(board, fact, words).text} {_what(board, fact, words)}"


def _can(board: Board, facts: Sequence[Fact], words: Words) -> dict[str, Act]:
    return {fact.fact_id: Act(_name(board, fact, words), fact_id=fact.fact_id) for fact in facts}


def _heading(board: Board, row: Row, facts: Sequence[Fact], words: Words) -> str:
    """Draw the title, with the total of a product and the tags that it needs; the plain title."""
    tag, title = "", words.pick(row["title_zh"], row["title_en"])
    if any(fact.area_status == AreaStatus.UNATTRIBUTED for fact in facts):
        tag += f' <span class="tag una">{escape(words("Unattributed"))}</span>'
    made = formula(row, facts)
    if row["kind"] == "product" and made and made.result:
        title = words("{title}, {total} in all", title=title, total=reckoning.result_of(board, made, words))
        tag += f" {reckoning.derived_tag(words)}"
    st.html(parts.heading(title, tag=tag))
    return title


def _bars(board: Board, row: Row, facts: Sequence[Fact], words: Words, width: int) -> None:
    """Bars on one axis; parts of a composition are told apart by whom they are about, steps by what they count."""
    by_population = row["kind"] == "composition" and all(fact.population for fact in facts)
    items = [
        Bar(
            words.printed(fact.population) if by_population else indicator_name(board, fact, words),
            fact.value,
            figure_of(board, fact, words).text,
            fact.fact_id,
            light=bool(at) and not by_population,
        )
        for at, fact in enumerate(facts)
    ]
    alt = words("; ").join(f"{item.label} {item.printed}" for item in items)
    key = f"plot-{row['breakdown_id']}"
    acts.drawn(bars(items, colours.palette(), width=width), key, alt, _can(board, facts, words))


def _areas(board: Board, row: Row, facts: Sequence[Fact], words: Words, width: int) -> None:
    """Number times rate as an area, each pair beside the next."""
    blocks = []
    for count, rate in zip(facts[::2], facts[1::2], strict=True):
        made = bounds.product_sum((count, rate))
        blocks.append(
            Block(
                words.printed(count.population) or indicator_name(board, count, words),
                count.value,
                rate.value,
                figure_of(board, count, words).text,
                figure_of(board, rate, words).text,
                amount(board, made, rate.unit, words) if made else words("not summed"),
                words("derived"),
                count.fact_id,
            )
        )
    alt = words("; ").join(f"{b.label}: {b.width_printed} × {b.height_printed} = {b.area_printed}" for b in blocks)
    figure = areas(blocks, _axes(board, facts[0], facts[1], words), colours.palette(), width=width)
    acts.drawn(figure, f"plot-{row['breakdown_id']}", alt, _can(board, facts, words))


def _axes(board: Board, count: Fact, rate: Fact, words: Words) -> str:
    """What height, width and area stand for, from the units of the facts themselves."""
    unit = unit_words(board, rate.unit, words) or words("number")
    height = words("{unit} per {per}", unit=unit, per=words.printed(rate.per)) if rate.per else unit
    wide = unit_words(board, count.unit, words) or words("number")
    return words("height = {height}, width = {width}, area = {area}", height=height, width=wide, area=unit)


def _unit_line(board: Board, facts: Sequence[Fact], words: Words) -> str:
    unit = unit_words(board, facts[0].unit, words) or words("number")
    period = period_words(facts[0], words) if facts[0].period_text else words("no date given")
    return escape(words("unit: {unit} · {period}", unit=unit, period=period))
