"""What the log says of one published fact: who decided what, when and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lib import review
from lib.model import LogEntry

SILENT = ("publish", "undo")
"""Entries about no fact; an undo shows on what it took back."""


@dataclass(frozen=True)
class Step:
    """One entry of a log about a fact."""

    entry: LogEntry
    undone: bool
    """Whether a later entry took it back."""


def histories(logs: Mapping[str, list[LogEntry]], as_of: str = "") -> dict[str, list[Step]]:
    """The steps of every fact of every report up to its last publication, by fact_id, the first step first.

    `as_of` is a time (UTC seconds) after which nothing counts; empty for the present.
    """
    found: dict[str, list[Step]] = {}
    for source_id, log in logs.items():
        entries = _published(log, as_of or "9")
        undone, ids = review.cancelled(entries), review.numbers(source_id, entries)
        for entry in entries:
            if entry.table in ("metrics", "links") and entry.action not in SILENT:
                key = ids.get(entry.key, entry.key)
                found.setdefault(key, []).append(Step(entry, entry.seq in undone))
    return found


def _published(log: list[LogEntry], as_of: str) -> list[LogEntry]:
    """The entries that the last publication not later than a time saw, and itself."""
    last = max((at for at, entry in enumerate(log) if entry.action == "publish" and entry.at <= as_of), default=-1)
    return log[: last + 1]
