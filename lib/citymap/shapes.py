"""Lines of the map as areas: a border is a larger city below a smaller one, a hatch line a bar.

A browser compiles a program for each kind of layer when it first draws one. Without a graphics card that takes half a
second each, and the one for lines twice that; so all that is no text is drawn by the one for areas.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import LinearRing

from lib.citymap.geometry import DECIMALS, WORLD, Point, Segment, View, pixel, place

CENTRE = (0, 0)
"""Pixels are counted from the centre of the canvas, whose size cancels out."""
SMOOTH = 0.4
"""Points of a border that move it by less than this, in px, are left out."""
FINE = 3
"""Decimals of a degree: a tenth of a pixel on the widest canvas."""
TENTHS = 10
"""How many units of a path are a px."""
CORNER = 3
"""Segments of a quarter circle at a corner: enough for six pixels."""


def grown(geometries: Sequence[dict[str, Any]], by: float, fit: View) -> dict[str, Any]:
    """Polygons and MultiPolygons in degrees as one, `by` px larger on every side; smaller if negative, never gone."""
    flat = shapely.union_all([_flat(geometry, fit) for geometry in geometries])
    found = _buffered(flat, by)
    return _degrees(flat if found.is_empty else found, fit)


def rest(geometries: Sequence[dict[str, Any]], without: Sequence[dict[str, Any]], by: float, fit: View) -> BaseGeometry:
    """Polygons in degrees as one in px from the centre of the canvas, `by` px larger, less those that others cover."""
    flat = shapely.union_all([_flat(geometry, fit) for geometry in geometries])
    covered = shapely.union_all([_flat(geometry, fit) for geometry in without])
    return _buffered(flat, by).difference(covered)


def path(flat: BaseGeometry) -> str:
    """A polygon or several in px as the `d` of an SVG path in tenths of a px, each point as its way from the last."""
    parts = [part for part in shapely.get_parts(flat) if part.geom_type == "Polygon"]
    return "".join(_ring(line) for part in parts for line in (part.exterior, *part.interiors))


def _ring(line: LinearRing) -> str:
    points = np.rint(shapely.get_coordinates(line)[:-1] * TENTHS).astype(int)
    ways = np.diff(points, axis=0)
    return f"M{_pair(points[0])}l{','.join(_pair(way) for way in ways[ways.any(axis=1)])}z"


def _pair(point: np.ndarray[Any, Any]) -> str:
    return f"{point[0]},{point[1]}"


def bar(segment: Segment, width: float, fit: View) -> list[Point]:
    """A straight line in degrees as a closed ring `width` px wide."""
    (x1, y1), (x2, y2) = (pixel(*point, fit, *CENTRE) for point in segment)
    length = math.hypot(x2 - x1, y2 - y1) or 1
    right, down = (y1 - y2) / length * width / 2, (x2 - x1) / length * width / 2
    return ring(
        [(x1 + right, y1 + down), (x2 + right, y2 + down), (x2 - right, y2 - down), (x1 - right, y1 - down)], fit
    )


def ring(corners: list[Point], fit: View) -> list[Point]:
    """Corners in px as a closed ring in degrees; 5 decimals, since 4 are a seventh of a pixel on a wall."""
    found = [place(x, y, fit, *CENTRE) for x, y in [*corners, corners[0]]]
    return [(round(lon, DECIMALS + 1), round(lat, DECIMALS + 1)) for lon, lat in found]


def _buffered(flat: BaseGeometry, by: float) -> BaseGeometry:
    return flat.buffer(by, quad_segs=CORNER).simplify(SMOOTH)


def _flat(geometry: dict[str, Any], fit: View) -> BaseGeometry:
    """A geometry in px from the centre of the canvas; a border that crosses itself is mended, as a browser fills it."""
    scale, (left, top) = WORLD * 2**fit.zoom, pixel(fit.lon, fit.lat, View(0, 0, fit.zoom), *CENTRE)

    def to_pixels(points: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        lon, lat = points.T
        down = -np.log(np.tan(np.pi / 4 + np.radians(lat) / 2)) / (2 * np.pi)
        return np.column_stack([lon / 360 * scale - left, down * scale - top])

    return shapely.make_valid(shapely.transform(shape(geometry), to_pixels))


def _degrees(flat: BaseGeometry, fit: View) -> dict[str, Any]:
    scale, (left, top) = WORLD * 2**fit.zoom, pixel(fit.lon, fit.lat, View(0, 0, fit.zoom), *CENTRE)

    def to_degrees(points: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        across, down = (points + np.array([left, top])).T / scale
        lat = np.degrees(2 * np.arctan(np.exp(-down * 2 * np.pi)) - np.pi / 2)
        return np.round(np.column_stack([across * 360, lat]), FINE)

    return dict(mapping(shapely.transform(flat, to_degrees)))
