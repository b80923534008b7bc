"""An index that serves packages and no releases tells of the newest release, and of no other."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import requests

from scripts.audit import ByPackage

PAGES = {
    "/pypi/whole/1.0/json": {"info": {"version": "1.0"}, "of": "release"},
    "/pypi/whole/json": {"info": {"version": "1.0"}, "of": "package"},
    "/pypi/newest/json": {"info": {"version": "2.0"}, "of": "package"},
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
