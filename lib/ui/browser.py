"""What only the reader's browser can do: the language of the document, and going to another address.

A component's script, for the content policy of the server lets no script in markup run.
"""

from __future__ import annotations

import streamlit as st

DO = """
export default function ({ data }) {
  if (data.lang) document.documentElement.lang = data.lang;
  if (data.go) window.location.assign(data.go);
}
"""
_component = st.components.v2.component("browser", html="<span></span>", js=DO, isolate_styles=False)


def language(lang: str) -> None:
    """Tell screen readers and hyphenation the language of the page; Streamlit leaves it at English."""
    with st.container(key="told-language"):
        _component(key="browser-language", data={"lang": lang, "go": ""})


def go(address: str) -> None:
    """Open another address of the board, as a link would."""
    with st.container(key="told-address"):
        _component(key="browser-address", data={"lang": "", "go": address})
