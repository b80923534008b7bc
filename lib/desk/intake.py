"""A file from outside, read in a process that is killed when it takes too long."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lib.desk import ROOT
from lib.errors import UnreadableReport
from lib.extract.engine import Candidate
from lib.extract.intake import LARGEST_FILE, check_size
from lib.extract.worker import SPLIT, TOO_MUCH, unpacked
from lib.words import mark

SECONDS = 20
"""How long a report may take to be read."""
Progress = Callable[[str, int], None]
"""Told of each stage (`text`, `figures`) and the characters known so far."""


@dataclass(frozen=True)
class Found:
    """A report's file and what was read in it."""

    file_name: str
    data: bytes
    text: str
    candidates: tuple[Candidate, ...]
    """All quantities in their order, the left-out ones with kind and reason."""

    @property
    def facts(self) -> list[Candidate]:
        return [item for item in self.candidates if item.kind == "fact"]

    @property
    def left_out(self) -> list[Candidate]:
        return [item for item in self.candidates if item.kind != "fact"]


def read(
    file_name: str, data: bytes, progress: Progress = lambda stage, chars: None, seconds: float = SECONDS
) -> Found:
    """The text and the candidates of a file.

    Raises UnreadableReport where it is no report, or takes more time or memory than one may. Nothing is stored.
    """
    check_size(data)
    # A name is shown and kept, never opened: only its last part counts, without what no name holds.
    name = "".join(char for char in file_name.replace("\\", "/").rsplit("/", 1)[-1] if char.isprintable())[:120]
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as faults:
        given.write(data[:LARGEST_FILE])
        given.seek(0)
        worker = subprocess.Popen(
            [sys.executable, "-m", "lib.extract.worker", name or "report"],
            cwd=ROOT,
            stdin=given,
            stdout=subprocess.PIPE,
            stderr=faults,
        )
        late = threading.Event()

        def stop() -> None:
            late.set()
            worker.kill()

        clock = threading.Timer(seconds, stop)
        clock.start()
        try:
            answer = _listen(worker, progress)
        finally:
            clock.cancel()
            worker.kill()
            worker.wait()
    if late.is_set():
        raise UnreadableReport(
            "", mark("reading the file took more than {seconds} seconds and was stopped"), SPLIT, seconds=f"{seconds:g}"
        )
    if "error" in answer:
        wrong, mend, values = answer["error"]
        raise UnreadableReport("", wrong, mend, **values)
    if "text" not in answer:
        # Killed by the system, or out of memory where Python could not say so any more.
        raise UnreadableReport("", TOO_MUCH, SPLIT)
    return Found(name or "report", data, answer["text"], tuple(map(unpacked, answer["found"])))


def _listen(worker: subprocess.Popen[bytes], progress: Progress) -> dict[str, Any]:
    """The last line of a worker, its stages told on the way; empty where it ended without an answer."""
    assert worker.stdout is not None
    with worker.stdout as lines:
        for line in lines:
            try:
                told = json.loads(line)
            except json.JSONDecodeError:
                break
            if "stage" not in told:
                return dict(told)
            progress(told["stage"], told.get("chars", 0))
    return {}
