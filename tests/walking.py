"""What a page says, taken from Streamlit's own test driver, and the faults that no page may have (rules 2 and 3)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from typing import Any

from streamlit.testing.v1 import AppTest

from lib.catalog import Board
from lib.model import Fact, Qualifier
from lib.spoken import said
from lib.terms import figure_of, value_read
from lib.words import Words
from lib.words.numbers import grouped

CHART_TEXTS = ("text", "hovertext", "ticktext", "t", "n", "html")
"""Keys of plotly figures and of the deck whose strings a reader sees."""
ZERO = re.compile(r"(?<![A-Za-z0-9_.,:/#\-–+])0(?![A-Za-z0-9_.,:/\-–]|%)")
PLACES = re.compile(
    r"第\d+行|line ?\d+|第\d+至\d+字|characters ?\d+ ?to ?\d+|\d+–\d+(?!%)|[0-9a-f]{4}(?:-[0-9a-f]{4}){4}|[0-9a-f]{12}"
)
"""Numbers of lines and characters and fingerprints, which are no figures."""


class _Text(HTMLParser):
    """The text of HTML without the report itself (class `read`), styles and scripts; titles and labels count too."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.depth, self.hidden = 0, 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.found += [f"\n{given[name]}\n" for name in ("title", "aria-label") if given.get(name)]
        if tag in ("br", "hr", "input", "img"):
            return
        self.depth += 1
        if not self.hidden and (tag in ("style", "script") or "read" in (given.get("class") or "").split()):
            self.hidden = self.depth
        if tag in ("div", "td", "th", "dt", "dd", "li", "p", "h1", "h2", "h3", "tr", "em", "a", "summary"):
            self.found.append("\n" if tag != "a" else "")

    def handle_endtag(self, tag: str) -> None:
        if self.hidden == self.depth:
            self.hidden = 0
        self.depth -= 1
        self.found.append("\n" if tag not in ("span", "b", "i", "a", "em", "small", "mark") else "")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.found.append(data)


def plain(html: str) -> str:
    """HTML as a reader sees or hears it."""
    reader = _Text()
    reader.feed(html)
    return "".join(reader.found)


def html_of(app: AppTest) -> list[str]:
    """All HTML of a page."""
    return [str(box.proto.body) for box in app.get("html")]


def figures_of(app: AppTest) -> list[dict[str, Any]]:
    """All plotly figures of a page."""
    return [json.loads(box.proto.spec) for box in app.get("plotly_chart")]


def decks_of(app: AppTest) -> list[dict[str, Any]]:
    """All maps of a page."""
    return [json.loads(box.proto.json) for box in app.get("deck_gl_json_chart")]


def _texts(node: Any, wanted: bool = False) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _texts(value, key in CHART_TEXTS)
    elif isinstance(node, list):
        for value in node:
            yield from _texts(value, wanted)
    elif wanted and isinstance(node, str):
        yield plain(node)


def shown(app: AppTest) -> str:
    """Every word of a page, its charts, their tips and their words for who cannot see them."""
    charts = [text for chart in (*figures_of(app), *decks_of(app)) for text in _texts(chart)]
    alts = [str(box.proto.alt) for kind in ("plotly_chart", "deck_gl_json_chart") for box in app.get(kind)]
    told = [str(box.value) for kind in ("markdown", "error", "info", "success", "warning") for box in app.get(kind)]
    return "\n".join([*map(plain, html_of(app)), *charts, *alts, *told])


def zeros(text: str) -> list[str]:
    """Where a zero stands alone, with what stands around it: nothing that a report does not say is a zero."""
    return [text[max(0, found.start() - 20) : found.end() + 20] for found in ZERO.finditer(text)]


def bare(board: Board, text: str) -> list[str]:
    """Numbers of worded facts that stand without their wording, with what stands around them.

    A number that some other fact states exactly is left out: it may be that one.
    """
    text = "".join(PLACES.sub("\n", text).split(" "))
    forms = {_tight(form) for fact in board.facts.values() for form in _forms(board, fact)}
    text = re.sub("|".join(map(_whole, sorted(forms, key=lambda form: -len(form)))), "¶", text)
    exact = {number for fact in board.facts.values() if not _worded(fact) for number in _numbers(board, fact)}
    found = []
    for fact in filter(_worded, board.facts.values()):
        for number in _numbers(board, fact) - exact:
            hits = re.finditer(_whole(_tight(number)), text)
            found += [text[max(0, hit.start() - 20) : hit.end() + 20] for hit in hits]
    return found


def _worded(fact: Fact) -> bool:
    return fact.qualifier is not Qualifier.EXACT


def _forms(board: Board, fact: Fact) -> Iterable[str]:
    """How a fact is printed anywhere: with its wording, or with the sign of it."""
    yield from (figure_of(board, fact, Words(lang)).text for lang in ("zh", "en"))
    yield "".join(fact.quote.split())
    yield value_read(fact)
    figure = figure_of(board, fact, Words("en"))
    yield f"{figure.sign}{figure.number}"
    yield said(figure, Words("en"))


def _numbers(board: Board, fact: Fact) -> set[str]:
    numbers = {figure_of(board, fact, Words(lang)).number for lang in ("zh", "en")} | {grouped(fact.value)}
    return {number for number in numbers if len(number) > 1}


def _tight(text: str) -> str:
    return "".join(text.split())


def _whole(form: str) -> str:
    """A pattern of a text that is no part of a longer number."""
    before = r"(?<![\d.,])" if form[0].isdecimal() else ""
    behind = r"(?![\d,.]*\d|[KMB])" if form[-1].isdecimal() else ""
    return before + re.escape(form) + behind


def accounts(app: AppTest) -> list[tuple[int, list[int]]]:
    """The equations of the page's account: the whole and its parts."""
    rows = [row for html in html_of(app) for row in re.findall(r"<dd>(<b>\d+</b><em>=</em>.*?)</dd>", html)]
    found = [[int(number) for number in re.findall(r"<b>(\d+)</b>", row)] for row in rows]
    return [(numbers[0], numbers[1:]) for numbers in found]


def marks(app: AppTest) -> list[str]:
    """Keys of all squares of the matrix, whose traces are named after the kinds of records."""
    traces = [trace for figure in figures_of(app) for trace in figure["data"]]
    return [str(key) for trace in traces if trace.get("name") in ("fact", "initiative") for key in trace["customdata"]]
