"""Sections of the city page: who and where, what one may say, its figures and programmes, what is not said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape

import streamlit as st

from lib import analysis
from lib.analysis import CityState
from lib.catalog import Board, Row
from lib.citymap import locator
from lib.gaps import NO_CITY, gaps
from lib.geo import borders_on, valid_on
from lib.model import CROWD, Fact, Selection, State
from lib.spoken import spoken
from lib.terms import STATES, indicator_name, map_credit, theme_name
from lib.ui import address, cards, colours, facttable, frame, parts, printing
from lib.words import Words

COMPARE, MOST = "compare", 3
"""Own parameter of the page, and how many cities it may name."""
LOCATOR = (340, 208)
"""Size of the small map in px."""


@dataclass(frozen=True)
class View:
    """One city under the chosen themes and reports, and the cities to stand beside it."""

    board: Board
    words: Words
    selection: Selection
    """As in the address; the profile is of its first city."""
    code: str
    """Empty where no city is chosen."""
    facts: list[Fact]
    initiatives: list[Row]
    states: list[CityState]
    others: list[str]
    unknown: list[str]
    """Values of `compare` that were left out."""
    link: parts.Link

    @classmethod
    def of(cls, board: Board) -> View:
        """What the address asks for."""
        words = Words(address.language())
        view = cls.made(board, words, address.selection(board), frame.sentence_link(board, words.lang))
        known = [city.area_code for city in view.states if city.area_code != view.code]
        others, unknown = address.own(COMPARE, known, MOST)
        return replace(view, others=others, unknown=unknown)

    @classmethod
    def made(cls, board: Board, words: Words, selection: Selection, link: parts.Link) -> View:
        """A selection, wherever it comes from."""
        cities = [code for code in selection.cities if is_city(board, code)]
        code = cities[0] if cities else ""
        facts, initiatives = analysis.chosen(board, replace(selection, cities=(code,)))
        states = analysis.every_state(board, selection)
        return cls(board, words, selection, code, facts, initiatives, states, [], [], link)

    @property
    def state(self) -> CityState | None:
        return next((city for city in self.states if city.area_code == self.code), None)

    @property
    def day(self) -> str:
        """The last day among those of the chosen reports on which the city was one; else that of the newest."""
        row = self.board.row("areas", self.code)
        days = sorted(self.board.row("sources", key)["map_date"] for key in self.selection.sources)
        return next((day for day in days[::-1] if valid_on(row["valid_from"], row["valid_to"], day)), days[-1])

    def name(self, code: str) -> str:
        """Full name of a city."""
        return self.board.name(code, self.words.lang, full=True)

    def href(self, code: str) -> str:
        """Address of another city's profile, with the cities to compare kept but for itself."""
        selection = replace(self.selection, cities=(code,))
        kept = ",".join(other for other in self.others if other != code)
        return address.href(self.board, "city", selection, self.words.lang, compare=kept)


def is_city(board: Board, code: str) -> bool:
    """Whether a code is that of a city of any time."""
    return board.knows("areas", code) and board.row("areas", code)["level"] == "prefecture"


def title(view: View) -> None:
    """Name, code, how much the reports tell; the way to the neighbours in code order."""
    words = view.words
    with st.container(key="page-title", horizontal=True, vertical_alignment="bottom"):
        if not view.code:
            st.html(f'<div class="head"><div><h1>{escape(words("Choose a city"))}</h1></div></div>')
            return
        st.html(title_of(view))
        st.html(f'<nav class="near-cities" aria-label="{escape(words("Other cities"))}">{_neighbours(view)}</nav>')
        printing.button(words)


def title_of(view: View) -> str:
    """Name, code, how much the reports tell."""
    name, told = escape(view.name(view.code)), escape(_counts(view))
    return f'<div class="head"><div><h1>{name}</h1><div class="sub">{told}</div></div></div>'


