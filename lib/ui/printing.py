"""A button that prints the page: Streamlit has none, and markup of ours may not run scripts."""

from __future__ import annotations

import streamlit as st

from lib.words import Words

PRESS = """
export default function ({ parentElement, data }) {
  const button = parentElement.querySelector("button");
  button.textContent = data.label;
  button.onclick = () => window.print();
}
"""
_component = st.components.v2.component(
    "print", html='<button type="button" class="back"></button>', js=PRESS, isolate_styles=False
)


def button(words: Words) -> None:
    """Prints by the style sheet `print.css`."""
    with st.container(key="print", width="content"):
        _component(key="print-button", data={"label": words("Print")})
