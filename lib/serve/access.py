"""The access log: one JSON object a line on standard output; addresses without what was asked in them."""

from __future__ import annotations

import json
import sys
import time
from datetime import UTC, datetime
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class AccessLog:
    """Writes a line when an answer is complete, and one when a socket closes."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        begin, seen = time.monotonic(), {"status": 0, "bytes": 0}

        async def counted(message: Message) -> None:
            seen["status"] = message.get("status", seen["status"])
            seen["bytes"] += len(message.get("body") or message.get("bytes") or message.get("text") or b"")
            await send(message)

        try:
            await self.app(scope, receive, counted)
        finally:
            _write(scope, seen, round((time.monotonic() - begin) * 1000))


def _write(scope: Scope, seen: dict[str, int], took: int) -> None:
    line: dict[str, Any] = {
        "at": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.%f}"[:-3] + "Z",
        "method": scope.get("method", "WS"),
        "path": scope["path"],
        "status": seen["status"],
        "ms": took,
        "bytes": seen["bytes"],
        "peer": scope["client"][0] if scope.get("client") else "",
    }
    # ASCII alone: a hostile path cannot break a line or colour a terminal.
    sys.stdout.write(f"{json.dumps(line)}\n")
    sys.stdout.flush()
