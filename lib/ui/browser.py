"""What only the reader's browser can do: the language of the document, another address, a run after a lost connection.

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
AGAIN = """
export default function ({ setTriggerValue }) {
  const app = document.querySelector('[data-testid="stApp"]');
  let lost = false;
  const watch = new MutationObserver(() => {
    if (app.dataset.testConnectionState !== "CONNECTED") lost = true;
    else if (lost) {
      lost = false;
      setTriggerValue("again", true);
    }
  });
  watch.observe(app, { attributes: true, attributeFilter: ["data-test-connection-state"] });
  return () => watch.disconnect();
}
"""
_again = st.components.v2.component("again", html="<span></span>", js=AGAIN, isolate_styles=False)


def language(lang: str) -> None:
    """Tell screen readers and hyphenation the language of the page; Streamlit leaves it at English."""
    with st.container(key="told-language"):
        _component(key="browser-language", data={"lang": lang, "go": ""})


def runs_again() -> None:
    """Run the page anew when its connection comes back, in whichever process it does.

    Streamlit leaves a page as it stands. After a restart its session is gone: its downloads are nowhere, and the first
    click begins a session from the address and is lost.
    """
    with st.container(key="runs-again"):
        _again(key="again", on_again_change=lambda: None)


def go(address: str) -> None:
    """Open another address of the board, as a link would."""
    with st.container(key="told-address"):
        _component(key="browser-address", data={"lang": "", "go": address})
