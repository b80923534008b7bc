"""Tells a screen reader what a filter left, without moving the focus: Streamlit redraws silently."""

from __future__ import annotations

import streamlit as st

from lib import analysis
from lib.catalog import Board
from lib.model import NONE
from lib.terms import area_name, theme_name
from lib.ui import address
from lib.words import Words

# A live region speaks only where it stays and its text changes, so it is a component and not `st.html`.
SPEAK = """
export default function ({ parentElement, data }) {
  const box = parentElement.querySelector("[role=status]");
  if (box.dataset.told !== undefined && box.dataset.told !== data.text) box.textContent = data.text;
  box.dataset.told = data.text;
}
"""
_component = st.components.v2.component(
    "announce",
    html='<div class="unseen" role="status" aria-live="polite" aria-atomic="true"></div>',
    js=SPEAK,
    isolate_styles=False,
)


def selection(board: Board, words: Words) -> None:
    """Announces each change of the selection: its places, its sections, how much is left."""
    with st.container(key="announcement"):
        _component(key="announce", data={"text": told(board, words)})


def told(board: Board, words: Words) -> str:
    """The selection as one sentence to be heard."""
    chosen = address.selection(board)
    facts, initiatives = analysis.chosen(board, chosen)
    places = [words("Unattributed") if key == NONE else area_name(board, key, "stated", words) for key in chosen.cities]
    themes = [theme_name(board, "" if key == NONE else key, words) for key in chosen.themes]
    counts = [words("facts {n}", n=len(facts))] if facts else [words("no fact")]
    counts += [words("initiatives {n}", n=len(initiatives))] if initiatives else []
    names = words(", ").join([*(places or [words("All cities")]), *themes])
    return words("Shown now: {names}: {counts}", names=names, counts=words(", ").join(counts))
