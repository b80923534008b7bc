"""What a person decides on one fact: accept, reject, take back, edit, assign, add what was missed."""

from __future__ import annotations

from functools import partial
from html import escape

import streamlit as st

from lib import review
from lib.desk.doubts import Listed, together
from lib.desk.drafts import Decision
from lib.desk.publishing import NO_INDICATOR, add_row, contradictions
from lib.desk.wording import FIELDS, one_line
from lib.draft import context, missed, occurrences, provisional, provisional_key
from lib.model import WORDINGS, AreaStatus, Nature, Qualifier
from lib.terms import area_name
from lib.ui.desk import state
from lib.ui.desk.state import View, decide, next_key, next_open
from lib.words import mark

ENUMS: dict[str, list[str]] = {"qualifier": [*Qualifier], "nature": [*Nature]}
NEAR = 600
"""Characters around a fact whose facts can be placed together with it."""
TEXTS = (
    "value_max",
    "value",
    "per",
    "population",
    "period_text",
    "period_start",
    "period_end",
    "headline",
    "fragment",
    "mentions",
    "context_zh",
    "context_en",
)
CODES = {
    "exact": mark("exact"),
    "at_least": mark("at_least"),
    "more_than": mark("more_than"),
    "approx": mark("approx"),
    "less_than": mark("less_than"),
    "actual": mark("actual"),
    "target": mark("target"),
    "standard": mark("standard"),
    "stated": mark("named in the text"),
    "assigned": mark("assigned by a person"),
    "unattributed": mark("Unattributed"),
}


def buttons(view: View) -> None:
    """The flow by keyboard: A accepts, X rejects, J and K move, Z takes back."""
    words, fact = view.words, view.fact
    if fact is None:
        return
    with st.container(key="desk-keys", horizontal=True):
        st.button(words("Accept"), shortcut="A", type="primary", on_click=_accept, args=(view, fact))
        st.button(words("Reject"), shortcut="X", on_click=_reject, args=(view, fact))
        st.button(words("Previous"), shortcut="K", on_click=_go, args=(next_key(view, -1),))
        st.button(words("Next"), shortcut="J", on_click=_go, args=(next_key(view),))
        last = _last(view)
        st.button(words("Take back"), shortcut="Z", disabled=last is None, on_click=_undo, args=(view, last or 0))


def _go(key: str) -> None:
    st.session_state[state.FACT] = key


def _accept(view: View, fact: Listed) -> None:
    if fact.item.accepted:
        _go(next_open(view))
        return
    decide(view, *completed(view, fact), Decision("accept", key=fact.key), after=next_open(view))


def completed(view: View, fact: Listed) -> list[Decision]:
    """What an accepted fact still lacks, as far as the engine can say it: a provisional indicator, a plain context."""
    candidate = view.candidate(fact.key)
    if candidate is None:
        return []
    steps = []
    if not fact.row["indicator"] and fact.row["unit"]:
        key = provisional_key(candidate)
        if not view.board.knows("indicators", key) and ("indicators", key) not in view.items:
            steps.append(add_row("indicators", key, provisional(candidate) | {"unit": fact.row["unit"]}, NO_INDICATOR))
        steps.append(Decision("edit", key=fact.key, field="indicator", new=key, reason=NO_INDICATOR))
    steps += contradictions(fact.key, view.first) if not fact.item.judged else []
    steps += [
        Decision("edit", key=fact.key, field=name, new=cell)
        for name, cell in context(candidate).items()
        if not fact.row[name]
    ]
    return steps


def _reject(view: View, fact: Listed) -> None:
    decide(view, Decision("reject", key=fact.key), after=next_open(view))


def _last(view: View) -> int | None:
    """The last decision since the last publication that is not taken back yet."""
    undone = review.cancelled(view.entries)
    for entry in reversed(view.entries):
        if entry.action == "publish":
            return None
        if entry.table == "metrics" and entry.action != "read" and entry.seq not in undone:
            return entry.seq
    return None


def _undo(view: View, seq: int) -> None:
    decide(view, Decision("undo", "", str(seq)), after=view.entries[seq - 1].key)


def form(view: View) -> None:
    """Every column of the fact with its valid choices."""
    words, fact = view.words, view.fact
    if fact is None:
        st.write(words("The engine found no figure in this report; add what it missed below."))
        return
    row = fact.row
    # A new key after every decision: a widget would keep what was typed before it was taken back.
    stamp = f"{fact.key}-{len(view.entries)}"
    st.html(f'<h2 class="h">{escape(one_line(row["quote"]))}</h2><div class="sub">{row["start"]}–{row["end"]}</div>')
    with st.form(f"desk-form-{fact.key}"):
        new: dict[str, str] = {}
        left, right = st.columns(2)
        for place, name in enumerate(("indicator", "unit", "qualifier", "wording", "nature", "theme", "initiative_id")):
            options = _options(view, name, row[name])
            new[name] = (left, right)[place % 2].selectbox(
                words(FIELDS[name]),
                options,
                index=options.index(row[name]),
                key=f"{stamp}-{name}",
                format_func=partial(_shown, view, name),
            )
        for place, name in enumerate(TEXTS):
            new[name] = (left, right)[place % 2].text_input(words(FIELDS[name]), row[name], key=f"{stamp}-{name}")
        reason = st.text_input(words("Reason"), key=f"{stamp}-reason")
        if st.form_submit_button(words("Save the changes"), shortcut="Ctrl+Enter"):
            steps = [
                Decision("edit", key=fact.key, field=name, old=row[name], new=cell.strip(), reason=reason)
                for name, cell in new.items()
                if cell.strip() != row[name]
            ]
            if steps:
                decide(view, *steps, after=fact.key)
                st.rerun()


