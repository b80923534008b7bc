"""The log-in against a real OpenID provider: a process of its own on the loopback."""

from __future__ import annotations

import contextlib
import json
import re
import shutil
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from lib.desk import intake
from lib.desk.drafts import Person, begin
from lib.store import files
from tests.browser.conftest import at_rest, free_port, opened, server
from tests.browser.office import OFFICE, at_desk, log_in, paste, press, provider, rules, told
from tests.conftest import DATA

pytestmark = pytest.mark.browser
TRUSTED = "127.0.0.2"
"""An address of this machine that a proxy can come from; browsers come from 127.0.0.1."""
PROXY = f"""
[proxy]
header = "X-Remote-User"
addresses = ["{TRUSTED}"]
"""
CLAIMS = {"is_logged_in": True, "iss": "x", "sub": "zhao", "name": "赵审核", "exp": 9999999999, "provider": "default"}
CLOCK = """
import os, time
real, ahead = time.time, os.environ["TEST_CLOCK"]
time.time = lambda: real() + os.stat(ahead).st_size
"""
"""The one thing that is not real: the clock of the board is ahead by as many seconds as a file has bytes."""


@contextmanager
def board(folder: Path, issuer: str = "", office: str = OFFICE, **env: str) -> Iterator[str]:
    """A board that asks for a log-in at this provider; none is set up without one."""
    port = free_port()
    data = folder / "data"
    if not data.exists():
        shutil.copytree(DATA, data)
    given = {"UNION_DATA": str(data), "UNION_REPORTS": str(data / "reports")}
    given |= rules(folder / "kept", f"http://127.0.0.1:{port}", issuer, office)
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
def clock(folder: Path) -> Path:
    (folder / "sitecustomize.py").write_text(CLOCK)
    (folder / "clock").touch()
    return folder / "clock"


@pytest.fixture(scope="module")
def url(folder: Path, issuer: str, clock: Path) -> Iterator[str]:
    with board(folder, issuer, PYTHONPATH=str(folder), TEST_CLOCK=str(clock)) as address:
        yield address


