"""The main path without a mouse, what a screen reader is told on the way, and less motion for who asks for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import at_rest, opened

pytestmark = pytest.mark.browser
FOCUS = """() => {
  const node = document.activeElement, box = node.getBoundingClientRect(), look = getComputedStyle(node);
  const ringed = [node, node.parentElement, node.closest("[role=group]"), node.closest("label")].some(one => {
    if (!one) return false;
    const style = getComputedStyle(one);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1) || style.boxShadow !== "none"
      || /focus/.test(one.getAttributeNames().join(" "));
  });
  return { name: node.getAttribute("aria-label") || node.innerText || node.getAttribute("placeholder") || "",
           tag: node.tagName, seen: box.width > 0 && look.visibility !== "hidden", ringed };
}"""


@pytest.fixture
def keyboard(chromium: Browser) -> Iterator[Page]:
    """A page of a reader who wants less motion."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(30_000)
    yield page
    context.close()


def walked(page: Page, wanted: str, most: int = 60) -> list[dict[str, object]]:
    """Press Tab until the focus is on what matches; all stops on the way."""
    stops = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(FOCUS))
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return stops
    raise AssertionError(f"Tab never came to {wanted}: {[stop['name'] for stop in stops]}")


def test_the_main_path_needs_no_mouse(keyboard: Page, board_url: str) -> None:
    page = keyboard
    opened(page, board_url)
    stops = walked(page, ".st-key-city-filter input")
    told = page.locator(".st-key-companion [role=status]")
    expect(told).to_be_empty()
    page.keyboard.type("青岛")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?city=370200")
    at_rest(page)
    expect(told).to_have_text("现在显示：青岛市，5个事实、1项举措")
    assert page.evaluate("document.activeElement.closest('.st-key-city-filter') !== null")
    page.keyboard.press("Escape")
    # Every stop has a name, is there to be seen, and shows that it has the focus.
    stops += walked(page, ".st-key-download-csv button")
    with page.expect_download() as got:
        page.keyboard.press("Enter")
    assert "370200" in got.value.suggested_filename
    stops += walked(page, ".st-key-kpi-union-innovation-006 a")
    assert [stop for stop in stops if not (stop["name"] and stop["seen"] and stop["ringed"])] == []
    page.keyboard.press("Enter")
    page.wait_for_url("**/sources?**fact=union-innovation-006")
    page.locator(".st-key-quote-view mark").wait_for()
    at_rest(page)
    walked(page, ".ways a.back")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?city=370200")


def test_help_tells_what_the_words_mean(keyboard: Page, board_url: str) -> None:
    page = keyboard
    opened(page, f"{board_url}/?lang=en")
    page.locator(".help summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".help .panel")).to_contain_text("given to no city")


def test_less_motion_is_less_motion(keyboard: Page, board_url: str) -> None:
    opened(keyboard, board_url)
    longest = keyboard.evaluate(
        "() => Math.max(...[...document.querySelectorAll('*')].map(node => getComputedStyle(node)).flatMap(style =>"
        " [...style.transitionDuration.split(','), ...style.animationDuration.split(',')].map(parseFloat)))"
    )
    assert longest <= 0.001


@pytest.mark.slow
def test_the_page_stands_still_while_it_loads(chromium: Browser, board_url: str) -> None:
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    context.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => { for (const one of list.getEntries()) shift += one.value })"
        ".observe({ type: 'layout-shift', buffered: true })"
    )
    page = context.new_page()
    opened(page, board_url)
    page.wait_for_timeout(500)
    assert page.evaluate("shift") < 0.1
    context.close()
