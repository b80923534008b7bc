"""The map as SVG: for the wall, for browsers without WebGL, and for the plain page; it looks as the deck does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Any

from lib.citymap.deck import CHOSEN, CHOSEN_EDGE, OUTLINED, By, fill
from lib.citymap.geometry import View, pixel, rings, view
from lib.citymap.labels import EDGE, FACT, GLYPH_DOWN, NAME_SIZE, NAME_UP, PITCH, SQUARE, CityView, anchor_of, glyphs
from lib.model import State
from lib.palette import Palette

CLOSEST = 0.5
"""Points of a border nearer than this to the last one, in px of the canvas, are left out."""
HATCHED = (
    '<pattern id="hatch" width="6.5" height="6.5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<path d="M0 0V6.5" stroke="{line}" stroke-width="1.6"/></pattern>'
)
Shape = Callable[[str, str], str]
"""Area code and attributes -> the element that draws its border."""
Canvas = tuple[int, int]


def borders(features: Sequence[dict[str, Any]], canvas: Canvas, palette: Palette) -> str:
    """Borders and hatch once, without a picture of their own, for drawings with `shared`."""
    fit = view(features, *canvas)
    paths = "".join(
        f'<path id="border-{escape(one["properties"]["area_code"])}" d="{_path(one, fit, canvas)}"/>'
        for one in features
    )
    hatched = HATCHED.format(line=palette.hatch)
    return f'<svg width="0" height="0" aria-hidden="true" style="position:absolute"><defs>{hatched}{paths}</defs></svg>'


def drawing(
    features: Sequence[dict[str, Any]],
    cities: Sequence[CityView],
    *,
    by: By,
    palette: Palette,
    canvas: Canvas,
    alt: str,
    link: Callable[[str], str] | None = None,
    shared: bool = False,
) -> str:
    """An SVG element that scales to the width of its box.

    Names, words and links are escaped. With `link` every city is a link by its area code, which its tip describes;
    with `shared` borders and hatch are those that `borders` put into the page.
    """
    by_code = {str(one["properties"]["area_code"]): one for one in features}
    fit = view(features, *canvas)

    def shape(code: str, how: str) -> str:
        if shared:
            return f'<use href="#border-{escape(code)}" {how}/>'
        return f'<path d="{_path(by_code[code], fit, canvas)}" {how}/>'

    some = any(city.chosen for city in cities)
    # A city whose outline holds it together comes after its neighbours, the chosen ones last of all.
    ordered = sorted(cities, key=lambda city: (city.chosen, city.state in OUTLINED))
    drawn = [_city(city, shape, by, palette, veiled=some and not city.chosen) for city in ordered]
    names = [_name(city, by_code[city.area_code], fit, canvas, by, palette, some) for city in ordered]
    pieces = [
        _linked(f"{area}<title>{escape(city.name)}: {escape(city.words)}</title>", city, link)
        for area, city in zip(drawn, ordered, strict=True)
    ]
    hatched = "" if shared else f"<defs>{HATCHED.format(line=palette.hatch)}</defs>"
    role = 'role="group"' if link else 'role="img"'
    return (
        f'<svg class="citymap" viewBox="0 0 {canvas[0]} {canvas[1]}" {role} aria-label="{escape(alt)}">{hatched}'
        f'{"".join(pieces)}<g pointer-events="none" aria-hidden="true">{"".join(names)}</g></svg>'
    )


def _linked(area: str, city: CityView, link: Callable[[str], str] | None) -> str:
    if link is None:
        return f"<g>{area}</g>"
    label = escape(f"{city.name}: {city.words}")
    code = escape(city.area_code)
    return f'<a href="{escape(link(city.area_code))}" data-code="{code}" target="_self" aria-label="{label}">{area}</a>'


def _city(city: CityView, shape: Shape, by: By, palette: Palette, *, veiled: bool) -> str:
    edge = palette.line2 if city.state in OUTLINED else palette.surface
    faded = ' opacity=".45"' if veiled else ""
    out = shape(city.area_code, f'fill="{fill(city, by, palette)}" stroke="{edge}" stroke-width="1.4"{faded}')
    if city.state is State.NOT_NAMED:
        out += shape(city.area_code, f'fill="url(#hatch)" stroke="none"{faded}')
    if city.chosen:
        for colour, width in ((palette.surface, CHOSEN_EDGE), (palette.accent, CHOSEN)):
            line = f'fill="none" stroke="{colour}" stroke-width="{width}" stroke-linejoin="round"'
            out += shape(city.area_code, line)
    return out


def _name(
    city: CityView, feature: dict[str, Any], fit: View, canvas: Canvas, by: By, palette: Palette, some: bool
) -> str:
    ground, marks = fill(city, by, palette), glyphs(city)
    veiled = some and not city.chosen
    high = ground in (palette.s3, palette.s4) and not veiled
    ink = palette.on_high if high else palette.ink if veiled else palette.on_low
    x, y = pixel(*anchor_of(feature, marks, fit), fit, *canvas)
    weight = "700" if city.state is State.FIGURES else "400"
    halo = palette.paper if veiled or city.state in OUTLINED else ground
    up = NAME_UP if marks else 0
    how = f'font-size="{NAME_SIZE}" font-weight="{weight}" fill="{ink}" stroke="{halo}" stroke-width="3"'
    set_in = 'paint-order="stroke" text-anchor="middle" dominant-baseline="central"'
    name = f'<text x="{x:.1f}" y="{y - up:.1f}" {how} {set_in}>{escape(city.name)}</text>'
    return name + marks_at(marks, x, y, ink)


def marks_at(marks: str, x: float, y: float, ink: str) -> str:
    """Squares of the records below a name, or their counts where they are too many."""
    if " " in marks:
        how = f'font-size="11" fill="{ink}" text-anchor="middle"'
        return f'<text x="{x:.1f}" y="{y + GLYPH_DOWN:.1f}" {how}>{marks}</text>'
    out = []
    for number, line in enumerate(marks.split("\n")):
        for at, mark in enumerate(line):
            side = SQUARE if mark == FACT else SQUARE - EDGE
            left = x + (at - (len(line) - 1) / 2) * PITCH - side / 2
            top = y + GLYPH_DOWN + number * PITCH - side / 2
            how = f'fill="{ink}"' if mark == FACT else f'fill="none" stroke="{ink}" stroke-width="{EDGE}"'
            out.append(f'<rect x="{left:.1f}" y="{top:.1f}" width="{side}" height="{side}" {how}/>')
    return "".join(out)


def _path(feature: dict[str, Any], fit: View, canvas: Canvas) -> str:
    """The border in px of the canvas, one decimal."""
    out = []
    for ring in rings(feature["geometry"]):
        points = [pixel(*point, fit, *canvas) for point in ring]
        kept = points[:1]
        for x, y in points[1:]:
            if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= CLOSEST:
                kept.append((x, y))
        out.append("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in kept) + "Z")
    return "".join(out)
