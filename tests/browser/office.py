"""An office with a log-in: its people, their OpenID provider as a process of its own, and what they do at the desk."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import at_rest, free_port

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


def rules(folder: Path, url: str, issuer: str = "", office: str = OFFICE) -> dict[str, str]:
    """Settings of a board that readers know by this address: who may what, and where one logs in, if anywhere."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "roles.toml").write_text(office, "utf-8")
    secrets = folder / "secrets.toml"
    if issuer:
        secrets.write_text(
            f'[auth]\nredirect_uri = "{url}/oauth2callback"\n'
            f'cookie_secret = "{os.urandom(24).hex()}"\nclient_id = "board"\nclient_secret = "s"\n'
            f'server_metadata_url = "{issuer}/.well-known/openid-configuration"\n'
        )
    return {"UNION_DESK": "login", "UNION_IDENTITY": str(folder / "roles.toml"), "UNION_SECRETS": str(secrets)}


def told(page: Page, words: str | re.Pattern[str]) -> None:
    """A message stands on the page."""
    expect(page.locator("[data-testid=stAlert]").filter(has_text=words).first).to_be_visible()


def log_in(page: Page, who: str, button: str = "登录") -> None:
    """From the board to the provider, there as this person, and back."""
    page.get_by_role("button", name=button, exact=True).first.click()
    page.wait_for_url("**/oauth2/authorize**")
    page.get_by_role("button", name=who, exact=True).click()


def at_desk(page: Page, url: str, who: str, query: str = "") -> None:
    """Come to the desk without a log-in, log in, and be there."""
    page.goto(f"{url}/desk{query}")
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
    """Click a button and wait for what follows."""
    page.get_by_role("button", name=name).first.click()
    at_rest(page)
