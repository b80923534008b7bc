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


def test_without_script_there_is_the_plain_page(chromium: Browser, board_url: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{board_url}/")
    page.wait_for_url("**/plain")
    page.locator("table tbody tr").nth(17).wait_for()
    page.locator("select[name=city]").select_option("370200")
    page.locator("button[type=submit]").click()
    expect(page.locator("a[href*='fact=']")).to_have_count(5)
    page.locator("a[href*='fact=union-innovation-006']").click()
    expect(page.locator("mark")).to_have_text("5000余万元")
    with page.expect_download() as got:
        page.locator("a[href*='plain.csv']").click()
    assert got.value.suggested_filename.endswith(".csv")
    context.close()


@pytest.mark.parametrize(
    "gone",
    [
        "delete window.WebSocket",
        "CSS.supports = () => false",
        "delete AbortSignal.timeout",
        "RegExp = class extends RegExp { constructor(p, f) { if (f === 'v') throw new SyntaxError(); super(p, f) } }",
    ],
)
def test_a_browser_that_cannot_draw_the_board_gets_the_plain_page(chromium: Browser, board_url: str, gone: str) -> None:
    context = chromium.new_context()
    context.add_init_script(gone)
    page = context.new_page()
    page.goto(f"{board_url}/?city=371000&lang=en")
    page.wait_for_url("**/plain?city=371000&lang=en")
    expect(page.locator("a[href*='fact=']")).to_have_count(3)
    context.close()


def test_a_browser_that_stumbles_over_the_script_gets_the_plain_page(chromium: Browser, board_url: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.route("**/static/js/index.*.js", lambda route: route.fulfill(body="?.", content_type="text/javascript"))
    page.goto(f"{board_url}/?city=371000")
    page.wait_for_url("**/plain?city=371000")
    context.close()


def test_a_proxy_without_sockets_leaves_a_way(chromium: Browser, board_url: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.route_web_socket("**/*", lambda socket: socket.close())
    page.goto(f"{board_url}/?city=371000")
    way = page.locator("#plain-way")
    way.wait_for(timeout=60_000)
    way.click()
    page.wait_for_url("**/plain?city=371000")
    context.close()
