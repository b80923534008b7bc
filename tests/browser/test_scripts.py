"""What browsers do with the changed scripts of Streamlit: messages of a run in one go, a slow run piece by piece."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from lib.serve.scripts import HOLDS, LONGEST

BEGUN, ENDED = {"type": "newSession"}, {"type": "scriptFinished"}
RUNNING = {"type": "sessionStatusChanged", "sessionStatusChanged": {"scriptIsRunning": True}}
OVER = {"type": "sessionStatusChanged", "sessionStatusChanged": {"scriptIsRunning": False}}
PLAY = """
async (steps) => {
  const app = new (function () {
    this.seen = [];
    %sone => this.seen.push(one.name ?? one.type);
  })();
  const after = [];
  for (const step of steps) {
    if (typeof step === "number") await new Promise((done) => setTimeout(done, step));
    else app.handleMessage(step);
    after.push([...app.seen]);
  }
  return after;
}
"""


def told(name: str) -> dict[str, str]:
    """A message with a part of the page."""
    return {"type": "delta", "name": name}


@pytest.fixture
def played(page: Page) -> Any:
    """Messages and rests in ms -> what Streamlit has handled after each."""
    return lambda *steps: page.evaluate(PLAY % HOLDS, list(steps))


def test_a_run_is_handled_in_one_go_when_it_is_over(played: Any) -> None:
    steps = played(BEGUN, RUNNING, told("a"), told("b"), ENDED, OVER, told("c"))
    whole = ["newSession", "sessionStatusChanged", "a", "b", "scriptFinished", "sessionStatusChanged"]
    assert steps == [[], [], [], [], [], whole, [*whole, "c"]]


def test_what_belongs_to_no_run_is_handled_at_once(played: Any) -> None:
    assert played(OVER, told("a"), {"type": "heartbeatAck"})[-1] == ["sessionStatusChanged", "a", "heartbeatAck"]


def test_a_slow_run_shows_what_it_has_and_goes_on_in_order(played: Any) -> None:
    rest = 3 * LONGEST
    steps = played(BEGUN, told("a"), rest, told("b"), told("c"), rest, told("d"), ENDED, OVER)
    assert steps[2] == steps[4] == ["newSession", "a"]
    assert steps[5] == steps[7] == ["newSession", "a", "b", "c"]
    assert steps[8] == ["newSession", "a", "b", "c", "d", "scriptFinished", "sessionStatusChanged"]


def test_a_run_that_is_cut_off_by_the_next_loses_nothing(played: Any) -> None:
    steps = played(BEGUN, told("a"), ENDED, BEGUN, told("b"), ENDED, OVER)
    assert steps[-2] == []
    assert [one for one in steps[-1] if len(one) == 1] == ["a", "b"]


def test_a_server_that_goes_away_leaves_nothing_held(played: Any) -> None:
    assert played(BEGUN, told("a"), 3 * LONGEST)[-1] == ["newSession", "a"]
