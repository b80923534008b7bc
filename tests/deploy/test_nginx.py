"""`deploy/nginx.conf` as it stands, a real nginx before three boards over one data folder."""

from __future__ import annotations

import asyncio
import datetime
import http.client
import json
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from playwright.sync_api import Browser, BrowserContext, Page
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from bench.load import Measured, Reader, session
from lib import desk
from lib.desk.drafts import Person, begin
from lib.desk.intake import read
from lib.desk.publishing import publish_all
from lib.model import Severity
from lib.store import files
from lib.words import Words
from tests.browser.office import at_desk, paste, press, provider, rules, told
from tests.conftest import DEMO
from tests.deploy.conftest import ROOT

pytestmark = pytest.mark.slow
NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
NAME = "board.example.cn"
AROUND = "daemon off; pid nginx.pid; error_log stderr; events {{ }} http {{ {temps} include site.conf; }}"
TEMPS = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
Answer = tuple[int, dict[str, str], str]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def certificate(folder: Path) -> None:
    """A key and its own certificate for NAME."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    today = datetime.datetime.now(datetime.UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, today, today + datetime.timedelta(days=1))
    names = x509.SubjectAlternativeName([x509.DNSName(NAME), x509.DNSName("localhost")])
    signed = made.add_extension(names, critical=False).sign(key, hashes.SHA256())
    (folder / "board.crt").write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    (folder / "board.key").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )


@dataclass
class Site:
    """nginx and the boards behind it."""

    port: int
    data: Path
    boards: dict[str, subprocess.Popen[bytes]]
    ports: dict[str, int]
    log: Path
    office: dict[str, str]
    """Settings of the log-in, the same for every board: a log-in at one is a log-in at all."""

    @property
    def url(self) -> str:
        return f"https://localhost:{self.port}"

    def start(self, seat: str) -> None:
        """Start the board of a seat as the systemd unit does, and wait until it is ready."""
        command = ["-m", "uvicorn", "server:app", "--port", str(self.ports[seat]), "--ws", "websockets-sansio"]
        env = {**os.environ, "UNION_DATA": str(self.data), "UNION_PUBLIC_URL": f"https://{NAME}"}
        self.boards[seat] = subprocess.Popen(
            [sys.executable, *command, "--no-access-log", "--no-proxy-headers", "--timeout-graceful-shutdown", "10"],
            cwd=ROOT,
            env={**env, "UNION_REPORTS": str(self.data / "reports"), **self.office},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while self.health(seat)[0] != 200:
            assert self.boards[seat].poll() is None
            time.sleep(0.1)

    def stop(self, seat: str, how: signal.Signals) -> None:
        """End the board of a seat."""
        self.boards[seat].send_signal(how)
        self.boards[seat].wait()

    def health(self, seat: str) -> tuple[int, str]:
        """Status and data version that a board itself tells."""
        link = http.client.HTTPConnection("127.0.0.1", self.ports[seat])
        try:
            link.request("GET", "/healthz")
            answer = link.getresponse()
            return answer.status, json.loads(answer.read()).get("version", "")
        except OSError:
            return 0, ""
        finally:
            link.close()

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
        """An answer by way of nginx."""
        link = http.client.HTTPSConnection("localhost", self.port, context=trusting())
        link.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        answer = link.getresponse()
        found = answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read().decode()
        link.close()
        return found

    def seat(self, cookie: str = "") -> str:
        """The seat that nginx gives to whoever comes with a cookie; empty where he keeps his own."""
        told = self.ask("/healthz", Cookie=cookie)[1].get("set-cookie", "")
        return told.partition(";")[0].removeprefix("union_seat=")


def trusting() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    if NGINX is None:
        pytest.skip("needs nginx (make nginx)")
    folder = tmp_path_factory.mktemp("nginx")
    data = Path(shutil.copytree(DEMO, folder / "data"))
    certificate(folder)
    port, plain, ports = free_port(), free_port(), {seat: free_port() for seat in "123"}
    text = (ROOT / "deploy/nginx.conf").read_text("utf-8")
    swaps = {f"127.0.0.1:851{seat}": f"127.0.0.1:{ports[seat]}" for seat in ports}
    swaps |= {f"127\\.0\\.0\\.1:851{seat}": f"127\\.0\\.0\\.1:{ports[seat]}" for seat in ports}
    swaps |= {"listen 80;": f"listen 127.0.0.1:{plain};", "listen 443 ": f"listen 127.0.0.1:{port} "}
    swaps |= {"/etc/union-board/tls/": f"{folder}/", "/var/log/nginx/": f"{folder}/"}
    for old, new in swaps.items():
        assert old in text
        text = text.replace(old, new)
    (folder / "site.conf").write_text(text, "utf-8")
    temps = " ".join(f"{name}_temp_path temp_{name};" for name in TEMPS)
    (folder / "nginx.conf").write_text(AROUND.format(temps=temps), "utf-8")
    with provider(3600) as issuer:
        office = rules(folder / "office", f"https://localhost:{port}", issuer)
        found = Site(port, data, {}, ports, folder / "union-board.log", office)
        nginx = subprocess.Popen([NGINX, "-p", folder, "-c", "nginx.conf", "-e", "stderr"])
        try:
            for seat in ports:
                found.start(seat)
            yield found
        finally:
            for process in (nginx, *found.boards.values()):
                process.terminate() if process is nginx else process.kill()
                process.wait()


def publish(folder: Path, number: int) -> str:
    """Add and publish a report of one fact, in this process; the version that it made."""
    text = f"济南市总工会第{number}份材料：2018年建成职工书屋{number}家。\n"
    found = read(f"more-{number}.txt", text.encode())
    begin(folder, found, Person("甲"), f"more-{number}")
    publish_all(folder, f"more-{number}", found, Person("甲"), Words("en"))
    return desk.open_board(folder).version


@pytest.fixture(autouse=True)
def reports(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNION_REPORTS", str(site.data / "reports"))


def test_a_reader_keeps_his_process_and_a_newcomer_gets_one(site: Site) -> None:
    seats = {site.seat() for _ in range(9)}
    assert seats == {"1", "2", "3"}
    for seat in seats:
        assert site.seat(f"union_seat={seat}") == ""
    assert site.seat("union_seat=4; union_seat=x") in seats
    told = site.ask("/healthz")[1]["set-cookie"]
    assert {"Secure", "HttpOnly", "SameSite=Lax"} <= set(told.split("; "))


def test_one_process_alone_serves_every_seat(site: Site) -> None:
    """Where one is away the same one stands in for it each time, so what a page asks at once goes to one process."""
    site.stop("1", signal.SIGTERM)
    try:
        assert {site.seat("union_seat=1") for _ in range(6)} == {"2"}
        assert site.seat("union_seat=2") == ""
        site.stop("2", signal.SIGTERM)
        assert {site.seat(f"union_seat={seat}") for seat in "12" for _ in range(3)} == {"3"}
        assert site.seat() == "3"
    finally:
        for seat in "12":
            if site.health(seat)[0] != 200:
                site.start(seat)


def test_a_publication_shows_in_all_processes(site: Site) -> None:
    before = {site.health(seat) for seat in site.ports}
    version = publish(site.data, 31)
    assert {told for _, told in before} != {version}
    until = time.monotonic() + 5  # "within seconds"
    while {site.health(seat) for seat in site.ports} != {(200, version)}:
        assert time.monotonic() < until
    # A process that knows none of the boards publishes too.
    report = site.data / "another.txt"
    report.write_text("青岛市总工会：2018年建成职工书屋41家。\n", "utf-8")
    command = [sys.executable, "-m", "lib", "add", str(report), "--by", "乙", "--accept-all"]
    subprocess.run(command, cwd=ROOT, check=True, env={**os.environ, "UNION_DATA": str(site.data)})
    report.unlink()
    until = time.monotonic() + 5
    while len({site.health(seat) for seat in site.ports} - {(200, version)}) != 1:
        assert time.monotonic() < until


def test_nothing_from_outside_is_passed_through(site: Site) -> None:
    assert site.ask("/_stcore/metrics")[0] == 404
    assert site.ask("/_stcore/metrics", X_Forwarded_For="127.0.0.1")[0] == 404
    assert site.ask("/_stcore/metrics/", Forwarded="for=127.0.0.1")[0] == 404
    assert site.ask("/", Host="evil.example")[0] == 400
    address = f"wss://localhost:{site.port}/_stcore/stream"
    with pytest.raises(InvalidStatus, match="403"):
        connect(address, origin="https://evil.example", ssl=trusting())  # type: ignore[arg-type]


def test_an_upload_that_is_too_large_is_refused_by_its_length(site: Site) -> None:
    link = http.client.HTTPSConnection("localhost", site.port, context=trusting())
    link.putrequest("PUT", "/_stcore/upload_file/a/b")
    link.putheader("Content-Length", str(60 * 1024**2))
    link.endheaders()
    assert link.getresponse().status == 413


def test_the_log_tells_nothing_of_persons(site: Site) -> None:
    site.ask("/media/0123abcd.csv?city=370200", User_Agent="somebody", Referer="https://x/")
    while '"/media"' not in (text := site.log.read_text("utf-8")):
        time.sleep(0.1)
    lines = [json.loads(line) for line in text.splitlines()]
    assert {key for line in lines for key in line} == {"at", "method", "path", "status", "s", "bytes", "process"}
    assert not re.search(r"somebody|370200|0123abcd", text)


def read_under_load(site: Site, killed: str, cookie: str) -> tuple[Measured, list[str]]:
    """Twelve readers, who bear this cookie, act and a person publishes while a board is killed; what came of it."""
    measured, versions = Measured(), []
    readers = [
        Reader(site.url, f"city=370{code}00&lang=en", trusting(), f"union_seat={seat}; {cookie}")
        for code in (5, 6, 7, 8)
        for seat in "123"
    ]

    async def publishes() -> None:
        for number in range(51, 57):
            versions.append(await asyncio.to_thread(publish, site.data, number))
            if number == 53:
                site.stop(killed, signal.SIGKILL)

    async def run() -> None:
        await asyncio.gather(*(reader.open() for reader in readers))
        until = time.monotonic() + 12
        acts = [session(reader, index / 6, until, 2, measured) for index, reader in enumerate(readers)]
        await asyncio.gather(publishes(), *acts)
        for reader in readers:
            before = reader.city
            await reader.close()
            await reader.open()
            assert reader.city == before != [], reader.query
            assert cookie in reader.cookie
            await reader.close()

    with ThreadPoolExecutor(1) as pool:  # Playwright keeps a loop running in this thread
        pool.submit(asyncio.run, run()).result()
    return measured, versions


@pytest.fixture
def visitor(chromium: Browser) -> Iterator[Callable[[], Page]]:
    """Opens the browser of one more person, who knows nothing of the others' cookies."""
    contexts: list[BrowserContext] = []

    def comes() -> Page:
        contexts.append(chromium.new_context(viewport={"width": 1440, "height": 900}, ignore_https_errors=True))
        return contexts[-1].new_page()

    yield comes
    for context in contexts:
        context.close()


