"""The map with its title, switch, legend and credit; a click toggles a city."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from html import escape
from typing import Any, Literal

import streamlit as st

from lib.analysis import CityState
from lib.catalog import Board
from lib.citymap import CityView, deck, drawing, over
from lib.geo import borders_on
from lib.model import Selection, State
from lib.terms import STATES, map_credit
from lib.ui import acts, address, colours, flatmap
from lib.ui.acts import Act
from lib.ui.viewport import Screen, Width
from lib.words import Words, mark

WIDE = (612, 375)
CANVAS = {Width.PHONE: (358, 236), Width.TABLET: WIDE, Width.SMALL_DESK: (476, 292), Width.DESK: WIDE}
"""Size in px of the map on each kind of screen: what its column holds at the least."""
By = Literal["facts", "initiatives"]
BY: dict[By, str] = {"facts": mark("Facts"), "initiatives": mark("Initiatives")}


def section(
    board: Board,
    states: Sequence[CityState],
    gone: Sequence[str],
    selection: Selection,
    words: Words,
    *,
    screen: Screen,
) -> None:
    """Which cities the report writes about: a count of records, never a league table.

    `gone` are codes of cities that have facts and are not drawn on the map's day.
    """
    with st.container(key="map"):
        with st.container(key="map-head", horizontal=True, vertical_alignment="center"):
            st.html(
                f'<div class="hd"><h2 class="h">{escape(words("Which cities the report writes about"))}</h2>'
                f'<span class="sub">{escape(words("a count, not a ranking"))}</span></div>'
            )
            by = st.segmented_control(
                words("Shade by"),
                list(BY),
                format_func=lambda key: words(BY[key]),
                default="facts",
                required=True,
                key="map-by",
                label_visibility="collapsed",
            )
        st.html(legend(words))
        views = [city_view(board, city, selection, words) for city in states]
        filtered = acts.place_link(board, words)
        drawn(board, views, by, selection, words, screen, filtered)
        names = words(", ").join(board.name(code, words.lang, full=True) for code in gone)
        note = words("{names}: no city of its own on this map; its facts stand in the table.", names=names)
        foot(board, words, _table(views, words, filtered), note if gone else "")


def foot(board: Board, words: Words, table: str, note: str) -> None:
    """What stands below a map, as one part: its table, a note where there is one, what a click does, the credit."""
    said = f'<div class="small">{escape(note)}</div>' if note else ""
    click = words("Click a city to filter, again to let it go.")
    credit = f'<div class="credit">{escape(click)} {escape(map_credit(board, words))}</div>'
    st.html(f'<div class="under">{table}{said}{credit}</div>')


def drawn(
    board: Board,
    views: Sequence[CityView],
    by: By,
    selection: Selection,
    words: Words,
    screen: Screen,
    filtered: Callable[[str], str],
) -> None:
    """The map itself, on the borders of the selection's day; with WebGL or as SVG, a click does the same.

    `filtered` gives the address of the page where a city is chosen, or let go.
    """
    day = board.map_date(selection.sources)
    features = borders_on(board.borders, day)
    told, palette = alt(views, words), colours.palette()
    if screen.flat:
        flatmap.shown(drawing(features, views, by=by, palette=palette, canvas=WIDE, alt=told, link=filtered))
        return
    width, height = CANVAS[screen.width]
    # The deck is the same whatever is chosen, so a browser keeps what it has drawn; the choice lies over it.
    plain = tuple(replace(city, chosen=False) for city in views)
    size: Any = {"by": by, "palette": palette, "width": width, "height": height}
    key = day, by, palette, width, height
    made = board.once(("deck", plain, *key), lambda: deck(features, plain, **size).settled())
    with st.container(key="map-canvas"):
        st.pydeck_chart(
            made,
            height=height,
            on_select=address.map_clicked,
            selection_mode="single-object",
            key=address.map_key(),
            alt=told,
        )
        st.html(board.once(("over", tuple(views), *key), lambda: over(features, views, **size)))


def _table(views: Sequence[CityView], words: Words, filtered: Callable[[str], str]) -> str:
    """The cities with their states, as links that do what a click on the map does."""
    rows = [(Act(city.name, place=city.area_code), city.words) for city in views]
    chosen = [city.area_code for city in views if city.chosen]
    heads, of = (words("City"), words("State")), words("Which cities the report writes about")
    return acts.tabled(rows, heads, of, words, filtered, filtered, chosen=chosen)


def city_view(board: Board, city: CityState, selection: Selection, words: Words) -> CityView:
    """What the map shows of a city."""
    text = words(STATES[city.state])
    if city.state in (State.FIGURES, State.INITIATIVES):
        counts = [words("facts {n}", n=city.facts)] if city.facts else []
        counts += [words("initiatives {n}", n=city.initiatives)] if city.initiatives else []
        text = words("{names}: {counts}", names=text, counts=words(", ").join(counts))
    return CityView(
        city.area_code,
        board.name(city.area_code, words.lang),
        city.state,
        city.facts,
        city.initiatives,
        city.area_code in selection.cities,
        text,
    )


def alt(views: Sequence[CityView], words: Words) -> str:
    """The map in words: every city with its state."""
    return words("Map of Shandong. {cities}", cities=words("; ").join(f"{city.name}: {city.words}" for city in views))


def legend(words: Words) -> str:
    """What squares and fills stand for."""
    fills = "".join(
        f'<span><i style="background:var(--{token})"></i>{count}</span>'
        for token, count in (("s2", "1"), ("s3", "2–3"), ("s4", words("4+")))
    )
    return (
        f'<div class="legend"><span><i class="mk"></i>{escape(words("fact with a figure"))}</span>'
        f'<span><i class="mk o"></i>{escape(words("initiative"))}</span>{fills}'
        f'<span><i style="background:var(--only)"></i>{escape(words("initiatives only"))}</span>'
        f'<span><i class="hat"></i>{escape(words("not named"))}</span></div>'
    )
