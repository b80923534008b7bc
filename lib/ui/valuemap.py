"""The map of one indicator: cities shaded by their figures, as far as the gate lets these share an axis."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lib import analysis
from lib.citymap import CityView
from lib.comparable import Condition, likes
from lib.model import Fact, Qualifier, State
from lib.terms import figure_of, indicator_name, time_words
from lib.totals import ranked, standing
from lib.ui import acts, mapview
from lib.ui.acts import Act
from lib.ui.indicators import View

CLASSES = 3


def placed(view: View) -> Callable[[], None]:
    """Keep the place of the map, and return what draws it there: it takes a browser longest, so it comes last."""
    key = "shaded", view.indicator, replace(view.selection, cities=()), view.time
    facts = view.board.once(key, lambda: comparable(view))
    if len(facts) < 2:
        return lambda: None
    place = st.container(key="map")
    return lambda: _section(view, facts, place)


def _section(view: View, facts: Mapping[str, Fact], place: DeltaGenerator) -> None:
    """Every city that reports the indicator at the time chosen, whatever cities are chosen."""
    board, words = view.board, view.words
    shades = classes([fact.value for fact in facts.values()])
    views = [
        CityView(
            code,
            board.name(code, words.lang),
            State.FIGURES if code in facts else State.OFF_THEME,
            0,
            0,
            code in view.selection.cities,
            figure_of(board, facts[code], words).text if code in facts else words("not stated"),
            shades[facts[code].value] if code in facts else 0,
        )
        for code in (city["area_code"] for city in board.cities(board.map_date(view.selection.sources)))
    ]
    with place:
        name = indicator_name(board, next(iter(facts.values())), words)
        title = words("{name} by city, {time}", name=name, time=time_words(view.time, words))
        some = len(facts) < len(views)
        st.html(f'<h2 class="h">{escape(title)}</h2>{_legend(view, list(facts.values()), shades, unstated=some)}')
        # The same indicator at the same time, whichever city is chosen or let go.
        filtered = acts.place_link(board, words, "indicators", indicator=view.indicator, period=view.time)
        mapview.drawn(board, views, "facts", view.selection, words, view.screen, filtered)
        bounds = sum(fact.qualifier != Qualifier.EXACT for fact in facts.values())
        note = words("Shaded by the printed number; {n} of the figures are bounds or rounded.", n=bounds)
        mapview.foot(board, words, _table(view, facts, title, filtered), note if bounds else "")


def comparable(view: View) -> dict[str, Fact]:
    """One fact a city, by area code: the first alike facts of the time; empty where there are none.

    Shades put cities in an order, so all that a rank asks must hold but one: a bound is shaded by the number that is
    printed, as a bar of it is as long as that, and the map says so.
    """
    board = view.board
    drawn = {city["area_code"] for city in board.cities(board.map_date(view.selection.sources))}
    for group in likes(board, view.of_time(standing(board, view.peers))):
        facts = {fact.area_code: fact for fact in group if fact.area_code in drawn}
        if len(facts) == len(group) > 1 and set(ranked(board, group)[1].broken) <= {Condition.BOUND}:
            return facts
    return {}


def classes(values: Sequence[float]) -> dict[float, int]:
    """The class of each value, 1 to 3, as equal in number as equal values allow; the greatest is in 3."""
    ordered = sorted(values)
    last = max(len(ordered) - 1, 1)
    return {value: 1 + min(ordered.index(value) * CLASSES // last, CLASSES - 1) for value in ordered}


def _legend(view: View, facts: Sequence[Fact], shades: dict[float, int], *, unstated: bool) -> str:
    parts = []
    for shade in sorted(set(shades.values())):
        own = sorted((fact for fact in facts if shades[fact.value] == shade), key=lambda fact: fact.value)
        ends = dict.fromkeys(figure_of(view.board, fact, view.words).text for fact in (own[0], own[-1]))
        parts.append(f'<span><i style="background:var(--s{shade + 1})"></i>{escape("–".join(ends))}</span>')
    rest = f'<span><i class="none"></i>{escape(view.words("not stated"))}</span>' if unstated else ""
    return f'<div class="legend">{"".join(parts)}{rest}</div>'


def _table(view: View, facts: Mapping[str, Fact], title: str, filtered: Callable[[str], str]) -> str:
    board, words = view.board, view.words
    rows = [
        (Act(board.name(code, words.lang), place=code), Act(figure_of(board, fact, words).text, fact.fact_id))
        for code, fact in sorted(facts.items(), key=lambda pair: analysis.place_order(board, pair[0]))
    ]
    heads = (words("City"), words("Value"))
    return acts.tabled(rows, heads, title, words, view.link, filtered, chosen=view.selection.cities)
