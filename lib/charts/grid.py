"""The matrix: rows of areas, columns of themes, one square a record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import plotly.graph_objects as go

from lib.charts.frame import NOTE, PHONE, TEXT, Json, bold, figure, kept, note, rule, safe, stacked, text_width, wrap
from lib.model import State
from lib.palette import Palette

MARK, PITCH, LINE = 11, 14, 16
"""Side of a mark, from one mark to the next, and from one line of marks to the next, in px."""
OPEN_LINE = 1.6
A_LINE = 6
ROW, GAP, HATCHED = 26, 8, 16
"""Height of a row, of the gap before a group of rows, and of a hatched bar, in px."""
EDGE = 8
"""From the edge of the figure to the first letter, in px."""


@dataclass(frozen=True)
class MatrixMark:
    """One record in a cell, or all records of a crowded one as their count."""

    kind: Literal["fact", "initiative", "count"]
    label: str
    """What the hover label says."""
    key: str
    """Handed back on a click (`customdata`)."""
    text: str = ""
    """What stands there instead of a square; a square where it is too wide for its column."""


@dataclass(frozen=True)
class MatrixRow:
    """One row: a city, the province, the nation, or what has no place."""

    name: str
    bold: bool
    cells: tuple[tuple[MatrixMark, ...], ...]
    """Records by column; none at all for a city that is not named."""
    state: State | None = None
    """None for rows that are not cities."""
    outlined: bool = False
    """A dashed line about the row: facts without a place."""
    gap: bool = False
    """Some room before this row, which begins a group."""
    key: str = ""
    """Handed back on a click on the hatched bar of a city that is not named (`customdata`)."""


@dataclass(frozen=True)
class _Frame:
    """Measures of one matrix in px of its design width; y grows downward from the line under the heads."""

    width: float
    first: float
    """Left edge of the first column."""
    column: float
    a_line: int
    tops: tuple[float, ...]
    heights: tuple[float, ...]

    @property
    def bottom(self) -> float:
        return self.tops[-1] + self.heights[-1] if self.tops else 0.0

    def middle(self, row: int) -> float:
        return self.tops[row] + self.heights[row] / 2

    def left(self, column: int) -> float:
        return self.first + column * self.column


@kept
def matrix(
    columns: Sequence[str], rows: Sequence[MatrixRow], palette: Palette, not_named_words: str, *, width: int = 740
) -> go.Figure:
    """Squares of records by area and theme; height follows the rows.

    `width` is the width in px that the figure will be shown at, within about a fifth; below 480 the narrow form is
    drawn. Traces `fact`, `initiative` and `count` carry the keys as `customdata`, trace `not_named` the hatched bars.
    """
    for row in rows:
        if row.cells and len(row.cells) != len(columns):
            raise ValueError(f"matrix: row {row.name} has {len(row.cells)} cells for {len(columns)} columns")
    frame = _measure(columns, rows, width)
    heads, head_height = _heads(columns, frame, width < PHONE)
    traces = [_marks("fact", rows, frame, palette), _marks("initiative", rows, frame, palette)]
    if any(mark.kind == "count" for row in rows for cell in row.cells for mark in cell):
        traces.append(_marks("count", rows, frame, palette))
    hatched = [at for at, row in enumerate(rows) if row.state is State.NOT_NAMED]
    words = [] if not hatched else [_words(not_named_words, frame, at, palette) for at in hatched]
    if hatched:
        traces.insert(0, _hatched(hatched, rows, frame, palette))
    return figure(
        traces,
        palette=palette,
        height=frame.bottom + head_height + 4,
        margin=(0, 0, head_height, 4),
        xaxis={"range": [0, frame.width]},
        yaxis={"range": [frame.bottom, 0]},
        shapes=_lines(rows, frame, palette),
        annotations=[*heads, *_names(rows, frame), *words],
    )


def _measure(columns: Sequence[str], rows: Sequence[MatrixRow], width: int) -> _Frame:
    longest = max((text_width(row.name, TEXT) for row in rows), default=0)
    first = EDGE + min(longest, width * 0.3) + (2 * EDGE if width >= PHONE else EDGE)
    column = (width - first - EDGE / 2) / max(len(columns), 1)
    a_line = max(1, min(A_LINE, int((column - 2) // PITCH)))
    heights, tops, y = [], [], 0.0
    for row in rows:
        lines = max((-(-len(cell) // a_line) for cell in row.cells), default=1)
        y += GAP if row.gap else 0
        tops.append(y)
        heights.append(max(ROW, lines * LINE + 10.0))
        y += heights[-1]
    return _Frame(width, first, column, a_line, tuple(tops), tuple(heights))


def _heads(columns: Sequence[str], frame: _Frame, narrow: bool) -> tuple[list[Json], float]:
    """The column heads and the height in px that they need; a head too long for its column stands on end."""
    size = NOTE if narrow else TEXT
    lines = [wrap(column, size, frame.column - 4) for column in columns]
    upright = any(text_width(line, size) > frame.column for wrapped in lines for line in wrapped)
    if upright:
        height = max(text_width(column, size) for column in columns) + 8
        return [
            note(
                bold(column),
                frame.left(at) + MARK / 2,
                0,
                size=size,
                textangle=-90,
                xanchor="center",
                yanchor="bottom",
                yshift=4,
            )
            for at, column in enumerate(columns)
        ], height
    height = max((len(wrapped) for wrapped in lines), default=1) * size * 1.4 + 10
    return [
        note(f"<b>{stacked(wrapped)}</b>", frame.left(at), 0, size=size, yanchor="bottom", yshift=4)
        for at, wrapped in enumerate(lines)
    ], height


def _names(rows: Sequence[MatrixRow], frame: _Frame) -> list[Json]:
    return [note(bold(row.name) if row.bold else safe(row.name), EDGE, frame.middle(at)) for at, row in enumerate(rows)]


def _places(row: MatrixRow, at: int, frame: _Frame) -> Iterator[tuple[MatrixMark, float, float]]:
    """Every mark of a row with the middle of its square, the lines of a cell centred in the row."""
    for column, cell in enumerate(row.cells):
        lines = -(-len(cell) // frame.a_line)
        for number, mark in enumerate(cell):
            line, place = divmod(number, frame.a_line)
            yield (
                mark,
                frame.left(column) + MARK / 2 + place * PITCH,
                frame.middle(at) + (line - (lines - 1) / 2) * LINE,
            )


def _marks(kind: str, rows: Sequence[MatrixRow], frame: _Frame, palette: Palette) -> Json:
    found = [
        (mark, x, y)
        for at, row in enumerate(rows)
        if row.state is not State.NOT_NAMED
        for mark, x, y in _places(row, at, frame)
        if mark.kind == kind
    ]
    marker: Json = {
        "symbol": "square-open" if kind == "initiative" else "square",
        "color": palette.s4,
        # The line of an open square lies half outside its size: both kinds end up 11 px wide.
        "size": MARK - OPEN_LINE if kind == "initiative" else MARK,
        "opacity": 1,
        "line": {"width": OPEN_LINE if kind == "initiative" else 0, "color": palette.s4},
    }
    return {
        "type": "scatter",
        "mode": "markers",
        "name": kind,
        "marker": marker,
        "cliponaxis": False,
        "x": [x for _, x, _ in found],
        "y": [y for _, _, y in found],
        "customdata": [mark.key for mark, _, _ in found],
        "hoverinfo": "text",
        "hovertext": [safe(mark.label) for mark, _, _ in found],
        # A click that opens a sentence must not leave the other marks faded.
        "unselected": {"marker": {"opacity": 1}},
    } | (_counted([mark.text for mark, _, _ in found], frame, palette) if kind == "count" else {})


def _counted(texts: Sequence[str], frame: _Frame, palette: Palette) -> Json:
    """Counts as text where every one fits into its column."""
    if any(text_width(text, NOTE) > frame.column for text in texts):
        return {}
    return {
        "mode": "text",
        "text": [safe(text) for text in texts],
        "textposition": "middle right",
        "textfont": {"size": NOTE, "color": palette.s4},
        "unselected": {"textfont": {"color": palette.s4}},
    }


def _hatched(at: Sequence[int], rows: Sequence[MatrixRow], frame: _Frame, palette: Palette) -> Json:
    start = frame.left(0) - 4
    return {
        "type": "bar",
        "orientation": "h",
        "name": "not_named",
        "hoverinfo": "none",
        "customdata": [rows[row].key for row in at],
        "base": [start] * len(at),
        "x": [frame.width - EDGE / 2 - start] * len(at),
        "y": [frame.middle(row) for row in at],
        "width": [HATCHED] * len(at),
        "marker": {
            "color": palette.surface,
            "line": {"color": palette.line2, "width": 1},
            "pattern": {
                "shape": "/",
                "fgcolor": palette.hatch,
                "bgcolor": palette.surface,
                "size": 7,
                "solidity": 0.16,
                "fillmode": "replace",
            },
        },
        "unselected": {"marker": {"opacity": 1}},
    }


def _words(words: str, frame: _Frame, at: int, palette: Palette) -> Json:
    """The words of a hatched bar, in the middle on a ground that clears bar and edges."""
    middle = (frame.left(0) + frame.width) / 2
    return note(
        safe(words),
        middle,
        frame.middle(at),
        size=NOTE,
        xanchor="center",
        bgcolor=palette.surface,
        height=HATCHED + 4,
        width=text_width(words, NOTE) + 2 * EDGE,
        align="center",
        valign="middle",
    )


def _lines(rows: Sequence[MatrixRow], frame: _Frame, palette: Palette) -> list[Json]:
    """The rule under the heads, one under each row of a group, and the dashed line about rows without a place."""
    shapes = [rule(0, frame.width, 0, palette.control)]
    for (at, row), (_, after) in pairwise(enumerate(rows)):
        if not (row.outlined or after.outlined or after.gap):
            shapes.append(rule(0, frame.width, frame.tops[at] + frame.heights[at], palette.line))
    for at, row in enumerate(rows):
        if row.outlined:
            shapes.append(
                {
                    "type": "rect",
                    "x0": 1,
                    "x1": frame.width - 1,
                    "y0": frame.tops[at] + 1,
                    "y1": frame.tops[at] + frame.heights[at] - 1,
                    "layer": "below",
                    "line": {"color": palette.control, "width": 1, "dash": "4px,3px"},
                }
            )
    return shapes
