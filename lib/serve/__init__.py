"""The board on the wire: who may ask, what leaves with every answer, and what is told where there is none.

Plain ASGI around the app, outermost first: a line in the log, headers, error pages, hosts, static files from memory,
the word of a proxy, the way back from a log-in, ways to the plain page.
"""

from __future__ import annotations

from pathlib import Path

from starlette.middleware import Middleware

from lib import identity
from lib.serve import ahead, doors
from lib.serve.access import AccessLog
from lib.serve.assets import Assets
from lib.serve.faults import Faults
from lib.serve.headers import Headers, inline_hashes
from lib.serve.hosts import Hosts, hosts
from lib.serve.returns import Returns
from lib.serve.trust import Trust


def layers(static: Path, public_url: str, opening: doors.Opening = doors.nothing) -> list[Middleware]:
    """The layers around the app; `static` is Streamlit's own folder of files, `public_url` where readers find us.

    `opening` makes what stands over a page until it is drawn.
    """
    scripts = (*inline_hashes(static / "index.html"), doors.digest())
    return [
        Middleware(AccessLog),
        Middleware(Headers, scripts=scripts, secure=public_url.startswith("https:")),
        Middleware(Faults),
        Middleware(Hosts, names=hosts(public_url)),
        Middleware(Assets, folder=static),
        Middleware(Trust, settings=identity.settings),
        Middleware(Returns),
        Middleware(doors.Doors, head=ahead.links(static), opening=opening),
    ]


__all__ = ["layers"]
