"""Report text to candidates: every quantity with its span, reading, area and labels, or with why it is none."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeVar

from lib.extract import labels
from lib.extract.bare import Trap
from lib.extract.facts import number_facts
from lib.extract.indicators import key_of, theme_at
from lib.extract.measures import MEASURES
from lib.extract.natures import Before, is_start, nature_of
from lib.extract.outline import Outline
from lib.extract.places import FORMER, Mention
from lib.extract.quantities import Quantity, find, read_at
from lib.extract.sharing import shared_out
from lib.extract.spans import Flow, Spans
from lib.extract.subjects import Step, Subjects
from lib.extract.tabular import Cell, cells, in_cell
from lib.extract.text import View, view
from lib.extract.traps import quoted, trap_of
from lib.model import Nature, Qualifier

BASE = {"名": "人", "位": "人", "": ""}
T = TypeVar("T")
BURST = 500
FROM = re.compile("(?:从|由)(?:[^，。；\n、]{0,8})$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One mention of a figure, or a quantity left out with kind and reason."""

    start: int
    end: int
    quote: str
    value: Decimal
    value_max: Decimal | None
    unit: str
    per: str
    qualifier: Qualifier
    wording: str
    nature: Nature = Nature.ACTUAL
    indicator: str = ""
    indicator_key: str = ""
    area_code: str = ""
    area: str = ""
    city: str = ""
    theme: str = ""
    period_start: str = ""
    period_end: str = ""
    period_text: str = ""
    population: str = ""
    fact: int = 0
    contradicts: tuple[int, ...] = ()
    """Earlier facts of the text that state another value of the same thing: both stay, a person decides."""
    kind: str = "fact"
    reason: str = ""
    named: bool = True
    """Whether the area is named where the figure stands, not referred to (全市) or carried over."""
    paragraph: int = 0
    """Where its paragraph begins in the unwrapped text."""
    clause: str = ""
    """The words around the figure, by which repeats are told."""


def extract(raw: str) -> list[Candidate]:
    """All candidates of a text in order, the left-out ones included."""
    return list(candidates(raw))


def candidates(raw: str) -> Iterator[Candidate]:
    """The same one after the other, for texts whose figures should not stand in memory all at once."""
    return number_facts(_bursts(_read(view(raw))))


def _bursts(items: Iterable[T]) -> Iterator[T]:
    """The same items, made a few hundred at a time.

    The patterns of one stage stay in the processor's cache meanwhile; a figure at a time through all stages takes a
    sixth longer.
    """
    source = iter(items)
    while burst := list(itertools.islice(source, BURST)):
        yield from burst


def _read(page: View) -> Iterator[Candidate]:
    """The candidates of a page, before repeats are told."""
    subjects = Subjects(page.text)
    outline = Outline(page.text)
    named = Spans((item.start, item.end, item) for item in subjects.mentions)
    grid = Flow((cell.start, cell.end, cell) for cell in cells(page.text))
    judged = _bursts(_judged(page.text, named, grid))
    before: Before = None
    population = ("", -1)
    for item, trap, respective_step in shared_out(page.text, judged, subjects):
        if trap is not None and trap.population:
            population = (page.text[trap.population[0] : trap.population[1]], item.end)
        near = (
            population[0]
            if 0 <= item.start - population[1] <= 30 and labels.is_one_sentence(page.text[population[1] : item.start])
            else ""
        )
        if trap is not None:
            yield _left_out(page, item, trap)
            continue
        step = respective_step or _over(subjects, named, grid.at(item.at)) or subjects.at(item.start)
        candidate = _candidate(page, item, subjects, step, outline, near, before)
        if not is_start(page.text, item):
            before = item, candidate.nature
        yield candidate


def _judged(text: str, named: Spans[Mention], grid: Flow[Cell]) -> Iterator[tuple[Quantity, Trap | None]]:
    """Each quantity with why it is no fact, or None."""
    quotes = quoted(text)
    for found in _bursts(find(text)):
        for item in _parted(text, found):
            cell = grid.at(item.at)
            name = Trap("place", "inside the name of a place") if named.at(item.at) else None
            trap = name or trap_of(text, item, quotes.at(item.at))
            yield in_cell(item, trap, cell) if cell is not None else (item, trap)


def _parted(text: str, item: Quantity) -> list[Quantity]:
    """由120家到350家 states two figures; 20家到30家 is one range."""
    match = re.search("[到至]", text[item.at : item.end]) if item.reading.value_max is not None else None
    if match is None or not item.kind or not FROM.search(text[max(0, item.start - 10) : item.start]):
        return [item]
    first, second = read_at(text, item.at, item.at + match.start()), read_at(text, item.at + match.end())
    if first is None or second is None or not first.reading.unit:
        return [item]
    return [first, second]


def _over(subjects: Subjects, named: Spans[Mention], cell: Cell | None) -> Step | None:
    """The area that heads a column of a table."""
    found = named.within(*cell.over) if cell is not None else None
    return subjects.step_of(found) if found is not None else None


def _left_out(page: View, item: Quantity, trap: Trap) -> Candidate:
    """A quantity that is no fact, with kind and reason."""
    reading = item.reading
    start, end = page.span(item.start, item.end)
    return Candidate(
        start,
        end,
        page.raw[start:end],
        reading.value,
        reading.value_max,
        reading.unit,
        "",
        reading.qualifier,
        reading.wording,
        kind=trap.kind,
        reason=trap.reason,
    )


def _candidate(
    page: View,
    item: Quantity,
    subjects: Subjects,
    step: Step,
    outline: Outline,
    population: str,
    before: Before,
) -> Candidate:
    """A quantity with all that the text says about it."""
    reading, text = item.reading, page.text
    start, end = page.span(item.start, item.end)
    area_code, area, city = _area(step, subjects)
    per = labels.per_of(text, item)
    period = labels.period_of(text, item)
    begin, finish = labels.iso_of(period)
    nature = nature_of(text, item, per, outline, before)
    measure = MEASURES.get(reading.unit)
    unit = BASE.get(reading.unit, measure.unit if measure else reading.unit)
    clause = labels.clause_before(text, item.start) + text[item.start : item.end] + labels.clause_after(text, item.end)
    sentence = labels.clause_before(text, item.start, labels.STOP, 80) + labels.clause_after(
        text, item.end, labels.STOP, 60
    )
    phrase = labels.indicator_of(text, item)
    return Candidate(
        start,
        end,
        page.raw[start:end],
        reading.value,
        reading.value_max,
        unit,
        per,
        reading.qualifier,
        reading.wording if reading.qualifier is not Qualifier.EXACT else "",
        nature,
        phrase,
        key_of(clause, sentence, unit),
        area_code,
        area,
        city,
        theme_at(text, item.start),
        begin,
        finish,
        period,
        population,
        named=step.said and step.level != "word",
        paragraph=subjects.lines.begin(item.start),
        clause=clause,
    )


def _area(step: Step, subjects: Subjects) -> tuple[str, str, str]:
    """Code, official name and city of a step."""
    if step.area is None:
        return "", "", step.city.name if step.city is not None else ""
    city = (
        subjects.book.city_of(step.area)
        if step.level not in ("province", "nation") or (step.area.level == "municipality")
        else None
    )
    # The text has to name the city: that 峄城区 lies in 枣庄市 is known from a table, not from the report.
    told = city is not None and (city == step.area or city.code in subjects.named)
    return step.area.code.removesuffix(FORMER), step.area.name, city.name if city and told else ""


__all__ = ["Candidate", "extract", "replace"]
