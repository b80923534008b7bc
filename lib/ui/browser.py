"""What a page asks of the reader's browser: its language told, a run after a lost connection, another address.

Scripts of `lib/ui/companion.py`, and one component: the content policy of the server lets no script in markup run.
"""

from __future__ import annotations

import streamlit as st

LANGUAGE = """
({ data }) => {
  document.documentElement.lang = data.lang;
}
"""
"""Streamlit leaves the language of a page at English; those who hear it, and hyphenation, go by it."""
AGAIN = """
({ setTriggerValue }) => {
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
"""Runs the page anew when its connection comes back, in whichever process it does.

Streamlit leaves a page as it stands. After a restart its session is gone: its downloads are nowhere, and the first
click begins a session from the address and is lost.
"""
SLOW = """
() => {
  const app = document.querySelector('[data-testid="stApp"]'), root = document.documentElement.classList;
  let timer = 0;
  const watch = new MutationObserver(() => {
    clearTimeout(timer);
    if (app.dataset.testScriptState === "notRunning") root.remove("slow");
    else timer = setTimeout(() => root.add("slow"), 500);
  });
  watch.observe(app, { attributes: true, attributeFilter: ["data-test-script-state"] });
  return () => (watch.disconnect(), clearTimeout(timer), root.remove("slow"));
}
"""
"""Says when a run takes longer than half a second, so that what it has not told anew turns pale (`board.css`).

Streamlit has an animation on every part for that, which browsers set up and take down part by part at each choice, as
short as it may be: a fifth of the time until all is redrawn.
"""
GO = """
export default function ({ data }) {
  window.location.assign(data.go);
}
"""
_component = st.components.v2.component("browser", html="<span></span>", js=GO, isolate_styles=False)


def go(address: str) -> None:
    """Open another address of the board, as a link would."""
    with st.container(key="told-address"):
        _component(key="browser-address", data={"go": address})
