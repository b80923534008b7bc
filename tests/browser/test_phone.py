"""A phone in a hand: a finger on the map scrolls the page, a tap filters, and the file is a thumb away."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import at_rest, opened

pytestmark = pytest.mark.browser
THUMB = 44


@pytest.fixture(scope="module")
def phone(chromium: Browser, board_url: str) -> Iterator[Page]:
    """The overview on a phone."""
    context = chromium.new_context(
        viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True, accept_downloads=True
    )
    page = context.new_page()
    page.set_default_timeout(30_000)
    opened(page, board_url)
    page.wait_for_timeout(1000)
    at_rest(page)
    yield page
    context.close()


def scrolled(page: Page) -> float:
    return float(page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop"))


@pytest.mark.parametrize("of", [".st-key-map [data-testid=stDeckGlJsonChart]", ".st-key-chart-matrix .stPlotlyChart"])
def test_a_finger_on_map_or_chart_scrolls_the_page(phone: Page, of: str) -> None:
    box = phone.locator(of)
    box.evaluate("node => node.scrollIntoView({ block: 'center' })")
    place = box.bounding_box()
    assert place
    before = scrolled(phone)
    x, y = place["x"] + place["width"] / 2, place["y"] + place["height"] / 2
    finger = phone.context.new_cdp_session(phone)
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in range(12):
        finger.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x, "y": y - 15 * step}]})
        phone.wait_for_timeout(20)
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    phone.wait_for_timeout(400)
    assert scrolled(phone) - before > 100


def test_controls_are_as_large_as_a_thumb(phone: Page) -> None:
    for control in (".st-key-city-filter [role=group]", ".st-key-download-csv button", ".st-key-theme-filter button"):
        box = phone.locator(control).first.bounding_box()
        assert box
        assert box["height"] >= THUMB


def test_a_tap_on_the_map_filters(phone: Page) -> None:
    summary = phone.locator(".st-key-map details.acts summary")
    summary.tap()
    phone.locator(".st-key-map details.acts a", has_text="青岛").tap()
    phone.wait_for_url("**/?city=370200")
    expect(phone.locator(".st-key-kpis [class*='st-key-kpi-']")).to_have_count(5)
