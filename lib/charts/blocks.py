"""Lying bars with their printed values, and bars whose width carries a number as well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from lib.charts.frame import (
    NOTE,
    PHONE,
    TEXT,
    THICK,
    Json,
    bold,
    emphasis,
    figure,
    kept,
    note,
    rule,
    safe,
    stacked,
    text_width,
    wrap,
)
from lib.palette import Palette

BAR_PITCH = 36
"""From one bar to the next in px."""
PLOT = 108
"""Height in px that the highest block gets."""
INSIDE = 44
"""Height in px that the two lines within a block need."""


@dataclass(frozen=True)
class Bar:
    """A number among others that the gate, or the report itself, lets stand on one axis."""

    label: str
    value: float
    """In the base unit; the bar begins at zero."""
    printed: str
    """The value with wording and unit, as it is to be read."""
    key: str
    light: bool = False
    """The second tone, for the whole that another bar is a part of."""


@dataclass(frozen=True)
class Block:
    """A product of two numbers, as an area."""

    label: str
    width: float
    height: float
    width_printed: str
    height_printed: str
    area_printed: str
    tag: str
    """What kind of number the area is, e.g. that it is derived."""
    key: str


@kept
def bars(items: Sequence[Bar], palette: Palette, *, maximum: float | None = None, width: int = 540) -> go.Figure:
    """Lying bars from zero in the order given, labels left, printed values at their ends.

    `maximum` (base unit) is the end of the scale, so that several figures can share one; by default the largest
    value. `width` is the width in px that the figure will be shown at; a longer label is broken into lines.
    """
    end = max([maximum or 0, *(item.value for item in items)]) or 1
    room = width * (0.3 if width < PHONE else 0.36)
    labels = [wrap(item.label, TEXT, room) for item in items]
    left = max((text_width(line, TEXT) for label in labels for line in label), default=0) + 12
    right = max((text_width(item.printed, TEXT) for item in items), default=0) + 12
    pitch = max([BAR_PITCH, *(len(label) * 20 + 6 for label in labels)])
    places = [(at + 0.5) * pitch for at in range(len(items))]
    bottom = len(items) * pitch
    trace: Json = {
        "type": "bar",
        "orientation": "h",
        "x": [item.value for item in items],
        "y": places,
        "base": 0,
        "width": THICK,
        "customdata": [item.key for item in items],
        "marker": {"color": [palette.s2 if item.light else palette.s4 for item in items], "line": {"width": 0}},
        "text": [emphasis(item.printed) for item in items],
        "textposition": "outside",
        "cliponaxis": False,
        "textfont": {"size": TEXT, "color": palette.ink},
        "constraintext": "none",
        "textangle": 0,
        "hoverinfo": "text",
        "hovertext": [f"{safe(item.label)}<br>{emphasis(item.printed)}" for item in items],
        "unselected": {"marker": {"opacity": 1}},
    }
    return figure(
        [trace],
        palette=palette,
        height=bottom + 8,
        margin=(left, right, 4, 4),
        xaxis={"range": [0, end]},
        yaxis={"range": [bottom, 0]},
        shapes=[
            {"type": "line", "x0": 0, "x1": 0, "y0": 0, "y1": bottom, "line": {"color": palette.control, "width": 1}}
        ],
        annotations=[
            note(stacked(label), 0, place, xref="paper", xshift=-left)
            for label, place in zip(labels, places, strict=True)
        ],
    )


@kept
def areas(items: Sequence[Block], axis_words: str, palette: Palette, *, width: int = 640) -> go.Figure:
    """Blocks side by side: width and height in their own units, so that a block's area is their product.

    `axis_words` says what width, height and area stand for. `width` is the width in px of the figure as shown.
    Ticks stand at the heights and nowhere else.
    """
    left = max((text_width(item.height_printed, NOTE) for item in items), default=0) + 12
    whole, top = sum(item.width for item in items), max((item.height for item in items), default=1)
    scale = (width - left - 4) / whole if whole else 1
    starts = [sum(item.width for item in items[:at]) for at in range(len(items))]
    colours = [palette.s4 if item.height == top else palette.s2 for item in items]
    below = [
        [*wrap(item.label, NOTE, item.width * scale - 8), *wrap(item.width_printed, NOTE, item.width * scale - 8)]
        for item in items
    ]
    heads = wrap(axis_words, NOTE, width - left)
    head, foot = len(heads) * 18 + 10, max((len(lines) for lines in below), default=1) * 17 + 8
    # A block too low for its two lines has them above it, in the room left free there.
    inside = [item.height / top * PLOT >= INSIDE for item in items]
    head += (
        INSIDE
        if any(not fits and item.height / top * PLOT > PLOT - INSIDE for fits, item in zip(inside, items, strict=True))
        else 0
    )
    trace: Json = {
        "type": "bar",
        "x": [start + item.width / 2 for start, item in zip(starts, items, strict=True)],
        "y": [item.height for item in items],
        "width": [item.width for item in items],
        "base": 0,
        "customdata": [item.key for item in items],
        "marker": {"color": colours, "line": {"color": palette.surface, "width": 2}},
        "hoverinfo": "text",
        "hovertext": [_told(item) for item in items],
        "unselected": {"marker": {"opacity": 1}},
    }
    heights = {item.height: item.height_printed for item in items}
    return figure(
        [trace],
        palette=palette,
        height=head + PLOT + foot,
        margin=(left, 4, head, foot),
        xaxis={"range": [0, whole or 1]},
        yaxis={
            "range": [0, top],
            "showticklabels": True,
            "ticklabelstandoff": 4,
            "tickvals": list(heights),
            "ticktext": [safe(text) for text in heights.values()],
        },
        shapes=[
            *(rule(0, whole, height, palette.line) for height in heights),
            rule(0, whole, 0, palette.control, layer="above"),
        ],
        annotations=[
            note(
                stacked(heads),
                0,
                1,
                yref="paper",
                yanchor="bottom",
                yshift=head - len(heads) * 18 - 2,
                size=NOTE,
                color=palette.ink2,
            ),
            *(
                _written(item, start, fits, colour, item.width * scale, palette)
                for item, start, fits, colour in zip(items, starts, inside, colours, strict=True)
            ),
            *(
                note(stacked(lines), start, 0, yanchor="top", yshift=-5, size=NOTE)
                for lines, start in zip(below, starts, strict=True)
            ),
        ],
    )


def _told(item: Block) -> str:
    return (
        f"{safe(item.label)}<br>{safe(item.width_printed)} × {safe(item.height_printed)}"
        f" = {bold(item.area_printed)} {safe(item.tag)}"
    )


def _written(item: Block, start: float, inside: bool, colour: str, room: float, palette: Palette) -> Json:
    """Area and tag at the block's top left corner, or above a block that is too low; smaller if `room` px are few."""
    tight = text_width(item.area_printed, TEXT) + 16 > room
    ink = palette.ink if not inside else palette.on_high if colour == palette.s4 else palette.on_low
    text = f"{bold(item.area_printed)}<br><span style='font-size:{NOTE}px'>{safe(item.tag)}</span>"
    return note(
        text,
        start,
        item.height,
        size=NOTE if tight else TEXT,
        color=ink,
        yanchor="top" if inside else "bottom",
        xshift=4 if tight else 8,
        yshift=-4 if inside else 2,
    )
