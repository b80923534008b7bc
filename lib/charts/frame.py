"""What all figures share: the layout, text that cannot act as markup, and estimates of how wide a text is drawn."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache, wraps
from html import escape
from typing import Any, ParamSpec
from unicodedata import east_asian_width

import plotly.graph_objects as go

from lib.palette import SANS, Palette, font

TEXT, NOTE = 14, 12
"""Sizes of text in px; nothing is smaller than a note."""
THICK = 24
"""Thickness of a bar in px."""
PHONE = 480
"""Below this width in px figures take their narrow form."""
DIGITS = re.compile(r"\d[\d.,]*(?:%|[KMB]\b)?")
LOWEST = 10
"""Plotly refuses a height under 10 px, which a figure of nothing would have."""
WORDS = re.compile(r"[^\W\d_\u2E80-\u9FFF]+\S*|\d[\d.,%]*|\S|\s+")
CLEAR = "rgba(0,0,0,0)"

KINDS = ("bar", "scatter")
"""Kinds of plotly's that are drawn; browsers get a script without all others (`lib.serve.scripts`)."""
KEPT = 256
"""Figures of a kind that are kept."""

Json = dict[str, Any]
Given = ParamSpec("Given")


def kept(draw: Callable[Given, go.Figure]) -> Callable[Given, go.Figure]:
    """A figure that is drawn once for all readers who ask for the same; never changed in place.

    Plotly looks at every member of a figure when it is made, which takes longer than all else about it.
    """
    once = lru_cache(maxsize=KEPT)(draw)

    @wraps(draw)
    def drawn(*args: Given.args, **kwargs: Given.kwargs) -> go.Figure:
        fixed = (tuple(one) if isinstance(one, list) else one for one in args)
        return once(*fixed, **kwargs)  # type: ignore[arg-type]

    return drawn


def figure(
    data: Sequence[Json],
    *,
    palette: Palette,
    height: float,
    margin: Sequence[float],
    xaxis: Json,
    yaxis: Json,
    shapes: Sequence[Json] = (),
    annotations: Sequence[Json] = (),
) -> go.Figure:
    """A figure in the look of the board; `height` in px, `margin` left, right, top, bottom in px.

    Raises ValueError for a kind that is not one of KINDS.
    """
    if strange := {one["type"] for one in data} - {*KINDS}:
        raise ValueError(f"no browser of the board can draw: {', '.join(sorted(strange))}")
    left, right, top, bottom = margin
    axis = {
        "fixedrange": True,
        "zeroline": False,
        "showgrid": False,
        "ticks": "",
        "showticklabels": False,
        "tickfont": {"size": NOTE, "color": palette.ink2},
    }
    made = go.Figure(
        {
            "data": list(data),
            "layout": {
                "template": "none",
                "height": max(round(height), LOWEST),
                "margin": {"l": left, "r": right, "t": top, "b": bottom, "pad": 0},
                "paper_bgcolor": CLEAR,
                "plot_bgcolor": CLEAR,
                "showlegend": False,
                # As Streamlit sets them on a chart that acts: set by it they would make plotly draw everything twice.
                "clickmode": "event+select",
                "hovermode": "closest",
                "dragmode": "pan",  # axes are fixed, so nothing can be dragged
                # Streamlit mounts a chart anew where its data change, and else hands it the same data twice: told
                # that nothing is new, plotly draws them once.
                "datarevision": 1,
                "bargap": 0,
                "barmode": "overlay",
                "font": {"family": font(SANS), "size": TEXT, "color": palette.ink},
                "hoverlabel": {
                    "bgcolor": palette.ink,
                    "bordercolor": palette.ink,
                    "align": "left",
                    "namelength": 0,
                    "font": {"family": font(SANS), "size": TEXT, "color": palette.paper},
                },
                "xaxis": axis | xaxis,
                "yaxis": axis | yaxis,
                "shapes": list(shapes),
                "annotations": list(annotations),
            },
        }
    )
    made.layout.template = None  # plotly's own template is 7 KB that says nothing here
    return made


def note(text: str, x: float, y: float, *, size: int = TEXT, color: str | None = None, **more: Any) -> Json:
    """An annotation without an arrow, its left edge at x and its middle at y unless told otherwise."""
    colour = {"color": color} if color else {}
    return {
        "text": text,
        "x": x,
        "y": y,
        "showarrow": False,
        "xanchor": "left",
        "yanchor": "middle",
        "align": "left",
        "borderpad": 0,
        "font": {"size": size, **colour},
    } | more


def rule(x0: float, x1: float, y: float, color: str, *, width: float = 1, **more: Any) -> Json:
    """A level line."""
    return {
        "type": "line",
        "x0": x0,
        "x1": x1,
        "y0": y,
        "y1": y,
        "layer": "below",
        "line": {"color": color, "width": width},
    } | more


def safe(text: str) -> str:
    """Text as plotly shows it letter by letter: its labels take HTML."""
    return escape(text, quote=False)


def bold(text: str) -> str:
    """The whole text in bold."""
    return f"<b>{safe(text)}</b>"


def emphasis(printed: str) -> str:
    """A printed number with its figure in bold, wording and unit regular; all bold where no digit is printed."""
    found = DIGITS.search(printed)
    if not found:
        return bold(printed)
    return safe(printed[: found.start()]) + bold(found.group()) + safe(printed[found.end() :])


def text_width(text: str, size: float) -> float:
    """Upper estimate in px of a text set in `size` px: a Chinese character is one em, a Latin one 0.6 em."""
    return sum(1.0 if east_asian_width(letter) in "WFA" else 0.6 for letter in text) * size


def wrap(text: str, size: float, width: float) -> list[str]:
    """A text in lines of at most `width` px, broken at spaces and between Chinese characters, never in a number."""
    whole = text_width(text, size)
    if " " not in text and width < whole <= 2 * width:
        width = max(whole / 2 + size / 2, size)  # two even lines rather than one letter left over
    lines = [""]
    for piece in WORDS.findall(text):
        if lines[-1].strip() and text_width(lines[-1] + piece.rstrip(), size) > width:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.rstrip() for line in lines]


def stacked(lines: Sequence[str]) -> str:
    """Lines as one label."""
    return "<br>".join(safe(line) for line in lines)
