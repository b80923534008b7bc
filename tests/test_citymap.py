"""The map as an object: fills, hatch, labels, outline, tooltip, and that it asks nobody for a base map."""

from __future__ import annotations

import json
import math
import re
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import numpy as np
import pytest
import shapely
from shapely import transform
from shapely.geometry import LineString, Polygon, shape

from lib.citymap import CityView, View, deck, hatch, over, pixel, view
from lib.citymap.deck import BORDER, VEIL
from lib.citymap.geometry import place, stretch
from lib.citymap.over import mixed
from lib.model import State
from lib.palette import DARK, LIGHT, Palette, rgb

WIDTH, HEIGHT = 612, 375
SVG = "{http://www.w3.org/2000/svg}"
NAME = re.compile(
    r'<span class="(b?)" style="left:calc\(50% \+ (\S+)px\);top:calc\(50% \+ (\S+)px\);'
    r'color:(#\w+)(?:;--halo:(#\w+))?">(.*?)</span>'
)
HOLED: dict[str, Any] = {
    "type": "Polygon",
    "coordinates": [
        [[117.0, 36.0], [118.0, 36.0], [118.0, 37.0], [117.0, 37.0], [117.0, 36.0]],
        [[117.4, 36.4], [117.6, 36.4], [117.6, 36.6], [117.4, 36.6], [117.4, 36.4]],
    ],
}
PARTS: dict[str, Any] = {
    "type": "MultiPolygon",
    "coordinates": [
        HOLED["coordinates"],
        [[[118.5, 36.2], [119.0, 36.1], [118.9, 36.8], [118.5, 36.2]]],
    ],
}


def feature(code: str, west: float, south: float = 36.0, geometry: dict[str, Any] | None = None) -> dict[str, Any]:
    """A square city of one degree, or one of the given border."""
    ring = [[west, south], [west + 1, south], [west + 1, south + 1], [west, south + 1], [west, south]]
    return {
        "type": "Feature",
        "geometry": geometry or {"type": "Polygon", "coordinates": [ring]},
        "properties": {"area_code": code, "name_zh": code, "lon": west + 0.5, "lat": south + 0.55},
    }


FEATURES = [
    feature("370100", 116),
    feature("370200", 117),
    feature("370300", 118),
    feature("370400", 119),
    feature(
        "370500",
        120,
        geometry={"type": "Polygon", "coordinates": [[[x + 3, y] for x, y in ring] for ring in HOLED["coordinates"]]},
    ),
    feature("370600", 121),
]


def city(
    code: str,
    state: State,
    facts: int = 0,
    initiatives: int = 0,
    chosen: bool = False,
    name: str = "城市",
    words: str = "有数字",
) -> CityView:
    return CityView(code, name, state, facts, initiatives, chosen, words)


CITIES = [
    city("370100", State.FIGURES, 1, 1),
    city("370200", State.FIGURES, 3, 1),
    city("370300", State.FIGURES, 5, 2),
    city("370400", State.INITIATIVES, 0, 2),
    city("370500", State.NOT_NAMED),
    city("370600", State.OFF_THEME),
]


def written(cities: list[CityView] | None = None, **more: Any) -> list[dict[str, Any]]:
    """What is written on the map: text, px from its middle, colours, and whether it is bold."""
    options: dict[str, Any] = {"by": "facts", "palette": LIGHT, "width": WIDTH, "height": HEIGHT} | more
    found = NAME.findall(over(FEATURES, cities or CITIES, **options))
    keys = ("kind", "x", "y", "ink", "halo", "text")
    return [dict(zip(keys, one, strict=True)) for one in found]


def laid_over(cities: list[CityView] | None = None, features: Any = FEATURES, **more: Any) -> Any:
    """The picture that lies over the map, in px from its middle; an empty one where there is none."""
    options: dict[str, Any] = {"by": "facts", "palette": LIGHT, "width": WIDTH, "height": HEIGHT} | more
    source = re.search(r'src="data:image/svg\+xml,([^"]*)"', over(features, cities or CITIES, **options))
    return ElementTree.fromstring(unquote(source[1]) if source else "<svg/>")


