"""The way back from a log-in: Streamlit returns to the first page, this layer to the one that was left."""

from __future__ import annotations

import re
from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote, unquote, urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "union_back"
AWAY, BACK = ("/auth/login", "/auth/logout"), "/oauth2callback"
LONGEST = 2000
LOCAL = re.compile(r"/(?![/\\])[^\x00-\x20\\\x7f]*")


def left(scope: Scope) -> str:
    """The page that a browser leaves for the log-in: path and query of its Referer, if that is of this host."""
    headers = dict(scope["headers"])
    referer = urlsplit(headers.get(b"referer", b"").decode("latin-1"))
    if referer.netloc.encode("latin-1") != headers.get(b"host", b""):
        return ""
    return safe(f"{referer.path}?{referer.query}" if referer.query else referer.path)


def safe(address: str) -> str:
    """An address on this board, or nothing: no other host, no line break, not the log-in itself."""
    fits = len(address) <= LONGEST and LOCAL.fullmatch(address) and not address.startswith((*AWAY, BACK))
    return address if fits else ""


class Returns:
    """Keeps the page in a cookie on the way out, and leads there on the way back."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] != "http" or path not in (*AWAY, BACK):
            await self.app(scope, receive, send)
            return
        page = _kept(scope) if path == BACK else left(scope)

        async def led(message: Message) -> None:
            if message["type"] == "http.response.start" and page and 300 <= message["status"] < 400:
                message = {**message, "headers": _led(message["headers"], path, page)}
            await send(message)

        await self.app(scope, receive, led)


def _led(headers: list[tuple[bytes, bytes]], path: str, page: str) -> list[tuple[bytes, bytes]]:
    home = any(name.lower() == b"location" and value == b"/" for name, value in headers)
    if home:  # from the provider, or from a log-out that the provider takes no part in
        led = [(name, page.encode() if name.lower() == b"location" else value) for name, value in headers]
        return [*led, _cookie("", 0)]
    return [*headers, _cookie(page, 600)] if path in AWAY else headers


def _cookie(page: str, seconds: int) -> tuple[bytes, bytes]:
    value = f"{COOKIE}={quote(page, safe='')}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}"
    return b"set-cookie", value.encode()


def _kept(scope: Scope) -> str:
    given = dict(scope["headers"]).get(b"cookie", b"").decode("latin-1")
    try:
        found = SimpleCookie(given).get(COOKIE)
    except CookieError:
        return ""
    return safe(unquote(found.value)) if found else ""
