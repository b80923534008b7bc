"""The board on the wire: hosts, headers, files, error pages, health and the log, of a real server."""

from __future__ import annotations

import asyncio
import gzip
import http.client
import json
import re
import shutil
import time
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import brotli
import pytest
import streamlit
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from lib import desk
from lib.errors import DataError
from lib.serve import ahead, scripts
from lib.serve.access import AccessLog
from lib.serve.faults import Faults
from lib.serve.headers import Headers, policy
from lib.serve.health import Health
from lib.serve.hosts import hosts, known
from tests.browser.conftest import server
from tests.conftest import DATA

Answer = tuple[int, dict[str, str], bytes]
Answered = TypeVar("Answered")
PAGE = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(DATA, tmp_path_factory.mktemp("served") / "data"))


@pytest.fixture(scope="module")
def url(folder: Path) -> Iterator[str]:
    with server(UNION_DATA=str(folder), UNION_PUBLIC_URL="https://board.example.cn") as address:
        yield address


def waited(coroutine: Coroutine[Any, Any, Answered]) -> Answered:
    """The result of a coroutine, in a thread of its own: Playwright keeps a loop running in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


def ask(url: str, path: str, method: str = "GET", **headers: str) -> Answer:
    """An answer to a path sent as it is written, without the tidying of a browser."""
    link = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
    link.putrequest(method, path, skip_host="host" in headers, skip_accept_encoding=True)
    for name, value in headers.items():
        link.putheader(name.replace("_", "-"), value)
    link.endheaders()
    answer = link.getresponse()
    found = answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    link.close()
    return found


def ready(url: str) -> Answer:
    """The answer of `/healthz` when the check at the start has ended."""
    while True:
        found = ask(url, "/healthz")
        if json.loads(found[2])["status"] != "checking":
            return found
        time.sleep(0.1)


def test_it_is_ready_when_its_data_is_checked_and_tells_the_version(url: str, folder: Path) -> None:
    status, headers, body = ready(url)
    assert (status, json.loads(body)) == (200, {"status": "ready", "version": desk.open_board(folder).version})
    assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize(("faults", "status", "told"), [(0, 200, "ready"), (3, 503, "faulty"), (None, 503, "checking")])
def test_states_of_health(faults: int | None, status: int, told: str) -> None:
    health = Health(lambda: "v", lambda: faults or 0)
    if faults is not None:
        waited(health.check())
    answer = waited(health.answer(Request({"type": "http"})))
    assert (answer.status_code, json.loads(bytes(answer.body))["status"]) == (status, told)


def test_a_folder_that_cannot_be_read_is_not_healthy() -> None:
    def torn() -> str:
        raise DataError("metrics.csv", "cannot be read", "restore it")

    answer = waited(Health(torn, lambda: 0).answer(Request({"type": "http"})))
    assert answer.status_code == 503
    assert "metrics.csv" in json.loads(bytes(answer.body))["reason"]


def test_every_answer_bears_the_headers(url: str) -> None:
    for path in ("/", "/sources?fact=x", "/healthz", "/static/nothing.js"):
        _, headers, _ = ask(url, path)
        rules = dict(rule.strip().split(" ", 1) for rule in headers["content-security-policy"].split(";"))
        assert rules["default-src"] == "'self'"
        assert "'unsafe-inline'" not in rules["script-src"]
        assert "'unsafe-eval'" not in rules["script-src"]
        assert rules["frame-ancestors"] == rules["object-src"] == "'none'"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["strict-transport-security"].startswith("max-age=")


@pytest.mark.parametrize("host", ["evil.example", "board.example.cn.evil.example", "", "a b", "127.0.0.1@evil.example"])
def test_a_foreign_host_is_refused(url: str, host: str) -> None:
    assert ask(url, "/", host=host)[0] == 400


@pytest.mark.parametrize("host", ["board.example.cn", "BOARD.example.cn:443", "localhost:1", "10.1.2.3", "[::1]:80"])
def test_hosts_that_readers_use(url: str, host: str) -> None:
    assert ask(url, "/", host=host)[0] == 200
    assert known(host, hosts("https://board.example.cn"))


def test_two_hosts_are_one_too_many(url: str) -> None:
    link = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
    link.putrequest("GET", "/")
    link.putheader("Host", "localhost")
    link.endheaders()
    assert link.getresponse().status == 400


def test_a_policy_takes_nothing_from_a_host_that_is_none() -> None:
    client = TestClient(Headers(Starlette(), (), False))
    told = client.get("/", headers={"host": "x; script-src *"}).headers["content-security-policy"]
    assert told == policy("", ())


def test_a_socket_from_elsewhere_is_refused(url: str) -> None:
    address = url.replace("http", "ws") + "/_stcore/stream"
    with pytest.raises(InvalidStatus, match="403"), connect(address, origin="https://evil.example"):  # type: ignore[arg-type]
        pass
    with connect(address, origin=url):  # type: ignore[arg-type]
        pass


def test_measurements_are_for_this_machine_alone(url: str) -> None:
    assert ask(url, "/_stcore/metrics")[0] == 200
    assert ask(url, "/_stcore/metrics", X_Forwarded_For="10.0.0.9")[0] == 404
    assert ask(url, "/_stcore/metrics/", Forwarded="for=10.0.0.9")[0] == 404


def script(url: str) -> str:
    index = ask(url, "/")[2].decode()
    at = index.index("/static/js/index.")
    return index[at : index.index('"', at)]


@pytest.mark.parametrize(
    ("accepted", "coding", "unpacked"),
    [
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("br;q=0, gzip;q=0.5", "gzip", gzip.decompress),
        ("gzip; q=0, zstd", None, bytes),
    ],
)
def test_files_go_packed_to_whoever_takes_them_so(
    url: str, accepted: str, coding: str | None, unpacked: Callable[[bytes], bytes]
) -> None:
    name = script(url)
    plain = ask(url, name)[2]
    status, headers, body = ask(url, name, Accept_Encoding=accepted)
    assert (status, headers.get("content-encoding")) == (200, coding)
    assert unpacked(body) == plain
    if coding:
        assert headers["vary"] == "accept-encoding"
        assert headers["cache-control"] == "public, max-age=86400"
        assert len(body) * 2 < len(plain)
        status, headers, nothing = ask(url, name, "HEAD", Accept_Encoding=accepted)
        assert (status, int(headers["content-length"]), nothing) == (200, len(body), b"")


def test_the_script_of_charts_goes_out_cut(url: str) -> None:
    (path,) = (Path(streamlit.__file__).parent / "static" / "static" / "js").glob("PlotlyChart.*.js")
    status, _, body = ask(url, f"/static/js/{path.name}", Accept_Encoding="gzip")
    assert (status, gzip.decompress(body).decode()) == (200, scripts.slim(path.read_text("utf-8")))
    assert len(body) * 2 < len(gzip.compress(path.read_bytes(), 1))


@pytest.mark.parametrize(("part", "kept"), [("index", "max-age=86400"), ("Html", "immutable")])
def test_browsers_keep_for_good_what_nobody_changes(url: str, part: str, kept: str) -> None:
    (path,) = (Path(streamlit.__file__).parent / "static" / "static" / "js").glob(f"{part}.????????.js")
    assert kept in ask(url, f"/static/js/{path.name}", Accept_Encoding="gzip")[1]["cache-control"]


@pytest.mark.parametrize(("page", "draws"), [("/", True), ("/indicators?indicator=x", True), ("/sources", False)])
def test_the_first_page_asks_ahead_for_parts_that_are_there_and_for_no_font(url: str, page: str, draws: bool) -> None:
    index = ask(url, page)[2].decode()
    asked = re.findall(r'<link rel="modulepreload" crossorigin href="\.(/static/js/[^"]+)">', index)
    assert len(asked) == len(set(asked))
    for part in ahead.PARTS + ahead.DRAWN:
        there = [name for name in asked if name.startswith(f"/static/js/{part}.")]
        assert bool(there) == (draws or part in ahead.PARTS), part
    assert {ask(url, name, "HEAD")[0] for name in asked} == {200}
    assert not re.search(r"<link[^>]*font", index)


@pytest.mark.parametrize(
    "path",
    [
        "/static/../config.py",
        "/static/%2e%2e/config.py",
        "/static/..%2f..%2fconfig.py",
        "/static//etc/passwd",
        "/static/js/nothing.js",
        "/static/\\..\\config.py",
        "/static/js/",
    ],
)
def test_no_path_leads_out_of_the_files(url: str, path: str) -> None:
    status, _, body = ask(url, path)
    assert status == 404
    assert b"root:" not in body
    assert b"import " not in body


def test_a_person_is_told_in_both_languages(url: str) -> None:
    status, headers, body = ask(url, "/static/nothing.js", Accept="text/html")
    assert (status, headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "没有这一页" in body.decode()
    assert "Not found" in body.decode()
    assert b"<h1>" not in ask(url, "/static/nothing.js", Accept="*/*")[2]


def test_where_the_app_breaks_the_reader_is_told_and_nothing_inside_is_shown() -> None:
    def broken(_: Request) -> PlainTextResponse:
        raise ValueError("secret")

    app = Faults(Starlette(routes=[Route("/", broken)], debug=False))
    answer = TestClient(app, raise_server_exceptions=False).get("/", headers=PAGE)
    assert answer.status_code == 500
    assert "看板出错" in answer.text
    assert "secret" not in answer.text


def test_cookies_stay_on_this_site_and_on_tls() -> None:
    def cookie(_: Request) -> PlainTextResponse:
        answer = PlainTextResponse("")
        answer.headers.append("set-cookie", "a=1; Path=/")
        answer.headers.append("set-cookie", "b=2; Path=/; SameSite=Strict; Secure")
        return answer

    app = Starlette(routes=[Route("/", cookie)])
    for secure, told in ((False, "a=1; Path=/; SameSite=Lax"), (True, "a=1; Path=/; SameSite=Lax; Secure")):
        client = TestClient(Headers(app, (), secure))
        assert client.get("/").headers.get_list("set-cookie") == [told, "b=2; Path=/; SameSite=Strict; Secure"]


def test_the_log_has_one_object_a_line_whatever_was_asked(capsys: pytest.CaptureFixture[str]) -> None:
    client = TestClient(AccessLog(Starlette()))
    client.get("/a%0A%1b[31m城?key=secret")
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1
    told = json.loads(lines[0])
    assert (told["method"], told["path"], told["status"]) == ("GET", "/a\n\x1b[31m城", 404)
    assert "secret" not in lines[0]
