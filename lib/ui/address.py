"""Filters kept in the address: read where it changed, written after the widgets, the same on every page."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

import streamlit as st

from lib.catalog import Board
from lib.model import NATION, NONE, PROVINCE, Selection
from lib.words import LANGUAGES

CITY, THEME, SOURCE, LANG, AS_OF = "city", "theme", "source", "lang", "as_of"
KEPT = (CITY, THEME, SOURCE, LANG, AS_OF)
"""Parameters kept over all pages."""
ALL = "all"
_WRITTEN, _PAGE, _DROPPED, _TOLD, _MAP = "_written", "_page", "_dropped", "_told_of", "_map_revision"


def city_options(board: Board) -> list[str]:
    """Every place that a fact may have: the cities of all maps, province, nation, none."""
    days = {row["map_date"] for row in board.sources}
    codes = {city["area_code"] for day in days for city in board.cities(day)}
    return [*sorted(codes), PROVINCE, NATION, NONE]


def theme_options(board: Board) -> list[str]:
    """Keys of the theme filter."""
    return [*(row["theme"] for row in board.themes), NONE]


def source_options(board: Board) -> list[str]:
    """Reports, the newest first."""
    return [row["source_id"] for row in board.sources]


def parse(board: Board, params: Mapping[str, str]) -> tuple[dict[str, list[str]], list[tuple[str, str]]]:
    """Parameters as lists of known values, and the `(parameter, value)` pairs that are not known."""
    allowed = {
        CITY: city_options(board),
        THEME: theme_options(board),
        SOURCE: [*source_options(board), ALL],
        LANG: list(LANGUAGES),
    }
    kept: dict[str, list[str]] = {}
    dropped = []
    for name, options in allowed.items():
        given = [part for part in params.get(name, "").split(",") if part]
        dropped += [(name, part) for part in given if part not in options]
        kept[name] = [option for option in options if option in given]
    if ALL in kept[SOURCE]:
        kept[SOURCE] = source_options(board)
    kept[SOURCE] = kept[SOURCE] or source_options(board)[:1]
    kept[LANG] = kept[LANG][:1] or ["zh"]
    asked = _time(params.get(AS_OF, ""))
    kept[AS_OF] = [asked] if asked in board.published[:-1] else []
    if asked and asked not in board.published:
        dropped.append((AS_OF, params[AS_OF]))
    return kept, dropped


def query(board: Board, selection: Selection, lang: str, **own: str) -> dict[str, str]:
    """The shortest parameters that give a selection: lists sorted, defaults left out."""
    every = source_options(board)
    sources = "" if list(selection.sources) == every[:1] else ",".join(sorted(selection.sources))
    if len(every) > 1 and sorted(selection.sources) == sorted(every):
        sources = ALL
    values = {
        CITY: ",".join(sorted(selection.cities)),
        THEME: ",".join(sorted(selection.themes)),
        SOURCE: sources,
        LANG: "" if lang == "zh" else lang,
        AS_OF: str(st.session_state.get(AS_OF, "")),
    }
    return {name: value for name, value in (values | own).items() if value}


def href(board: Board, page: str, selection: Selection, lang: str, **own: str) -> str:
    """Relative address of a page with this selection."""
    params = query(board, selection, lang, **own)
    return f"{page or './'}{'?' if params else ''}{urlencode(params, safe=',')}"


def begin(board: Board, page: str) -> None:
    """Take over the address where somebody else than us changed it: a deep link, back, forward, an edit."""
    state, params = st.session_state, st.query_params.to_dict()
    shared = {name: params[name] for name in KEPT if name in params}
    moved = state.get(_PAGE) not in (None, page)
    state[_PAGE] = page
    if moved:
        state[_DROPPED] = []
    # The navigation's own links carry no parameters: a change of page with none of them keeps what was chosen.
    if _WRITTEN in state and (shared == state[_WRITTEN] or (moved and not shared)):
        return
    kept, state[_DROPPED] = parse(board, shared)
    state.pop(_TOLD, None)
    state[CITY], state[SOURCE] = kept[CITY], kept[SOURCE]
    state[THEME] = kept[THEME] or [ALL]
    state[LANG] = kept[LANG][0]
    state[AS_OF] = next(iter(kept[AS_OF]), "")


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
        return str(state.get(AS_OF, ""))
    return _time(params.get(AS_OF, ""))


def _time(version: str) -> str:
    """A version names its time first: `2026-11-22T22:09:02Z 0f3a…`."""
    return version.split(" ", 1)[0]


def selection(board: Board) -> Selection:
    """What the widgets say now."""
    state = st.session_state
    themes = tuple(theme for theme in state[THEME] if theme != ALL)
    return Selection(tuple(sorted(state[CITY])), themes, tuple(state[SOURCE] or source_options(board)[:1]))


def language() -> str:
    """The language chosen."""
    return str(st.session_state.get(LANG) or "zh")


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
    if not chosen or chosen[-1] == ALL:
        st.session_state[THEME] = [ALL]
    else:
        st.session_state[THEME] = [theme for theme in chosen if theme != ALL]


def toggle_city(code: str) -> None:
    """Choose a city, or let it go."""
    chosen = set(st.session_state[CITY]) ^ {code}
    st.session_state[CITY] = sorted(chosen)


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
