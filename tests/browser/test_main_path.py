"""The way of a leader: open, read, choose a city on the map, download, share the address."""

from __future__ import annotations

import contextlib
import io
import json
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import TimeoutError as PressedInVain

from lib.citymap import pixel, view
from lib.geo import borders_on
from tests.browser.conftest import ROOT, at_rest, opened, server

pytestmark = pytest.mark.browser
CARDS = {
    "002": "110名",
    "005": "98%以上",
    "014": "76个",
    "016": "8460家",
    "017": "252家",
    "006": "5000余万元",
    "011": "45项",
    "003": "13家",
    "004": "50家",
    "001": "五十多项",
}
CANVAS = (612, 375)


def card(page: Page, number: str) -> str:
    """Text of a card without the source mark."""
    text = page.locator(f".st-key-kpi-union-innovation-{number} .num").inner_text()
    return re.sub(r"\s|出处|source", "", text)


def city_pixel(page: Page, code: str) -> tuple[float, float]:
    """Where a city lies on the screen, by its label point."""
    features = borders_on(json.loads((ROOT / "data/cities.geojson").read_text("utf-8")), "2016-12-31")
    place = next(f["properties"] for f in features if f["properties"]["area_code"] == code)
    box = page.locator(".st-key-map [data-testid=stDeckGlJsonChart]").bounding_box()
    assert box
    x, y = pixel(place["lon"], place["lat"], view(features, *CANVAS), round(box["width"]), round(box["height"]))
    return box["x"] + x, box["y"] + y


def click_city(page: Page, code: str) -> None:
    """Click a city on the map as a person does: move there, then press."""
    page.locator(".st-key-map").scroll_into_view_if_needed()
    x, y = city_pixel(page, code)
    # Software GL takes its time: the tip shows that the map is there and knows what lies under the pointer.
    for step in range(100):
        page.mouse.move(x + step % 2, y)
        page.wait_for_timeout(300)
        if page.locator(".deck-tooltip").is_visible():
            break
    page.wait_for_timeout(600)
    before = page.url
    for _ in range(3):
        # A busy machine may still be drawing when the press comes; a person who sees nothing happen presses again.
        page.mouse.click(x, y)
        with contextlib.suppress(PressedInVain):
            page.wait_for_url(lambda url: url != before, timeout=15_000)
            return


def test_cards_print_the_words_of_the_report(page: Page, board_url: str) -> None:
    opened(page, board_url)
    assert {number: card(page, number) for number in CARDS} == CARDS
    order = page.locator(".st-key-kpis [class*='st-key-kpi-']").evaluate_all(
        "all => all.map(one => /kpi-union-innovation-(\\d+)/.exec(one.className)[1])"
    )
    assert order == list(CARDS)


def test_choosing_on_the_map_moves_everything(page: Page, board_url: str, outside: list[str], tmp_path: Path) -> None:
    opened(page, board_url)
    click_city(page, "370200")
    page.wait_for_url("**/?city=370200")
    at_rest(page)
    numbers = ["006", "007", "008", "009", "010"]
    expect(page.locator(".st-key-kpis [class*='st-key-kpi-']")).to_have_count(5)
    assert [card(page, number) for number in numbers] == ["5000余万元", "3000人", "2000元/人", "8000名", "1000元/人"]
    rows = page.locator(".st-key-facts tbody tr")
    expect(rows).to_have_count(5)
    assert all("青岛市" in row for row in rows.all_inner_texts())
    marks = page.locator(".st-key-chart-matrix")
    expect(marks).to_contain_text("青岛")
    expect(marks).not_to_contain_text("菏泽")
    expect(page.locator(".st-key-chart-qingdao-reward")).to_contain_text("1400万元")
    expect(page.locator(".st-key-chart-weihai-tiers")).to_have_count(0)
    expect(page.locator(".st-key-unattributed")).to_contain_text("13")
    seen = page.locator(".st-key-facts").inner_text()

    with page.expect_download() as got:
        page.locator(".st-key-download-csv button").click()
    path = tmp_path / got.value.suggested_filename
    got.value.save_as(path)
    content = path.read_bytes()
    assert "370200" in path.name
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == 6
    frame = pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False)
    assert list(frame.columns[:4]) == ["城市", "指标", "数值", "状态"]
    assert list(frame["数值"]) == ["5000余万元", "3000人", "2000元/人", "8000名", "1000元/人"]
    assert set(frame["area_code"]) == {"370200"}

    page.reload()
    page.locator(".foot").wait_for()
    at_rest(page)
    assert page.locator(".st-key-facts").inner_text() == seen
    click_city(page, "370200")
    page.wait_for_url(f"{board_url}/")
    at_rest(page)
    expect(page.locator(".st-key-kpis [class*='st-key-kpi-']")).to_have_count(10)
    assert outside == []


