"""The map: fills by class, hatch, borders. No base map is asked for. What a choice changes lies over it (`over`)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pydeck as pdk
from pydeck.bindings.json_tools import default_serialize

from lib.citymap.geometry import View, degrees, hatch, view
from lib.citymap.labels import CityView
from lib.citymap.shapes import bar, grown
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
    _json = ""

    def to_json(self) -> str:
        return self._json or json.dumps(
            self, sort_keys=True, default=default_serialize, separators=(",", ":"), ensure_ascii=False
        )

    def settled(self) -> CityDeck:
        """The deck with its JSON made and its layers let go, twelve times smaller: to be kept for many readers."""
        self._json, self.layers = self.to_json(), []
        return self


@dataclass(frozen=True)
class Drawn:
    """A city as the map draws it."""

    city: CityView
    geometry: dict[str, Any]
    fill: str

    @property
    def outlined(self) -> bool:
        return self.city.state in OUTLINED


def deck(
    features: list[dict[str, Any]], cities: Sequence[CityView], *, by: By, palette: Palette, width: int, height: int
) -> CityDeck:
    """The map on a canvas of width x height px.

    `features` are GeoJSON features with properties `area_code`, `lon`, `lat` (where the label stands). Every city of
    `cities` needs one; features without a city are not drawn. A click gives
    `selection.objects["cities"][0]["properties"]["code"]`. Which cities are chosen changes nothing here. To be kept by
    the caller (`settled`).
    """
    by_code = {feature["properties"]["area_code"]: feature for feature in features}
    missing = [city.area_code for city in cities if city.area_code not in by_code]
    if missing:
        raise ValueError(f"deck: no border for {', '.join(missing)}; hand in the features of the map's date")
    fit = view([by_code[city.area_code] for city in cities], width, height)
    drawn = [Drawn(city, by_code[city.area_code]["geometry"], fill(city, by, palette)) for city in cities]
    layers = [*_edges(drawn, palette, fit), _areas(drawn, fit), _hatch(drawn, palette, fit)]
    return CityDeck(
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


def _edges(drawn: Sequence[Drawn], palette: Palette, fit: View) -> list[pdk.Layer]:
    """The borders: what is seen of an area in their colour below cities that are smaller by half a line."""
    # An outline that carries a whole city must not be painted over by a neighbour's white one.
    kinds = ((False, palette.surface), (True, palette.line2))
    parts = [(colour, [one.geometry for one in drawn if one.outlined is kind]) for kind, colour in kinds]
    return [
        _filled(f"edges-{number}", grown(geometries, BORDER / 2, fit), colour)
        for number, (colour, geometries) in enumerate(part for part in parts if part[1])
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


def _hatch(drawn: Sequence[Drawn], palette: Palette, fit: View) -> pdk.Layer:
    gap = degrees(HATCH_GAP, fit)
    rows = [
        {"p": bar(segment, 1, fit), "c": rgb(palette.hatch)}
        for one in drawn
        if one.city.state is State.NOT_NAMED
        for segment in hatch(one.geometry, gap)
    ]
    return pdk.Layer("SolidPolygonLayer", rows, id="hatch", pickable=False, get_polygon="p", get_fill_color="c")


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