def squares(picture: Any) -> dict[str, list[Any]]:
    """Squares of facts, which are full, and of initiatives, which are open."""
    found = picture.findall(f"{SVG}rect")
    return {
        "facts": [one for one in found if one.get("fill") != "none"],
        "initiatives": [one for one in found if one.get("fill") == "none"],
    }


def outline(path: Any) -> Any:
    """A path of straight ways, in tenths of a px, as a polygon in px, with its holes."""
    rings = [
        np.cumsum(np.array([float(one) for one in re.split("[,l]", ring)]).reshape(-1, 2), axis=0) / 10
        for ring in path.get("d")[1:-1].split("zM")
    ]
    parts = [Polygon(ring) for ring in rings]
    outer = shapely.union_all(parts)
    holes = [one for one in parts if sum(other.contains(one) for other in parts if other is not one) % 2]
    return outer.difference(shapely.union_all(holes))


def spec(cities: list[CityView] | None = None, **more: Any) -> dict[str, Any]:
    options: dict[str, Any] = {"by": "facts", "palette": LIGHT, "width": WIDTH, "height": HEIGHT} | more
    return dict(json.loads(deck(FEATURES, cities or CITIES, **options).to_json()))


def layer(found: dict[str, Any], name: str) -> dict[str, Any]:
    """A layer by its id; what has nothing to show is not sent, and stands for a layer without data."""
    return next((dict(one) for one in found["layers"] if one["id"] == name), {"data": []})


def state_of(found: dict[str, Any]) -> View:
    state = found["initialViewState"]
    return View(state["longitude"], state["latitude"], state["zoom"])


def in_pixels(geometry: dict[str, Any], fit: View) -> Any:
    """A geometry in degrees as it falls on the canvas."""
    return transform(
        shape(geometry), lambda points: np.array([pixel(lon, lat, fit, WIDTH, HEIGHT) for lon, lat in points])
    )


def fills(found: dict[str, Any]) -> dict[str, list[int]]:
    return {one["properties"]["code"]: one["properties"]["f"] for one in layer(found, "cities")["data"]["features"]}


def test_no_base_map_is_asked_for() -> None:
    text = deck(FEATURES, CITIES, by="facts", palette=LIGHT, width=WIDTH, height=HEIGHT).to_json()
    assert '"mapStyle":"__MAP_STYLE__"' in text
    assert "mapProvider" not in text
    assert "carto" not in text


def test_the_wheel_and_drags_stay_with_the_page() -> None:
    controller = spec()["views"][0]["controller"]
    assert not any(controller[name] for name in ("scrollZoom", "doubleClickZoom", "dragPan", "dragRotate"))


def test_only_the_cities_can_be_clicked() -> None:
    assert [one["id"] for one in spec()["layers"] if one["pickable"]] == ["cities"]


def test_a_click_hands_back_a_code_and_nothing_that_is_not_needed() -> None:
    for one in layer(spec(), "cities")["data"]["features"]:
        assert set(one["properties"]) == {"code", "f", "n", "t"}


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_fills_follow_state_and_class(palette: Palette) -> None:
    found = fills(spec(palette=palette))
    assert found == {
        "370100": rgb(palette.s2),
        "370200": rgb(palette.s3),
        "370300": rgb(palette.s4),
        "370400": rgb(palette.only),
        "370500": rgb(palette.paper),
        "370600": rgb(palette.surface),
    }


def test_by_initiatives_the_classes_count_initiatives() -> None:
    found = fills(spec(by="initiatives"))
    assert found["370100"] == rgb(LIGHT.s2)
    assert found["370300"] == found["370400"] == rgb(LIGHT.s3)
    assert found["370500"] == rgb(LIGHT.paper)


