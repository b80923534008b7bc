"""An index that serves packages and no releases tells of the newest release, and of no other."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import requests
from pip_audit._service import PyPIService

from scripts.audit import ByPackage, audited

PAGES = {
    "/pypi/whole/1.0/json": {"info": {"version": "1.0"}, "of": "release"},
    "/pypi/whole/json": {"info": {"version": "1.0"}, "of": "package"},
    "/pypi/newest/json": {"info": {"version": "2.0"}, "of": "package"},
    "/pypi/weak/json": {
        "info": {"version": "3.0"},
        "vulnerabilities": [{"id": "PYSEC-1", "aliases": [], "fixed_in": ["3.1"], "summary": "", "published": None}],
    },
}


class Index(BaseHTTPRequestHandler):
    """Those pages, and 404 for all others."""

    def do_GET(self) -> None:
        body = json.dumps(PAGES.get(self.path, {})).encode()
        self.send_response(200 if self.path in PAGES else 404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def index() -> Iterator[str]:
    served = ThreadingHTTPServer(("127.0.0.1", 0), Index)
    threading.Thread(target=served.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{served.server_port}/pypi"
    served.shutdown()
    served.server_close()


@pytest.mark.parametrize(
    ("release", "told"),
    [("whole/1.0", "release"), ("newest/2.0", "package"), ("newest/1.9", None), ("nowhere/1.0", None)],
)
def test_a_release_is_told_by_its_page_or_as_the_newest_of_its_package(
    index: str, release: str, told: str | None
) -> None:
    answer = ByPackage(requests.Session()).get(f"{index}/{release}/json", timeout=30)
    assert answer.ok == (told is not None)
    assert answer.json().get("of") == told


class Here(requests.Session):
    """A session that asks the index of this test for what is pypi.org's."""

    def __init__(self, index: str) -> None:
        super().__init__()
        self.index = index

    def get(self, url: str | bytes, **more: Any) -> requests.Response:
        return super().get(str(url).replace("https://pypi.org/pypi", self.index), **more)


@pytest.mark.parametrize(
    ("releases", "code", "lines"),
    [
        (["whole==1.0", "newest==2.0"], 0, ["2 releases without a known weakness, 0 weaknesses, 0 releases not told"]),
        (
            ["whole==1.0", "newest==1.9"],
            2,
            [
                "Dependency not found on PyPI and could not be audited: newest (1.9)",
                "1 releases without a known weakness, 0 weaknesses, 1 releases not told",
            ],
        ),
        (
            ["weak==3.0", "newest==2.0"],
            1,
            [
                "weak: PYSEC-1, mended in 3.1",
                "1 releases without a known weakness, 1 weaknesses, 0 releases not told",
            ],
        ),
    ],
    ids=["clean", "not told", "weak"],
)
def test_a_lock_is_clean_only_where_every_release_is_told_and_none_is_weak(
    index: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], releases: list[str], code: int, lines: list[str]
) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text("".join(f"{one} --hash=sha256:{'0' * 64}\n" for one in releases), "utf-8")
    service = PyPIService()
    service.session = ByPackage(Here(index))
    assert audited(lock, service) == code
    assert capsys.readouterr().out.splitlines() == lines
