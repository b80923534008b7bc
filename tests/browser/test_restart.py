"""A page that stays open while the board is started anew: it runs again by itself, and nothing of it is dead."""

from __future__ import annotations

import re
import socket

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import at_rest, opened
from tests.browser.test_wall import on_port

pytestmark = pytest.mark.browser


@pytest.mark.slow
def test_an_open_page_goes_on_after_a_restart(page: Page) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with on_port(port):
        opened(page, f"http://127.0.0.1:{port}/?city=370200&theme=grassroots&lang=en")
        page.evaluate("window.same = true")
    with on_port(port):
        page.wait_for_function(
            "() => document.querySelector('[data-testid=stApp]').dataset.testConnectionState === 'CONNECTED'",
            timeout=90_000,
        )
        page.wait_for_timeout(2000)
        at_rest(page)
        page.locator(".st-key-lang-switch button", has_text="中文").click()
        expect(page.locator("h1").first).to_contain_text("全省工会工作创新", timeout=30_000)
        expect(page.locator(".st-key-city-filter")).to_contain_text("青岛市")
        assert re.search(r"city=370200", page.url)
        assert page.evaluate("window.same")
        with page.expect_download() as told:
            page.locator(".st-key-download-csv button").first.click()
        with open(told.value.path(), encoding="utf-8-sig") as file:
            assert len(file.read().splitlines()) == 6
