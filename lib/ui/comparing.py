"""Several cities side by side: one line a group of like facts, and in words what cannot be compared."""

from __future__ import annotations

from html import escape

import streamlit as st

from lib.analysis import in_scope
from lib.model import Fact, State
from lib.refusals import sentence
from lib.sidebyside import Line, SideBySide, side_by_side
from lib.terms import indicator_name, nature_words, period_words
from lib.ui import address, parts
from lib.ui.city import COMPARE, MOST, View
from lib.words import Words


def section(view: View) -> None:
    """The choice of up to three other cities, and the table of all of them."""
    words = view.words
    with st.container(key="side-by-side"):
        options = [city.area_code for city in view.states if city.area_code != view.code]
        with st.container(key="compare-head", horizontal=True, vertical_alignment="center"):
            st.html(f'<h2 class="h">{escape(words("Beside other cities"))}</h2>')
            address.bind_own(COMPARE, view.others)
            st.multiselect(
                words("up to three"),
                options,
                key=COMPARE,
                format_func=lambda code: view.board.name(code, words.lang),
                max_selections=MOST,
                on_change=address.write_own,
                args=(COMPARE,),
                placeholder=words("Add a city"),
            )
        if not view.others:
            st.html(f'<div class="sub">{escape(words("Add a city to see like figures beside each other."))}</div>')
            return
        places = [view.code, *view.others]
        found = side_by_side(view.board, in_scope(view.board, view.selection)[0], places)
        if found.lines:
            st.html(_table(view, found, places))
        for box in _verdicts(view, found, places):
            st.html(box)


def _table(view: View, found: SideBySide, places: list[str]) -> str:
    heads = "".join(f'<th scope="col">{escape(view.name(place))}</th>' for place in places)
    rows = "".join(_row(view, line, places) for line in found.lines)
    return (
        f'<div class="scroll"><table class="f side"><thead><tr><th scope="col">'
        f"{escape(view.words('Indicator'))}</th>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _row(view: View, line: Line, places: list[str]) -> str:
    words, first = view.words, line.facts[0]
    kinds = [
        view.words.printed(first.population),
        "" if first.nature == "actual" else nature_words(first, words),
        words("like beside like") if line.shared else "",
    ]
    note = escape(" · ".join(kind for kind in kinds if kind))
    head = f'{escape(indicator_name(view.board, first, words))}<div class="small">{note}</div>'
    cells = "".join(f"<td>{_cell(view, line.cells.get(place, ()), place)}</td>" for place in places)
    return f'<tr><th scope="row">{head}</th>{cells}</tr>'


def _cell(view: View, facts: tuple[Fact, ...], place: str) -> str:
    words = view.words
    if facts:
        return "".join(
            f'<div class="fig">{parts.sourced(view.board, fact, words, view.link)}'
            f'<span class="small">{escape(_when(fact, words))}</span></div>'
            for fact in facts
        )
    state = next((city.state for city in view.states if city.area_code == place), None)
    text = words("not named") if state is State.NOT_NAMED else words("not stated")
    return f'<span class="sub">{escape(text)}</span>'


def _when(fact: Fact, words: Words) -> str:
    return period_words(fact, words) if fact.period_text else words("no date given")


def _verdicts(view: View, found: SideBySide, places: list[str]) -> list[str]:
    """Each refusal with the two figures that it is about; one sentence where nothing is shared at all."""
    words = view.words
    boxes = [
        parts.refusal(
            f"{indicator_name(view.board, verdict.facts[0], words)} · {sentence(view.board, verdict, words)}",
            [parts.to_sentence(view.board, fact, words, view.link) for fact in verdict.facts],
        )
        for verdict in found.refused
    ]
    if not any(line.shared for line in found.lines):
        names = words(", ").join(view.name(place) for place in places)
        nothing = words(
            "Not comparable: {names} have no like figures; each line stands by itself, with no rank and no chart.",
            names=names,
        )
        boxes.append(parts.refusal(nothing, []))
    return boxes
