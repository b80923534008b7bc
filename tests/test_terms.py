"""What a fact is called on screen, for every fact of the data and for odd ones."""

from __future__ import annotations

import dataclasses

import pytest

from lib import terms
from lib.catalog import Board
from lib.model import Fact, Qualifier
from lib.words import Words
from lib.words.numbers import chinese, grouped, is_period, short

ZH, EN = Words("zh"), Words("en")


@pytest.mark.parametrize(
    ("number", "zh", "en"),
    [
        ("001", "五十多项", ">50"),
        ("002", "110名", "110"),
        ("003", "13家", "13"),
        ("004", "50家", "50"),
        ("005", "98%以上", "≥98%"),
        ("006", "5000余万元", ">50M yuan"),
        ("007", "3000人", "3,000"),
        ("008", "2000元/人", "2,000 yuan per person"),
        ("009", "8000名", "8,000"),
        ("010", "1000元/人", "1,000 yuan per person"),
        ("011", "45项", "45"),
        ("012", "100个", "100"),
        ("013", "70多万元", ">700K yuan"),
        ("014", "76个", "76"),
        ("015", "两个", "2"),
        ("016", "8460家", "8,460"),
        ("017", "252家", "252"),
        ("018", "五个", "5"),
    ],
)
def test_figures_of_the_data(board: Board, number: str, zh: str, en: str) -> None:
    fact = board.facts[f"union-innovation-{number}"]
    assert (terms.figure_of(board, fact, ZH).text, terms.figure_of(board, fact, EN).text) == (zh, en)


def test_every_fact_of_the_data_is_in_that_table(board: Board) -> None:
    assert len(board.facts) == 18


@pytest.mark.parametrize(
    ("number", "zh", "en"),
    [
        ("001", "120个", "120"),
        ("002", "20至30件/个", "20–30"),
        ("003", "近八成", "≈80%"),
        ("004", "近6000人", "≈6,000"),
        ("005", "85%以上", "≥85%"),
        ("006", "300余万元", ">3M yuan"),
        ("007", "1500名", "1,500"),
        ("009", "46家", "46"),
    ],
)
def test_figures_of_the_demo(demo_board: Board, number: str, zh: str, en: str) -> None:
    fact = demo_board.facts[f"demo-2018-{number}"]
    assert (terms.figure_of(demo_board, fact, ZH).text, terms.figure_of(demo_board, fact, EN).text) == (zh, en)


def test_no_figure_holds_a_line_break_or_loses_its_wording(board: Board, demo_board: Board) -> None:
    for data in (board, demo_board):
        for fact in data.facts.values():
            text = terms.figure_of(data, fact, ZH).text
            assert not set(text) & set("\n\r\t ")
            assert fact.wording in text


def named(board: Board, number: str) -> Fact:
    return board.facts[f"union-innovation-{number}"]


@pytest.mark.parametrize(
    ("number", "zh", "en"),
    [
        ("001", "滨州市", "Binzhou"),
        ("006", "青岛市", "Qingdao"),
        ("011", "全省", "Whole province"),
        ("012", "全国", "Nation"),
        ("014", "未署名", "Unattributed"),
    ],
)
def test_place_name(board: Board, number: str, zh: str, en: str) -> None:
    fact = named(board, number)
    assert (terms.place_name(board, fact, ZH), terms.place_name(board, fact, EN)) == (zh, en)


@pytest.mark.parametrize(
    ("number", "state", "nature", "period", "population"),
    [
        ("001", "有数字", "实际", "投入使用以来", "—"),
        ("008", "有数字", "标准", "未注明", "高级工、技师和高级技师"),
        ("014", "未署名", "实际", "2016年以来", "—"),
        ("018", "未署名", "目标", "未注明", "—"),
    ],
)
def test_words_of_a_fact(board: Board, number: str, state: str, nature: str, period: str, population: str) -> None:
    fact = named(board, number)
    assert terms.state_words(fact, ZH) == state
    assert terms.nature_words(fact, ZH) == nature
    assert terms.period_words(fact, ZH) == period
    assert terms.population_words(fact, ZH) == population


