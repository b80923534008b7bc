"""Tells a screen reader what a filter left, without moving the focus: Streamlit redraws silently."""

from __future__ import annotations

from lib import analysis
from lib.catalog import Board
from lib.model import NONE
from lib.terms import area_name, theme_name
from lib.ui import address
from lib.words import Words

# A live region speaks only where it stays and its text changes, so it is in a component and not in `st.html`; the text
# comes with the foot of the page, which is drawn with all else, and a component is told later.
SCRIPT = """
({ parentElement }) => {
  const box = parentElement.querySelector("[role=status]");
  let known;
  const look = () => {
    const now = document.querySelector("[data-told]")?.dataset.told;
    if (now === undefined || now === known) return;
    if (known !== undefined) box.textContent = now;
    known = now;
  };
  const watch = new MutationObserver(look);
  watch.observe(document.body, { subtree: true, childList: true });
  look();
  return () => watch.disconnect();
}
"""
BOX = '<div class="unseen" role="status" aria-live="polite" aria-atomic="true"></div>'


def told(board: Board, words: Words) -> str:
    """The selection as one sentence to be heard."""
    chosen = address.selection(board)
    facts, initiatives = analysis.chosen(board, chosen)
    places = [area_name(board, key, "stated", words) for key in chosen.cities]
    themes = [theme_name(board, "" if key == NONE else key, words) for key in chosen.themes]
    counts = [words("facts {n}", n=len(facts))] if facts else [words("no fact")]
    counts += [words("initiatives {n}", n=len(initiatives))] if initiatives else []
    names = words(", ").join([*(places or [words("All cities")]), *themes])
    return words("Shown now: {names}: {counts}", names=names, counts=words(", ").join(counts))
