"""The board with everything on, server and browser in a network of loopback alone: nothing is missed."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.deploy.conftest import ROOT


@pytest.mark.slow
def test_every_page_is_drawn_where_there_is_no_network(alone: tuple[str, ...]) -> None:
    """Server, Chromium and this test's own process run inside; each page must be whole and ask for nothing outside."""
    told = subprocess.run(
        [*alone, sys.executable, "-c", VISIT], cwd=ROOT, capture_output=True, text=True, env={**os.environ}
    )
    assert told.returncode == 0, told.stderr
    assert told.stdout.split() == ["/", "/city", "/indicators", "/sources", "/downloads", "/desk", "/?view=wall"]


VISIT = """
from pathlib import Path
import tempfile
from playwright.sync_api import sync_playwright
from tests.browser.conftest import ARGS, chromium_path, server

audit = {"PYTHONPATH": str(Path("tests/browser/audit").resolve()), "NETWORK_AUDIT": tempfile.mktemp()}
asked = []
with server(**audit) as url, sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=chromium_path(), args=ARGS)
    page = browser.new_page()
    page.on("request", lambda told: asked.append(told.url))
    page.on("requestfailed", lambda told: "ERR_ABORTED" in str(told.failure) or asked.append("failed: " + told.url))
    page.set_default_timeout(60000)
    for path, whole in (("/", ".foot"), ("/city?city=370200", ".foot"), ("/indicators", ".foot"), ("/sources", ".foot"),
                        ("/downloads", ".foot"), ("/desk", ".foot"), ("/?view=wall", ".wall")):
        page.goto(url + path)
        page.locator(whole).first.wait_for(state="attached")
        page.wait_for_timeout(1500)
        print(path.partition("?city")[0])
    browser.close()
outside = [one for one in asked if not one.startswith((url, url.replace("http", "ws"), "data:", "blob:"))]
assert not outside, outside
log = Path(audit["NETWORK_AUDIT"])
names = {line.split(" ", 1)[1].strip("'b") for line in log.read_text("utf-8").splitlines()} if log.exists() else set()
assert names <= {"127.0.0.1", "localhost", "0.0.0.0", "::1", "None", ""}, names
"""
