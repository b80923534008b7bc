"""Where things fall on the map's canvas: the view that fits, points in pixels, hatch lines clipped to a polygon."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

WORLD = 512
"""Side in px of deck.gl's Web Mercator world at zoom 0."""
MARGIN = 0.04
"""Part of the canvas that stays free on each side."""
DECIMALS = 4

Point = tuple[float, float]
Segment = tuple[Point, Point]


class View(NamedTuple):
    """Centre of the canvas in degrees and deck.gl's zoom (world side = 512 * 2**zoom px)."""

    lon: float
    lat: float
    zoom: float


def view(features: Sequence[dict[str, Any]], width: int, height: int) -> View:
    """The view that fits all features into a canvas of width x height px with a margin of 4 % on each side."""
    points = [point for feature in features for ring in rings(feature["geometry"]) for point in ring]
    if not points:
        raise ValueError("view: no feature to fit; hand in at least one city with a border")
    flat = [_mercator(lon, lat) for lon, lat in points]
    left, right = min(x for x, _ in flat), max(x for x, _ in flat)
    top, bottom = min(y for _, y in flat), max(y for _, y in flat)
    room = 1 - 2 * MARGIN
    scale = min(width * room / (right - left), height * room / (bottom - top))
    middle = (left + right) / 2, (top + bottom) / 2
    return View(middle[0] * 360 - 180, _latitude(middle[1]), math.log2(scale / WORLD))


def pixel(lon: float, lat: float, view: tuple[float, float, float], width: int, height: int) -> Point:
    """Where a point in degrees falls on a canvas of width x height px, from its top left corner."""
    scale = WORLD * 2 ** view[2]
    x, y = _mercator(lon, lat)
    middle_x, middle_y = _mercator(view[0], view[1])
    return (x - middle_x) * scale + width / 2, (y - middle_y) * scale + height / 2


def place(x: float, y: float, view: tuple[float, float, float], width: int, height: int) -> Point:
    """The point in degrees that `pixel` puts at x, y."""
    scale = WORLD * 2 ** view[2]
    middle_x, middle_y = _mercator(view[0], view[1])
    return (middle_x + (x - width / 2) / scale) * 360 - 180, _latitude(middle_y + (y - height / 2) / scale)


def stretch(geometry: dict[str, Any], lon: float, lat: float) -> tuple[float, float]:
    """West and east end in degrees of the level stretch that holds a point inside; (lon, lon) if it lies outside."""
    crossings = sorted(
        lon1 + (lat - lat1) / (lat2 - lat1) * (lon2 - lon1)
        for ring in rings(geometry)
        for (lon1, lat1), (lon2, lat2) in zip(ring, ring[1:] + ring[:1], strict=True)
        if (lat1 < lat) != (lat2 < lat)
    )
    pairs = zip(crossings[::2], crossings[1::2], strict=True)
    return next(((west, east) for west, east in pairs if west <= lon <= east), (lon, lon))


def degrees(pixels: float, view: tuple[float, float, float]) -> float:
    """A length in px at the centre of a view as degrees of latitude."""
    return pixels * 360 / (WORLD * 2 ** view[2]) * math.cos(math.radians(view[1]))


def hatch(geometry: dict[str, Any], gap: float) -> list[Segment]:
    """Lines of 45 degrees (rising to the right) clipped to a Polygon or MultiPolygon: segments in degrees.

    `gap` is the distance between two lines in degrees of latitude; lines lie at multiples of it, not from the border.
    """
    parts = polygons(geometry)
    # One latitude for the whole geometry keeps lines straight; over a city the true scale differs by under 1 %.
    shrink = math.cos(math.radians(_middle_latitude(parts)))
    step = gap * math.sqrt(2)
    found: list[Segment] = []
    for part in parts:
        # Turned coordinates: a hatch line is `across` = constant, `along` runs on it.
        turned = [[(lat - lon * shrink, lat + lon * shrink) for lon, lat in ring] for ring in part]
        for across, low, high in _scan(turned, step):
            found.append((_back(across, low, shrink), _back(across, high, shrink)))
    return found


def polygons(geometry: dict[str, Any]) -> list[list[list[Point]]]:
    """Polygons of a GeoJSON geometry, each a list of rings (outer first), each a closed list of (lon, lat)."""
    kind, coordinates = geometry["type"], geometry["coordinates"]
    if kind not in ("Polygon", "MultiPolygon"):
        raise ValueError(f"a city's border must be a Polygon or MultiPolygon, got {kind}")
    parts = [coordinates] if kind == "Polygon" else coordinates
    return [[[(point[0], point[1]) for point in ring] for ring in part] for part in parts]


def rings(geometry: dict[str, Any]) -> Iterator[list[Point]]:
    """All rings of a geometry, outer ones and holes."""
    for part in polygons(geometry):
        yield from part


def _scan(turned: list[list[Point]], step: float) -> Iterator[tuple[float, float, float]]:
    """(across, from, to) of every stretch of a scan line inside a polygon, by the even-odd rule over all its rings."""
    crossings: dict[int, list[float]] = {}
    for ring in turned:
        for (across1, along1), (across2, along2) in zip(ring, ring[1:] + ring[:1], strict=True):
            low, high = min(across1, across2), max(across1, across2)
            # Half open (low < line <= high): a line through a corner counts that corner once.
            for number in range(math.floor(low / step) + 1, math.floor(high / step) + 1):
                share = (number * step - across1) / (across2 - across1)
                crossings.setdefault(number, []).append(along1 + share * (along2 - along1))
    for number, along in sorted(crossings.items()):
        along.sort()
        for start, end in zip(along[::2], along[1::2], strict=True):
            yield number * step, start, end


def _back(across: float, along: float, shrink: float) -> Point:
    return round((along - across) / 2 / shrink, DECIMALS), round((along + across) / 2, DECIMALS)


def _middle_latitude(parts: list[list[list[Point]]]) -> float:
    lats = [lat for part in parts for ring in part for _, lat in ring]
    return (min(lats) + max(lats)) / 2


def _mercator(lon: float, lat: float) -> Point:
    """Web Mercator with the world as a square of side 1, y downward."""
    y = (1 - math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)) / math.pi) / 2
    return (lon + 180) / 360, y


def _latitude(y: float) -> float:
    return math.degrees(2 * math.atan(math.exp(math.pi * (1 - 2 * y))) - math.pi / 2)
