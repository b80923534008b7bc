"""What kind of time a fact is about, from the dates and the words that its report prints."""

from __future__ import annotations

import re
from enum import StrEnum

from lib.model import Fact
from lib.words.numbers import is_period

DATED = 4
"""Characters of an ISO year; `2018-06` and `2018-06-30` begin with one."""


class PeriodKind(StrEnum):
    """Kinds of rule 4: only facts of one kind share an axis."""

    SINCE = "since"
    """A count that has been running since some day."""
    YEAR = "year"
    """A stretch of time: a year, some months, several years."""
    DAY = "day"
    """A stock on one day: the end of a year, today."""
    RECURRING = "recurring"
    """Again and again: every three years."""
    NONE = "none"
    """The report states no time."""


KINDS: tuple[tuple[PeriodKind, re.Pattern[str]], ...] = (
    (PeriodKind.RECURRING, re.compile("每|常年")),
    (PeriodKind.SINCE, re.compile("以来|以后|起|^自|^从|累计|年后$")),
    (PeriodKind.DAY, re.compile("末|底|日|目前|现有|现在|截至|截止|年初")),
    (PeriodKind.YEAR, re.compile(".")),
)
"""Words of a period, looked for in this order: 从2015年起，每三年 recurs although it also begins."""


def kind(fact: Fact) -> PeriodKind:
    """The kind of a fact's period."""
    if is_period(fact.per):
        return PeriodKind.RECURRING
    for found, pattern in KINDS:
        if pattern.search(fact.period_text):
            return found
    return PeriodKind.YEAR if fact.period_start or fact.period_end else PeriodKind.NONE


def length(fact: Fact) -> str:
    """How long a stretch of time is: its months where the dates tell, else its words; empty for other kinds.

    A half-year and a year are both stretches, and their counts still do not belong on one axis.
    """
    if kind(fact) is not PeriodKind.YEAR:
        return ""
    start, end = fact.period_start or fact.period_end, fact.period_end or fact.period_start
    if not start or max(len(start), len(end)) > len("2018-06"):
        return f"{start}..{end}" if start else fact.period_text
    if len(start) == DATED and fact.period_text and fact.period_text in PARTS_OF_A_YEAR:
        return fact.period_text
    return str(_month(end, last=True) - _month(start, last=False) + 1)


PARTS_OF_A_YEAR = ("上半年", "下半年", "一季度", "二季度", "三季度", "四季度", "年内")


def year(fact: Fact, map_date: str) -> int:
    """The year that a fact is drawn at: its own where it is about a dated stretch or day, else that of its report."""
    own = fact.period_end or fact.period_start
    return int((own if own and kind(fact) in (PeriodKind.YEAR, PeriodKind.DAY) else map_date)[:DATED])


def moment(fact: Fact, map_date: str) -> str:
    """The ISO year or month that a fact is drawn at: its month where it is about a day or no longer than a month."""
    own = fact.period_end or fact.period_start
    short = kind(fact) is PeriodKind.DAY or (kind(fact) is PeriodKind.YEAR and length(fact) == "1")
    return own[: len("2018-06")] if own and short and len(own) > DATED else str(year(fact, map_date))


def _month(iso: str, *, last: bool) -> int:
    """Number of a month counted from year 0; of a bare year its first or last one."""
    if len(iso) == DATED:
        return int(iso) * 12 + (11 if last else 0)
    return int(iso[:DATED]) * 12 + int(iso[5:7]) - 1
