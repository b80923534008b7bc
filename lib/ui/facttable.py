"""The table of facts: a page of it at a time, in the order that a reader chooses; what is not in sight is not sent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

import streamlit as st

from lib import analysis
from lib.carrying import year_of
from lib.catalog import Board
from lib.model import Fact
from lib.terms import indicator_name
from lib.totals import ranked
from lib.ui import parts
from lib.words import Words, mark

SIZE = 20
"""Rows of a page: what a browser draws at once. A table that fits needs neither pages nor orders."""
PLACE, REPORT, INDICATOR, TIME, VALUE = "place", "report", "indicator", "time", "value"
ORDERS = {
    REPORT: mark("by report"),
    PLACE: mark("by place"),
    INDICATOR: mark("by indicator"),
    TIME: mark("newest first"),
    VALUE: mark("by value"),
}


@st.fragment
def shown(board: Board, facts: Sequence[Fact], words: Words, link: parts.Link, key: str, first: str = REPORT) -> None:
    """The facts with their ways to the sentences, in the order `first` until the reader chooses another one."""
    alike = one_indicator(facts)
    if len(facts) <= SIZE:
        st.html(parts.table(board, ordered(board, facts, first, words), words, link, named=not alike))
        return
    with st.container(key=f"{key}-ways", horizontal=True, vertical_alignment="center"):
        order = st.segmented_control(
            words("Order"),
            orders(board, facts, first),
            format_func=lambda name: words(ORDERS[name]),
            default=first,
            required=True,
            key=f"{key}-order",
            label_visibility="collapsed",
        )
        pages = -(-len(facts) // SIZE)
        # An own key for each number of pages: a page that another selection does not have is not asked for.
        page = st.pagination(pages, key=f"{key}-page-{pages}")
        start = (page - 1) * SIZE
        rows = ordered(board, facts, str(order), words)[start : start + SIZE]
    said = words("Facts {first} to {last}", first=start + 1, last=start + len(rows))
    st.html(f'<div class="small">{escape(said)}</div>{parts.table(board, rows, words, link, named=not alike)}')


def one_indicator(facts: Sequence[Fact]) -> bool:
    """Whether all are of one indicator: then neither a column nor an order tells them apart by it."""
    return len({fact.indicator for fact in facts}) == 1


def orders(board: Board, facts: Sequence[Fact], first: str) -> list[str]:
    """The orders offered, `first` in front; by value only where the gate allows a rank (rule 4)."""
    alike = one_indicator(facts)
    left = (first, VALUE, INDICATOR) if alike else (first, VALUE)
    names = [first, *(name for name in ORDERS if name not in left)]
    return [*names, VALUE] if alike and ranked(board, facts)[1].allowed else names


def ordered(board: Board, facts: Sequence[Fact], order: str, words: Words) -> list[Fact]:
    """The facts in an order; those that stand alike in it as the tables have them."""
    by_place = analysis.table_order(board)
    keys: dict[str, Callable[[Fact], object]] = {
        REPORT: lambda fact: fact.fact_id,
        PLACE: by_place,
        INDICATOR: lambda fact: (indicator_name(board, fact, words), by_place(fact)),
        TIME: lambda fact: (-year_of(board, fact), _backwards(fact.period_end or fact.period_start), by_place(fact)),
        VALUE: lambda fact: -fact.value,
    }
    return sorted(facts, key=keys[order])  # type: ignore[arg-type]


def _backwards(iso: str) -> tuple[int, ...]:
    """A date that sorts the newest first; what has none comes behind."""
    return tuple(-int(part) for part in iso.split("-")) if iso else (0,)
