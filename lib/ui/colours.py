"""Which palette the reader sees: the browser's own choice of light or dark, and dark on a wall."""

from __future__ import annotations

import streamlit as st

from lib.palette import DARK, LIGHT, Palette
from lib.ui import address

# Streamlit changes its own colours at once, but does not run the page again: charts and map would keep the old ones.
SCRIPT = """
({ setTriggerValue }) => {
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const told = () => setTimeout(() => setTriggerValue("changed", dark.matches ? "dark" : "light"), 200);
  dark.addEventListener("change", told);
  return () => dark.removeEventListener("change", told);
}
"""


def palette() -> Palette:
    """The palette of this page for charts, map and style sheet; light until the browser has told."""
    return DARK if address.wall() or st.context.theme.type == "dark" else LIGHT
