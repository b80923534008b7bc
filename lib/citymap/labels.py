"""Names and squares of the cities, and what a drawn city is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from unicodedata import east_asian_width

import pydeck as pdk
from pydeck.types import String

from lib.citymap.geometry import DECIMALS, Point, View, pixel, place, stretch
from lib.model import CROWD, State
from lib.palette import SANS, Palette, font, rgb

FACT, INITIATIVE = "■", "□"
CANVAS = (0, 0)
"""Squares are placed relative to the centre of the canvas, whose size cancels out."""
NAME_SIZE = 13
NAME_UP, GLYPH_DOWN = 8, 7
"""How far above and below the label point the middles of name and first line of squares stand, in px."""
HALO = 20
"""Width of the halo in px of deck.gl's font atlas, which holds letters of 64 px: 4 px about a name."""
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
class Drawn:
    """A city with the colours that it gets."""

    city: CityView
    geometry: dict[str, Any]
    anchor: Point
    fill: str
    edge: str
    hatch: str
    ink: str
    marks: str
    """Lines of ■ and □; empty where the label is the name alone."""


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


def squares(drawn: Sequence[Drawn], fit: View) -> list[pdk.Layer]:
    """■ and □ as shapes: the zoom is fixed, so degrees are pixels; the font's own □ has a line too thin to see."""
    full: list[dict[str, Any]] = []
    open_: list[dict[str, Any]] = []
    for one in drawn:
        x, y = pixel(*one.anchor, fit, *CANVAS)
        for number, line in enumerate([] if _counted(one.marks) else one.marks.split("\n")):
            for at, mark in enumerate(line):
                middle = (x + (at - (len(line) - 1) / 2) * PITCH, y + GLYPH_DOWN + number * PITCH)
                wanted, half = (full, SQUARE / 2) if mark == FACT else (open_, (SQUARE - EDGE) / 2)
                wanted.append({"p": _square(middle, half, fit), "c": rgb(one.ink)})
    return [
        pdk.Layer("SolidPolygonLayer", full, id="facts", pickable=False, get_polygon="p", get_fill_color="c"),
        pdk.Layer(
            "PathLayer",
            open_,
            id="initiatives",
            pickable=False,
            get_path="p",
            get_color="c",
            get_width=EDGE,
            width_units=String("pixels"),
        ),
    ]


def _square(middle: Point, half: float, fit: View) -> list[Point]:
    """A closed square in degrees; 5 decimals, since 4 are a seventh of a pixel on a wall."""
    corners = ((-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1))
    found = [place(middle[0] + right * half, middle[1] + down * half, fit, *CANVAS) for right, down in corners]
    return [(round(lon, DECIMALS + 1), round(lat, DECIMALS + 1)) for lon, lat in found]


def labels(drawn: Sequence[Drawn], palette: Palette, fit: View) -> list[pdk.Layer]:
    """Names (bold for cities with figures) with the halos that they need, and counts where marks are too many."""

    def names(wanted: Sequence[Drawn], ink: str = "") -> list[dict[str, Any]]:
        # With marks below it the name moves up, so that the pair stands about the label point.
        return [
            {"p": one.anchor, "n": one.city.name, "c": rgb(ink or one.ink), "o": [0, -NAME_UP if one.marks else 0]}
            for one in wanted
        ]

    bold = [one for one in drawn if one.city.state is State.FIGURES]
    plain = [one for one in drawn if one.city.state is not State.FIGURES]
    counts = [
        {"p": one.anchor, "n": one.marks, "c": rgb(one.ink), "o": [0, GLYPH_DOWN]}
        for one in drawn
        if _counted(one.marks)
    ]
    grounds = [(one, one.fill) for one in drawn if _needs_halo(one, palette, fit)]
    return [
        *(
            _halo(colour, names([one for one, ground in grounds if ground == colour], colour))
            for colour in dict.fromkeys(ground for _, ground in grounds)
        ),
        _text("names", names(plain)),
        _text("names-bold", names(bold), font_weight=700),
        _text("counts", counts),
    ]


def _needs_halo(one: Drawn, palette: Palette, fit: View) -> bool:
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


def _halo(colour: str, rows: list[dict[str, Any]]) -> pdk.Layer:
    # A layer below the names: signed distance fields, which it needs, would make small Chinese letters soft.
    return _text(
        f"halo-{colour[1:]}",
        rows,
        fontSettings={"sdf": True, "radius": HALO + 8, "buffer": HALO + 8},
        outline_width=HALO,
        outline_color=rgb(colour),
    )


def _counted(marks: str) -> bool:
    """Whether the marks are given as numbers (■20 □3)."""
    return " " in marks


def _text(name: str, rows: list[dict[str, Any]], **more: Any) -> pdk.Layer:
    return pdk.Layer(
        "TextLayer",
        rows,
        id=name,
        pickable=False,
        get_position="p",
        get_text="n",
        get_color="c",
        get_pixel_offset="o",
        get_size=NAME_SIZE,
        character_set=String("auto"),
        font_family=String(font(SANS)),
        **more,
    )
