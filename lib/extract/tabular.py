"""Rows and columns in a plain text: which column a bare number stands in, and the unit that its header prints."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from lib.extract.bare import Trap
from lib.extract.measures import MEASURES, Unit, unit_of
from lib.extract.quantities import Quantity
from lib.extract.rows import NUMBER, YEAR, counts
from lib.extract.spans import each_line

PARTS = re.compile(r" *[\t|│] *| {2,}")
"""What parts cells: a tab, a rule, or two spaces and more."""
IN_HEADER = re.compile(r"[（【/](?P<unit>[^（）【】/]{1,6}(?:/[^（）【】]{1,4})?)[）】]?$|(?P<rate>%|‰)$")
CAPTION = re.compile(r"(?:计量|金额)?单位 ?[：:] ?(?P<unit>[^\s（）。；]{1,30}?)[）】\s]*$")
NO_FIGURE = re.compile(
    "序号|编号|排名|名次|位次|位居|年份|^年度$|电话|代码|号码|日期|时间$|届|级别|期数|邮编|房号|行次|备注"
)
UNIT_COLUMN = re.compile("^(?:计量)?单位(?:名称)?$")
RATE = re.compile("增速|增幅|增长|占比|比重|比例|率$|±|同比")
"""What a column of shares or growth is called: the unit over the table is not for it."""
PART = re.compile("其中|#|内：")
UNIT_PART = re.compile("[（【][^（）【】]{1,6}[）】]$")
RULE = re.compile(r"[-+|│ :：—=\t]{3,}")
COUNTS = re.compile("[数站家人员次]$|数量|人数|户数|个数")
"""What a column of counts is called: money over the table is not its unit."""
CAPTION_LINES = 3
LONGEST = 5000
"""Rows that are read together; the rest of a longer table is read under the same head."""
HEADS = 10


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table, with what stands over and beside it."""

    start: int
    end: int
    header: str
    label: str
    """The first cell of its row that is no number."""
    factor: Decimal
    unit: str
    """Empty where neither the header nor the caption prints one."""
    per: str
    figure: bool
    """False in a column that numbers or names things."""
    year: str
    """The year that names its row (1952年); empty where another word does."""
    over: tuple[int, int]
    """Where its header stands; (0, 0) where it has none."""


def _split(line: str, at: int) -> list[tuple[int, int]]:
    """The spans of the cells of a line, outer blanks out."""
    cells, begin = [], 0
    for mark in [*PARTS.finditer(line), None]:
        end = mark.start() if mark else len(line)
        cells.append((at + begin, at + end))
        begin = mark.end() if mark else end
    if cells[0][0] == cells[0][1] and line[:1].isspace() and line[:1] != "\t":
        cells.pop(0)  # An indented line; an empty first cell behind a tab or a rule is a cell.
    while cells and cells[-1][0] == cells[-1][1]:
        cells.pop()
    return cells


def cells(text: str) -> Iterator[Cell]:
    """The cells that hold numbers, table by table."""
    above: list[str] = []
    rows: list[list[tuple[int, int]]] = []
    for at, line in itertools.chain(each_line(text), [(len(text), "")]):
        if rows and RULE.fullmatch(line):
            continue
        spans = _split(line, at) if len(line) < 2000 and PARTS.search(line.strip()) else []
        if len(spans) >= 2 and not re.search("[。；]", line):
            rows.append(spans)
            if len(rows) >= LONGEST:
                yield from _table(text, rows, above)
                rows = rows[: min(HEADS, _heads([_words(text, row) for row in rows]))]
        else:
            if len(rows) >= 2:
                yield from _table(text, rows, above)
            if rows:
                above = []
            rows = []
            if line.strip():
                above = [*above[1 - CAPTION_LINES :], line]


def _words(text: str, row: list[tuple[int, int]]) -> list[str]:
    return [text[start:end].strip() for start, end in row]


