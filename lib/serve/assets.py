"""Streamlit's static files from memory, made smaller once; their names hold a hash, so browsers keep them for good."""

from __future__ import annotations

import gzip
import mimetypes
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import brotli
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from lib.serve.scripts import change

PREFIX = "/static/"
TEXTS = (".js", ".css", ".svg", ".json", ".wasm", ".map")
FOREVER = b"public, max-age=31536000, immutable"
A_DAY = b"public, max-age=86400"
"""For scripts that we change: their names hold a hash of what they were, and do not tell our next change."""
PACKED: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda raw: bytes(brotli.compress(raw, quality=5)),
    # Level 6 and no time of packing: the same bytes in every process behind one proxy.
    "gzip": lambda raw: gzip.compress(raw, 6, mtime=0),
}
"""Content codings, the smaller first; a browser offers the first over TLS only. More effort than this would keep all
others waiting while a file is packed, and saves a twentieth."""


@dataclass(frozen=True)
class Asset:
    """One file as it goes over the wire."""

    body: bytes
    kind: str
    coding: str


class Assets:
    """Answers for the files that lie in the folder at the start, and for all names below `/static/` that do not.

    A name is looked up among those of the folder and never opened, so no path leads out of it.
    """

    def __init__(self, app: ASGIApp, folder: Path) -> None:
        self.app = app
        self.files = {
            PREFIX + path.relative_to(folder / "static").as_posix(): path
            for path in sorted((folder / "static").rglob("*"))
            if path.is_file()
        }
        self.kept: dict[tuple[str, str], Asset] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(PREFIX):
            await self.app(scope, receive, send)
            return
        if scope["path"] not in self.files or scope["method"] not in ("GET", "HEAD"):
            # The app would answer with its first page, and a browser would take that for a script.
            await PlainTextResponse("not found", 404)(scope, receive, send)
            return
        text = self.files[scope["path"]].suffix in TEXTS
        coding = _coding(dict(scope["headers"]).get(b"accept-encoding", b"").decode("latin-1")) if text else ""
        changed = change(scope["path"])
        if text and not coding and not changed:
            await self.app(scope, receive, send)
            return
        asset = self._asset(scope["path"], coding)
        headers = [
            (b"content-type", asset.kind.encode()),
            (b"content-length", str(len(asset.body)).encode()),
            (b"cache-control", A_DAY if changed else FOREVER),
        ]
        if asset.coding:
            headers += [(b"content-encoding", asset.coding.encode()), (b"vary", b"accept-encoding")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else asset.body})

    def _asset(self, name: str, coding: str) -> Asset:
        """The file as it was when it was first asked for."""
        if (name, coding) not in self.kept:
            raw = self.files[name].read_bytes()
            changed = change(name)
            raw = changed(raw.decode()).encode() if changed else raw
            kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
            self.kept[name, coding] = Asset(PACKED[coding](raw) if coding else raw, kind, coding)
        return self.kept[name, coding]


def _coding(accepted: str) -> str:
    """The best coding that a browser takes; empty where it takes none of ours."""
    offered = {part.partition(";")[0].strip(): part.partition(";")[2].replace(" ", "") for part in accepted.split(",")}
    return next((name for name in PACKED if offered.get(name, "q=0") != "q=0"), "")
