"""A card of one fact, or of two that the report puts side by side: HTML, for all cards of a page are one part of it.

Streamlit draws its whole tree of parts three times a choice: forty cards with a container each took longer than charts
and map. Classes are named as Streamlit names those of containers (`st-key-kpi-<fact_id>`).
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from lib import analysis
from lib.catalog import Board
from lib.model import AreaStatus, Fact
from lib.ui import parts
from lib.words import Words

AT_MOST = 40
"""Cards of a page: nobody reads more, and a browser takes seconds to draw hundreds."""
KEY = "kpis"


def shown(cards: str) -> None:
    """The cards of a page, made by the functions below, in their container."""
    with st.container(key=KEY):
        st.html(grid(cards))


def grid(cards: str) -> str:
    """Cards as they stand beside each other."""
    return f'<div class="cards">{cards}</div>'


def box(key: str, inner: str, kind: str = "") -> str:
    """One card with the class of its key."""
    return f'<div class="{" ".join(["box", *kind.split(), f"st-key-{escape(key)}"])}">{inner}</div>'


def several(board: Board, facts: Sequence[Fact], words: Words, link: parts.Link) -> str:
    """A card for each fact or pair in the order given; from the limit on the table has them, and the page says so."""
    groups = analysis.grouped(board, facts)
    cards = "".join(card(board, group, words, link) for group in groups[:AT_MOST])
    if len(groups) > AT_MOST:
        told = words("The first {shown} of {n} as cards; the table has all of them.", shown=AT_MOST, n=len(groups))
        cards += f'<div class="notice">{escape(told)}</div>'
    return cards


def card(board: Board, facts: tuple[Fact, ...], words: Words, link: parts.Link) -> str:
    """Every fact has its box `kpi-<fact_id>`, whose first link opens the sentence."""
    if len(facts) == 1:
        inner = f'<div class="card">{parts.single_card(board, facts[0], words, link)}</div>'
        return box(f"kpi-{facts[0].fact_id}", inner, _kind(facts[0]))
    halves = "".join(
        f'<div class="st-key-kpi-{escape(fact.fact_id)}">{parts.half_card(board, fact, words, link)}</div>'
        for fact in facts
    )
    head, foot = parts.who(board, facts[0], words), parts.meta_of_pair(board, facts[0], words)
    return box(f"pair-{facts[0].fact_id}", f'{head}<div class="two">{halves}</div>{foot}', f"pair {_kind(facts[0])}")


def _kind(fact: Fact) -> str:
    return "dashed" if fact.area_status == AreaStatus.UNATTRIBUTED else ""
