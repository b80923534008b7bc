"""Columns, types, constraints, keys and references of every table, checked by pandera against `lib.tables`."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from functools import cache

os.environ.setdefault("DISABLE_PANDERA_IMPORT_WARNING", "True")

import pandas as pd
import pandera.pandas as pa

from lib.tables import TABLES, Column, Table
from lib.validate.report import Report, lines
from lib.words import mark

MESSAGES = {
    "required": (mark("the cell must not be empty"), mark("fill it in")),
    "pattern": (mark("not in the form of this column"), mark("write it as the pattern {pattern} asks")),
    "enum": (mark("none of the allowed values"), mark("use one of: {allowed}")),
    "number": (mark("not a number"), mark("write digits with a point, no units and no separators")),
    "integer": (mark("not a whole number"), mark("write digits only")),
    "boolean": (mark("neither true nor false"), mark("write true or false")),
}


def is_number(cell: str) -> bool:
    """Whether a cell is a finite decimal number in plain digits."""
    try:
        return Decimal(cell).is_finite() and cell.strip() == cell and "_" not in cell
    except InvalidOperation:
        return False


def _is_integer(cell: str) -> bool:
    return cell.removeprefix("-").isdecimal() and cell.isascii()


KINDS: dict[str, Callable[[str], bool]] = {
    "number": is_number,
    "integer": _is_integer,
    "boolean": lambda cell: cell in ("true", "false"),
}


def _checks(column: Column) -> list[pa.Check]:
    """Each passes an empty cell: emptiness is `required`'s matter alone."""
    checks = []
    if column.required:
        checks.append(pa.Check(lambda cells: cells != "", name="required"))
    if column.pattern:
        checks.append(pa.Check(lambda cells: (cells == "") | cells.str.fullmatch(column.pattern), name="pattern"))
    if column.enum:
        checks.append(pa.Check(lambda cells: (cells == "") | cells.isin(column.enum), name="enum"))
    if column.kind in KINDS:
        checks.append(
            pa.Check(lambda cell: cell == "" or KINDS[column.kind](cell), element_wise=True, name=column.kind)
        )
    return checks


@cache
def _schema(name: str) -> pa.DataFrameSchema:
    table = TABLES[name]
    return pa.DataFrameSchema({column.name: pa.Column(str, _checks(column)) for column in table.columns})


def check_table(name: str, frame: pd.DataFrame, report: Report) -> bool:
    """Report what breaks the columns of one table; False where its rows cannot be looked at further."""
    table, file = TABLES[name], f"{name}.csv"
    if list(frame.columns) != table.names:
        missing = [column for column in table.names if column not in frame.columns]
        extra = [column for column in frame.columns if column not in table.names]
        report.add(
            file,
            1,
            ",".join(map(str, missing + extra)),
            ",".join(map(str, frame.columns)),
            "the columns are not those of this table",
            "write them as: {columns}",
            columns=",".join(table.names),
        )
        return False
    try:
        _schema(name).validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        at = lines(frame)
        for case in errors.failure_cases.sort_values(["index", "column"]).to_dict("records"):
            _report_case(table, {str(key): value for key, value in case.items()}, at, report)
    _check_key(table, frame, report)
    return True


def _report_case(table: Table, case: dict[str, object], at: list[int], report: Report) -> None:
    column = next(column for column in table.columns if column.name == case["column"])
    wrong, mend = MESSAGES[str(case["check"])]
    report.add(
        f"{table.name}.csv",
        at[int(str(case["index"]))],
        column.name,
        case["failure_case"],
        wrong,
        mend,
        pattern=column.pattern,
        allowed=" ".join(column.enum),
    )


def _check_key(table: Table, frame: pd.DataFrame, report: Report) -> None:
    keys = list(frame[list(table.key)].itertuples(index=False, name=None))
    at, seen = lines(frame), dict[tuple[str, ...], int]()
    for index, key in enumerate(keys):
        shown = "|".join(key)
        if key in seen:
            report.add(
                f"{table.name}.csv",
                at[index],
                table.key[0],
                shown,
                "this key stands on line {line} already",
                "give the row a key of its own or take one of the two out",
                line=seen[key],
            )
        elif index and key < keys[index - 1]:
            report.add(
                f"{table.name}.csv",
                at[index],
                table.key[0],
                shown,
                "the rows are not sorted by their key",
                "sort the file by {key}",
                key=" ".join(table.key),
            )
        seen.setdefault(key, at[index])


def check_references(tables: Mapping[str, pd.DataFrame], report: Report) -> None:
    """Report every cell that points to a row that is not there."""
    for name, frame in tables.items():
        at = lines(frame)
        for column in (column for column in TABLES[name].columns if column.refers):
            if column.refers not in tables:
                continue
            known = set(tables[column.refers][TABLES[column.refers].key[0]]) | {""}
            for index, cell in enumerate(frame[column.name]):
                if cell not in known:
                    report.add(
                        f"{name}.csv",
                        at[index],
                        column.name,
                        cell,
                        "{table}.csv has no such key",
                        "correct the key or add the row to {table}.csv first",
                        table=column.refers,
                    )
