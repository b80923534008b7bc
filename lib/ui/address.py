"""Filters kept in the address: read where it changed, written after the widgets, the same on every page."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from lib.catalog import Board
from lib.model import Selection
from lib.query import (
    ALL,
    AS_OF,
    CITY,
    KEPT,
    LANG,
    SOURCE,
    THEME,
    VIEW,
    WALL,
    city_options,
    parse,
    source_options,
    theme_options,
    time_of,
    to_address,
)
from lib.query import query as given
from lib.words import LANGUAGES

__all__ = [
    "ALL",
    "AS_OF",
    "CITY",
    "KEPT",
    "LANG",
    "SOURCE",
    "THEME",
    "VIEW",
    "WALL",
    "city_options",
    "source_options",
    "theme_options",
]
_WRITTEN, _PAGE, _DROPPED, _TOLD, _MAP = "_written", "_page", "_dropped", "_told_of", "_map_revision"
_HELD = "_held"
"""Names of widgets whose values came from us, not from the reader's hand."""


def query(board: Board, selection: Selection, lang: str, **own: str) -> dict[str, str]:
    """The shortest parameters that give a selection as of the time looked at."""
    then = own.pop(AS_OF, as_of())
    return given(board, selection, lang, then, **{VIEW: WALL if wall() else ""} | own)


def href(board: Board, page: str, selection: Selection, lang: str, **own: str) -> str:
    """Relative address of a page with this selection."""
    return to_address(page, query(board, selection, lang, **own))


def begin(board: Board, page: str) -> None:
    """Take over the address where somebody else than us changed it: a deep link, back, forward, an edit."""
    state, params = st.session_state, st.query_params.to_dict()
    shared = {name: params[name] for name in KEPT if name in params}
    moved = state.get(_PAGE) not in (None, page)
    state[_PAGE] = page
    for name in state.get(_HELD, ()):
        if name in state:  # not so after a page without it, as the wall is
            state[name] = state[name]
    if moved:
        state[_DROPPED] = []
    # The navigation's own links carry no parameters: a change of page with none of them keeps what was chosen.
    if _WRITTEN in state and (shared == state[_WRITTEN] or (moved and not shared)):
        return
    kept, state[_DROPPED] = parse(board, shared)
    state.pop(_TOLD, None)
    for name, value in {
        CITY: kept[CITY],
        SOURCE: [ALL] if len(kept[SOURCE]) == len(source_options(board)) > 1 else kept[SOURCE],
        THEME: kept[THEME] or [ALL],
        LANG: kept[LANG][0],
    }.items():
        _give(name, value)
    state[AS_OF] = next(iter(kept[AS_OF]), "")
    state[VIEW] = next(iter(kept[VIEW]), "")


def _give(name: str, value: object) -> None:
    """Give a filter's widget a value, and again in every run until the reader changes it.

    Streamlit tells a browser a value from the server once. Where a second run begins before that word was sent, as when
    a phone says how wide it is, the word is thrown away, and the widget would stand empty over a page that is filtered.
    """
    st.session_state[name] = value
    st.session_state.setdefault(_HELD, set()).add(name)


def changed(name: str) -> None:
    """Callback of a filter's widget: from here on the browser knows the value."""
    st.session_state[_HELD].discard(name)


def peek_language() -> str:
    """The language before `begin` has run: navigation titles need it, and `begin` needs the page."""
    state, params = st.session_state, st.query_params.to_dict()
    shared = {name: params[name] for name in KEPT if name in params}
    if _WRITTEN in state and (shared == state[_WRITTEN] or not shared):
        return language()
    return params[LANG] if params.get(LANG) in LANGUAGES else "zh"


def peek_as_of() -> str:
    """The time that the address asks for, before `begin` has run; empty for the present."""
    state, params = st.session_state, st.query_params.to_dict()
    shared = {name: params[name] for name in KEPT if name in params}
    if _WRITTEN in state and (shared == state[_WRITTEN] or not shared):
        return as_of()
    return time_of(params.get(AS_OF, ""))


def selection(board: Board) -> Selection:
    """What the widgets say now."""
    state = st.session_state
    themes = tuple(theme for theme in state[THEME] if theme != ALL)
    reports = source_options(board)
    sources = reports if ALL in state[SOURCE] else state[SOURCE] or reports[:1]
    return Selection(tuple(sorted(state[CITY])), themes, tuple(sources))


def language() -> str:
    """The language chosen."""
    return str(st.session_state.get(LANG) or "zh")


def as_of() -> str:
    """The time of the earlier state that is looked at; empty for the present."""
    return str(st.session_state.get(AS_OF, ""))


def wall() -> bool:
    """Whether the board hangs on a wall."""
    return st.session_state.get(VIEW) == WALL


def dropped() -> list[tuple[str, str]]:
    """Values of the address that nobody knows."""
    return list(st.session_state.get(_DROPPED, []))


def finish(board: Board) -> None:
    """Write the address where it is not what the widgets say; a page's own parameters stay."""
    state = st.session_state
    wanted = query(board, selection(board), language())
    # What the address asked for in vain is told until the reader has gone on to something else.
    if state.setdefault(_TOLD, wanted) != wanted:
        state[_DROPPED] = []
    now = st.query_params.to_dict()
    own = {name: value for name, value in now.items() if name not in KEPT}
    if now != own | wanted:
        st.query_params.from_dict(own | wanted)
    state[_WRITTEN] = wanted


def one_or_all() -> None:
    """Callback of the theme pills: `all` and single themes exclude each other."""
    chosen = st.session_state[THEME]
    all_of_them = not chosen or chosen[-1] == ALL
    _give(THEME, [ALL] if all_of_them else [theme for theme in chosen if theme != ALL])


def all_or_some() -> None:
    """Callback of the reports: `all` and single reports exclude each other."""
    chosen = st.session_state[SOURCE]
    if ALL in chosen and len(chosen) > 1:
        _give(SOURCE, [ALL] if chosen[-1] == ALL else [key for key in chosen if key != ALL])
    else:
        changed(SOURCE)


def toggle_city(code: str) -> None:
    """Choose a city, or let it go."""
    chosen = set(st.session_state[CITY]) ^ {code}
    _give(CITY, sorted(chosen))


def map_key() -> str:
    """Key of the map; a new one after each click, because Streamlit dims a map that keeps a selection."""
    return f"map{st.session_state.setdefault(_MAP, 0)}"


def map_clicked() -> None:
    """Callback of the map: toggle the city under the pointer."""
    event = st.session_state.get(map_key())
    objects = event["selection"]["objects"].get("cities", []) if event else []
    st.session_state[_MAP] += 1
    for item in objects:
        toggle_city(str(item["properties"]["code"]))


def own(name: str, options: Sequence[str], most: int) -> tuple[list[str], list[str]]:
    """A page's own list: its known values, at most `most`, and those left out."""
    given = [part for part in st.query_params.get(name, "").split(",") if part]
    known = sorted({part for part in given if part in options})[:most]
    return known, [part for part in dict.fromkeys(given) if part not in known]


def bind_own(name: str, values: Sequence[str]) -> None:
    """Give the widget of a page's own list what the address says; it is written back by `write_own`."""
    st.session_state[name] = list(values)


def write_own(name: str) -> None:
    """Callback of the widget of a page's own list."""
    chosen = sorted(st.session_state[name])
    if chosen:
        st.query_params[name] = ",".join(chosen)
    elif name in st.query_params:
        del st.query_params[name]
