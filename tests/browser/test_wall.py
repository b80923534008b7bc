"""The wall of a meeting room: fits both sizes, turns, pauses, and comes back after server and network were away."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from lib import desk
from lib.catalog import Board
from tests.browser.conftest import ROOT, server
from tests.conftest import DATA

pytestmark = pytest.mark.browser
SMALLEST = 17
"""No text on a wall of 1920 px is smaller."""
CUT = """() => [...document.querySelectorAll(".wall, .wall main, .wall .wcard, .wall .below, .wall footer > *")]
    .filter(box => box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1)
    .map(box => `${box.className} ${box.scrollWidth}x${box.scrollHeight}: ${box.innerText.slice(0, 80)}`)"""
SIZES = """() => [...document.querySelectorAll(".wall header *, .wall main *, .wall footer *")]
    .filter(node => [...node.childNodes].some(one => one.nodeType === 3 && one.data.trim()))
    .filter(node => !node.closest("svg"))
    .map(node => parseFloat(getComputedStyle(node).fontSize))"""


@contextmanager
def on_port(port: int) -> Iterator[None]:
    """The board on a given port, so that it can come back where it was; killed at the end."""
    process = subprocess.Popen(
        [sys.executable, "-m", "uvicorn", "server:app", "--port", str(port), "--ws", "websockets-sansio"],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1)
                break
            except OSError:
                time.sleep(0.1)
        yield
    finally:
        process.kill()
        process.wait()


@contextmanager
def hung(chromium: Browser, address: str, size: tuple[int, int]) -> Iterator[Page]:
    """A wall with the address that stands at its first scene."""
    context = chromium.new_context(viewport={"width": size[0], "height": size[1]})
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(f"{address}/?view=wall")
    page.locator(".wall main h2").wait_for()
    yield page
    context.close()


def scene(page: Page) -> str:
    return page.locator(".wall .which b").inner_text()


@pytest.mark.parametrize("size", [(1920, 1080), (3840, 2160)])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_scene_fits_without_scrolling(
    chromium: Browser, board_url: str, board: Board, size: tuple[int, int], lang: str
) -> None:
    with hung(chromium, board_url, size) as page:
        page.goto(f"{board_url}/?view=wall&lang={lang}")
        page.locator(f".wall[lang^={lang}] main h2").wait_for()
        page.keyboard.press(" ")
        count, names = page.locator(".wall .dots i").count(), []
        assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
        for _ in range(count):
            names.append(scene(page))
            assert page.evaluate(CUT) == [], scene(page)
            smallest = min(page.evaluate(SIZES))
            assert smallest >= SMALLEST * size[0] / 1920 - 0.01, scene(page)
            page.keyboard.press("ArrowRight")
        assert scene(page) == names[0]
        everywhere = {board.name(city["area_code"], lang, full=True) for city in board.cities("2016-12-31")}
        themes = {row["name_zh" if lang == "zh" else "name_en"] for row in board.themes}
        assert everywhere | themes <= {re.sub(r" \d/\d$", "", name) for name in names}
        expect(page.locator(".wall .source")).to_contain_text(board.version.split(" ")[1])
        assert page.evaluate("getComputedStyle(document.querySelector('.wall')).backgroundColor") == "rgb(20, 23, 27)"


def test_it_turns_by_itself_pauses_on_touch_and_keeps_the_clock(chromium: Browser, board_url: str) -> None:
    context = chromium.new_context(viewport={"width": 1920, "height": 1080})
    page = context.new_page()
    page.clock.install()
    # An answer of the server takes the machine's time: on the clock that is set forward each would be given up at once.
    page.add_init_script("AbortSignal.timeout = () => new AbortController().signal")
    page.goto(f"{board_url}/?view=wall")
    page.locator(".wall main h2").wait_for()
    first, clock = scene(page), page.locator(".wall time b").inner_text()
    assert re.fullmatch(r"\d\d:\d\d", clock)
    page.clock.run_for(16_000)
    assert scene(page) != first
    page.locator(".wall main").click()
    expect(page.locator(".wall .next")).to_contain_text("已暂停")
    second = scene(page)  # now that it stands: the time of the machine goes on beside the one that is set forward
    page.clock.run_for(60_000)
    assert scene(page) == second
    assert page.locator(".wall time b").inner_text() != clock
    page.locator(".wall main").click()
    page.clock.run_for(16_000)
    assert scene(page) != second
    page.keyboard.press("Escape")
    page.wait_for_url(f"{board_url}/")
    context.close()


@pytest.mark.slow
def test_it_hangs_for_days(chromium: Browser, board_url: str) -> None:
    context = chromium.new_context(viewport={"width": 1920, "height": 1080})
    page = context.new_page()
    page.clock.install()
    page.add_init_script("AbortSignal.timeout = () => new AbortController().signal")
    page.goto(f"{board_url}/?view=wall")
    page.locator(".wall main h2").wait_for()
    day = page.locator(".wall time span").inner_text()
    for _ in range(12):  # three days, a page loaded anew every six hours
        page.evaluate("window.before = true")
        page.clock.fast_forward("06:00:01")
        page.clock.run_for(5_000)
        page.wait_for_function("() => !window.before")
        page.locator(".wall main h2").wait_for()
        assert page.locator(".wall .away").inner_text() == ""
        first = scene(page)
        page.clock.run_for(16_000)
        assert scene(page) != first
    assert page.locator(".wall time span").inner_text() != day
    context.close()


@pytest.mark.slow
def test_it_comes_back_after_the_server_was_away(chromium: Browser) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with on_port(port):
        context = chromium.new_context(viewport={"width": 1920, "height": 1080})
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{port}/?view=wall")
        page.locator(".wall main h2").wait_for()
        page.evaluate("window.before = true")
    expect(page.locator(".wall .away")).to_contain_text("连接中断", timeout=60_000)
    assert page.locator(".wall .wcard").count() > 0
    assert page.locator("[role=dialog]:visible").count() == 0
    with on_port(port):
        page.wait_for_function("() => !window.before && document.querySelector('.wall main h2')", timeout=120_000)
        expect(page.locator(".wall .away")).to_be_empty()
        assert page.url.endswith("?view=wall")
    context.close()


@pytest.mark.slow
def test_it_comes_back_after_the_network_was_cut(chromium: Browser, board_url: str) -> None:
    with hung(chromium, board_url, (1920, 1080)) as page:
        page.evaluate("window.before = true")
        page.context.set_offline(True)
        expect(page.locator(".wall .away")).to_contain_text("连接中断", timeout=60_000)
        shown = scene(page)
        page.keyboard.press("ArrowRight")
        assert scene(page) != shown
        page.context.set_offline(False)
        page.wait_for_function("() => !window.before && document.querySelector('.wall main h2')", timeout=120_000)
        expect(page.locator(".wall .away")).to_be_empty()


def test_it_shows_what_was_published_since(chromium: Browser, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    with server(UNION_DATA=str(folder), UNION_REPORTS=str(tmp_path)) as address:
        context = chromium.new_context(viewport={"width": 1920, "height": 1080})
        page = context.new_page()
        page.goto(f"{address}/?view=wall")
        page.locator(".wall main h2").wait_for()
        old = desk.open_board(folder).version.split(" ")[1]
        expect(page.locator(".wall .source")).to_contain_text(old)
        text = tmp_path / "new.txt"
        text.write_text("2017年,青岛市总工会建成职工书屋12个。\n", "utf-8")
        subprocess.run(
            [
                sys.executable,
                "-m",
                "lib",
                "add",
                str(text),
                "--by",
                "a test",
                "--accept-all",
                "--map-date",
                "2017-12-31",
            ],
            cwd=ROOT,
            env={**os.environ, "UNION_DATA": str(folder), "UNION_REPORTS": str(tmp_path)},
            check=True,
        )
        new = desk.open_board(folder).version.split(" ")[1]
        assert new != old
        expect(page.locator(".wall .source")).to_contain_text(new, timeout=120_000)
        context.close()