def test_back_and_forward_follow_the_address(page: Page, board_url: str) -> None:
    opened(page, board_url)
    click_city(page, "371000")
    page.wait_for_url("**/?city=371000")
    at_rest(page)
    page.go_back()
    expect(page.locator(".st-key-kpis [class*='st-key-kpi-']")).to_have_count(10)
    page.go_forward()
    expect(page.locator(".st-key-kpis [class*='st-key-kpi-']")).to_have_count(3)


def test_the_first_request_after_a_start_may_be_a_deep_link(page: Page, outside: list[str]) -> None:
    with server() as address:
        opened(page, f"{address}/?city=370200&lang=en")
        expect(page.locator("h1")).to_contain_text("18 facts")
        expect(page.locator(".st-key-city-filter")).to_contain_text("Qingdao")
        assert card(page, "006") == ">50Myuan"
        assert parse_qs(urlsplit(page.url).query) == {"city": ["370200"], "lang": ["en"]}
        assert page.locator(".notice").count() == 0
        assert page.locator("[data-testid=stAlert], [role=dialog]").count() == 0
        assert "not found" not in page.locator("body").inner_text().lower()
    assert outside == []


def test_the_first_request_may_be_a_sentence(page: Page) -> None:
    with server() as address:
        opened(page, f"{address}/sources?fact=union-innovation-005")
        expect(page.locator(".st-key-quote-view mark")).to_have_text("98%以上")
        assert page.locator("[role=dialog]").count() == 0


def test_a_card_opens_its_sentence_and_the_way_back_keeps_the_filters(page: Page, board_url: str) -> None:
    opened(page, f"{board_url}/?city=371700&lang=en")
    page.locator(".st-key-kpi-union-innovation-002 a, .st-key-kpi-union-innovation-002 button").first.click()
    page.wait_for_url("**/sources?*")
    at_rest(page)
    expect(page.locator(".st-key-quote-view mark")).to_have_text("110名")
    assert page.locator(".st-key-quote-view mark").count() == 1
    page.locator("a.back").click()
    page.locator(".st-key-kpis").wait_for()
    at_rest(page)
    assert parse_qs(urlsplit(page.url).query) == {"city": ["371700"], "lang": ["en"]}


def test_pages_and_languages_keep_the_filters(page: Page, board_url: str) -> None:
    opened(page, f"{board_url}/?city=371000&theme=grassroots")
    page.locator("[data-testid=stTopNavLink]", has_text="出处").click()
    page.wait_for_url("**/sources?*")
    at_rest(page)
    assert parse_qs(urlsplit(page.url).query) == {"city": ["371000"], "theme": ["grassroots"]}
    page.locator(".st-key-lang-switch").get_by_text("EN", exact=True).click()
    page.wait_for_url("**lang=en**")
    at_rest(page)
    expect(page.locator(".st-key-facts tbody tr")).to_have_count(3)
    expect(page.locator(".st-key-facts")).to_contain_text("Weihai")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/?city=371100", "本文本未点名日照市"),
        ("/?city=370100", "报告写了济南市的举措，没有给出数字"),
        ("/?city=370200&theme=brand", "报告写到了青岛市，但不在本主题下"),
        ("/?city=999999", "999999"),
        ("/?theme=moon", "moon"),
        ("/?lang=fr", "fr"),
        ("/sources?fact=nobody-001", "nobody-001"),
    ],
)
def test_what_is_not_there_is_said(page: Page, board_url: str, address: str, said: str) -> None:
    opened(page, board_url + address)
    expect(page.locator(".notice").first).to_contain_text(said)


def test_a_phone_page_does_not_scroll_sideways(chromium: Browser, board_url: str) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    page = opened(context.new_page(), board_url)
    page.wait_for_timeout(1500)
    wide = page.evaluate("document.scrollingElement.scrollWidth")
    box = page.locator(".st-key-map [data-testid=stDeckGlJsonChart]").bounding_box()
    context.close()
    assert wide <= 390
    assert box
    assert box["width"] <= 390


def test_no_chinese_word_of_ours_on_the_english_page(page: Page, board_url: str) -> None:
    opened(page, f"{board_url}/?lang=en")
    page.locator(".st-key-lang-switch").evaluate("one => one.remove()")  # names its languages in themselves
    text = page.locator(".stMainBlockContainer").inner_text()
    assert re.findall(r"[\u4e00-\u9fff]+", text) == []


def test_the_server_looks_up_no_outside_name(page: Page, tmp_path: Path) -> None:
    log = tmp_path / "network"
    with server(PYTHONPATH=str(Path(__file__).parent / "audit"), NETWORK_AUDIT=str(log)) as address:
        opened(page, f"{address}/?lang=en")
        page.goto(address.replace("127.0.0.1", "localhost"))  # an Origin that is not the address it was asked by
        page.locator(".foot").wait_for()
    asked = set(log.read_text("utf-8").splitlines()) if log.exists() else set()
    hosts = {line.split(" ", 1)[1].strip("'b") for line in asked}
    assert hosts <= {"127.0.0.1", "localhost", "0.0.0.0", "::1", "None", ""}, asked
