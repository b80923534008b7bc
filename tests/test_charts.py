"""Figures as objects: one mark a record, keys, zero lines, areas, and nothing where nothing is known."""

from __future__ import annotations

import json
from typing import Any

import pytest

from lib.charts import Bar, Block, MatrixMark, MatrixRow, Span, areas, bars, matrix, timeline
from lib.charts.frame import emphasis, text_width, wrap
from lib.model import State
from lib.palette import DARK, LIGHT

COLUMNS = ("精神文化", "维权服务", "基层活力")
WORDS = "本文本未点名"


def marks(place: str, facts: int, initiatives: int) -> tuple[MatrixMark, ...]:
    return (
        *(MatrixMark("fact", f"事实 {at}", f"{place}-f{at}") for at in range(facts)),
        *(MatrixMark("initiative", f"举措 {at}", f"{place}-i{at}") for at in range(initiatives)),
    )


ROWS = [
    MatrixRow("青岛", True, ((), (), marks("qd", 5, 1)), State.FIGURES),
    MatrixRow("东营", False, (), State.NOT_NAMED),
    MatrixRow("济南", False, ((), marks("jn", 0, 1), ()), State.INITIATIVES),
    MatrixRow("全省", False, (marks("p", 1, 2), (), ()), gap=True),
    MatrixRow("未署名", False, ((), (), marks("n", 6, 6)), outlined=True),
]


def spec(figure: Any) -> dict[str, Any]:
    return dict(json.loads(figure.to_json()))


def trace(found: dict[str, Any], name: str) -> dict[str, Any]:
    return next(dict(one) for one in found["data"] if one.get("name") == name)


def texts(found: dict[str, Any]) -> list[str]:
    return [one["text"] for one in found["layout"].get("annotations", [])]


def inside(found: dict[str, Any], name: str) -> bool:
    """Whether all marks of a scatter trace lie on the axes' ranges."""
    one, layout = trace(found, name), found["layout"]
    low, high = sorted(layout["yaxis"]["range"])
    left, right = layout["xaxis"]["range"]
    return all(left <= x <= right for x in one["x"] if x is not None) and all(
        low <= y <= high for y in one["y"] if y is not None
    )


FIGURES = [
    matrix(COLUMNS, ROWS, LIGHT, WORDS),
    bars([Bar("市级", 13, "13家", "a")], LIGHT),
    areas([Block("甲", 3, 2, "3人", "2元", "6元", "推算", "a")], "宽×高", LIGHT),
    timeline([Span("45项", "全省", 2014, None, "a")], 2016, "最晚", "下一期", "三年", LIGHT),
]


@pytest.mark.parametrize("figure", FIGURES, ids=["matrix", "bars", "areas", "timeline"])
def test_every_figure_wears_the_board_s_look(figure: Any) -> None:
    layout = spec(figure)["layout"]
    assert layout["showlegend"] is False
    assert layout["font"]["size"] == 14
    assert "Noto Sans CJK SC" in layout["font"]["family"]
    assert "template" not in layout
    assert layout["xaxis"]["fixedrange"]
    assert layout["yaxis"]["fixedrange"]
    assert all(one.get("font", {}).get("size", 14) >= 12 for one in layout["annotations"])


def test_one_mark_a_record_with_its_key() -> None:
    found = spec(matrix(COLUMNS, ROWS, LIGHT, WORDS))
    facts, initiatives = trace(found, "fact"), trace(found, "initiative")
    assert facts["customdata"] == [*(f"qd-f{at}" for at in range(5)), "p-f0", *(f"n-f{at}" for at in range(6))]
    assert len(initiatives["customdata"]) == len(initiatives["x"]) == 1 + 1 + 2 + 6
    assert (facts["marker"]["symbol"], initiatives["marker"]["symbol"]) == ("square", "square-open")
    assert facts["hovertext"][0] == "事实 0"


def test_marks_never_share_a_place_and_stay_in_their_column() -> None:
    for width in (740, 342):
        found = spec(matrix(COLUMNS, ROWS, LIGHT, WORDS, width=width))
        places = [
            (x, y)
            for name in ("fact", "initiative")
            for x, y in zip(trace(found, name)["x"], trace(found, name)["y"], strict=True)
        ]
        assert len(set(places)) == len(places)
        assert inside(found, "fact")
        assert inside(found, "initiative")


