"""A review log folded into tables: every action, undo, publication and numbering."""

from __future__ import annotations

import json

import pytest

from lib.errors import LogError
from lib.model import LogEntry
from lib.review import cancelled, fold, last_publish, publish

Step = tuple[str, ...]


def fact(start: int, **columns: str) -> str:
    return json.dumps(
        {"start": str(start), "end": str(start + 3), "quote": "13家", "unit": "家", "area_status": "unattributed"}
        | columns
    )


def log(*steps: Step) -> list[LogEntry]:
    """Entries of `(action, key, field, new, table, reason)`, a minute apart; what is not given is empty or metrics."""
    entries = []
    for seq, step in enumerate(steps, 1):
        action, key, name, new, table, reason = (*step, *("", "", "", "metrics", "")[len(step) - 1 :])
        entries.append(
            LogEntry(seq, f"2026-01-01T00:{seq:02d}:00Z", "a", "local", action, table, key, name, "", new, reason, "")
        )
    return entries


def rows(*steps: Step, as_of: str = "9", table: str = "metrics") -> list[dict[str, str]]:
    return fold("r", log(*steps), as_of).get(table, [])


def ids(*steps: Step, as_of: str = "9") -> dict[str, str]:
    """Start of each published fact by its id."""
    return {row["fact_id"]: row["start"] for row in rows(*steps, as_of=as_of)}


READ, ADD, OTHER = ("read", "@10", "", fact(10)), ("add", "@10", "", fact(10)), ("add", "@20", "", fact(20))
ACCEPT, REJECT, PUBLISH = ("accept", "@10"), ("reject", "@10"), ("publish",)


@pytest.mark.parametrize(
    ("steps", "found"),
    [
        ((), {}),
        ((ADD,), {}),
        ((READ, PUBLISH), {}),
        ((READ, ACCEPT), {}),
        ((READ, ACCEPT, PUBLISH), {"r-001": "10"}),
        ((ADD, PUBLISH), {"r-001": "10"}),
        ((READ, ACCEPT, REJECT, PUBLISH), {}),
        ((READ, REJECT, ACCEPT, PUBLISH), {"r-001": "10"}),
        ((ADD, PUBLISH, REJECT), {"r-001": "10"}),
        ((ADD, PUBLISH, REJECT, PUBLISH), {}),
        ((OTHER, ADD, PUBLISH), {"r-001": "10", "r-002": "20"}),
        ((OTHER, PUBLISH, ADD, PUBLISH), {"r-001": "20", "r-002": "10"}),
        ((OTHER, PUBLISH, ADD), {"r-001": "20"}),
        ((ADD, PUBLISH, REJECT, OTHER, PUBLISH), {"r-002": "20"}),
        ((ADD, PUBLISH, REJECT, OTHER, PUBLISH, ACCEPT, PUBLISH), {"r-001": "10", "r-002": "20"}),
        ((READ, ACCEPT, PUBLISH, READ, PUBLISH), {}),
    ],
)
def test_what_is_published_and_numbered(steps: tuple[Step, ...], found: dict[str, str]) -> None:
    assert ids(*steps) == found


@pytest.mark.parametrize(
    ("steps", "found"),
    [
        ((READ, ACCEPT, ("undo", "2"), PUBLISH), {}),
        ((READ, ACCEPT, ("undo", "2"), ("undo", "3"), PUBLISH), {"r-001": "10"}),
        ((READ, ACCEPT, ("undo", "2"), ("undo", "3"), ("undo", "4"), PUBLISH), {}),
        ((ADD, REJECT, ("undo", "2"), PUBLISH), {"r-001": "10"}),
        ((ADD, OTHER, ("undo", "1"), PUBLISH), {"r-001": "20"}),
        # An undo after the last publication waits for the next one; it does not change what is published.
        ((READ, ACCEPT, PUBLISH, ("undo", "2")), {"r-001": "10"}),
        ((READ, ACCEPT, PUBLISH, ("undo", "2"), PUBLISH), {}),
        ((ADD, OTHER, PUBLISH, ("undo", "1"), PUBLISH), {"r-002": "20"}),
        ((ADD, PUBLISH, ("undo", "2"), OTHER, PUBLISH), {"r-001": "10", "r-002": "20"}),
    ],
)
def test_undo(steps: tuple[Step, ...], found: dict[str, str]) -> None:
    assert ids(*steps) == found


