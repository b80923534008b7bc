"""The board's data as the pages get it: read once and again only when a publication changed it."""

from __future__ import annotations

import gc
import time
from pathlib import Path

import streamlit as st

from lib import desk
from lib.catalog import Board
from lib.desk.history import Step, histories
from lib.store import files
from lib.ui import address

EVERY = 1.0
"""Seconds between two looks at all the files of a data folder; one look serves all readers.

Each look at a file lets another thread go first: with a hundred files and readers a page waited seconds for its turn.
A file that is put in place of another changes its folder, which is looked at in every run: a publication is seen at
once, a file that was written into by hand within a second.
"""
_looked: dict[tuple[Path, ...], tuple[float, int, str]] = {}
"""By what the board is read from: when it was looked at, the change of the folder seen then, and the fingerprint."""


def board() -> Board:
    """The published data of this page: as it stands, or as of the time that the address names.

    Shared by all sessions and never changed in place. Raises DataError where the data folder cannot be read.
    """
    return at(address.peek_as_of())


def at(asked: str) -> Board:
    """The published data as of a time of publication; as it stands where there was none then."""
    now = latest()
    if asked not in now.published[:-1]:
        return now
    folder = desk.data_folder()
    return _then(str(folder), _fingerprint(folder), asked)


def latest() -> Board:
    """The published data as it stands."""
    folder = desk.data_folder()
    return _read(str(folder), _fingerprint(folder))


def _fingerprint(folder: Path) -> str:
    """`desk.fingerprint` of the last look, behind what a process that was killed has left to do."""
    read_from = folder, desk.borders_path(folder), *desk.report_folders(folder)
    now, changed = time.monotonic(), folder.stat().st_mtime_ns if folder.exists() else 0
    at, seen, found = _looked.get(read_from, (-EVERY, 0, ""))
    if now - at >= EVERY or changed != seen:
        desk.finish(folder)
        found = desk.fingerprint(folder)
        _looked[read_from] = now, changed, found
    return found


@st.cache_resource(max_entries=2, show_spinner=False)
def _read(folder: str, fingerprint: str) -> Board:
    del fingerprint  # part of the key only
    board = desk.open_board(Path(folder))
    board.read()
    _set_apart()
    return board


def _set_apart() -> None:
    """Spare the collector what stays: libraries and data.

    Streamlit collects in full behind every run of a page, which took longer than the page itself, all others waiting.
    """
    gc.unfreeze()  # what was set apart before may be free by now
    gc.collect()
    gc.freeze()


@st.cache_resource(max_entries=4, show_spinner=False)
def _then(folder: str, fingerprint: str, as_of: str) -> Board:
    del fingerprint  # part of the key only
    return desk.open_board(Path(folder), as_of)


def history(fact_id: str) -> list[Step]:
    """What the log says of a fact, up to the publication that is shown; empty where there is no log."""
    folder = desk.data_folder()
    return _histories(str(folder), desk.log_fingerprint(folder), address.peek_as_of()).get(fact_id, [])


@st.cache_resource(max_entries=4, show_spinner=False)
def _histories(folder: str, fingerprint: str, as_of: str) -> dict[str, list[Step]]:
    del fingerprint  # part of the key only
    return histories(files.read_logs(Path(folder)), as_of)