def test_a_cell_wraps_after_six_marks() -> None:
    found = spec(matrix(COLUMNS, ROWS, LIGHT, WORDS))
    facts, initiatives = trace(found, "fact"), trace(found, "initiative")
    assert len(set(facts["y"][-6:])) == 1
    assert facts["x"][-6:] == initiatives["x"][-6:]
    assert initiatives["y"][-1] > facts["y"][-1]


def test_a_row_that_is_not_named_is_hatched_worded_and_without_a_mark() -> None:
    found = spec(matrix(COLUMNS, ROWS, LIGHT, WORDS))
    hatched = trace(found, "not_named")
    assert len(hatched["y"]) == 1
    assert hatched["marker"]["pattern"]["shape"] == "/"
    low, high = hatched["y"][0] - 13, hatched["y"][0] + 13
    assert not [y for name in ("fact", "initiative") for y in trace(found, name)["y"] if low < y < high]
    words = next(one for one in found["layout"]["annotations"] if one["text"] == WORDS)
    assert (words["y"], words["bgcolor"]) == (hatched["y"][0], LIGHT.surface)


def test_a_matrix_without_unnamed_rows_has_no_hatch() -> None:
    found = spec(matrix(COLUMNS, ROWS[:1], LIGHT, WORDS))
    assert [one["name"] for one in found["data"]] == ["fact", "initiative"]
    assert WORDS not in texts(found)


def test_names_heads_and_the_dashed_row() -> None:
    found = spec(matrix(COLUMNS, ROWS, LIGHT, WORDS))
    assert {"<b>青岛</b>", "济南", "<b>精神文化</b>"} <= set(texts(found))
    dashed = [one for one in found["layout"]["shapes"] if one["line"].get("dash")]
    assert len(dashed) == 1
    assert dashed[0]["y0"] < min(trace(found, "fact")["y"][-6:]) < dashed[0]["y1"]


def test_height_grows_with_rows() -> None:
    short, long = (matrix(COLUMNS, ROWS[:size], LIGHT, WORDS).layout.height for size in (2, 5))
    assert long - short >= 3 * 26


def test_a_row_of_the_wrong_length_is_an_error_that_names_it() -> None:
    with pytest.raises(ValueError, match="济南"):
        matrix(COLUMNS, [MatrixRow("济南", False, ((),), State.INITIATIVES)], LIGHT, WORDS)


def test_bars_begin_at_zero_and_carry_the_printed_value() -> None:
    found = spec(bars([Bar("参与创建", 8460, "8460家", "c", True), Bar("获得称号", 252, "252家", "d")], LIGHT))
    one = found["data"][0]
    assert (one["base"], one["x"], one["customdata"]) == (0, [8460, 252], ["c", "d"])
    assert found["layout"]["xaxis"]["range"] == [0, 8460]
    assert one["text"] == ["<b>8460</b>家", "<b>252</b>家"]
    assert one["width"] == 24
    assert one["marker"]["color"] == [LIGHT.s2, LIGHT.s4]


def test_bars_can_share_a_scale_and_are_never_cut_by_it() -> None:
    items = [Bar("市级", 13, "13家", "a")]
    assert list(bars(items, LIGHT, maximum=50).layout.xaxis.range) == [0, 50]
    assert list(bars(items, LIGHT, maximum=5).layout.xaxis.range) == [0, 13]


def test_bars_leave_room_for_their_texts() -> None:
    made = bars([Bar("firms honoured at city level or above", 252, "5000余万元", "d")], LIGHT, width=342)
    assert made.layout.margin.l <= 342 * 0.3 + 12 + 14
    assert made.layout.margin.r >= text_width("5000余万元", 14)


BLOCKS = [
    Block("高级工及以上", 3000, 2000, "3000人", "2000", "600万元", "推算", "k1"),
    Block("初级工、中级工", 8000, 1000, "8000名", "1000", "800万元", "推算", "k2"),
]


def test_a_block_s_area_is_its_product_and_blocks_touch() -> None:
    found = spec(areas(BLOCKS, "宽＝人数", LIGHT))
    one = found["data"][0]
    assert [width * height for width, height in zip(one["width"], one["y"], strict=True)] == [6_000_000, 8_000_000]
    edges = [(x - width / 2, x + width / 2) for x, width in zip(one["x"], one["width"], strict=True)]
    assert edges == [(0, 3000), (3000, 11000)]
    assert (found["layout"]["xaxis"]["range"], found["layout"]["yaxis"]["range"]) == ([0, 11000], [0, 2000])
    assert one["base"] == 0
    assert one["customdata"] == ["k1", "k2"]


