"""What readers said about published figures, and the desk's answer."""

from __future__ import annotations

from html import escape

import streamlit as st

from lib.desk import notes
from lib.desk.wording import one_line
from lib.ui import address, parts
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
                    if not text.strip() or not view.person.name:
                        st.error(words("An answer needs its words and your name."))
                    else:
                        notes.answer(view.folder, fact_id, text, view.person.name)
                        st.rerun()
