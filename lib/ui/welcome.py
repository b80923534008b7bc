"""The first minute: what the words of the board mean, and what to do where nothing was published yet."""

from __future__ import annotations

from html import escape

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from lib.ui.desk import access
from lib.words import Words, mark

TERMS = (
    (
        mark("Fact"),
        mark(
            "A figure that the report states, with its unit, wording and place. The link beside it opens its sentence."
        ),
    ),
    (
        mark("Initiative"),
        mark("A programme that the report names without a figure. Facts and initiatives are never added up."),
    ),
    (
        mark("Wording"),
        mark(
            "What the report puts around a number. Axes and English print signs: "
            "≥ at least, > more than, ≈ about, < less than."
        ),
    ),
    (
        mark("Unattributed"),
        mark("A figure for which the text names no place. It stands beside the map and is given to no city."),
    ),
    (
        mark("initiatives only"),
        mark(
            "The report tells what a city does and gives no figure. "
            "Not named: the text that we hold does not name it. Neither is a zero."
        ),
    ),
    (mark("derived"), mark("Reckoned by this board from printed figures; the formula stands beside it.")),
    (
        mark("Outside the selection"),
        mark("Cities and sections narrow all cards, charts, tables and files; one line says how much lies outside."),
    ),
)
DESK = "desk"
STEPS = (
    mark("Open the review desk and hand in a report: text, Word, PDF or HTML."),
    mark("Judge what was read, fact by fact, beside the text; every figure keeps its sentence."),
    mark("Publish. Cards, map, charts and files appear here at once."),
)


def definitions(words: Words) -> None:
    """The words of the board, behind one word in the head of every page."""
    rows = "".join(f"<dt>{escape(words(term))}</dt><dd>{escape(words(said))}</dd>" for term, said in TERMS)
    st.html(
        f'<details class="help"><summary>{escape(words("Help"))}</summary>'
        f'<div class="panel"><h2 class="h">{escape(words("What the words mean"))}</h2>'
        f'<dl class="kv">{rows}</dl></div></details>'
    )


def without_reports(page: StreamlitPage, words: Words) -> None:
    """A board that holds no report yet: the desk as it is, and on every other page how a report comes in."""
    if page.url_path == DESK:
        page.run()
    else:
        _first_steps(words)
    st.html(f'<div class="foot">{escape(words("No report is published yet"))}</div>')


def _first_steps(words: Words) -> None:
    desk = f"{DESK}{'?lang=en' if words.lang == 'en' else ''}" if access.mode() != access.OFF else ""
    steps = "".join(f"<li>{escape(words(step))}</li>" for step in STEPS)
    way = (
        f'<p><a class="term" href="{escape(desk)}" target="_self">{escape(words("To the review desk"))}</a></p>'
        if desk
        else ""
    )
    st.html(f'<div class="first"><h1>{escape(words("No report is published yet"))}</h1><ol>{steps}</ol>{way}</div>')
