"""What every page has: style, navigation, language, the filter bar, notices and the foot."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict
from functools import cache
from html import escape
from pathlib import Path

import streamlit as st

from lib.catalog import Board
from lib.model import NONE
from lib.palette import LATIN, SANS, SERIF, Palette, font
from lib.query import to_address
from lib.terms import area_name, theme_name
from lib.ui import address, announcing, colours, companion, downloads
from lib.ui.parts import Link, anchor
from lib.words import Words, mark

WALL = Path(__file__).with_name("wall.css")
STYLES = sorted({*Path(__file__).parent.glob("*.css")} - {WALL})
"""`board.css` for all pages, one more for single pages and one for paper; their order is that of their names."""
MANY_REPORTS = 30
"""Reports up to which their names stand in the filter itself."""
FLAGS = {"zh": "中文", "en": "EN"}
"""Names of the languages, each in itself."""


def style(words: Words, *, wall: bool) -> None:
    """The style sheet, with the colours of the palette as variables; `lib/serve/door.js` knows it by its first word."""
    own = _sheet(WALL) if wall else ""
    st.html(f"<style>:root{{{tokens(colours.palette())}}}{sheets(words)}{own}</style>")


def tokens(palette: Palette) -> str:
    """The colours of a palette as variables of a style sheet."""
    return "".join(f"--{name.replace('_', '-')}:{colour};" for name, colour in asdict(palette).items())


def sheets(words: Words) -> str:
    """The style sheets of every page, with the faces and the name of the board in a language."""
    sans = SANS if words.lang == "zh" else (*LATIN, *SANS)
    faces = f"--sans:{font(sans)};--serif:{font(SERIF)};--board:'{words('Shandong Union Board')}'"
    return f":root{{{faces}}}" + "".join(map(_sheet, STYLES))


@cache
def _sheet(path: Path) -> str:
    return path.read_text("utf-8")


def head(words: Words) -> None:
    """What stands above a page without figures."""
    companion.shown(words)
    language_switch()


def language_switch() -> None:
    """中文 | EN, at the right of the head."""
    with st.container(key="lang-switch"):
        st.segmented_control(
            "语言 Language",
            list(FLAGS),
            format_func=FLAGS.__getitem__,
            key=address.LANG,
            on_change=address.changed,
            args=(address.LANG,),
            required=True,
            label_visibility="collapsed",
        )


def filter_bar(board: Board, words: Words) -> None:
    """City, theme and report; the download of what they leave."""
    reports = address.source_options(board)
    with st.container(key="filters", horizontal=True, vertical_alignment="center"):
        with st.container(key="city-filter"):
            st.multiselect(
                words("City"),
                address.city_options(board),
                key=address.CITY,
                on_change=address.changed,
                args=(address.CITY,),
                format_func=lambda code: _place(board, code, words),
                placeholder=words("All cities"),
            )
        with st.container(key="theme-filter"):
            st.pills(
                words("Theme"),
                [address.ALL, *address.theme_options(board)],
                key=address.THEME,
                selection_mode="multi",
                on_change=address.one_or_all,
                format_func=lambda theme: _theme(board, theme, words),
            )
        with st.container(key="source-filter"), _room(board, words, len(reports)):
            st.multiselect(
                words("Report"),
                [*([address.ALL] if len(reports) > 1 else []), *reports],
                key=address.SOURCE,
                on_change=address.all_or_some,
                format_func=lambda key: _report(board, key, words),
            )
        downloads.menu(board, words)


def _room(board: Board, words: Words, reports: int) -> AbstractContextManager[object]:
    """Where the reports are chosen: of very many behind a button, for Streamlit draws all names anew at each choice."""
    if reports <= MANY_REPORTS:
        return nullcontext()
    chosen = address.selection(board).sources
    if len(chosen) == reports:
        return st.popover(_report(board, address.ALL, words))
    return st.popover(words("{n} reports", n=len(chosen)) if len(chosen) > 1 else _report(board, chosen[0], words))


def _place(board: Board, code: str, words: Words) -> str:
    return area_name(board, code, "stated", words)


def _report(board: Board, key: str, words: Words) -> str:
    if key == address.ALL:
        return words("all {n} reports", n=len(board.sources))
    row = board.row("sources", key)
    return words.pick(row["title_zh"], row["title_en"])


def _theme(board: Board, theme: str, words: Words) -> str:
    if theme == address.ALL:
        return words("All")
    return theme_name(board, "" if theme == NONE else theme, words)


def notices(words: Words) -> None:
    """What the address asked for and nobody knows; announced to screen readers."""
    with st.container(key="notices"):
        for name, value in address.dropped():
            st.html(f'<div class="notice" role="status">{escape(words(_NOTICES[name], value=value))}</div>')


_NOTICES = {
    address.CITY: mark("“{value}” in the address is no city that this board knows; it was left out."),
    address.THEME: mark("“{value}” in the address is no theme that this board knows; it was left out."),
    address.SOURCE: mark("“{value}” in the address is no report that this board knows; it was left out."),
    address.AS_OF: mark("“{value}” in the address is no state that this board was published in; it was left out."),
    address.LANG: mark("“{value}” in the address is no language of this board; it was left out."),
    address.VIEW: mark("“{value}” in the address is no view of this board; it was left out."),
}


def state_shown(board: Board, words: Words) -> None:
    """Where an earlier state is looked at: which one, and the way back to the present."""
    asked = address.peek_as_of()
    if asked and asked in board.published[:-1]:
        text = words(
            "You are looking at the board as it was published at {time}; later publications are not shown.",
            time=asked.replace("T", " ").replace("Z", " UTC"),
        )
        back = anchor("./" + ("?lang=en" if words.lang == "en" else ""), words("To the present state"), kind="src in")
        st.html(f'<div class="notice" role="status">{escape(text)} {back}</div>')


def foot(board: Board, words: Words) -> None:
    """The version of the data, in sight on every page, and what was chosen, to be heard."""
    text = words(
        "Data version {version}. Summaries are by this board; the figures are as the report words them.",
        version=board.version.replace("T", " ", 1).replace("Z ", " UTC · ", 1),
    )
    way = address.href(board, "", address.selection(board), words.lang, view=address.WALL)
    link = anchor(way, words("Show on a wall screen"), kind="src in")
    heard = escape(announcing.told(board, words))
    st.html(f'<div class="foot" data-told="{heard}">{escape(text)} {link}</div>')


def sentence_link(board: Board, lang: str) -> Link:
    """fact_id -> address of its sentence, with the filters kept."""
    kept = address.query(board, address.selection(board), lang)
    return lambda fact_id: to_address("sources", kept | {"fact": fact_id})
