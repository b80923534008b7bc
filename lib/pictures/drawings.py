"""What the pictures draw: bars from zero, areas, marks in rows, spans of years, the map."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from lib.charts import Bar, Block, Span
from lib.charts.frame import wrap
from lib.citymap.geometry import Point, polygons
from lib.model import State
from lib.palette import Palette
from lib.pictures.canvas import NOTE, TEXT, label, room

THICK, PITCH = 24, 36
MARK, MARK_PITCH, ROW = 10, 14, 22
MOST_MARKS = 14
HATCH = "////"


def bars(axes: Axes, palette: Palette, items: Sequence[Bar], width: int) -> None:
    """Lying bars from zero, labels at the left, printed values at their ends."""
    left = max(room(line) for item in items for line in _name(item, width)) + 12
    end = max(item.value for item in items) or 1
    scale = (width - left - max(room(item.printed) for item in items) - 12) / end
    pitch = _pitch(items, width)
    for at, item in enumerate(items):
        middle = (at + 0.5) * pitch
        colour = palette.s2 if item.light else palette.s4
        axes.add_patch(Rectangle((left, middle - THICK / 2), item.value * scale, THICK, color=colour, lw=0))
        label(axes, 0, middle, "\n".join(_name(item, width)), palette.ink)
        label(axes, left + item.value * scale + 8, middle, item.printed, palette.ink)
    axes.plot([left, left], [0, len(items) * pitch], color=palette.control, lw=0.8)


def _name(item: Bar, width: int) -> list[str]:
    return wrap(item.label, TEXT, width * 0.36)


def _pitch(items: Sequence[Bar], width: int) -> int:
    return max(PITCH, *(len(_name(item, width)) * 17 + 8 for item in items))


def bars_height(items: Sequence[Bar], width: int) -> int:
    """Height in px that bars need."""
    return len(items) * _pitch(items, width)


def areas(axes: Axes, palette: Palette, items: Sequence[Block], axis_words: str, size: tuple[int, int]) -> None:
    """Blocks side by side, width x height being the area; ticks at the heights alone."""
    width, height = size
    left = max(room(item.height_printed, NOTE) for item in items) + 10
    head, foot = 24, 44
    across = (width - left) / (sum(item.width for item in items) or 1)
    up = (height - head - foot) / (max(item.height for item in items) or 1)
    floor, start = height - foot, left
    label(axes, 0, 8, axis_words, palette.ink2, size=NOTE)
    top = max(item.height for item in items)
    for item in items:
        wide, high = item.width * across, item.height * up
        full = item.height == top
        block = Rectangle((start, floor - high), wide, high, fc=palette.s4 if full else palette.s2, ec="white", lw=1.5)
        axes.add_patch(block)
        ink = palette.on_high if full else palette.on_low
        label(axes, start + 8, floor - high + 16, item.area_printed, ink)
        label(axes, start + 8, floor - high + 34, item.tag, ink, size=NOTE)
        below = [*wrap(item.label, NOTE, wide - 6), *wrap(item.width_printed, NOTE, wide - 6)]
        label(axes, start, floor + 6, "\n".join(below), palette.ink, size=NOTE, va="top")
        label(axes, left - 6, floor - high, item.height_printed, palette.ink2, size=NOTE, ha="right")
        start += wide
    axes.plot([left, width], [floor, floor], color=palette.control, lw=0.8)


@dataclass(frozen=True)
class Line:
    """A row of the matrix: facts and initiatives by column, or the state in words where there is none."""

    name: str
    cells: tuple[tuple[int, int], ...]
    said: str = ""


def matrix(axes: Axes, palette: Palette, heads: Sequence[str], lines: Sequence[Line], width: int) -> None:
    """Rows of places, columns of sections; a full square is a fact, an open one an initiative."""
    left = max(room(line.name) for line in lines) + 16
    starts = _columns(heads, lines, left, width)
    for start, head in zip(starts, heads, strict=True):
        label(axes, start, 10, head, palette.ink2, size=NOTE)
    for number, line in enumerate(lines):
        middle = 28 + (number + 0.5) * ROW
        axes.plot([0, width], [middle + ROW / 2] * 2, color=palette.line, lw=0.6)
        label(axes, 0, middle, line.name, palette.ink)
        if line.said:
            bar = Rectangle((left, middle - 7), width - left, 14, fc="none", ec=palette.hatch, hatch=HATCH, lw=0)
            axes.add_patch(bar)
            box = {"facecolor": palette.paper, "edgecolor": "none", "pad": 2}
            label(axes, left + 12, middle, line.said, palette.ink2, size=NOTE, bbox=box)
        for start, (facts, initiatives) in zip(starts, line.cells, strict=True):
            _marks(axes, palette, start, middle, facts, initiatives)


def _columns(heads: Sequence[str], lines: Sequence[Line], left: float, width: int) -> list[float]:
    """Left edges of the columns: each as wide as its head and its marks ask, what is over shared out."""
    needs = [
        max([room(head, NOTE), *(_needed(*line.cells[at]) for line in lines if line.cells)]) + 10
        for at, head in enumerate(heads)
    ]
    spare = max(width - left - sum(needs), 0) / len(heads)
    return [left + sum(needs[:at]) + spare * at for at in range(len(heads))]


def _needed(facts: int, initiatives: int) -> float:
    return min(facts + initiatives, MOST_MARKS) * MARK_PITCH


def _marks(axes: Axes, palette: Palette, start: float, middle: float, facts: int, initiatives: int) -> None:
    """One square a record; where they would run out of the cell, one of each kind with its count."""
    if facts + initiatives > MOST_MARKS:
        label(axes, start, middle, f"■{facts} □{initiatives}", palette.s4)
        return
    for mark in range(facts + initiatives):
        full = palette.s4 if mark < facts else "none"
        corner = (start + mark * MARK_PITCH, middle - MARK / 2)
        axes.add_patch(Rectangle(corner, MARK, MARK, fc=full, ec=palette.s4, lw=1))


def matrix_height(lines: Sequence[Line]) -> int:
    """Height in px that rows need."""
    return 32 + len(lines) * ROW


def timeline(axes: Axes, palette: Palette, items: Sequence[Span], latest: int, words: str, width: int) -> None:
    """A dot at the stated start, a line to the latest year of the text, then dashes: no end is given."""
    first = math.floor(min(item.start for item in items))
    left = max(room(f"{item.label_value}  {item.label_text}") for item in items) + 20
    years = latest + 1 - first + 0.6
    scale = (width - left) / years
    floor = len(items) * 30 + 8
    for number, item in enumerate(items):
        middle = 16 + number * 30
        start, end = left + (item.start - first) * scale, left + (latest + 1 - first) * scale
        label(axes, 0, middle, f"{item.label_value}  {item.label_text}", palette.ink)
        axes.plot([start, max(start, end)], [middle] * 2, color=palette.s4, lw=2.2)
        axes.plot([max(start, end), width], [middle] * 2, color=palette.s4, lw=1.4, ls=(0, (3, 3)))
        axes.plot([start], [middle], marker="o", ms=6, color=palette.s4)
    for year in range(first, latest + 2):
        x = left + (year - first) * scale
        axes.plot([x, x], [0, floor], color=palette.line, lw=0.6, zorder=0)
        if year <= latest:
            label(axes, x + 2, floor + 10, str(year), palette.ink2, size=NOTE)
    label(axes, 0, floor + 10, words, palette.ink3, size=NOTE)


@dataclass(frozen=True)
class City:
    """What the map shows of one city."""

    name: str
    state: State
    facts: int
    initiatives: int
    chosen: bool
    geometry: dict[str, Any]
    anchor: Point


def fill(city: City, palette: Palette) -> str:
    """Class of a city by its count of facts: never a league table, so three steps."""
    if city.state is State.FIGURES:
        return palette.s2 if city.facts == 1 else palette.s3 if city.facts <= 3 else palette.s4
    return palette.only if city.state is State.INITIATIVES else palette.surface


def atlas(axes: Axes, palette: Palette, cities: Sequence[City], size: tuple[int, int], *, marks: bool = True) -> None:
    """The cities with fills, hatches and names; under a name its squares where there is room."""
    put = _projection(cities, size)
    for city in cities:
        patch = {"fc": fill(city, palette), "ec": palette.surface, "lw": 1.2}
        if city.state is State.NOT_NAMED:
            patch |= {"hatch": HATCH, "ec": palette.hatch, "lw": 0.5}
        axes.add_patch(PathPatch(_path(city.geometry, put), **patch))
    for city in cities:
        if city.chosen:
            axes.add_patch(PathPatch(_path(city.geometry, put), fc="none", ec=palette.accent, lw=2))
    for city, (x, y) in zip(cities, _apart(cities, put), strict=True):
        dark = city.state is State.FIGURES and city.facts > 1
        squares = "■" * city.facts + "□" * city.initiatives if marks and city.facts + city.initiatives <= 8 else ""
        ink = palette.on_high if dark else palette.on_low
        box = {"facecolor": fill(city, palette), "edgecolor": "none", "pad": 1.2}
        label(axes, x, y - (7 if squares else 0), city.name, ink, size=TEXT - 1, ha="center", bbox=box)
        if squares:
            label(axes, x, y + 8, squares, ink, size=NOTE - 2, ha="center")


def _apart(cities: Sequence[City], put: Any) -> list[Point]:
    """Middles of the names: at the anchors, two that would touch pushed apart by half each, up and down."""
    places = [list(put(city.anchor)) for city in cities]
    widths = [room(city.name, TEXT - 1) + 4 for city in cities]
    for at, one in enumerate(places):
        for other, two in enumerate(places[:at]):
            near = abs(one[0] - two[0]) < (widths[at] + widths[other]) / 2
            lack = TEXT + 3 - abs(one[1] - two[1])
            if near and lack > 0:
                down = 1 if one[1] >= two[1] else -1
                one[1] += down * lack / 2
                two[1] -= down * lack / 2
    return [(x, y) for x, y in places]


def _projection(cities: Sequence[City], size: tuple[int, int]) -> Any:
    """Degrees to px: level at the middle latitude, so that shapes are those that a reader knows."""
    points = [point for city in cities for part in polygons(city.geometry) for ring in part for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    shrink = math.cos(math.radians((south + north) / 2))
    scale = min(size[0] / ((east - west) * shrink), size[1] / (north - south)) * 0.98
    left = (size[0] - (east - west) * shrink * scale) / 2
    top = (size[1] - (north - south) * scale) / 2
    return lambda point: (left + (point[0] - west) * shrink * scale, top + (north - point[1]) * scale)


def _path(geometry: dict[str, Any], put: Any) -> Path:
    vertices: list[Point] = []
    codes: list[int] = []
    for part in polygons(geometry):
        for ring in part:
            vertices += [put(point) for point in ring]
            codes += [int(Path.MOVETO), *[int(Path.LINETO)] * (len(ring) - 2), int(Path.CLOSEPOLY)]
    return Path(vertices, codes)
