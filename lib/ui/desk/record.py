"""The record: who did what, earlier states of the board, and what changed between two of them."""

from __future__ import annotations

from html import escape

import streamlit as st

from lib.desk.states import State, changes_csv, states
from lib.desk.wording import ACTIONS, FIELDS, one_line
from lib.model import LogEntry
from lib.ui import address, parts
from lib.ui.desk.publication import changes_table
from lib.ui.desk.state import View, changed
from lib.words import Words

LAST = 200
"""Entries of a log that the page lists; the log itself lies in the data folder."""


def section(view: View) -> None:
    """Three tabs: what changed, earlier states, the log."""
    words = view.words
    with st.container(key="desk-record"):
        differing, earlier, log = st.tabs([words("What changed"), words("Earlier states"), words("Who did what")])
        known = states(view.logs)
        with differing:
            _changed(view, known)
        with earlier:
            st.html(_states(view, known))
        with log:
            if view.source_id:
                st.html(_entries(view))


def _changed(view: View, known: list[State]) -> None:
    words = view.words
    if not known:
        return
    times = [state.at for state in known]
    left, right = st.columns(2)
    new = left.selectbox(words("State"), times, format_func=shown_time, key="desk-new-state")
    older = [*[at for at in times if at < new], ""]
    old = right.selectbox(
        words("compared with"),
        older,
        key=f"desk-old-state-{new}",
        format_func=lambda at: shown_time(at) if at else words("before the first publication"),
    )
    found = changed(view, old, new)
    st.html(changes_table(found[:LAST], words, view.board))
    name = f"changes-{new}.csv".replace(":", "")
    st.download_button(
        words("↓ Download these changes"), lambda: changes_csv(found), name, "text/csv", on_click="ignore"
    )


def shown_time(at: str) -> str:
    """A time of the log for people."""
    return at.replace("T", " ").replace("Z", " UTC")


def _states(view: View, known: list[State]) -> str:
    words = view.words
    heads = (words("Time"), words("Report"), words("Who"), words("Remark"), "")
    rows = [
        (
            *(parts.written(cell, words) for cell in (shown_time(one.at), one.source_id, one.who, one.reason)),
            parts.anchor(f"./?{address.AS_OF}={one.at}", words("Look at the board as it was then")),
        )
        for one in known
    ]
    return _table(heads, rows)


def _entries(view: View) -> str:
    words = view.words
    heads = (words("No."), words("Time"), words("Who"), words("Action"), words("Fact"), words("What"), words("Reason"))
    rows = [
        tuple(parts.written(cell, words) for cell in _entry(view, entry, words))
        for entry in reversed(view.entries[-LAST:])
    ]
    return _table(heads, rows)


def _entry(view: View, entry: LogEntry, words: Words) -> tuple[str, ...]:
    item = view.items.get((entry.table, entry.key))
    quote = one_line(item.row.get("quote", "")) if item else ""
    field = words(FIELDS[entry.field]) if entry.field in FIELDS else entry.field
    what = f"{field}: {entry.old or '—'} → {entry.new or '—'}" if entry.action in ("edit", "assign") else ""
    return (
        str(entry.seq),
        shown_time(entry.at),
        entry.who,
        words(ACTIONS[entry.action]),
        quote or entry.key,
        what,
        entry.reason,
    )


def _table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<div class="scroll"><table class="f dk"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
