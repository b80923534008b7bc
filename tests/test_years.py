"""Three reports of 2016, 2018 and 2021: right borders, time lines, sums that reconcile (rule 5)."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations

import pytest

from lib import desk
from lib.analysis import account, chosen, every_state, states
from lib.carrying import Borders, TimeLine, time_line
from lib.catalog import Board
from lib.comparable import likes
from lib.geo import borders_on
from lib.model import Selection, State
from lib.refusals import sentence
from lib.store import files
from lib.totals import standing, total
from lib.words import Words
from tests.conftest import YEARS

JINAN, QINGDAO, ZIBO, LAIWU, LINYI = "370100", "370200", "370300", "371200", "371300"
REPORTS = ("work-2016", "work-2018", "work-2021")
CHOICES = [chosen for size in (1, 2, 3) for chosen in combinations(REPORTS, size)]


@pytest.fixture(scope="module")
def years() -> Board:
    return desk.open_board(YEARS)


def line_of(board: Board, indicator: str, sources: tuple[str, ...] = REPORTS) -> TimeLine:
    """The time line of the first group of comparable facts of an indicator."""
    facts = [fact for fact in board.facts.values() if fact.indicator == indicator and fact.source_id in sources]
    return time_line(board, likes(board, facts)[0], board.map_date(sources))


def points(line: TimeLine, place: str) -> list[tuple[int, str, str]]:
    series = next(one for one in line.series if one.place == place)
    return [
        (int(point.time), f"{point.derived.sign}{point.derived.value.normalize():f}", point.borders.value)
        for point in series.points
    ]


def test_the_folder_is_what_its_logs_give_and_has_no_fault() -> None:
    assert desk.check(YEARS) == []
    assert all((YEARS / name).read_bytes() == content for name, content in desk.built(YEARS).items())
    assert len(files.read_table(YEARS, "sources")) == 3
    assert len(files.read_table(YEARS, "indicators")) == 12


@pytest.mark.parametrize("sources", CHOICES, ids="+".join)
def test_a_report_is_drawn_on_the_borders_of_its_own_time(years: Board, sources: tuple[str, ...]) -> None:
    day = years.map_date(sources)
    wanted = 16 if "work-2021" in sources else 17
    assert len(states(years, Selection(sources=sources))) == wanted
    drawn = [feature["properties"]["area_code"] for feature in borders_on(years.borders, day)]
    assert drawn == [city.area_code for city in states(years, Selection(sources=sources))]
    assert (LAIWU in drawn) == (wanted == 17)


@pytest.mark.parametrize("sources", CHOICES, ids="+".join)
def test_no_record_is_lost_on_a_later_map(years: Board, sources: tuple[str, ...]) -> None:
    selection = Selection(sources=sources)
    facts = chosen(years, selection)[0]
    told = every_state(years, selection)
    total_of = account(years, facts)
    assert total_of.all == len(facts)
    assert sum(city.facts for city in told) == total_of.cities
    former = [city for city in told if city.former]
    later = "work-2021" in sources and len(sources) > 1
    assert [(city.area_code, city.state) for city in former] == ([(LAIWU, State.FIGURES)] if later else [])


def test_additive_counts_of_a_former_city_are_carried_and_marked(years: Board) -> None:
    line = line_of(years, "stations")
    assert points(line, JINAN) == [(2016, "136", "carried"), (2018, ">170", "carried"), (2021, "210", "own")]
    assert points(line, QINGDAO) == [(2016, "83", "own"), (2018, "≈110", "own"), (2021, "135", "own")]
    assert points(line, LINYI) == [(2018, "92", "own"), (2021, "120", "own")]
    assert LAIWU not in {one.place for one in line.series}
    carried = line.series[0].points[0]
    assert {fact.area_code for fact in carried.facts} == {JINAN, LAIWU}


def test_rates_are_never_carried(years: Board) -> None:
    line = line_of(years, "coverage")
    assert points(line, JINAN) == [(2016, "91", "old"), (2018, "93", "old"), (2021, "94", "own")]
    assert points(line, LAIWU) == [(2016, "88.5", "old"), (2018, "90", "old")]
    assert [one.former for one in line.series if one.place == LAIWU] == [True]
    assert all(len(point.facts) == 1 for one in line.series for point in one.points)


def test_a_sum_that_the_wordings_do_not_allow_is_said_and_not_made(years: Board) -> None:
    line = line_of(years, "relief")
    assert points(line, JINAN) == [
        (2016, "≥12900000", "carried"),
        (2018, ">15000000", "old"),
        (2021, "18000000", "own"),
    ]
    assert [sentence(years, verdict, Words("zh")) for verdict in line.refused] == [
        "不相加：用词合不成一个界限（1500余万元、不足100万元）。"
    ]


def test_a_time_line_that_ends_before_the_change_keeps_the_old_borders(years: Board) -> None:
    line = line_of(years, "stations", REPORTS[:2])
    assert points(line, JINAN) == [(2016, "120", "own"), (2018, ">150", "own")]
    assert points(line, LAIWU) == [(2016, "16", "own"), (2018, "20", "own")]


def test_a_former_city_alone_is_carried_into_nobody(years: Board) -> None:
    facts = [fact for fact in years.facts.values() if fact.indicator == "stations" and fact.area_code == LAIWU]
    line = time_line(years, facts, "2021-12-31")
    assert (line.series, set(line.alone)) == ((), set(facts))


@pytest.mark.parametrize("indicator", ["stations", "members", "reading-rooms"])
@pytest.mark.parametrize("year", [2016, 2018])
def test_carrying_changes_no_total(years: Board, indicator: str, year: int) -> None:
    then = [
        fact
        for fact in years.facts.values()
        if fact.indicator == indicator and fact.source_id == f"work-{year}" and fact.period_text.startswith(str(year))
    ]
    group = next(group for group in likes(years, then) if any(fact.area_code == LAIWU for fact in group))
    line = time_line(years, group, "2021-12-31")
    after = sum((point.derived.value for one in line.series for point in one.points), Decimal(0))
    assert after == sum(Decimal(str(fact.value)) for fact in group)
    assert any(point.borders is Borders.CARRIED for one in line.series for point in one.points)


def test_a_revised_figure_counts_once_and_the_latest_stands(years: Board) -> None:
    facts = [
        fact
        for fact in years.facts.values()
        if (fact.indicator, fact.nature, fact.period_start) == ("stations", "actual", "2016")
    ]
    assert {fact.value for fact in facts if fact.area_code == QINGDAO} == {85.0, 83.0}
    summed = total(years, facts)
    assert summed.derived is not None
    assert (summed.derived.value, summed.derived.sign) == (120 + 16 + 83, "")


def test_a_repeated_figure_counts_once(years: Board) -> None:
    facts = [fact for fact in years.facts.values() if fact.indicator == "studios"]
    assert len(facts) == 4
    assert [fact.source_id for fact in standing(years, facts)] == list(REPORTS)
    assert len(standing(years, facts[-1:])) == 1


def test_a_contradiction_shows_both_sides_and_has_no_total(years: Board) -> None:
    facts = [fact for fact in years.facts.values() if fact.indicator == "lawyers"]
    assert points(line_of(years, "lawyers"), ZIBO) == [
        (2016, "64", "own"),
        (2018, "71", "own"),
        (2018, "75", "own"),
        (2021, "90", "own"),
    ]
    both = [fact for fact in facts if fact.period_start == "2018-12-31"]
    summed = total(years, both)
    assert summed.derived is None
    assert "报告之间说法相反（71名、75名）" in sentence(years, summed.verdict, Words("zh"))


def test_province_and_cities_are_never_one_axis(years: Board) -> None:
    facts = [fact for fact in years.facts.values() if fact.indicator == "reading-rooms"]
    assert {len({fact.area_code == "370000" for fact in group}) for group in likes(years, facts)} == {1}
