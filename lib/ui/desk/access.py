"""Who may come to the desk: `UNION_DESK` (design section 6)."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

import streamlit as st

from lib.desk.drafts import Person
from lib.errors import BoardError
from lib.identity import NotAllowed, Right
from lib.ui import login
from lib.words import Words, mark

NAME = "desk_name"
OFF, LOCAL, LOGIN = "off", "local", "login"
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip", "Via")
NOT_LOCAL = mark("The desk is open only on the machine that the board runs on (UNION_DESK=local).")
CLOSED = mark("The desk is switched off on this board (UNION_DESK=off).")


class Nameless(BoardError):
    """Nobody has said who decides."""


def mode() -> str:
    """`off`, `local` or `login`; what is none of them counts as `off`, so that a slip opens nothing."""
    given = os.environ.get("UNION_DESK", LOCAL).strip().lower() or LOCAL
    return given if given in (LOCAL, LOGIN) else OFF


def pages(words: Words) -> list[Any]:
    """The desk in the navigation; nothing where it is switched off."""
    return [] if mode() == OFF else [st.Page("pages/records/desk.py", title=words("Desk"), url_path="desk")]


def refusal(how: str, peer: str | None, headers: Mapping[str, str]) -> str:
    """Why somebody may not come in without a log-in, as a message id, or nothing.

    `peer` is None for the loopback.
    """
    names = {name.lower() for name in headers}
    if how != LOCAL:
        return CLOSED
    return NOT_LOCAL if peer is not None or any(name.lower() in names for name in FORWARDED) else ""


def let_in(words: Words) -> None:
    """End the page with a message where whoever asks may not come to the desk."""
    if mode() == LOGIN:
        login.admit(words)
        return
    why = refusal(mode(), st.context.ip_address, st.context.headers)
    if why:
        st.error(words(why))
        st.stop()


def person(right: Right = Right.REVIEW) -> Person:
    """Who acts now, asked anew at every action. Raises Ended, NotAllowed or Nameless, and nothing is written."""
    if mode() == LOGIN:
        found = login.acting(right)
        return Person(found.who, found.how_known)
    why = refusal(mode(), st.context.ip_address, st.context.headers)
    if why:
        raise NotAllowed("", why, mark("nothing was written"))
    name = str(st.session_state.get(NAME, "")).strip()
    if not name:
        raise Nameless("", mark("your name is missing"), mark("write it first: it stands beside every decision"))
    return Person(name, "local")


def second_asked() -> bool:
    """Whether what one person has judged must be published by another."""
    if mode() != LOGIN or os.environ.get("UNION_SECOND", "").strip().lower() == "off":
        return False
    return not login.acting(Right.REVIEW).may(Right.PUBLISH_ALONE)
