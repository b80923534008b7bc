"""Time lines as small multiples, and the still map of one city."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from lib.catalog import Board
from lib.charts import Dot, Trend, trends
from lib.citymap import locator
from lib.geo import borders_on
from lib.palette import LIGHT

ITEMS = [
    Trend(
        "甲",
        (Dot("2016", 10, "10个", "a", "*", "含乙"), Dot("2018", 20, "超过20个", "b"), Dot("2021", 40, "40个", "c")),
    ),
    Trend(
        "乙",
        (
            Dot("2016", 5, "5个", "d"),
            Dot("2018", 6, "6个", "e"),
            Dot("2018", 7, "7个", "f"),
            Dot("2021", 8, "8个", "g"),
        ),
    ),
    Trend("丙", (Dot("2016", 1, "1%", "h", "†", basis="then"), Dot("2021", 2, "2%", "i", basis="now"))),
]


def dotted(items: list[Trend]) -> list[Any]:
    """Traces with dots and their figures, one a place."""
    return [trace for trace in trends(items, LIGHT).data if "markers" in trace.mode]


def test_every_dot_is_drawn_with_its_printed_value_and_its_key() -> None:
    drawn = dotted(ITEMS)
    assert [key for trace in drawn for key in trace.customdata] == list("abcdefghi")
    assert "超过<b>20</b>个" in drawn[0].text
    assert drawn[0].text[0] == "<b>10</b>个*"
    assert list(drawn[0].marker.color) == [LIGHT.surface, LIGHT.s4, LIGHT.s4]


def test_all_panels_share_one_scale_from_zero() -> None:
    drawn = dotted(ITEMS)
    zero = [shape.y0 for shape in trends(ITEMS, LIGHT).layout.shapes]
    heights = [
        (base - y) / dot.value
        for base, trace, item in zip(zero, drawn, ITEMS, strict=True)
        for y, dot in zip(trace.y, item.dots, strict=True)
    ]
    assert heights == pytest.approx([heights[0]] * len(heights))


def test_a_line_breaks_at_two_values_in_one_year_and_between_bases() -> None:
    assert [trace.mode for trace in dotted(ITEMS)] == ["lines+markers+text", "markers+text", "markers+text"]
    assert len(trends(ITEMS, LIGHT).data) == len(ITEMS)
    parted = (*ITEMS[1].dots, Dot("2022", 9, "9个", "j"), Dot("2023", 1, "1个", "k"), Dot("2024", 2, "2个", "l"))
    line, dots = trends([Trend("丁", parted)], LIGHT).data
    assert (line.mode, list(line.x)) == ("lines", [2021, 2022, 2023, 2024, None])
    assert (dots.mode, list(dots.customdata)) == ("markers+text", list("defgjkl"))


def test_of_many_dots_the_first_and_the_last_are_named_and_each_can_be_opened() -> None:
    many = tuple(Dot(f"20{at}", at, f"{at}个", f"k{at}") for at in range(10, 30))
    drawn, named = trends([Trend("甲", many)], LIGHT).data
    assert (drawn.mode, list(drawn.customdata)) == ("lines+markers", [dot.key for dot in many])
    assert (named.mode, list(named.text), list(named.x)) == ("text", ["<b>10</b>个", "<b>29</b>个"], [2010, 2029])
    assert list(named.y) == [drawn.y[0], drawn.y[-1]]
    assert named.hoverinfo == "skip"  # a text over a dot would hide what the dot tells


def test_of_very_many_dots_the_line_goes_through_those_that_are_not_drawn() -> None:
    months = [f"{year}-{month:02}" for year in range(1980, 2025) for month in range(1, 13)]
    line, dots = trends([Trend("甲", tuple(Dot(at, 1, "1个", at) for at in months))], LIGHT).data
    assert (line.mode, len(line.x), list(dots.customdata)) == ("lines", len(months) + 1, [months[0], months[-1]])
    assert line.x[1] == pytest.approx(1980 + 1 / 12)


def test_markup_in_a_name_stays_text() -> None:
    made = trends([Trend("<b>甲", (Dot("2016", 1, "1<i>", "a"), Dot("2018", 2, "2", "b")))], LIGHT)
    assert made.layout.annotations[0].text == "<b>&lt;b&gt;甲</b>"
    assert "<i>" not in str(made.data)


@pytest.mark.parametrize(("day", "cities"), [("2016-12-31", 17), ("2021-12-31", 16)])
def test_the_still_map_is_drawn_whole_with_one_city_in_the_accent(board: Board, day: str, cities: int) -> None:
    features = borders_on(board.borders, day)
    address = locator(features, "371000", LIGHT, width=340, height=208)
    head, _, markup = address.partition(",")
    assert head == "data:image/svg+xml"
    paths = list(ElementTree.fromstring(unquote(markup)))
    assert len(paths) == cities
    assert [path.get("fill") for path in paths].count(LIGHT.accent) == 1
    assert paths[-1].get("fill") == LIGHT.accent