@contextmanager
def relay(url: str, source: str, lines: str) -> Iterator[str]:
    """A proxy that comes from this address and adds lines to the first head of each connection; its address."""
    board_port = urlsplit(url).port

    def pump(one: socket.socket, other: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while part := one.recv(65536):
                other.sendall(part)
        with contextlib.suppress(OSError):
            other.shutdown(socket.SHUT_WR)

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            head = b""
            while b"\r\n" not in head:
                part = self.request.recv(65536)
                if not part:
                    return
                head += part
            with socket.create_connection(("127.0.0.1", board_port), source_address=(source, 0)) as there:
                there.sendall(head.replace(b"\r\n", b"\r\n" + lines.encode(), 1))
                back = threading.Thread(target=pump, args=(there, self.request), daemon=True)
                back.start()
                pump(self.request, there)
                back.join()

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

    with Server(("127.0.0.1", 0), Handler) as proxy:
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{proxy.server_address[1]}"
        proxy.shutdown()


def drafted(folder: Path, text: str) -> Path:
    """A report under review; its log."""
    found = intake.read("draft.txt", text.encode())
    with pytest.MonkeyPatch.context() as own:
        own.setenv("UNION_REPORTS", str(folder / "data/reports"))
        return folder / "data/reviews" / f"{begin(folder / 'data', found, Person('甲'))}.csv"


def test_a_deep_link_comes_back_and_a_second_person_publishes(
    page: Page, chromium: Browser, url: str, folder: Path
) -> None:
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
    paste(page, "青岛市总工会2018年建成职工驿站120个。")
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


def test_a_reader_is_told_why_the_desk_is_closed(page: Page, url: str) -> None:
    page.goto(f"{url}/desk")
    log_in(page, "li")
    told(page, re.compile(r"李读者 <li>，角色是读者.*roles\.toml"))
    expect(page.get_by_role("button", name="读取报告")).to_have_count(0)
    page.goto(f"{url}/desk?lang=en")
    told(page, "a reader. The desk is for reviewers and administrators. The administrator can give you a role")


def test_a_log_out_ends_every_window_and_a_forged_cookie_opens_nothing(page: Page, url: str, folder: Path) -> None:
    log = drafted(folder, "济南市总工会2018年建成职工书屋35家。")
    at_desk(page, url, "wang")
    stolen = page.context.cookies()
    other = page.context.new_page()
    opened(other, f"{url}/desk")
    page.get_by_role("button", name="退出登录").click()
    page.wait_for_url("**/oauth2/end_session**")
    assert not [cookie for cookie in page.context.cookies() if cookie["name"].startswith("_streamlit_user")]
    before = log.read_bytes()
    press(other, "不用")
    told(other, "请先登录")
    assert log.read_bytes() == before
    # The cookie of before, and one that somebody else has signed.
    page.context.add_cookies(stolen)
    page.goto(f"{url}/desk")
    told(page, "请先登录")
    page.context.clear_cookies()
    forged = create_signed_value("guessed", "_streamlit_user", json.dumps(CLAIMS | {"origin": url})).decode()
    page.context.add_cookies([{"name": "_streamlit_user", "value": forged, "url": url}])
    page.goto(f"{url}/desk")
    told(page, "请先登录")


def test_after_the_end_of_a_token_nothing_is_written_and_nothing_typed_is_lost(
    page: Page, url: str, folder: Path, clock: Path
) -> None:
    log = drafted(folder, "烟台市总工会2018年培训职工1200人次。")
    at_desk(page, url, "zhao")
    before = log.read_bytes()
    page.get_by_label("口径", exact=True).last.fill("规模以上企业")
    clock.write_bytes(bytes(7200))
    press(page, "保存修改")
    told(page, "登录已失效，没有写入")
    expect(page.get_by_label("口径", exact=True).last).to_have_value("规模以上企业")
    assert log.read_bytes() == before
    # A page loaded with that token shows nothing; the log-in leads back to the desk.
    page.reload()
    told(page, "登录已失效")
    expect(page.locator(".st-key-desk-candidates")).to_have_count(0)
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url("**/oauth2/authorize**")
    clock.write_bytes(b"")
    page.get_by_role("button", name="zhao", exact=True).click()
    page.locator(".foot").wait_for()
    at_rest(page)
    expect(page.get_by_text("登录失效后保存的内容")).to_be_visible()
    press(page, "现在写入")
    told(page, "已写入")
    added = log.read_bytes().removeprefix(before).decode()
    assert "赵审核 <zhao>,oidc,edit" in added
    assert "规模以上企业" in added


@pytest.mark.slow  # a server of its own; tests/test_identity.py asks the layer
def test_a_proxy_is_believed_from_its_own_address_alone(page: Page, tmp_path: Path) -> None:
    with board(tmp_path, office=OFFICE + PROXY) as url:
        for source, lines in (("127.0.0.1", ""), ("127.0.0.1", f"X-Forwarded-For: {TRUSTED}\r\n")):
            with relay(url, source, f"{lines}X-Remote-User: proxied\r\n") as way:
                page.goto(f"{way}/desk")
                told(page, "您的访问没有经过它")
        with relay(url, TRUSTED, "X-Remote-User: proxied\r\nX-Remote-User: zhao\r\n") as way:
            page.goto(f"{way}/desk")
            told(page, "您的访问没有经过它")
        with relay(url, TRUSTED, "X-Remote-User: proxied\r\n") as way:
            opened(page, f"{way}/desk")
            paste(page, "青岛市总工会2018年建成职工驿站120个。")
            log = next(iter((tmp_path / "data/reviews").glob("r*.csv")))
            assert {(entry.who, entry.how_known) for entry in files.read_logs(tmp_path / "data")[log.stem]} == {
                ("proxied", "proxy")
            }
