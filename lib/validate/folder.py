"""A whole data folder: tables, references, facts, breakdowns, borders, logs and bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import pandas as pd

from lib.geo import borders_on, prefectures
from lib.model import Severity
from lib.tables import records
from lib.validate.facts import check_mentions, check_place, check_span, check_value
from lib.validate.report import Report, lines
from lib.validate.schema import check_references, check_table

Row = dict[str, str]
Tables = Mapping[str, pd.DataFrame]


def check_folder(
    tables: Tables,
    borders: Mapping[str, Any],
    texts: Mapping[str, str],
    built: Mapping[str, bytes],
    given: Mapping[str, bytes],
    report: Report,
) -> None:
    """Report all problems of a data folder.

    `texts` are the report texts at hand by source_id; `built` what follows from the logs and `given` what lies in the
    folder, both as bytes by file name.
    """
    known = len(report.problems)
    whole = {name: check_table(name, frame, report) for name, frame in tables.items()}
    formed = len(report.problems) == known
    check_references({name: frame for name, frame in tables.items() if whole[name]}, report)
    if all(whole.values()):
        _check_rows(tables, texts, report, formed=formed)
        _check_breakdowns(tables, report)
        _check_borders(tables, borders, report)
    _check_bytes(built, given, report)


def _rows(tables: Tables, name: str) -> Iterator[tuple[int, Row]]:
    frame = tables[name]
    yield from zip(lines(frame), records(frame), strict=True)


def _by_key(tables: Tables, name: str, key: str) -> dict[str, Row]:
    return {row[key]: row for _, row in _rows(tables, name)}


def _check_rows(tables: Tables, texts: Mapping[str, str], report: Report, *, formed: bool) -> None:
    areas, units = _by_key(tables, "areas", "area_code"), _by_key(tables, "units", "unit")
    sources = _by_key(tables, "sources", "source_id")
    _check_sources(tables, texts, report)
    for name in ("metrics", "initiatives"):
        for line, row in _rows(tables, name):
            source = sources.get(row["source_id"], {})
            check_place(f"{name}.csv", line, row, areas, source.get("map_date", ""), report)
            if not _is_span(row) or not source.get("chars", "").isdecimal():
                continue
            text, chars = texts.get(row["source_id"]), int(source["chars"])
            check_span(f"{name}.csv", line, row, text, chars, report)
            if name == "metrics" and formed:
                check_value(line, row, units, report)
                check_mentions(line, row, text, chars, report)
    if formed:
        _check_catalogue(tables, report)


def _is_span(row: Row) -> bool:
    return row["start"].isdecimal() and row["end"].isdecimal()


def _check_sources(tables: Tables, texts: Mapping[str, str], report: Report) -> None:
    for line, row in _rows(tables, "sources"):
        text = texts.get(row["source_id"])
        if text is None:
            report.add(
                "sources.csv",
                line,
                "file_name",
                row["file_name"],
                "the text is not on this machine, so quotes were not compared with it",
                "put the file into UNION_REPORTS",
                Severity.WARNING,
            )
        elif row["chars"] != str(len(text)):
            report.add(
                "sources.csv",
                line,
                "chars",
                row["chars"],
                "the text has {chars} characters",
                "correct the number",
                chars=len(text),
            )


def _check_catalogue(tables: Tables, report: Report) -> None:
    """Facts against their indicator, and what must be unique within a report."""
    indicators, places = _by_key(tables, "indicators", "indicator"), dict[tuple[str, str], str]()
    for line, row in _rows(tables, "metrics"):
        indicator = indicators.get(row["indicator"])
        if not row["fact_id"].startswith(f"{row['source_id']}-"):
            report.add(
                "metrics.csv",
                line,
                "fact_id",
                row["fact_id"],
                "the id is not one of report {source}",
                "begin it with {source}-",
                source=row["source_id"],
            )
        if indicator and indicator["unit"] != row["unit"]:
            report.add(
                "metrics.csv",
                line,
                "unit",
                row["unit"],
                "indicator {indicator} counts in {unit}",
                "correct the unit or choose another indicator",
                indicator=row["indicator"],
                unit=indicator["unit"],
            )
        if indicator and not _plausible(row, indicator):
            report.add(
                "metrics.csv",
                line,
                "value",
                row["value"],
                "outside {low} to {high}, the bounds of {indicator}",
                "correct the value, or the bounds in indicators.csv",
                indicator=row["indicator"],
                low=indicator["min"] or "-∞",
                high=indicator["max"] or "∞",
            )
        if (
            row["period_start"]
            and row["period_end"]
            and row["period_end"] < row["period_start"][: len(row["period_end"])]
        ):
            report.add(
                "metrics.csv",
                line,
                "period_end",
                row["period_end"],
                "the period ends before {start}",
                "correct the dates",
                start=row["period_start"],
            )
        place = row["source_id"], row["headline"]
        if row["headline"] and place in places:
            report.add(
                "metrics.csv",
                line,
                "headline",
                row["headline"],
                "{other} has this place among the cards",
                "give each card a place of its own",
                other=places[place],
            )
        places.setdefault(place, row["fact_id"])


def _plausible(row: Row, indicator: Row) -> bool:
    numbers = [Decimal(row[name]) for name in ("value", "value_max") if row[name]]
    low, high = (Decimal(indicator[name]) if indicator[name] else None for name in ("min", "max"))
    return all((low is None or low <= number) and (high is None or number <= high) for number in numbers)


def _check_breakdowns(tables: Tables, report: Report) -> None:
    facts = set(tables["metrics"]["fact_id"])
    for line, row in _rows(tables, "breakdowns"):
        ids = row["fact_ids"].split(";")
        for key in ids:
            if key not in facts:
                report.add(
                    "breakdowns.csv",
                    line,
                    "fact_ids",
                    key,
                    "{table}.csv has no such key",
                    "correct the key or add the row to {table}.csv first",
                    table="metrics",
                )
        if len(ids) < 2 or (row["kind"] == "product" and len(ids) % 2):
            report.add(
                "breakdowns.csv",
                line,
                "fact_ids",
                row["fact_ids"],
                "a {kind} needs two facts or more, a product pairs of number and rate",
                "list all of them",
                kind=row["kind"],
            )
    for line, row in _rows(tables, "links"):
        if row["fact_id"] == row["other_fact_id"]:
            report.add(
                "links.csv",
                line,
                "other_fact_id",
                row["fact_id"],
                "a fact cannot be linked to itself",
                "name the other fact",
            )


def _check_borders(tables: Tables, borders: Mapping[str, Any], report: Report) -> None:
    """Every city of every report's map is drawn exactly once (rule 5)."""
    areas = [row for _, row in _rows(tables, "areas")]
    known = {row["area_code"] for row in areas}
    wanted = {"area_code", "name_zh", "name_en", "valid_from", "valid_to", "lon", "lat"}
    features = borders.get("features", [])
    for place, feature in enumerate(features, 1):
        lacking = wanted - set(feature.get("properties") or {})
        if lacking:
            report.add(
                "cities.geojson",
                place,
                ",".join(sorted(lacking)),
                feature.get("id", ""),
                "the feature lacks properties",
                "add them as design section 4 names them",
            )
            return
        if feature["properties"]["area_code"] not in known:
            report.add(
                "cities.geojson",
                place,
                "area_code",
                feature["properties"]["area_code"],
                "{table}.csv has no such key",
                "correct the key or add the row to {table}.csv first",
                table="areas",
            )
    for day in sorted({row["map_date"] for _, row in _rows(tables, "sources")}):
        drawn = [feature["properties"]["area_code"] for feature in borders_on(borders, day)]
        for city in prefectures(areas, day):
            if drawn.count(city["area_code"]) != 1:
                report.add(
                    "cities.geojson",
                    0,
                    "area_code",
                    city["area_code"],
                    "{name} is drawn {times} times on {day}",
                    "draw each city of a day once",
                    name=city["name_zh"],
                    times=drawn.count(city["area_code"]),
                    day=day,
                )


def _check_bytes(built: Mapping[str, bytes], given: Mapping[str, bytes], report: Report) -> None:
    for name, content in sorted(given.items()):
        if name.endswith(".csv") and content.startswith(b"\xef\xbb\xbf"):
            report.add(name, 1, "", "BOM", "tables are UTF-8 without a byte order mark", "save the file without it")
        if name.endswith(".csv") and b"\r\n" in content:
            report.add(name, 0, "", "CRLF", "lines of tables end with LF", "save the file with LF")
    for name, content in sorted(built.items()):
        if given.get(name) == content:
            continue
        old, new = given.get(name, b"").splitlines(), content.splitlines()
        at = next(
            (line for line, pair in enumerate(zip(old, new, strict=False), 1) if pair[0] != pair[1]),
            min(len(old), len(new)) + 1,
        )
        value = old[at - 1].decode(errors="replace") if at <= len(old) else ""
        report.add(
            name,
            at,
            "",
            value,
            "the file is not what its logs give",
            "run `python -m lib build`; make the change on the desk, so that the log knows it",
        )
