"""The board's data as the pages get it: read once and again only when a publication changed it."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from lib import desk
from lib.catalog import Board


def board() -> Board:
    """The published data, shared by all sessions and never changed in place.

    Raises DataError where the data folder cannot be read.
    """
    folder = desk.data_folder()
    desk.finish(folder)
    return _read(str(folder), desk.fingerprint(folder))


@st.cache_resource(max_entries=2, show_spinner=False)
def _read(folder: str, fingerprint: str) -> Board:
    del fingerprint  # part of the key only
    return desk.open_board(Path(folder))
