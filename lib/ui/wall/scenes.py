"""What a wall shows: the province, then every city, then every section, each as one screen of HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from lib import analysis
from lib.catalog import Board, Row
from lib.citymap import borders, drawing
from lib.gaps import nothing
from lib.geo import borders_on
from lib.model import NONE, Fact, Selection
from lib.palette import Palette
from lib.terms import area_name, figure_of, indicator_name, map_credit, theme_name
from lib.ui import mapview, overview, parts
from lib.words import Words

CARDS, TALL_CARDS = 8, 6
"""Cards on one screen, half of them on each side of the map; fewer where there are summaries to read."""
CANVAS = (612, 400)
"""The map in px before it is scaled to its place."""
TRAY = 6
"""Unattributed facts in the tray below the map."""


@dataclass(frozen=True)
class Scene:
    """One screen: its name in the foot, its account, and everything between head and foot as HTML."""

    name: str
    head: str
    body: str


@dataclass(frozen=True)
class Wall:
    """All screens of a selection, what they share, and what stands in the foot of each."""

    scenes: list[Scene]
    shared: str
    foot: str


@dataclass(frozen=True)
class _Maker:
    """Makes the scenes of one board, selection and language."""

    board: Board
    selection: Selection
    words: Words
    palette: Palette

    def narrowed(self, *, cities: tuple[str, ...] = (), themes: tuple[str, ...] = ()) -> Selection:
        """The selection of one scene: one city, or one section, of the chosen reports and sections."""
        return Selection(cities, themes or self.selection.themes, self.selection.sources)


def of(board: Board, selection: Selection, words: Words, palette: Palette) -> Wall:
    """The scenes of a selection: chosen cities and sections narrow what the wall turns through."""
    maker = _Maker(board, selection, words, palette)
    features = borders_on(board.borders, board.map_date(selection.sources))
    titles = (board.row("sources", key) for key in selection.sources)
    named = words(", ").join(words.pick(row["title_zh"], row["title_en"]) for row in titles)
    version = words("data version {version}", version=board.version.replace("T", " ", 1).replace("Z ", " UTC · ", 1))
    foot = " · ".join(escape(text) for text in (named, map_credit(board, words), version))
    return Wall(list(_scenes(maker)), borders(features, CANVAS, palette), foot)


def _scenes(maker: _Maker) -> Iterator[Scene]:
    if not maker.selection.cities:
        facts = analysis.in_scope(maker.board, maker.selection)[0]
        yield from _pages(maker, maker.words("Whole province"), maker.narrowed(), analysis.headlines(facts), [])
    cities = [city.area_code for city in analysis.states(maker.board, maker.selection)]
    for place in maker.selection.cities or tuple(cities):
        narrowed = maker.narrowed(cities=(place,))
        facts, initiatives = analysis.chosen(maker.board, narrowed)
        yield from _pages(maker, _place(maker, place), narrowed, facts, initiatives)
    if not maker.selection.cities:
        for theme in maker.selection.themes or tuple(row["theme"] for row in maker.board.themes):
            narrowed = maker.narrowed(themes=(theme,))
            facts, initiatives = analysis.chosen(maker.board, narrowed)
            name = theme_name(maker.board, "" if theme == NONE else theme, maker.words)
            yield from _pages(maker, name, narrowed, facts, initiatives)


def _place(maker: _Maker, key: str) -> str:
    return area_name(maker.board, key, "stated", maker.words)


def _pages(
    maker: _Maker, name: str, narrowed: Selection, facts: Sequence[Fact], initiatives: Sequence[Row]
) -> Iterator[Scene]:
    """As many screens as the cards of a scene need."""
    board, words = maker.board, maker.words
    cards = [_card(board, group, words) for group in analysis.grouped(board, facts)]
    cards += [_initiative(board, row, words) for row in initiatives]
    most, kind = (TALL_CARDS, "side tall") if initiatives else (CARDS, "side")
    pages = [cards[at : at + most] for at in range(0, len(cards), most)] or [[]]
    for number, page in enumerate(pages, 1):
        title = name if len(pages) == 1 else f"{name} {number}/{len(pages)}"
        half = (len(page) + 1) // 2
        left, right = "".join(page[:half]), "".join(page[half:])
        body = (
            f'<div class="{kind}">{left}</div><div class="middle">{_middle(maker, name, narrowed, facts)}</div>'
            f'<div class="{kind}">{right}</div>'
        )
        yield Scene(title, _account(maker, narrowed), body)


def _account(maker: _Maker, narrowed: Selection) -> str:
    """How many facts lie where; with a city or a section, how much it has."""
    words, board = maker.words, maker.board
    facts, initiatives = analysis.chosen(board, narrowed)
    if narrowed.cities or narrowed.themes:
        counts = [words("facts {n}", n=len(facts))] if facts else []
        counts += [words("initiatives {n}", n=len(initiatives))] if initiatives else []
        return escape(words(", ").join(counts))
    return overview.equation(words("Facts"), len(facts), overview.account_parts(analysis.account(board, facts), words))


def _middle(maker: _Maker, name: str, narrowed: Selection, facts: Sequence[Fact]) -> str:
    """The map with its legend, and below it what it cannot show."""
    board, words = maker.board, maker.words
    states = analysis.states(board, narrowed)
    views = [mapview.city_view(board, city, narrowed, words) for city in states]
    features = borders_on(board.borders, board.map_date(narrowed.sources))
    alt = mapview.alt(views, words)
    picture = drawing(features, views, by="facts", palette=maker.palette, canvas=CANVAS, alt=alt, shared=True)
    below = _state(maker, narrowed) if narrowed.cities else _tray(maker, narrowed, facts)
    return f'<h2>{escape(name)}</h2>{picture}{mapview.legend(words)}<div class="below">{below}</div>'


def _state(maker: _Maker, narrowed: Selection) -> str:
    """What is to be said of a city without a figure: never an empty screen (rule 3)."""
    board, place = maker.board, narrowed.cities[0]
    if place in analysis.by_place(board, narrowed):
        return ""
    state = next((city for city in analysis.states(board, narrowed) if city.area_code == place), None)
    return f'<div class="notice">{escape(maker.words(nothing(state, place), name=_place(maker, place)))}</div>'


def _tray(maker: _Maker, narrowed: Selection, shown: Sequence[Fact]) -> str:
    """Unattributed facts that have no card on this scene."""
    board, words = maker.board, maker.words
    carded = {fact.fact_id for fact in shown}
    unattributed = analysis.by_place(board, narrowed).get(NONE, [])
    rest = [fact for fact in unattributed if fact.fact_id not in carded]
    if not rest:
        return ""
    cells = "".join(
        f"<div>{parts.number(figure_of(board, fact, words))}"
        f'<span class="lab">{escape(indicator_name(board, fact, words))}</span></div>'
        for fact in rest[:TRAY]
    )
    head = words("a figure, but no city: {n} more facts, kept off the map", n=len(rest))
    return (
        f'<div class="tray"><b>{escape(words("Unattributed"))}</b> <span class="sub">{escape(head)}</span>'
        f'<div class="tg">{cells}</div></div>'
    )


def _card(board: Board, group: Sequence[Fact], words: Words) -> str:
    first = group[0]
    una = " una" if analysis.fact_place(board, first) == NONE else ""
    who = parts.who(board, first, words)
    if len(group) == 1:
        label = f'<div class="lab">{escape(indicator_name(board, first, words))}</div>'
        inner = f"{parts.number(figure_of(board, first, words))}{label}{parts.meta(first, words, between=' · ')}"
    else:
        halves = "".join(
            f"<div>{parts.number(figure_of(board, fact, words))}"
            f'<div class="lab">{escape(words.printed(fact.population))}</div></div>'
            for fact in group
        )
        inner = f'<div class="pair">{halves}</div>{parts.meta_of_pair(board, first, words)}'
    return f'<div class="wcard{una}">{who}{inner}</div>'


def _initiative(board: Board, row: Row, words: Words) -> str:
    place = analysis.initiative_place(board, row)
    name = area_name(board, place, "stated", words)
    una = " una" if place == NONE else ""
    return f'<div class="wcard{una}">{parts.initiative_card(board, row, name, words)}</div>'
