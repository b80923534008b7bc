"""The map: fills by class, hatch, outline of the chosen cities, names and glyphs. No base map is asked for."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Literal

import pydeck as pdk
from pydeck.bindings.json_tools import default_serialize

from lib.citymap.geometry import View, degrees, hatch, view
from lib.citymap.labels import CityView, Drawn, anchor_of, glyphs, names, squares
from lib.citymap.shapes import band, bar, grown
from lib.model import State
from lib.palette import Palette, rgb

By = Literal["facts", "initiatives"]

BORDER, CHOSEN, CHOSEN_EDGE = 1.4, 3, 6
"""Line widths in px."""
HATCH_GAP = 6.5
OUTLINED = (State.NOT_NAMED, State.OFF_THEME)
"""States without a fill: a visible outline holds the city together."""
GLYPHS_FROM = 480
"""Below this width in px a label is the name alone."""
VEIL = 0.55
"""How much paper lies over the cities that are not chosen."""


class CityDeck(pdk.Deck):  # type: ignore[misc]
    """A deck whose JSON is compact: pydeck puts every coordinate on a line of its own, ten times the size."""

    layers: list[pdk.Layer]
    names = ""
    """HTML of what is written on the map, for a box that covers its canvas."""
    _json = ""

    def to_json(self) -> str:
        return self._json or json.dumps(
            self, sort_keys=True, default=default_serialize, separators=(",", ":"), ensure_ascii=False
        )

    def settled(self) -> CityDeck:
        """The deck with its JSON made and its layers let go, twelve times smaller: to be kept for many readers."""
        self._json, self.layers = self.to_json(), []
        return self


def deck(
    features: list[dict[str, Any]], cities: Sequence[CityView], *, by: By, palette: Palette, width: int, height: int
) -> CityDeck:
    """The map on a canvas of width x height px.

    `features` are GeoJSON features with properties `area_code`, `lon`, `lat` (where the label stands). Every city of
    `cities` needs one; features without a city are not drawn. A click gives
    `selection.objects["cities"][0]["properties"]["code"]`. To be kept by the caller (`settled`).
    """
    by_code = {feature["properties"]["area_code"]: feature for feature in features}
    missing = [city.area_code for city in cities if city.area_code not in by_code]
    if missing:
        raise ValueError(f"deck: no border for {', '.join(missing)}; hand in the features of the map's date")
    fit = view([by_code[city.area_code] for city in cities], width, height)
    some = any(city.chosen for city in cities)
    drawn = [
        _drawn(city, by_code[city.area_code], some and not city.chosen, by, palette, fit, width >= GLYPHS_FROM)
        for city in cities
    ]
    layers = [
        *_edges(drawn, fit),
        _areas(drawn, fit),
        _hatch(drawn, fit),
        *_outlines(drawn, palette, fit),
        *squares(drawn, fit),
    ]
    made = CityDeck(
        layers=[layer for layer in layers if layer.data],  # one of nothing costs a browser as much as another
        map_provider=None,  # with no map_style at all this is the only form that requests nothing from outside
        views=[
            pdk.View(
                "MapView",
                controller={
                    "scrollZoom": False,
                    "doubleClickZoom": False,
                    "touchZoom": False,
                    "dragPan": False,
                    "dragRotate": False,
                    "keyboard": False,
                },
            )
        ],
        initial_view_state=pdk.ViewState(longitude=fit.lon, latitude=fit.lat, zoom=fit.zoom),
        height=height,
        tooltip={
            "html": "<b>{n}</b><br>{t}",
            "style": {
                "backgroundColor": palette.ink,
                "color": palette.paper,
                "fontSize": "13px",
                "borderRadius": "4px",
            },
        },
    )
    made.names = names(drawn, palette, fit)
    return made


def number(city: CityView, by: By) -> int:
    """The count that the fill of a city follows."""
    return city.facts if by == "facts" else city.initiatives


def fill(city: CityView, by: By, palette: Palette) -> str:
    """Colour of a city before any veil: the class of its value; else its state, then its class (1, 2-3, 4 or more)."""
    if city.shade:
        return (palette.s2, palette.s3, palette.s4)[city.shade - 1]
    if city.state is State.NOT_NAMED:
        return palette.paper
    if city.state is State.OFF_THEME:
        return palette.surface
    count = number(city, by)
    if count == 0:
        return palette.only
    return palette.s2 if count == 1 else palette.s3 if count <= 3 else palette.s4


def _drawn(
    city: CityView, feature: dict[str, Any], veiled: bool, by: By, palette: Palette, fit: View, marked: bool
) -> Drawn:
    base = fill(city, by, palette)
    high = base in (palette.s3, palette.s4)
    # Under the veil even the darkest class is light: its words turn from white to ink.
    ink = (palette.ink if high else palette.ink2) if veiled else palette.on_high if high else palette.on_low
    edge = palette.line2 if city.state in OUTLINED else palette.surface
    marks = glyphs(city) if marked else ""
    return Drawn(
        city=city,
        geometry=feature["geometry"],
        anchor=anchor_of(feature, marks, fit),
        fill=_mix(base, palette.paper) if veiled else base,
        edge=_mix(edge, palette.paper) if veiled else edge,
        hatch=_mix(palette.hatch, palette.paper) if veiled else palette.hatch,
        ink=ink,
        marks=marks,
    )


def _edges(drawn: Sequence[Drawn], fit: View) -> list[pdk.Layer]:
    """The borders: what is seen of an area in their colour below cities that are smaller by half a line."""
    # An outline that carries a whole city must not be painted over by a neighbour's white one.
    ordered = sorted(drawn, key=lambda one: one.city.state in OUTLINED)
    colours = dict.fromkeys((one.city.state in OUTLINED, one.edge) for one in ordered)
    return [
        _filled(
            f"edges-{number}",
            grown([one.geometry for one in drawn if (one.city.state in OUTLINED, one.edge) == colour], BORDER / 2, fit),
            colour[1],
        )
        for number, colour in enumerate(colours)
    ]


def _areas(drawn: Sequence[Drawn], fit: View) -> pdk.Layer:
    features = [
        {
            "type": "Feature",
            "geometry": grown([one.geometry], -BORDER / 2, fit),
            "properties": {
                "code": one.city.area_code,
                "n": _plain(one.city.name),
                "t": _plain(one.city.words),
                "f": rgb(one.fill),
            },
        }
        for one in drawn
    ]
    return pdk.Layer(
        "GeoJsonLayer",
        _collection(features),
        id="cities",
        pickable=True,
        stroked=False,
        filled=True,
        get_fill_color="properties.f",
    )


def _hatch(drawn: Sequence[Drawn], fit: View) -> pdk.Layer:
    gap = degrees(HATCH_GAP, fit)
    rows = [
        {"p": bar(segment, 1, fit), "c": rgb(one.hatch)}
        for one in drawn
        if one.city.state is State.NOT_NAMED
        for segment in hatch(one.geometry, gap)
    ]
    return pdk.Layer("SolidPolygonLayer", rows, id="hatch", pickable=False, get_polygon="p", get_fill_color="c")


def _outlines(drawn: Sequence[Drawn], palette: Palette, fit: View) -> list[pdk.Layer]:
    chosen = [one.geometry for one in drawn if one.city.chosen]
    return [
        _filled(f"{name}-{number}", band(geometry, width, fit), colour)
        for name, colour, width in (("chosen-edge", palette.surface, CHOSEN_EDGE), ("chosen", palette.accent, CHOSEN))
        for number, geometry in enumerate(chosen)
    ]


def _filled(name: str, geometry: dict[str, Any], colour: str) -> pdk.Layer:
    features = [{"type": "Feature", "geometry": geometry, "properties": {}}]
    return pdk.Layer(
        "GeoJsonLayer",
        _collection(features),
        id=name,
        pickable=False,
        stroked=False,
        filled=True,
        get_fill_color=rgb(colour),
    )


def _collection(features: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": features}


def _plain(text: str) -> str:
    """Text that can open no tag. Streamlit escapes what it fills into a tooltip: escaped here it would show `&lt;`."""
    return text.replace("<", "＜")


def _mix(colour: str, ground: str) -> str:
    """`colour` under the veil of `ground`, as #RRGGBB."""
    pairs = zip(rgb(colour)[:3], rgb(ground)[:3], strict=True)
    return "#" + "".join(f"{round(top * (1 - VEIL) + below * VEIL):02X}" for top, below in pairs)
