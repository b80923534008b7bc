"""The tables of a snapshot described for machines: Frictionless Data Package and CSV on the Web."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from lib import datapackage
from lib.export.snapshot import Snapshot
from lib.tables import TABLES, Column, Table

CSVW_CONTEXT = "http://www.w3.org/ns/csvw"
"""A name that CSV on the Web asks for; nothing is fetched from it."""
CSVW_KINDS = {"string": "string", "number": "number", "integer": "integer", "boolean": "boolean"}


def frictionless(snapshot: Snapshot, members: Mapping[str, bytes]) -> bytes:
    """`datapackage.json`: the description of the data folder, with sizes and hashes, and which selection it is."""
    package = datapackage.descriptor(snapshot.tables["sources"])
    for resource in package["resources"]:
        content = members[resource["path"]]
        resource["bytes"] = len(content)
        resource["hash"] = f"sha256:{hashlib.sha256(content).hexdigest()}"
    package["name"] = "shandong-union-board-snapshot"
    if snapshot.time:
        package["created"] = snapshot.time
    if snapshot.origin:
        package["homepage"] = snapshot.address
    package["snapshot"] = identity(snapshot)
    return _json(package)


def identity(snapshot: Snapshot) -> dict[str, Any]:
    """Selection, version, number and address of a snapshot."""
    chosen = snapshot.selection
    return {
        "number": snapshot.number,
        "version": snapshot.board.version,
        "city": list(chosen.cities),
        "theme": list(chosen.themes),
        "source": list(chosen.sources),
        "lang": snapshot.words.lang,
        "address": snapshot.address,
    }


def csvw(snapshot: Snapshot) -> bytes:
    """`csv-metadata.json`, the name under which CSV on the Web looks for a description."""
    tables = [_table(TABLES[name]) for name in sorted(snapshot.tables)]
    return _json({"@context": CSVW_CONTEXT, "tables": tables})


def _table(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "columns": [_column(column) for column in table.columns],
        "primaryKey": list(table.key),
    }
    # A validator of CSV on the Web takes an empty cell for a key that leads nowhere; the data package holds these keys.
    foreign = [column for column in table.columns if column.refers and column.required]
    if foreign:
        schema["foreignKeys"] = [
            {
                "columnReference": column.name,
                "reference": {
                    "resource": f"{column.refers}.csv",
                    "columnReference": TABLES[column.refers].key[0],
                },
            }
            for column in foreign
        ]
    return {"url": f"{table.name}.csv", "dc:title": table.title, "tableSchema": schema}


def _column(column: Column) -> dict[str, Any]:
    datatype: Any = CSVW_KINDS[column.kind]
    pattern = column.pattern or "|".join(column.enum)
    if column.kind == "boolean":
        datatype = {"base": "boolean", "format": "true|false"}
    elif pattern:
        datatype = {"base": "string", "format": f"^({pattern})$"}
    return {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.title,
        "datatype": datatype,
        "required": column.required,
        "null": "",
    }


def _json(content: Any) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
