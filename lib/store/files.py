"""A data folder of CSV files: read as text, written whole and in place of the old file at once."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import tempfile
from collections.abc import Container, Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from lib.errors import DataError, UnreadableReport
from lib.extract.reading import text_of
from lib.model import LogEntry
from lib.tables import LOG_COLUMNS, TABLES
from lib.words import mark

LINES = Path("reviews", "lines")
"""Folder of the line starts of each report, beside the logs."""


def read_table(folder: Path, name: str) -> pd.DataFrame:
    """One table, every cell as the text of the file.

    Raises DataError where the file is missing, not UTF-8 or not a table.
    """
    path = folder / f"{name}.csv"
    try:
        text = path.read_bytes().decode("utf-8-sig")
        frame = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False, na_filter=False)
    except FileNotFoundError:
        raise DataError(
            f"{path.name}:0: : ", mark("the file is missing"), mark("run `python -m lib build` or restore it")
        ) from None
    except UnicodeDecodeError as error:
        raise DataError(
            f"{path.name}:0: : byte {error.start}", mark("not UTF-8"), mark("save the file as UTF-8")
        ) from None
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise DataError(f"{path.name}:0: : ", mark("not a table ({error})"), mark("restore it"), error=error) from None
    return frame


def read_tables(folder: Path) -> dict[str, pd.DataFrame]:
    """Every table of design section 4."""
    return {name: read_table(folder, name) for name in TABLES}


def read_logs(folder: Path, wanted: Container[str] | None = None) -> dict[str, list[LogEntry]]:
    """Every review log by its source_id, or those wanted; a torn last line is dropped: it was never acknowledged."""
    logs: dict[str, list[LogEntry]] = {}
    for path in sorted((folder / "reviews").glob("*.csv")):
        if wanted is not None and path.stem not in wanted:
            continue
        try:
            whole = whole_lines(path.read_bytes()).decode("utf-8")
        except UnicodeDecodeError as error:
            raise DataError(
                f"reviews/{path.name}:0: : byte {error.start}", mark("not UTF-8"), mark("restore the log")
            ) from None
        rows = csv.DictReader(io.StringIO(whole, newline=""))
        if not whole:
            # The first line of a log that was just begun may itself be torn.
            continue
        if tuple(rows.fieldnames or ()) != LOG_COLUMNS:
            raise DataError(
                f"reviews/{path.name}:1: : {rows.fieldnames}",
                mark("the header is not that of a log"),
                mark("restore it"),
            )
        logs[path.stem] = [_entry(path.name, rows.line_num, row) for row in rows]
    return logs


def logs_of(folder: Path, table: str) -> set[str]:
    """The source_ids of the logs that may hold rows of a table: all that do, found without reading their entries."""
    told = f",{table},".encode()
    return {path.stem for path in (folder / "reviews").glob("*.csv") if told in path.read_bytes()}


def whole_lines(content: bytes) -> bytes:
    """A log without its torn last line, if it has one."""
    content = content[: content.rfind(b"\n") + 1]
    # A cell may hold a line break: a line torn behind one leaves its quotation mark open.
    while content.count(b'"') % 2:
        content = content[: content.rfind(b"\n", 0, -1) + 1]
    return content


def _entry(name: str, line: int, row: Mapping[str, str]) -> LogEntry:
    try:
        return LogEntry(**{**row, "seq": int(row["seq"])})  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise DataError(
            f"reviews/{name}:{line}:seq: {row.get('seq')}",
            mark("the line is not an entry of a log"),
            mark("restore the log"),
        ) from None


def line_starts(text: str) -> bytes:
    """Where the lines of a report begin, as a file of one number a line behind its head: no word of the report."""
    starts = [0, *(at + 1 for at, char in enumerate(text) if char == "\n")]
    return "".join(f"{cell}\n" for cell in ("start", *starts)).encode()


def read_lines(folder: Path) -> dict[str, tuple[int, ...]]:
    """The line starts that were kept of each report, by source_id; a file that is none is left out."""
    found = {}
    for path in sorted((folder / LINES).glob("*.csv")):
        head, *cells = path.read_bytes().decode("utf-8", errors="replace").split() or [""]
        if head == "start" and all(cell.isdecimal() for cell in cells):
            found[path.stem] = tuple(map(int, cells))
    return found


def read_borders(path: Path) -> dict[str, Any]:
    """A GeoJSON feature collection.

    Raises DataError where the file is missing or is not GeoJSON.
    """
    try:
        borders: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise DataError(
            f"{path.name}:0: : ", mark("the file is missing"), mark("run `python scripts/build_borders.py`")
        ) from None
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise DataError(f"{path.name}:0: : ", mark("not GeoJSON ({error})"), mark("restore it"), error=error) from None
    if borders.get("type") != "FeatureCollection":
        raise DataError(
            f"{path.name}:0:type: {borders.get('type')}", mark("not a FeatureCollection"), mark("restore it")
        )
    return borders


def write(path: Path, content: bytes) -> None:
    """Put a file in place at once: readers see the old bytes or the new, and a killed process leaves no half."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o644)
        os.replace(name, path)
    finally:
        Path(name).unlink(missing_ok=True)
    settle(path.parent)


def settle(folder: Path) -> None:
    """Wait until the disk knows the names in a folder."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read_report(folders: Iterable[Path], file_name: str, source_id: str, sha256: str, text_sha256: str) -> str | None:
    """The text of a report, from the first folder that holds it and only if its fingerprint fits; else None.

    The text that was kept at adding comes before the file itself, which may be a .docx or .pdf and slow to read.
    """
    for folder in folders:
        for path, wanted in ((folder / f"{source_id}.txt", text_sha256), (folder / file_name, sha256)):
            if not path.is_file():
                continue
            content = path.read_bytes()
            if hashlib.sha256(content).hexdigest() != wanted:
                continue
            try:
                text = text_of(path.name, content)
            except UnreadableReport:
                continue
            if hashlib.sha256(text.encode()).hexdigest() == text_sha256:
                return text
    return None