def cookies(page: Page) -> dict[str, str]:
    """Names and values of what a browser bears."""
    return {str(cookie.get("name")): str(cookie.get("value")) for cookie in page.context.cookies()}


def test_a_process_killed_under_load_loses_no_reader_no_log_in_and_no_publication(
    site: Site, visitor: Callable[[], Page]
) -> None:
    wang = visitor()
    at_desk(wang, site.url, "wang", "?city=370200")
    paste(wang, "青岛市总工会2018年建成职工驿站120个。")
    borne = cookies(wang)
    killed = borne["union_seat"]
    logged_in = {f"{name}={value}" for name, value in borne.items() if name.startswith("_streamlit_user")}
    assert logged_in

    measured, versions = read_under_load(site, killed, "; ".join(sorted(logged_in)))
    assert site.seat(f"union_seat={killed}") in {*site.ports} - {killed}
    assert sum(len(took) for took in measured.took.values()) > 24
    # What was under way in the killed process broke off; what came after did not.
    strange = [one for one in measured.errors if "ConnectionClosed" not in one and "IncompleteRead" not in one]
    assert strange == []
    assert len(measured.errors) <= 4
    board = desk.open_board(site.data)
    sources = {row["source_id"] for row in board.sources}
    assert {f"more-{number}" for number in range(51, 57)} <= sources
    assert versions[-1] == board.version
    assert [str(one) for one in desk.check(site.data) if one.severity is Severity.ERROR] == []
    assert {site.health(seat) for seat in {*site.ports} - {killed}} == {(200, board.version)}

    # Whoever was at the desk of the killed process goes on in another: logged in, with his filter and his draft.
    wang.get_by_text("王编辑 <wang> · 审核员").wait_for()
    assert "city=370200" in wang.url
    press(wang, "采用")
    press(wang, "看发布后有哪些变化")
    press(wang, "发布这些变化")
    told(wang, "请另一位审核员核对变动后发布")
    assert cookies(wang)["union_seat"] != killed
    zhao = visitor()
    at_desk(zhao, site.url, "zhao")
    press(zhao, "看发布后有哪些变化")
    press(zhao, "发布这些变化")
    told(zhao, "已发布")
    (new,) = {row["source_id"] for row in desk.open_board(site.data).sources} - sources
    done = {(entry.action, entry.who) for entry in files.read_logs(site.data)[new]}
    assert done >= {("accept", "王编辑 <wang>"), ("publish", "赵审核 <zhao>")}

    site.start(killed)
    assert site.health(killed) == (200, desk.open_board(site.data).version)


