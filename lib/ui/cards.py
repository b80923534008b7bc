"""A card of one fact, or of two that the report puts side by side, in containers of their own."""

from __future__ import annotations

import streamlit as st

from lib.catalog import Board
from lib.model import Fact
from lib.ui import parts
from lib.words import Words


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
