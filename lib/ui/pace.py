"""In which order a page comes to the eye: figures before charts."""

from __future__ import annotations

import time

from lib.ui import address

MOMENT = 0.1
"""Seconds; a browser on a slow office computer needs about as much to draw the figures."""


def figures_first() -> None:
    """After a choice, let the browser draw the figures that were sent before charts and map come.

    Streamlit sends a page as one burst, and a browser draws in one go what came in one: figures waited for the charts
    behind them. All is drawn as soon as without this moment, for the browser is what it waits for. A page that is only
    just opened goes on: it has the scripts of its charts to fetch meanwhile.
    """
    if address.again():
        time.sleep(MOMENT)
