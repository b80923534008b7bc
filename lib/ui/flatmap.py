"""The map where WebGL is missing: SVG whose cities are links, and a click toggles a city as on the other map."""

from __future__ import annotations

import streamlit as st

from lib.ui import address

TOGGLE = """
export default function ({ parentElement, data, setTriggerValue }) {
  const box = parentElement.querySelector(".flatmap");
  if (box.dataset.drawn !== data.svg) box.innerHTML = box.dataset.drawn = data.svg;
  box.onclick = (event) => {
    const city = event.target.closest("a[data-code]");
    if (!city || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    setTriggerValue("city", city.dataset.code);
  };
}
"""
_component = st.components.v2.component("flatmap", html='<div class="flatmap"></div>', js=TOGGLE, isolate_styles=False)


def shown(svg: str) -> None:
    """The drawing; it must be escaped already."""
    _component(key="flatmap", data={"svg": svg}, on_city_change=_clicked)


def _clicked() -> None:
    event = st.session_state.get("flatmap") or {}
    code = str(event.get("city") or "")
    if code:
        address.toggle_city(code)
