"""What the desk keeps for one person: who, which report, which fact; and the draft as its log has it now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path

import streamlit as st

from lib import desk, review
from lib.catalog import Board
from lib.compare import Changed
from lib.desk import drafts, intake
from lib.desk.doubts import Listed, listed
from lib.desk.drafts import Decision, Person
from lib.desk.publishing import by_key
from lib.desk.states import between
from lib.draft import engine
from lib.errors import BoardError
from lib.extract.engine import Candidate
from lib.identity import Ended
from lib.model import LogEntry
from lib.review import Item
from lib.store import files
from lib.ui import address
from lib.ui.desk import access, kept
from lib.words import Words

REPORT, FACT, PLAN, TOLD = "desk_report", "desk_fact", "desk_plan", kept.TOLD
OPEN = "report"
"""The desk's own parameter of the address: the report before the person."""


@dataclass(frozen=True)
class View:
    """One report under review, as the log has it at this run of the page."""

    board: Board
    words: Words
    folder: Path
    logs: dict[str, list[LogEntry]]
    source_id: str
    """Empty where no report is chosen."""
    text: str | None
    items: dict[tuple[str, str], Item]
    facts: list[Listed]
    candidates: tuple[Candidate, ...]
    """All that the engine sees in the text, the left-out ones too; empty where the text is not at hand."""

    @property
    def entries(self) -> list[LogEntry]:
        return self.logs[self.source_id]

    @property
    def fact(self) -> Listed | None:
        """The fact before the person: the one chosen, else the first that nobody has judged."""
        asked = st.session_state.get(FACT)
        return next((one for one in self.facts if one.key == asked), self.facts[0] if self.facts else None)

    def candidate(self, key: str) -> Candidate | None:
        """What the engine read at a fact's place."""
        return self.first.get(key)

    @cached_property
    def first(self) -> dict[str, Candidate]:
        """What the engine read, by the local key of each fact."""
        return by_key(item for item in self.candidates if item.kind == "fact")


def view(board: Board) -> View:
    """The report that the address names, else the one chosen before, else the draft begun last.

    What is shown is kept in the address from then on. A draft that somebody else begins does not take its place, a lost
    connection leads back to it, and whoever is to publish it gets a link.
    """
    folder, words = desk.data_folder(), Words(address.language())
    logs = _logs(str(folder), _stamp(folder))
    asked = st.query_params.get(OPEN, "")
    if asked and asked not in logs:
        said = words("“{value}” in the address is no report that this board knows; it was left out.", value=asked)
        st.session_state[TOLD] = ("notice", said)
    chosen = next((key for key in (asked, st.session_state.get(REPORT, "")) if key in logs), "")
    if not chosen:
        open_ones = [key for key, log in logs.items() if log and log[-1].action != "publish"]
        chosen = max(open_ones, key=lambda key: logs[key][-1].at, default="")
    choose(chosen)
    if not chosen:
        return View(board, words, folder, logs, "", None, {}, [], ())
    items = _items(str(folder), _stamp(folder), chosen)
    source = items["sources", chosen].row
    text = desk.report_texts([source], folder).get(chosen)
    found: tuple[Candidate, ...] = ()
    if text is not None:
        with st.spinner(words("reading the figures of {chars} characters…", chars=len(text))):
            found = _found(source["text_sha256"], engine(), text)
    apart = {key for key, one in by_key(item for item in found if item.kind == "fact").items() if one.contradicts}
    return View(board, words, folder, logs, chosen, text, items, listed(items, apart), found)


def choose(source_id: str) -> None:
    """Open a report, here and in the address; with an empty one, none."""
    if st.session_state.get(REPORT, "") != source_id:
        st.session_state.pop(FACT, None)
    st.session_state[REPORT] = source_id
    if source_id:
        st.query_params[OPEN] = source_id
    else:
        st.query_params.pop(OPEN, None)


def _stamp(folder: Path) -> str:
    paths = sorted((folder / "reviews").glob("*.csv"))
    return ";".join(f"{path.name}:{path.stat().st_mtime_ns}:{path.stat().st_size}" for path in paths)


@st.cache_resource(max_entries=2, show_spinner=False)
def _logs(folder: str, stamp: str) -> dict[str, list[LogEntry]]:
    del stamp  # part of the key only
    return files.read_logs(Path(folder))


@st.cache_resource(max_entries=4, show_spinner=False)
def _items(folder: str, stamp: str, source_id: str) -> dict[tuple[str, str], Item]:
    return review.items(source_id, _logs(folder, stamp)[source_id])


def changed(now: View, old: str, new: str) -> list[Changed]:
    """What changed on the board between two times."""
    return _changed(str(now.folder), _stamp(now.folder), old, new)


@st.cache_resource(max_entries=4, show_spinner=False)
def _changed(folder: str, stamp: str, old: str, new: str) -> list[Changed]:
    return between(_logs(folder, stamp), old, new)


@st.cache_resource(max_entries=8, show_spinner=False)
def _found(text_sha256: str, version: str, _text: str) -> tuple[Candidate, ...]:
    """What the engine sees in a text, read once a process; a text that was taken once gets more time."""
    del text_sha256, version  # part of the key only
    return intake.read("report.txt", _text.encode(), seconds=intake.SECONDS * 3).candidates


def decide(now: View, *steps: Decision, after: str = "") -> None:
    """Put decisions into the log; what is wrong with them is told on the next run. `after` is the fact to go on to."""
    words, seen = now.words, len(now.entries)
    folder, source_id = now.folder, now.source_id

    def act(person: Person) -> object:
        return drafts.decide(folder, source_id, list(steps), person, seen)

    try:
        act(access.person())
    except Ended as error:
        shown = "; ".join(filter(None, (f"{source_id} {step.key} {step.field} {step.new}" for step in steps)))
        st.session_state[TOLD] = ("error", kept.told(error, words, shown, act))
        return
    except BoardError as error:
        st.session_state[TOLD] = ("error", error.told(words))
        return
    st.session_state[PLAN] = False
    if after:
        st.session_state[FACT] = after


def next_key(now: View, step: int = 1) -> str:
    """The fact before or after the present one, in the order of the list."""
    keys = [one.key for one in now.facts]
    at = keys.index(now.fact.key) if now.fact else 0
    return keys[(at + step) % len(keys)] if keys else ""


def next_open(now: View) -> str:
    """The next fact that nobody has judged, after the present one and then from the top; else the next one."""
    keys = [one.key for one in now.facts]
    at = keys.index(now.fact.key) if now.fact else 0
    order = [*now.facts[at + 1 :], *now.facts[:at]]
    return next((one.key for one in order if not one.item.judged), next_key(now))


def tell() -> None:
    """Say once what came of the last step."""
    told = st.session_state.pop(TOLD, None)
    if told:
        ways: dict[str, Callable[[str], object]] = {"error": st.error, "success": st.success, "notice": _notice}
        ways[told[0]](told[1])


def _notice(said: str) -> None:
    """As on the other pages; no Markdown, for it repeats what anybody may have written into a link."""
    st.html(f'<div class="notice" role="status">{escape(said)}</div>')
