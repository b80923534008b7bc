"""Readers by the hundred over Streamlit's own protocol: time of each act, memory a session, errors.

usage: python bench/load.py [--sessions 200] [--minutes 2] [--every 10] [--processes 2] [-o OUT.md]
       python bench/load.py --url http://127.0.0.1:8501 --pid PID      (a board that runs already)

Each session opens the overview, then every `--every` seconds does the next of: choose a city, choose another, turn to
the page of indicators, choose, take the CSV, turn back. Time is from sending until the server says that the page is
whole, or the last byte of the file came. Sessions are dealt to the processes in turn, as nginx does. Loopback addresses
alone are taken; the clients run on the same cores.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import os
import random
import socket
import ssl
import subprocess
import sys
import time
import urllib.request
import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from urllib.parse import parse_qs, urlsplit

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

ROOT = Path(__file__).resolve().parent.parent
ACTS = ("choose", "choose", "indicators", "choose", "download", "overview")
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Broken(Exception):
    """The board did not do what was asked."""


@dataclass
class Measured:
    """Milliseconds by act, and what went wrong."""

    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)


class Reader:
    """One session: a socket, the address that a browser would show, and the widgets that the page has."""

    def __init__(self, url: str, query: str = "lang=en", tls: ssl.SSLContext | None = None, cookie: str = "") -> None:
        if urlsplit(url).hostname not in LOOPBACK:
            raise ValueError(f"{url}: load is for a board on this machine alone")
        self.url, self.query, self.tls, self.cookie = url, query, tls, cookie
        self.page = self.session = ""
        self.pages: dict[str, str] = {}
        self.widgets: dict[str, str] = {}
        self.values: dict[str, list[str]] = {}
        self.cities: list[str] = []
        self.file = ""
        self.chosen = -1

    async def open(self) -> None:
        """Connect, or connect anew, and run the page that the address names."""
        self.socket = await websockets.connect(
            self.url.replace("http", "ws", 1) + "/_stcore/stream",
            subprotocols=["streamlit"],  # type: ignore[list-item]
            origin=self.url,  # type: ignore[arg-type]
            additional_headers={"Cookie": self.cookie} if self.cookie else None,
            ssl=self.tls,
            max_size=None,
        )
        answer = self.socket.response
        for told in answer.headers.get_all("Set-Cookie") if answer else []:
            # Behind a proxy: the process that this session is in. What else the reader bears stays as it is.
            name, _, value = told.partition(";")[0].partition("=")
            kept = [part for part in self.cookie.split("; ") if part and not part.startswith(f"{name}=")]
            self.cookie = "; ".join([*kept, f"{name}={value}"])
        await self._run()

    async def close(self) -> None:
        """Leave as a closed tab does."""
        await self.socket.close()

    async def act(self, name: str) -> None:
        """One of ACTS; raises Broken where the board does not do it."""
        if name == "choose":
            await self._choose()
        elif name == "download":
            await self._download()
        else:
            self.page = self.pages[name]
            await self._run()

    @property
    def city(self) -> list[str]:
        """Codes of the cities in the address."""
        return parse_qs(self.query).get("city", [])

    async def _choose(self) -> None:
        self.chosen = (self.chosen + 1) % len(self.cities)
        before = self.city
        self.values["city"] = [self.cities[self.chosen]]
        await self._run()
        if self.city == before or not self.city:
            raise Broken(f"{self.cities[self.chosen]} was chosen, the address says {self.query}")

    async def _download(self) -> None:
        asked = BackMsg()
        asked.backend_operation_request.request_id = str(uuid.uuid4())
        asked.backend_operation_request.session_id = self.session
        asked.backend_operation_request.deferred_file.file_id = self.file
        await self.socket.send(asked.SerializeToString())
        while (told := await self._next()).WhichOneof("type") != "backend_operation_response":
            pass
        answer = told.backend_operation_response
        if answer.error_msg:
            raise Broken(answer.error_msg)
        content = await asyncio.to_thread(self._fetch, answer.deferred_file.url)
        if not content.startswith(b"\xef\xbb\xbf"):
            raise Broken("the file is not a CSV for people")

    def _fetch(self, path: str) -> bytes:
        asked = urllib.request.Request(self.url + path, headers={"Cookie": self.cookie})
        with urllib.request.urlopen(asked, context=self.tls, timeout=60) as answer:
            return bytes(answer.read())

    async def _next(self) -> ForwardMsg:
        told = ForwardMsg()
        told.ParseFromString(await self.socket.recv())
        return told

    async def _run(self) -> None:
        asked = BackMsg()
        asked.rerun_script.query_string = self.query
        asked.rerun_script.page_script_hash = self.page
        for name, values in self.values.items():
            state = asked.rerun_script.widget_states.widgets.add()
            state.id = self.widgets[name]
            state.string_array_value.data.extend(values)
        await self.socket.send(asked.SerializeToString())
        while True:
            told = await self._next()
            kind = told.WhichOneof("type")
            if kind == "delta":
                self._keep(told)
            elif kind == "new_session" and told.new_session.initialize.session_id:
                self.session = told.new_session.initialize.session_id
            elif kind == "navigation":
                pages = told.navigation.app_pages
                self.pages = {page.url_pathname or "overview": page.page_script_hash for page in pages}
            elif kind == "page_info_changed":
                self.query = told.page_info_changed.query_string
            elif kind == "script_finished":
                if told.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                    return
                if told.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                    raise Broken("the page does not compile")

    def _keep(self, told: ForwardMsg) -> None:
        """Note the widgets that acts need; raise where an exception is on the page."""
        element = told.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            raise Broken(element.exception.message)
        if kind == "multiselect":
            widget = element.multiselect
            name = widget.id.rpartition("-")[2]
            self.widgets[name] = widget.id
            if widget.set_value:  # as a browser does: what the server set is sent back with every run
                self.values[name] = list(widget.raw_values)
            if name == "city":
                self.cities = list(widget.options)
        if kind == "download_button" and element.download_button.id.endswith("-download-csv"):
            self.file = element.download_button.deferred_file_id


async def timed(reader: Reader, name: str, measured: Measured) -> None:
    """Do an act and note its time, or what went wrong; a session whose socket broke opens anew."""
    begin = time.perf_counter()
    try:
        await (reader.open() if name == "open" else reader.act(name))
        measured.took[name].append((time.perf_counter() - begin) * 1000)
    except (Broken, OSError, websockets.WebSocketException) as error:
        measured.errors.append(f"{name}: {type(error).__name__}: {error}")
        if not isinstance(error, Broken):
            await asyncio.sleep(1)
            await reader.open()


async def session(reader: Reader, delay: float, until: float, every: float, measured: Measured) -> None:
    """Act on the beat until the time is over; the reader has been opened."""
    await asyncio.sleep(delay)
    acts = itertools.cycle(ACTS)
    while time.monotonic() < until:
        begin = time.monotonic()
        await timed(reader, next(acts), measured)
        await asyncio.sleep(max(0.0, begin + every - time.monotonic()))


@dataclass(frozen=True)
class Board:
    """One process of the board."""

    url: str
    pid: int

    @property
    def resident(self) -> float:
        """Its megabytes in memory."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGESIZE") / 1e6


