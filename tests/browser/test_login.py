"""The log-in against a real OpenID provider: a process of its own on the loopback."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from lib.store import files
from tests.browser.conftest import at_rest, free_port, opened, server
from tests.browser.test_desk import REPORT
from tests.conftest import DATA

pytestmark = pytest.mark.browser
PEOPLE = (
    '{"sub": "wang", "name": "王编辑", "groups": ["desk"]}',
    '{"sub": "zhao", "name": "赵审核"}',
    '{"sub": "li", "name": "李读者", "groups": ["others"]}',
)
OFFICE = """
[roles]
claim = "groups"
[roles.values]
desk = "reviewer"
[people]
zhao = "reviewer"
proxied = "reviewer"
"""
PROXY = """
[proxy]
header = "X-Remote-User"
addresses = ["{address}"]
"""


@contextmanager
def provider(seconds: int) -> Iterator[str]:
    """A provider whose tokens last so long; its address."""
    port = free_port()
    people = [part for person in PEOPLE for part in ("--user-claims", person)]
    command = [sys.executable, "-m", "oidc_provider_mock", "-p", str(port), "-e", str(seconds), *people]
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
        address = f"http://127.0.0.1:{port}"
        try:
            for _ in range(300):
                try:
                    urllib.request.urlopen(f"{address}/.well-known/openid-configuration", timeout=1)
                    break
                except OSError:
                    assert process.poll() is None
                    time.sleep(0.1)
            yield address
        finally:
            process.kill()
            process.wait()


@contextmanager
def board(folder: Path, issuer: str = "", office: str = OFFICE, **env: str) -> Iterator[str]:
    """A board that asks for a log-in at this provider; none is set up without one."""
    port = free_port()
    kept = folder / "kept"
    kept.mkdir(parents=True, exist_ok=True)
    (kept / "roles.toml").write_text(office, "utf-8")
    secrets = kept / "secrets.toml"
    if issuer:
        secrets.write_text(
            f'[auth]\nredirect_uri = "http://127.0.0.1:{port}/oauth2callback"\ncookie_secret = "{os.urandom(24).hex()}"\n'
            f'client_id = "board"\nclient_secret = "s"\nserver_metadata_url = "{issuer}/.well-known/openid-configuration"\n'
        )
    data = folder / "data"
    if not data.exists():
        shutil.copytree(DATA, data)
    given = {
        "UNION_DATA": str(data),
        "UNION_REPORTS": str(data / "reports"),
        "UNION_DESK": "login",
        "UNION_IDENTITY": str(kept / "roles.toml"),
        "UNION_SECRETS": str(secrets),
    }
    with server(port, **given | env) as address:
        yield address


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with provider(3600) as address:
        yield address


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("office")


@pytest.fixture(scope="module")
def url(folder: Path, issuer: str) -> Iterator[str]:
    with board(folder, issuer) as address:
        yield address


def told(page: Page, words: str | re.Pattern[str]) -> None:
    """A message stands on the page."""
    expect(page.locator("[data-testid=stAlert]").filter(has_text=words).first).to_be_visible()


def log_in(page: Page, who: str, button: str = "登录") -> None:
    """From the board to the provider, there as this person, and back."""
    page.get_by_role("button", name=button, exact=True).first.click()
    page.wait_for_url("**/oauth2/authorize**")
    page.get_by_role("button", name=who, exact=True).click()


def at_desk(page: Page, url: str, who: str) -> None:
    page.goto(f"{url}/desk")
    log_in(page, who)
    page.locator(".foot").wait_for()
    at_rest(page)


def paste(page: Page, text: str) -> None:
    """Hand in a pasted report."""
    area = page.locator(".st-key-desk-upload")
    if not area.locator("details[open]").count():
        area.locator("summary").click()
    area.locator("textarea").fill(text)
    area.locator("textarea").press("Control+Enter")
    at_rest(page)
    page.get_by_role("button", name="读取报告").click()
    at_rest(page)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()
    at_rest(page)


def test_a_deep_link_comes_back_and_a_second_person_publishes(
    page: Page, chromium: Browser, url: str, folder: Path
) -> None:
    # Readers are not asked; the desk is, and leads back to its own address with all that stood in it.
    opened(page, f"{url}/city?city=370200")
    page.goto(f"{url}/desk?city=370200&lang=en")
    told(page, "You then come back to this page")
    log_in(page, "wang", "Log in")
    page.locator(".foot").wait_for()
    assert page.url.startswith(f"{url}/desk?")
    assert "city=370200" in page.url
    assert "lang=en" in page.url
    expect(page.get_by_text("王编辑 <wang> · reviewer")).to_be_visible()
    cookies = {cookie["name"]: cookie for cookie in page.context.cookies()}
    assert cookies["_streamlit_user"]["httpOnly"]
    assert {cookie["sameSite"] for cookie in cookies.values()} <= {"Lax", "Strict"}
    assert "union_back" not in cookies

    opened(page, f"{url}/desk")
    paste(page, REPORT)
    source_id = next(path.stem for path in (folder / "data/reviews").glob("r*.csv"))
    press(page, "采用")
    press(page, "看发布后有哪些变化")
    press(page, "发布这些变化")
    told(page, "请另一位审核员核对变动后发布")
    log = files.read_logs(folder / "data")[source_id]
    assert {(entry.who, entry.how_known) for entry in log} == {("王编辑 <wang>", "oidc")}
    assert "publish" not in {entry.action for entry in log}

    other = chromium.new_context()
    second = other.new_page()
    at_desk(second, url, "zhao")
    press(second, "看发布后有哪些变化")
    press(second, "发布这些变化")
    told(second, "已发布")
    last = files.read_logs(folder / "data")[source_id][-1]
    assert (last.action, last.who, last.how_known) == ("publish", "赵审核 <zhao>", "oidc")
    other.close()
