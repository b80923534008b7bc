"""Sections of the overview: title and account, cards, map and tray, charts, time line, table."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import streamlit as st

from lib import analysis
from lib.analysis import Account, CityState
from lib.catalog import Board, Row
from lib.model import NATION, NONE, PROVINCE, Fact, Selection, State
from lib.terms import area_name
from lib.ui import address, figures, frame, mapview, parts
from lib.words import Words


@dataclass(frozen=True)
class View:
    """What every section of the page shows: the selection and what it leaves."""

    board: Board
    words: Words
    selection: Selection
    facts: list[Fact]
    initiatives: list[Row]
    scope: list[Fact]
    """Facts of the chosen reports and themes, of all places."""
    states: list[CityState]
    link: parts.Link

    @classmethod
    def of(cls, board: Board) -> View:
        """The selection of the address as it stands."""
        selection, words = address.selection(board), Words(address.language())
        facts, initiatives = analysis.chosen(board, selection)
        return cls(board, words, selection, facts, initiatives, analysis.in_scope(board, selection)[0],
                   analysis.states(board, selection), frame.sentence_link(board, words.lang))

    @property
    def outside(self) -> list[Fact]:
        """Facts of the chosen reports and themes that the chosen cities leave out."""
        inside = {fact.fact_id for fact in self.facts}
        return [fact for fact in self.scope if fact.fact_id not in inside]

    def place(self, key: str) -> str:
        """Name of a place by its address key."""
        return self.words("Unattributed") if key == NONE else area_name(self.board, key, "stated", self.words)


def title(view: View) -> None:
    """What the page is, on which report it rests, and the two accounts that add up."""
    words, board = view.words, view.board
    sources = [board.row("sources", key) for key in view.selection.sources]
    notes = [words("{title}", title=words.pick(row["title_zh"], row["title_en"])) for row in sources]
    first = sources[0]
    undated = "" if first["published"] else words("The report bears no date.")
    note = words("The map has the {n} cities of {year}.", n=len(view.states), year=board.map_date(
        view.selection.sources)[:4])
    ours = words("Titles in square brackets are ours.") if any(row["title_zh"][:1] in "[［" for row in sources) else ""
    sub = " ".join(part for part in (words("Source: {titles}.", titles=", ".join(notes)), ours, undated, note) if part)
    heading = words("Shandong's unions at work: {n} facts, each with its sentence", n=len(view.scope))
    st.html(f'<div class="head"><div><h1>{escape(heading)}</h1><div class="sub">'
            f'{escape(sub if words.lang == "en" else sub.replace(" ", ""))}</div></div>{_accounts(view)}</div>')


def _accounts(view: View) -> str:
    words = view.words
    if view.selection.cities:
        parts_of_facts = [(view.place(key), sum(analysis.fact_place(view.board, fact) == key for fact in view.facts))
                          for key in view.selection.cities]
        parts_of_facts.append((words("outside the selection"), len(view.outside)))
    else:
        total = analysis.account(view.board, view.scope)
        parts_of_facts = _account_parts(total, words)
    kinds = ((State.FIGURES, words("with figures")), (State.INITIATIVES, words("initiatives only")),
             (State.NOT_NAMED, words("not named")), (State.OFF_THEME, words("not under this theme")))
    parts_of_cities = [(name, sum(city.state is state for city in view.states)) for state, name in kinds]
    return (f'<dl class="acct">{_equation(words("Facts"), len(view.scope), parts_of_facts)}'
            f'{_equation(words("Cities"), len(view.states), [part for part in parts_of_cities if part[1]])}</dl>')


def _account_parts(total: Account, words: Words) -> list[tuple[str, int]]:
    return [(words("cities"), total.cities), (words("province"), total.province), (words("nation"), total.nation),
            (words("unattributed"), total.unattributed)]


def _equation(name: str, total: int, summands: list[tuple[str, int]]) -> str:
    terms = "<em>+</em>".join(f"{escape(word)} <b>{count}</b>" for word, count in summands)
    return f"<dt>{escape(name)}</dt><dd><b>{total}</b><em>=</em>{terms}</dd>"


def headline_and_map(view: View) -> None:
    """Cards at the left, the map and what stands beside it at the right."""
    left, right = st.columns([700, 612], gap="large")
    with left:
        _cards(view)
    with right:
        mapview.section(view.board, view.states, view.selection, view.words)
        _beside_the_map(view)


def _cards(view: View) -> None:
    words = view.words
    if view.selection.cities:
        names = words(", ").join(view.place(key) for key in view.selection.cities)
        heading = words("{names}: facts {facts}, initiatives {initiatives}", names=names, facts=len(view.facts),
                        initiatives=len(view.initiatives))
        facts = sorted(view.facts, key=analysis.table_order(view.board))
    else:
        heading, facts = words("Headline figures"), analysis.headlines(view.facts)
    st.html(f'<h2 class="h">{escape(heading)}</h2>')
    _states_of_chosen(view)
    if not view.selection.cities and not facts:
        none = words("No headline figure under this theme; all facts are below.")
        st.html(f'<div class="notice">{escape(none)}</div>')
    with st.container(key="kpis"):
        for card in analysis.grouped(view.board, facts):
            _card(view, card)
        if view.selection.cities:
            for row in view.initiatives:
                with st.container(key=f"initiative-{row['initiative_id']}"):
                    place = view.place(analysis.initiative_place(view.board, row))
                    st.html(parts.initiative_card(view.board, row, place, words))


def _card(view: View, facts: tuple[Fact, ...]) -> None:
    board, words, link = view.board, view.words, view.link
    if len(facts) == 1:
        with st.container(key=f"kpi-{facts[0].fact_id}"):
            st.html(f'<div class="card">{parts.single_card(board, facts[0], words, link)}</div>')
        return
    with st.container(key=f"pair-{facts[0].fact_id}"):
        st.html(parts.who(board, facts[0], words))
        with st.container(horizontal=True):
            for fact in facts:
                with st.container(key=f"kpi-{fact.fact_id}"):
                    st.html(parts.half_card(board, fact, words, link))
        st.html(parts.meta_of_pair(board, facts[0], words))


def _states_of_chosen(view: View) -> None:
    """What can be said of a chosen place of which the selection holds no fact (rule 3): never an empty page."""
    by_code = {city.area_code: city for city in view.states}
    for key in view.selection.cities:
        if any(analysis.fact_place(view.board, fact) == key for fact in view.facts):
            continue
        message = _nothing(by_code.get(key), key)
        st.html(f'<div class="notice">{escape(view.words(message, name=view.place(key)))}</div>')


def _nothing(city: CityState | None, key: str) -> str:
    if city is None:
        return ("No fact of this kind in the selection: {name}." if key in (PROVINCE, NATION, NONE)
                else "{name} was not a city of its own on the day of this report's map.")
    return {
        State.INITIATIVES: "The report tells of initiatives of {name}, but gives no figure.",
        State.NOT_NAMED: "The text that we hold does not name {name}. That is no zero: nothing is known from it.",
        State.OFF_THEME: "The report names {name}, but not under this theme.",
        State.FIGURES: "No fact of this kind in the selection: {name}.",
    }[city.state]


def _beside_the_map(view: View) -> None:
    words = view.words
    unattributed = [fact for fact in view.facts if analysis.fact_place(view.board, fact) == NONE]
    with st.container(key="unattributed"):
        if unattributed:
            st.html(parts.tray(view.board, unattributed, words, view.link))
        if view.outside:
            pieces = words(", ").join(f"{name} {count}" for name, count in _outside_parts(view) if count)
            everything = Selection((), view.selection.themes, view.selection.sources)
            show = parts.anchor(address.href(view.board, "", everything, words.lang), words("show all"), "", "src")
            text = words("{n} more facts lie outside the selection: {pieces}", n=len(view.outside), pieces=pieces)
            st.html(f'<div class="tray">{escape(text)} {show}</div>')


def _outside_parts(view: View) -> list[tuple[str, int]]:
    total = analysis.account(view.board, view.outside)
    return [(view.words("other cities"), total.cities), *_account_parts(total, view.words)[1:]]


def charts(view: View) -> None:
    """The matrix beside the statements that the report itself puts together."""
    left, right = st.columns([740, 560], gap="large")
    with left:
        figures.cities_by_themes(view.board, view.selection, view.states, view.words)
    with right:
        for row, facts in analysis.breakdowns(view.board, view.facts):
            figures.breakdown(view.board, row, facts, view.words, view.link)


def timeline(view: View) -> None:
    """Facts with a stated begin; how many have none is said."""
    figures.stated_periods(view.board, view.facts, view.selection, view.words)


def table(view: View) -> None:
    """All facts of the selection, each with its way to the sentence."""
    words = view.words
    facts = sorted(view.facts, key=lambda fact: fact.fact_id)
    with st.container(key="facts"):
        note = words("“—” = not applicable; “not given” = the report does not say")
        st.html(f'<div class="hd"><h2 class="h">{escape(words("All facts of the selection ({n})", n=len(facts)))}</h2>'
                f'<span class="sub">{escape(note)}</span></div>')
        for start, page in parts.pages(facts):
            with st.expander(words("Facts {first} to {last}", first=start + 1, last=start + len(page))) if start else (
                    st.container()):
                st.html(parts.table(view.board, page, words, view.link))

