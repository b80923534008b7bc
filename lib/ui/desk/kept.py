"""What somebody saved after the log-in had run out: kept, and done once the same account has come back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

import streamlit as st

from lib.desk.drafts import Person
from lib.errors import BoardError
from lib.identity import Ended
from lib.ui import login
from lib.ui.desk import access
from lib.words import Words

MOST, TOLD = 20, "desk_told"


@dataclass(frozen=True)
class Kept:
    """One act that was refused; `shown` is what it would write."""

    shown: str
    act: Callable[[Person], object]


@st.cache_resource(show_spinner=False)
def _all() -> dict[str, list[Kept]]:
    """By account, in the memory of this process; a stop of the server forgets them."""
    return {}


def keep(shown: str, act: Callable[[Person], object]) -> bool:
    """Keep an act for whoever is here; False where that cannot be done."""
    found = login.present()
    if found is None or not found.account:
        return False
    mine = _all().setdefault(found.account, [])
    if len(mine) >= MOST:
        return False
    if all(one.shown != shown for one in mine):
        mine.append(Kept(shown, act))
    return True


def told(error: Ended, words: Words, shown: str, act: Callable[[Person], object]) -> str:
    """Keep an act that came after the end of a log-in; what to say about it."""
    saved = words("What you saved is kept until you are back.") if keep(shown, act) else ""
    return f"{error.told(words)} {saved}".strip()


def section(words: Words) -> None:
    """What waits for who has come back: write it, or let it go."""
    found = login.present() if access.mode() == access.LOGIN else None
    waiting = _all().get(found.account, []) if found and not found.over() else []
    for place, one in enumerate(waiting):
        with st.container(key=f"desk-kept-{place}", border=True):
            told = words("Saved after your log-in had ended, not written yet:")
            st.html(f"<p>{escape(told)} <b>{escape(one.shown)}</b></p>")
            st.button(words("Write it now"), key=f"kept-do-{place}", on_click=_do, args=(words, waiting, one))
            st.button(words("Let it go"), key=f"kept-drop-{place}", on_click=_drop, args=(waiting, one))


def _do(words: Words, waiting: list[Kept], one: Kept) -> None:
    try:
        one.act(access.person())
    except BoardError as error:
        st.session_state[TOLD] = ("error", error.told(words))
        return
    _drop(waiting, one)
    st.session_state[TOLD] = ("success", words("written"))


def _drop(waiting: list[Kept], one: Kept) -> None:
    if one in waiting:
        waiting.remove(one)
