"""Sections of the indicators page: the catalogue, and one indicator with its definition and who reported it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from itertools import groupby

import streamlit as st

from lib import analysis
from lib.carrying import times_of
from lib.catalog import Board, Row
from lib.model import Fact, Selection
from lib.query import query, to_address
from lib.terms import area_name, place_name, theme_name
from lib.ui import address, companion, facttable, frame, parts, viewport
from lib.words import Words, mark
from lib.words.numbers import is_period

INDICATOR, PERIOD = "indicator", "period"
"""Own parameters of the page: a key of `indicators.csv`, and an ISO year or month."""
LONG = 60
"""Indicators up to which the catalogue lists all; of more it lists one theme, the others as ways to theirs."""
POLARITIES = {
    "up": mark("more is better"),
    "down": mark("less is better"),
    "none": mark("neither more nor less is better"),
}


@dataclass
class Listed:
    """One indicator of the catalogue."""

    theme: str
    """That of its first fact in the reports."""
    facts: list[Fact]
    """Those of the selection, in the order of places."""
    places: list[Fact]
    """One fact of each place."""
    holders: set[str]
    """What one figure is for, where that is no time."""


@dataclass(frozen=True)
class View:
    """The catalogue of the selection, and one indicator of it."""

    board: Board
    words: Words
    selection: Selection
    facts: list[Fact]
    """All facts of the selection."""
    listed: dict[str, Listed]
    """The indicators of them, in the order of the catalogue."""
    indicator: str
    """Empty where the selection has no fact."""
    peers: list[Fact]
    """Facts of the indicator in the reports and themes chosen, of all places."""
    times: dict[str, str]
    """When each fact of the indicator in the reports is drawn, by fact_id: an ISO year or month."""
    time: str
    """The time chosen; empty where there is no fact."""
    unknown: list[tuple[str, str]]
    """Own parameters whose values were left out."""
    link: parts.Link
    screen: viewport.Screen
    as_of: str = ""
    """The earlier state that is looked at."""

    @classmethod
    def of(cls, board: Board) -> View:
        """What the address asks for."""
        words = Words(address.language())
        link = frame.sentence_link(board, words.lang)
        given = st.query_params.to_dict()
        screen, as_of = companion.screen(), address.as_of()
        return cls.made(board, words, address.selection(board), link, given, screen, as_of)

    @classmethod
    def made(
        cls,
        board: Board,
        words: Words,
        selection: Selection,
        link: parts.Link,
        given: Mapping[str, str],
        screen: viewport.Screen = viewport.DESK,
        as_of: str = "",
    ) -> View:
        """The indicator and time of own parameters; else the first indicator of the catalogue, and its latest time."""
        facts = analysis.in_table_order(board, selection)
        listed = board.once(("catalogue", selection), lambda: listing(board, facts))
        asked, period = given.get(INDICATOR, ""), given.get(PERIOD, "")
        indicator = asked if board.knows("indicators", asked) else next(iter(listed), "")
        own = listed[indicator].facts if indicator in listed else []
        everywhere = replace(selection, cities=())
        peers, times = board.once(("peers", indicator, everywhere), lambda: _peers(board, indicator, everywhere))
        known = sorted({times[fact.fact_id] for fact in own})
        fits = [one for one in known if period and one.startswith(period)]
        time = (fits or known or [""])[-1]
        unknown = [(INDICATOR, asked)] if asked and indicator != asked else []
        unknown += [(PERIOD, period)] if period and not fits else []
        return cls(board, words, selection, facts, listed, indicator, peers, times, time, unknown, link, screen, as_of)

    @property
    def reported(self) -> list[Fact]:
        """Facts of the indicator in the selection, in the order of places."""
        return self.listed[self.indicator].facts if self.indicator in self.listed else []

    @cached_property
    def outside(self) -> list[Fact]:
        """Facts of the indicator that the selection leaves out."""
        inside = {fact.fact_id for fact in self.reported}
        return [fact for fact in self.board.by_indicator.get(self.indicator, ()) if fact.fact_id not in inside]

    @property
    def row(self) -> Row:
        return self.board.row("indicators", self.indicator)

    @property
    def narrow(self) -> bool:
        return self.screen.narrow

    def of_time(self, facts: Sequence[Fact]) -> list[Fact]:
        """Those facts that are drawn at the time chosen."""
        return [fact for fact in facts if self.times[fact.fact_id] == self.time]

    def href(self, indicator: str, time: str = "") -> str:
        """Address of an indicator, and of one of its years or months."""
        own = {INDICATOR: indicator, PERIOD: time}
        return to_address("indicators", query(self.board, self.selection, self.words.lang, self.as_of, **own))


def _peers(board: Board, indicator: str, selection: Selection) -> tuple[list[Fact], dict[str, str]]:
    peers = [fact for fact in board.by_indicator.get(indicator, ()) if analysis.kept(fact, selection)]
    return peers, times_of(board, peers)


def listing(board: Board, facts: list[Fact]) -> dict[str, Listed]:
    """The indicators of facts by theme, in the order of the themes and then as the reports first name them."""
    parts: dict[str, list[Fact]] = {}
    for fact in facts:
        parts.setdefault(fact.indicator, []).append(fact)
    first = {key: min(part, key=lambda fact: (fact.source_id, fact.start)) for key, part in parts.items()}
    order = {row["theme"]: place for place, row in enumerate(board.themes)}
    keys = sorted(
        parts, key=lambda key: (order.get(first[key].theme, len(order)), first[key].source_id, first[key].start)
    )
    return {
        key: Listed(
            first[key].theme,
            parts[key],
            list({(fact.area_code, fact.area_status): fact for fact in parts[key]}.values()),
            {fact.per for fact in parts[key] if fact.per and not is_period(fact.per)},
        )
        for key in keys
    }


def title(view: View) -> None:
    """What the page is, and what of its address nobody knows."""
    words = view.words
    st.html(title_of(view))
    for name, value in view.unknown:
        text = words(UNKNOWN[name], value=value)
        st.html(f'<div class="notice" role="status">{escape(text)}</div>')


def title_of(view: View) -> str:
    """What the page is."""
    words = view.words
    shown = view.listed
    sub = words("{indicators} indicators, {facts} facts in the selection", indicators=len(shown), facts=len(view.facts))
    empty = words("The selection has no fact.")
    return (
        f'<div class="head"><div><h1>{escape(words("Indicators"))}</h1>'
        f'<div class="sub">{escape(sub if shown else empty)}</div></div></div>'
    )


UNKNOWN = {
    INDICATOR: mark("“{value}” in the address is no indicator that this board knows; it was left out."),
    PERIOD: mark("“{value}” in the address is no time of which this indicator has facts; it was left out."),
}


def catalogue(view: View) -> None:
    """Indicators of the selection by theme: name, unit, who reported it; of very many those of one theme."""
    words, listed = view.words, view.listed
    here = listed[view.indicator].theme if view.indicator in listed else ""
    groups = []
    for theme, keys in groupby(listed, key=lambda key: listed[key].theme):
        name, entries = theme_name(view.board, theme, words), list(keys)
        head = escape(name)
        if len(listed) > LONG and theme != here:
            head = parts.anchor(view.href(entries[0]), words("{name} {count}", name=name, count=len(entries)))
            entries = []
        lines = "".join(_entry(view, key) for key in entries)
        groups.append(f'<h2 class="group">{head}</h2>{f"<ul>{lines}</ul>" if lines else ""}')
    label = escape(words("Catalogue of indicators"))
    st.html(f'<nav class="catalogue" aria-label="{label}">{"".join(groups)}</nav>')


def _entry(view: View, key: str) -> str:
    board, words = view.board, view.words
    row = board.row("indicators", key)
    current = ' aria-current="page"' if key == view.indicator else ""
    name = escape(words.pick(row["name_zh"], row["name_en"]))
    who = _who(view, key)
    return (
        f'<li><a href="{escape(view.href(key))}" target="_self"{current}>{name}'
        f"<span>{escape(_unit(view, key))}</span>{f'<span>{escape(who)}</span>' if who else ''}</a></li>"
    )


def _who(view: View, key: str) -> str:
    """Who reported an indicator, or how many did; nothing where that is the one place chosen."""
    board, words = view.board, view.words
    places = list(dict.fromkeys(place_name(board, fact, words) for fact in view.listed[key].places))
    if len(places) > 1:
        return words("{n} places", n=len(places))
    return "" if places == [area_name(board, code, "stated", words) for code in view.selection.cities] else places[0]


def _unit(view: View, key: str) -> str:
    """Unit with what one figure is for; empty in English where it prints no measure word."""
    board, words = view.board, view.words
    unit = board.row("indicators", key)["unit"]
    holders = view.listed[key].holders if key in view.listed else set()
    named = words.pick(unit, board.row("units", unit)["name_en"])
    return "/".join([named, *(words.printed(holder) for holder in sorted(holders))])


def definition(view: View) -> str:
    """Name, definition, unit, and whether it may be added up."""
    words, row = view.words, view.row
    kinds = [
        words("unit: {unit}", unit=_unit(view, view.indicator) or words("number")),
        words("may be added up over places") if row["additive"] == "true" else words("not added up over places"),
        words(POLARITIES[row["polarity"]]),
    ]
    if row["status"] == "provisional":
        kinds.append(words("provisional: as the engine read it, not yet settled by a person"))
    text = words.pick(row["definition_zh"], row["definition_en"]) or words("No definition has been written yet.")
    return (
        f'<div class="definition"><h2>{escape(words.pick(row["name_zh"], row["name_en"]))}</h2>'
        f'<div class="sub">{escape(" · ".join(kinds))}</div><p>{escape(text)}</p></div>'
    )


def _outside(view: View) -> str:
    """How many facts of the indicator the selection leaves out, and the way to add them."""
    words = view.words
    if not view.outside:
        return ""
    everything = Selection((), (), tuple(row["source_id"] for row in view.board.sources))
    link = address.href(view.board, "indicators", everything, words.lang, indicator=view.indicator)
    text = words("{n} more facts of this indicator lie outside the selection.", n=len(view.outside))
    show = parts.anchor(link, words("show all"), "", "src in")
    return f'<div class="tray">{escape(text)} {show}</div>'


def facts(view: View) -> None:
    """What lies outside, and who reported it: every fact with its way to the sentence; one alone stands above."""
    words, outside = view.words, _outside(view)
    if len(view.reported) < 2:
        if outside:
            st.html(outside)
        return
    with st.container(key="facts"):
        st.html(f'{outside}<h2 class="h">{escape(words("Who reported it ({n})", n=len(view.reported)))}</h2>')
        facttable.shown(view.board, view.reported, words, view.link, "own-facts", facttable.PLACE)
