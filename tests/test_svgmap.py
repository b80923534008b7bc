"""The map as SVG: every city with its state, links that a keyboard reaches, and nothing that acts as markup."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from defusedxml.ElementTree import fromstring

from lib.catalog import Board
from lib.citymap import CityView, borders, drawing
from lib.geo import borders_on
from lib.model import State
from lib.palette import DARK, LIGHT

CANVAS = (612, 400)


def views(chosen: str = "", name: str = "") -> list[CityView]:
    """Three cities in three states; the first may bear another name."""
    return [
        CityView("370200", name or "青岛", State.FIGURES, 5, 1, chosen == "370200", "有数字"),
        CityView("370100", "济南", State.INITIATIVES, 0, 2, chosen == "370100", "有举措、无数字"),
        CityView("370500", "东营", State.NOT_NAMED, 0, 0, chosen == "370500", "本文本未点名"),
    ]


def drawn(board: Board, cities: list[CityView], **more: object) -> str:
    features = borders_on(board.borders, "2016-12-31")
    return drawing(features, cities, by="facts", palette=LIGHT, canvas=CANVAS, alt="图", **more)  # type: ignore[arg-type]


def parsed(svg: str) -> ElementTree.Element:
    found: ElementTree.Element = fromstring(svg)
    return found


def test_fills_hatch_and_squares_follow_the_state(board: Board) -> None:
    svg = drawn(board, views())
    root = parsed(svg)
    fills = [path.get("fill") for path in root.iter("path") if path.get("fill")]
    assert LIGHT.s4 in fills  # five facts
    assert LIGHT.only in fills
    assert fills.count("url(#hatch)") == 1
    full = [box for box in root.iter("rect") if box.get("fill") != "none"]
    hollow = [box for box in root.iter("rect") if box.get("fill") == "none"]
    assert (len(full), len(hollow)) == (5, 3)
    assert [text.text for text in root.iter("text")] == ["青岛", "济南", "东营"]


def test_a_chosen_city_is_outlined_and_the_others_are_veiled(board: Board) -> None:
    svg = drawn(board, views(chosen="370200"))
    assert svg.count(f'stroke="{LIGHT.accent}"') == 1
    assert svg.count('opacity=".45"') == 3  # two fills and the hatch of one
    assert LIGHT.accent not in drawn(board, views())


def test_cities_are_links_with_names_where_a_link_is_given(board: Board) -> None:
    root = parsed(drawn(board, views(), link=lambda code: f"?city={code}&lang=en"))
    links = {link.get("data-code"): link for link in root.iter("a")}
    assert links["370500"].get("href") == "?city=370500&lang=en"
    assert links["370500"].get("aria-label") == "东营: 本文本未点名"
    assert root.get("role") == "group"
    assert parsed(drawn(board, views())).get("role") == "img"


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "a & b"])
def test_a_name_is_never_markup(board: Board, name: str) -> None:
    root = parsed(drawn(board, views(name=name), link=lambda code: '"><script>'))
    assert {node.tag for node in root.iter()} <= {
        *("svg", "defs", "pattern", "path", "a", "g", "title", "text", "rect"),
    }
    assert any(text.text == name for text in root.iter("text"))


def test_shared_borders_stand_once_for_all_drawings(board: Board) -> None:
    features = borders_on(board.borders, "2016-12-31")
    shared, svg = borders(features, CANVAS, DARK), drawn(board, views(), shared=True)
    ids = set(re.findall(r'id="(border-\d+)"', shared))
    used = set(re.findall(r'href="#(border-\d+)"', svg))
    assert used == {"border-370200", "border-370100", "border-370500"}
    assert used <= ids
    assert len(svg) < 6_000
    assert len(shared) < 120_000
