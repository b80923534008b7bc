"""Before a publication: what it will change and what forbids it; then the publication."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape

import streamlit as st

from lib import terms
from lib.catalog import Board
from lib.compare import Change, Changed
from lib.desk.drafts import Decision
from lib.desk.publishing import REVISES, Preview, preview, publish
from lib.desk.wording import CHANGES, FIELDS, one_line
from lib.errors import BoardError
from lib.ui import parts
from lib.ui.desk import access, state
from lib.ui.desk.state import View
from lib.words import Words

SHOWN = 200
"""Changes that the page lists; the file holds them all."""


def section(view: View) -> None:
    """Look at the changes, then publish; refused while a rule is broken."""
    words = view.words
    if not view.source_id:
        return
    with st.container(key="desk-publish"):
        st.html(f'<h2 class="h">{escape(words("Publish"))}</h2>')
        if view.entries[-1].action == "publish":
            st.html(f'<div class="sub">{escape(words("All decisions on this report are published."))}</div>')
            return
        waiting = sum(not one.item.judged for one in view.facts)
        if waiting:
            left = words("{n} facts are not judged yet and will not be published.", n=waiting)
            st.html(f'<div class="sub">{escape(left)}</div>')
        if st.button(words("Show what will change")):
            st.session_state[state.PLAN] = True
        if not st.session_state.get(state.PLAN):
            return
        with st.spinner(words("checking the rules…")):
            plan = _plan(view)
        if plan is not None:
            _faults(view, plan)
            st.html(changes_table(plan.changes[:SHOWN], words, view.board))
            _opposed(view, plan)
            reason = st.text_input(words("Remark on this publication"), key="desk-remark")
            st.button(
                words("Publish these changes"),
                type="primary",
                disabled=bool(plan.faults),
                on_click=_publish,
                args=(view, plan, reason),
            )


def _plan(view: View) -> Preview | None:
    try:
        return preview(view.folder, view.source_id, view.words)
    except BoardError as error:
        st.error(error.told(view.words))
        return None


def _faults(view: View, plan: Preview) -> None:
    """What forbids the publication, each with its way to the fact."""
    words = view.words
    if not plan.faults:
        return
    st.error(words("{n} faults forbid the publication; mend or reject these facts.", n=len(plan.faults)))
    for place, fault in enumerate(plan.faults[:SHOWN]):
        row = view.items.get((fault.table, fault.key))
        quote = one_line(row.row.get("quote", "")) if row else ""
        problem = fault.problem
        name = words(FIELDS[problem.column]) if problem.column in FIELDS else problem.column
        left, right = st.columns([5, 1])
        told = words.pick(f"{name}：{problem.wrong}；{problem.mend}", f"{name}: {problem.wrong}; {problem.mend}")
        left.html(f"<b>{parts.written(quote or fault.key, words)}</b> {escape(told)}")
        if fault.table == "metrics":
            right.button(words("Go there"), key=f"desk-fault-{place}", on_click=_go, args=(fault.key,))


def _opposed(view: View, plan: Preview) -> None:
    """Figures that do not fit those of another report: a person says whether the new one takes the old one's place."""
    words = view.words
    opposed = [step for step in plan.steps if step.field == "contradicts"]
    if not opposed:
        return
    st.html(f'<h3 class="h">{escape(words("Contradictory figures: does the new one revise the old one?"))}</h3>')
    for place, step in enumerate(opposed[:SHOWN]):
        new, old = view.items["metrics", step.key].row, view.board.facts.get(step.new)
        before = f"{one_line(old.quote)} {step.new}" if old else step.new
        left, right = st.columns([4, 2])
        left.html(f"{escape(before)} → <b>{escape(one_line(new['quote']))}</b>")
        right.button(words("It revises the old one"), key=f"desk-revises-{place}", on_click=_revise, args=(view, step))


def _revise(view: View, step: Decision) -> None:
    """Link a fact to the earlier one that it revises; the changes are shown again."""
    state.decide(view, replace(step, field="revises", reason=REVISES))
    st.session_state[state.PLAN] = True


def _go(key: str) -> None:
    st.session_state[state.FACT] = key


def _publish(view: View, plan: Preview, reason: str) -> None:
    words = view.words
    try:
        second = access.second_asked()
        version = publish(view.folder, view.source_id, access.person(), words, reason, plan.entries, second=second)
    except BoardError as error:
        st.session_state[state.TOLD] = ("error", error.told(words))
        return
    st.session_state[state.PLAN] = False
    st.session_state[state.TOLD] = ("success", words("published as version {version}", version=version))


def changes_table(changes: Sequence[Changed], words: Words, board: Board) -> str:
    """Changes as a table: old and new side by side."""
    if not changes:
        return f'<div class="sub">{escape(words("Nothing on the board will change."))}</div>'
    counts = " · ".join(
        f"{words(CHANGES[kind])} {n}" for kind in Change if (n := sum(item.change is kind for item in changes))
    )
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in _heads(words))
    rows = "".join(_row(item, words, board) for item in changes)
    return (
        f'<div class="sub">{escape(counts)}</div>'
        f'<div class="scroll"><table class="f dk"><thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _heads(words: Words) -> tuple[str, ...]:
    return words("Change"), words("Fact"), words("Before"), words("After")


def _row(item: Changed, words: Words, board: Board) -> str:
    columns = item.columns or ("quote",)
    before = item.old or item.other
    cells = (
        escape(words(CHANGES[item.change])),
        _what(item, words, board),
        parts.written(_cells(before, columns, words), words),
        parts.written(_cells(item.new, columns, words), words),
    )
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _what(item: Changed, words: Words, board: Board) -> str:
    """Place and indicator of a fact, which opens its sentence once it is published."""
    row = item.new or item.old or item.other or {}
    named = [terms.area_name(board, row.get("area_code", ""), row.get("area_status", ""), words)]
    if board.knows("indicators", row.get("indicator", "")):
        named.append(words.pick(*(board.row("indicators", row["indicator"])[key] for key in ("name_zh", "name_en"))))
    name = " · ".join(filter(None, named))
    name = parts.anchor(f"./sources?fact={item.fact_id}", name) if item.fact_id in board.facts else escape(name)
    return f'{name} <span class="sub">{escape(item.fact_id)}</span>'


def _cells(row: dict[str, str] | None, columns: Sequence[str], words: Words) -> str:
    if row is None:
        return "—"
    if tuple(columns) == ("quote",):
        return one_line(row["quote"])
    return "; ".join(f"{words(FIELDS[name])}: {row[name] or '—'}" for name in columns)
