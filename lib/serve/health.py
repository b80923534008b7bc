"""Whether the board is ready: its data read, and no rule broken in it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import JSONResponse

from lib.errors import BoardError


class Health:
    """`/healthz`: 200 and the version, or 503 and the reason.

    `faults` counts the broken rules of the data folder and is asked once, in a thread; `version` reads what is
    published now, so a folder that cannot be read any more is told at once.
    """

    def __init__(self, version: Callable[[], str], faults: Callable[[], int]) -> None:
        self.version, self.faults = version, faults
        self.found: int | None = None

    async def check(self) -> None:
        """Check the data; until this has ended the board is not ready."""
        self.found = await asyncio.to_thread(self.faults)

    async def answer(self, _: Request) -> JSONResponse:
        """The state for whoever watches the server."""
        try:
            version = await asyncio.to_thread(self.version)
        except (BoardError, OSError) as error:
            return _state(503, status="unreadable", reason=str(error))
        if self.found is None:
            return _state(503, status="checking", version=version)
        if self.found:
            return _state(503, status="faulty", version=version, faults=self.found)
        return _state(200, status="ready", version=version)


def _state(code: int, **told: str | int) -> JSONResponse:
    return JSONResponse(told, code, {"cache-control": "no-store"})