def _counts(view: View) -> str:
    words, state = view.words, view.state
    counts = [words("facts {n}", n=len(view.facts))] if view.facts else []
    counts += [words("initiatives {n}", n=len(view.initiatives))] if view.initiatives else []
    said = words(STATES[state.state]) if state else words(NO_CITY, name=view.name(view.code))
    titles = (view.board.row("sources", key) for key in view.selection.sources)
    reports = words(", ").join(words.pick(row["title_zh"], row["title_en"]) for row in titles)
    return " · ".join([view.code, words(", ").join(counts) or said, words("Source: {titles}.", titles=reports)])


def _neighbours(view: View) -> str:
    codes = [city.area_code for city in view.states]
    if view.code not in codes:
        return ""
    at = codes.index(view.code)
    before = [parts.anchor(view.href(codes[at - 1]), f"‹ {view.name(codes[at - 1])}", "", "back")] if at else []
    after = codes[at + 1 : at + 2]
    return " ".join([*before, *(parts.anchor(view.href(code), f"{view.name(code)} ›", "", "back") for code in after)])


def choice(view: View) -> None:
    """Every city with its state, as ways to its profile."""
    words = view.words
    rows = "".join(
        f"<li>{parts.anchor(view.href(city.area_code), view.name(city.area_code), '', 'term')} "
        f'<span class="sub">{escape(_state(city, words))}</span></li>'
        for city in view.states
    )
    st.html(f'<ul class="cities">{rows}</ul>')


def _state(city: CityState, words: Words) -> str:
    counts = [words("facts {n}", n=city.facts)] if city.facts else []
    counts += [words("initiatives {n}", n=city.initiatives)] if city.initiatives else []
    return words(", ").join(counts) or words(STATES[city.state])


def side(view: View) -> None:
    """Where the city lies, which sections tell of it, what one may say."""
    with st.container(key="city-side"):
        _where(view)
        _themes(view)
        _spoken(view)


def records(view: View) -> None:
    """Its figures and programmes, what stands around them, what is not said."""
    with st.container(key="city-main"):
        _records(view)
        _readings(view)
        _gaps(view)


def notices(view: View) -> None:
    """Cities to compare that nobody knows, or that are too many; cities chosen beside the one shown."""
    words = view.words
    for value in view.unknown:
        text = words("“{value}” in the address cannot be compared here; it was left out.", value=value)
        st.html(f'<div class="notice" role="status">{escape(text)}</div>')
    rest = [code for code in view.selection.cities if code != view.code and is_city(view.board, code)]
    if rest:
        links = " ".join(parts.anchor(view.href(code), view.name(code), "", "term") for code in rest)
        text = words("This page shows one city; also chosen:")
        st.html(f'<div class="sub">{escape(text)} {links}</div>')


def _where(view: View) -> None:
    words, day = view.words, view.day
    features = borders_on(view.board.borders, day)
    if all(feature["properties"]["area_code"] != view.code for feature in features):
        st.html(f'<div class="notice">{escape(words(NO_CITY, name=view.name(view.code)))}</div>')
        return
    width, height = LOCATOR
    palette = colours.palette()
    picture = view.board.once(
        ("locator", day, view.code, palette),
        lambda: locator(features, view.code, palette, width=width, height=height),
    )
    alt = words("Where {name} lies in Shandong", name=view.name(view.code))
    borders = words("The map has the {n} cities of {day}.", n=len(features), day=day)
    st.html(
        f'<img class="locator" src="{escape(picture)}" alt="{escape(alt)}" width="{width}" height="{height}">'
        f'<div class="small">{escape(words.pick("", " ").join((borders, map_credit(view.board, words))))}</div>'
    )


def _themes(view: View) -> None:
    words = view.words
    columns = [*(row["theme"] for row in view.board.themes), ""]
    wanted = [key for key in columns if key or any(not fact.theme for fact in view.facts)]
    cells = "".join(
        f"<dt>{escape(theme_name(view.board, key, words))}</dt><dd>{_marks(view, key)}</dd>" for key in wanted
    )
    note = words("■ fact · □ initiative · not stated: the section does not mention the city")
    st.html(
        f'<h2 class="h">{escape(words("Sections of the report"))}</h2><dl class="kv themes">{cells}</dl>'
        f'<div class="small">{escape(note)}</div>'
    )


