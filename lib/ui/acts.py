"""What marks of a chart and cities of the map do: open a sentence, or filter by a place; the same as a table of links.

One rule for all: a figure opens its sentence; a place, and an initiative, which has no sentence page, filters.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import streamlit as st

from lib.catalog import Board
from lib.model import Selection
from lib.ui import address, browser
from lib.ui.parts import anchor
from lib.words import Words

CONFIG = {"displayModeBar": False}
_OPEN, _REVISION = "_open_fact", "_revision_"


@dataclass(frozen=True)
class Act:
    """One mark: what it is called, and the fact that it opens or else the place that it filters by, if any."""

    text: str
    fact_id: str = ""
    place: str = ""


def drawn(figure: Any, key: str, alt: str, acts: Mapping[str, Act]) -> None:
    """A chart whose marks act; `acts` by the keys that its traces carry as `customdata`."""
    named = _key(key)
    st.plotly_chart(
        figure,
        theme=None,
        config=CONFIG,
        key=named,
        alt=alt,
        on_select=lambda: _clicked(key, named, acts),
        selection_mode="points",
    )


def _key(key: str) -> str:
    """A new key after each click: a chart that keeps a selection would not tell of a second click on its mark."""
    return f"{key}-{st.session_state.setdefault(_REVISION + key, 0)}"


def _clicked(key: str, named: str, acts: Mapping[str, Act]) -> None:
    event = st.session_state.get(named)
    st.session_state[_REVISION + key] += 1
    for point in event["selection"]["points"][:1] if event else ():
        given = point.get("customdata")
        act = acts.get(str(given[0] if isinstance(given, list) else given))
        if act and act.fact_id:
            st.session_state[_OPEN] = act.fact_id
        elif act and act.place:
            address.toggle_city(act.place)


def follow(board: Board) -> None:
    """Go to the sentence that a click on a chart asked for, by its address as every link does.

    A callback cannot leave its page, and `st.switch_page` writes an entry into the history that lacks the filters.
    """
    fact_id = st.session_state.pop(_OPEN, "")
    if fact_id in board.facts:
        there = address.href(board, "sources", address.selection(board), address.language(), fact=fact_id)
        browser.go(there)


def place_link(board: Board, words: Words, page: str = "", **own: str) -> Callable[[str], str]:
    """Place -> address of a page, with its own parameters, where that place is chosen, or let go if it is."""
    now = address.selection(board)

    def link(place: str) -> str:
        cities = tuple(sorted(set(now.cities) ^ {place}))
        return address.href(board, page, Selection(cities, now.themes, now.sources), words.lang, **own)

    return link


Cell = Act | str | Sequence[Act]
"""What stands in a cell: one act, words, or the acts of all marks that stand there."""


def tabled(
    rows: Sequence[Sequence[Cell]],
    heads: Sequence[str],
    of: str,
    words: Words,
    link: Callable[[str], str],
    filtered: Callable[[str], str],
    *,
    chosen: Sequence[str] = (),
) -> str:
    """What a chart or the map shows as a table with the same acts as links, for keyboards and screen readers.

    HTML. `of` names the chart or the map; the first cell of a row is its header.
    """
    head, body = escape(words("As a table")), []
    for row in rows:
        shown = [_cell(cell, words, link, filtered, chosen) for cell in row]
        body.append(f'<tr><th scope="row">{shown[0]}</th>{"".join(f"<td>{cell}</td>" for cell in shown[1:])}</tr>')
    columns = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    return (
        f'<details class="acts"><summary aria-label="{escape(of)}: {head}">{head}</summary><div class="scroll">'
        f'<table class="f"><caption class="unseen">{escape(of)}</caption><thead><tr>{columns}</tr></thead>'
        f"<tbody>{''.join(body)}</tbody></table></div></details>"
    )


def _cell(
    cell: Cell, words: Words, link: Callable[[str], str], filtered: Callable[[str], str], chosen: Sequence[str]
) -> str:
    if isinstance(cell, str):
        return escape(cell)
    acts = [cell] if isinstance(cell, Act) else cell
    return " · ".join(_item(act, words, link, filtered, chosen) for act in acts)


def _item(
    act: Act, words: Words, link: Callable[[str], str], filtered: Callable[[str], str], chosen: Sequence[str]
) -> str:
    if act.fact_id:
        return anchor(link(act.fact_id), act.text, words("{name}: open the sentence", name=act.text))
    if not act.place:
        return escape(act.text)
    if act.place in chosen:
        told, here = words("{name}: let go", name=act.text), f" {escape(words('(chosen)'))}"
    else:
        told, here = words("{name}: filter by this place", name=act.text), ""
    return anchor(filtered(act.place), act.text, told) + here
