"""A run's messages leave together: a browser draws the whole page anew for every few of them that come one by one.

What says that a run has begun passes at once. What the run tells is held until its last message, and for a tenth of a
second at most, so that a slow run still shows piece by piece what it has.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from starlette.types import ASGIApp, Message, Receive, Scope, Send

NEW_SESSION, SCRIPT_FINISHED = 4, 6
"""Numbers of the fields of `ForwardMsg` (streamlit/proto/ForwardMsg.proto) that begin and end a run."""
LONGEST = 0.1
"""Seconds that the first message held waits at most."""


def fields(message: bytes) -> Iterator[int]:
    """Numbers of the fields of a protocol buffer, as far as it can be read (protobuf.dev, "Encoding")."""
    at = 0
    while at < len(message):
        tag, at = _varint(message, at)
        yield tag >> 3
        kind = tag & 7
        size, at = _varint(message, at) if kind in (0, 2) else ({1: 8, 5: 4}.get(kind, len(message)), at)
        at += size if kind != 0 else 0


def _varint(message: bytes, at: int) -> tuple[int, int]:
    """A number of seven bits a byte, the least first, and where it ends."""
    value = shift = 0
    while at < len(message):
        byte = message[at]
        value, shift, at = value | (byte & 127) << shift, shift + 7, at + 1
        if byte < 128:
            break
    return value, at


class Together:
    """Holds the messages of each run, one socket at a time."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        bundle = Bundle(send)
        try:
            await self.app(scope, receive, bundle.send)
        finally:
            bundle.end()


class Bundle:
    """What one socket holds back."""

    def __init__(self, send: Send) -> None:
        self.out = send
        self.held: list[Message] = []
        self.running = False
        self.turn = asyncio.Lock()
        self.timer: asyncio.Task[None] | None = None

    async def send(self, message: Message) -> None:
        """Send a message, or hold it where a run goes on."""
        told = set(fields(message.get("bytes") or b"")) if message["type"] == "websocket.send" else set()
        self.held.append(message)
        if self.running and told and not told & {NEW_SESSION, SCRIPT_FINISHED}:
            if self.timer is None:
                self.timer = asyncio.create_task(self._later())
            return
        self.running = NEW_SESSION in told or (self.running and SCRIPT_FINISHED not in told)
        await self.flush()

    async def flush(self) -> None:
        """Send all that is held, in its order."""
        if self.timer and self.timer is not asyncio.current_task():
            self.timer.cancel()
        self.timer = None
        async with self.turn:
            held, self.held = self.held, []
            for message in held:
                await self.out(message)

    async def _later(self) -> None:
        await asyncio.sleep(LONGEST)
        await self.flush()

    def end(self) -> None:
        """Hold nothing any more: nobody is there."""
        if self.timer:
            self.timer.cancel()
