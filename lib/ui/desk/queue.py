"""What readers said about published figures, and the desk's answer."""

from __future__ import annotations

from functools import partial
from html import escape
from pathlib import Path

import streamlit as st

from lib.desk import notes
from lib.desk.drafts import Person
from lib.desk.wording import one_line
from lib.errors import BoardError
from lib.identity import Ended
from lib.ui import address, parts
from lib.ui.desk import access, kept
from lib.ui.desk.state import View


def section(view: View) -> None:
    """Each fact with open notes: its sentence, what readers say, an answer that closes them."""
    words, waiting = view.words, notes.open_notes(view.folder)
    if not waiting:
        return
    with st.container(key="desk-notes"):
        st.html(f'<h2 class="h">{escape(words("Readers say: this figure is wrong"))}</h2>')
        for fact_id, said in waiting.items():
            fact = view.board.facts.get(fact_id)
            link = address.href(view.board, "sources", address.selection(view.board), words.lang, fact=fact_id)
            head = parts.anchor(link, f"{one_line(fact.quote) if fact else ''} {fact_id}", kind="src in")
            lines = "".join(
                f"<li>{escape(note.who or words('a reader'))}: {parts.written(note.text, words)}</li>" for note in said
            )
            st.html(f"<p>{head}</p><ul>{lines}</ul>")
            with st.form(f"desk-answer-{fact_id}", clear_on_submit=True):
                text = st.text_input(words("Answer: what was looked at, and what came of it"))
                if st.form_submit_button(words("Answer and take the mark away")):
                    _answer(view, fact_id, text.strip())


def _answer(view: View, fact_id: str, text: str) -> None:
    words = view.words
    if not text:
        st.error(words("An answer needs its words."))
        return
    try:
        notes.answer(view.folder, fact_id, text, access.person().name)
    except Ended as error:
        act = partial(_say, view.folder, fact_id, text)
        st.error(kept.told(error, words, f"{fact_id} {text}", act))
        return
    except BoardError as error:
        st.error(error.told(words))
        return
    st.rerun()


def _say(folder: Path, fact_id: str, text: str, person: Person) -> None:
    notes.answer(folder, fact_id, text, person.name)