def test_an_assigned_fact_says_so(demo_board: Board) -> None:
    fact = demo_board.facts["demo-2018-008"]
    assert (terms.state_words(fact, ZH), terms.state_words(fact, EN)) == ("由人指定", "assigned by a person")
    assert terms.place_name(demo_board, fact, ZH) == "烟台市"


@pytest.mark.parametrize(("theme", "zh", "en"), [("culture", "精神文化", "Culture"), ("", "五节之外", "Elsewhere")])
def test_theme_name(board: Board, theme: str, zh: str, en: str) -> None:
    assert (terms.theme_name(board, theme, ZH), terms.theme_name(board, theme, EN)) == (zh, en)


@pytest.mark.parametrize(
    ("quote", "value", "qualifier", "wording", "unit", "zh", "en"),
    [
        ("不超过50个", 50, "less_than", "不超过", "个", "不超过50个", "≤50"),
        ("不足100人", 100, "less_than", "不足", "人", "不足100人", "<100"),
        ("超过3000人", 3000, "more_than", "超过", "人", "超过3000人", ">3,000"),
        ("至少60%", 60, "at_least", "至少", "%", "至少60%", "≥60%"),
        ("30家左右", 30, "approx", "左右", "家", "30家左右", "≈30"),
        ("1234567元", 1234567, "exact", "", "元", "1234567元", "1,234,567 yuan"),
        ("1.25亿元", 125000000, "exact", "", "元", "1.25亿元", "125M yuan"),
    ],
)
def test_wording_stays_with_the_number(
    board: Board, quote: str, value: float, qualifier: str, wording: str, unit: str, zh: str, en: str
) -> None:
    fact = dataclasses.replace(
        named(board, "014"), quote=quote, value=float(value), qualifier=Qualifier(qualifier), wording=wording, unit=unit
    )
    assert (terms.figure_of(board, fact, ZH).text, terms.figure_of(board, fact, EN).text) == (zh, en)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0"),
        (2000, "2,000"),
        (9000, "9,000"),
        (10000, "10K"),
        (700000, "700K"),
        (8460, "8,460"),
        (50000000, "50M"),
        (125000000, "125M"),
        (1234567, "1,234,567"),
        (2.5, "2.5"),
        (3e9, "3B"),
    ],
)
def test_short_drops_no_digit(value: float, shown: str) -> None:
    assert short(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (14000000, "1400万"),
        (8460, "8460"),
        (150000000, "1.5亿"),
        (12345678, "12345678"),
        (2.98, "2.98"),
    ],
)
def test_chinese_drops_no_digit(value: float, shown: str) -> None:
    assert chinese(value) == shown


@pytest.mark.parametrize(("value", "shown"), [(8460, "8,460"), (0.5, "0.5"), (1234.25, "1,234.25"), (-3.5, "-3.5")])
def test_grouped(value: float, shown: str) -> None:
    assert grouped(value) == shown


@pytest.mark.parametrize(("per", "period"), [("三年", True), ("月", True), ("人", False), ("家", False), ("", False)])
def test_is_period(per: str, period: bool) -> None:
    assert is_period(per) is period


def test_a_multiplier_from_the_head_of_a_column_is_printed(board: Board) -> None:
    plain = board.facts["union-innovation-007"]
    fact = dataclasses.replace(plain, quote="862.4", value=8624000, unit="元", per="")
    assert terms.figure(fact, "zh").text == "862.4万元"


@pytest.mark.parametrize(
    ("time", "zh", "en"),
    [("2016", "2016年", "2016"), ("2016-01", "2016年1月", "2016-01"), ("2025-12", "2025年12月", "2025-12")],
)
def test_a_time_is_read_as_a_year_or_a_month_of_one(time: str, zh: str, en: str) -> None:
    assert (terms.time_words(time, ZH), terms.time_words(time, EN)) == (zh, en)
