"""Time lines as small multiples: one place a panel, all on one scale from zero."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import plotly.graph_objects as go

from lib.charts.frame import TEXT, Json, bold, emphasis, figure, note, rule, safe, text_width
from lib.palette import Palette

PANEL, HEAD, BASE = 112, 24, 10
"""Height in px of a panel, of the room for its name, and below its zero line."""
DOT = 10


@dataclass(frozen=True)
class Dot:
    """One value of a place in one year."""

    year: int
    value: float
    printed: str
    """With wording and unit, as it is to be read."""
    key: str
    """Handed back on a click (`customdata`)."""
    mark: str = ""
    """Footnote mark of a dot that is drawn hollow: no figure as printed on the borders of the last report."""
    note: str = ""
    """What the mark stands for."""
    basis: str = ""
    """What the value is about; only dots of one basis are joined by a line."""


@dataclass(frozen=True)
class Trend:
    """One place over the years."""

    label: str
    dots: tuple[Dot, ...]


def trends(items: Sequence[Trend], palette: Palette, *, width: int = 880) -> go.Figure:
    """One panel a place, from the top; a line joins neighbours of one basis, and breaks at a year with two values.

    `width` is the width in px of the figure as shown.
    """
    years = sorted({dot.year for item in items for dot in item.dots})
    top = max((dot.value for item in items for dot in item.dots), default=0) or 1
    room = PANEL - HEAD - BASE - 22  # 22 px above the highest dot hold its label
    height = PANEL * len(items)
    base = {at: PANEL * (at + 1) - BASE for at in range(len(items))}
    side = max((text_width(dot.printed, TEXT) for item in items for dot in item.dots), default=0) / 2 + 8
    data: list[Json] = []
    for at, item in enumerate(items):
        data += [_line(item, base[at], room / top, palette), _dots(item, base[at], room / top, palette)]
    return figure(
        data,
        palette=palette,
        height=height + 28,
        margin=(side, side, 0, 28),
        xaxis={
            "range": [years[0] - 0.2, years[-1] + 0.2] if years else [0, 1],
            "showticklabels": True,
            "tickvals": years,
            "ticktext": [str(year) for year in years],
        },
        yaxis={"range": [height, 0]},
        shapes=[rule(0, 1, line, palette.line2, xref="paper") for line in base.values()],
        annotations=[
            note(bold(item.label), 0, PANEL * at + HEAD / 2, xref="paper", xshift=-side)
            for at, item in enumerate(items)
        ],
    )


def _line(item: Trend, base: float, scale: float, palette: Palette) -> Json:
    once = Counter(dot.year for dot in item.dots)
    pairs = [
        pair
        for pair in pairwise(item.dots)
        if all(once[dot.year] == 1 for dot in pair) and pair[0].basis == pair[1].basis
    ]
    return {
        "type": "scatter",
        "mode": "lines",
        "hoverinfo": "skip",
        "x": [x for one, two in pairs for x in (one.year, two.year, None)],
        "y": [y for one, two in pairs for y in (base - one.value * scale, base - two.value * scale, None)],
        "line": {"color": palette.s2, "width": 2},
        "connectgaps": False,
    }


def _dots(item: Trend, base: float, scale: float, palette: Palette) -> Json:
    return {
        "type": "scatter",
        "mode": "markers+text",
        "cliponaxis": False,
        "x": [dot.year for dot in item.dots],
        "y": [base - dot.value * scale for dot in item.dots],
        "customdata": [dot.key for dot in item.dots],
        "text": [emphasis(dot.printed) + safe(dot.mark) for dot in item.dots],
        "textposition": _places(item),
        "textfont": {"size": TEXT, "color": palette.ink},
        "marker": {
            "size": DOT,
            "opacity": 1,
            "color": [palette.surface if dot.mark else palette.s4 for dot in item.dots],
            "line": {"color": palette.s4, "width": 2},
        },
        "hoverinfo": "text",
        "hovertext": [
            f"{safe(item.label)} {dot.year}<br>{emphasis(dot.printed)}" + (f"<br>{safe(dot.note)}" if dot.note else "")
            for dot in item.dots
        ],
        "unselected": {"marker": {"opacity": 1}},
    }


def _places(item: Trend) -> list[str]:
    """Above the dot; of two in one year the lower has its label beside it, so that neither hides the other."""
    most = {dot.year: max(one.value for one in item.dots if one.year == dot.year) for dot in item.dots}
    return ["top center" if dot.value == most[dot.year] else "bottom center" for dot in item.dots]
