"""The board as an ASGI app: `uvicorn server:app`."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import streamlit
from starlette.routing import Route
from streamlit import App, config
from streamlit.runtime.pages_manager import PagesManager

from lib import desk
from lib.model import Severity
from lib.serve import layers
from lib.serve.health import Health
from lib.ui import data, glance, plain

STATIC = Path(streamlit.__file__).parent / "static"


def _faults() -> int:
    return sum(problem.severity is Severity.ERROR for problem in desk.check(desk.data_folder()))


if secrets := os.environ.get("UNION_SECRETS", ""):
    # Before the app is made: it signs its cookies with what stands there.
    config.set_option("secrets.files", [secrets])

health = Health(lambda: data.latest().version, _faults)


@asynccontextmanager
async def _started(_: App) -> AsyncIterator[dict[str, Any]]:
    """Read the data once before the first reader comes, and stop with a clear message where it cannot be read."""
    # A folder `pages/` makes Streamlit greet the first deep link with "Page not found" until st.navigation has run.
    PagesManager.uses_pages_directory = False
    import_module("lib.ui.frame")  # the first reader does not wait for the libraries that draw and write files
    data.latest()  # behind the libraries: it sets apart all that is in memory by then
    checking = asyncio.create_task(health.check())
    yield {}
    checking.cancel()


app = App(
    Path(__file__).with_name("dashboard.py"),
    lifespan=_started,
    routes=[
        Route("/healthz", health.answer),
        Route("/glance", glance.answer),
        Route("/plain", plain.page),
        Route("/plain.csv", plain.csv),
    ],
    middleware=layers(STATIC, os.environ.get("UNION_PUBLIC_URL", ""), glance.opening),
)
