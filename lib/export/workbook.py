"""The selection as a workbook: cover, facts, initiatives, indicators, sources, and what the words mean."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from lib.catalog import Row
from lib.export import telling
from lib.export.csvs import DANGEROUS, front, front_heads
from lib.export.snapshot import Snapshot
from lib.model import Fact
from lib.tables import TABLES
from lib.terms import area_name, theme_name
from lib.words import mark

FONT = "Microsoft YaHei"
NUMBERS = ("number", "integer")
WIDTHS = {"quote": 16, "context_zh": 60, "context_en": 60, "definition_zh": 60, "definition_en": 60, "title_zh": 40}
WIDEST, WIDE = 70, 24
A4 = 9
Cell = str | float
SHEETS = {
    "cover": mark("Cover"),
    "facts": mark("Facts"),
    "initiatives": mark("Initiatives"),
    "indicators": mark("Indicators"),
    "sources": mark("Sources"),
    "notes": mark("Notes"),
}


@dataclass
class _Sheet:
    """One table sheet: its heads, the columns' own names for widths and types, and its rows."""

    heads: Sequence[str]
    names: Sequence[str]
    rows: list[list[Cell]] = field(default_factory=list)


def xlsx(snapshot: Snapshot) -> bytes:
    """The workbook; the same selection and version give the same bytes."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"title": snapshot.words("Union board: facts of the selection"), "created": _time(snapshot)})
    formats = _formats(book)
    _pairs(book, snapshot, "cover", telling.cover(snapshot), formats)
    for key, sheet in _tables(snapshot).items():
        _table(book, snapshot, key, sheet, formats)
    _pairs(book, snapshot, "notes", telling.notes(snapshot.words), formats)
    book.close()
    return out.getvalue()


def _formats(book: Workbook) -> dict[str, Any]:
    base = {"font_name": FONT, "font_size": 10, "valign": "top"}
    return {
        "text": book.add_format(base | {"text_wrap": True}),
        # Excel shows a text that looks like a formula as it stands, also after somebody has edited the cell.
        "inert": book.add_format(base | {"text_wrap": True, "quote_prefix": True}),
        "number": book.add_format(base | {"num_format": "General", "align": "right"}),
        "head": book.add_format(base | {"bold": True, "text_wrap": True, "bottom": 1, "bg_color": "#F3F1EC"}),
        "title": book.add_format(base | {"bold": True, "font_size": 16}),
        "label": book.add_format(base | {"bold": True}),
    }


def _tables(snapshot: Snapshot) -> dict[str, _Sheet]:
    words, tables = snapshot.words, snapshot.tables
    metrics = {row["fact_id"]: row for row in tables["metrics"]}
    facts = _Sheet([*front_heads(words), *_names("metrics")], ["", "", "", "", *_names("metrics")])
    facts.rows = [_fact(snapshot, fact, metrics[fact.fact_id]) for fact in snapshot.facts]
    place = _Sheet([words("Area"), words("Theme"), *_names("initiatives")], ["", "", *_names("initiatives")])
    place.rows = [_initiative(snapshot, row) for row in snapshot.initiatives]
    out = {"facts": facts, "initiatives": place}
    for name in ("indicators", "sources"):
        out[name] = _Sheet(_names(name), _names(name), [_typed(name, row) for row in tables[name]])
    return out


def _names(table: str) -> list[str]:
    return TABLES[table].names


def _fact(snapshot: Snapshot, fact: Fact, row: Row) -> list[Cell]:
    return [*front(snapshot.board, fact, snapshot.words), *_typed("metrics", row)]


def _initiative(snapshot: Snapshot, row: Row) -> list[Cell]:
    board, words = snapshot.board, snapshot.words
    return [
        area_name(board, row["area_code"], row["area_status"], words),
        theme_name(board, row["theme"], words),
        *_typed("initiatives", row),
    ]


def _typed(table: str, row: Row) -> list[Cell]:
    """Numbers as numbers, everything else as the text that it is."""
    return [
        float(row[column.name]) if column.kind in NUMBERS and row[column.name] else row[column.name]
        for column in TABLES[table].columns
    ]


def _table(book: Workbook, snapshot: Snapshot, key: str, sheet: _Sheet, formats: dict[str, Any]) -> None:
    page = _page(book, snapshot, key)
    for at, (head, name) in enumerate(zip(sheet.heads, sheet.names, strict=True)):
        page.write_string(0, at, head, formats["head"])
        page.set_column(at, at, WIDTHS.get(name) or _width([head, *(row[at] for row in sheet.rows)]))
    for line, row in enumerate(sheet.rows, start=1):
        for at, cell in enumerate(row):
            _write(page, line, at, cell, formats)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, len(sheet.rows), len(sheet.heads) - 1)
    page.repeat_rows(0)


def _pairs(
    book: Workbook, snapshot: Snapshot, key: str, pairs: Sequence[tuple[str, str]], formats: dict[str, Any]
) -> None:
    """A sheet of labels and what they say, under its title."""
    page = _page(book, snapshot, key)
    page.set_column(0, 0, 22)
    page.set_column(1, 1, 90)
    page.write_string(0, 0, snapshot.words("Union board: facts of the selection"), formats["title"])
    for line, (label, said) in enumerate(pairs, start=2):
        page.write_string(line, 0, label, formats["label"])
        _write(page, line, 1, said, formats)


def _page(book: Workbook, snapshot: Snapshot, key: str) -> Worksheet:
    page = book.add_worksheet(snapshot.words(SHEETS[key]))
    page.set_paper(A4)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    page.set_footer(f"&L{snapshot.number}&C{snapshot.time}&R&P / &N")
    return page


def _write(page: Worksheet, line: int, at: int, cell: Cell, formats: dict[str, Any]) -> None:
    if isinstance(cell, float):
        page.write_number(line, at, cell, formats["number"])
    elif cell:
        page.write_string(line, at, cell, formats["inert" if cell.startswith(DANGEROUS) else "text"])


def _width(cells: Sequence[Cell]) -> float:
    """Columns as wide as their longest line, within bounds; a Chinese character is two wide."""
    longest = max(
        (sum(1 + (ord(letter) > 0x2E80) for letter in line) for cell in cells for line in str(cell).split("\n")),
        default=0,
    )
    return min(longest + 3, WIDE if longest < WIDEST else WIDEST)


def _time(snapshot: Snapshot) -> datetime:
    """The time of the publication stands for that of the file, so that making it again gives the same bytes."""
    return datetime.fromisoformat(snapshot.time) if snapshot.time else datetime(1980, 1, 1)
