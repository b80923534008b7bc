"""Use cases: open the board, build its tables from the logs, check a folder."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from lib import datapackage, review
from lib.catalog import Board
from lib.errors import LogError
from lib.model import Problem
from lib.store import files
from lib.tables import TABLES
from lib.validate import Report, check_folder, check_logs
from lib.words import Words

ROOT = Path(__file__).parent.parent


def data_folder() -> Path:
    """`UNION_DATA`, or `data/` beside `dashboard.py`."""
    return Path(os.environ.get("UNION_DATA") or ROOT / "data")


def borders_path(folder: Path) -> Path:
    """`UNION_BORDERS`, or the folder's own `cities.geojson`."""
    return Path(os.environ.get("UNION_BORDERS") or folder / "cities.geojson")


def report_folders(folder: Path) -> list[Path]:
    """Where report texts are looked for: `UNION_REPORTS`, a list as in PATH, else `reports/` of the data folder."""
    given = os.environ.get("UNION_REPORTS")
    return [Path(part) for part in given.split(os.pathsep)] if given else [folder / "reports"]


def fingerprint(folder: Path) -> str:
    """Changes whenever a file does that the board is read from; costs a look at the folder, not at the files."""
    paths = [*sorted(folder.glob("*.csv")), borders_path(folder), *report_folders(folder)]
    stats = ((path.name, path.stat()) for path in paths if path.exists())
    return ";".join(f"{name}:{stat.st_mtime_ns}:{stat.st_size}:{stat.st_ino}" for name, stat in stats)


def version(tables: Mapping[str, pd.DataFrame], published_at: str) -> str:
    """Time of the last publish and first 12 hex digits of the sha256 over the tables."""
    digest = hashlib.sha256()
    for name in sorted(tables):
        digest.update(f"{name}\n".encode())
        digest.update(files.to_csv(tables[name].to_dict("records"), TABLES[name].names))  # type: ignore[arg-type]
    return f"{published_at} {digest.hexdigest()[:12]}".strip()


def open_board(folder: Path | None = None) -> Board:
    """The published data as it stands.

    Raises DataError where a file is missing or torn.
    """
    folder = folder or data_folder()
    tables = files.read_tables(folder)
    logs = files.read_logs(folder)
    texts = report_texts(tables["sources"].to_dict("records"), folder)  # type: ignore[arg-type]
    return Board(tables, files.read_borders(borders_path(folder)), version(tables, review.last_publish(logs)), texts)


def report_texts(sources: Iterable[Mapping[str, str]], folder: Path) -> dict[str, str]:
    """Texts that are at hand, by source_id."""
    found = {
        row["source_id"]: files.read_report(
            report_folders(folder), row["file_name"], row["source_id"], row["sha256"], row["text_sha256"]
        )
        for row in sources
    }
    return {source_id: text for source_id, text in found.items() if text is not None}


def built(folder: Path) -> dict[str, bytes]:
    """The bytes of every file that follows from the logs, by file name."""
    published = review.publish(files.read_logs(folder))
    content = {f"{name}.csv": files.to_csv(rows, TABLES[name].names) for name, rows in published.items()}
    descriptor = datapackage.descriptor(published["sources"])
    content["datapackage.json"] = (json.dumps(descriptor, ensure_ascii=False, indent=1) + "\n").encode()
    return content


def build(folder: Path) -> list[str]:
    """Write what follows from the logs; the names of the files that changed."""
    changed = []
    for name, content in built(folder).items():
        path = folder / name
        if not path.is_file() or path.read_bytes() != content:
            files.write(path, content)
            changed.append(name)
    return changed


def check(folder: Path, words: Words | None = None) -> list[Problem]:
    """All that breaks rules 1 to 5 in a data folder, as far as data can."""
    report = Report(words or Words("en"))
    logs = files.read_logs(folder)
    check_logs(logs, report)
    tables = files.read_tables(folder)
    borders = files.read_borders(borders_path(folder))
    texts = report_texts(tables["sources"].to_dict("records"), folder)  # type: ignore[arg-type]
    given = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    try:
        content = built(folder)
    except LogError as error:
        report.tell(error)
        content = {}
    check_folder(tables, borders, texts, content, given, report)
    return report.problems