async def watch(boards: Sequence[Board], samples: list[float]) -> None:
    """Note the memory of all processes every minute."""
    while True:
        samples.append(sum(board.resident for board in boards))
        await asyncio.sleep(60)


async def load(boards: Sequence[Board], sessions: int, minutes: float, every: float) -> str:
    """Run the load; the result as Markdown."""
    measured, chance = Measured(), random.Random(20261123)
    readers = [Reader(boards[number % len(boards)].url) for number in range(sessions)]
    firsts = readers[: len(boards)]
    for reader in firsts:  # what the first session of a process loads is not a session's own
        for name in ("open", *ACTS):
            await timed(reader, name, Measured())
    first = sum(board.resident for board in boards)
    for reader in readers[len(firsts) :]:
        await timed(reader, "open", measured)
    opened = sum(board.resident for board in boards)
    samples: list[float] = []
    watching = asyncio.create_task(watch(boards, samples))
    until = time.monotonic() + minutes * 60
    await asyncio.gather(*(session(one, chance.uniform(0, every), until, every, measured) for one in readers))
    watching.cancel()
    last = sum(board.resident for board in boards)
    for reader in readers:
        await reader.close()
    each = [(size - first) / max(1, sessions - len(firsts)) for size in (opened, last)]
    return report(measured, [first, opened, *samples, last], each, (sessions, len(boards), minutes))


