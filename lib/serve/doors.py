"""What is written into Streamlit's first page: the figures, for everybody; ways to the plain page for no script, no
socket, and browsers of old."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.serve import ahead

SCRIPT = Path(__file__).with_name("door.js").read_text("utf-8")
NO_SCRIPT = re.compile(rb"<noscript>.*?</noscript>", re.DOTALL)
WAY = (
    '<noscript><meta http-equiv="refresh" content="0;url=plain"><p style="font:16px/1.6 sans-serif;margin:20vh 1em">'
    '<a href="plain">打开文字版</a> · <a href="plain?lang=en" lang="en">Open the plain page</a></p></noscript>'
).encode()
STILL = (
    b"<style>@keyframes appear{to{opacity:1}}.stMainBlockContainer>*{opacity:0;animation:appear 0s 6s forwards}"
    b".drawn .stMainBlockContainer>*{opacity:1;animation:none}"
    b"a[data-testid=stSkipToContent]{font-family:sans-serif}</style>"
)
"""Streamlit draws piece by piece, and what came first moves away again: a page is shown at its end (`lib/ui/guard`).

The first text of all is the link to the content, for which alone browsers fetched a font of Streamlit."""
PREFIXES = ("/plain", "/static/", "/_stcore/", "/healthz", "/glance")
"""Addresses that are never Streamlit's first page."""
Head = Callable[[str], bytes]
"""Address of a page -> lines that its head ends with."""
Opening = Callable[[str, Mapping[str, str]], str]
"""Page and parameters of an address -> what stands over the page until it is drawn, as HTML."""


def nothing(page: str, given: Mapping[str, str]) -> str:
    """No opening."""
    del page, given
    return ""


def digest() -> str:
    """The source of a content policy that allows the script of the door."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()}'"


def opened(page: bytes, head: bytes = b"", opening: bytes = b"") -> bytes:
    """The first page with both ways in it, with what it asks for ahead, and with its figures."""
    with_script = page.replace(b"<head>", b"<head><script>" + SCRIPT.encode() + b"</script>" + STILL, 1)
    ready = ahead.asked(NO_SCRIPT.sub(lambda _: WAY, with_script, count=1), head)
    return ready.replace(b"<body>", b"<body>" + opening, 1)


class Doors:
    """Writes the ways into every first page on its way out."""

    def __init__(self, app: ASGIApp, head: Head, opening: Opening = nothing) -> None:
        self.app, self.head, self.opening = app, head, opening

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(PREFIXES):
            await self.app(scope, receive, send)
            return
        # What is packed already could not be written into.
        bare = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        held: list[Message] = []

        async def passed(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_page(message):
                held.append(message)
            elif held and message["type"] == "http.response.body":
                held.append(message)
                if not message.get("more_body"):
                    # It reads data, so it must not hold up the other readers.
                    page, given = _address(scope)
                    over = await run_in_threadpool(self.opening, page, given)
                    await _send(held, self.head(page), over.encode(), send)
            else:
                await send(message)

        await self.app({**scope, "headers": bare}, receive, passed)


def _is_page(start: Message) -> bool:
    kind: bytes = dict(start["headers"]).get(b"content-type", b"")
    return bool(start["status"] == 200) and kind.startswith(b"text/html")


def _address(scope: Scope) -> tuple[str, dict[str, str]]:
    """Page and parameters as a page gets them: of a parameter that stands twice the last one."""
    return scope["path"].strip("/"), dict(parse_qsl(scope["query_string"].decode("latin-1")))


async def _send(held: list[Message], head: bytes, opening: bytes, send: Send) -> None:
    start, *parts = held
    body = b"".join(part.get("body", b"") for part in parts)
    body = opened(body, head, opening) if body else body
    # An entity tag is that of the page without the ways.
    left = [(name, value) for name, value in start["headers"] if name not in (b"content-length", b"etag")]
    headers = [*left, (b"content-length", str(len(body)).encode())] if body else start["headers"]
    await send({**start, "headers": headers})
    await send({"type": "http.response.body", "body": body})
