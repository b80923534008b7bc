"""Shows a page at its end, and an error that a person can mend as one message on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit.runtime.scriptrunner import RerunException

from lib.errors import BoardError
from lib.words import Words


@contextmanager
def shown() -> Iterator[None]:
    """Show the page once it is drawn, and a `BoardError` instead of a traceback.

    A style sheet shows it: a rule that looks for the foot (`:has`) made browsers count the styles of the whole page
    anew with every part that came, half a second of them on a page with two charts.
    """
    try:
        yield
    except RerunException:
        raise  # the page begins anew
    except BoardError as error:
        # The language may be what could not be read, so both are shown.
        st.error(
            f"数据无法读取，请联系管理员。\n\nThe data cannot be read; please tell the office that runs the board."
            f"\n\n{error.told(Words('zh'))}\n\n{error}"
        )
        _appear()
        st.stop()
    except BaseException:
        _appear()
        raise
    _appear()


def _appear() -> None:
    """End the stillness that `lib/serve/doors.py` begins."""
    st.html("<style>.stMainBlockContainer > * { opacity: 1; animation: none }</style>")
