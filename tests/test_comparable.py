"""The gate of rule 4, pair by pair: verdict and sentence."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lib import desk
from lib.catalog import Board
from lib.comparable import Condition, Purpose, gate, likes
from lib.model import AreaStatus, Fact, Nature, Qualifier
from lib.refusals import sentence
from lib.totals import ranked, total
from lib.words import Words
from tests.conftest import ROOT, YEARS

JINAN, QINGDAO, YANTAI = "370100", "370200", "370600"
RANGE = {"value": 20.0, "value_max": 30.0, "quote": "20至30个"}
UNATTRIBUTED = {"area_code": "", "area_status": AreaStatus.UNATTRIBUTED}


def worded(wording: str, qualifier: Qualifier, quote: str, value: float = 85) -> dict[str, Any]:
    return {"wording": wording, "qualifier": qualifier, "quote": quote, "value": value}


def period(text: str, start: str = "", end: str = "") -> dict[str, Any]:
    return {"period_text": text, "period_start": start, "period_end": end or start}


OVER = worded("余", Qualifier.MORE_THAN, "80余个", 80)
LEAST = worded("以上", Qualifier.AT_LEAST, "85个以上")
NEAR = worded("近", Qualifier.APPROX, "近85个")
UNDER = worded("不足", Qualifier.LESS_THAN, "不足85个")
SINCE = {"period_text": "2016年以来", "period_start": "2016", "period_end": ""}
THREE = {"per": "三年", "period_text": "每三年"}
DAY = period("2016年底", "2016-12-31")
OK = "可比：各项条件都相同。"
Change = dict[str, Any]

PAIRS: list[tuple[str, Change, Change, Purpose, str]] = [
    ("two cities, one indicator", {}, {}, Purpose.AXIS, OK),
    ("values may differ", {"value": 1.0}, {"value": 9.0}, Purpose.AXIS, OK),
    ("wordings may differ", {}, OVER, Purpose.AXIS, OK),
    ("an upper bound on an axis", {}, UNDER, Purpose.AXIS, OK),
    ("two years, one kind", {}, period("2018年", "2018"), Purpose.AXIS, OK),
    ("the whole year is a year", {}, period("全年", "2016"), Purpose.AXIS, OK),
    ("two ends of years", DAY, period("2018年底", "2018-12-31"), Purpose.AXIS, OK),
    ("no date, no date", period(""), period(""), Purpose.AXIS, OK),
    ("since and since", SINCE, SINCE | {"period_start": "2014"}, Purpose.AXIS, OK),
    ("themes do not matter", {"theme": "rights"}, {"theme": "brand"}, Purpose.AXIS, OK),
    ("reports do not matter", {}, {"source_id": "work-2018"}, Purpose.AXIS, OK),
    ("assigned by a person", {}, {"area_status": AreaStatus.ASSIGNED}, Purpose.AXIS, OK),
    (
        "indicator",
        {},
        {"indicator": "studios"},
        Purpose.AXIS,
        "不可比：指标不同（新建户外劳动者驿站、劳模创新工作室）。",
    ),
    ("unit", {}, {"unit": "家"}, Purpose.AXIS, "不可比：单位不同（个、家）。"),
    ("per", {}, {"per": "人"}, Purpose.AXIS, "不可比：按什么计不同（不另按什么计、人）。"),
    ("population", {}, {"population": "县级"}, Purpose.AXIS, "不可比：口径不同（没有限定、县级）。"),
    (
        "two populations",
        {"population": "市级"},
        {"population": "县级"},
        Purpose.AXIS,
        "不可比：口径不同（市级、县级）。",
    ),
    ("target", {}, {"nature": Nature.TARGET}, Purpose.AXIS, "不可比：性质不同（实际、目标）。"),
    ("standard", {}, {"nature": Nature.STANDARD}, Purpose.AXIS, "不可比：性质不同（实际、标准）。"),
    ("province", {}, {"area_code": "370000"}, Purpose.AXIS, "不可比：地区层级不同（市、全省）。"),
    ("nation", {"area_code": "370000"}, {"area_code": "100000"}, Purpose.AXIS, "不可比：地区层级不同（全省、全国）。"),
    ("unattributed", {}, UNATTRIBUTED, Purpose.AXIS, "不可比：地区层级不同（市、未署名，不知道是哪一级）。"),
    ("both unattributed", UNATTRIBUTED, UNATTRIBUTED, Purpose.AXIS, "不可比：地区层级：未署名，不知道是哪一级。"),
    ("year and day", {}, DAY, Purpose.AXIS, "不可比：时间类型不同（一段时间：2016年、某一天：2016年底）。"),
    ("year and since", {}, SINCE, Purpose.AXIS, "不可比：时间类型不同（一段时间：2016年、某天以来：2016年以来）。"),
    ("year and none", {}, period(""), Purpose.AXIS, "不可比：时间类型不同（一段时间：2016年、时间未注明）。"),
    (
        "recurring",
        {},
        THREE,
        Purpose.AXIS,
        "不可比：按什么计不同（不另按什么计、三年）；时间类型不同（一段时间：2016年、循环往复：每三年）。",
    ),
    (
        "a year and half a year",
        {},
        period("上半年", "2016"),
        Purpose.AXIS,
        "不可比：时间类型不同（一段时间：2016年、一段时间：上半年）。",
    ),
    (
        "a year and a month",
        {},
        period("2016年6月", "2016-06"),
        Purpose.AXIS,
        "不可比：时间类型不同（一段时间：2016年、一段时间：2016年6月）。",
    ),
    (
        "a year and three",
        {},
        period("2014年至2016年", "2014", "2016"),
        Purpose.AXIS,
        "不可比：时间类型不同（一段时间：2016年、一段时间：2014年至2016年）。",
    ),
    (
        "two differences",
        {},
        {"nature": Nature.TARGET, "population": "县级"},
        Purpose.AXIS,
        "不可比：口径不同（没有限定、县级）；性质不同（实际、目标）。",
    ),
    ("a range", {}, RANGE, Purpose.AXIS, "不可比：区间有两头，不是一个数（85个、20至30个）。"),
    ("sum of exact ones", {}, {}, Purpose.SUM, "可以相加：各项条件都相同。"),
    ("sum of exact and more", {}, OVER, Purpose.SUM, "可以相加：各项条件都相同。"),
    ("sum of two lower bounds", OVER, LEAST, Purpose.SUM, "可以相加：各项条件都相同。"),
    (
        "sum of lower and upper bound",
        OVER,
        UNDER,
        Purpose.SUM,
        "不相加：用词合不成一个界限（80余个、不足85个）。",
    ),
    ("sum of about and lower", NEAR, OVER, Purpose.SUM, "不相加：用词合不成一个界限（近85个、80余个）。"),
    ("sum of about and exact", NEAR, {}, Purpose.SUM, "可以相加：各项条件都相同。"),
    ("sum over two years", {}, period("2018年", "2018"), Purpose.SUM, "不相加：日期不同（2016、2018）。"),
    (
        "sum of a rate",
        {"indicator": "coverage"},
        {"indicator": "coverage"},
        Purpose.SUM,
        "不相加：这个指标的数值不能相加（建会率）。",
    ),
    (
        "sum of one place twice",
        {},
        {"area_code": JINAN},
        Purpose.SUM,
        "不相加：同一个地方同一时间会算两次（济南市）。",
    ),
    ("sum with a range", {}, RANGE, Purpose.SUM, "不相加：区间有两头，不是一个数（85个、20至30个）。"),
    ("sum with a target", {}, {"nature": Nature.TARGET}, Purpose.SUM, "不相加：性质不同（实际、目标）。"),
    ("rank of exact ones", {"value": 9.0, "quote": "9个"}, {}, Purpose.RANK, "可以排序：各项条件都相同。"),
    ("rank: 85 is more than under 85", {}, UNDER | {"value": 80.0}, Purpose.RANK, "可以排序：各项条件都相同。"),
    (
        "rank: over 80 may be over 85",
        {},
        OVER,
        Purpose.RANK,
        "不排序：看用词定不出大小（85个、80余个）。",
    ),
    ("rank: about", {}, NEAR | {"value": 90.0}, Purpose.RANK, "不排序：看用词定不出大小（85个、近85个）。"),
    ("rank: two years", {}, period("2018年", "2018"), Purpose.RANK, "不排序：日期不同（2016、2018）。"),
    ("rank: levels", {}, {"area_code": "370000"}, Purpose.RANK, "不排序：地区层级不同（市、全省）。"),
    (
        "no product without a statement",
        {},
        {"unit": "元", "per": "个"},
        Purpose.PRODUCT,
        "不相乘：报告没有把它们作为数量和单价写在一起（85个、85个/个）。",
    ),
]


@pytest.fixture(scope="module")
def years() -> Board:
    return desk.open_board(YEARS)


@pytest.fixture(scope="module")
def one(years: Board) -> Fact:
    """85 stations in one city in 2016."""
    return years.facts["work-2016-003"]


def test_the_table_is_long_enough_and_holds_both_verdicts() -> None:
    assert len(PAIRS) >= 40
    assert len({name for name, *_ in PAIRS}) == len(PAIRS)
    assert {row[4].startswith(("可", "不")) for row in PAIRS} == {True}


@pytest.mark.parametrize(("name", "left", "right", "purpose", "said"), PAIRS, ids=[row[0] for row in PAIRS])
def test_pair(years: Board, one: Fact, name: str, left: Change, right: Change, purpose: Purpose, said: str) -> None:
    pair = replace(one, area_code=JINAN), replace(one, area_code=QINGDAO, fact_id="other")
    facts = [replace(fact, **change) for fact, change in zip(pair, (left, right), strict=True)]
    verdict = gate(years, facts, purpose)
    assert sentence(years, verdict, Words("zh")) == said
    assert verdict.allowed == said.startswith("可")
    assert gate(years, facts[::-1], purpose).allowed == verdict.allowed
    english = sentence(years, verdict, Words("en"))
    assert english.startswith(("Not ", "Comparable", "Can be"))
    assert english.startswith("Not") != verdict.allowed


@pytest.mark.parametrize(
    ("left", "right", "allowed"), [("003", "004", True), ("016", "017", True), ("007", "009", True)]
)
def test_a_statement_of_the_report_may_share_an_axis_but_has_no_sum(
    board: Board, left: str, right: str, allowed: bool
) -> None:
    facts = [board.facts[f"union-innovation-{number}"] for number in (left, right)]
    verdict = gate(board, facts)
    assert (verdict.allowed, bool(verdict.statement)) == (allowed, True)
    assert sentence(board, verdict, Words("zh")) == "报告自己把它们写在一起：可以同轴，不求和，不排名。"
    assert not gate(board, facts, Purpose.SUM).allowed
    assert not gate(board, facts, Purpose.RANK).allowed
    assert total(board, facts).derived is None


def test_a_statement_never_lifts_the_unit(board: Board) -> None:
    facts = [board.facts[f"union-innovation-{number}"] for number in ("007", "008")]
    assert not gate(board, facts).allowed
    assert Condition.UNIT in gate(board, facts).broken


def test_only_number_and_rate_of_one_statement_multiply(board: Board) -> None:
    ids = ("007", "008", "009", "010")
    facts = [board.facts[f"union-innovation-{number}"] for number in ids]
    assert gate(board, facts, Purpose.PRODUCT).allowed
    assert not gate(board, [facts[0], facts[3], facts[2], facts[1]], Purpose.PRODUCT).allowed
    assert not gate(board, facts[:3], Purpose.PRODUCT).allowed


def test_likes_are_classes(years: Board, one: Fact) -> None:
    facts = [one, replace(one, nature=Nature.TARGET), replace(one, area_code=YANTAI), replace(one, population="县级")]
    assert likes(years, facts) == [[facts[0], facts[2]], [facts[1]], [facts[3]]]


def test_every_group_of_the_real_data_may_share_its_axis(board: Board) -> None:
    groups = likes(board, sorted(board.facts.values(), key=lambda fact: fact.fact_id))
    assert sum(len(group) for group in groups) == len(board.facts)
    assert all(gate(board, group).allowed for group in groups)


def test_ranks_follow_the_gate(years: Board, one: Fact) -> None:
    low, high = replace(one, value=3.0), replace(one, area_code=YANTAI, value=7.0)
    assert ranked(years, [low, high])[0] == [high, low]
    open_ended = replace(low, wording="余", qualifier=Qualifier.MORE_THAN)
    assert ranked(years, [open_ended, high])[0] == [open_ended, high]


@pytest.mark.parametrize("path", sorted((ROOT / "lib" / "ui").rglob("*.py")), ids=lambda path: path.name)
def test_whoever_draws_values_asks_the_gate(path: Path) -> None:
    tree = ast.parse(path.read_text())
    called = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    if called & {"bars", "areas", "trends"}:
        assert "gate" in called
