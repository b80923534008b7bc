"""Rules of single facts and initiatives: grounded, worded, not invented."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from lib.catalog import parse_mentions
from lib.extract.amounts import Reading, scale_shared
from lib.extract.numerals import MYRIADS
from lib.extract.quantities import read_quote
from lib.geo import valid_on
from lib.model import AreaStatus, Qualifier
from lib.validate.report import Report

Row = dict[str, str]
NEAR = Decimal("0.0005")
"""Relative difference allowed between a fraction as printed (三分之二) and its decimals."""


def check_place(file: str, line: int, row: Row, areas: Mapping[str, Row], map_date: str, report: Report) -> None:
    """A place is named exactly where the status says so, and it was there on the map's day (rules 3 and 5)."""
    code, status = row["area_code"], row["area_status"]
    if status == AreaStatus.UNATTRIBUTED and code:
        report.add(
            file,
            line,
            "area_code",
            code,
            "an unattributed row must not have a city",
            "empty the code, or assign the city on the desk with a reason",
        )
    if status in (AreaStatus.STATED, AreaStatus.ASSIGNED) and not code:
        report.add(
            file,
            line,
            "area_code",
            code,
            "the area is said to be known but no code is given",
            "write the code, or set area_status to unattributed",
        )
    area = areas.get(code)
    if area and map_date and not valid_on(area["valid_from"], area["valid_to"], map_date):
        report.add(
            file,
            line,
            "area_code",
            code,
            "{name} was not there on {day}, the day of the report's map",
            "use the code of that day, or correct map_date in sources.csv",
            name=area["name_zh"],
            day=map_date,
        )
    seen, level = set[str](), area
    while level and level["level"] not in ("prefecture", "province", "nation") and level["parent"] not in seen:
        seen.add(level["parent"])
        level = areas.get(level["parent"])
    if area and (level is None or level["level"] not in ("prefecture", "province", "nation")):
        report.add(
            file,
            line,
            "area_code",
            code,
            "the area lies in no city, so cities + province + nation + unattributed would not add up to all",
            "give the area a parent in areas.csv",
        )


def check_span(file: str, line: int, row: Row, text: str | None, chars: int, report: Report) -> None:
    """`text[start:end] == quote`, as far as the text is at hand (rule 1)."""
    start, end = int(row["start"]), int(row["end"])
    if not 0 <= start < end <= chars:
        report.add(
            file,
            line,
            "start",
            f"{start}..{end}",
            "the span lies outside the report's {chars} characters",
            "correct start and end",
            chars=chars,
        )
    elif end - start != len(row["quote"]):
        report.add(
            file,
            line,
            "end",
            f"{start}..{end}",
            "the span is {span} characters long but its quote {quote}",
            "correct the offsets or the quote",
            span=end - start,
            quote=len(row["quote"]),
        )
    elif text is not None and text[start:end] != row["quote"]:
        report.add(
            file,
            line,
            "quote",
            row["quote"],
            "the report has “{printed}” at this place",
            "correct the offsets or the quote",
            printed=text[start:end],
        )


def check_value(line: int, row: Row, units: Mapping[str, Row], report: Report) -> None:
    """Value, wording and unit parse from the quote (rules 1 and 2)."""
    try:
        read = read_quote(row["quote"])
    except ValueError:
        report.add(
            "metrics.csv",
            line,
            "quote",
            row["quote"],
            "no figure can be read from the quote",
            "quote the figure with its wording and unit",
        )
        return
    value_max = Decimal(row["value_max"]) if row["value_max"] else None
    if scale := MYRIADS.get(scale_shared(read, Decimal(row["value"]))):
        read = read.scaled(scale)
    if not near(Decimal(row["value"]), read.value):
        report.add(
            "metrics.csv",
            line,
            "value",
            row["value"],
            "the quote “{quote}” reads as {read}",
            "correct the value or the quote",
            quote=row["quote"],
            read=f"{read.value:f}",
        )
    if (value_max is None) != (read.value_max is None) or (
        value_max is not None and read.value_max is not None and not near(value_max, read.value_max)
    ):
        report.add(
            "metrics.csv",
            line,
            "value_max",
            row["value_max"],
            "the quote “{quote}” reads as {read}",
            "correct the value or the quote",
            quote=row["quote"],
            read=read.value_max,
        )
    _check_wording(line, row, read, report)
    printed = printed_as(units, read.unit)
    if read.unit and row["unit"] not in printed:
        report.add(
            "metrics.csv",
            line,
            "unit",
            row["unit"],
            "the quote prints {unit}",
            "correct the unit, or add the measure word to units.csv",
            unit=read.unit,
        )


def near(given: Decimal, read: Decimal) -> bool:
    """Equal, or equal but for the decimals of a fraction that does not end."""
    return given == read or (read != read.quantize(Decimal("0.000001")) and abs(given - read) <= NEAR * abs(read))


def printed_as(units: Mapping[str, Row], word: str) -> set[str]:
    """Base units that a printed measure word may stand for."""
    return {unit for unit, row in units.items() if word == unit or word in row["printed"].split(";")}


def _check_wording(line: int, row: Row, read: Reading, report: Report) -> None:
    """The code and the words of a wording are those that the quote prints; a list may share one from outside."""
    exact = row["qualifier"] == Qualifier.EXACT
    if exact != (row["wording"] == ""):
        report.add(
            "metrics.csv",
            line,
            "wording",
            row["wording"],
            "qualifier {code} does not go with this wording",
            "give both the code and the words as printed, or neither",
            code=row["qualifier"],
        )
    elif read.wording and row["wording"] != read.wording:
        report.add(
            "metrics.csv",
            line,
            "wording",
            row["wording"],
            "the quote says {wording}",
            "keep the wording as printed",
            wording=read.wording,
        )
    elif read.wording and row["qualifier"] != read.qualifier:
        report.add(
            "metrics.csv",
            line,
            "qualifier",
            row["qualifier"],
            "{wording} is {code}",
            "use {code}",
            wording=read.wording,
            code=read.qualifier.value,
        )


def check_mentions(line: int, row: Row, text: str | None, chars: int, report: Report) -> None:
    """Every further mention lies in the text and reads as the same figure."""
    own = read_quote(row["quote"])
    for span in parse_mentions(row["mentions"]):
        shown = f"{span.start}..{span.end}"
        if not 0 <= span.start < span.end <= chars:
            report.add(
                "metrics.csv",
                line,
                "mentions",
                shown,
                "the span lies outside the report's {chars} characters",
                "correct start and end",
                chars=chars,
            )
        elif text is not None:
            printed = text[span.start : span.end]
            try:
                same = read_quote(printed).value == own.value
            except ValueError:
                same = False
            if not same:
                report.add(
                    "metrics.csv",
                    line,
                    "mentions",
                    shown,
                    "“{printed}” at this place is another figure",
                    "correct the offsets or take the mention out",
                    printed=printed,
                )