@pytest.mark.parametrize(("facts", "expected"), [(1, "s2"), (2, "s3"), (3, "s3"), (4, "s4"), (40, "s4")])
def test_class_borders(facts: int, expected: str) -> None:
    found = fills(spec([city("370100", State.FIGURES, facts)]))
    assert found["370100"] == rgb(getattr(LIGHT, expected))


def test_names_are_bold_only_with_figures_and_none_can_open_a_tag() -> None:
    assert [one["kind"] for one in written()] == ["b", "b", "b", "", "", ""]
    hostile = city("370100", State.FIGURES, 1, name="<img src=x onerror=alert(1)>")
    assert [one["text"] for one in written([hostile])] == ["&lt;img src=x onerror=alert(1)&gt;"]


def test_a_name_stands_where_its_label_point_is() -> None:
    one = next(one for one in written([city("370600", State.OFF_THEME), *CITIES[:2]]) if not one["kind"])
    point = FEATURES[5]["properties"]
    found = pixel(point["lon"], point["lat"], state_of(spec([city("370600", State.OFF_THEME), *CITIES[:2]])), 0, 0)
    assert (float(one["x"]), float(one["y"])) == pytest.approx(found, abs=0.1)


def test_one_square_a_record_and_none_for_a_city_that_is_not_named() -> None:
    found = squares(laid_over())
    assert (len(found["facts"]), len(found["initiatives"])) == (1 + 3 + 5, 1 + 1 + 2 + 2)
    assert len(written()) == len(CITIES)


def test_squares_are_eight_pixels_and_stand_below_the_name() -> None:
    square = squares(laid_over())["facts"][0]
    assert (square.get("width"), square.get("height")) == ("8", "8")
    assert float(square.get("y")) > float(written()[0]["y"]) + 6


def test_many_records_are_counted_in_figures() -> None:
    many = [city("370100", State.FIGURES, 20, 3)]
    assert [one["text"] for one in written(many)] == ["城市", "■20 □3"]
    assert squares(laid_over(many)) == {"facts": [], "initiatives": []}


def test_a_narrow_map_shows_names_alone() -> None:
    assert squares(laid_over(width=342, height=230)) == {"facts": [], "initiatives": []}
    assert len(written(width=342, height=230)) == len(CITIES)


def test_a_name_on_the_hatch_has_a_clear_ground() -> None:
    assert [one["halo"] for one in written()] == ["", "", "", "", LIGHT.paper, ""]


@pytest.mark.parametrize("geometry", [HOLED, PARTS], ids=["hole", "parts"])
def test_hatch_lies_inside_the_border_and_fills_it(geometry: dict[str, Any]) -> None:
    gap = 0.05
    segments = hatch(geometry, gap)
    border = shape(geometry)
    lines = [LineString(segment) for segment in segments]
    assert all(border.buffer(2e-4).covers(line) for line in lines)
    # A raster of parallel lines: total length times gap is the area, in scaled degrees.
    shrink = math.cos(math.radians((border.bounds[1] + border.bounds[3]) / 2))
    length = sum(math.hypot((east - west) * shrink, north - south) for (west, south), (east, north) in segments)
    assert length * gap == pytest.approx(border.area * shrink, rel=0.05)
    for (west, south), (east, north) in segments:
        if north - south > 0.01:
            assert (north - south) / ((east - west) * shrink) == pytest.approx(1, rel=0.05)


def test_only_a_city_that_is_not_named_is_hatched() -> None:
    rows = layer(spec(), "hatch")["data"]
    border = shape(FEATURES[4]["geometry"]).buffer(0.012)  # half a line of 1 px
    assert len(rows) > 10
    assert all(border.covers(LineString(row["p"])) for row in rows)
    assert all(shape({"type": "Polygon", "coordinates": [row["p"]]}).area > 0 for row in rows)
    assert layer(spec(CITIES[:4]), "hatch")["data"] == []


