"""Tables in plain text: a bare number takes the unit, the area and the nature that its column or row prints."""

from __future__ import annotations

import pytest

from lib.extract.engine import Candidate, extract

SPACED = """济南市各区情况

附表（单位：万元）

县区 驿站数 会员（万人） 投入 增长（%）
历下区 120 5.6 300 12.5
市中区 88 4.1 210.5 3.2
章丘区 67 3 2012 8
"""
TABS = """指标\t单位\t2022年\t2023年\t增速(%)
会员\t万人\t320.5\t340.1\t6.1
驿站\t座\t1200\t1320\t10
"""
RULED = """| 项目 | 济南市 | 青岛市 |
|---|---|---|
| 建会企业（家） | 1200 | 1500 |
| 补助标准（元/人） | 300 | 400 |
"""
LIST = """新建工会组织：918 家
新发展会员：54 210 人
法律援助案件：376 件
"""
NUMBERED = """序号\t单位\t驿站\t排名
1\t夷陵区\t96家\t3
2\t西陵区\t88家\t5
"""


def facts(text: str) -> list[Candidate]:
    return [item for item in extract(text) if item.kind == "fact"]


def shown(text: str) -> list[tuple[str, float, str, str]]:
    return [(item.quote, float(item.value), item.unit, item.city) for item in facts(text)]


def test_a_unit_in_the_header_or_over_the_table() -> None:
    assert shown(SPACED)[:8] == [
        ("120", 120, "", "济南市"),
        ("5.6", 56000, "人", "济南市"),
        ("300", 3_000_000, "元", "济南市"),
        ("12.5", 12.5, "%", "济南市"),
        ("88", 88, "", "济南市"),
        ("4.1", 41000, "人", "济南市"),
        ("210.5", 2_105_000, "元", "济南市"),
        ("3.2", 3.2, "%", "济南市"),
    ]
    assert ("2012", 20_120_000, "元", "济南市") in shown(SPACED), "a sum of money that looks like a year"


def test_a_column_of_units() -> None:
    assert [row[1:3] for row in shown(TABS)] == [
        (3205000, "人"),
        (3401000, "人"),
        (6.1, "%"),
        (1200, "座"),
        (1320, "座"),
        (10, "%"),
    ]


def test_cities_over_columns() -> None:
    assert [(row[1], row[3]) for row in shown(RULED)] == [
        (1200, "济南市"),
        (1500, "青岛市"),
        (300, "济南市"),
        (400, "青岛市"),
    ]
    assert [(item.per, item.nature.value) for item in facts(RULED)[2:]] == [("人", "standard"), ("人", "standard")]


def test_a_list_with_spaced_figures_is_no_table() -> None:
    spaced = [("918 家", 918, "家"), ("54 210 人", 54210, "人"), ("376 件", 376, "件")]
    assert [row[:3] for row in shown(LIST)] == spaced


def test_row_numbers_and_ranks_are_no_facts() -> None:
    assert [row[0] for row in shown(NUMBERED)] == ["96家", "88家"]


@pytest.mark.parametrize("blank", ["\t", "　　"])
def test_a_minus_at_the_start_of_a_cell_is_a_sign(blank: str) -> None:
    rows = [["地区", "会员（万人）", "增长（%）"], ["济南市", "201.1", "-4.8"], ["青岛市", "310.4", "5.3"]]
    told = shown("\n".join(blank.join(row) for row in rows) + "\n")
    assert [(quote, value) for quote, value, _, _ in told] == [
        ("201.1", 2_011_000),
        ("-4.8", -4.8),
        ("310.4", 3_104_000),
        ("5.3", 5.3),
    ]


@pytest.mark.parametrize("text", [SPACED, TABS, RULED, LIST, NUMBERED])
def test_spans_are_exact(text: str) -> None:
    assert all(text[item.start : item.end] == item.quote for item in extract(text))
