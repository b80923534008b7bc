"""What the gate says, in words: which condition differs, and how."""

from __future__ import annotations

from collections.abc import Callable

from lib import comparable, periods
from lib.catalog import Board
from lib.comparable import Condition, Purpose, Verdict
from lib.model import Fact
from lib.periods import PeriodKind
from lib.terms import area_name, figure_of, indicator_name, nature_words
from lib.words import Words, mark

NAMES = {
    Condition.INDICATOR: mark("indicator"),
    Condition.UNIT: mark("unit"),
    Condition.PER: mark("per what"),
    Condition.POPULATION: mark("population"),
    Condition.NATURE: mark("nature"),
    Condition.LEVEL: mark("area level"),
    Condition.PERIOD: mark("kind of period"),
    Condition.TIME: mark("dates"),
}
"""Conditions that are an agreement of two values."""
SENTENCES = {
    Condition.SINGLE: mark("a range has two ends and is not one number ({values})"),
    Condition.ADDITIVE: mark("values of this indicator are not added up ({values})"),
    Condition.ONCE: mark("one place would count twice for the same time ({values})"),
    Condition.AGREED: mark("the reports contradict each other ({values})"),
    Condition.BOUND: mark("these wordings do not make one bound ({values})"),
    Condition.STATEMENT: mark("the report does not put them together as number and rate ({values})"),
}
"""Conditions that hold or do not."""
ORDER = mark("these wordings leave it open which is greater ({values})")
"""What a wording does to a rank."""
HEADS = {
    Purpose.AXIS: (mark("Comparable: {reasons}"), mark("Not comparable: {reasons}")),
    Purpose.RANK: (mark("Can be ranked: {reasons}"), mark("Not ranked: {reasons}")),
    Purpose.SUM: (mark("Can be added up: {reasons}"), mark("Not added up: {reasons}")),
    Purpose.PRODUCT: (mark("Can be multiplied: {reasons}"), mark("Not multiplied: {reasons}")),
}
LEVELS = {
    "prefecture": mark("city"),
    "county": mark("county or district"),
    "province": mark("province"),
    "nation": mark("nation"),
    comparable.UNKNOWN_LEVEL: mark("unattributed, so the level is not known"),
}
KINDS = {
    PeriodKind.SINCE: mark("since some day"),
    PeriodKind.YEAR: mark("a stretch of time"),
    PeriodKind.DAY: mark("on one day"),
    PeriodKind.RECURRING: mark("recurring"),
    PeriodKind.NONE: mark("no date given"),
}


def sentence(board: Board, verdict: Verdict, words: Words) -> str:
    """The verdict as one sentence."""
    yes, no = HEADS[verdict.purpose]
    if verdict.statement:
        return words("The report itself puts them together: one axis, no sum and no rank.")
    if verdict.allowed:
        return words(yes, reasons=words("all conditions hold"))
    reasons = [_reason(board, verdict, condition, words) for condition in verdict.broken]
    return words(no, reasons=words("; ").join(reasons))


def _reason(board: Board, verdict: Verdict, condition: Condition, words: Words) -> str:
    values = list(dict.fromkeys(said(board, condition, fact, words) for fact in verdict.facts))
    if condition not in NAMES:
        ordered = condition is Condition.BOUND and verdict.purpose is Purpose.RANK
        return words(ORDER if ordered else SENTENCES[condition], values=words(" / ").join(values))
    if len(values) == 1:  # only what nobody knows differs from itself
        return words("{what}: {value}", what=words(NAMES[condition]), value=values[0])
    return words("{what} differs ({values})", what=words(NAMES[condition]), values=words(" / ").join(values))


def said(board: Board, condition: Condition, fact: Fact, words: Words) -> str:
    """What a fact has under a condition, in words."""
    return SAID[condition](board, fact, words) if condition in SAID else figure_of(board, fact, words).text


def _unit(board: Board, fact: Fact, words: Words) -> str:
    return words.pick(fact.unit, board.row("units", fact.unit)["name_en"] or words("number"))


def _period(_: Board, fact: Fact, words: Words) -> str:
    label = words(KINDS[periods.kind(fact)])
    if not fact.period_text:
        return label
    return words("{what}: {value}", what=label, value=words.printed(fact.period_text))


def _dates(board: Board, fact: Fact, words: Words) -> str:
    start, end = comparable.dates(board, fact)
    return words("{start} to {end}", start=start, end=end) if start and start != end else end


SAID: dict[Condition, Callable[[Board, Fact, Words], str]] = {
    Condition.INDICATOR: indicator_name,
    Condition.UNIT: _unit,
    Condition.PER: lambda _, fact, words: words.printed(fact.per) or words("no “per”"),
    Condition.POPULATION: lambda _, fact, words: words.printed(fact.population) or words("not narrowed down"),
    Condition.NATURE: lambda _, fact, words: nature_words(fact, words),
    Condition.LEVEL: lambda board, fact, words: words(LEVELS[comparable.level(board, fact)]),
    Condition.PERIOD: _period,
    Condition.TIME: _dates,
    Condition.ADDITIVE: indicator_name,
    Condition.ONCE: lambda board, fact, words: area_name(board, fact.area_code, fact.area_status, words),
}
"""What to show of a fact under a condition; under the others its figure."""
