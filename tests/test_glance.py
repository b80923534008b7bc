"""What comes before the page, with its first answer and for a city under the pointer, is what the page then says."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from starlette.requests import Request
from streamlit.testing.v1 import AppTest

from lib.serve import doors
from lib.ui import cards, foresight, glance
from lib.ui.asked import Asked
from tests.conftest import DATA, DEMO, ROOT, YEARS
from tests.walking import html_of

FILES = {"": "", "city": "pages/board/city.py", "indicators": "pages/board/indicators.py"}
ADDRESSES: tuple[tuple[str, dict[str, str]], ...] = (
    ("", {}),
    ("", {"lang": "en"}),
    ("", {"city": "370200"}),
    ("", {"city": "370200,none", "theme": "grassroots", "lang": "en"}),
    ("", {"city": "370900"}),
    ("city", {"city": "371000"}),
    ("city", {"city": "370900", "lang": "en"}),
    ("indicators", {}),
    ("indicators", {"city": "371000", "lang": "en"}),
    ("indicators", {"indicator": "nobody-knows-it"}),
)


def asked(page: str, given: Mapping[str, str]) -> Request:
    query = "&".join(f"{name}={value}" for name, value in {"page": page, **given}.items())
    return Request({"type": "http", "query_string": query.encode(), "headers": []})


def figures(page: str, given: Mapping[str, str]) -> str:
    """The cards that are fetched for an address."""
    answer = glance.answer(asked(page, given))
    assert answer.status_code == 200
    return str(json.loads(bytes(answer.body))["figures"])


def drawn(page: str, given: Mapping[str, str]) -> list[str]:
    """All HTML of the page itself."""
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    for name, value in given.items():
        app.query_params[name] = value
    app.run()
    if FILES[page]:
        for name, value in given.items():
            app.query_params[name] = value
        app.switch_page(FILES[page]).run()
    assert not app.exception
    return html_of(app)


@pytest.mark.parametrize("folder", [DATA, YEARS, DEMO], ids=["data", "years", "demo"])
@pytest.mark.parametrize(("page", "given"), ADDRESSES)
def test_figures_are_those_of_the_page(
    page: str, given: dict[str, str], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UNION_DATA", str(folder))
    shown = drawn(page, given)
    fetched = figures(page, given)
    # A page that has nothing to choose from has no place for cards.
    assert fetched in shown or fetched == cards.grid("")
    opening = glance.opening(page, given)
    if opening:
        title, head, _ = glance.PAGES[page](Asked.of(given), given)
        assert title in shown
        assert fetched in opening
        assert not head or head in shown


def test_every_page_with_cards_has_an_opening(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNION_DATA", str(DATA))
    for page in FILES:
        opening = glance.opening(page, {"city": "370200", "lang": "en"})
        assert opening.count(f'class="st-key-{cards.KEY}"') == 1
        assert 'lang="en"' in opening


@pytest.mark.parametrize(
    ("page", "given"),
    [("", {"view": "wall"}), ("desk", {}), ("sources", {}), ("../healthz", {}), ("city", {})],
)
def test_nothing_stands_over_a_page_without_cards(
    page: str, given: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UNION_DATA", str(DATA))
    assert glance.opening(page, given) == ""


def test_nobody_who_has_not_logged_in_gets_a_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNION_DATA", str(DATA))
    assert glance.opening("", {}) != ""
    monkeypatch.setenv("UNION_LOGIN", "everywhere")
    assert glance.opening("", {}) == ""
    assert glance.answer(asked("", {})).status_code == 403


def test_a_board_that_cannot_be_read_says_so_in_its_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "metrics.csv").write_text("not a table", "utf-8")
    monkeypatch.setenv("UNION_DATA", str(tmp_path))
    assert glance.opening("", {}) == ""


def test_an_unknown_page_has_no_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNION_DATA", str(DATA))
    assert glance.answer(asked("desk", {})).status_code == 404


def test_what_an_address_brings_opens_no_tag(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNION_DATA", str(DATA))
    hostile = "<script>alert(1)</script>"
    for name in ("city", "theme", "source", "lang", "as_of", "indicator", "period"):
        for page in FILES:
            given = {"city": "370200"} | {name: hostile}
            assert hostile not in glance.opening(page, given)
            assert "<script" not in figures(page, given)


def test_pages_whose_list_is_watched_have_figures() -> None:
    assert set(foresight.PAGES) <= set(glance.PAGES)


def test_the_first_page_has_its_figures_before_all_else() -> None:
    page = b"<html><head></head><body><noscript>x</noscript><div id=root></div></body></html>"
    body = doors.opened(page, b"", '<div id="opening">八</div>'.encode()).decode("utf-8")
    assert body.index('<div id="opening">八</div>') < body.index("<noscript>") < body.index("id=root")
