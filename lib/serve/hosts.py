"""Which names the board answers to, and what it keeps from outsiders."""

from __future__ import annotations

import ipaddress
import re
import socket
from urllib.parse import urlsplit

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

HOST = re.compile(r"(?P<name>\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(?::\d{1,5})?")
PRIVATE = ("/_stcore/metrics",)
"""Paths for programs on this machine alone."""
FORWARDED = (b"x-forwarded-for", b"forwarded", b"x-real-ip")


def hosts(public_url: str) -> frozenset[str]:
    """Names that readers may use: that of the public address, of this machine, and its loopback."""
    own = {"localhost", socket.gethostname().lower()}
    public = urlsplit(public_url).hostname
    return frozenset(own | ({public.lower()} if public else set()))


def known(host: str, names: frozenset[str]) -> bool:
    """Whether a Host header is ours. Numbers are: a name that somebody else points here is what must not get in."""
    match = HOST.fullmatch(host)
    if match is None:
        return False
    name = match["name"].strip("[]").lower()
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return name.rstrip(".") in names
    return True


class Hosts:
    """Refuses foreign Host headers, and private paths to whoever is not on this machine."""

    def __init__(self, app: ASGIApp, names: frozenset[str]) -> None:
        self.app, self.names = app, names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket"):
            given = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
            if len(given) != 1 or not known(given[0], self.names):
                await _refuse(400, scope, receive, send)
                return
            if scope["path"].rstrip("/") in PRIVATE and not _from_here(scope):
                await _refuse(404, scope, receive, send)
                return
        await self.app(scope, receive, send)


def _from_here(scope: Scope) -> bool:
    peer = scope.get("client")
    passed_on = any(name in FORWARDED for name, _ in scope["headers"])
    try:
        return peer is not None and ipaddress.ip_address(peer[0]).is_loopback and not passed_on
    except ValueError:
        return False


async def _refuse(status: int, scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    told = "unknown host; set UNION_PUBLIC_URL to the address that readers use" if status == 400 else "not found"
    await PlainTextResponse(told, status)(scope, receive, send)
