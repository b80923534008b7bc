"""What a fact is called on screen: its figure, place, indicator, period, nature and state in one language."""

from __future__ import annotations

from decimal import Decimal

from lib.bounds import Derived, bound
from lib.catalog import Board, Row
from lib.extract.amounts import Reading, scale_shared
from lib.extract.quantities import read_quote
from lib.geo import credit
from lib.model import NATION, NONE, PROVINCE, AreaStatus, Fact, Nature, State, sign
from lib.words import Words, mark
from lib.words.numbers import PERCENT, Figure, chinese, grouped, is_period, short

UNKNOWN = mark("not given")
MONEY = ("元", "美元")
"""Units whose English amounts are shortened to K and M."""

NATURES = {Nature.ACTUAL: mark("actual"), Nature.TARGET: mark("target"), Nature.STANDARD: mark("standard")}
STATES = {
    State.FIGURES: mark("with figures"),
    State.INITIATIVES: mark("initiatives only"),
    State.NOT_NAMED: mark("not named"),
    State.OFF_THEME: mark("not under this theme"),
}


def figure_of(board: Board, fact: Fact, words: Words) -> Figure:
    """The figure as this language prints it."""

    def english(unit: str) -> str:
        return board.row("units", unit)["name_en"] if board.knows("units", unit) else ""

    return figure(fact, words.lang, english(fact.unit), words.printed(fact.per))


def derived_text(board: Board, derived: Derived, unit: str, words: Words) -> str:
    """A reckoned value with its sign and unit; no digit is dropped."""
    if unit == PERCENT:
        return f"{derived.sign}{derived.value.normalize():f}%"
    if words.lang == "zh":
        return f"{derived.sign}{chinese(float(derived.value))}{unit}"
    row = board.row("units", unit)
    number = short(float(derived.value)) if row["kind"] == "money" else grouped(float(derived.value))
    return f"{derived.sign}{number} {row['name_en']}".strip()


def indicator_name(board: Board, fact: Fact, words: Words) -> str:
    """Name of what is measured."""
    row = board.row("indicators", fact.indicator)
    return words.pick(row["name_zh"], row["name_en"])


def theme_name(board: Board, theme: str, words: Words) -> str:
    """Name of a section; a fact outside the sections says so."""
    if not theme:
        return words("Elsewhere")
    row = board.row("themes", theme)
    return words.pick(row["name_zh"], row["name_en"])


def area_name(board: Board, area_code: str, area_status: str, words: Words) -> str:
    """Full name of a place by its code or its key in an address, or that the report names none."""
    if area_status == AreaStatus.UNATTRIBUTED or area_code == NONE:
        return words("Unattributed")
    if area_code == PROVINCE:
        return words("Whole province")
    if area_code == NATION:
        return words("Nation")
    return board.name(area_code, words.lang, full=True)


def place_name(board: Board, fact: Fact, words: Words) -> str:
    """Full name of a fact's place."""
    return area_name(board, fact.area_code, fact.area_status, words)


def initiative_name(row: Row, words: Words) -> str:
    """Name of a programme."""
    return words.pick(row["name_zh"], row["name_en"])


def nature_words(fact: Fact, words: Words) -> str:
    """Actual, target or standard."""
    return words(NATURES[fact.nature])


def state_words(fact: Fact, words: Words) -> str:
    """State of a fact's place for a file: with figures, unattributed, or assigned by a person."""
    if fact.area_status == AreaStatus.UNATTRIBUTED:
        return words("unattributed")
    return words("assigned by a person") if fact.area_status == AreaStatus.ASSIGNED else words("with figures")


def period_words(fact: Fact, words: Words) -> str:
    """The period as printed, or in its English words; `not given` where the report states none."""
    return words.printed(fact.period_text) or words(UNKNOWN)


def time_words(time: str, words: Words) -> str:
    """An ISO year or month as it is read."""
    year, _, month = time.partition("-")
    return words("{year}-{month:02}", year=year, month=int(month)) if month else words("{year}", year=year)


def population_words(fact: Fact, words: Words) -> str:
    """Whom the figure is about; a dash where the report narrows it to nobody."""
    return words.printed(fact.population) or "—"


def figure(fact: Fact, lang: str, unit_en: str = "", per_en: str = "") -> Figure:
    """The figure of a fact; `unit_en` and `per_en` are English words of its unit and of what it is for."""
    return _printed(fact) if lang == "zh" else _signed(fact, unit_en, per_en)


def value_read(fact: Fact) -> str:
    """The number as it was read, in the base unit, with the sign of its wording: never the bare number."""
    ends = [fact.value] if fact.value_max is None else [fact.value, fact.value_max]
    return " ".join(part for part in (bound(fact), "–".join(map(grouped, ends))) if part)


