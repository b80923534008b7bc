"""The map: fills by class, hatch, outline of the chosen cities, names and glyphs. No base map is asked for."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Literal

import pydeck as pdk
from pydeck.bindings.json_tools import default_serialize
from pydeck.types import String

from lib.citymap.geometry import DECIMALS, View, degrees, hatch, rounded, view
from lib.model import State
from lib.palette import SANS, Palette, rgb

By = Literal["facts", "initiatives"]
Colour = list[int]

FACT, INITIATIVE = "■", "□"
BORDER, CHOSEN, CHOSEN_EDGE = 1.4, 3, 6
"""Line widths in px."""
HATCH_GAP = 6.5
NAME_SIZE, GLYPH_SIZE, GLYPH_LINE = 13, 11, 1.0
GLYPHS_FROM = 480
"""Below this width in px a label is the name alone."""
GLYPHS_A_LINE, GLYPHS_AT_MOST = 6, 18
VEIL = 0.55
"""How much paper lies over the cities that are not chosen."""


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


class CityDeck(pdk.Deck):  # type: ignore[misc]
    """A deck whose JSON is compact: pydeck puts every coordinate on a line of its own, ten times the size."""

    def to_json(self) -> str:
        return json.dumps(self, sort_keys=True, default=default_serialize, separators=(",", ":"), ensure_ascii=False)


@dataclass(frozen=True)
class _Drawn:
    """A city with the colours that it gets."""

    city: CityView
    geometry: dict[str, Any]
    anchor: list[float]
    fill: str
    edge: str
    hatch: str
    name: str
    glyph: str


def deck(features: list[dict[str, Any]], cities: Sequence[CityView], *, by: By, palette: Palette, width: int,
         height: int) -> CityDeck:
    """The map on a canvas of width x height px.

    `features` are GeoJSON features with properties `area_code`, `lon`, `lat` (where the label stands). Every city of
    `cities` needs one; features without a city are not drawn. A click gives
    `selection.objects["cities"][0]["properties"]["code"]`. To be cached by the caller.
    """
    by_code = {feature["properties"]["area_code"]: feature for feature in features}
    missing = [city.area_code for city in cities if city.area_code not in by_code]
    if missing:
        raise ValueError(f"deck: no border for {', '.join(missing)}; hand in the features of the map's date")
    drawn = [_drawn(city, by_code[city.area_code], cities, by, palette) for city in cities]
    fit = view([by_code[city.area_code] for city in cities], width, height)
    layers = [_areas(drawn), _hatch(drawn, fit), *_outlines(drawn, palette), *_labels(drawn, palette, width)]
    return CityDeck(
        layers=layers,
        map_provider=None,  # with no map_style at all this is the only form that requests nothing from outside
        views=[pdk.View("MapView", controller={"scrollZoom": False, "doubleClickZoom": False, "touchZoom": False,
                                               "dragPan": False, "dragRotate": False, "keyboard": False})],
        initial_view_state=pdk.ViewState(longitude=fit.lon, latitude=fit.lat, zoom=fit.zoom),
        height=height,
        tooltip={"html": "{t}", "style": {"backgroundColor": palette.ink, "color": palette.paper,
                                          "fontSize": "13px", "borderRadius": "4px"}},
    )


def number(city: CityView, by: By) -> int:
    """The count that the fill of a city follows."""
    return city.facts if by == "facts" else city.initiatives


def fill(city: CityView, by: By, palette: Palette) -> str:
    """Colour of a city before any veil: its state first, then its class (1, 2-3, 4 or more)."""
    if city.state is State.NOT_NAMED:
        return palette.paper
    if city.state is State.OFF_THEME:
        return palette.surface
    count = number(city, by)
    if count == 0:
        return palette.only
    return palette.s2 if count == 1 else palette.s3 if count <= 3 else palette.s4


def glyphs(city: CityView) -> str:
    """One mark a record, six a line; from 19 records on the marks with their counts; nothing if not named."""
    if city.state in (State.NOT_NAMED, State.OFF_THEME):
        return ""
    if city.facts + city.initiatives > GLYPHS_AT_MOST:
        return f"{FACT}{city.facts} {INITIATIVE}{city.initiatives}"
    marks = FACT * city.facts + INITIATIVE * city.initiatives
    return "\n".join(marks[at:at + GLYPHS_A_LINE] for at in range(0, len(marks), GLYPHS_A_LINE))


def _drawn(city: CityView, feature: dict[str, Any], cities: Sequence[CityView], by: By, palette: Palette) -> _Drawn:
    base = fill(city, by, palette)
    veiled = any(other.chosen for other in cities) and not city.chosen
    high = base in (palette.s3, palette.s4)
    # Under the veil even the darkest class is light: its words turn from white to ink.
    name = (palette.ink if high else palette.ink2) if veiled else palette.on_high if high else palette.on_low
    edge = palette.line2 if city.state is State.OFF_THEME else palette.surface
    place = feature["properties"]
    return _Drawn(
        city=city, geometry=rounded(feature["geometry"]),
        anchor=[round(place["lon"], DECIMALS), round(place["lat"], DECIMALS)],
        fill=_mix(base, palette.paper) if veiled else base, edge=_mix(edge, palette.paper) if veiled else edge,
        hatch=_mix(palette.hatch, palette.paper) if veiled else palette.hatch, name=name, glyph=name,
    )


def _areas(drawn: Sequence[_Drawn]) -> pdk.Layer:
    # An outline that carries the whole city (not under this theme) must not be painted over by a neighbour's.
    ordered = sorted(drawn, key=lambda one: one.city.state is State.OFF_THEME)
    features = [{"type": "Feature", "geometry": one.geometry,
                 "properties": {"code": one.city.area_code, "f": rgb(one.fill), "e": rgb(one.edge),
                                "t": f"<b>{escape(one.city.name)}</b><br>{escape(one.city.words)}"}}
                for one in ordered]
    return pdk.Layer("GeoJsonLayer", _collection(features), id="cities", pickable=True, stroked=True, filled=True,
                     get_fill_color="properties.f", get_line_color="properties.e", get_line_width=BORDER,
                     line_width_units=String("pixels"), line_joint_rounded=True)


def _hatch(drawn: Sequence[_Drawn], fit: View) -> pdk.Layer:
    gap = degrees(HATCH_GAP, fit)
    rows = [{"p": segment, "c": rgb(one.hatch)} for one in drawn if one.city.state is State.NOT_NAMED
            for segment in hatch(one.geometry, gap)]
    return pdk.Layer("PathLayer", rows, id="hatch", pickable=False, get_path="p", get_color="c", get_width=1,
                     width_units=String("pixels"))


def _outlines(drawn: Sequence[_Drawn], palette: Palette) -> list[pdk.Layer]:
    features = [{"type": "Feature", "geometry": one.geometry, "properties": {}} for one in drawn if one.city.chosen]
    if not features:
        return []
    return [pdk.Layer("GeoJsonLayer", _collection(features), id=name, pickable=False, stroked=True, filled=False,
                      get_line_color=rgb(colour), get_line_width=size, line_width_units=String("pixels"),
                      line_joint_rounded=True)
            for name, colour, size in (("chosen-edge", palette.surface, CHOSEN_EDGE),
                                       ("chosen", palette.accent, CHOSEN))]


def _labels(drawn: Sequence[_Drawn], palette: Palette, width: int) -> list[pdk.Layer]:
    marks = {one.city.area_code: glyphs(one.city) if width >= GLYPHS_FROM else "" for one in drawn}

    def names(wanted: Sequence[_Drawn]) -> list[dict[str, Any]]:
        # With marks below it the name moves up, so that the pair stands about the label point.
        return [{"p": one.anchor, "n": one.city.name, "c": rgb(one.name),
                 "o": [0, -7 if marks[one.city.area_code] else 0]} for one in wanted]

    bold = [one for one in drawn if one.city.state is State.FIGURES]
    plain = [one for one in drawn if one.city.state is not State.FIGURES]
    halo = [one for one in plain if one.city.state is State.NOT_NAMED]
    rows = [{"p": one.anchor, "n": marks[one.city.area_code], "c": rgb(one.glyph), "o": [0, 2]}
            for one in drawn if marks[one.city.area_code]]
    return [
        # The halo is a layer of its own: signed distance fields, which it needs, make small Chinese letters soft.
        _text("halo", names(halo), NAME_SIZE, fontSettings={"sdf": True, "radius": 20, "buffer": 20},
              outline_width=8, outline_color=rgb(palette.paper)),
        _text("names", names(plain), NAME_SIZE),
        _text("names-bold", names(bold), NAME_SIZE, font_weight=700),
        _text("glyphs", rows, GLYPH_SIZE, line_height=GLYPH_LINE, get_alignment_baseline=String("top")),
    ]


def _text(name: str, rows: list[dict[str, Any]], size: int, **more: Any) -> pdk.Layer:
    family = ",".join(f"'{face}'" if " " in face else face for face in SANS)
    return pdk.Layer("TextLayer", rows, id=name, pickable=False, get_position="p", get_text="n", get_color="c",
                     get_pixel_offset="o", get_size=size, character_set=String("auto"), font_family=String(family),
                     **more)


def _collection(features: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": features}


def _mix(colour: str, ground: str) -> str:
    """`colour` under the veil of `ground`, as #RRGGBB."""
    pairs = zip(rgb(colour)[:3], rgb(ground)[:3], strict=True)
    return "#" + "".join(f"{round(top * (1 - VEIL) + below * VEIL):02X}" for top, below in pairs)
