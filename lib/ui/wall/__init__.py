"""The board on the wall of a meeting room (`?view=wall`): scenes that turn by themselves, dark and large."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from lib.catalog import Board
from lib.ui import address, colours, data
from lib.ui.wall import scenes
from lib.words import Words

PACE = 15
"""Seconds that a scene stays."""
FRESH = "60s"
"""How often a wall asks for newly published data."""
_component = st.components.v2.component(
    "wall",
    html='<div class="wall" lang="zh-CN"></div>',
    js=Path(__file__).with_name("turning.js").read_text("utf-8"),
    isolate_styles=False,
)


def section(board: Board, words: Words) -> None:
    """All scenes of the selection; the browser turns them, keeps the clock and watches the connection."""
    selection = address.selection(board)
    made = scenes.of(board, selection, words, colours.palette())
    with st.container(key="wall"):
        _component(
            key="wall-turning",
            data={
                "lang": "zh-CN" if words.lang == "zh" else "en",
                "pace": PACE,
                "shared": made.shared,
                "scenes": [{"name": scene.name, "head": scene.head, "body": scene.body} for scene in made.scenes],
                "title": words("Shandong Union Board"),
                "foot": made.foot,
                "words": {
                    "now": words("Now"),
                    "next": words("{name} in {n} s", name="{name}", n="{n}"),
                    "touch": words("touch to pause"),
                    "paused": words("paused; touch to go on"),
                    "away": words("No connection since {time}; what was read last stays.", time="{time}"),
                },
                "out": address.href(board, "", selection, words.lang, view=""),
            },
        )
    _refreshed(board.version)


@st.fragment(run_every=FRESH)
def _refreshed(shown: str) -> None:
    """Runs the page again once something new was published."""
    if data.board().version != shown:
        st.rerun(scope="app")
