"""Figures of a city before it is chosen: fetched while the reader looks at its name, shown when he takes it.

A choice goes to the server, runs the page, and makes Streamlit draw its whole tree: a third of a second on an office
computer. In the list a name is looked at for longer than that, so its cards (`lib/ui/glance.py`) are there by then.
The page that comes behind them is the last word: it draws over what stands there.
"""

from __future__ import annotations

from lib.catalog import Board
from lib.terms import area_name
from lib.ui import address, cards
from lib.words import Words

PAGES = ("", "indicators")
"""Pages whose cards change with each city; a profile is of one."""
SCRIPT = """
({ data }) => {
  const field = () => document.querySelector(".st-key-city-filter input");
  const fetched = new Map();
  let timer = 0, undo = 0, taken = false;

  // A name that is listed twice, or is none of a place, is not looked up.
  const code = (option) =>
    option && option.closest("[role=listbox]")?.id === field()?.getAttribute("aria-controls")
      ? data.places[option.textContent.trim()]
      : undefined;
  const active = () =>
    document.activeElement === field()
      ? document.getElementById(field().getAttribute("aria-activedescendant") ?? "")
      : null;

  // The field names the option that keys or pointer stand on; one that is only passed asks for nothing.
  const look = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const place = code(active());
      if (place && !fetched.has(place)) ask(place);
    }, 40);
  };
  const watch = new MutationObserver(look);
  const follow = () => {
    watch.disconnect();
    const now = field();
    if (!now || document.activeElement !== now) return;
    watch.observe(now, { attributes: true, attributeFilter: ["aria-activedescendant"] });
    look();
  };
  const ask = async (place) => {
    fetched.set(place, "");
    const asked = new URLSearchParams(location.search);
    asked.set("city", [...data.chosen, place].sort().join(","));
    asked.set("page", data.page);
    try {
      const answer = await fetch(`glance?${asked}`, { headers: { accept: "application/json" } });
      if (answer.ok) fetched.set(place, (await answer.json()).figures);
    } catch {
      fetched.delete(place);  // the server is away; the choice itself will tell
    }
  };
  const take = (option) => {
    const figures = fetched.get(code(option));
    const box = document.querySelector(`.st-key-${data.cards} .stHtml`);
    // Only the next choice is known: what comes behind it depends on it, and the page tells it.
    if (!figures || !box || taken) return;
    taken = true;
    const before = box.innerHTML;
    box.innerHTML = figures;
    const ahead = box.innerHTML;
    // The page knows of no such choice: what it has drawn holds.
    undo = setTimeout(() => box.innerHTML === ahead && (box.innerHTML = before), 10000);
  };

  const stop = new AbortController();
  const on = (kind, act) => document.addEventListener(kind, act, { capture: true, signal: stop.signal });
  on("focusin", follow);
  on("click", (event) => take(event.target.closest?.("[role=option]")));
  on("keydown", (event) => event.key === "Enter" && take(active()));
  follow();
  return () => {
    stop.abort();
    watch.disconnect();
    clearTimeout(timer);
    clearTimeout(undo);
  };
}
"""


def told(board: Board, page: str, words: Words) -> dict[str, object] | None:
    """What the browser must know to watch the list of cities, on a page that has cards."""
    if page not in PAGES:
        return None
    names = [(area_name(board, key, "stated", words), key) for key in address.city_options(board)]
    listed = [name for name, _ in names]
    return {
        "page": page,
        "cards": cards.KEY,
        "places": {name: key for name, key in names if listed.count(name) == 1},
        "chosen": list(address.selection(board).cities),
    }
