"""The log-in on the screen: who is there, asking for it, ending it."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from html import escape
from importlib.util import find_spec
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from lib import identity
from lib.errors import DataError
from lib.identity import Ended, Identity, NotAllowed, Right, Role
from lib.serve import trust
from lib.words import Words, mark

KEYS = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
ROLES = {
    Role.READER: mark("reader"),
    Role.REVIEWER: mark("reviewer"),
    Role.ADMINISTRATOR: mark("administrator"),
}
_ADMITTED = "desk_admitted"


def everywhere() -> bool:
    """Whether all pages ask for a log-in; what is neither `desk` nor empty counts as yes, so a slip opens nothing."""
    return os.environ.get("UNION_LOGIN", "").strip().lower() not in ("", "desk")


@st.cache_resource(show_spinner=False)
def _ended() -> set[tuple[str, ...]]:
    """Log-ins that were ended by hand; other windows of the same browser still hold theirs."""
    return set()


def missing() -> list[str]:
    """What `.streamlit/secrets.toml` lacks for a log-in; empty where it can be asked for."""
    try:
        section: Mapping[str, Any] = st.secrets.get("auth", {})
    except (StreamlitSecretNotFoundError, FileNotFoundError):
        section = {}
    lacking = [f"auth.{key}" for key in KEYS if not section.get(key)]
    return lacking + [name for name in ("authlib", "httpx") if find_spec(name) is None]


def present() -> Identity | None:
    """Who is there by the word of a proxy or the provider, run out or not. Raises DataError for the office's file."""
    known = identity.settings()
    if known.header:
        named = identity.of_proxy(trust.told(st.context.headers), known)
        if named:
            return named
    claims = st.user.to_dict()
    if not claims.get("is_logged_in"):
        return None
    found = identity.of_token(claims, known)
    return None if found.token in _ended() else found


def acting(right: Right) -> Identity:
    """Who acts, asked anew at every action. Raises Ended or NotAllowed."""
    found = present()
    if found is None or found.over():
        raise Ended("", mark("your log-in has ended; nothing was written"), mark("log in again"))
    if not found.may(right):
        raise NotAllowed(
            found.who, mark("your role does not allow this; nothing was written"), mark("ask the administrator")
        )
    return found


def admit(words: Words) -> None:
    """End the page where whoever asks may not come to the desk, and say why.

    Who was at the desk when the token ran out stays there, so that nothing typed is lost; writing is refused.
    """
    found = _named(words)
    if not found.may(Right.REVIEW):
        st.error(_lacking(found, words))
        control(words)
        st.stop()
    if found.over() and st.session_state.get(_ADMITTED) != found.token:
        st.warning(words("Your log-in has ended."))
        _ask(words)
        st.stop()
    st.session_state[_ADMITTED] = found.token
    if found.over():
        st.warning(words("Your log-in has ended. What you save now is kept until you have logged in again."))
        _ask(words)


def gate(words: Words, above: Callable[[Words], None]) -> None:
    """Ask for a log-in before any page, where the office wants that; `above` draws what stands above the question."""
    if not everywhere():
        return
    found = present()
    if found is None or found.over():
        above(words)
        _named(words)
        st.warning(words("Your log-in has ended."))
        _ask(words)
        st.stop()


def _named(words: Words) -> Identity:
    """Who is there; else ask, or say what is not set up, and end the page."""
    found = present()
    if found is None:
        if identity.settings().header:
            st.error(words("This board takes the log-in from a proxy of the office, and you did not come by it."))
        elif lacking := missing():
            st.error(
                words(
                    "A log-in is asked for, and none is set up: {lacking} is missing (docs/login.md).",
                    lacking=", ".join(lacking),
                )
            )
        else:
            st.info(words("Please log in. You then come back to this page."))
            _ask(words)
        st.stop()
    return found


def _ask(words: Words) -> None:
    with st.container(key="log-in"):
        if st.button(words("Log in"), type="primary", key="log-in-button"):
            st.login()


def _lacking(found: Identity, words: Words) -> str:
    known = identity.settings()
    told = words(
        "You are logged in as {who}, a {role}. The desk is for reviewers and administrators.",
        who=found.who,
        role=words(ROLES[found.role]),
    )
    if not found.account:
        return told + " " + words("Your log-in names no account: the claim “{claim}” is missing.", claim=known.account)
    if not known.place:
        return told + " " + words("Nobody has a role yet: UNION_IDENTITY is not set (docs/login.md).")
    return told + " " + words("The administrator can give you a role in {file}.", file=known.place)


def at_foot(words: Words, page: str, used: bool) -> None:
    """The log-in below a page, where one is used; the desk has it in its head."""
    if page != "desk" and (used or everywhere()):
        # A fault in the office's file is told at the desk; it keeps no reader from reading.
        with suppress(DataError):
            control(words)


def control(words: Words) -> None:
    """Who is logged in, and the way out; the way in for who is not."""
    found = present()
    with st.container(key="who", horizontal=True, vertical_alignment="center"):
        if found is None or found.over():
            if not missing() and st.button(words("Log in"), type="tertiary", key="who-in"):
                st.login()
            return
        st.html(f'<div class="small">{escape(found.who)} · {escape(words(ROLES[found.role]))}</div>', width="content")
        # A proxy keeps its own sessions; the way out is the proxy's.
        if found.how_known == "oidc" and st.button(words("Log out"), type="tertiary", key="who-out"):
            _ended().add(found.token)
            st.logout()
