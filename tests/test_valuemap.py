"""Monthly reports: one month at a time, time lines by months, and the map of one indicator's figures."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from bench.make_facts import make
from lib import desk
from lib.carrying import time_line, times_of
from lib.catalog import Board
from lib.comparable import likes
from lib.ui.valuemap import classes
from tests.conftest import ROOT, YEARS

MONTHS = 14


@pytest.fixture(scope="module")
def monthly(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("monthly") / "data"
    make(folder, 2, MONTHS)
    return folder


@pytest.fixture
def board(monthly: Path, monkeypatch: pytest.MonkeyPatch) -> Board:
    monkeypatch.setenv("UNION_DATA", str(monthly))
    monkeypatch.delenv("UNION_REPORTS", raising=False)
    return desk.open_board(monthly)


def opened(**params: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120)
    for name, value in {"source": "all", "indicator": "i001", **params}.items():
        app.query_params[name] = value
    app.switch_page("pages/board/indicators.py").run()
    assert not app.exception
    return app


def html(app: AppTest) -> str:
    return " ".join(box.proto.body for box in app.get("html"))


def test_months_are_times_where_a_place_has_several_of_one_year(board: Board) -> None:
    times = times_of(board, board.by_indicator["i001"])
    assert sorted(set(times.values())) == [f"2016-{month:02}" for month in range(1, 13)] + ["2017-01", "2017-02"]
    january = [fact for fact in board.by_indicator["i001"] if times[fact.fact_id] in ("2016-01", "2017-01")]
    assert set(times_of(board, january).values()) == {"2016", "2017"}


def test_years_stay_years() -> None:
    years = desk.open_board(YEARS)
    assert {len(time) for facts in years.by_indicator.values() for time in times_of(years, facts).values()} == {4}


def test_a_time_line_has_a_point_a_month(board: Board) -> None:
    line = time_line(board, likes(board, board.by_indicator["i001"])[0], "2017-02-28")
    assert len(line.times) == MONTHS
    assert {len(one.points) for one in line.series} == {MONTHS}


def test_the_page_shows_the_last_month_and_goes_to_another(board: Board) -> None:
    shown = html(opened())
    assert "2017年2月" in shown
    assert re.findall(r"period=([\d-]+)\"[^>]*aria-current", shown) == ["2017", "2017-02"]
    assert "2016年7月" in html(opened(period="2016-07"))
    assert "2016年12月" in html(opened(period="2016"))
    assert "2031-01" in html(opened(period="2031-01"))


def test_the_map_of_figures_keeps_all_cities_when_one_is_chosen(board: Board) -> None:
    decks = [opened(**chosen).get("deck_gl_json_chart")[0].proto for chosen in ({}, {"city": "370200"})]
    facts = [fact for fact in board.by_indicator["i001"] if fact.source_id == "month-2017-02"]
    for deck in decks:
        assert all(city["name_zh"].removesuffix("市") in deck.alt for city in board.cities("2017-02-28"))
        assert sum(fact.quote.rstrip("家个场次") in deck.alt.replace("余", "") for fact in facts) > 12


def test_figures_of_unlike_facts_have_no_map(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNION_DATA", str(YEARS))
    app = opened(indicator="reading-rooms", period="2016")
    assert not app.get("deck_gl_json_chart") or "全省" not in app.get("deck_gl_json_chart")[0].proto.alt


@pytest.mark.parametrize(
    ("values", "found"),
    [([1, 2], [1, 3]), ([1, 2, 3], [1, 2, 3]), ([5, 5, 5], [1, 1, 1]), ([1, 2, 2, 9], [1, 2, 2, 3])],
)
def test_classes_hold_equal_values_together(values: list[float], found: list[int]) -> None:
    shades = classes(values)
    assert [shades[value] for value in values] == found


def test_a_city_in_the_table_of_the_map_keeps_the_indicator_and_the_time(board: Board) -> None:
    page = html(opened(city="370200", period="2016-03"))
    table = page.partition('<details class="acts">')[2].partition("</table>")[0]
    ways = re.findall(r'<th scope="row"><a href="indicators\?([^"]+)"', table)
    assert len(ways) == 16
    asked = [dict(parse_qsl(unescape(way))) for way in ways]
    assert {(one["indicator"], one["period"], one["source"]) for one in asked} == {("i001", "2016-03", "all")}
    assert [one.get("city") for one in asked][:3] == ["370100,370200", None, "370200,370300"]


@pytest.mark.parametrize(("lang", "title"), [("zh", "（2016年3月）</h2>"), ("en", " by city, 2016-03</h2>")])
def test_the_map_is_headed_by_its_time_as_it_is_read(board: Board, lang: str, title: str) -> None:
    assert title in html(opened(period="2016-03", lang=lang))


def test_the_catalogue_says_who_reported_unless_that_is_the_one_city_chosen(board: Board) -> None:
    def entry(**chosen: str) -> list[str]:
        catalogue = html(opened(**chosen)).partition('<nav class="catalogue"')[2].partition("</nav>")[0]
        return re.findall("<span>([^<]*)</span>", catalogue.partition("aria-current")[2].partition("</a>")[0])

    unit, who = entry()
    assert who == "16个地方"
    assert entry(city="370200") == [unit]
    assert entry(city="370100,370200") == [unit, "2个地方"]


def test_a_chart_with_nothing_to_remark_has_no_small_print(board: Board) -> None:
    app = opened(city="370100,370200", period="2016-03")
    assert app.get("plotly_chart")
    assert all(box.proto.body for box in app.get("html"))
