"""The word of a proxy: its header says who comes, and counts from the addresses of the office's proxies alone.

What passes is handed on in a header of our own with a stamp that this process alone knows. So a page that is served
without this layer (`streamlit run`) believes nobody.
"""

from __future__ import annotations

import ipaddress
import logging
import secrets
from collections.abc import Callable, Mapping
from urllib.parse import quote, unquote

from starlette.types import ASGIApp, Receive, Scope, Send

from lib.errors import BoardError
from lib.identity import Settings

HEADER = "x-union-identity"
STAMP = secrets.token_hex(16)
FORWARDED = (b"x-forwarded-for", b"forwarded")


def told(headers: Mapping[str, str]) -> str:
    """The account that a trusted proxy has named on this request; empty where none has."""
    stamp, _, account = headers.get(HEADER, "").partition(":")
    return unquote(account) if secrets.compare_digest(stamp.encode(), STAMP.encode()) else ""


class Trust:
    """Takes the proxy's header off every request, and puts ours on those that a trusted proxy has sent."""

    def __init__(self, app: ASGIApp, settings: Callable[[], Settings]) -> None:
        self.app, self.settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket"):
            scope = {**scope, "headers": self._headers(scope)}
        await self.app(scope, receive, send)

    def _headers(self, scope: Scope) -> list[tuple[bytes, bytes]]:
        try:
            known = self.settings()
        except (BoardError, OSError):
            known = Settings()  # the page that needs the file says what is wrong with it
        theirs = known.header.encode("latin-1", "replace")
        given = [value for name, value in scope["headers"] if theirs and name.lower() == theirs]
        kept = [pair for pair in scope["headers"] if pair[0].lower() not in (theirs, HEADER.encode())]
        if not given:
            return kept
        # Two values: one of them may be the reader's own, so neither counts.
        if len(given) != 1 or not _from(scope, known.addresses):
            peer = scope["client"][0] if scope.get("client") else "-"
            logging.getLogger("uvicorn.error").warning("header %s from %s refused", known.header, peer)
            return kept
        try:
            account = given[0].decode("utf-8")
        except UnicodeDecodeError:
            account = given[0].decode("latin-1")
        return [*kept, (HEADER.encode(), f"{STAMP}:{quote(account)}".encode())]


def _from(scope: Scope, addresses: frozenset[str]) -> bool:
    """Whether the peer itself is one of these.

    A server that takes the peer out of X-Forwarded-For (uvicorn does, for proxies on its own machine) would let anybody
    behind such a proxy choose an address, so a peer that stands in those headers is none that we have seen.
    """
    try:
        peer = str(ipaddress.ip_address(scope["client"][0] if scope.get("client") else ""))
    except ValueError:
        return False
    claimed = b",".join(value for name, value in scope["headers"] if name.lower() in FORWARDED).decode("latin-1")
    return peer in addresses and peer not in claimed