def test_a_chosen_city_is_outlined_and_the_others_veiled() -> None:
    chosen = [*CITIES[:2], city("370300", State.FIGURES, 5, 2, chosen=True), *CITIES[3:]]
    fit = state_of(spec())
    borders = {
        one["properties"]["area_code"]: shapely.transform(
            in_pixels(one["geometry"], fit), lambda points: points - np.array([WIDTH / 2, HEIGHT / 2])
        )
        for one in FEATURES
    }
    picture = laid_over(chosen)
    (tenths,) = picture.findall(f"{SVG}g")
    (veil,), (border,) = tenths.findall(f"{SVG}path"), tenths.findall(f"{SVG}defs/{SVG}path")
    assert tenths.get("transform") == "scale(0.1)"
    assert outline(border).symmetric_difference(borders["370300"]).area < 0.01 * borders["370300"].area
    (lines,) = tenths.findall(f"{SVG}g")
    assert lines.get("fill") == "none"
    told = [(one.get("href"), one.get("stroke"), one.get("stroke-width")) for one in lines]
    assert told == [(f"#{border.get('id')}", LIGHT.surface, "60"), (f"#{border.get('id')}", LIGHT.accent, "30")]
    assert (veil.get("fill"), float(veil.get("fill-opacity"))) == (LIGHT.paper, VEIL)
    covered = outline(veil)
    assert covered.intersection(borders["370300"]).area < 0.001 * borders["370300"].area  # rounded to tenths
    for code in borders.keys() - {"370300"}:
        assert covered.intersection(borders[code]).area == pytest.approx(borders[code].area, rel=0.01), code
    assert list(picture).index(tenths) < list(picture).index(squares(picture)["facts"][0])


def test_the_deck_is_the_same_whatever_is_chosen() -> None:
    """So that a browser keeps what it has drawn."""
    assert spec([*CITIES[:2], city("370300", State.FIGURES, 5, 2, chosen=True), *CITIES[3:]]) == spec()


def test_what_lies_over_the_map_can_open_no_tag() -> None:
    hostile = city("370100", State.FIGURES, 1, name='<img src=x onerror="alert(1)">', chosen=True)
    found = over(FEATURES, [hostile, *CITIES[1:]], by="facts", palette=LIGHT, width=WIDTH, height=HEIGHT)
    assert found.count("<img") == 1
    assert "onerror=&quot;" in found


def test_a_border_is_seen_between_cities_and_none_is_painted_over() -> None:
    found = spec()
    fit, areas = state_of(found), layer(spec(), "cities")["data"]["features"]
    shapes = {one["properties"]["code"]: in_pixels(one["geometry"], fit) for one in areas}
    assert shapes["370100"].distance(shapes["370200"]) == pytest.approx(BORDER, abs=0.2)
    white, grey = (layer(found, f"edges-{number}") for number in (0, 1))
    assert (white["getFillColor"], grey["getFillColor"]) == (rgb(LIGHT.surface), rgb(LIGHT.line2))
    outlined = in_pixels(grey["data"]["features"][0]["geometry"], fit)
    for one in FEATURES[4:]:
        border = in_pixels(one["geometry"], fit)
        assert outlined.buffer(0.2).covers(border)
        assert shapes[one["properties"]["area_code"]].within(border)
    order = [one["id"] for one in found["layers"]]
    assert order.index("edges-0") < order.index("edges-1") < order.index("cities")


def test_all_is_drawn_by_one_kind_of_program() -> None:
    chosen = [city("370300", State.FIGURES, 5, 2, chosen=True), *CITIES[:2], *CITIES[3:]]
    for one in spec(chosen)["layers"]:
        assert one["@@type"] in ("GeoJsonLayer", "SolidPolygonLayer")
        assert not one.get("stroked")


def test_nothing_chosen_nothing_outlined() -> None:
    assert laid_over().findall(f".//{SVG}path") == laid_over().findall(f"{SVG}g") == []


