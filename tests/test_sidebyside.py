"""Cities side by side, what is not said of them, and kinds of periods."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lib import desk
from lib.analysis import every_state, in_scope
from lib.catalog import Board
from lib.comparable import gate
from lib.gaps import gaps
from lib.model import Selection
from lib.periods import PeriodKind, kind, length, year
from lib.refusals import sentence
from lib.sidebyside import side_by_side
from lib.words import Words
from tests.conftest import YEARS

REPORTS = ("work-2016", "work-2018", "work-2021")
ONLY = Selection(sources=("union-innovation",))


@pytest.fixture(scope="module")
def years() -> Board:
    return desk.open_board(YEARS)


def test_like_stands_beside_like(years: Board) -> None:
    facts = in_scope(years, Selection(sources=("work-2018",)))[0]
    found = side_by_side(years, facts, ["370100", "371000"])
    shared = [line for line in found.lines if line.shared]
    assert [line.facts[0].indicator for line in shared] == ["coverage"]
    assert found.lines[0] is shared[0]
    for line in found.lines:
        assert not gate(years, line.facts).broken
        assert {fact for cell in line.cells.values() for fact in cell} == set(line.facts)


def test_no_fact_is_lost_or_doubled(years: Board, board: Board) -> None:
    for one, sources in ((years, REPORTS[:1]), (board, ("union-innovation",))):
        facts = in_scope(one, Selection(sources=sources))[0]
        places = sorted({fact.area_code for fact in facts if fact.area_code})[:4]
        told = [fact.fact_id for line in side_by_side(one, facts, places).lines for fact in line.facts]
        assert sorted(told) == sorted(fact.fact_id for fact in facts if fact.area_code in places)


def test_unlike_figures_of_one_indicator_say_why(years: Board) -> None:
    facts = in_scope(years, Selection(sources=("work-2016",)))[0]
    found = side_by_side(years, facts, ["370100", "371300"])
    assert [sentence(years, verdict, Words("zh")) for verdict in found.refused] == ["不可比：性质不同（实际、目标）。"]


def test_levels_that_the_report_puts_together_stand_on_lines_of_their_own(board: Board) -> None:
    found = side_by_side(board, in_scope(board, ONLY)[0], ["371000", "370200"])
    assert all(len(cell) == 1 for line in found.lines for cell in line.cells.values())
    assert not any(line.shared for line in found.lines)


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (
            "371000",
            [
                "没有写到威海市的部分：精神文化、维权服务、工作品牌、示范引领。",
                "没有注明时间：13家、50家、98%以上。",
                "有的数字没有写是哪个市，不能算作威海市的。",
            ],
        ),
        (
            "371100",
            [
                "本文本未点名日照市。这不等于零：从这份文本无从得知。",
                "有的数字没有写是哪个市，不能算作日照市的。",
            ],
        ),
        (
            "370100",
            [
                "报告写了济南市的举措，没有给出数字。",
                "没有写到济南市的部分：精神文化、基层活力、示范引领。",
                "有的数字没有写是哪个市，不能算作济南市的。",
            ],
        ),
    ],
)
def test_gaps(board: Board, code: str, told: list[str]) -> None:
    state = next(city for city in every_state(board, ONLY) if city.area_code == code)
    assert gaps(board, state, code, ONLY, Words("zh")) == told


@pytest.mark.parametrize(
    ("text", "start", "end", "per", "found", "long"),
    [
        ("", "", "", "", PeriodKind.NONE, ""),
        ("2018年", "2018", "", "", PeriodKind.YEAR, "12"),
        ("全年", "2018", "2018", "", PeriodKind.YEAR, "12"),
        ("2018年6月", "2018-06", "2018-06", "", PeriodKind.YEAR, "1"),
        ("2016年至2018年", "2016", "2018", "", PeriodKind.YEAR, "36"),
        ("上半年", "2018", "2018", "", PeriodKind.YEAR, "上半年"),
        ("两个三年规划", "", "", "", PeriodKind.YEAR, "两个三年规划"),
        ("2018年底", "2018", "2018", "", PeriodKind.DAY, ""),
        ("目前", "", "", "", PeriodKind.DAY, ""),
        ("2014年……以来", "2014", "", "", PeriodKind.SINCE, ""),
        ("投入使用以来", "", "", "", PeriodKind.SINCE, ""),
        ("从2015年起，每三年", "2015", "", "三年", PeriodKind.RECURRING, ""),
        ("每年", "", "", "", PeriodKind.RECURRING, ""),
    ],
)
def test_periods(years: Board, text: str, start: str, end: str, per: str, found: PeriodKind, long: str) -> None:
    fact = replace(years.facts["work-2016-001"], period_text=text, period_start=start, period_end=end, per=per)
    assert (kind(fact), length(fact)) == (found, long)


def test_a_fact_is_drawn_at_its_own_year_or_that_of_its_report(years: Board) -> None:
    assert year(years.facts["work-2018-005"], "2018-12-31") == 2016
    undated = next(fact for fact in years.facts.values() if fact.indicator == "skill-reward")
    assert year(undated, "2016-12-31") == 2016
