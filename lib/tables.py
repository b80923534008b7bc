"""Columns of every table of the data folder: what `datapackage.json`, the checks and the readers follow."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

CODE = r"\d{6}"
SLUG = r"[a-z0-9][a-z0-9_-]*"
ISO = r"\d{4}(-\d{2}(-\d{2})?)?"
DAY = r"\d{4}-\d{2}-\d{2}"
SHA = r"[0-9a-f]{64}"
SPANS = r"\d+\.\.\d+(;\d+\.\.\d+)*"


@dataclass(frozen=True)
class Column:
    """One column: Frictionless type, constraints and the table it points to."""

    name: str
    title: str
    kind: str = "string"
    """`string`, `number`, `integer` or `boolean`."""
    required: bool = False
    pattern: str = ""
    enum: tuple[str, ...] = ()
    refers: str = ""
    """Table whose primary key the value must be found in."""


@dataclass(frozen=True)
class Table:
    """One CSV file: primary key first, rows sorted by it."""

    name: str
    title: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    logged: bool
    """True where the table is a pure function of the review logs."""

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]


def _table(name: str, title: str, key: str, logged: bool, *columns: Column) -> Table:
    return Table(name, title, tuple(key.split()), columns, logged)


TABLES = {
    table.name: table
    for table in (
        _table(
            "areas",
            "Nation, province and cities with their validity",
            "area_code",
            False,
            Column("area_code", "GB/T 2260 code", required=True, pattern=CODE),
            Column("name_zh", "Official name", required=True),
            Column("short_zh", "Short name", required=True),
            Column("name_en", "English name", required=True),
            Column("level", "Level", required=True, enum=("nation", "province", "prefecture", "county")),
            Column("parent", "Code of the area above", pattern=CODE, refers="areas"),
            Column("valid_from", "First day", pattern=DAY),
            Column("valid_to", "First day on which it is no more", pattern=DAY),
            Column("successor", "Code of the area that it became part of", pattern=CODE, refers="areas"),
        ),
        _table(
            "themes",
            "Sections of a report",
            "theme",
            False,
            Column("theme", "Key", required=True, pattern=SLUG),
            Column("position", "Place in the report", "integer", required=True),
            Column("name_zh", "Chinese name", required=True),
            Column("name_en", "English name", required=True),
            Column("keywords", "Words of a heading that open the section, joined by ;", required=True),
        ),
        _table(
            "units",
            "Base measure words",
            "unit",
            False,
            Column("unit", "Measure word", required=True),
            Column("name_en", "English word, empty where English prints none"),
            Column("kind", "What it measures", required=True, enum=("count", "money", "rate", "size", "time")),
            Column("printed", "Other words printed for the same unit, joined by ;"),
        ),
        _table(
            "sources",
            "Reports",
            "source_id",
            True,
            Column("source_id", "Key", required=True, pattern=SLUG),
            Column("title_zh", "Title; in square brackets where it is ours", required=True),
            Column("title_en", "English title", required=True),
            Column("publisher", "Publisher, empty where the report bears none"),
            Column("published", "Day of publication, empty where the report bears none", pattern=ISO),
            Column("map_date", "Day whose borders are drawn", required=True, pattern=DAY),
            Column("map_date_note", "Why that day"),
            Column("file_name", "Name of the report's file", required=True),
            Column("sha256", "SHA-256 of the original bytes", required=True, pattern=SHA),
            Column("text_sha256", "SHA-256 of the text that offsets count in, as UTF-8", required=True, pattern=SHA),
            Column("chars", "Code points of that text", "integer", required=True),
        ),
        _table(
            "indicators",
            "Catalogue of indicators",
            "indicator",
            True,
            Column("indicator", "Key", required=True, pattern=SLUG),
            Column("name_zh", "Chinese name", required=True),
            Column("name_en", "English name", required=True),
            Column("unit", "Base unit", required=True, refers="units"),
            Column("additive", "Whether values of different areas may be added", "boolean", required=True),
            Column("polarity", "Which direction is good", required=True, enum=("up", "down", "none")),
            Column("decimals", "Decimals shown", "integer", required=True),
            Column("min", "Least plausible value", "number"),
            Column("max", "Greatest plausible value", "number"),
            Column("status", "Settled by a person or as read", required=True, enum=("settled", "provisional")),
            Column("definition_zh", "Definition in Chinese"),
            Column("definition_en", "Definition in English"),
        ),
        _table(
            "initiatives",
            "Named programmes and practices",
            "initiative_id",
            True,
            Column("initiative_id", "Key", required=True, pattern=SLUG),
            Column("area_code", "Area, empty where the report names none", pattern=CODE, refers="areas"),
            Column("area_status", "How the area is known", required=True, enum=("stated", "unattributed", "assigned")),
            Column("theme", "Section, empty outside the sections", refers="themes"),
            Column("name_zh", "Name", required=True),
            Column("name_en", "English name", required=True),
            Column("summary_zh", "What it is, in our words", required=True),
            Column("summary_en", "The same in English", required=True),
            Column("source_id", "Report", required=True, refers="sources"),
            Column("quote", "The programme's name as printed", required=True),
            Column("start", "First code point", "integer", required=True),
            Column("end", "Code point after the last", "integer", required=True),
        ),
        _table(
            "metrics",
            "Published facts",
            "fact_id",
            True,
            Column("fact_id", "Key", required=True, pattern=SLUG + r"-\d{3,}"),
            Column("source_id", "Report", required=True, refers="sources"),
            Column("indicator", "What is measured", required=True, refers="indicators"),
            Column("theme", "Section, empty outside the sections", refers="themes"),
            Column("initiative_id", "Programme that the fact belongs to", refers="initiatives"),
            Column("area_code", "Area at the level stated, empty where none", pattern=CODE, refers="areas"),
            Column("area_status", "How the area is known", required=True, enum=("stated", "unattributed", "assigned")),
            Column("value", "Number in the base unit; the lower one of a range", "number", required=True),
            Column("value_max", "The upper number of a range", "number"),
            Column(
                "qualifier",
                "Code of the wording",
                required=True,
                enum=("exact", "at_least", "more_than", "approx", "less_than"),
            ),
            Column("wording", "The wording as printed, empty for exact"),
            Column("unit", "Base measure word", required=True, refers="units"),
            Column("per", "One of what the figure is for"),
            Column("nature", "Happened, planned, or a norm", required=True, enum=("actual", "target", "standard")),
            Column("period_start", "Begin where stated", pattern=ISO),
            Column("period_end", "End where stated", pattern=ISO),
            Column("period_text", "The period as printed"),
            Column("population", "Whom a rate or count is about, as printed"),
            Column("headline", "Place among the cards", "integer"),
            Column("fragment", "Shared by facts of one call-out or statement"),
            Column("quote", "The span as printed", required=True),
            Column("start", "First code point", "integer", required=True),
            Column("end", "Code point after the last", "integer", required=True),
            Column("mentions", "Further mentions, start..end joined by ;", pattern=SPANS),
            Column("context_zh", "What stands around the figure, in our words", required=True),
            Column("context_en", "The same in English", required=True),
        ),
        _table(
            "breakdowns",
            "Facts that the report itself puts together",
            "breakdown_id",
            True,
            Column("breakdown_id", "Key", required=True, pattern=SLUG),
            Column("kind", "How they hang together", required=True, enum=("composition", "step", "product")),
            Column("fact_ids", "Facts in order, joined by ;", required=True),
            Column("title_zh", "Title", required=True),
            Column("title_en", "English title", required=True),
            Column("caveat_zh", "What the reader must know", required=True),
            Column("caveat_en", "The same in English", required=True),
        ),
        _table(
            "links",
            "Facts of different reports that belong together",
            "fact_id relation other_fact_id",
            True,
            Column("fact_id", "The later fact", required=True, refers="metrics"),
            Column("relation", "How they hang together", required=True, enum=("same", "revises", "contradicts")),
            Column("other_fact_id", "The earlier fact", required=True, refers="metrics"),
            Column("reason", "Why", required=True),
        ),
    )
}

LOG_COLUMNS = ("seq", "at", "who", "how_known", "action", "table", "key", "field", "old", "new", "reason", "engine")
ACTIONS = ("read", "accept", "edit", "reject", "add", "assign", "link", "undo", "publish")
HOW_KNOWN = ("local", "oidc", "proxy")


def records(frame: pd.DataFrame) -> list[dict[str, str]]:
    """Rows of a table of text; a seventh of the time of `frame.to_dict("records")`, which asks every cell its type."""
    names = [str(name) for name in frame.columns]
    return [dict(zip(names, row, strict=True)) for row in zip(*(frame[name].tolist() for name in names), strict=True)]


def to_csv(rows: Iterable[Mapping[str, str]], columns: Iterable[str]) -> bytes:
    """Rows as the bytes of a table for machines: UTF-8 without BOM, LF, quoted only where needed."""
    out = io.StringIO(newline="")
    names = list(columns)
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([row[name] for name in names] for row in rows)
    return out.getvalue().encode()
