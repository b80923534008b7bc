"""What the page must know of the reader's screen before it draws: how wide it is, and whether WebGL is there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Width(IntEnum):
    """Kinds of screens; below the value in px the screen is of a lesser kind. `board.css` has the same widths."""

    PHONE = 0
    """One column, large targets."""
    TABLET = 641
    """One column."""
    SMALL_DESK = 1200
    """Two columns, a smaller map."""
    DESK = 1400


SCRIPT = """
({ setStateValue, data }) => {
  const queries = data.widths.map((width) => window.matchMedia(`(min-width: ${width}px)`));
  const told = () => {
    const width = Math.max(...data.widths.filter((_, number) => queries[number].matches));
    if (width !== data.width) setStateValue("width", width);
  };
  told();
  const canvas = document.createElement("canvas");
  const flat = !(canvas.getContext("webgl2") || canvas.getContext("webgl"));
  if (flat !== data.flat) setStateValue("flat", flat);
  for (const query of queries) query.addEventListener("change", told);
  return () => { for (const query of queries) query.removeEventListener("change", told); };
}
"""


@dataclass(frozen=True)
class Screen:
    """A reader's screen."""

    width: Width
    """The map has no fit-to-width, so it must know before it is drawn."""
    flat: bool
    """Without WebGL, where the map is drawn as SVG."""

    @property
    def narrow(self) -> bool:
        return self.width is Width.PHONE


DESK = Screen(Width.DESK, flat=False)
"""What is assumed until the browser has told."""
