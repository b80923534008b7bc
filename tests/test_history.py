"""What the log says of a fact: its own entries up to the last publication, taken-back ones marked."""

from __future__ import annotations

from dataclasses import replace

from lib.desk.history import histories
from lib.model import LogEntry
from lib.store import files
from tests.conftest import DATA

BASE = LogEntry(0, "2026-01-01T00:00:00Z", "甲", "local", "", "metrics", "@5", "", "", "", "", "")
ROW = '{"start":"5","end":"6","quote":"1"}'


def log(*steps: tuple[str, ...]) -> list[LogEntry]:
    """Entries of `(action, key, field, new, reason)`, numbered, a second apart."""
    out = []
    for at, (action, *rest) in enumerate(steps, 1):
        key, field, new, reason = (*rest, "", "", "", "")[:4]
        time = f"2026-01-01T00:00:{at:02d}Z"
        out.append(replace(BASE, seq=at, at=time, action=action, key=key or "@5", field=field, new=new, reason=reason))
    return out


def test_steps_of_one_fact_in_their_order() -> None:
    entries = log(
        ("read", "@5", "", ROW),
        ("read", "@9", "", ROW.replace("5", "9")),
        ("accept", "@5", "", "", "读对了"),
        ("edit", "@5", "theme", "culture", "小标题"),
        ("undo", "4"),
        ("accept", "@9"),
        ("publish", "r"),
        ("edit", "@5", "theme", "rights"),
    )
    found = histories({"r": entries})
    assert [(step.entry.seq, step.undone) for step in found["r-001"]] == [(1, False), (3, False), (4, True)]
    assert [step.entry.seq for step in found["r-002"]] == [2, 6]


def test_an_earlier_state_shows_what_was_decided_by_then() -> None:
    entries = log(
        ("read", "@5", "", ROW), ("accept",), ("publish", "r"), ("edit", "@5", "theme", "rights"), ("publish", "r")
    )
    assert len(histories({"r": entries})["r-001"]) == 3
    assert len(histories({"r": entries}, "2026-01-01T00:00:03Z")["r-001"]) == 2
    assert histories({"r": entries}, "2025-01-01T00:00:00Z") == {}


def test_every_fact_of_the_first_report_has_its_record() -> None:
    found = histories(files.read_logs(DATA))
    facts = files.read_table(DATA, "metrics")["fact_id"]
    assert set(facts) <= set(found)
    for key in facts:
        assert [step.entry.action for step in found[key]][:2] == ["read", "accept"]
        assert all(step.entry.reason for step in found[key] if step.entry.action == "edit")
