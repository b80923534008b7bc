"""What the page must know of the reader's screen before it draws: how wide it is, and whether WebGL is there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import streamlit as st


class Width(IntEnum):
    """Kinds of screens; below the value in px the screen is of a lesser kind. `board.css` has the same widths."""

    PHONE = 0
    """One column, large targets."""
    TABLET = 641
    """One column."""
    SMALL_DESK = 1200
    """Two columns, a smaller map."""
    DESK = 1400


PROBE = """
export default function ({ setStateValue, data }) {
  const queries = data.widths.map((width) => window.matchMedia(`(min-width: ${width}px)`));
  const told = () => {
    const width = Math.max(...data.widths.filter((_, number) => queries[number].matches));
    if (width !== data.width) setStateValue("width", width);
  };
  told();
  const canvas = document.createElement("canvas");
  const flat = !(canvas.getContext("webgl2") || canvas.getContext("webgl"));
  if (flat !== data.flat) setStateValue("flat", flat);
  for (const query of queries) query.addEventListener("change", told);
  return () => { for (const query of queries) query.removeEventListener("change", told); };
}
"""
_component = st.components.v2.component("viewport", html="<span></span>", js=PROBE, isolate_styles=False)


@dataclass(frozen=True)
class Screen:
    """A reader's screen."""

    width: Width
    """The map has no fit-to-width, so it must know before it is drawn."""
    flat: bool
    """Without WebGL, where the map is drawn as SVG."""

    @property
    def narrow(self) -> bool:
        return self.width is Width.PHONE


def screen() -> Screen:
    """A desk with WebGL is assumed first, so only others draw twice."""
    known = st.session_state.get("viewport") or {}
    width, flat = int(known.get("width", Width.DESK)), bool(known.get("flat", False))
    with st.container(key="probe"):
        result = _component(
            key="viewport",
            data={"widths": list(Width), "width": width, "flat": flat},
            default={"width": int(Width.DESK), "flat": False},
            on_width_change=lambda: None,
            on_flat_change=lambda: None,
        )
    return Screen(Width(int(result.width)), bool(result.flat))
