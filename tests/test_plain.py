"""The plain page and the ways to it: everything of the board in HTML that no browser is too old for."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
import streamlit
from starlette.requests import Request

from lib import analysis, desk
from lib.catalog import Board
from lib.model import Selection
from lib.serve import doors
from lib.terms import figure_of
from lib.ui import plain
from lib.words import Words
from tests import walking
from tests.conftest import DATA, DEMO, YEARS


@pytest.fixture(autouse=True)
def _data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNION_DATA", str(DATA))


def asked(query: str) -> Request:
    return Request({"type": "http", "query_string": query.encode(), "headers": []})


def page(query: str) -> str:
    return bytes(plain.page(asked(query)).body).decode("utf-8")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_fact_stands_there_and_opens_its_sentence(board: Board, lang: str) -> None:
    shown = page(f"lang={lang}")
    text = "".join(walking.plain(shown).split())
    for fact in board.facts.values():
        assert "".join(figure_of(board, fact, Words(lang)).text.split()).split("per")[0] in text
        quote = page(f"lang={lang}&fact={fact.fact_id}")
        assert f"<mark>{''.join(fact.quote.split())}</mark>" in quote
        assert f"fact={fact.fact_id}" in shown


@pytest.mark.parametrize("query", ["city=370200", "theme=grassroots", "city=370200,none&theme=none", "city=370500"])
def test_selection_file_and_page_agree(board: Board, query: str) -> None:
    parts = dict(part.split("=") for part in query.split("&"))
    cities, themes = (tuple(parts[key].split(",")) if key in parts else () for key in ("city", "theme"))
    facts = analysis.chosen(board, Selection(cities, themes, ("union-innovation",)))[0]
    answer = plain.csv(asked(query))
    rows = list(csv.DictReader(io.StringIO(bytes(answer.body).decode("utf-8-sig"))))
    assert [row["fact_id"] for row in rows] == [fact.fact_id for fact in facts]
    assert len(re.findall(r"fact=union-innovation-\d+", page(query))) == len(facts)


@pytest.mark.parametrize("folder", [DATA, DEMO, YEARS], ids=["data", "demo", "years"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_keeps_the_rules(folder: Path, lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNION_DATA", str(folder))
    text = walking.plain(page(f"lang={lang}&source=all"))
    assert walking.zeros(text) == []
    assert walking.bare(desk.open_board(folder), text) == []


def test_what_the_address_says_is_never_markup() -> None:
    shown = page("city=%3Cscript%3Ealert(1)%3C/script%3E&fact=%22%3E%3Cimg%20src=x%3E")
    assert "<script" not in shown
    assert "<img" not in shown
    assert "&lt;script&gt;" in shown


def test_no_script_no_variable_no_other_host() -> None:
    shown = page("")
    assert "<script" not in shown
    assert not re.search(r"style=[\"'][^\"']*var\(", shown)
    assert "http://" not in shown.replace("http://www.w3.org", "")
    assert "https://" not in shown


def test_the_door_is_in_the_first_page_and_its_policy_is_that_of_its_script() -> None:
    first = (Path(streamlit.__file__).parent / "static/index.html").read_bytes()
    opened = doors.opened(first).decode("utf-8")
    assert opened.count("<noscript>") == 1
    assert "url=plain" in opened
    assert opened.index(doors.SCRIPT) < opened.index('type="module"')
    assert re.fullmatch(r"'sha256-[\w+/]{43}='", doors.digest())


def test_the_script_of_the_door_can_be_read_by_old_browsers() -> None:
    assert not re.search(r"\b(let|const|class|async)\b|=>|`|\?\.", re.sub(r"//.*|\"[^\"]*\"", "", doors.SCRIPT))
