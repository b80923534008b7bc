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
from lib.errors import DataError, LogError
from lib.model import Problem
from lib.store import files, journal
from lib.tables import TABLES, records, to_csv
from lib.validate import Report, check_folder, check_logs
from lib.words import Words, mark

ROOT = Path(__file__).parents[2]


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
    return _stats([*sorted(folder.glob("*.csv")), borders_path(folder), *report_folders(folder)])


def log_fingerprint(folder: Path) -> str:
    """Changes whenever a review log does."""
    return _stats(sorted((folder / "reviews").glob("*.csv")))


def _stats(paths: Iterable[Path]) -> str:
    stats = ((path.name, path.stat()) for path in paths if path.exists())
    return ";".join(f"{name}:{stat.st_mtime_ns}:{stat.st_size}:{stat.st_ino}" for name, stat in stats)


def version(tables: Mapping[str, pd.DataFrame], published_at: str) -> str:
    """Time of the last publish and first 12 hex digits of the sha256 over the tables."""
    digest = hashlib.sha256()
    for name in sorted(tables):
        digest.update(f"{name}\n".encode())
        digest.update(to_csv(records(tables[name]), TABLES[name].names))
    return f"{published_at} {digest.hexdigest()[:12]}".strip()


def open_board(folder: Path | None = None, as_of: str = "") -> Board:
    """The published data as it stands, or as it stood at a time (UTC seconds) that some publication had.

    Raises DataError where a file is missing or torn.
    """
    folder = folder or data_folder()
    finish(folder)
    tables = files.read_tables(folder)
    logs = files.read_logs(folder)
    if as_of:
        then = review.publish(logs, as_of)
        tables |= {name: pd.DataFrame(rows, columns=TABLES[name].names, dtype=str) for name, rows in then.items()}
    texts = report_texts(records(tables["sources"]), folder)
    published_at = review.last_publish(logs, as_of or "9")
    times = {name: [entry.at for entry in log if entry.action == "publish"] for name, log in logs.items()}
    borders = files.read_borders(borders_path(folder))
    return Board(tables, borders, version(tables, published_at), texts, files.read_lines(folder), times)


def report_texts(sources: Iterable[Mapping[str, str]], folder: Path) -> dict[str, str]:
    """Texts that are at hand, by source_id."""
    found = {
        row["source_id"]: files.read_report(
            report_folders(folder), row["file_name"], row["source_id"], row["sha256"], row["text_sha256"]
        )
        for row in sources
    }
    return {source_id: text for source_id, text in found.items() if text is not None}


def keep_text(folder: Path, source_id: str, text: str) -> None:
    """Keep a report's text, which its offsets count in, in the first folder of reports that can be written to.

    Where its lines begin is kept in the data folder: a place has its line also where the text is not at hand.
    """
    files.write(folder / files.LINES / f"{source_id}.csv", files.line_starts(text))
    for place in report_folders(folder):
        try:
            files.write(place / f"{source_id}.txt", text.encode())
        except OSError:
            continue
        return
    raise DataError(
        os.pathsep.join(map(str, report_folders(folder))),
        mark("no folder of reports can be written to"),
        mark("let the board write to one of UNION_REPORTS"),
    )


def built(folder: Path, as_of: str = "9") -> dict[str, bytes]:
    """The bytes of every file that follows from the logs as of a time, by file name."""
    published = review.publish(files.read_logs(folder), as_of)
    content = {f"{name}.csv": to_csv(rows, TABLES[name].names) for name, rows in published.items()}
    descriptor = datapackage.descriptor(published["sources"])
    content["datapackage.json"] = (json.dumps(descriptor, ensure_ascii=False, indent=1) + "\n").encode()
    return content


def build(folder: Path) -> list[str]:
    """Write what follows from the logs, nobody else writing; the names of the files that changed."""
    with journal.locked(folder):
        return write_tables(folder)


def write_tables(folder: Path) -> list[str]:
    """As `build`, for a caller that holds the lock."""
    changed = []
    for name, content in built(folder).items():
        path = folder / name
        if not path.is_file() or path.read_bytes() != content:
            files.write(path, content)
            changed.append(name)
    return changed


STATES = 3
"""How many states before the last one a lagging table is compared with."""
_finished: dict[Path, str] = {}
"""By folder, what its logs looked like when this process last saw that the tables say the same."""


def finish(folder: Path) -> None:
    """Write what the logs say and the tables do not yet: a publication whose process ended behind its commit.

    Tables that are none of the states which the logs have published were changed by hand; they are left for `check`.
    """
    logs = sorted((folder / "reviews").glob("*.csv"))
    seen = _stats([*logs, *sorted(folder.glob("*.csv"))])
    if not logs or _finished.get(folder) == seen:
        return
    if _unfinished(folder) and os.access(folder, os.W_OK):
        with journal.locked(folder):
            if _unfinished(folder):
                write_tables(folder)
    _finished[folder] = _stats([*logs, *sorted(folder.glob("*.csv"))])


def _unfinished(folder: Path) -> bool:
    """Whether a file lags behind the logs and every file is as some publication left it."""
    lagging = {
        name
        for name, content in built(folder).items()
        if not (folder / name).is_file() or (folder / name).read_bytes() != content
    }
    if not lagging:
        return False
    logs = files.read_logs(folder)
    times = {entry.at for entries in logs.values() for entry in entries if entry.action == "publish"}
    if not times:
        return False
    # From the newest on: a process that was killed left the state before the last one.
    for at in ["", *sorted(times)[:-1]][: -1 - STATES : -1]:
        content = built(folder, at)
        lagging -= {
            name for name in lagging if not (folder / name).is_file() or (folder / name).read_bytes() == content[name]
        }
        if not lagging:
            return True
    return False


def check(folder: Path, words: Words | None = None) -> list[Problem]:
    """All that breaks rules 1 to 5 in a data folder, as far as data can."""
    report = Report(words or Words("en"))
    logs = files.read_logs(folder)
    check_logs(logs, report)
    tables = files.read_tables(folder)
    borders = files.read_borders(borders_path(folder))
    texts = report_texts(records(tables["sources"]), folder)
    given = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    try:
        content = built(folder)
    except LogError as error:
        report.tell(error)
        content = {}
    check_folder(tables, borders, texts, content, given, report)
    return report.problems
