"""What a briefing says, whatever its form: headline figures with notes, map and chart, what is not known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from lib import analysis
from lib.briefing.notes import colophon, note
from lib.export import Snapshot, place_words
from lib.model import NONE, Fact, Nature, State
from lib.pictures import Picture, city_map, gallery
from lib.pictures.gallery import reckoned
from lib.terms import figure_of, indicator_name, map_credit, nature_words, period_words
from lib.words import Words, mark

MOST = 18
"""Figures in the text: their notes fit on three pages. The rest is counted, and stands in the tables."""
MAP_SIZE, CHART_WIDTH = (400, 246), 310
STATEMENTS = ("map", "matrix", "timeline")
"""Keys of pictures that are not statements of the report."""


@dataclass(frozen=True)
class Run:
    """A piece of text; `note` is the number of the note behind it, 0 for none."""

    text: str
    note: int = 0


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of pieces."""

    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Section:
    """A heading with what stands below it."""

    heading: str
    paragraphs: tuple[Paragraph, ...]
    pictures: tuple[tuple[Picture, str], ...] = ()
    """Pictures with their captions, side by side."""


@dataclass(frozen=True)
class Story:
    """A whole briefing."""

    title: str
    subtitle: str
    sections: tuple[Section, ...]
    notes: tuple[str, ...]
    """Note 1, 2, ...: report, line and sentence."""
    colophon: tuple[str, ...]
    """Report, version, number and address."""


def story(snapshot: Snapshot, most: int = MOST) -> Story:
    """The briefing of a selection, with so many figures at most."""
    words, shown = snapshot.words, chosen_facts(snapshot, most)
    numbers = {fact.fact_id: at for at, fact in enumerate(shown, start=1)}
    sections = [
        Section(words("Key points"), tuple(_points(snapshot, shown, numbers))),
        _cities(snapshot),
        Section(words("What the report does not say"), tuple(_plain(line) for line in unknown(snapshot))),
    ]
    if snapshot.remark:
        remark = tuple(_plain(line) for line in snapshot.remark.splitlines() if line.strip())
        sections.append(Section(words("Remark by the person who made this paper (not from the report)"), remark))
    return Story(
        _title(snapshot),
        words("Selection: {selection}", selection=snapshot.title),
        tuple(section for section in sections if section.paragraphs or section.pictures),
        tuple(note(snapshot, fact) for fact in shown),
        colophon(snapshot),
    )


def chosen_facts(snapshot: Snapshot, most: int = MOST) -> list[Fact]:
    """The facts that a briefing prints: those on cards, or the first where no reviewer chose any.

    Place by place, in the order in which the cards begin to speak of each; what has no place comes last.
    """
    board = snapshot.board
    picked = (analysis.headlines(snapshot.facts) or snapshot.facts)[:most]
    places = list(dict.fromkeys(analysis.fact_place(board, fact) for fact in picked))
    return sorted(picked, key=lambda fact: _rank(analysis.fact_place(board, fact), places))


def _rank(place: str, places: list[str]) -> tuple[bool, int]:
    return place == NONE, places.index(place)


def _title(snapshot: Snapshot) -> str:
    words, cities = snapshot.words, snapshot.selection.cities
    if not cities or len(cities) > 3:
        return words("Union work in figures: a briefing")
    names = words(", ").join(place_words(snapshot.board, key, words) for key in cities)
    return words("Union work in figures: a briefing on {places}", places=names)


def _points(snapshot: Snapshot, shown: Sequence[Fact], numbers: dict[str, int]) -> Iterable[Paragraph]:
    words, board = snapshot.words, snapshot.board
    yield _plain(_account(snapshot))
    for place, facts in groupby(shown, key=lambda fact: analysis.fact_place(board, fact)):
        runs = [Run(words("{place}: ", place=place_words(board, place, words)))]
        for at, fact in enumerate(facts):
            runs.append(Run((words("; ") if at else "") + claim(snapshot, fact), numbers[fact.fact_id]))
            runs.append(Run(_about(fact, words)))
        yield Paragraph((*runs, Run(words(". ").strip())))
    for row, parts in analysis.breakdowns(board, snapshot.facts):
        derived = reckoned(snapshot, row, parts)
        if derived and all(fact.fact_id in numbers for fact in parts):
            caveat = words.pick(row["caveat_zh"], row["caveat_en"])
            yield _plain(words.pick(f"{derived}{caveat}", f"{derived} {caveat}"))
    if rest := len(snapshot.facts) - len(shown):
        yield _plain(words("{n} more facts of this selection stand in the tables of the board.", n=rest))


