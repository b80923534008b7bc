"""What lies over the canvas of the map: names, squares, the outline of the chosen cities and the veil on all others.

A choice changes nothing below it, so the browser keeps the map as it has drawn it; drawing it anew took a browser
without a graphics card as long as two charts. The zoom is fixed and the middle of the canvas is that of this box.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any
from urllib.parse import quote

from lib.citymap.deck import BORDER, CHOSEN, CHOSEN_EDGE, GLYPHS_FROM, VEIL, By, fill
from lib.citymap.geometry import View, pixel, view
from lib.citymap.labels import CANVAS, Label, anchor_of, glyphs, names
from lib.citymap.labels import CityView as City
from lib.citymap.shapes import TENTHS, path, rest
from lib.citymap.svg import marks_at
from lib.palette import Palette, rgb

SAFE = "/,:=()"
"""Signs of a picture that an address holds as they are."""


def over(
    features: Sequence[dict[str, Any]], cities: Sequence[City], *, by: By, palette: Palette, width: int, height: int
) -> str:
    """HTML for a box that covers a canvas of width x height px or larger, above the deck of the same features."""
    by_code = {str(one["properties"]["area_code"]): one for one in features}
    fit = view([by_code[city.area_code] for city in cities], width, height)
    some = any(city.chosen for city in cities)
    labels = [
        _label(city, by_code[city.area_code], some and not city.chosen, by, palette, fit, width >= GLYPHS_FROM)
        for city in cities
    ]
    chosen = [by_code[city.area_code]["geometry"] for city in cities if city.chosen]
    others = [by_code[city.area_code]["geometry"] for city in cities if not city.chosen]
    shapes = _choice(others, chosen, palette, fit) if chosen else ""
    shapes += "".join(marks_at(one.marks, *pixel(*one.anchor, fit, *CANVAS), one.ink) for one in labels if one.drawn)
    return f'<div class="names" aria-hidden="true">{_picture(shapes, width, height)}{names(labels, palette, fit)}</div>'


def _choice(others: Sequence[dict[str, Any]], chosen: Sequence[dict[str, Any]], palette: Palette, fit: View) -> str:
    """The veil on all others, and the outline of each chosen city: told once and drawn twice, an edge below a line."""
    veil = path(rest(others, chosen, BORDER / 2, fit))
    outline = "".join(path(rest([one], [], 0, fit)) for one in chosen)
    lines = ((palette.surface, CHOSEN_EDGE), (palette.accent, CHOSEN))
    return (
        f'<g transform="scale({1 / TENTHS:g})"><defs><path id="o" d="{outline}"/></defs>'
        f'<path d="{veil}" fill="{palette.paper}" fill-opacity="{VEIL}" fill-rule="evenodd"/>'
        f'<g fill="none" stroke-linejoin="round">'
        + "".join(f'<use href="#o" stroke="{colour}" stroke-width="{line * TENTHS}"/>' for colour, line in lines)
        + "</g></g>"
    )


def _label(
    city: City, feature: dict[str, Any], veiled: bool, by: By, palette: Palette, fit: View, marked: bool
) -> Label:
    base = fill(city, by, palette)
    high = base in (palette.s3, palette.s4)
    # Under the veil even the darkest class is light: its words turn from white to ink.
    ink = (palette.ink if high else palette.ink2) if veiled else palette.on_high if high else palette.on_low
    marks = glyphs(city) if marked else ""
    seen = mixed(base, palette.paper) if veiled else base
    return Label(city, feature["geometry"], anchor_of(feature, marks, fit), seen, ink, marks)


def mixed(colour: str, ground: str) -> str:
    """`colour` under the veil of `ground`, as #RRGGBB."""
    pairs = zip(rgb(colour)[:3], rgb(ground)[:3], strict=True)
    return "#" + "".join(f"{round(top * (1 - VEIL) + below * VEIL):02X}" for top, below in pairs)


def _picture(shapes: str, width: int, height: int) -> str:
    """A picture and no element of the page: Streamlit takes SVG out of HTML, and nobody can click on this one."""
    if not shapes:
        return ""
    size = f'width="{width}" height="{height}"'
    box = f'viewBox="{-width / 2:g} {-height / 2:g} {width} {height}" {size}'
    source = "data:image/svg+xml," + quote(f'<svg xmlns="http://www.w3.org/2000/svg" {box}>{shapes}</svg>', SAFE)
    return f'<img class="over" src="{escape(source)}" alt="" {size}>'
