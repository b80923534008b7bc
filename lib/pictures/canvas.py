"""A picture with its title, unit, source, credit and version, as PNG or SVG; the same drawing gives the same bytes."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from html import escape
from pathlib import Path
from threading import Lock
from typing import Any

import matplotlib
from fontTools import subset
from fontTools.ttLib import TTFont
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from lib.charts.frame import text_width, wrap
from lib.palette import Palette

FACE = Path(__file__).parent / "fonts" / "UnionBoardSansSC-Regular.otf"
FAMILY = "Union Board Sans SC"
INCH = 96
"""CSS px in an inch: sizes below are px of a picture at 1 to 1."""
TITLE, TEXT, NOTE = 18, 13, 11
EDGE, GAP = 24, 8
SCALE = 2
"""Device px of a PNG for each px of the drawing."""
_DRAWING = Lock()


@dataclass(frozen=True)
class Picture:
    """One drawing: what it shows in words, and how it is drawn into axes of `width` x `height` px."""

    key: str
    title: str
    unit: str
    """Unit, period and what else must be read with the title."""
    alt: str
    """The picture in words."""
    draw: Callable[[Axes, Palette], None]
    width: int = 760
    height: int = 320
    notes: tuple[str, ...] = field(default=())
    """Caveat, source, credit, version: one paragraph each."""


def png(picture: Picture, palette: Palette, *, framed: bool = True, dpi: int = INCH * SCALE) -> bytes:
    """The picture as PNG; without frame only what is drawn, for a paper that says the rest itself."""
    out = io.BytesIO()
    with _face():
        figure = _figure(picture, palette, framed)
        FigureCanvasAgg(figure)
        figure.savefig(out, format="png", dpi=dpi, metadata={"Software": None, "Title": picture.title})
    return out.getvalue()


def svg(picture: Picture, palette: Palette) -> bytes:
    """The picture as SVG: text stays text, in a face that the file carries, with the words for who cannot see it."""
    out = io.StringIO()
    with _face():
        figure = _figure(picture, palette, True)
        FigureCanvasSVG(figure)
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    text = out.getvalue()
    head, _, rest = text.partition("<defs>")
    said = f"<title>{escape(picture.title)}</title>\n <desc>{escape(picture.alt)}</desc>\n "
    face = f"@font-face{{font-family:'{FAMILY}';src:url(data:font/otf;base64,{_cut(frozenset(text))})}}"
    return f"{head}{said}<style>{face}</style>\n <defs>{rest}".encode()


def _figure(picture: Picture, palette: Palette, framed: bool) -> Figure:
    if not framed:
        figure = Figure(figsize=(picture.width / INCH, picture.height / INCH), facecolor="white")
        picture.draw(_axes(figure, (0, 0, 1, 1), picture), palette)
        return figure
    width = picture.width + 2 * EDGE
    head = wrap(picture.title, TITLE, picture.width)
    unit = wrap(picture.unit, TEXT, picture.width) if picture.unit else []
    foot = [line for note in picture.notes for line in wrap(note, NOTE, picture.width)]
    above = EDGE + len(head) * TITLE * 1.4 + len(unit) * TEXT * 1.5 + GAP
    below = GAP + len(foot) * NOTE * 1.5 + EDGE
    height = above + picture.height + below
    figure = Figure(figsize=(width / INCH, height / INCH), facecolor=palette.paper)
    down = float(EDGE)

    def write(line: str, size: float, leading: float, colour: str) -> None:
        nonlocal down
        down += size * leading
        figure.text(EDGE / width, 1 - (down - size * 0.25) / height, line, size=points(size), color=colour)

    for line in head:
        write(line, TITLE, 1.4, palette.ink)
    for line in unit:
        write(line, TEXT, 1.5, palette.ink2)
    box = (EDGE / width, below / height, picture.width / width, picture.height / height)
    picture.draw(_axes(figure, box, picture), palette)
    down = above + picture.height + GAP
    for line in foot:
        write(line, NOTE, 1.5, palette.ink3)
    return figure


def _axes(figure: Figure, box: tuple[float, float, float, float], picture: Picture) -> Axes:
    """Axes whose units are px of the drawing, the origin at the top left."""
    axes = figure.add_axes(box)
    axes.set_xlim(0, picture.width)
    axes.set_ylim(picture.height, 0)
    axes.axis("off")
    return axes


def points(size: float) -> float:
    """A size in px as points."""
    return size * 72 / INCH


def label(axes: Axes, x: float, y: float, text: str, colour: str, *, size: float = TEXT, **more: Any) -> None:
    """Text on a drawing, its left edge at x and its middle at y unless told otherwise. `$` is a letter like others."""
    options: dict[str, Any] = {"va": "center", "ha": "left", "parse_math": False}
    axes.text(x, y, text, size=points(size), color=colour, **(options | more))


def room(text: str, size: float = TEXT) -> float:
    """Upper estimate in px of the width of a text."""
    return text_width(text, size)


@contextmanager
def _face() -> Iterator[None]:
    """Draw with our own face and nothing of the machine, so that two machines draw the same."""
    _register()
    settings: Any = {
        "font.family": [FAMILY],
        "svg.fonttype": "none",
        "svg.hashsalt": "union-board",
        "axes.unicode_minus": False,
        "text.parse_math": False,
        "hatch.linewidth": 0.8,
    }
    # The settings are those of the whole process, and two readers may download at once.
    with _DRAWING, matplotlib.rc_context(settings):
        yield


@cache
def _register() -> None:
    font_manager.fontManager.addfont(str(FACE))


@cache
def _cut(letters: frozenset[str]) -> str:
    """The face with these letters alone, in base64."""
    font = TTFont(FACE, recalcTimestamp=False)
    cutter = subset.Subsetter(subset.Options(layout_features=[], hinting=False))
    cutter.populate(text="".join(sorted(letters)))
    cutter.subset(font)
    out = io.BytesIO()
    font.save(out)
    return base64.b64encode(out.getvalue()).decode()