def test_blocks_have_ticks_at_their_heights_and_bear_their_tag() -> None:
    found = spec(areas(BLOCKS, "宽＝人数", LIGHT))
    axis = found["layout"]["yaxis"]
    assert (axis["tickvals"], axis["ticktext"]) == ([2000, 1000], ["2000", "1000"])
    written = [text for text in texts(found) if "推算" in text]
    assert [("600万元" in written[0]), ("800万元" in written[1])] == [True, True]
    assert "宽＝人数" in texts(found)


SPANS = [
    Span("45项", "全省", 2014, None, "a"),
    Span("5000余万元", "青岛", 2015, 3, "b"),
    Span("76个", "未署名", 2016, None, "c"),
]


def test_lines_are_solid_to_the_latest_year_and_open_after_it() -> None:
    found = spec(timeline(SPANS, 2016, "最晚年份", "下一期", "每三年一期", LIGHT))
    end = found["layout"]["xaxis"]["range"][1]
    assert trace(found, "solid")["x"] == [2014, 2017, None, 2016, 2017, None]
    assert trace(found, "dashed")["x"] == [2017, end, None, 2017, end, None]
    assert trace(found, "start")["customdata"] == ["a", "c"]
    assert [one["arrowhead"] for one in found["layout"]["annotations"] if one.get("showarrow")] == [4, 4]
    band = found["layout"]["shapes"][0]
    assert (band["x0"], band["x1"], band["fillcolor"]) == (2016, 2017, LIGHT.sunk)
    assert inside(found, "start")


def test_a_recurring_fact_is_a_block_and_an_open_next_one() -> None:
    found = spec(timeline(SPANS, 2016, "最晚年份", "下一期", "每三年一期", LIGHT))
    block = trace(found, "block")
    assert (block["base"], block["x"], block["customdata"]) == ([2015], [3], ["b"])
    path = next(one["path"] for one in found["layout"]["shapes"] if one["type"] == "path")
    assert path.count("L") == 3
    assert not path.endswith("Z")
    assert {"每三年一期", "下一期", "最晚年份"} <= set(texts(found))


def test_words_that_do_not_fit_a_block_are_left_out() -> None:
    found = spec(timeline(SPANS, 2016, "最晚", "the round that comes after this one", "三年", LIGHT, width=700))
    assert "the round that comes after this one" not in texts(found)


def test_a_start_after_the_latest_year_is_dashed_from_its_start() -> None:
    found = spec(timeline([Span("5个", "目标", 2018, None, "a")], 2016, "最晚", "下一期", "三年", LIGHT))
    assert trace(found, "solid")["x"] == []
    assert trace(found, "dashed")["x"][0] == 2018
    assert found["layout"]["xaxis"]["range"][1] > 2018


def test_empty_figures_draw_nothing_and_do_not_fail() -> None:
    assert not bars([], LIGHT).data[0].x
    assert not areas([], "", LIGHT).data[0].x
    assert not timeline([], 2016, "", "", "", LIGHT).data[2].x
    assert not matrix(COLUMNS, [], LIGHT, WORDS).data[0].x


def test_text_is_shown_and_not_run() -> None:
    found = spec(bars([Bar("<a href='x'>甲</a>", 1, "1<b>", "k")], DARK))
    assert not [text for text in texts(found) if "<a" in text]
    assert found["data"][0]["text"] == ["<b>1</b>&lt;b&gt;"]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("98%以上", "<b>98%</b>以上"),
        ("5000余万元", "<b>5000</b>余万元"),
        ("≥98%", "≥<b>98%</b>"),
        ("8,460", "<b>8,460</b>"),
        ("五十多项", "<b>五十多项</b>"),
        (">50M yuan", "&gt;<b>50M</b> yuan"),
    ],
)
def test_the_figure_is_bold_and_its_wording_is_not(printed: str, expected: str) -> None:
    assert emphasis(printed) == expected


@pytest.mark.parametrize("text", ["firms honoured at city level or above", "精神文化", "高级工及以上3000人", "x"])
def test_wrapped_lines_fit_and_lose_nothing(text: str) -> None:
    lines = wrap(text, 12, 60)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(text_width(line, 12) <= 60 or " " not in line for line in lines)
