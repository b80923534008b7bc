"""Turns an error that a person can mend into one message on the page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from lib.errors import BoardError
from lib.words import Words


@contextmanager
def shown() -> Iterator[None]:
    """Show a `BoardError` instead of a traceback and end the page."""
    try:
        yield
    except BoardError as error:
        # The language may be what could not be read, so both are shown.
        st.error(
            f"数据无法读取，请联系管理员。\n\nThe data cannot be read; please tell the office that runs the board."
            f"\n\n{error.told(Words('zh'))}\n\n{error}"
        )
        st.stop()
