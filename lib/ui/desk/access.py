"""Who may come to the desk: `UNION_DESK` (design section 6)."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

import streamlit as st

from lib.words import Words, mark

OFF, LOCAL, LOGIN = "off", "local", "login"
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip", "Via")
NOT_LOCAL = mark("The desk is open only on the machine that the board runs on (UNION_DESK=local).")
NO_LOGIN = mark("The desk asks for a log-in (UNION_DESK=login), and this board has none set up yet.")
CLOSED = mark("The desk is switched off on this board (UNION_DESK=off).")


def mode() -> str:
    """`off`, `local` or `login`; what is none of them counts as `off`, so that a slip opens nothing."""
    given = os.environ.get("UNION_DESK", LOCAL).strip().lower() or LOCAL
    return given if given in (LOCAL, LOGIN) else OFF


def pages(words: Words) -> list[Any]:
    """The desk in the navigation; nothing where it is switched off."""
    return [] if mode() == OFF else [st.Page("pages/records/desk.py", title=words("Desk"), url_path="desk")]


def refusal(how: str, peer: str | None, headers: Mapping[str, str]) -> str:
    """Why somebody may not come in, as a message id; empty where they may. `peer` is None for the loopback."""
    names = {name.lower() for name in headers}
    if how == OFF:
        return CLOSED
    if how == LOGIN:
        return NO_LOGIN
    return NOT_LOCAL if peer is not None or any(name.lower() in names for name in FORWARDED) else ""


def let_in(words: Words) -> None:
    """End the page with a message where whoever asks may not come to the desk."""
    why = refusal(mode(), st.context.ip_address, st.context.headers)
    if why:
        st.error(words(why))
        st.stop()
