"""One component in every page, with all scripts that the board adds to it; each is a module of its own.

One and not seven: Streamlit draws its whole tree of parts three times a choice, and a part that shows nothing costs as
much as one that does.
"""

from __future__ import annotations

import streamlit as st

from lib.catalog import Board
from lib.ui import announcing, browser, colours, controls, foresight, viewport
from lib.ui.viewport import DESK, Screen, Width
from lib.words import Words

SCRIPTS = {
    "language": browser.LANGUAGE,
    "names": controls.SCRIPT,
    "scheme": colours.SCRIPT,
    "again": browser.AGAIN,
    "slow": browser.SLOW,
    "screen": viewport.SCRIPT,
    "told": announcing.SCRIPT,
    "foresight": foresight.SCRIPT,
}
"""Functions of what Streamlit hands to a component, with their own part of its data; what they return ends them."""
# Streamlit calls a component anew for any change of its data and does not end what it began before.
TOGETHER = """
const scripts = { %s };
const running = new Map();
const end = (box) => {
  for (const [name, one] of running) if (one.box === box) (one.end?.(), running.delete(name));
};
export default function (given) {
  const box = given.parentElement;
  for (const [name, script] of Object.entries(scripts)) {
    const data = given.data[name] ?? null, known = JSON.stringify(data), now = running.get(name);
    if (now?.known === known && now.box === box) continue;
    now?.end?.();
    running.set(name, { known, box, end: data === null ? undefined : script({ ...given, data }) });
  }
  return () => end(box);
}
"""
KEY = "companion"
_component = st.components.v2.component(
    KEY,
    html=announcing.BOX,
    js=TOGETHER % ", ".join(f"{name}: {script.strip()}" for name, script in SCRIPTS.items()),
    isolate_styles=False,
)


def shown(words: Words) -> None:
    """In a page without figures: the log-in, an empty board, the wall."""
    _drawn(_everywhere(words))


def beside(board: Board, page: str, words: Words) -> None:
    """In a page of the board; `page` is its address."""
    now = screen()
    data = _everywhere(words) | {
        "again": {},
        "slow": {},
        "screen": {"widths": list(Width), "width": int(now.width), "flat": now.flat},
        "told": {},
        "foresight": foresight.told(board, page, words),
    }
    _drawn(data)


def screen() -> Screen:
    """The reader's screen; a desk with WebGL is assumed until the browser has told, so only others draw twice."""
    known = st.session_state.get(KEY) or {}
    return Screen(Width(int(known.get("width", DESK.width))), bool(known.get("flat", DESK.flat)))


def _everywhere(words: Words) -> dict[str, object]:
    lang = "zh-CN" if words.lang == "zh" else "en"
    return {"language": {"lang": lang}, "names": controls.told(words), "scheme": {}}


def _drawn(data: dict[str, object]) -> None:
    _component(
        key=KEY,
        data=data,
        default={"width": int(DESK.width), "flat": DESK.flat},
        on_width_change=_run,
        on_flat_change=_run,
        on_again_change=_run,
        on_changed_change=_run,
    )


def _run() -> None:
    """A word of the browser runs the page; nothing more is to be done."""
