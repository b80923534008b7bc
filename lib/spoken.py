"""Three lines that a leader may say aloud, by rule: figures as printed, nothing added, rounded, ranked or left out."""

from __future__ import annotations

from collections.abc import Sequence

from lib.analysis import CityState, by_place, grouped, initiative_place
from lib.catalog import Board, Row
from lib.gaps import nothing, unmentioned
from lib.model import NONE, Fact, Nature, Selection, State
from lib.terms import area_name, figure_of, indicator_name, initiative_name, place_name
from lib.words import Words, mark
from lib.words.numbers import Figure

LINES = 3
FIGURES = 2
"""Lines for figures; the last one is kept for what is not known."""
SAID = {
    "≥": mark("at least {figure}"),
    ">": mark("more than {figure}"),
    "≈": mark("about {figure}"),
    "<": mark("less than {figure}"),
    "≤": mark("at most {figure}"),
}
"""Signs as they are said; Chinese figures carry the words of the report and need none."""
NATURES = {
    Nature.ACTUAL: mark("{place}, {what}: {figure}"),
    Nature.TARGET: mark("{place}, {what}, an aim: {figure}"),
    Nature.STANDARD: mark("{place}, {what}, a norm: {figure}"),
}
PAIR = mark("{place}, {what}, side by side: {figure}")


def spoken(
    board: Board,
    key: str,
    facts: Sequence[Fact],
    initiatives: Sequence[Row],
    city: CityState | None,
    selection: Selection,
    words: Words,
) -> list[str]:
    """Lines about one place from its facts and initiatives: figures first, then a programme, then what is unknown.

    A place of which too little is told for three lines has the reports named in the last one.
    """
    newest = {row["source_id"]: at for at, row in enumerate(board.sources)}
    ordered = sorted(
        facts,
        key=lambda fact: (newest[fact.source_id], fact.headline is None, fact.headline or 0, fact.start),
    )
    lines = [_told(board, card, selection, words) for card in grouped(board, ordered)[:FIGURES]]
    name = area_name(board, key, "stated", words)
    if not lines:
        lines.append(words(nothing(city, key), name=name))
    own = [row for row in initiatives if initiative_place(board, row) == key]
    for row in own[: FIGURES - len(lines)]:
        lines.append(words("{place}, a programme by name: {name}.", place=name, name=initiative_name(row, words)))
    lines += [
        text for text in (_unknown(board, city, key, selection, words), _reports(board, selection, words)) if text
    ]
    return lines[:LINES]


def said(figure: Figure, words: Words) -> str:
    """A figure as it is spoken: the sign of its bound in words."""
    if not figure.sign:
        return figure.text
    return words(SAID[figure.sign], figure=figure.text.removeprefix(figure.sign).strip())


def _told(board: Board, facts: tuple[Fact, ...], selection: Selection, words: Words) -> str:
    """One figure, or two that the report puts side by side, with whom and when they are about."""
    first = facts[0]
    figures = [_figure(board, fact, words, alone=len(facts) == 1) for fact in facts]
    head = words(
        NATURES[first.nature] if len(facts) == 1 else PAIR,
        place=place_name(board, first, words),
        what=indicator_name(board, first, words),
        figure=words(", ").join(figures),
    )
    pieces = [head]
    if len(facts) == 1 and first.population:
        pieces.append(words("about {who}", who=words.printed(first.population)))
    pieces.append(
        words("in time: {period}", period=words.printed(first.period_text))
        if first.period_text
        else words("the report gives no date")
    )
    if len(selection.sources) > 1:
        row = board.row("sources", first.source_id)
        pieces.append(words("from {title}", title=words.pick(row["title_zh"], row["title_en"])))
    return words("{sentence}.", sentence=words.pick("，", "; ").join(pieces))


def _figure(board: Board, fact: Fact, words: Words, *, alone: bool) -> str:
    figure = said(figure_of(board, fact, words), words)
    return figure if alone else words("{who} {figure}", who=words.printed(fact.population), figure=figure)


def _unknown(board: Board, city: CityState | None, key: str, selection: Selection, words: Words) -> str:
    """What must not be concluded: sections without the city, and figures that name no city."""
    name = area_name(board, key, "stated", words)
    named = city is not None and city.state is not State.NOT_NAMED
    missing = unmentioned(board, key, selection, words) if named else []
    told = (
        [words("The report does not tell of {name} under {sections}.", name=name, sections=words(", ").join(missing))]
        if missing
        else []
    )
    if NONE in by_place(board, Selection(sources=selection.sources)):
        told.append(words("Some figures name no city; none of them may be counted as {name}'s.", name=name))
    return words.pick("", " ").join(told)


def _reports(board: Board, selection: Selection, words: Words) -> str:
    rows = (board.row("sources", key) for key in selection.sources)
    titles = words(", ").join(words.pick(row["title_zh"], row["title_en"]) for row in rows)
    return words("All this is from: {titles}.", titles=titles)
