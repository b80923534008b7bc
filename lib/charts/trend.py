"""Time lines as small multiples: one place a panel, all on one scale from zero."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from lib.charts.frame import TEXT, Json, bold, emphasis, figure, kept, note, rule, safe, text_width
from lib.palette import Palette

PANEL, HEAD, BASE = 112, 24, 10
"""Height in px of a panel, of the room for its name, and below its zero line."""
DOT, DENSE_DOT = 10, 5
LABELLED = 12
"""Dots of a panel up to which each has its figure beside it; of more only the first and the last."""
CROWDED = 480
"""Dots of a figure up to which each is drawn; of more only the first and the last of each panel, for a browser draws
thousands in seconds and nobody hits one of them."""
TICKS = 8
"""Times up to which the axis names each; of more it names the years."""


@dataclass(frozen=True)
class Dot:
    """One value of a place at one time."""

    time: str
    """An ISO year or month."""
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
    """One place over time."""

    label: str
    dots: tuple[Dot, ...]


@kept
def trends(items: Sequence[Trend], palette: Palette) -> go.Figure:
    """One panel a place, from the top; a line joins neighbours of one basis, and breaks at a time with two values."""
    times = sorted({dot.time for item in items for dot in item.dots})
    named = times if len(times) <= TICKS else sorted({time[:4] for time in times})
    top = max((dot.value for item in items for dot in item.dots), default=0) or 1
    room = PANEL - HEAD - BASE - 22  # 22 px above the highest dot hold its label
    height = PANEL * len(items)
    base = {at: PANEL * (at + 1) - BASE for at in range(len(items))}
    side = max((text_width(dot.printed, TEXT) for item in items for dot in item.dots), default=0) / 2 + 8
    crowded = sum(len(item.dots) for item in items) > CROWDED
    data: list[Json] = []
    for at, item in enumerate(items):
        data += _traces(item, base[at], room / top, palette, crowded)
    return figure(
        data,
        palette=palette,
        height=height + 28,
        margin=(side, side, 0, 28),
        xaxis={
            "range": [_at(times[0]) - 0.2, _at(times[-1]) + 0.2] if times else [0, 1],
            "showticklabels": True,
            "tickvals": [_at(time) for time in named],
            "ticktext": named,
        },
        yaxis={"range": [height, 0]},
        shapes=[rule(0, 1, line, palette.line2, xref="paper") for line in base.values()],
        annotations=[
            note(bold(item.label), 0, PANEL * at + HEAD / 2, xref="paper", xshift=-side)
            for at, item in enumerate(items)
        ],
    )


def _at(time: str) -> float:
    """Where an ISO year or month stands on the axis, in years."""
    return int(time[:4]) + (int(time[5:7]) - 1) / 12 if len(time) > 4 else int(time)


def _traces(item: Trend, base: float, scale: float, palette: Palette, crowded: bool) -> list[Json]:
    """Its line and its dots: one trace where the line joins all dots that are drawn, else the line below them."""
    runs = [run for run in _runs(item) if len(run) > 1]
    line: Json = {"line": {"color": palette.s2, "width": 2}}
    dots = _dots(item, base, scale, palette, crowded)
    if not runs:
        return dots
    if not crowded and len(runs[0]) == len(item.dots):
        return [{**dots[0], **line, "mode": f"lines+{dots[0]['mode']}"}, *dots[1:]]
    # One stretch after another with a gap between: plotly draws each stretch as an element of its own.
    drawn = [point for run in runs for point in (*run, None)]
    return [{"type": "scatter", "mode": "lines", "hoverinfo": "skip", **_placed(drawn, base, scale), **line}, *dots]


def _placed(dots: Sequence[Dot | None], base: float, scale: float) -> Json:
    """Where dots stand, in years and px."""
    return {
        "x": [_at(dot.time) if dot else None for dot in dots],
        "y": [base - dot.value * scale if dot else None for dot in dots],
    }


def _runs(item: Trend) -> list[list[Dot]]:
    """Stretches of neighbours of one basis; a time with two values stands alone."""
    once = Counter(dot.time for dot in item.dots)
    runs: list[list[Dot]] = []
    for dot in item.dots:
        last = runs[-1][-1] if runs else None
        if last and once[last.time] == once[dot.time] == 1 and last.basis == dot.basis:
            runs[-1].append(dot)
        else:
            runs.append([dot])
    return runs


def _dots(item: Trend, base: float, scale: float, palette: Palette, crowded: bool) -> list[Json]:
    """The dots with their figures beside them; where few have one, these are a trace of their own.

    Plotly makes a text, if an empty one, for each dot of a trace that has any.
    """
    dense = len(item.dots) > LABELLED
    ends = (item.dots[0], item.dots[-1]) if item.dots else ()
    dots = ends if crowded else item.dots
    named = ends if dense else dots
    apart = len(named) < len(dots)

    def placed(some: Sequence[Dot]) -> Json:
        return {"type": "scatter", "cliponaxis": False, **_placed(some, base, scale)}

    colours = [palette.surface if dot.mark else palette.s4 for dot in dots]
    drawn: Json = {
        **placed(dots),
        "mode": "markers" if apart else "markers+text",
        "customdata": [dot.key for dot in dots],
        "marker": {
            "size": DENSE_DOT if dense else DOT,
            "opacity": 1,
            "color": colours[0] if len(set(colours)) == 1 else colours,
            "line": {"color": palette.s4, "width": 2},
        },
        "hoverinfo": "text",
        "hovertext": [
            f"{safe(item.label)} {dot.time}<br>{emphasis(dot.printed)}" + (f"<br>{safe(dot.note)}" if dot.note else "")
            for dot in dots
        ],
        "unselected": {"marker": {"opacity": 1}},
    }
    text: Json = {
        "text": [emphasis(dot.printed) + safe(dot.mark) for dot in named],
        "textposition": _places(item, named),
        "textfont": {"size": TEXT, "color": palette.ink},
    }
    return [drawn, {**placed(named), "mode": "text", "hoverinfo": "skip", **text}] if apart else [{**drawn, **text}]


def _places(item: Trend, dots: Sequence[Dot]) -> list[str]:
    """Above the dot; of two at one time the lower has its label beside it, so that neither hides the other."""
    most: dict[str, float] = {}
    for dot in item.dots:
        most[dot.time] = max(dot.value, most.get(dot.time, dot.value))
    return ["top center" if dot.value == most[dot.time] else "bottom center" for dot in dots]
