"""A report comes in: its file or its pasted text, read with its progress shown."""

from __future__ import annotations

from html import escape

import streamlit as st

from lib.desk import intake
from lib.desk.drafts import begin
from lib.errors import BoardError
from lib.extract.intake import LARGEST_FILE
from lib.identity import Ended
from lib.ui import login
from lib.ui.desk import access, kept, state
from lib.ui.desk.state import View
from lib.words import Words, mark

STAGES = {"text": mark("reading the text of the file…"), "figures": mark("reading the figures of {chars} characters…")}


def head(words: Words) -> None:
    """What the desk is for; also above what is told to who may not come in."""
    steps = words("A report comes in, what was read is judged fact by fact, then published.")
    st.html("<style>.st-key-filters { display: none !important }</style>")  # what is chosen is kept by its widgets
    with st.container(key="desk-title"):
        st.html(
            f'<div class="head"><div><h1>{escape(words("Desk"))}</h1><div class="sub">{escape(steps)}</div></div></div>'
        )


def who_and_which(view: View) -> None:
    """Who is at the desk, and which report."""
    words = view.words
    st.session_state.setdefault(access.NAME, "")
    with st.container(key="desk-head", horizontal=True, vertical_alignment="bottom"):
        if access.mode() == access.LOCAL:
            st.text_input(words("Your name"), key=access.NAME, max_chars=40, width=200)
        newest = sorted(view.logs, key=lambda key: view.logs[key][-1].at, reverse=True)
        titles = {key: _title(view, key) for key in newest}
        if titles:
            # The widget's own key would be lost where another page is open; the choice is kept beside it.
            chosen = st.selectbox(
                words("Report"),
                list(titles),
                format_func=titles.__getitem__,
                width=420,
                index=list(titles).index(view.source_id) if view.source_id else None,
                placeholder=words("Choose a report"),
            )
            if chosen and chosen != view.source_id:
                state.choose(chosen)
                st.rerun()
        if access.mode() == access.LOGIN:
            login.control(words)
    state.tell()
    kept.section(words)


def _title(view: View, source_id: str) -> str:
    log, words = view.logs[source_id], view.words
    kept = words("published") if log[-1].action == "publish" else words("under review")
    return f"{source_id} · {kept}"


def upload(view: View) -> None:
    """The form for a new report; closed while one is under review."""
    words = view.words
    with st.container(key="desk-upload"), st.expander(words("Add a report"), expanded=not view.source_id):
        file = st.file_uploader(
            words("File (.txt .docx .pdf .html, at most {most} MB)", most=LARGEST_FILE // 1_000_000),
            max_upload_size=LARGEST_FILE // 1_000_000,
        )
        st.html(f"<style>:root{{--choose-file:'{words('Choose a file')}'}}</style>")
        pasted = st.text_area(words("or paste its text"), height=120)
        left, middle, right = st.columns(3)
        title = left.text_input(words("Title"), placeholder=words("default: the name of the file"))
        publisher = middle.text_input(words("Publisher"))
        published = right.text_input(words("Day of publication"), placeholder="2026-01-31")
        if st.button(words("Read the report"), type="primary", disabled=not (file or pasted.strip())):
            name, data = (
                (file.name, file.getvalue()) if file else (f"{title or words('Pasted text')}.txt", pasted.encode())
            )
            given = {"title_zh": title, "title_en": title, "publisher": publisher, "published": published}
            _read(view, name, data, given)


def _read(view: View, name: str, data: bytes, given: dict[str, str]) -> None:
    words = view.words
    try:
        person = access.person()
    except Ended as error:
        st.error(kept.told(error, words, name, lambda back: begin(view.folder, intake.read(name, data), back, **given)))
        return
    except BoardError as error:
        st.error(error.told(words))
        return
    with st.status(words("reading {name}…", name=name)) as status:
        try:
            found = intake.read(name, data, lambda stage, chars: st.write(words(STAGES[stage], chars=chars)))
            source_id = begin(view.folder, found, person, **given)
        except BoardError as error:
            status.update(state="error", label=words("The file was not taken; nothing was stored."), expanded=True)
            st.error(error.told(words))
            return
        count = len({item.fact for item in found.facts})
        done = words("{id}: {n} facts read, {left} figures left out", id=source_id, n=count, left=len(found.left_out))
        status.update(state="complete", label=done)
    st.session_state[state.TOLD] = ("success", done)
    state.choose(source_id)
    st.rerun()