def _marks(view: View, theme: str) -> str:
    words = view.words
    if view.selection.themes and (theme or "none") not in view.selection.themes:
        return f'<span class="sub">{escape(words("outside the selection"))}</span>'
    facts = sum(fact.theme == theme for fact in view.facts)
    initiatives = sum(row["theme"] == theme for row in view.initiatives)
    if not facts + initiatives:
        unnamed = view.state is not None and view.state.state is State.NOT_NAMED
        return f'<span class="sub">{escape(words("not named") if unnamed else words("not stated"))}</span>'
    counts = [words("facts {n}", n=facts)] if facts else []
    counts += [words("initiatives {n}", n=initiatives)] if initiatives else []
    told = words(", ").join(counts)
    if facts + initiatives > CROWD:
        return f"<span>{escape(told)}</span>"
    squares = '<i class="mk"></i>' * facts + '<i class="mk o"></i>' * initiatives
    return f'<span role="img" aria-label="{escape(told)}">{squares}</span>'


def _spoken(view: View) -> None:
    words = view.words
    lines = spoken(view.board, view.code, view.facts, view.initiatives, view.state, view.selection, words)
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    note = words("Made by rule from the figures as printed: nothing added, rounded or ranked.")
    st.html(
        f'<div class="spoken"><h2 class="h">{escape(words("What you can say"))}</h2><ol>{items}</ol>'
        f'<div class="small">{escape(note)}</div></div>'
    )


def _records(view: View) -> None:
    words = view.words
    if not view.facts:
        lines = gaps(view.board, view.state, view.code, view.selection, words)
        st.html(f'<div class="notice">{escape(lines[0])}</div>')
    cards.shown(figures_of(view))


def figures_of(view: View) -> str:
    """The cards of the city: its figures, the newest first, and its programmes."""
    facts = sorted(view.facts, key=analysis.newest_first(view.board))
    name = view.name(view.code)
    programmes = (
        cards.box(f"initiative-{row['initiative_id']}", parts.initiative_card(view.board, row, name, view.words))
        for row in view.initiatives
    )
    return cards.several(view.board, facts, view.words, view.link) + "".join(programmes)


def _readings(view: View) -> None:
    """What stands around each figure, so that nobody takes it for more than it is."""
    words = view.words
    if not view.facts:
        return
    facts = sorted(view.facts, key=analysis.newest_first(view.board))
    if len(facts) > cards.AT_MOST:
        with st.container(key="facts"):
            st.html(parts.heading(words("All facts of the selection ({n})", n=len(facts)), ""))
            facttable.shown(view.board, facts, words, view.link, "city-facts")
        return
    rows = "".join(_reading(view, fact) for fact in facts)
    note, head = words("in our own words"), words("What the report says around each figure")
    st.html(
        f'<div class="panel"><div class="hd"><h2 class="h">{escape(head)}</h2>'
        f'<span class="sub">{escape(note)}</span></div><dl class="kv readings">{rows}</dl></div>'
    )


def _reading(view: View, fact: Fact) -> str:
    words = view.words
    anchor = parts.to_sentence(view.board, fact, words, view.link)
    name = escape(indicator_name(view.board, fact, words))
    context = escape(words.pick(fact.context_zh, fact.context_en))
    return f"<dt>{anchor}<br>{name}</dt><dd>{context}</dd>"


def _gaps(view: View) -> None:
    words = view.words
    lines: Sequence[str] = gaps(view.board, view.state, view.code, view.selection, words)
    items = "".join(f"<li>{escape(line)}</li>" for line in (lines if view.facts else lines[1:]))
    if items:
        st.html(
            f'<div class="panel"><h2 class="h">{escape(words("What the report does not say"))}</h2>'
            f'<ul class="plain">{items}</ul></div>'
        )
