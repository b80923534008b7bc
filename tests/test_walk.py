"""Every page over the real data and the demo folder: no zero for what is missing, no bare number, sums reconcile."""

from __future__ import annotations

import csv
import io
import itertools
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lib import analysis, desk
from lib.catalog import Board
from lib.export import csv_for_people
from lib.model import NATION, NONE, PROVINCE, Selection
from lib.ui import facttable
from lib.ui.desk import access
from lib.words import Words
from tests import walking
from tests.conftest import DATA, DEMO, ROOT, YEARS

BOARDS = {"data": desk.open_board(DATA), "demo": desk.open_board(DEMO), "years": desk.open_board(YEARS)}
FOLDERS = {"data": DATA, "demo": DEMO, "years": YEARS}
PAGES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "pages").rglob("*.py"))
LANGUAGES = ("zh", "en")
OVERVIEW = "pages/board/overview.py"
UNFILTERED = ("pages/records/desk.py",)
"""Pages that show the same whatever is chosen."""


def cases(board: Board) -> list[dict[str, str]]:
    """Addresses of selections: nothing chosen, every place, every theme, all reports."""
    days = {row["map_date"] for row in board.sources}
    cities = sorted({city["area_code"] for day in days for city in board.cities(day)})
    themes = [*(row["theme"] for row in board.themes), NONE]
    found = [{}, *({"city": place} for place in (*cities, PROVINCE, NATION, NONE)), *({"theme": one} for one in themes)]
    found.append({"city": f"{cities[1]},{NONE}", "theme": themes[2]})
    return [{}, *(one | {"source": "all"} for one in found)] if len(board.sources) > 1 else found


def opened(page: str, lang: str, params: dict[str, str]) -> AppTest:
    """A page of the board at an address."""
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120)
    app.query_params["lang"] = lang
    for name, value in params.items():
        app.query_params[name] = value
    app.run()
    if page != OVERVIEW:
        app.switch_page(page).run()
        for name, value in params.items():
            app.query_params[name] = value
        app.run()
    assert not app.exception
    assert not app.error
    return app


def faults(board: Board, app: AppTest) -> list[str]:
    """What no page may say."""
    text = walking.shown(app)
    uneven = [f"{whole} = {parts}" for whole, parts in walking.accounts(app) if whole != sum(parts)]
    return walking.zeros(text) + walking.bare(board, text) + uneven


@pytest.fixture(autouse=True)
def _at_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test driver has no address of a peer, which the desk asks for."""
    monkeypatch.setattr(access, "let_in", lambda words: None)


@pytest.mark.parametrize("name", FOLDERS)
@pytest.mark.parametrize("page", PAGES)
def test_no_page_breaks_rules_2_and_3(name: str, page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNION_DATA", str(FOLDERS[name]))
    board, found = BOARDS[name], {}
    wanted = cases(board) if page not in UNFILTERED else [{}, {}]
    for params, lang in zip(wanted, itertools.cycle(LANGUAGES), strict=False):
        app = opened(page, lang, params)
        wrong = faults(board, app) + (unlike(board, app, params) if page == OVERVIEW else [])
        if wrong:
            found[lang, *params.items()] = wrong
    assert found == {}


def unlike(board: Board, app: AppTest, params: dict[str, str]) -> list[str]:
    """Parts of the overview that do not hold the records of the selection."""
    every = tuple(row["source_id"] for row in board.sources)
    cities, themes = (tuple(params[key].split(",")) if key in params else () for key in ("city", "theme"))
    chosen = Selection(cities, themes, every if "source" in params else every[:1])
    facts, initiatives = analysis.chosen(board, chosen)
    scope = analysis.in_scope(board, chosen)[0]
    keys = sorted([*(fact.fact_id for fact in facts), *(row["initiative_id"] for row in initiatives)])
    drawn = {city.area_code: city.facts for city in analysis.states(board, chosen)}
    gone = [fact for fact in scope if analysis.fact_place(board, fact) not in (*drawn, PROVINCE, NATION, NONE)]
    content = csv_for_people(board, facts, Words("zh")).decode("utf-8-sig")
    rows, later = pages(board, app, len(facts))
    same = {
        "matrix": sorted(walking.marks(app)) == keys,
        "table": rows == len(facts),
        "map": sum(drawn.values()) + len(gone) == analysis.account(board, scope).cities,
        "file": len(list(csv.reader(io.StringIO(content)))) == len(facts) + 1,
    }
    return [part for part, right in same.items() if not right] + later


def pages(board: Board, app: AppTest, facts: int) -> tuple[int, list[str]]:
    """Rows of the table of facts on all its pages, and what those behind the first may not say."""
    rows, wrong, last = _rows(app), [], -(-facts // facttable.SIZE)
    for page in range(2, last + 1):
        app.session_state[f"all-facts-page-{last}"] = page
        rows += _rows(app.run())
        wrong += faults(board, app)
    return rows, wrong


def _rows(app: AppTest) -> int:
    return " ".join(walking.html_of(app)).count('<td class="n">')


@pytest.mark.parametrize("name", FOLDERS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sentence_breaks_rules_2_and_3(name: str, lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNION_DATA", str(FOLDERS[name]))
    board = BOARDS[name]
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120)
    app.query_params["lang"] = lang
    app.run()
    app.switch_page("pages/records/sources.py")
    found = {}
    for key, fact in board.facts.items():
        app.query_params["fact"] = key
        app.run()
        assert not app.exception
        html = " ".join(walking.html_of(app))
        assert f"<mark>{''.join(fact.quote.split())}</mark>" in html
        if wrong := faults(board, app):
            found[key] = wrong
    assert found == {}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("事实0", 1),
        ("青岛 0 个", 1),
        ("0%", 0),
        ("facts 0\n", 1),
        ("2018-01-01 10 0.5 1,000 union-0 v0", 0),
        ("第0行", 1),
    ],
)
def test_a_planted_zero_is_found(text: str, wrong: int) -> None:
    assert len(walking.zeros(text)) == wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("98%以上", 0),
        ("≥98%", 0),
        ("≥ 98", 0),
        ("建会率98%", 1),
        ("coverage 98", 1),
        ("50M yuan", 1),
        (">50M yuan", 0),
        ("5000余万元", 0),
        ("5000万元", 1),
        ("五十项", 1),
        ("110名", 0),
        ("第98行 · 98–103", 0),
    ],
)
def test_a_planted_bare_number_is_found(text: str, wrong: int) -> None:
    assert len(walking.bare(BOARDS["data"], text)) == wrong


def test_there_are_pages_to_walk() -> None:
    assert len(PAGES) >= 3
    assert (Path(ROOT) / PAGES[0]).is_file()