def report(measured: Measured, memory: Sequence[float], each: Sequence[float], ran: tuple[int, int, float]) -> str:
    """A table of times, a line of memory, the errors.

    `memory` in MB: with one session a process, with all open, every minute, at the end; `each` in MB a session.
    """
    sessions, processes, minutes = ran
    lines = [
        f"{sessions} sessions on {processes} processes, {minutes:g} minutes, "
        f"{os.cpu_count()} cores with the clients on them.",
        "",
        "| act | times | p50 ms | p95 ms | p99 ms |",
        "|---|---|---|---|---|",
    ]
    for name, took in sorted(measured.took.items()):
        cuts = quantiles(took, n=100, method="inclusive") if len(took) > 1 else took * 99
        lines.append(f"| {name} | {len(took)} | {cuts[49]:.0f} | {cuts[94]:.0f} | {cuts[98]:.0f} |")
    first, opened, *minutely, last = memory
    lines += [
        "",
        f"Memory: {first:.0f} MB with one session a process, {opened:.0f} MB with all open ({each[0]:.2f} MB each), "
        f"{last:.0f} MB at the end ({each[1]:.2f} MB each). "
        f"Every minute: {', '.join(f'{size:.0f}' for size in minutely)} MB.",
        f"Errors: {len(measured.errors)}.",
        *sorted(set(measured.errors))[:10],
    ]
    return "\n".join(lines) + "\n"


@contextmanager
def started(processes: int) -> Iterator[list[Board]]:
    """Boards over one data folder on free ports of the loopback, all ready; ended behind the block."""
    running: list[subprocess.Popen[bytes]] = []
    boards = []
    try:
        for _ in range(processes):
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                port = probe.getsockname()[1]
            command = [sys.executable, "-m", "uvicorn", "server:app", "--port", str(port), "--ws", "websockets-sansio"]
            board = subprocess.Popen(
                [*command, "--no-access-log"], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            running.append(board)
            boards.append(Board(f"http://127.0.0.1:{port}", board.pid))
            while not _ready(boards[-1].url):
                if board.poll() is not None:
                    raise SystemExit("the board ended at its start; run `make run` to see why")
                time.sleep(0.2)
        yield boards
    finally:
        for board in running:
            board.kill()
            board.wait()


def _ready(url: str) -> bool:
    try:
        urllib.request.urlopen(f"{url}/healthz").close()
    except OSError:
        return False
    return True


def main() -> None:
    """Read the options, run, print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--sessions", type=int, default=200)
    options.add_argument("--minutes", type=float, default=2)
    options.add_argument("--every", type=float, default=10, help="seconds between two acts of a session")
    options.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    options.add_argument("--url", default="")
    options.add_argument("--pid", type=int, default=0, help="process of the board at --url")
    options.add_argument("-o", "--output", type=Path)
    args = options.parse_args()
    given = nullcontext([Board(args.url, args.pid)]) if args.url else started(args.processes)
    with given as boards:
        told = asyncio.run(load(boards, args.sessions, args.minutes, args.every))
    print(told)
    if args.output:
        args.output.write_text(told, "utf-8")


if __name__ == "__main__":
    main()
