"""A card of one fact, or of two that the report puts side by side, in containers of their own."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from lib import analysis
from lib.catalog import Board
from lib.model import Fact
from lib.ui import parts
from lib.words import Words

AT_MOST = 40
"""Cards of a page: nobody reads more, and a browser takes seconds to draw hundreds."""


def several(board: Board, facts: Sequence[Fact], words: Words, link: parts.Link) -> None:
    """A card for each fact or pair in the order given; from the limit on the table has them, and the page says so."""
    groups = analysis.grouped(board, facts)
    for group in groups[:AT_MOST]:
        card(board, group, words, link)
    if len(groups) > AT_MOST:
        told = words("The first {shown} of {n} as cards; the table has all of them.", shown=AT_MOST, n=len(groups))
        st.html(f'<div class="notice">{escape(told)}</div>')


def card(board: Board, facts: tuple[Fact, ...], words: Words, link: parts.Link) -> None:
    """Every fact has its container `kpi-<fact_id>`, whose first link opens the sentence."""
    if len(facts) == 1:
        with st.container(key=f"kpi-{facts[0].fact_id}"):
            st.html(f'<div class="card">{parts.single_card(board, facts[0], words, link)}</div>')
        return
    with st.container(key=f"pair-{facts[0].fact_id}"):
        st.html(parts.who(board, facts[0], words))
        with st.container(horizontal=True):
            for fact in facts:
                with st.container(key=f"kpi-{fact.fact_id}"):
                    st.html(parts.half_card(board, fact, words, link))
        st.html(parts.meta_of_pair(board, facts[0], words))
