"""What only a script in the browser can do: bring the marked sentence into sight, and copy a citation."""

from __future__ import annotations

import os

import streamlit as st

from lib.words import Words

SCROLL = """
export default function ({ data }) {
  const centre = (node) => {
    const box = node.closest(".read");
    if (!box) return;
    const below = node.getBoundingClientRect().top - box.getBoundingClientRect().top;
    box.scrollTop += below - box.clientHeight / 3;
  };
  const look = (left) => {
    const box = document.querySelector(".st-key-quote-view .read");
    const mark = box && box.querySelector("mark");
    if (!mark || box.dataset.of !== data.of) return left && setTimeout(() => look(left - 1), 50);
    // Once for each text: a reader who has scrolled on is not pulled back by the next run of the page.
    if (box.dataset.seen) return;
    box.dataset.seen = "1";
    centre(mark);
  };
  look(200);
  const jump = (event) => {
    const link = event.target.closest && event.target.closest("a[href^='#mention-']");
    const node = link && document.getElementById(link.getAttribute("href").slice(1));
    if (!node) return;
    event.preventDefault();
    centre(node);
    node.focus({ preventScroll: true });
  };
  document.addEventListener("click", jump, true);
  return () => document.removeEventListener("click", jump, true);
}
"""
COPY = """
export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button"), told = parentElement.querySelector("span");
  button.textContent = data.label;
  told.textContent = "";
  const whole = () => `${data.text} ${data.base || location.origin + location.pathname}?fact=${data.fact}`;
  const by_hand = (text) => {
    // Without TLS a browser offers no clipboard to a page; an intranet often has none.
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  };
  button.onclick = async () => {
    let done = true;
    try { await navigator.clipboard.writeText(whole()); } catch { done = by_hand(whole()); }
    told.textContent = done ? data.done : data.failed;
    button.focus();
  };
}
"""
_scroll = st.components.v2.component("reader", html="<span></span>", js=SCROLL, isolate_styles=False)
_copy = st.components.v2.component(
    "copy", html='<button class="plain" type="button"></button> <span class="small" role="status"></span>',
    js=COPY, isolate_styles=False,
)  # fmt: skip


def sentence_in_sight(of: str) -> None:
    """Scroll the report, whose `.read` box bears `data-of`, to its `<mark>`; its links `#mention-…` jump within it."""
    with st.container(key="reader-script"):
        _scroll(key="reader", data={"of": of})


def copy_button(citation: str, fact_id: str, words: Words) -> None:
    """A button that copies a citation with the fact's address: at `UNION_PUBLIC_URL`, else as the reader sees it."""
    public = os.environ.get("UNION_PUBLIC_URL", "").rstrip("/")
    with st.container(key="copy-citation"):
        _copy(
            key="copy",
            data={
                "label": words("Copy citation"),
                "done": words("copied"),
                "failed": words("not copied; mark the words above and copy them"),
                "text": citation,
                "base": f"{public}/sources" if public else "",
                "fact": fact_id,
            },
        )
