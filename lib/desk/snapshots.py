"""Use cases of files that leave the board: make one, keep one a day, tell the numbers of earlier versions."""

from __future__ import annotations

import os
import re
from bisect import bisect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from lib import desk, review
from lib.briefing import briefing, sheet, slides
from lib.catalog import Board
from lib.errors import BoardError
from lib.export import Snapshot, csv_for_people, file_name, name_front
from lib.export.bundle import bundle
from lib.export.minisign import PublicKey, SecretKey
from lib.export.verify import Verdict, verify
from lib.export.workbook import xlsx
from lib.model import LogEntry, Selection
from lib.query import AS_OF, options, parse, time_of
from lib.store import files
from lib.tables import TABLES
from lib.words import Words, mark

NEVER = "9"
"""Later than every time."""
LONGEST_REMARK = 600
"""Letters of a remark: with it a briefing still has three pages."""


class NoSuchSnapshot(BoardError):
    """A selection, version or kind of file that there is not."""


def zip_signed(snapshot: Snapshot) -> bytes:
    """The ZIP, signed where `UNION_SIGN_KEY` names a key of minisign."""
    path = os.environ.get("UNION_SIGN_KEY")
    return bundle(snapshot, SecretKey.read(path, _read(Path(path)).decode("utf-8", "replace")) if path else None)


@dataclass(frozen=True)
class Kind:
    """One kind of file: its only writer, for the page and for the command line, and how it is called."""

    write: Callable[[Snapshot], bytes]
    mime: str
    name: str
    says: str
    """Whom it is for and what it holds."""
    suffix: str = ""
    """Ending of its name, where that is not its key: an ending alone names the first kind that has it."""


OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS = {
    "csv": Kind(
        lambda snapshot: csv_for_people(snapshot.board, snapshot.facts, snapshot.words),
        "text/csv",
        mark("Table (CSV)"),
        mark("the facts, one a line; Excel opens it without garbled characters"),
    ),
    "xlsx": Kind(
        xlsx,
        f"{OFFICE}.spreadsheetml.sheet",
        mark("Workbook (XLSX)"),
        mark("facts, initiatives, indicators with definitions, sources and notes, ready to print"),
    ),
    "zip": Kind(
        zip_signed,
        "application/zip",
        mark("Snapshot that can be checked (ZIP)"),
        mark("tables for machines with their description, borders, hashes, and a page that opens without a network"),
    ),
    "docx": Kind(
        briefing,
        f"{OFFICE}.wordprocessingml.document",
        mark("Briefing (DOCX)"),
        mark("at most three pages: headline figures with their sentences, map, chart, what is not known"),
    ),
    "lines": Kind(
        sheet,
        f"{OFFICE}.wordprocessingml.document",
        mark("What you can say (DOCX)"),
        mark("three lines for each chosen city, as the report words them"),
        suffix="docx",
    ),
    "pptx": Kind(
        slides,
        f"{OFFICE}.presentationml.presentation",
        mark("Slides (PPTX)"),
        mark("one page a chart, one page a city, each with wording, source and credit"),
    ),
}


def select(folder: Path, params: Mapping[str, str], words: Words, remark: str = "") -> Snapshot:
    """The snapshot that address parameters ask for.

    Raises NoSuchSnapshot where one of them is not known: a file is not made of less than was asked for.
    """
    asked = time_of(params.get(AS_OF, ""))
    board = desk.open_board(folder)
    if asked in board.published[:-1]:
        board = desk.open_board(folder, asked)
    kept, dropped = parse(board, params)
    for name, value in dropped:
        known = " ".join(board.published if name == AS_OF else options(board)[name])
        raise NoSuchSnapshot(
            f"{name}: {value}", mark("the board does not know it"), mark("choose one of {kinds}"), kinds=known
        )
    if not kept["source"]:
        raise NoSuchSnapshot("", mark("nothing was published yet"), mark("publish a report first"))
    if len(remark) > LONGEST_REMARK:
        raise NoSuchSnapshot(
            f"remark: {len(remark)}",
            mark("the remark is too long"),
            mark("write at most {n} letters"),
            n=LONGEST_REMARK,
        )
    selection = Selection(tuple(kept["city"]), tuple(kept["theme"]), tuple(kept["source"]))
    return Snapshot(board, selection, words, origin(), remark)


def origin() -> str:
    """Address of the board as readers type it, empty where `UNION_PUBLIC_URL` does not say."""
    return os.environ.get("UNION_PUBLIC_URL", "")


def write(snapshot: Snapshot, path: Path, kind: str = "") -> None:
    """Write a file; without a kind, the one that its name's ending says."""
    kind = kind or path.suffix.removeprefix(".").lower()
    if kind not in KINDS:
        raise NoSuchSnapshot(
            str(path),
            mark("no file of this kind is made"),
            mark("choose one of {kinds}"),
            kinds=" ".join(f".{known}" for known, item in KINDS.items() if not item.suffix),
        )
    files.write(path, KINDS[kind].write(snapshot))


def daily(snapshot: Snapshot, folder: Path) -> Path | None:
    """Keep the ZIP in a folder if its facts are not those of the newest one there; its path, or None."""
    front = re.escape(name_front(snapshot.selection))
    kept = sorted(path for path in folder.glob("*.zip") if re.fullmatch(rf"{front}_\d{{4}}-.*", path.name))
    if kept:
        verdict = verify(kept[-1].read_bytes(), snapshot.words)
        if not verdict.faults and verdict.number == snapshot.number:
            return None
    path = folder / file_name(snapshot.board, snapshot.selection, "zip")
    files.write(path, zip_signed(snapshot))
    return path


def check_file(path: Path, words: Words, public: str = "") -> Verdict:
    """Whether a ZIP is as the board made it; `public` is a public key of minisign or the path of one."""
    key = None
    if public:
        at_hand = Path(public)
        content = _read(at_hand).decode("utf-8", "replace") if at_hand.is_file() else public
        key = PublicKey.read(public, content)
    return verify(_read(path), words, key)


def numbers(board: Board, folder: Path, selection: Selection) -> list[tuple[str, str]]:
    """Time and snapshot number of a selection in every version that had its reports, the newest first.

    A version in which nothing was published that the selection holds has the number of the version before it, and the
    board at hand has its own: only what is left is made from the logs, and of those from no others than it needs.
    """
    began = max((min(board.publications.get(key, ()), default=NEVER) for key in selection.sources), default="")
    # An indicator may have come with another report.
    needed = {*selection.sources, *files.logs_of(folder, "indicators")} & set(board.publications)
    turns = sorted({time for key in needed for time in board.publications[key]})
    shown = Snapshot(board, selection, Words("zh"))
    known = {bisect(turns, shown.time): shown.number}
    logs: dict[str, list[LogEntry]] = {}
    found = []
    for time in reversed(board.published):
        if time < began:
            break
        if (turn := bisect(turns, time)) not in known:
            logs = logs or files.read_logs(folder, needed)
            then = {
                name: pd.DataFrame(rows, columns=TABLES[name].names, dtype=str)
                for name, rows in review.publish(logs, time).items()
            }
            known[turn] = Snapshot(Board({**board.tables, **then}, board.borders, time), selection, shown.words).number
        found.append((time, known[turn]))
    return found


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise NoSuchSnapshot(
            str(path), mark("cannot be read ({error})"), mark("check its name"), error=error.strerror or error
        ) from None