def _options(view: View, name: str, now: str) -> list[str]:
    match name:
        case "indicator":
            own = [key for (table, key) in view.items if table == "indicators"]
            found = ["", *dict.fromkeys([*(row["indicator"] for row in view.board.rows("indicators")), *own])]
        case "unit":
            found = [row["unit"] for row in view.board.rows("units")]
        case "wording":
            found = ["", *WORDINGS]
        case "theme":
            found = ["", *(row["theme"] for row in view.board.themes)]
        case "initiative_id":
            found = [
                "",
                *dict.fromkeys(
                    [
                        *(row["initiative_id"] for row in view.board.rows("initiatives")),
                        *(key for (table, key) in view.items if table == "initiatives"),
                    ]
                ),
            ]
        case _:
            found = list(ENUMS[name])
    return found if now in found else [now, *found]


def _shown(view: View, name: str, cell: str) -> str:
    """A code as words."""
    words, board = view.words, view.board
    if not cell:
        return "—"
    if name in ENUMS:
        return words(CODES[cell])
    table = {"indicator": "indicators", "theme": "themes", "initiative_id": "initiatives"}.get(name)
    if table is None:
        return cell
    row = board.row(table, cell) if board.knows(table, cell) else view.items[table, cell].row
    return words.pick(row["name_zh"], row["name_en"])


def area(view: View) -> None:
    """Whose the fact is; an area that the text does not state needs a reason, and goes to all of one call-out."""
    words, fact = view.words, view.fact
    if fact is None or view.text is None:
        return
    siblings = together(view.facts, fact, view.text)
    # All facts of a long report would make the box slow; a call-out's facts stand close together.
    near = [one for one in view.facts if one in siblings or abs(one.span.start - fact.span.start) < NEAR]
    codes = ["", *(row["area_code"] for row in view.board.rows("areas"))]
    with st.form(f"desk-area-{fact.key}"):
        left, right = st.columns(2)
        code = left.selectbox(
            words("Area"),
            codes,
            index=codes.index(fact.row["area_code"]) if fact.row["area_code"] in codes else 0,
            key=f"{fact.key}-{len(view.entries)}-area",
            format_func=lambda cell: area_name(view.board, cell, "stated", words) if cell else words("Unattributed"),
        )
        known = right.selectbox(
            words("How the area is known"),
            [AreaStatus.ASSIGNED, AreaStatus.STATED],
            key=f"{fact.key}-{len(view.entries)}-status",
            format_func=lambda status: words(CODES[status]),
        )
        keys = st.multiselect(
            words("Together with the facts of the same statement"),
            [one.key for one in near],
            default=[one.key for one in siblings],
            key=f"{fact.key}-{len(view.entries)}-siblings",
            format_func=lambda key: one_line(view.items["metrics", key].row["quote"]),
        )
        reason = st.text_input(words("Why there (needed)"), key=f"{fact.key}-{len(view.entries)}-why")
        if st.form_submit_button(words("Set the area")):
            if not reason.strip():
                st.error(words("Say why: the text, or what you know beside it. The reason stays on record."))
                return
            chosen = dict.fromkeys([fact.key, *keys])
            steps = [step for key in chosen for step in _placed(view, key, code, known, reason.strip())]
            decide(view, *steps, after=fact.key)
            st.rerun()


def _placed(view: View, key: str, code: str, known: str, reason: str) -> list[Decision]:
    row = view.items["metrics", key].row
    if not code or known == AreaStatus.ASSIGNED:
        return [Decision("assign", key=key, field="area_code", old=row["area_code"], new=code, reason=reason)]
    return [
        Decision("edit", key=key, field="area_code", old=row["area_code"], new=code, reason=reason),
        Decision("edit", key=key, field="area_status", old=row["area_status"], new=known, reason=reason),
    ]


def add_missed(view: View) -> None:
    """A figure that the engine did not take: its words are looked for in the text, and the person says which place."""
    words = view.words
    with st.expander(words("Add a missed fact")):
        if view.text is None:
            return
        typed = st.text_input(
            words("Type or paste the figure as the report prints it, with its wording and unit"), key="desk-missed"
        )
        places = occurrences(view.text, typed)
        if typed.strip() and not places:
            st.warning(words("These words do not stand in the text."))
        if not places:
            return
        at = st.radio(
            words("Which place?"),
            places,
            key="desk-missed-place",
            format_func=lambda span: _around(view.text or "", span.start, span.end),
        )
        row = missed(view.text, at)
        if row is None:
            st.warning(words("No figure can be read from these words; quote it with its number."))
        elif any(one.key == f"@{at.start}" for one in view.facts):
            st.warning(words("This place is among the facts already."))
        elif st.button(words("Add this fact")):
            key = f"@{at.start}"
            decide(view, add_row("metrics", key, row, words("missed by the engine")), after=key)
            st.rerun()


def _around(text: str, start: int, end: int) -> str:
    return (
        f"…{one_line(text[max(0, start - 16) : start])}【{one_line(text[start:end])}】{one_line(text[end : end + 16])}…"
    )


def report(view: View) -> None:
    """Title, publisher and dates of the report."""
    words = view.words
    if not view.source_id:
        return
    row = view.items["sources", view.source_id].row
    with st.expander(words("About the report")), st.form(f"desk-source-{view.source_id}"):
        names = ("title_zh", "title_en", "publisher", "published", "map_date", "map_date_note")
        new = {
            name: st.text_input(words(FIELDS[name]), row[name], key=f"{view.source_id}-{len(view.entries)}-{name}")
            for name in names
        }
        if st.form_submit_button(words("Save")):
            steps = [
                Decision("edit", "sources", view.source_id, name, row[name], cell.strip())
                for name, cell in new.items()
                if cell.strip() != row[name]
            ]
            if steps:
                decide(view, *steps)
                st.rerun()
