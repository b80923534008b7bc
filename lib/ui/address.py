"""Filters kept in the address: read where it changed, written after the widgets, the same on every page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

import streamlit as st

from lib.catalog import Board
from lib.model import NATION, NONE, PROVINCE, Selection
from lib.words import LANGUAGES

CITY, THEME, SOURCE, LANG = "city", "theme", "source", "lang"
KEPT = (CITY, THEME, SOURCE, LANG)
"""Parameters kept over all pages."""
ALL = "all"
_WRITTEN, _PAGE, _DROPPED, _MAP = "_written", "_page", "_dropped", "_map_revision"


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
    # The navigation's own links carry no parameters: a change of page with none of them keeps what was chosen.
    if _WRITTEN in state and (shared == state[_WRITTEN] or (moved and not shared)):
        return
    kept, state[_DROPPED] = parse(board, shared)
    state[CITY], state[SOURCE] = kept[CITY], kept[SOURCE]
    state[THEME] = kept[THEME] or [ALL]
    state[LANG] = kept[LANG][0]


def peek_language() -> str:
    """The language before `begin` has run: navigation titles need it, and `begin` needs the page."""
    state, params = st.session_state, st.query_params.to_dict()
    shared = {name: params[name] for name in KEPT if name in params}
    if _WRITTEN in state and (shared == state[_WRITTEN] or not shared):
        return language()
    return params[LANG] if params.get(LANG) in LANGUAGES else "zh"


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
    wanted = query(board, selection(board), language())
    now = st.query_params.to_dict()
    own = {name: value for name, value in now.items() if name not in KEPT}
    if now != own | wanted:
        st.query_params.from_dict(own | wanted)
    st.session_state[_WRITTEN] = wanted


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
