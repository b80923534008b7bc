"""Reports under review: begun from a file, changed by decisions that are each one entry of the log."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from lib import review, tables
from lib.desk import keep_text, report_texts
from lib.desk.intake import Found
from lib.draft import engine, read_rows, source_row
from lib.errors import BoardError, DataError
from lib.model import LogEntry
from lib.store import files, journal
from lib.words import mark

SLUG = re.compile(tables.SLUG)


class Conflict(BoardError):
    """Somebody else has decided in the meantime; nothing was written."""


@dataclass(frozen=True)
class Person:
    """Who decides, and how that is known (`local`, `oidc`, `proxy`)."""

    name: str
    how_known: str = "local"


@dataclass(frozen=True)
class Decision:
    """One step of a review, as an entry of the log without number and time."""

    action: str
    table: str = "metrics"
    key: str = ""
    field: str = ""
    old: str = ""
    new: str = ""
    reason: str = ""
    engine: str = ""


def now() -> str:
    """The present time as a log holds it: UTC seconds."""
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"


def source_id_of(data: bytes, day: str) -> str:
    """The id of a report that was given none: day of adding and first digits of its fingerprint."""
    return f"r{day.replace('-', '')}-{hashlib.sha256(data).hexdigest()[:6]}"


def begin(folder: Path, found: Found, person: Person, source_id: str = "", **given: str) -> str:
    """Keep a report's text and begin its log with what the engine read; its source_id.

    `given` are columns of `sources.csv` that the person knows (title_zh, publisher, published, map_date).
    Raises DataError where the id is taken or no id, or the same report is there already.
    """
    today = now()[:10]
    source_id = source_id or source_id_of(found.data, today)
    if not SLUG.fullmatch(source_id):
        raise DataError(
            source_id, mark("not an id"), mark("use small letters, digits, - and _, beginning with a letter or digit")
        )
    row = source_row(found.file_name, found.data, found.text, today)
    bases = _bases(folder)
    read = [
        Decision("read", item.table, item.key, new=review.packed(_in_base(item.row, bases)), engine=engine())
        for item in read_rows(found.candidates)
    ]
    steps = [
        Decision("read", "sources", source_id, new=review.packed(row), engine=engine()),
        Decision("accept", "sources", source_id),
    ]
    steps += [
        Decision("edit", "sources", source_id, name, row.get(name, ""), cell)
        for name, cell in given.items()
        if cell and cell != row.get(name, "")
    ]
    with journal.locked(folder):
        logs = files.read_logs(folder)
        for other, entries in logs.items():
            if _source(other, entries).get("sha256") == row["sha256"]:
                raise DataError(other, mark("this report is there already"), mark("go on with it on the desk"))
        if source_id in logs:
            raise DataError(source_id, mark("there is a report of this id"), mark("give another id"))
        keep_text(folder, source_id, found.text)
        journal.append(folder, source_id, numbered([], [*steps, *read], person))
    return source_id


def _bases(folder: Path) -> dict[str, str]:
    """Base unit of each measure word that `units.csv` knows by another name."""
    units = tables.records(files.read_table(folder, "units"))
    printed = {word: row["unit"] for row in units for word in row["printed"].split(";") if word}
    return printed | {row["unit"]: row["unit"] for row in units}


def _in_base(row: dict[str, str], bases: dict[str, str]) -> dict[str, str]:
    return row | {"unit": bases.get(row.get("unit", ""), row.get("unit", ""))}


def _source(source_id: str, entries: list[LogEntry]) -> dict[str, str]:
    return review.current(source_id, entries).get(("sources", source_id), {})


def numbered(entries: list[LogEntry], steps: Iterable[Decision], person: Person, at: str = "") -> list[LogEntry]:
    """Decisions as the entries that follow a log: numbers without a gap, time never before that of the last one."""
    at = max(at or now(), entries[-1].at if entries else "")
    return [
        LogEntry(len(entries) + place, at, person.name, person.how_known, **vars(step))
        for place, step in enumerate(steps, 1)
    ]


def decide(folder: Path, source_id: str, steps: list[Decision], person: Person, seen: int | None = None) -> int:
    """Append decisions to a log; the number of its last entry, once the disk has it.

    `seen` is the last entry that the person had before them. Raises Conflict where a row that these decisions are about
    was changed since, and LogError where they make no sense.
    """
    with journal.locked(folder):
        entries = files.read_logs(folder)[source_id]
        if seen is not None:
            _no_conflict(entries[seen:], steps)
        new = numbered(entries, steps, person)
        review.current(source_id, [*entries, *new])
        journal.append(folder, source_id, new)
        return len(entries) + len(new)


def _no_conflict(since: list[LogEntry], steps: list[Decision]) -> None:
    about = {(step.table, step.key) for step in steps if step.action != "undo"}
    for entry in since:
        if (entry.table, entry.key) in about:
            raise Conflict(
                entry.key,
                mark("{who} has decided on this meanwhile ({action} {field} {new})"),
                mark("look at it again"),
                who=entry.who,
                action=entry.action,
                field=entry.field,
                new=entry.new[:40],
            )


def drafts(folder: Path) -> dict[str, list[LogEntry]]:
    """The logs that hold decisions which are not published yet."""
    return {
        source_id: entries
        for source_id, entries in files.read_logs(folder).items()
        if entries and entries[-1].action != "publish"
    }


def text_of(folder: Path, source_id: str) -> str | None:
    """The text of a report under review, where it is at hand."""
    row = _source(source_id, files.read_logs(folder)[source_id])
    return report_texts([row], folder).get(source_id)
