"""Names that Streamlit gives to its own controls, in English only: on a Chinese page a reader hears them in Chinese.

https://github.com/streamlit/streamlit/issues/1353 asks for translations; until then they are exchanged in the page.
"""

from __future__ import annotations

from lib.words import Words, mark

NAMES = (
    mark("Skip to main content"),
    mark("App pages"),
    mark("Open"),
    mark("Close"),
    mark("Selected values"),
    mark("Clear all"),
    mark("Clear value"),
    mark("Copy to clipboard"),
    mark("Choose an option"),
    mark("file upload"),
    mark("Upload"),
    mark("Fullscreen"),
    mark("Close fullscreen"),
    mark("No results"),
    mark("Open sidebar"),
    mark("Close sidebar"),
    mark("Main menu"),
    mark("Select all"),
    mark("Pagination"),
    mark("Next page"),
    mark("Previous page"),
)
"""Names as Streamlit 1.67 writes them."""
STARTS = (mark("Remove "), mark("Fullscreen: "), mark("Close fullscreen: "), mark("Page "))
"""The same with a name of ours behind."""
SCRIPT = """
({ data }) => {
  const { names, starts } = data;
  const changed = (text) => {
    if (text in names) return names[text];
    const start = starts.find(([from]) => text.startsWith(from));
    return start ? start[1] + text.slice(start[0].length) : text;
  };
  const attributes = ["aria-label", "title", "placeholder", "alt"];
  const visit = (root) => {
    if (root.nodeType === Node.TEXT_NODE) {
      const to = changed(root.data);
      if (to !== root.data) root.data = to;
      return;
    }
    // A chart draws hundreds of elements, one after the other, and none of them is a control.
    if (root.nodeType !== Node.ELEMENT_NODE || root instanceof SVGElement) return;
    for (const node of [root, ...root.querySelectorAll("[aria-label],[title],[placeholder],[alt]")])
      for (const name of attributes) {
        const now = node.getAttribute(name);
        if (now && changed(now) !== now) node.setAttribute(name, changed(now));
      }
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) if (texts.currentNode.data in names) visit(texts.currentNode);
  };
  visit(document.body);
  const watch = new MutationObserver((seen) => {
    for (const one of seen) {
      if (one.type === "childList") one.addedNodes.forEach(visit);
      else visit(one.target);
    }
  });
  const what = { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: attributes };
  watch.observe(document.body, what);
  return () => watch.disconnect();
}
"""


def told(words: Words) -> dict[str, object] | None:
    """Names to be exchanged, where the page is not English."""
    if words.lang == "en":
        return None
    return {"names": {name: words(name) for name in NAMES}, "starts": [(start, words(start)) for start in STARTS]}
