"""Reviewers killed at any moment, and many at once: nothing acknowledged is lost, nothing is torn."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from lib import desk, review
from lib.desk import publishing
from lib.desk.drafts import Decision, Person, begin, decide
from lib.desk.intake import read
from lib.model import Severity
from lib.store import files
from lib.words import Words
from tests.conftest import DEMO

pytestmark = pytest.mark.slow
KILLS, PROCESSES, ROUNDS = 200, 8, 50
EN = Words("en")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy = Path(shutil.copytree(DEMO, tmp_path / "demo"))
    monkeypatch.setenv("UNION_REPORTS", str(copy / "reports"))
    return copy


def report(folder: Path, source_id: str, number: int) -> str:
    """A published report of one fact; the key of that fact."""
    text = f"济南市总工会第{number}份材料：2018年建成职工书屋{number}家。\n"
    found = read(f"{source_id}.txt", text.encode())
    begin(folder, found, Person("甲"), source_id)
    publishing.publish_all(folder, source_id, found, Person("甲"), EN)
    return f"@{found.facts[0].start}"


def child(work: Callable[[int], None]) -> tuple[int, int]:
    """Run work in a process of its own; its id, and where it says what it has done."""
    inlet, outlet = os.pipe()
    pid = os.fork()
    if pid:
        os.close(outlet)
        return pid, inlet
    os.close(inlet)
    try:
        work(outlet)
        os._exit(0)
    except BaseException:
        import traceback

        traceback.print_exc()
        os._exit(1)


def told(inlet: int) -> list[str]:
    """The whole lines that a process has said before it ended."""
    with os.fdopen(inlet, "rb") as lines:
        return lines.read().decode().rpartition("\n")[0].split("\n")


def clean(folder: Path) -> None:
    desk.finish(folder)
    assert desk.build(folder) == []
    assert [str(problem) for problem in desk.check(folder) if problem.severity is Severity.ERROR] == []
    assert [path.name for path in folder.glob(".*")] == []


def test_killed_at_random_moments(folder: Path) -> None:
    key, chance = report(folder, "killed", 7), random.Random(20261122)
    published = kills_in_publication = 0
    for turn in range(KILLS):

        def work(outlet: int, turn: int = turn) -> None:
            for step in range(1000):
                value = f"第{turn}-{step}批"
                decide(folder, "killed", [Decision("edit", key=key, field="population", new=value)], Person("甲"))
                os.write(outlet, f"decided {value}\n".encode())
                if step % 2:
                    publishing.publish(folder, "killed", Person("乙"), EN, value)
                    os.write(outlet, f"published {value}\n".encode())

        pid, inlet = child(work)
        time.sleep(chance.uniform(0.005, 0.6))
        os.kill(pid, signal.SIGKILL)
        assert os.waitpid(pid, 0)[1] == signal.SIGKILL
        acknowledged = {tuple(line.split(" ")) for line in told(inlet) if line}
        left = [path.name for path in folder.iterdir() if path.name.startswith(".")]
        for name in left:
            # A half-written file under a name of its own is what an atomic replacement leaves; no reader sees it.
            kills_in_publication += 1
            (folder / name).unlink()
        log = files.read_logs(folder)["killed"]
        assert [entry.seq for entry in log] == list(range(1, len(log) + 1))
        decided = {entry.new for entry in log if entry.action == "edit"}
        done = {entry.reason for entry in log if entry.action == "publish"}
        assert {value for what, value in acknowledged if what == "decided"} <= decided
        assert {value for what, value in acknowledged if what == "published"} <= done
        board = desk.open_board(folder)
        last = max((entry for entry in log if entry.action == "publish"), key=lambda entry: entry.seq)
        before = review.current("killed", log[: last.seq - 1])["metrics", key]["population"]
        assert next(fact for fact in board.facts.values() if fact.source_id == "killed").population == before
        published += sum(what == "published" for what, _ in acknowledged)
        if turn % 20 == 0:
            clean(folder)
    clean(folder)
    assert published > KILLS / 10
    print(f"{KILLS} kills, {published} publications acknowledged, {kills_in_publication} while a table was written")


def test_eight_publish_at_once(folder: Path) -> None:
    keys = {f"own-{number}": report(folder, f"own-{number}", number + 2) for number in range(PROCESSES)}
    shared = report(folder, "shared", 99)
    numbers = {row["source_id"]: row["fact_id"] for row in files.read_table(folder, "metrics").to_dict("records")}

    def worker(source_id: str) -> Callable[[int], None]:
        def work(outlet: int) -> None:
            person = Person(source_id)
            for turn in range(ROUNDS):
                value = f"{source_id}第{turn}轮"
                decide(
                    folder, source_id, [Decision("edit", key=keys[source_id], field="population", new=value)], person
                )
                decide(folder, "shared", [Decision("edit", key=shared, field="population", new=value)], person)
                publishing.publish(folder, source_id, person, EN, value)
                os.write(outlet, f"{value}\n".encode())

        return work

    children = [child(worker(source_id)) for source_id in keys]
    for (pid, inlet), source_id in zip(children, keys, strict=True):
        assert told(inlet) == [f"{source_id}第{turn}轮" for turn in range(ROUNDS)]
        assert os.waitpid(pid, 0)[1] == 0
    logs = files.read_logs(folder)
    for source_id in keys:
        log = logs[source_id]
        assert [entry.new for entry in log if entry.action == "edit"][-ROUNDS:] == [
            f"{source_id}第{turn}轮" for turn in range(ROUNDS)
        ]
        assert sum(entry.action == "publish" for entry in log) == ROUNDS + 1
    edits = [entry.new for entry in logs["shared"] if entry.action == "edit"]
    together = {f"{source_id}第{turn}轮" for source_id in keys for turn in range(ROUNDS)}
    assert sorted(value for value in edits if value in together) == sorted(together)
    times = [entry.at for log in logs.values() for entry in log if entry.action == "publish"]
    assert len(set(times)) == len(times)
    # No fact was numbered anew, and the last publication of each is what the tables say.
    assert {
        row["source_id"]: row["fact_id"] for row in files.read_table(folder, "metrics").to_dict("records")
    } == numbers
    facts = desk.open_board(folder).facts
    for source_id in keys:
        assert facts[numbers[source_id]].population == f"{source_id}第{ROUNDS - 1}轮"
    clean(folder)
