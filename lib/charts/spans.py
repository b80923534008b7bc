"""The time line: from when the report says a fact holds, how far its text reaches, and that the end is open."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import plotly.graph_objects as go

from lib.charts.frame import (
    CLEAR,
    NOTE,
    PHONE,
    TEXT,
    Json,
    emphasis,
    figure,
    kept,
    note,
    safe,
    stacked,
    text_width,
    wrap,
)
from lib.palette import Palette

ROW, BLOCK, DOT = 32, 16, 9
"""Height of a row, thickness of a recurring block, diameter of a dot, in px."""
SPACE = 16
AFTER = 1.4
"""Years drawn beyond the latest year, enough to see that lines go on."""
DASH = "4px,3px"


@dataclass(frozen=True)
class Span:
    """A fact whose beginning the report states."""

    label_value: str
    """The value as printed."""
    label_text: str
    start: float
    """Beginning in years; 2015.0 is the first of January 2015."""
    block_years: float | None
    """Length of one round if it recurs, else None."""
    key: str


@kept
def timeline(
    items: Sequence[Span],
    latest: float,
    latest_words: str,
    next_words: str,
    block_words: str,
    palette: Palette,
    *,
    width: int = 1290,
) -> go.Figure:
    """Dot at the start, solid to the end of `latest` (the last year that the text names), then dashed and open.

    A recurring fact is a block of its years and a dashed next one. `width` is the width in px of the figure as shown;
    below 480 the labels stand above their lines. Trace `start` and trace `block` carry the keys as `customdata`.
    """
    narrow = width < PHONE
    known = latest + 1
    begin = math.floor(min([latest, *(item.start for item in items)]))
    end = max([known + AFTER, *(item.start + (item.block_years or 0) + AFTER / 3 for item in items)])
    row = ROW + 22 if narrow else ROW
    values, texts = _label_room(items)
    left = 20.0 if narrow else values + texts + 2 * SPACE + 4
    scale = (width - left - 16) / (end - begin)
    places = [at * row + row - ROW / 2 for at in range(len(items))]
    bottom = len(items) * row
    words = wrap(latest_words, NOTE, min(width, 440))
    foot = len(words) * 17 + 8
    plain = [(item, y) for item, y in zip(items, places, strict=True) if not item.block_years]
    rounds = [(item, y) for item, y in zip(items, places, strict=True) if item.block_years]
    return figure(
        [
            _line("solid", [(item.start, min(known, end), y) for item, y in plain if item.start < known], palette),
            _line("dashed", [(max(known, item.start), end, y) for item, y in plain], palette),
            _dots(plain, palette),
            _blocks(rounds, palette),
        ],
        palette=palette,
        height=bottom + 30 + foot,
        margin=(left, 16, 30, foot),
        xaxis={
            "range": [begin, end],
            "side": "top",
            "showticklabels": True,
            "ticklabeloverflow": "allow",
            "showgrid": True,
            "gridcolor": palette.line,
            "tickvals": list(range(begin, math.ceil(known) + 1)),
            "ticktext": [str(year) for year in range(begin, math.ceil(known) + 1)],
        },
        yaxis={"range": [bottom, 0]},
        shapes=[_band(latest, known, palette), *(_next(item, y, end, palette) for item, y in rounds)],
        annotations=[
            *(label for item, y in zip(items, places, strict=True) for label in _labels(item, y, narrow, begin, texts)),
            *(_arrow(end, y, palette) for _, y in plain),
            *(
                label
                for item, y in rounds
                for label in _written(item, y, scale, end, (block_words, next_words), palette)
            ),
            note(
                stacked(words),
                latest + 0.5,
                bottom,
                xanchor="center",
                yanchor="top",
                yshift=-4,
                size=NOTE,
                color=palette.ink2,
                align="center",
            ),
        ],
    )


def _label_room(items: Sequence[Span]) -> tuple[float, float]:
    """Widths in px of the column of values and of the column of texts."""
    return (
        max((text_width(item.label_value, TEXT) for item in items), default=0),
        max((text_width(item.label_text, TEXT) for item in items), default=0),
    )


def _labels(item: Span, y: float, narrow: bool, begin: int, texts: float) -> list[Json]:
    """Value and text before the line, in a column each; on a phone in one line above it."""
    value, text = emphasis(item.label_value), safe(item.label_text)
    if narrow:
        return [note(f"{value}  {text}", begin, y - ROW / 2 - 4, xshift=-SPACE)]
    return [
        note(value, begin, y, xshift=-texts - 2 * SPACE, xanchor="right", align="right"),
        note(text, begin, y, xshift=-texts - SPACE),
    ]


def _line(name: str, pieces: Sequence[tuple[float, float, float]], palette: Palette) -> Json:
    dashed = name == "dashed"
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "hoverinfo": "skip",
        "cliponaxis": False,
        "x": [x for start, end, _ in pieces for x in (start, end, None)],
        "y": [y for _, _, row in pieces for y in (row, row, None)],
        "line": {"color": palette.s4, "width": 1.6 if dashed else 3, "dash": DASH if dashed else "solid"},
    }


def _dots(items: Sequence[tuple[Span, float]], palette: Palette) -> Json:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "start",
        "cliponaxis": False,
        "x": [item.start for item, _ in items],
        "y": [y for _, y in items],
        "marker": {"size": DOT, "color": palette.s4, "opacity": 1},
        "customdata": [item.key for item, _ in items],
        "hoverinfo": "text",
        "hovertext": [_told(item) for item, _ in items],
        "unselected": {"marker": {"opacity": 1}},
    }


def _blocks(items: Sequence[tuple[Span, float]], palette: Palette) -> Json:
    return {
        "type": "bar",
        "orientation": "h",
        "name": "block",
        "base": [item.start for item, _ in items],
        "x": [item.block_years for item, _ in items],
        "y": [y for _, y in items],
        "width": BLOCK,
        "marker": {"color": palette.s4, "line": {"width": 0}},
        "customdata": [item.key for item, _ in items],
        "hoverinfo": "text",
        "hovertext": [_told(item) for item, _ in items],
        "unselected": {"marker": {"opacity": 1}},
    }


def _told(item: Span) -> str:
    return f"{emphasis(item.label_value)}<br>{safe(item.label_text)}"


def _band(start: float, end: float, palette: Palette) -> Json:
    return {
        "type": "rect",
        "x0": start,
        "x1": end,
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "layer": "below",
        "fillcolor": palette.sunk,
        "line": {"width": 0},
    }


def _next(item: Span, y: float, end: float, palette: Palette) -> Json:
    """The next round, dashed; it is open at the right if the axis ends before it does."""
    length = item.block_years or 0
    start, stop = item.start + length, min(item.start + 2 * length, end)
    low, high = y - BLOCK / 2, y + BLOCK / 2
    path = f"M{stop},{low} L{start},{low} L{start},{high} L{stop},{high}"
    closed = " Z" if item.start + 2 * length <= end else ""
    return {
        "type": "path",
        "path": path + closed,
        "fillcolor": CLEAR,
        "line": {"color": palette.s4, "width": 1, "dash": DASH},
    }


def _written(item: Span, y: float, scale: float, end: float, words: tuple[str, str], palette: Palette) -> list[Json]:
    """What the block and the next one are, where the words fit in."""
    length = item.block_years or 0
    start = item.start + length
    rooms = ((words[0], item.start, length, palette.on_high), (words[1], start, min(length, end - start), palette.ink))
    return [
        note(safe(text), at, y, xshift=6, size=NOTE, color=colour)
        for text, at, years, colour in rooms
        if text_width(text, NOTE) + 8 <= years * scale
    ]


def _arrow(end: float, y: float, palette: Palette) -> Json:
    """An open arrow head: the line goes on, the text does not say how far."""
    return {
        "x": end,
        "y": y,
        "ax": -12,
        "ay": 0,
        "xshift": 8,
        "showarrow": True,
        "text": "",
        "arrowhead": 4,
        "arrowsize": 1.4,
        "arrowwidth": 1.6,
        "arrowcolor": palette.s4,
    }


def decimal_year(iso: str) -> float:
    """An ISO year, month or day as a decimal year."""
    given = [int(part) for part in iso.split("-")]
    day = date(given[0], *[*given[1:], 1, 1][:2])
    return day.year + (day.timetuple().tm_yday - 1) / 366