def _account(snapshot: Snapshot) -> str:
    words, total = snapshot.words, analysis.account(snapshot.board, snapshot.facts)
    named = (
        (words("cities"), total.cities),
        (words("whole province"), total.province),
        (words("nation"), total.nation),
        (words("unattributed"), total.unattributed),
    )
    parts = [words("{name} {count}", name=name, count=count) for name, count in named if count]
    if not parts:
        return words("The selection holds no fact with a figure. That is no zero.")
    return words("The selection holds {n} facts: {parts}.", n=total.all, parts=words(", ").join(parts))


def claim(snapshot: Snapshot, fact: Fact) -> str:
    """What is counted and the figure as the report words it."""
    figure = figure_of(snapshot.board, fact, snapshot.words).text
    return snapshot.words(
        "{indicator} {figure}", indicator=indicator_name(snapshot.board, fact, snapshot.words), figure=figure
    )


def _about(fact: Fact, words: Words) -> str:
    """Population, nature and period in brackets; a missing period is told once for all."""
    parts = [words.printed(fact.population)] if fact.population else []
    parts += [] if fact.nature == Nature.ACTUAL else [nature_words(fact, words)]
    parts += [period_words(fact, words)] if fact.period_text else []
    return words(" ({parts})", parts=words(", ").join(parts)) if parts else ""


def _cities(snapshot: Snapshot) -> Section:
    """Map and the first statement of the report, or the map alone."""
    words = snapshot.words
    first = city_map(snapshot, MAP_SIZE, marks=False)
    legend = words(
        "Figure 1. From pale to dark: 1, 2–3, 4 and more facts; palest: initiatives, no figure; hatched: not named in "
        "this text. {credit}",
        credit=map_credit(snapshot.board, words),
    )
    pictures = [(first, legend)]
    statements = [p for p in gallery(snapshot, width=CHART_WIDTH) if p.key not in STATEMENTS]
    if statements:
        chart = statements[0]
        unit = words(" ({parts})", parts=chart.unit) if chart.unit else ""
        pictures.append((chart, words("Figure 2. {title}", title=chart.title) + unit))
    return Section(words("The cities"), (), tuple(pictures))


def unknown(snapshot: Snapshot) -> list[str]:
    """What must not be read into the figures."""
    words, board = snapshot.words, snapshot.board
    states, lines = analysis.states(board, snapshot.selection), []
    wanted = set(snapshot.selection.cities)
    for state, text in _SAID.items():
        names = [
            board.name(city.area_code, words.lang)
            for city in states
            if city.state is state and (not wanted or city.area_code in wanted)
        ]
        if names:
            lines.append(words(text, names=words(", ").join(names)))
    undated = sum(not fact.period_text for fact in snapshot.facts)
    if undated:
        lines.append(words("{n} of the facts give no date.", n=undated))
    if len({fact.indicator for fact in snapshot.facts}) > 1:
        lines.append(words("The indicators differ, so cities are not ranked and figures are not added up."))
    outside = len(analysis.in_scope(board, snapshot.selection)[0]) - len(snapshot.facts)
    if outside:
        lines.append(words("{n} facts of the report lie outside this selection.", n=outside))
    return [words.pick("", " ").join(lines)] if lines else []


_SAID = {
    State.NOT_NAMED: mark("{names}: not named in the text that we hold, which does not mean that nothing was done."),
    State.INITIATIVES: mark("{names}: the report tells of initiatives and gives no figure."),
    State.OFF_THEME: mark("{names}: named, but not under this theme."),
}


def _plain(text: str) -> Paragraph:
    return Paragraph((Run(text),))