def _heads(words: list[list[str]]) -> int:
    """How many rows stand over the first one that holds a figure."""
    heads = 0
    while heads < len(words) - 1 and not any(map(counts, words[heads])):
        heads += 1
    return heads


def _table(text: str, rows: list[list[tuple[int, int]]], above: list[str]) -> Iterator[Cell]:
    words = [_words(text, row) for row in rows]
    heads = _heads(words)
    # Without a head only the label of a row can say what its numbers count: 工会会员（人）  12,400.
    top, over = (words[heads - 1], rows[heads - 1]) if heads else ([], [])
    captions = _captions(top, above, [word for word in top[1:] if not NO_FIGURE.search(word)])
    column = next((index for index, word in enumerate(top) if UNIT_COLUMN.match(word)), -1)
    if column >= 0 and not all(unit_of(row[column]) for row in words[heads:] if column < len(row)):
        column = -1
    whole = ""
    for row, names in zip(rows[heads:], words[heads:], strict=True):
        shift = len(top) - len(row) if len(row) < len(top) and top and NUMBER.fullmatch(top[0] or "-") else 0
        label = next((name for name in names if name and not NUMBER.fullmatch(name) and not YEAR.fullmatch(name)), "")
        # 其中：农民工 is counted as the row above it is.
        label, whole = (label + whole, whole) if PART.match(label) else (label, "".join(UNIT_PART.findall(label)))
        year = f"{names[0][:4]}年" if YEAR.fullmatch(names[0]) else ""
        beside = unit_of(names[column]) if 0 <= column < len(names) else None
        for index, (start, end) in enumerate(row):
            if not re.match(r"[-+±负约近超逾]{0,2}\d", names[index]):
                continue
            head = top[index + shift] if index + shift < len(top) else ""
            caption = captions.get(head, captions.get(""))
            other = RATE.search(head + label) or (COUNTS.search(head) and caption is not None and caption[1] == "元")
            given = beside or captions.get(head) or (None if other else caption)
            yield _cell(text, (start, end), head, label, given, year, over[index + shift] if head else (0, 0))


def _captions(top: list[str], above: list[str], columns: list[str]) -> dict[str, Unit]:
    """The units printed over a table: one for all columns (under the empty name), or one for each in their order."""
    for line in (*top, *reversed(above)):
        if found := CAPTION.search(line):
            units = [unit_of(word) for word in re.split("[、，,]", found["unit"])]
            known = [unit for unit in units if unit is not None]
            if len(known) == len(units) == 1:
                return {"": known[0]}
            if len(known) == len(units) == len(columns):
                return dict(zip(columns, known, strict=True))
    return {}


def _cell(
    text: str, span: tuple[int, int], head: str, label: str, given: Unit | None, year: str, over: tuple[int, int]
) -> Cell:
    """A cell under its header; a unit in the header goes before one beside the row or over the table."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    printed = IN_HEADER.search(head) or IN_HEADER.search(label)
    own = unit_of(printed["unit"] or printed["rate"]) if printed else None
    factor, unit, per = own or given or (Decimal(1), "", "")
    figure = bool(head or (own and label)) and not NO_FIGURE.search(head or label)
    return Cell(start, end, head, label, factor, unit, per, figure, year, over)


def in_cell(item: Quantity, trap: Trap | None, cell: Cell) -> tuple[Quantity, Trap | None]:
    """A number of a table with the unit that its column prints where it has none of its own."""
    item = replace(item, head=f"{cell.year}{cell.label}{cell.header}")
    if item.kind:
        return item, trap
    if not cell.figure or item.start < cell.start or item.end > cell.end or cell.end - item.end > 1:
        return item, Trap("number", "numbers or names something in a table")
    reading = item.reading
    value, high = reading.value * cell.factor, reading.value_max
    reading = replace(reading, value=value, value_max=None if high is None else high * cell.factor, unit=cell.unit)
    measure = MEASURES.get(cell.unit)
    return replace(item, reading=reading, kind=measure.kind if measure else "count", per=cell.per), None
