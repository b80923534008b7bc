"""Selections, states and derived figures: accounts always add up, nothing unknown becomes a zero."""

from __future__ import annotations

import dataclasses
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib import analysis, desk
from lib.catalog import Board
from lib.model import NATION, NONE, PROVINCE, Fact, Qualifier, Selection, State
from tests.conftest import DATA, DEMO

EXACT, LEAST, MORE, NEAR, LESS = (
    Qualifier.EXACT,
    Qualifier.AT_LEAST,
    Qualifier.MORE_THAN,
    Qualifier.APPROX,
    Qualifier.LESS_THAN,
)
BOARDS = {"data": desk.open_board(DATA), "demo": desk.open_board(DEMO)}
SOURCES = {"data": ("union-innovation",), "demo": ("demo-2018",)}
PLACES = [row["area_code"] for row in BOARDS["data"].cities("2016-12-31")] + [PROVINCE, NATION, NONE]
THEMES = [row["theme"] for row in BOARDS["data"].themes] + [NONE]
ALL = Selection(sources=SOURCES["data"])


def numbered(board: Board, *numbers: str) -> list[Fact]:
    return [board.facts[f"union-innovation-{number}"] for number in numbers]


@settings(deadline=None)
@given(st.sampled_from(sorted(BOARDS)), st.sets(st.sampled_from(PLACES)), st.sets(st.sampled_from(THEMES)))
def test_every_selection_adds_up(name: str, cities: set[str], themes: set[str]) -> None:
    board = BOARDS[name]
    sources = tuple(row["source_id"] for row in board.sources)
    chosen = Selection(tuple(sorted(cities)), tuple(sorted(themes)), sources)
    scope, initiatives = analysis.in_scope(board, chosen)
    account = analysis.account(board, scope)
    assert account.cities + account.province + account.nation + account.unattributed == account.all == len(scope)
    assert {fact.theme or NONE for fact in scope} <= (themes or set(THEMES))

    inside, inside_initiatives = analysis.chosen(board, chosen)
    assert not cities or {analysis.fact_place(board, fact) for fact in inside} <= cities
    rest = dataclasses.replace(chosen, cities=tuple(sorted(set(PLACES) - cities)))
    outside, outside_initiatives = analysis.chosen(board, rest) if cities and rest.cities else ([], [])
    assert Counter(fact.fact_id for fact in inside + outside) == Counter(fact.fact_id for fact in scope)
    assert len(inside_initiatives) + len(outside_initiatives) == len(initiatives)
    assert analysis.account(board, inside).all + analysis.account(board, outside).all == account.all


@settings(deadline=None)
@given(st.sampled_from(sorted(BOARDS)), st.sets(st.sampled_from(PLACES)), st.sets(st.sampled_from(THEMES)))
def test_every_city_has_one_state_that_its_counts_bear_out(name: str, cities: set[str], themes: set[str]) -> None:
    board = BOARDS[name]
    sources = tuple(row["source_id"] for row in board.sources)
    states = analysis.states(board, Selection(tuple(cities), tuple(themes), sources))
    assert [city.area_code for city in states] == PLACES[:17]
    for city in states:
        expected = {
            State.FIGURES: city.facts > 0,
            State.INITIATIVES: city.facts == 0 < city.initiatives,
            State.NOT_NAMED: city.facts == city.initiatives == 0,
            State.OFF_THEME: bool(themes) and city.facts == city.initiatives == 0,
        }
        assert expected[city.state]
    inside = analysis.account(board, analysis.in_scope(board, Selection((), tuple(themes), sources))[0]).cities
    assert sum(city.facts for city in states) == inside


def test_account_of_the_data(board: Board) -> None:
    account = analysis.account(board, analysis.in_scope(board, ALL)[0])
    assert (account.cities, account.province, account.nation, account.unattributed, account.all) == (10, 1, 1, 6, 18)


def test_states_of_the_data(board: Board) -> None:
    states = analysis.states(board, ALL)
    assert Counter(city.state for city in states) == {State.FIGURES: 4, State.INITIATIVES: 9, State.NOT_NAMED: 4}
    assert {board.name(city.area_code, "zh") for city in states if city.state == State.FIGURES} == {
        "滨州",
        "菏泽",
        "威海",
        "青岛",
    }
    assert {board.name(city.area_code, "zh") for city in states if city.state == State.NOT_NAMED} == {
        "东营",
        "泰安",
        "日照",
        "莱芜",
    }


def test_states_of_the_demo(demo_board: Board) -> None:
    states = analysis.states(demo_board, Selection(sources=SOURCES["demo"]))
    assert {city.area_code: city.facts for city in states if city.state == State.FIGURES} == {
        "370100": 3,
        "370200": 2,
        "370600": 3,
    }


