"""Machines that lack something: WebGL, script, WebSocket, a browser of today."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import at_rest, opened

pytestmark = pytest.mark.browser
NO_WEBGL = """const real = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
  return /webgl/.test(kind) ? null : real.call(this, kind, ...rest) }"""


@pytest.fixture
def flat(chromium: Browser) -> Iterator[Page]:
    """A page in a browser without WebGL."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    context.add_init_script(NO_WEBGL)
    page = context.new_page()
    page.set_default_timeout(30_000)
    yield page
    context.close()


def test_without_webgl_the_map_is_drawn_and_filters_the_same_way(flat: Page, board_url: str) -> None:
    opened(flat, board_url)
    cities = flat.locator(".st-key-map .flatmap a")
    expect(cities).to_have_count(17)
    assert flat.locator("[data-testid=stDeckGlJsonChart]").count() == 0
    qingdao = flat.locator(".flatmap a[data-code='370200']")
    expect(qingdao).to_have_attribute("aria-label", "青岛: 有数字：5个事实、1项举措")
    # On its lower half, beside the name.
    box = qingdao.bounding_box()
    assert box
    flat.mouse.click(box["x"] + box["width"] * 0.35, box["y"] + box["height"] * 0.62)
    flat.wait_for_url("**/?city=370200")
    at_rest(flat)
    expect(flat.locator(".st-key-kpis [class*='st-key-kpi-']")).to_have_count(5)
    qingdao.focus()
    flat.keyboard.press("Enter")
    flat.wait_for_url(f"{board_url}/")