@pytest.mark.parametrize(
    ("steps", "numbers"),
    [
        ((ADD, ("undo", "1")), {1}),
        ((ADD, ("undo", "1"), ("undo", "2")), {2}),
        ((ADD, ("undo", "1"), ("undo", "2"), ("undo", "3")), {1, 3}),
        ((ADD, OTHER, PUBLISH), set()),
    ],
)
def test_cancelled(steps: tuple[Step, ...], numbers: set[int]) -> None:
    assert cancelled(log(*steps)) == numbers


@pytest.mark.parametrize(
    ("as_of", "found"),
    [
        ("2026-01-01T00:01:59Z", {}),
        ("2026-01-01T00:02:00Z", {"r-001": "10"}),
        ("2026-01-01T00:05:59Z", {"r-001": "10"}),
        ("2026-01-01T00:06:00Z", {"r-001": "10", "r-002": "20"}),
        ("2026-01-01T00:08:00Z", {"r-002": "20"}),
        ("9", {"r-002": "20"}),
    ],
)
def test_as_of_shows_what_was_published_then(as_of: str, found: dict[str, str]) -> None:
    steps = (ADD, PUBLISH, OTHER, REJECT, ("undo", "4"), PUBLISH, ("undo", "1"), PUBLISH)
    assert ids(*steps, as_of=as_of) == found


def test_last_publish() -> None:
    entries = {"r": log(ADD, PUBLISH, OTHER, PUBLISH, REJECT)}
    assert last_publish(entries) == "2026-01-01T00:04:00Z"
    assert last_publish(entries, "2026-01-01T00:03:30Z") == "2026-01-01T00:02:00Z"
    assert last_publish({"r": log(ADD)}) == ""


def test_edit_and_assign_change_the_row() -> None:
    (row,) = rows(
        ADD, ("edit", "@10", "unit", "个"), ("assign", "@10", "area_code", "370200", "metrics", "why"), PUBLISH
    )
    assert (row["unit"], row["area_code"], row["area_status"]) == ("个", "370200", "assigned")
    assert (row["source_id"], row["fact_id"], row["theme"]) == ("r", "r-001", "")


def test_an_assignment_can_be_taken_back() -> None:
    steps = ADD, ("assign", "@10", "area_code", "370200", "metrics", "why")
    for back in (("assign", "@10", "area_code", ""), ("undo", "2")):
        (row,) = rows(*steps, back, PUBLISH)
        assert (row["area_code"], row["area_status"]) == ("", "unattributed")


def test_keys_of_the_log_become_numbers_wherever_facts_are_named() -> None:
    parts = json.dumps({"kind": "step", "fact_ids": "@20;@10", "title_zh": "@10"})
    link = ("link", "@20", "same", "old-007", "links", "两处同文")
    found = fold("r", log(OTHER, ADD, ("add", "parts", "", parts, "breakdowns"), link, PUBLISH))
    assert [(row["fact_ids"], row["title_zh"]) for row in found["breakdowns"]] == [("r-002;r-001", "@10")]
    assert found["links"] == [
        {"fact_id": "r-002", "relation": "same", "other_fact_id": "old-007", "reason": "两处同文"}
    ]


def test_tables_of_several_logs_are_sorted_by_key() -> None:
    tables = publish({"b": log(ADD, PUBLISH), "a": log(ADD, OTHER, PUBLISH), "c": log(ADD)})
    assert [row["fact_id"] for row in tables["metrics"]] == ["a-001", "a-002", "b-001"]
    assert set(tables) == {"sources", "indicators", "initiatives", "metrics", "breakdowns", "links"}


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        ((ACCEPT,), "seq 1:key: @10: no such row of metrics"),
        ((ADD, ("edit", "@99", "unit", "个")), "seq 2:key: @99"),
        ((ADD, ("edit", "@10", "colour", "red")), "seq 2:field: colour: metrics has no such column"),
        ((ADD, ("forget", "@10")), "seq 2:action: forget: unknown action"),
        ((("add", "@10", "", "not json"),), "seq 1:new: not json: not a JSON object"),
        ((("add", "@10", "", '["list"]'),), "seq 1:new"),
        ((("add", "@10", "", '{"colour": "red"}'),), "seq 1:new"),
        ((("add", "370200", "", "{}", "areas"),), "seq 1:table: areas: not a table of the logs"),
        ((("add", "x", "", "{}", "nowhere"),), "seq 1:table: nowhere"),
        ((ADD, ("undo", "one")), "seq 2:key: one: an undo names"),
        ((ADD, ("undo", "7")), "seq 2:key: 7: an undo names"),
    ],
)
def test_a_log_that_makes_no_sense_is_refused(steps: tuple[Step, ...], told: str) -> None:
    with pytest.raises(LogError, match=told):
        rows(*steps, PUBLISH)
