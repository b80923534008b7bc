"""Earlier states of the board: which there were, and what changed between two of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lib import review
from lib.compare import SHOWN, Changed, changes
from lib.model import LogEntry
from lib.tables import to_csv

Logs = Mapping[str, list[LogEntry]]
COLUMNS = ("change", "fact_id", "column", "old", "new", "other_fact_id")


@dataclass(frozen=True)
class State:
    """One publication: its time is the version that `as_of` names."""

    at: str
    source_id: str
    who: str
    reason: str


def states(logs: Logs) -> list[State]:
    """All publications, the newest first."""
    found = [
        State(entry.at, source_id, entry.who, entry.reason)
        for source_id, entries in logs.items()
        for entry in entries
        if entry.action == "publish"
    ]
    return sorted(found, key=lambda state: state.at, reverse=True)


def between(logs: Logs, old: str, new: str = "9") -> list[Changed]:
    """What changed on the board between two times; an empty `old` is before the first publication."""
    return changes(review.publish(logs, old), review.publish(logs, new))


def changes_csv(found: Sequence[Changed]) -> bytes:
    """Changes as a table for machines: a line for each column that differs."""
    rows = []
    for item in found:
        names = item.columns or tuple(name for name in SHOWN if (item.new or item.old or {}).get(name))
        rows += [
            {
                "change": item.change.value,
                "fact_id": item.fact_id,
                "column": name,
                "old": (item.old or {}).get(name, ""),
                "new": (item.new or {}).get(name, ""),
                "other_fact_id": (item.other or {}).get("fact_id", ""),
            }
            for name in names
        ]
    return to_csv(rows, COLUMNS)
