"""Figures before the page: with its first answer, and for a city before it is chosen."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Page, Route, WebSocketRoute, expect

from tests.browser.conftest import opened

pytestmark = pytest.mark.browser
GLANCE = re.compile(r"/glance\?")
PLACED = """one => {
  if (!one) return null;
  const { x, y, width } = one.getBoundingClientRect();
  return { x, y, width, text: one.innerText };
}"""
BOTH = "document.querySelectorAll('.st-key-kpis').length > 1"


def test_figures_are_there_before_the_board_is(page: Page, board_url: str) -> None:
    page.route("**/static/js/index.*.js", lambda route: route.abort())
    page.goto(f"{board_url}/?city=370200&lang=en")
    first = page.locator(".st-key-kpi-union-innovation-006")
    expect(first).to_be_visible()
    expect(first).to_contain_text(">50M")
    expect(page.locator("#opening")).to_have_attribute("lang", "en")
    assert page.locator(".stApp").count() == 0
    page.unroute_all()
    first.locator("a").first.click()
    expect(page.locator(".st-key-quote-view mark")).to_be_visible()
    assert "city=370200" in page.url
    assert "lang=en" in page.url


@pytest.mark.parametrize(
    "address", ["/", "/?city=370200", "/city?city=371000", "/indicators?lang=en"], ids=["all", "city", "profile", "en"]
)
def test_they_stand_where_the_page_draws_them_and_never_twice(page: Page, board_url: str, address: str) -> None:
    page.add_init_script(
        f"window.twice = false; new MutationObserver(() => setTimeout(() => {{ window.twice ||= {BOTH}; }}))"
        ".observe(document, { subtree: true, childList: true });"
    )
    page.goto(board_url + address, wait_until="commit")
    # Place and text at one moment: the opening goes away when the page has drawn the same.
    before = page.wait_for_function(f"() => ({PLACED})(document.querySelector('#opening .cards'))").json_value()
    page.locator(".foot").wait_for()
    expect(page.locator("#opening")).to_have_count(0)
    page.wait_for_timeout(1500)
    after = page.locator(".st-key-kpis .cards").evaluate(PLACED)
    assert after["text"] == before["text"]
    assert abs(before["x"] - after["x"]) <= 4
    assert abs(before["y"] - after["y"]) <= 8
    assert abs(before["width"] - after["width"]) <= 12
    assert not page.evaluate("window.twice")


def test_a_city_shows_its_figures_at_the_moment_of_choice(page: Page, board_url: str) -> None:
    held: list[object] = []

    def pass_on(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()
        socket.on_message(lambda message: held.append(message) if waiting else server.send(message))

    waiting = False
    page.route_web_socket("**/_stcore/stream", pass_on)
    opened(page, f"{board_url}/?theme=grassroots")
    page.locator(".st-key-city-filter input").click()
    with page.expect_response(GLANCE) as told:
        page.keyboard.type("青岛市")
    figures = json.loads(told.value.body())["figures"]
    assert "theme=grassroots" in told.value.url
    assert "city=370200" in told.value.url
    waiting = True  # what the page asks from here on never comes to the server
    page.keyboard.press("Enter")
    shown = page.locator(".st-key-kpis .stHtml")
    expect(shown.locator(".st-key-kpi-union-innovation-006")).to_be_visible()
    assert shown.locator("[class*=st-key-kpi-]").count() == figures.count("st-key-kpi-") == 5
    # Nothing came of the choice: what the page has drawn holds again.
    expect(shown.locator(".st-key-kpi-union-innovation-005")).to_be_visible(timeout=20_000)
    assert held


def test_the_page_draws_the_same_behind_them(page: Page, board_url: str) -> None:
    opened(page, f"{board_url}/")
    page.locator(".st-key-city-filter input").click()
    with page.expect_response(GLANCE):
        page.keyboard.type("威海市")
    page.wait_for_timeout(100)
    page.keyboard.press("Enter")
    now = page.locator(".st-key-kpis").inner_text()
    assert "98%以上" in "".join(now.split())
    page.wait_for_function("() => location.search.includes('city=371000')")
    page.wait_for_timeout(1500)
    assert page.locator(".st-key-kpis").inner_text() == now
    # A second place is added to the first, and what was fetched before the first choice is not taken for it.
    page.keyboard.type("青岛市")
    page.wait_for_timeout(600)
    page.keyboard.press("Enter")
    page.wait_for_function("() => decodeURIComponent(location.search).includes('city=370200,371000')")
    expect(page.locator(".st-key-kpis [class*=st-key-kpi-]")).to_have_count(8)


def qingdao_chosen(page: Page) -> None:
    """Chosen in the list, and told by the address."""
    page.locator(".st-key-city-filter input").click()
    page.keyboard.type("青岛市")
    page.wait_for_timeout(400)
    page.keyboard.press("Enter")
    page.wait_for_function("() => location.search.includes('city=370200')")


def test_a_choice_goes_on_where_no_figures_can_be_fetched(page: Page, board_url: str) -> None:
    def refused(route: Route) -> None:
        route.fulfill(status=503, body="away")

    page.route(GLANCE, refused)
    opened(page, f"{board_url}/")
    qingdao_chosen(page)
    expect(page.locator(".st-key-kpis [class*=st-key-kpi-]")).to_have_count(5)


def test_the_map_is_not_drawn_anew_for_a_choice(page: Page, board_url: str) -> None:
    opened(page, f"{board_url}/")
    canvas = page.locator(".st-key-map canvas").first
    canvas.evaluate("one => (window.canvas = one)")
    expect(page.locator(".st-key-map .names img")).to_have_count(1)
    before = page.locator(".st-key-map .names img").get_attribute("src")
    qingdao_chosen(page)
    page.wait_for_timeout(1500)
    assert canvas.evaluate("one => one === window.canvas")
    assert page.locator(".st-key-map .names img").get_attribute("src") != before