def amount(board: Board, derived: Derived, unit: str, words: Words) -> str:
    """A reckoned figure with its bound and unit."""
    ends = [derived.value] if derived.value_max is None else [derived.value, derived.value_max]
    if unit == PERCENT:
        return f"{derived.sign}{'–'.join(map(str, ends))}%"
    if words.lang == "zh":
        return f"{derived.sign}{'–'.join(chinese(float(end)) for end in ends)}{unit}"
    shown = short if unit in MONEY else grouped
    return f"{derived.sign}{'–'.join(shown(float(end)) for end in ends)} {unit_words(board, unit, words)}".strip()


def unit_words(board: Board, unit: str, words: Words) -> str:
    """A unit in this language; empty in English where the noun does without a measure word."""
    if words.lang == "zh":
        return unit
    return board.row("units", unit)["name_en"] if board.knows("units", unit) else unit


def citation(board: Board, fact: Fact, words: Words) -> str:
    """What a reader quotes: figure as printed, what it counts and of whom, report and line; its address goes behind."""
    source = board.row("sources", fact.source_id)
    title = words.pick(source["title_zh"], source["title_en"])
    line = board.line(fact.source_id, fact.start)
    comma = words.pick("，", ", ")
    counted = comma.join((place_name(board, fact, words), indicator_name(board, fact, words)))
    if fact.population:
        counted = words("{counted} ({population})", counted=counted, population=words.printed(fact.population))
    place = words("line {n}", n=line) if line else words("characters {start} to {end}", start=fact.start, end=fact.end)
    where = comma.join(part for part in (title, source["publisher"], source["published"], place) if part)
    return words(
        "{figure}: {counted}. {where}.", figure=figure_of(board, fact, words).text, counted=counted, where=where
    )


def _printed(fact: Fact) -> Figure:
    """The report's own words; a measure word that it left out is added from the unit."""
    read = read_quote(fact.quote)
    per = f"/{fact.per}" if fact.per and not is_period(fact.per) else ""
    if read.unit == PERCENT and PERCENT in fact.quote.replace("％", PERCENT):
        lead, trail = _sides(fact.quote, read.number, read.wording)
        return Figure("", _digits(fact.quote, read), True, ((trail, True),) if trail else (), lead)
    text = "".join(fact.quote.split())
    lead, _, behind = text.partition(_digits(fact.quote, read))
    if not read.unit and fact.unit != PERCENT:
        behind += scale_shared(read, Decimal(str(fact.value))) + fact.unit
    return Figure("", _digits(fact.quote, read), False, _pieces(behind + per, read.wording), lead)


def _digits(quote: str, read: Reading) -> str:
    """The stated digits as they stand in the quote, both ends of a range included."""
    text = "".join(quote.split())
    number = read.number
    at = text.find(number)
    if at < 0:
        return text
    if read.value_max is None:
        return number
    end = max(index for index, char in enumerate(text) if char.isnumeric())
    return text[at : end + 1]


def _sides(quote: str, number: str, wording: str) -> tuple[str, str]:
    text = "".join(quote.split())
    return (wording, "") if wording and text.startswith(wording) else ("", wording)


def _pieces(text: str, wording: str) -> tuple[tuple[str, bool], ...]:
    """`余万元` as wording and unit apart."""
    if not wording or wording not in text:
        return ((text, False),) if text else ()
    head, _, tail = text.partition(wording)
    return tuple(piece for piece in ((head, False), (wording, True), (tail, False)) if piece[0])


def _signed(fact: Fact, unit_en: str, per_en: str) -> Figure:
    percent = fact.unit == PERCENT
    money = bool(unit_en) and fact.unit in MONEY
    number = short(fact.value) if money else grouped(fact.value)
    if fact.value_max is not None:
        number = f"{number}–{short(fact.value_max) if money else grouped(fact.value_max)}"
    per = "" if is_period(fact.per) else per_en
    return Figure(sign(fact.qualifier, fact.wording), number, percent, ((unit_en, False),) if unit_en else (), per=per)


def map_credit(board: Board, words: Words) -> str:
    """Whose borders these are, what they are not for, and their approval number or that it is unknown (rule 5)."""
    of = credit(board.borders)
    pieces = (
        words("Sketch map, not a basis for boundaries."),
        words("Borders: {source}.", source=of.source) if of.source else words("Source of the borders not given."),
        words("Approval number {number}.", number=of.approval_number)
        if of.approval_number
        else words("Approval number unknown."),
    )
    return words.pick("", " ").join(pieces)
