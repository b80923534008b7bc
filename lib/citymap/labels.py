"""Names and squares of the cities, and what the map is told of a city."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any
from unicodedata import east_asian_width

from lib.citymap.geometry import DECIMALS, Point, View, pixel, place, stretch
from lib.model import CROWD, State
from lib.palette import Palette

FACT, INITIATIVE = "■", "□"
CANVAS = (0, 0)
"""Squares are placed relative to the centre of the canvas, whose size cancels out."""
NAME_SIZE = 13
NAME_UP, GLYPH_DOWN = 8, 7
"""How far above and below the label point the middles of name and first line of squares stand, in px."""
SQUARE, EDGE, PITCH = 8, 1.5, 10
"""Outer side of a square, its line if open, and from one square to the next, in px."""
GLYPHS_A_LINE = 6


@dataclass(frozen=True)
class CityView:
    """What the map shows of one city."""

    area_code: str
    name: str
    state: State
    facts: int
    initiatives: int
    chosen: bool
    words: str
    """State and counts in words, for the tooltip."""
    shade: int = 0
    """Class of the city's value, 1 to 3, on a map of values, which has no squares; 0 on a map of records."""


@dataclass(frozen=True)
class Label:
    """What stands on a city, and the ground that it stands on."""

    city: CityView
    geometry: dict[str, Any]
    anchor: Point
    fill: str
    """As it is seen, under a veil or not."""
    ink: str
    marks: str
    """Lines of ■ and □; empty where the label is the name alone."""

    @property
    def drawn(self) -> bool:
        """Whether the marks are squares; else they are given as numbers (■20 □3), or there are none."""
        return bool(self.marks) and not _counted(self.marks)


def glyphs(city: CityView) -> str:
    """One mark a record, six a line; from 19 records on the marks with their counts; nothing if not named."""
    if city.shade or city.state in (State.NOT_NAMED, State.OFF_THEME):
        return ""
    if city.facts + city.initiatives > CROWD:
        return f"{FACT}{city.facts} {INITIATIVE}{city.initiatives}"
    marks = FACT * city.facts + INITIATIVE * city.initiatives
    return "\n".join(marks[at : at + GLYPHS_A_LINE] for at in range(0, len(marks), GLYPHS_A_LINE))


def anchor_of(feature: dict[str, Any], marks: str, fit: View) -> Point:
    """The label point, moved sideways as far as needed for white squares not to run out onto a pale neighbour."""
    lon, lat = feature["properties"]["lon"], feature["properties"]["lat"]
    x, y = pixel(lon, lat, fit, *CANVAS)
    half = max((len(line) for line in marks.split("\n")), default=0) * PITCH / 2
    for down in (GLYPH_DOWN - SQUARE / 2, GLYPH_DOWN + SQUARE / 2):
        level = place(x, y + down, fit, *CANVAS)
        west, east = (pixel(end, level[1], fit, *CANVAS)[0] for end in stretch(feature["geometry"], *level))
        if east - west >= 2 * half + 2:
            x = min(max(x, west + half + 1), east - half - 1)
    lon = place(x, y, fit, *CANVAS)[0]
    return round(lon, DECIMALS), round(lat, DECIMALS)


def names(labels: Sequence[Label], palette: Palette, fit: View) -> str:
    """Names (bold for cities with figures) with the halos that they need, and counts where marks are too many.

    HTML for a box that covers the canvas: letters that a browser sets are sharp on every screen, and those that it
    draws on a map of WebGL take it longer than the map without a graphics card.
    """
    told = []
    for one in labels:
        x, y = pixel(*one.anchor, fit, *CANVAS)
        kind = "b" if one.city.state is State.FIGURES else ""
        halo = f";--halo:{one.fill}" if _needs_halo(one, palette, fit) else ""
        # With marks below it the name moves up, so that the pair stands about the label point.
        told.append(_text(one.city.name, x, y - (NAME_UP if one.marks else 0), one.ink + halo, kind))
        if _counted(one.marks):
            told.append(_text(one.marks, x, y + GLYPH_DOWN, one.ink, ""))
    return "".join(told)


def _text(text: str, x: float, y: float, colour: str, kind: str) -> str:
    where = f"left:calc(50% + {x:.1f}px);top:calc(50% + {y:.1f}px)"
    return f'<span class="{kind}" style="{where};color:{colour}">{escape(text)}</span>'


def _needs_halo(one: Label, palette: Palette, fit: View) -> bool:
    """Names on the hatch do, and white ones that reach over the border onto a pale neighbour."""
    if one.city.state is State.NOT_NAMED:
        return True
    if one.ink != palette.on_high:
        return False
    x, y = pixel(*one.anchor, fit, *CANVAS)
    level = place(x, y - (NAME_UP if one.marks else 0), fit, *CANVAS)
    west, east = (pixel(end, level[1], fit, *CANVAS)[0] for end in stretch(one.geometry, *level))
    half = sum(1 if east_asian_width(letter) in "WF" else 0.6 for letter in one.city.name) * NAME_SIZE / 2
    return x - half < west or x + half > east


def _counted(marks: str) -> bool:
    """Whether the marks are given as numbers (■20 □3)."""
    return " " in marks
