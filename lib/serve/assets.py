"""Streamlit's static files from memory, compressed once; their names hold a hash, so browsers keep them for good."""

from __future__ import annotations

import gzip
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

PREFIX = "/static/"
TEXTS = (".js", ".css", ".svg", ".json", ".wasm", ".map")
FOREVER = b"public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Asset:
    """One file as it goes over the wire."""

    body: bytes
    kind: str
    packed: bool


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
        self.kept: dict[str, Asset] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(PREFIX):
            await self.app(scope, receive, send)
            return
        if scope["path"] not in self.files or scope["method"] not in ("GET", "HEAD"):
            # The app would answer with its first page, and a browser would take that for a script.
            await PlainTextResponse("not found", 404)(scope, receive, send)
            return
        asset = self._asset(scope["path"])
        accepted = dict(scope["headers"]).get(b"accept-encoding", b"")
        if asset.packed and b"gzip" not in accepted:
            await self.app(scope, receive, send)
            return
        headers = [
            (b"content-type", asset.kind.encode()),
            (b"content-length", str(len(asset.body)).encode()),
            (b"cache-control", FOREVER),
        ]
        if asset.packed:
            headers += [(b"content-encoding", b"gzip"), (b"vary", b"accept-encoding")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else asset.body})

    def _asset(self, name: str) -> Asset:
        """The file as it was when it was first asked for."""
        if name not in self.kept:
            path = self.files[name]
            raw, packed = path.read_bytes(), path.suffix in TEXTS
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            # Level 6 and no time of packing: the same bytes in every process behind one proxy.
            self.kept[name] = Asset(gzip.compress(raw, 6, mtime=0) if packed else raw, kind, packed)
        return self.kept[name]
