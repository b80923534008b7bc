"""Whether the page is shown on a phone: the map has no fit-to-width, so it must know before it is drawn."""

from __future__ import annotations

import streamlit as st

PHONE = 640
"""Below this width in px the page is one column."""
PROBE = """
export default function ({ setStateValue, data }) {
  const query = window.matchMedia(`(max-width: ${data.phone}px)`);
  const told = () => { if (query.matches !== data.narrow) setStateValue("narrow", query.matches); };
  told();
  query.addEventListener("change", told);
  return () => query.removeEventListener("change", told);
}
"""
_component = st.components.v2.component("viewport", html="<span></span>", js=PROBE, isolate_styles=False)


def narrow() -> bool:
    """True below `PHONE`; a wide page is assumed first, so only phones draw twice."""
    known = bool((st.session_state.get("viewport") or {}).get("narrow", False))
    with st.container(key="probe"):
        result = _component(
            key="viewport",
            data={"phone": PHONE, "narrow": known},
            default={"narrow": False},
            on_narrow_change=lambda: None,
        )
    return bool(result.narrow)
