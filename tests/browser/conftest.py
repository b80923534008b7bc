"""A real server and a real Chromium for the browser tests."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
# The Chromium of a headless machine draws WebGL in software; the rest keeps it from calling home.
ARGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
]


def chromium_path() -> str | None:
    """The Chromium on the PATH; None where only Playwright's own is there."""
    return next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
    )


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def server(port: int = 0, **env: str) -> Iterator[str]:
    """The board as `make run` starts it, on a free port or this one; its address."""
    port = port or free_port()
    reports = os.environ.get("UNION_REPORTS", f"{ROOT / 'data/reports'}:{ROOT.parent / 'shared/reports'}")
    # A pipe that nobody reads fills up and stops the server, so its words go into a file.
    log = tempfile.TemporaryFile("w+")  # noqa: SIM115 - closed below, after the process that writes to it
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "uvicorn",
            "server:app",
            "--host",
            "127.0.0.1",
            "--port",
            str(port),
            "--ws",
            "websockets-sansio",
            "--no-access-log",
            "--no-server-header",
            "--no-proxy-headers",
        ],
        cwd=ROOT,
        env={**os.environ, "UNION_REPORTS": reports, **env},
        stdout=log,
        stderr=log,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            if process.poll() is not None:
                log.seek(0)
                raise RuntimeError(f"the server ended at start: {log.read()}")
            try:
                urllib.request.urlopen(f"{address}/_stcore/health", timeout=1)
                break
            except OSError:
                time.sleep(0.1)
        yield address
    finally:
        process.kill()
        process.wait()
        log.close()


@pytest.fixture(scope="session")
def board_url() -> Iterator[str]:
    """Address of a board over the real data."""
    with server() as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The Chromium on the PATH, else Playwright's own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=ARGS)
        yield browser
        browser.close()


@pytest.fixture
def outside() -> list[str]:
    """Addresses of other hosts that the page asked for."""
    return []


@pytest.fixture
def page(chromium: Browser, outside: list[str]) -> Iterator[Page]:
    """A fresh page at 1440x900 that notes every request leaving the host, and breaks no rule of the content policy."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.on(
        "request",
        lambda request: (
            outside.append(request.url)
            if not request.url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:"))
            else None
        ),
    )
    page.on(
        "websocket", lambda socket: outside.append(socket.url) if not socket.url.startswith("ws://127.0.0.1:") else None
    )
    page.set_default_timeout(30_000)
    forbidden: list[str] = []
    page.on("console", lambda told: forbidden.append(told.text) if "Content Security Policy" in told.text else None)
    yield page
    context.close()
    assert forbidden == []


def opened(page: Page, address: str) -> Page:
    """Open an address and wait until the board has drawn its foot and come to rest."""
    page.goto(address)
    page.locator(".foot").wait_for()
    at_rest(page)
    return page


def at_rest(page: Page) -> None:
    """Wait until no script runs, nothing on the page is stale, and no part waits for its script."""
    page.wait_for_timeout(400)
    page.wait_for_function(
        # A function, not an expression: the content policy lets no text be run.
        "() => !document.querySelector('[data-testid=stStatusWidget], [data-stale=true], [data-testid=stSkeleton]')"
    )
    page.wait_for_timeout(300)
