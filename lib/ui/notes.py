"""Readers help: "this figure is wrong" beside a sentence, and the mark on a figure that the desk looks at again."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from lib import desk
from lib.desk import notes
from lib.errors import BoardError
from lib.model import Fact
from lib.ui.desk import access
from lib.words import Words

SENT = "note_sent"


def waiting() -> set[str]:
    """Facts with notes that nobody has answered yet."""
    folder = desk.data_folder()
    path = notes.path_of(folder)
    return _waiting(str(folder), f"{path.stat().st_mtime_ns}:{path.stat().st_size}") if path.is_file() else set()


@st.cache_resource(max_entries=2, show_spinner=False)
def _waiting(folder: str, stamp: str) -> set[str]:
    del stamp  # part of the key only
    return set(notes.open_notes(Path(folder)))


def form(fact: Fact, words: Words) -> None:
    """Take a note on a fact; nothing where the desk is switched off, for nobody would answer."""
    if access.mode() == access.OFF:
        return
    if st.session_state.pop(SENT, None) == fact.fact_id:
        st.success(words("Thank you. The desk will look at this figure; until then it is marked."))
    with st.expander(words("This figure is wrong")), st.form("note", clear_on_submit=True):
        text = st.text_area(words("What is wrong?"), max_chars=notes.LONGEST)
        who = st.text_input(words("Your name (may stay empty)"), max_chars=40)
        if st.form_submit_button(words("Send to the desk")):
            try:
                notes.say(desk.data_folder(), fact.fact_id, text, who)
            except BoardError as error:
                st.error(error.told(words))
                return
            st.session_state[SENT] = fact.fact_id
            st.rerun()
