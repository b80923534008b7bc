"""What the page must know of the reader's screen before it draws: a phone or a desk, and whether WebGL is there."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

PHONE = 640
"""Below this width in px the page is one column."""
PROBE = """
export default function ({ setStateValue, data }) {
  const query = window.matchMedia(`(max-width: ${data.phone}px)`);
  const told = () => { if (query.matches !== data.narrow) setStateValue("narrow", query.matches); };
  told();
  const canvas = document.createElement("canvas");
  const flat = !(canvas.getContext("webgl2") || canvas.getContext("webgl"));
  if (flat !== data.flat) setStateValue("flat", flat);
  query.addEventListener("change", told);
  return () => query.removeEventListener("change", told);
}
"""
_component = st.components.v2.component("viewport", html="<span></span>", js=PROBE, isolate_styles=False)


@dataclass(frozen=True)
class Screen:
    """A reader's screen."""

    narrow: bool
    """Below `PHONE`: the map has no fit-to-width, so it must know before it is drawn."""
    flat: bool
    """Without WebGL, where the map is drawn as SVG."""


def screen() -> Screen:
    """A desk with WebGL is assumed first, so only others draw twice."""
    known = st.session_state.get("viewport") or {}
    narrow, flat = bool(known.get("narrow", False)), bool(known.get("flat", False))
    with st.container(key="probe"):
        result = _component(
            key="viewport",
            data={"phone": PHONE, "narrow": narrow, "flat": flat},
            default={"narrow": False, "flat": False},
            on_narrow_change=lambda: None,
            on_flat_change=lambda: None,
        )
    return Screen(bool(result.narrow), bool(result.flat))
