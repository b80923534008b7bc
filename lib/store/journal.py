"""Review logs as files: one lock across processes, entries appended whole and only ever at the end."""

from __future__ import annotations

import csv
import fcntl
import io
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from lib.model import LogEntry
from lib.store.files import settle, whole_lines
from lib.tables import LOG_COLUMNS

LOCK = ".lock"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the data folder alone among all processes; the system gives the lock back where one is killed."""
    path = folder / "reviews" / LOCK
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def append(folder: Path, source_id: str, entries: Iterable[LogEntry]) -> None:
    """Write entries behind the last whole line of a log and wait until the disk has them; the caller holds the lock."""
    _append(folder / "reviews" / f"{source_id}.csv", LOG_COLUMNS, [asdict(entry) for entry in entries])


def append_row(path: Path, columns: Iterable[str], row: Mapping[str, str]) -> None:
    """As `append`, for one row of another append-only file beside the logs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _append(path, tuple(columns), [row])


def _append(path: Path, columns: tuple[str, ...], rows: Iterable[Mapping[str, object]]) -> None:
    """A torn last line was never acknowledged and is cut off first."""
    new = not path.exists()
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    with os.fdopen(handle, "r+b") as file:
        kept = len(whole_lines(file.read()))
        file.truncate(kept)
        file.seek(kept)
        if not kept:
            writer.writeheader()
        writer.writerows(rows)
        file.write(out.getvalue().encode())
        file.flush()
        os.fsync(file.fileno())
    if new:
        settle(path.parent)