def test_an_upgrade_of_one_process_after_another_keeps_the_filters_of_an_open_page(
    site: Site, visitor: Callable[[], Page]
) -> None:
    page = visitor()
    page.goto(f"{site.url}/?city=370200&lang=en")
    page.locator(".foot").wait_for()
    seats = []
    for _ in range(3):
        seat = cookies(page)["union_seat"]
        seats.append(seat)
        with page.expect_websocket():
            site.stop(seat, signal.SIGTERM)
        while cookies(page)["union_seat"] == seat:  # the first try may have met the process that was just leaving
            page.wait_for_timeout(100)
        page.locator(".st-key-city-filter").get_by_text("Qingdao").first.wait_for()
        page.wait_for_function("() => !document.querySelector('[data-testid=stStatusWidget]')")
        assert "city=370200" in page.url
        site.start(seat)
    # The open page goes on as it is: the first click counts, and what it hands out comes from its process of now.
    page.wait_for_timeout(3000)
    page.locator(".st-key-lang-switch button", has_text="中文").click()
    page.locator(".st-key-city-filter").get_by_text("青岛市").first.wait_for()
    with page.expect_download() as told:
        page.locator(".st-key-download-csv button").first.click()
    assert b"370200" in Path(told.value.path()).read_bytes()
    assert len(set(seats)) > 1
