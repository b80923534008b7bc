"""The board as an ASGI app: `uvicorn server:app`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from streamlit import App
from streamlit.runtime.pages_manager import PagesManager

from lib.ui import data


@asynccontextmanager
async def _started(_: App) -> AsyncIterator[dict[str, Any]]:
    """Read the data once before the first reader comes, and stop with a clear message where it cannot be read."""
    # A folder `pages/` makes Streamlit greet the first deep link with "Page not found" until st.navigation has run.
    PagesManager.uses_pages_directory = False
    data.latest()
    import_module("lib.ui.frame")  # the first reader does not wait for the libraries that draw and write files
    yield {}


app = App(Path(__file__).with_name("dashboard.py"), lifespan=_started)
