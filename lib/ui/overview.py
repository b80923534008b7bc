"""Sections of the overview: title and account, cards, map and tray, charts, time line, table."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import streamlit as st

from lib import analysis
from lib.analysis import Account, CityState
from lib.catalog import Board, Row
from lib.gaps import nothing
from lib.model import NATION, NONE, PROVINCE, Fact, Selection, State
from lib.terms import STATES, area_name
from lib.ui import address, cards, companion, facttable, figures, frame, mapview, parts, statements, viewport
from lib.ui.viewport import DESK
from lib.words import Words


@dataclass(frozen=True)
class View:
    """What every section of the page shows: the selection and what it leaves."""

    board: Board
    words: Words
    selection: Selection
    facts: list[Fact]
    initiatives: list[Row]
    places: dict[str, list[Fact]]
    """Facts of the chosen reports and themes by place, of all places."""
    reported: int
    """How many facts the chosen reports hold."""
    states: list[CityState]
    link: parts.Link
    screen: viewport.Screen

    @classmethod
    def of(cls, board: Board) -> View:
        """The selection of the address as it stands."""
        words = Words(address.language())
        link = frame.sentence_link(board, words.lang)
        return cls.made(board, words, address.selection(board), link, companion.screen())

    @classmethod
    def made(
        cls, board: Board, words: Words, selection: Selection, link: parts.Link, screen: viewport.Screen = DESK
    ) -> View:
        """A selection, wherever it comes from."""
        facts, initiatives = analysis.chosen(board, selection)
        return cls(
            board,
            words,
            selection,
            facts,
            initiatives,
            analysis.by_place(board, selection),
            sum(len(board.by_source.get(key, ())) for key in selection.sources),
            analysis.states(board, selection),
            link,
            screen,
        )

    @property
    def scope(self) -> dict[str, int]:
        """How many facts of the chosen reports and themes each place has."""
        return {key: len(facts) for key, facts in self.places.items()}

    @property
    def outside(self) -> dict[str, int]:
        """How many of them lie in places that the chosen cities leave out."""
        cities = self.selection.cities
        return {key: n for key, n in self.scope.items() if cities and key not in cities}

    @property
    def gone(self) -> list[str]:
        """Cities that facts in scope tell of and that the map of this selection no longer has."""
        drawn = {city.area_code for city in self.states} | {PROVINCE, NATION, NONE}
        return sorted(self.places.keys() - drawn)

    def place(self, key: str) -> str:
        """Name of a place by its address key."""
        return area_name(self.board, key, "stated", self.words)


def title(view: View) -> None:
    """The head of the page."""
    st.html(title_of(view))


def title_of(view: View) -> str:
    """What the page is, on which report it rests, and the two accounts that add up."""
    words, board = view.words, view.board
    sources = [board.row("sources", key) for key in view.selection.sources]
    titles = [words.pick(row["title_zh"], row["title_en"]) for row in sources]
    cities, day = len(view.states), board.map_date(view.selection.sources)
    note = (
        words("The map has the {n} cities of {day}.", n=cities, day=day)
        if all(row["published"] for row in sources)
        else words(
            "The report bears no date; the latest year in it is {year}, so the map has the {n} cities of that time.",
            n=cities,
            year=day[:4],
        )
    )
    own = any(row["title_zh"].startswith(("[", "［")) for row in sources)
    ours = words("Titles in square brackets are ours.") if own else ""
    source = words("Source: {titles}.", titles=words(", ").join(titles))
    sub = words.pick("", " ").join(part for part in (source, ours, note) if part)
    head = words("Shandong's unions at work: {n} facts, each with its sentence", n=view.reported)
    return (
        f'<div class="head"><div><h1>{escape(head)}</h1><div class="sub">'
        f"{escape(sub)}</div></div>{_accounts(view)}</div>"
    )


def _accounts(view: View) -> str:
    """Both accounts; a place without a fact is named with its state, for there is no zero (rule 3)."""
    words = view.words
    parts_of_facts: list[tuple[str, int]]
    if view.selection.cities:
        parts_of_facts = [(_place_in_account(view, key), _count(view, key)) for key in view.selection.cities]
        parts_of_facts.append((words("outside the selection"), sum(view.outside.values())))
    else:
        parts_of_facts = [part for part in account_parts(analysis.summed(view.scope), words) if part[1]]
    kinds = (
        (State.FIGURES, words("with figures")),
        (State.INITIATIVES, words("initiatives only")),
        (State.NOT_NAMED, words("not named")),
        (State.OFF_THEME, words("not under this theme")),
    )
    parts_of_cities = [(name, sum(city.state is state for city in view.states)) for state, name in kinds]
    facts = (
        equation(words("Facts"), sum(view.scope.values()), parts_of_facts)
        if view.scope
        else f"<dt>{escape(words('Facts'))}</dt><dd>{escape(words('none under this theme'))}</dd>"
    )
    cities = equation(words("Cities"), len(view.states), [part for part in parts_of_cities if part[1]])
    return f'<dl class="acct">{facts}{cities}</dl>'


def _count(view: View, key: str) -> int:
    return view.scope.get(key, 0)


def _place_in_account(view: View, key: str) -> str:
    state = next((city.state for city in view.states if city.area_code == key), None)
    if state is None or state is State.FIGURES:
        return view.place(key)
    return view.words("{name} ({state})", name=view.place(key), state=view.words(STATES[state]))


def account_parts(total: Account, words: Words) -> list[tuple[str, int]]:
    """Where facts lie, in the order of every account."""
    return [
        (words("cities"), total.cities),
        (words("province"), total.province),
        (words("nation"), total.nation),
        (words("unattributed"), total.unattributed),
    ]


def equation(name: str, total: int, summands: list[tuple[str, int]]) -> str:
    """An account as terms of a description list: the whole and its parts, which stand for words where they are none."""
    terms = "<em>+</em>".join(escape(word) + (f" <b>{count}</b>" if count else "") for word, count in summands)
    return f"<dt>{escape(name)}</dt><dd><b>{total}</b><em>=</em>{terms}</dd>"


def headline_and_map(view: View) -> None:
    """Cards at the left, the map and what stands beside it at the right."""
    left, right = st.columns([700, 612], gap="large")
    with left:
        _cards(view)
    with right:
        mapview.section(view.board, view.states, view.gone, view.selection, view.words, screen=view.screen)
        _beside_the_map(view)


def _cards(view: View) -> None:
    st.html(head_of(view))
    cards.shown(figures_of(view))


def head_of(view: View) -> str:
    """What stands above the cards."""
    return f'<h2 class="h">{escape(heading(view))}</h2>{states_of_chosen(view)}'


def heading(view: View) -> str:
    """What the cards are of: the headline figures, or the chosen places with what they have."""
    words = view.words
    if not view.selection.cities:
        return words("Headline figures")
    names = words(", ").join(view.place(key) for key in view.selection.cities)
    counts = [words("facts {n}", n=len(view.facts))] if view.facts else []
    counts += [words("initiatives {n}", n=len(view.initiatives))] if view.initiatives else []
    return words("{names}: {counts}", names=names, counts=words(", ").join(counts)) if counts else names


def figures_of(view: View) -> str:
    """The cards: headline figures, or all facts and programmes of the chosen places."""
    board, words = view.board, view.words
    if not view.selection.cities:
        return cards.several(board, analysis.headlines(view.facts), words, view.link)
    facts = sorted(view.facts, key=analysis.table_order(board))
    programmes = (
        cards.box(
            f"initiative-{row['initiative_id']}",
            parts.initiative_card(board, row, view.place(analysis.initiative_place(board, row)), words),
        )
        for row in view.initiatives
    )
    return cards.several(board, facts, words, view.link) + "".join(programmes)


def states_of_chosen(view: View) -> str:
    """What is said where there is no card: of a chosen place of which the selection holds no fact (rule 3), of a theme
    without a headline figure. Never an empty page."""
    words = view.words
    by_code = {city.area_code: city for city in view.states}
    missing = [key for key in view.selection.cities if key not in view.places]
    told = [words(nothing(by_code.get(key), key), name=view.place(key)) for key in missing]
    if not view.selection.cities and not analysis.headlines(view.facts):
        told.append(words("No headline figure under this theme; all facts are below."))
    return "".join(f'<div class="notice">{escape(text)}</div>' for text in told)


def _beside_the_map(view: View) -> None:
    words = view.words
    shown = not view.selection.cities or NONE in view.selection.cities
    unattributed = view.places.get(NONE, []) if shown else []
    with st.container(key="unattributed"):
        if unattributed:
            st.html(parts.tray(view.board, unattributed, words, view.link))
        outside = sum(view.outside.values())
        if outside:
            named = [words("{name} {count}", name=name, count=count) for name, count in _outside_parts(view) if count]
            pieces = words(", ").join(named)
            everything = Selection((), view.selection.themes, view.selection.sources)
            show = parts.anchor(address.href(view.board, "", everything, words.lang), words("show all"), "", "src in")
            text = words("{n} more facts lie outside the selection: {pieces}", n=outside, pieces=pieces)
            st.html(f'<div class="tray">{escape(text)} {show}</div>')


def _outside_parts(view: View) -> list[tuple[str, int]]:
    total = analysis.summed(view.outside)
    return [(view.words("other cities"), total.cities), *account_parts(total, view.words)[1:]]


def charts(view: View) -> None:
    """The matrix beside the statements that the report itself puts together."""
    board, words, narrow = view.board, view.words, view.screen.narrow
    left, right = st.columns([740, 560], gap="large")
    with left:
        records = (view.facts, view.initiatives)
        states = analysis.every_state(board, view.selection)
        figures.cities_by_themes(board, view.selection, records, states, words, view.link, narrow=narrow)
    with right:
        for row, facts in analysis.breakdowns(board, view.facts):
            statements.breakdown(board, row, facts, words, view.link, narrow=narrow)


def timeline(view: View) -> None:
    """Facts with a stated begin; how many have none is said."""
    figures.stated_periods(view.board, view.facts, view.selection, view.words, view.link, narrow=view.screen.narrow)


def table(view: View) -> None:
    """All facts of the selection, each with its way to the sentence."""
    words = view.words
    facts = view.facts
    if not facts:
        return
    with st.container(key="facts"):
        note = words("“—” = not applicable; “not given” = the report does not say")
        st.html(parts.heading(words("All facts of the selection ({n})", n=len(facts)), note))
        facttable.shown(view.board, facts, words, view.link, "all-facts")
