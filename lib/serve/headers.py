"""Headers of every answer: what a browser may do with the pages, and where cookies go."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

INLINE = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)
FIXED = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
HSTS = "max-age=31536000"


def inline_hashes(index: Path) -> tuple[str, ...]:
    """Sources of a policy that allow the scripts written into a page, and no others."""
    digests = (hashlib.sha256(body.encode()).digest() for body in INLINE.findall(index.read_text("utf-8")))
    return tuple(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def policy(host: str, scripts: tuple[str, ...]) -> str:
    """The content policy for readers who came by this host.

    Nothing from elsewhere, no script in markup, no frame. Streamlit writes styles into the page and loads the script
    of a component as a blob; deck.gl brings WebAssembly. Browsers older than 2022 do not count a socket as `'self'`,
    so it is named.
    """
    rules = {
        "default-src": "'self'",
        "script-src": " ".join(["'self'", "blob:", "'wasm-unsafe-eval'", *scripts]),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": f"'self' ws://{host} wss://{host}",
        "worker-src": "'self' blob:",
        "frame-src": "'none'",
        "frame-ancestors": "'none'",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
    }
    return "; ".join(f"{name} {sources}" for name, sources in rules.items())


class Headers:
    """Adds the headers to every answer; `secure` where readers come over TLS."""

    def __init__(self, app: ASGIApp, scripts: tuple[str, ...], secure: bool) -> None:
        self.app, self.scripts, self.secure = app, scripts, secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        host = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
        secure = self.secure or scope.get("scheme") == "https"

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(FIXED)
                # A host that does not look like one was refused; it must not write the policy either.
                headers["content-security-policy"] = policy(
                    host if re.fullmatch(r"[\w.:\[\]-]+", host) else "", self.scripts
                )
                if secure:
                    headers["strict-transport-security"] = HSTS
                _cookies(message, secure)
            await send(message)

        await self.app(scope, receive, dressed)


def _cookies(message: Message, secure: bool) -> None:
    """Cookies stay on this site, and on TLS where there is TLS."""
    message["headers"] = [
        (name, _cookie(value, secure)) if name.lower() == b"set-cookie" else (name, value)
        for name, value in message["headers"]
    ]


def _cookie(value: bytes, secure: bool) -> bytes:
    told = value.lower()
    if b"samesite=" not in told:
        value += b"; SameSite=Lax"
    if secure and b"; secure" not in told:
        value += b"; Secure"
    return value
