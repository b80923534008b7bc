"""Which Chromium draws the board, seen in real old ones: prints a table of versions and where each ends up.

usage: python bench/old_browsers.py URL [VERSION ...]

Old headless builds come from npm's package @sparticuz/chromium (MIT), which carries the program itself; needs npm and
node on the PATH. Playwright no longer speaks to such old ones, so a few words of the DevTools protocol are spoken here.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tarfile
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

VERSIONS = ("92.0.0", "103.0.0", "106.0.2", "109.0.6", "111.0.0", "112.0.2", "113.0.1", "123.0.0")
PACKAGE = "@sparticuz/chromium"
UNPACK = "const [i, o] = process.argv.slice(1), f = require('fs');\
f.writeFileSync(o, require('zlib').brotliDecompressSync(f.readFileSync(i)))"
SEEN = """[navigator.userAgent.match(/Chrome.([0-9]+)/)[1], location.pathname, !!document.querySelector(".foot"),
document.querySelectorAll("[class*=st-key-kpi-]").length, document.querySelectorAll("table tbody tr").length]"""


def fetched(version: str, folder: Path) -> Path:
    """The program of a version, unpacked into a folder."""
    subprocess.run(["npm", "pack", "--silent", f"{PACKAGE}@{version}"], cwd=folder, check=True, capture_output=True)
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        archive.extract("package/bin/chromium.br", folder, filter="data")
    program = folder / "chromium"
    subprocess.run(["node", "-e", UNPACK, str(folder / "package/bin/chromium.br"), str(program)], check=True)
    program.chmod(0o755)
    return program


def call(socket: ClientConnection, method: str, **params: Any) -> dict[str, Any]:
    """One command of the DevTools protocol and its answer."""
    socket.send(json.dumps({"id": 1, "method": method, "params": params}))
    while True:
        answer: dict[str, Any] = json.loads(socket.recv(timeout=60))
        if answer.get("id") == 1:
            return dict(answer["result"])


def seen(program: Path, url: str, port: int, wait: int) -> list[Any]:
    """Version, path where it ended, whether the board's foot is there, cards, rows of tables."""
    flags = ["--no-sandbox", "--headless", "--window-size=1440,900", f"--remote-debugging-port={port}", "about:blank"]
    process = subprocess.Popen([program, *flags], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            try:
                tabs = json.load(urllib.request.urlopen(f"http://127.0.0.1:{port}/json"))
                break
            except OSError:
                time.sleep(0.1)
        with connect(tabs[0]["webSocketDebuggerUrl"], max_size=None) as socket:
            call(socket, "Page.navigate", url=url)
            time.sleep(wait)
            answer = call(socket, "Runtime.evaluate", expression=SEEN, returnByValue=True)
            return list(answer["result"]["value"])
    finally:
        process.kill()
        process.wait()


def main() -> int:
    """Print one line a version."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("url")
    asked.add_argument("versions", nargs="*", default=VERSIONS)
    asked.add_argument("--wait", type=int, default=12, help="seconds that a page may take")
    given = asked.parse_args()
    print("| Chromium | ends at | board drawn | cards | rows |\n|---|---|---|---|---|")
    for number, version in enumerate(given.versions):
        with tempfile.TemporaryDirectory() as folder:
            found = seen(fetched(version, Path(folder)), given.url, 9400 + number, given.wait)
        print(
            "| " + " | ".join("yes" if cell is True else "no" if cell is False else str(cell) for cell in found) + " |"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
