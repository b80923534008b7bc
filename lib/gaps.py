"""What the reports do not say about a city, in words: the half of a profile that no figure shows."""

from __future__ import annotations

from collections.abc import Sequence

from lib.analysis import CityState, by_place, in_scope, initiative_place
from lib.catalog import Board, Row
from lib.model import NATION, NONE, PROVINCE, Fact, Nature, Selection, State
from lib.terms import area_name, figure_of, theme_name
from lib.words import Words, mark

NOTHING = {
    State.INITIATIVES: mark("The report tells of initiatives of {name}, but gives no figure."),
    State.NOT_NAMED: mark("The text that we hold does not name {name}. That is no zero: nothing is known from it."),
    State.OFF_THEME: mark("The report names {name}, but not under this theme."),
}
NO_FACT = mark("No fact of this kind in the selection: {name}.")
NO_CITY = mark("{name} was not a city of its own on the day of this report's map.")


def nothing(city: CityState | None, key: str) -> str:
    """Message id of what can be said of a place without a fact; `{name}` is the place."""
    if city is None:
        return NO_FACT if key in (PROVINCE, NATION, NONE) else NO_CITY
    return NOTHING.get(city.state, NO_FACT)


def unmentioned(board: Board, key: str, selection: Selection, words: Words) -> list[str]:
    """Names of the chosen sections in which the reports say nothing about a place."""
    facts, initiatives = _own(board, key, selection)
    told = {fact.theme for fact in facts} | {row["theme"] for row in initiatives}
    wanted = [row["theme"] for row in board.themes if not selection.themes or row["theme"] in selection.themes]
    return [theme_name(board, theme, words) for theme in wanted if theme not in told]


def gaps(board: Board, city: CityState | None, key: str, selection: Selection, words: Words) -> list[str]:
    """One sentence a gap: no figure, sections without the city, figures without dates, figures that are no results."""
    facts, initiatives = _own(board, key, selection)
    name = area_name(board, key, "stated", words)
    told = [] if facts else [words(nothing(city, key), name=name)]
    missing = unmentioned(board, key, selection, words)
    if missing and (facts or initiatives):
        sections = words(", ").join(missing)
        told.append(words("These sections do not mention {name}: {sections}.", name=name, sections=sections))
    undated = [fact for fact in facts if not fact.period_text and not fact.period_start]
    if undated:
        told.append(words("Without a date: {figures}.", figures=_figures(board, undated, words)))
    planned = [fact for fact in facts if fact.nature is not Nature.ACTUAL]
    if planned:
        told.append(words("A norm or an aim, not a result: {figures}.", figures=_figures(board, planned, words)))
    if NONE in by_place(board, selection):
        told.append(words("Some figures name no city; none of them may be counted as {name}'s.", name=name))
    return told


def _own(board: Board, key: str, selection: Selection) -> tuple[list[Fact], list[Row]]:
    initiatives = in_scope(board, selection)[1]
    return (
        by_place(board, selection).get(key, []),
        [row for row in initiatives if initiative_place(board, row) == key],
    )


def _figures(board: Board, facts: Sequence[Fact], words: Words) -> str:
    return words(", ").join(dict.fromkeys(figure_of(board, fact, words).text for fact in facts))