def test_the_tooltip_shows_text_and_can_open_no_tag() -> None:
    hostile = city("370100", State.FIGURES, 1, name="<img src=x onerror=alert(1)>", words="a & <b>")
    made = deck(FEATURES, [hostile], by="facts", palette=LIGHT, width=WIDTH, height=HEIGHT)
    found = layer(json.loads(made.to_json()), "cities")["data"]["features"][0]["properties"]
    assert (found["n"], found["t"]) == ("＜img src=x onerror=alert(1)>", "a & ＜b>")
    assert made._tooltip["html"] == "<b>{n}</b><br>{t}"


def test_white_names_have_a_halo_only_where_they_leave_their_city() -> None:
    short = written([city("370300", State.FIGURES, 5), *CITIES[:2]])
    assert not any(one["halo"] for one in short)
    long = written([city("370300", State.FIGURES, 5, name="A name too long for one degree"), *CITIES[:2]])
    assert [one["halo"] for one in long] == [LIGHT.s4, "", ""]


def test_a_city_without_a_border_is_an_error_that_names_it() -> None:
    with pytest.raises(ValueError, match="371200"):
        spec([*CITIES, city("371200", State.NOT_NAMED)])


def luminance(colour: list[int]) -> float:
    parts = [part / 255 for part in colour[:3]]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("veiled", [False, True])
def test_names_can_be_read_on_their_fill(palette: Palette, veiled: bool) -> None:
    cities = [*CITIES[:5], city("370600", State.OFF_THEME, chosen=veiled)]
    found = spec(cities, palette=palette)
    grounds = fills(found)
    for one, name in zip(cities, written(cities, palette=palette), strict=True):
        below = "#{:02X}{:02X}{:02X}".format(*grounds[one.area_code][:3])
        ground = rgb(mixed(below, palette.paper) if veiled and not one.chosen else below)
        pair = sorted((luminance(ground), luminance(rgb(name["ink"]))))
        assert (pair[1] + 0.05) / (pair[0] + 0.05) >= 4.5, one.area_code


@pytest.mark.parametrize(("width", "height"), [(612, 375), (342, 230), (300, 900)])
def test_the_view_fits_with_a_margin_of_four_percent(width: int, height: int) -> None:
    fit = view(FEATURES, width, height)
    border = [point for one in FEATURES for point in one["geometry"]["coordinates"][0]]
    corners = [pixel(point[0], point[1], fit, width, height) for point in border]
    xs, ys = zip(*corners, strict=True)
    share_x, share_y = (max(xs) - min(xs)) / width, (max(ys) - min(ys)) / height
    assert max(share_x, share_y) == pytest.approx(0.92, abs=1e-6)
    assert min(xs) + max(xs) == pytest.approx(width, abs=1e-6)
    assert min(ys) + max(ys) == pytest.approx(height, abs=1e-6)


def test_pixel_and_place_undo_each_other() -> None:
    fit = view(FEATURES, WIDTH, HEIGHT)
    assert pixel(fit.lon, fit.lat, fit, WIDTH, HEIGHT) == (WIDTH / 2, HEIGHT / 2)
    assert place(*pixel(120.1, 36.3, fit, WIDTH, HEIGHT), fit, WIDTH, HEIGHT) == pytest.approx((120.1, 36.3))
    assert pixel(117, 36.9, fit, WIDTH, HEIGHT)[1] < pixel(117, 36.1, fit, WIDTH, HEIGHT)[1]


def test_stretch_knows_holes() -> None:
    assert stretch(HOLED, 117.2, 36.5) == pytest.approx((117.0, 117.4))
    assert stretch(HOLED, 117.5, 36.5) == (117.5, 117.5)


def test_squares_that_would_run_out_of_a_city_move_in() -> None:
    edge = feature("370100", 116)
    edge["properties"]["lon"] = 116.02
    found = squares(laid_over(features=[edge, *FEATURES[1:]]))
    fit = view([edge, *FEATURES[1:]], WIDTH, HEIGHT)
    west = pixel(116, 36.5, fit, 0, 0)[0]
    assert min(float(one.get("x")) for kind in found.values() for one in kind) > west
