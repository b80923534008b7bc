"""The nouns of the board as frozen dataclasses and enums (design sections 2 to 4)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

PROVINCE = "370000"
NATION = "100000"
NONE = "none"
"""Address key of what has no place (`city=none`) or no theme (`theme=none`)."""
CROWD = 18
"""More records than these at one spot of the map or of a table of marks are given as their number."""


class Qualifier(StrEnum):
    """How the report words a number (rule 2)."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    APPROX = "approx"
    LESS_THAN = "less_than"


class AreaStatus(StrEnum):
    """How the area of a fact is known."""

    STATED = "stated"
    UNATTRIBUTED = "unattributed"
    ASSIGNED = "assigned"


class Nature(StrEnum):
    """Whether a fact happened, is planned, or is a norm."""

    ACTUAL = "actual"
    TARGET = "target"
    STANDARD = "standard"


class State(StrEnum):
    """What a report says about one city (rule 3). Never a zero, never mixed."""

    FIGURES = "figures"
    INITIATIVES = "initiatives"
    NOT_NAMED = "not_named"
    OFF_THEME = "off_theme"


class Severity(StrEnum):
    """An error blocks publishing, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Span:
    """A stretch of a report's text in code points, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True)
class Problem:
    """One finding of `check`: where it stands, which value, what is wrong, how to mend it."""

    file: str
    row: int
    """Line of the file, the header being line 1; 0 where the whole file is meant."""
    column: str
    value: str
    wrong: str
    mend: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        head = "warning: " if self.severity is Severity.WARNING else ""
        return f"{head}{self.file}:{self.row}:{self.column}: {self.value}: {self.wrong}; {self.mend}"


@dataclass(frozen=True)
class Fact:
    """One published fact: a row of `metrics.csv` with numbers as numbers."""

    fact_id: str
    source_id: str
    indicator: str
    theme: str
    initiative_id: str
    area_code: str
    area_status: AreaStatus
    value: float
    value_max: float | None
    qualifier: Qualifier
    wording: str
    unit: str
    per: str
    nature: Nature
    period_start: str
    period_end: str
    period_text: str
    population: str
    headline: int | None
    fragment: str
    quote: str
    start: int
    end: int
    mentions: tuple[Span, ...]
    context_zh: str
    context_en: str


@dataclass(frozen=True)
class Selection:
    """City AND theme AND source; a list within one is a union; an empty list of cities or themes is everything."""

    cities: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    """Never empty once resolved: the newest report unless the address says otherwise."""


@dataclass(frozen=True)
class LogEntry:
    """One line of a review log (design section 4)."""

    seq: int
    at: str
    who: str
    how_known: str
    action: str
    table: str
    key: str
    field: str
    old: str
    new: str
    reason: str
    engine: str


WORDINGS: dict[str, Qualifier] = {
    "不少于": Qualifier.AT_LEAST,
    "不低于": Qualifier.AT_LEAST,
    "不小于": Qualifier.AT_LEAST,
    "以上": Qualifier.AT_LEAST,
    "至少": Qualifier.AT_LEAST,
    "超过": Qualifier.MORE_THAN,
    "突破": Qualifier.MORE_THAN,
    "超": Qualifier.MORE_THAN,
    "逾": Qualifier.MORE_THAN,
    "余": Qualifier.MORE_THAN,
    "多": Qualifier.MORE_THAN,
    "几": Qualifier.MORE_THAN,
    "+": Qualifier.MORE_THAN,
    "将近": Qualifier.APPROX,
    "近": Qualifier.APPROX,
    "大约": Qualifier.APPROX,
    "约": Qualifier.APPROX,
    "左右": Qualifier.APPROX,
    "来": Qualifier.APPROX,
    "不超过": Qualifier.LESS_THAN,
    "不多于": Qualifier.LESS_THAN,
    "不足": Qualifier.LESS_THAN,
    "不到": Qualifier.LESS_THAN,
    "低于": Qualifier.LESS_THAN,
    "以下": Qualifier.LESS_THAN,
    "以内": Qualifier.LESS_THAN,
    "最多": Qualifier.LESS_THAN,
}
"""Words of a report to the code of rule 2; the words themselves are kept beside it."""

SIGNS: dict[str, str] = {
    "不超过": "≤",
    "不多于": "≤",
    "以下": "≤",
    "以内": "≤",
    "最多": "≤",
}
"""Words whose sign differs from that of their code."""
CODE_SIGNS: dict[Qualifier, str] = {
    Qualifier.EXACT: "",
    Qualifier.AT_LEAST: "≥",
    Qualifier.MORE_THAN: ">",
    Qualifier.APPROX: "≈",
    Qualifier.LESS_THAN: "<",
}


def sign(qualifier: Qualifier, wording: str) -> str:
    """The sign that axes and English print for a wording; empty for an exact number."""
    return SIGNS.get(wording, CODE_SIGNS[qualifier])
