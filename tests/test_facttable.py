"""A board of many facts: the bench's folder in small, its table in pages and orders, and look-ups that lose nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from bench.make_facts import make
from lib import desk
from lib.catalog import Board
from lib.comparable import gate, likes
from lib.model import Severity
from lib.ui import facttable
from lib.words import Words
from tests.conftest import ROOT

MONTHS, INDICATORS, CITIES = 5, 3, 16
ZH = Words("zh")


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("many") / "data"
    assert make(folder, INDICATORS, MONTHS) == MONTHS * INDICATORS * CITIES
    return folder


@pytest.fixture
def alone(many: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder with its own texts, as the bench runs it."""
    monkeypatch.setenv("UNION_DATA", str(many))
    monkeypatch.delenv("UNION_REPORTS")
    return many


@pytest.fixture
def full(alone: Path) -> Board:
    return desk.open_board(alone)


def test_the_folder_of_the_bench_is_one_that_people_could_have_made(alone: Path, full: Board) -> None:
    assert desk.check(alone) == []
    assert len(full.texts) == MONTHS
    for fact in full.facts.values():
        assert full.texts[fact.source_id][fact.start : fact.end] == fact.quote


def test_a_value_that_the_text_does_not_hold_is_found(many: Path, alone: Path) -> None:
    text = (many / "metrics.csv").read_text("utf-8")
    first = text.splitlines()[1]
    try:
        (many / "metrics.csv").write_text(text.replace(first, first.replace(",stated,", ",stated,9", 1)), "utf-8")
        assert any(problem.severity is Severity.ERROR for problem in desk.check(alone))
    finally:
        (many / "metrics.csv").write_text(text, "utf-8")


def test_look_ups_hold_every_fact_once(full: Board) -> None:
    for parts in (full.by_source, full.by_indicator):
        assert sorted(fact.fact_id for part in parts.values() for fact in part) == sorted(full.facts)
    assert set(full.by_source) == {row["source_id"] for row in full.sources}
    assert all(fact.indicator == key for key, part in full.by_indicator.items() for fact in part)


def test_likes_are_groups_that_the_gate_lets_share_an_axis(full: Board) -> None:
    groups = likes(full, list(full.facts.values()))
    assert sum(map(len, groups)) == len(full.facts)
    assert all(gate(full, group).allowed for group in groups)
    assert not any(gate(full, [groups[0][0], group[0]]).allowed for group in groups[1:])


@pytest.mark.parametrize("order", facttable.ORDERS)
def test_an_order_loses_nothing(full: Board, order: str) -> None:
    facts = list(full.facts.values())
    found = facttable.ordered(full, facts, order, ZH)
    assert sorted(fact.fact_id for fact in found) == sorted(full.facts)
    if order == facttable.TIME:
        months = [fact.period_start for fact in found]
        assert months == sorted(months, reverse=True)
    if order == facttable.VALUE:
        values = [fact.value for fact in found]
        assert values == sorted(values, reverse=True)


def test_values_of_unlike_facts_are_no_order(full: Board) -> None:
    assert facttable.VALUE not in facttable.orders(full, list(full.facts.values()), facttable.REPORT)
    month = [fact for fact in full.by_indicator["i000"] if fact.source_id == "month-2016-01"]
    exact = [fact for fact in month if fact.qualifier == "exact"]
    assert len({fact.value for fact in exact}) == len(exact) > 1
    assert facttable.VALUE in facttable.orders(full, exact, facttable.PLACE)


def rows(app: AppTest) -> list[str]:
    """Facts of the rows of the table, in their order."""
    shown = next(html.proto.body for html in app.get("html") if _is_table(html.proto.body))
    return re.findall(r"fact=(month-[\d-]+)", shown)


def _is_table(body: str) -> bool:
    return '<table class="f"><thead><tr><th scope="col">数值' in body


def test_only_the_page_in_sight_is_sent_and_it_goes_on(full: Board) -> None:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120)
    app.query_params["source"] = "all"
    app.query_params["indicator"] = "i001"
    app.switch_page("pages/board/indicators.py").run()
    assert not app.exception
    seen, facts = rows(app), full.by_indicator["i001"]
    assert len(facts) == MONTHS * CITIES > facttable.SIZE
    assert seen == [fact.fact_id for fact in facttable.ordered(full, facts, "place", ZH)[: facttable.SIZE]]
    pages = -(-len(facts) // facttable.SIZE)
    for page in range(2, pages + 1):
        app.session_state[f"own-facts-page-{pages}"] = page
        app.run()
        assert not set(rows(app)) & set(seen)
        seen += rows(app)
    assert sorted(seen) == sorted(fact.fact_id for fact in facts)
