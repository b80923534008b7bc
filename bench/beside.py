"""The board beside its peers at 384,000 facts, in the same browser, taking turns round by round: ratios of medians.

usage: python bench/beside.py FOLDER [--peers dash panel vizro] [--runs 7] [--python PYTHON] [--indicator i000]

FOLDER is made by `bench/make_facts.py`. The peers and the measuring script are those of the folder `bench` that lies
beside this repository (`--bench`), run by a Python that has its requirements. Seconds say little on a shared
machine, so only ratios are printed: 0.5 is half of the peer's.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.browser.conftest import ARGS, chromium_path  # noqa: E402

BOARD, FIRST_PEER = 8790, 8791
FIGURES = {
    "ready": ("figures readable", 0.8),
    "load": ("all drawn", 1.0),
    "pick_ready": ("choice shown", 0.5),
    "pick": ("all redrawn", 1.0),
    "mb": ("bytes over the wire", 0.5),
}
"""Figures of the measuring script: what they are, and the aim beside Dash."""
DRAWN = {
    "cards": "#root .st-key-kpis .num",
    "map": "[data-testid=stDeckGlJsonChart] canvas, .flatmap svg",
    "bar per city": ".st-key-chart-places-0 .js-plotly-plot",
    "line per month": ".st-key-chart-time-0 .js-plotly-plot",
    "table": ".st-key-facts table tbody tr",
}
"""What must be on the board's page, or its figures are of no use."""


@contextmanager
def served(command: list[str], url: str, folder: Path, **env: str) -> Iterator[None]:
    """A server until it answers, then for as long as it is wanted."""
    process = subprocess.Popen(
        command, cwd=folder, env={**os.environ, **env}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(1200):
            try:
                urllib.request.urlopen(url, timeout=60)
                break
            except OSError:
                time.sleep(0.5)
        yield
    finally:
        process.kill()
        process.wait()


def assert_drawn(url: str) -> None:
    """Open the page once, which also warms it, and see that nothing of it is missing."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=ARGS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(url)
        for what, selector in DRAWN.items():
            page.locator(selector).first.wait_for(state="attached", timeout=300_000)
            print(f"drawn: {what}, {page.locator(selector).count()}", flush=True)
        browser.close()


def measured(python: str, bench: Path, kind: str, url: str) -> dict[str, float]:
    """One round of one board."""
    command = [python, str(bench / "browser.py"), kind, url, "--runs", "1"]
    found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    # The script counts what is not under the page's own path; another host is what may not be asked.
    strange = [one for one in found["off_host"] if not one.startswith(f"http://127.0.0.1:{BOARD}/")]
    assert kind != "project" or strange == [], strange
    middle = {name: str(found[name]).split("/")[0] for name in FIGURES}
    return {name: float("nan") if value == "-" else float(value) for name, value in middle.items()}


def main() -> int:
    """Measure, and print a table of ratios with the aim beside Dash."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--peers", nargs="+", default=["dash"], choices=["dash", "panel", "vizro"])
    asked.add_argument("--runs", type=int, default=7)
    asked.add_argument("--python", default=sys.executable, help="a Python with the peers' requirements")
    asked.add_argument("--bench", type=Path, default=ROOT.parent / "shared" / "bench")
    asked.add_argument("--data", type=Path, help="data of the peers, made by their make_data.py")
    asked.add_argument("--page", default="indicators?source=all&indicator=i000")
    given = asked.parse_args()
    flags = ["--port", str(BOARD), "--ws", "websockets-sansio", "--no-access-log", "--no-server-header"]
    board = [sys.executable, "-m", "uvicorn", "server:app", *flags]
    address = f"http://127.0.0.1:{BOARD}/{given.page}"
    rounds: dict[str, list[dict[str, float]]] = {}
    os.environ.pop("UNION_REPORTS", None)
    with served(board, f"http://127.0.0.1:{BOARD}/healthz", ROOT, UNION_DATA=str(given.folder.resolve())):
        assert_drawn(address)
        for number, peer in enumerate(given.peers):
            url = f"http://127.0.0.1:{FIRST_PEER + number}/"
            command = [given.python, f"{peer}_app.py", str(FIRST_PEER + number)]
            if peer == "panel":
                command = [given.python, "-m", "panel", "serve", "panel_app.py", "--port", str(FIRST_PEER + number)]
            data = {"BENCH_DATA": str(given.data.resolve())} if given.data else {}
            with served(command, url, given.bench / "peers", **data):
                for turn in range(given.runs):
                    for kind, where in (("project", address), (peer, url)):
                        rounds.setdefault(f"{peer}:{kind}", []).append(measured(given.python, given.bench, kind, where))
                    print(f"round {turn + 1} of {given.runs} beside {peer}", flush=True)
    print("| beside | " + " | ".join(name for name, _ in FIGURES.values()) + " |\n|---|" + "---|" * len(FIGURES))
    for peer in given.peers:
        cells = []
        for figure in FIGURES:
            ours, theirs = (
                statistics.median(one[figure] for one in rounds[f"{peer}:{kind}"]) for kind in ("project", peer)
            )
            cells.append(f"{ours / theirs:.2f}")
        print(f"| {peer} | " + " | ".join(cells) + " |")
    print("| aim (Dash) | " + " | ".join(f"{aim}" for _, aim in FIGURES.values()) + " |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
