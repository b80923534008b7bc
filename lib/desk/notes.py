"""What readers say about a published fact (此数有误), and what the desk answers: on record, limited, never lost."""

from __future__ import annotations

import csv
import io
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from pathlib import Path

from lib.desk.drafts import now
from lib.errors import BoardError
from lib.store import files, journal
from lib.words import mark

LONGEST = 500
MOST_OPEN = 5
"""Open notes on one fact: the next would say nothing that the desk does not know."""
PER_HOUR = 30
"""Notes an hour from all readers together; behind a proxy they cannot be told apart."""


class TooMany(BoardError):
    """A note that was not taken."""


@dataclass(frozen=True)
class Note:
    """A reader's note, or the desk's answer to the notes on one fact."""

    at: str
    who: str
    kind: str
    """`note` or `answer`."""
    fact_id: str
    text: str


COLUMNS = tuple(field.name for field in fields(Note))


def path_of(folder: Path) -> Path:
    """The append-only file of all notes, beside the logs."""
    return folder / "reviews" / "notes" / "notes.csv"


def read(folder: Path) -> list[Note]:
    """All notes and answers in their order; a torn last line is left out."""
    path = path_of(folder)
    if not path.is_file():
        return []
    whole = files.whole_lines(path.read_bytes()).decode()
    return [Note(**row) for row in csv.DictReader(io.StringIO(whole, newline=""))]


def open_notes(folder: Path) -> dict[str, list[Note]]:
    """Notes that nobody has answered yet, by fact."""
    waiting: dict[str, list[Note]] = {}
    for note in read(folder):
        if note.kind == "answer":
            waiting.pop(note.fact_id, None)
        else:
            waiting.setdefault(note.fact_id, []).append(note)
    return waiting


def say(folder: Path, fact_id: str, text: str, who: str) -> None:
    """Take a reader's note into the desk's queue.

    Raises TooMany where the fact or the hour has had enough of them, and where the note is empty.
    """
    plain = " ".join("".join(char for char in text if char.isprintable() or char.isspace()).split())
    if not plain:
        raise TooMany("", mark("the note is empty"), mark("write what is wrong with the figure"))
    with journal.locked(folder):
        at = now()
        hour = f"{datetime.fromisoformat(at) - timedelta(hours=1):%Y-%m-%dT%H:%M:%SZ}"
        if len(open_notes(folder).get(fact_id, [])) >= MOST_OPEN:
            raise TooMany("", mark("this figure is being looked at already"), mark("wait for the answer"))
        if sum(note.kind == "note" and note.at > hour for note in read(folder)) >= PER_HOUR:
            raise TooMany("", mark("too many notes came in within an hour"), mark("try again later"))
        journal.append_row(
            path_of(folder), COLUMNS, asdict(Note(at, who.strip()[:40], "note", fact_id, plain[:LONGEST]))
        )


def answer(folder: Path, fact_id: str, text: str, who: str) -> None:
    """Answer the notes on a fact; its card is no longer marked."""
    with journal.locked(folder):
        journal.append_row(
            path_of(folder), COLUMNS, asdict(Note(now(), who, "answer", fact_id, text.strip()[:LONGEST]))
        )