def test_a_theme_tells_other_theme_from_not_named(board: Board) -> None:
    states = {
        city.area_code: city.state for city in analysis.states(board, dataclasses.replace(ALL, themes=("culture",)))
    }
    assert states["371600"] == State.FIGURES
    assert states["371300"] == State.INITIATIVES
    assert states["370200"] == State.OFF_THEME
    assert states["370500"] == State.NOT_NAMED


def test_chosen_cities_do_not_change_states(board: Board) -> None:
    assert analysis.states(board, dataclasses.replace(ALL, cities=("370200",))) == analysis.states(board, ALL)


@pytest.mark.parametrize(
    ("cities", "themes", "count"),
    [
        ((), (), 18),
        (("370200",), (), 5),
        (("370200", "371000"), (), 8),
        (("370200",), ("culture",), 0),
        ((NONE,), (), 6),
        ((PROVINCE,), (), 1),
        ((NATION,), (), 1),
        ((), (NONE,), 6),
        ((), ("culture", "exemplar"), 4),
        (("370500",), (), 0),
    ],
)
def test_chosen(board: Board, cities: tuple[str, ...], themes: tuple[str, ...], count: int) -> None:
    facts, _ = analysis.chosen(board, Selection(cities, themes, SOURCES["data"]))
    assert len(facts) == count
    assert [fact.fact_id for fact in facts] == sorted(fact.fact_id for fact in facts)


def test_headlines_keep_the_reviewers_order(board: Board) -> None:
    assert [fact.fact_id[-3:] for fact in analysis.headlines(board.facts.values())] == [
        "002",
        "005",
        "014",
        "016",
        "017",
        "006",
        "011",
        "003",
        "004",
        "001",
    ]


def test_only_a_composition_shares_a_card(board: Board) -> None:
    cards = analysis.grouped(board, analysis.headlines(board.facts.values()))
    assert [tuple(fact.fact_id[-3:] for fact in card) for card in cards] == [
        ("002",),
        ("005",),
        ("014",),
        ("016",),
        ("017",),
        ("006",),
        ("011",),
        ("003", "004"),
        ("001",),
    ]
    assert [len(card) for card in analysis.grouped(board, numbered(board, "004", "001"))] == [1, 1]


@pytest.mark.parametrize(
    ("numbers", "keys"),
    [
        (("016", "017"), ["firms-honoured"]),
        (("016",), []),
        (("003", "004", "016"), ["weihai-tiers"]),
        (("007", "008", "009", "010"), ["qingdao-reward"]),
        ((), []),
    ],
)
def test_parts_are_shown_only_when_all_are_there(board: Board, numbers: tuple[str, ...], keys: list[str]) -> None:
    assert [row["breakdown_id"] for row, _ in analysis.breakdowns(board, numbered(board, *numbers))] == keys


def test_dated_facts_come_in_order_and_undated_ones_not_at_all(board: Board) -> None:
    assert [(fact.period_start, fact.fact_id[-3:]) for fact in analysis.dated(board.facts.values())] == [
        ("2014", "011"),
        ("2015", "006"),
        ("2016", "013"),
        ("2016", "014"),
    ]


def test_table_goes_by_place(board: Board) -> None:
    ordered = sorted(board.facts.values(), key=analysis.table_order(board))
    places = [analysis.fact_place(board, fact) for fact in ordered]
    assert list(dict.fromkeys(places)) == ["370200", "371000", "371600", "371700", PROVINCE, NATION, NONE]


@pytest.mark.parametrize(
    ("code", "status", "key"),
    [
        ("370200", "stated", "370200"),
        ("370200", "assigned", "370200"),
        ("", "unattributed", NONE),
        ("370200", "unattributed", NONE),
        ("", "stated", NONE),
    ],
)
def test_place(code: str, status: str, key: str) -> None:
    assert analysis.place(code, status) == key


@pytest.mark.parametrize(
    ("day", "count", "laiwu"),
    [
        ("2016-12-31", 17, True),
        ("2018-12-31", 17, True),
        ("2019-01-01", 16, False),
        ("2030-01-01", 16, False),
    ],
)
def test_cities_of_a_day(board: Board, day: str, count: int, laiwu: bool) -> None:
    codes = [row["area_code"] for row in board.cities(day)]
    assert (len(codes), "371200" in codes) == (count, laiwu)
    assert codes == sorted(codes)


def test_a_district_counts_for_its_city(board: Board) -> None:
    row = board.row("areas", "370200") | {
        "area_code": "370211",
        "name_zh": "黄岛区",
        "level": "county",
        "parent": "370200",
    }
    areas = board.tables["areas"]
    areas = areas.set_index("area_code", drop=False)
    areas.loc["370211"] = row
    wider = dataclasses.replace(board, tables={**board.tables, "areas": areas.reset_index(drop=True)})
    assert analysis.city_of(wider, "370211") == "370200"
    assert analysis.city_of(wider, PROVINCE) == PROVINCE
