"""The city page and the indicators page as a person uses them, on real data and over the border change of 2019."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.browser.conftest import ROOT, at_rest, opened, server

pytestmark = pytest.mark.browser
expect.set_options(timeout=60_000)  # a chart may wait for its code on a busy machine


@pytest.fixture(scope="module")
def years_url() -> Iterator[str]:
    """A board over the reports of 2016, 2018 and 2021."""
    folder = ROOT / "tests/data/years"
    with server(UNION_DATA=str(folder), UNION_REPORTS=str(folder / "reports")) as address:
        yield address


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_a_profile_holds_its_own_facts_and_opens_each_sentence(page: Page, board_url: str, outside: list[str]) -> None:
    opened(page, f"{board_url}/city?city=371000&theme=grassroots")
    expect(page.locator("h1")).to_have_text("威海市")
    expect(page.locator(".st-key-kpis [class*='st-key-kpi-']")).to_have_count(3)
    expect(page.locator(".spoken li")).to_have_count(3)
    expect(page.locator(".st-key-city-side")).to_contain_text("审图号不详")
    page.locator(".st-key-kpi-union-innovation-005 a").first.click()
    page.locator(".st-key-quote-view mark").wait_for()
    expect(page.locator(".st-key-quote-view mark")).to_have_text("98%以上")
    page.go_back()
    page.locator(".spoken").wait_for()
    at_rest(page)
    assert query(page) == {"city": ["371000"], "theme": ["grassroots"]}
    assert outside == []


WORDS_MADE = """
window.__words = 0;
new MutationObserver((seen) => {
  for (const one of seen)
    for (const node of one.addedNodes) if (node.classList?.contains("annotation")) window.__words += 1;
}).observe(document, { subtree: true, childList: true });
"""


@pytest.mark.parametrize("width", [1440, 1367, 1001])
def test_a_chart_is_drawn_once(chromium: Browser, years_url: str, width: int) -> None:
    """Plotly makes the words of a chart twice in one drawing; a fraction of a px of its width made it draw twice."""
    page = chromium.new_page(viewport={"width": width, "height": 900})
    page.add_init_script(WORDS_MADE)
    opened(page, f"{years_url}/indicators?source=all")
    page.locator(".js-plotly-plot .annotation").first.wait_for()
    at_rest(page)
    present = page.locator(".js-plotly-plot .annotation").count()
    assert present > 1
    assert page.evaluate("window.__words") == 2 * present
    page.close()


def test_cities_are_added_to_the_comparison_and_stay_in_the_address(page: Page, board_url: str) -> None:
    opened(page, f"{board_url}/city?city=371000&compare=370200")
    table = page.locator("table.side")
    expect(table.locator("thead th")).to_have_count(3)
    expect(page.locator(".st-key-side-by-side .refusal")).to_contain_text("不可比")
    page.locator(".st-key-compare input").fill("菏泽")
    page.wait_for_timeout(500)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("compare=370200(,|%2C)371700"))
    at_rest(page)
    expect(table.locator("thead th")).to_have_count(4)
    expect(table).to_contain_text("110")
    page.keyboard.press("Escape")
    page.locator(".near-cities a").last.click()
    page.wait_for_url("**city=371100**")
    at_rest(page)
    expect(page.locator("h1")).to_have_text("日照市")
    assert query(page) == {"city": ["371100"], "compare": ["370200,371700"]}
    expect(page.locator(".st-key-city-main .notice").first).to_contain_text("本文本未点名日照市")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/city?city=371000&compare=999999", "999999"),
        ("/city?city=371000&compare=371000", "371000"),
        ("/indicators?indicator=nothing", "nothing"),
        ("/indicators?indicator=industrial-unions&period=1066", "1066"),
    ],
)
def test_what_the_address_asks_for_and_is_not_there_is_said(
    page: Page, board_url: str, address: str, said: str
) -> None:
    opened(page, board_url + address)
    expect(page.locator(".notice").first).to_contain_text(said)


def test_without_a_city_every_city_can_be_chosen(page: Page, board_url: str) -> None:
    opened(page, f"{board_url}/city")
    expect(page.locator("ul.cities li")).to_have_count(17)
    page.locator("ul.cities a", has_text="青岛市").click()
    page.wait_for_url("**city=370200**")
    expect(page.locator("h1")).to_have_text("青岛市")


def test_a_profile_prints_whole_and_without_what_can_only_be_pressed(page: Page, board_url: str) -> None:
    opened(page, f"{board_url}/city?city=371000&compare=370200,371700")
    page.evaluate("window.print = () => { window.printed = true }")
    page.locator(".st-key-print button").click()
    assert page.evaluate("window.printed")
    sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    # Chromium writes some characters as their Kangxi radicals.
    text = unicodedata.normalize("NFKC", re.sub(r"\s", "", "".join(sheet.extract_text() for sheet in sheets)))
    assert len(sheets) <= 3
    for shown in ("威海市", "98%以上", "可以这样说", "报告没有写的", "5000余万元", "110名", "不可比", "数据版本"):
        assert shown in text
    for pressed in ("下载CSV", "打印", "全部城市"):
        assert pressed not in text


def test_single_facts_have_their_context_and_statements_their_chart(page: Page, board_url: str) -> None:
    opened(page, f"{board_url}/indicators?indicator=unionisation-rate")
    expect(page.locator(".definition h2")).to_have_text("动态建会率")
    expect(page.locator(".st-key-kpi-union-innovation-005")).to_contain_text("98")
    expect(page.locator(".st-key-kpis")).to_contain_text("其余16市未写，不等于零")
    expect(page.locator(".js-plotly-plot")).to_have_count(0)
    page.locator(".catalogue a", has_text="产业工会").click()
    page.wait_for_url("**indicator=industrial-unions**")
    at_rest(page)
    chart = page.locator(".st-key-chart-places-0")
    expect(chart).to_contain_text("不求和，不排名")
    expect(chart.locator(".js-plotly-plot")).to_contain_text("50家")
    page.locator(".st-key-facts tbody a").first.click()
    page.locator(".st-key-quote-view mark").wait_for()
    expect(page.locator(".st-key-quote-view mark")).to_have_text("13家")


def test_time_lines_carry_counts_and_never_rates(page: Page, years_url: str, outside: list[str]) -> None:
    opened(page, f"{years_url}/indicators?source=all&indicator=stations")
    line = page.locator(".st-key-chart-time-0")
    expect(line.locator(".js-plotly-plot")).to_contain_text("136个*")
    expect(line.locator(".js-plotly-plot")).to_contain_text("近110个")
    expect(line).to_contain_text("120个 (济南市) + 16个 (莱芜市) = 136个")
    expect(line).to_contain_text("按2021-12-31的边界画")
    cards = page.locator(".st-key-kpis")
    expect(cards).to_contain_text("推算465个")
    expect(cards).to_contain_text("210个 + 135个 + 120个")
    opened(page, f"{years_url}/indicators?source=all&indicator=coverage&lang=en")
    line = page.locator(".st-key-chart-time-0")
    expect(line).to_contain_text("Laiwu (former)")
    expect(line).to_contain_text("without the city that has since become part of it")
    assert "136" not in line.inner_text()
    assert outside == []


def test_a_year_is_chosen_and_an_unlike_figure_is_refused_in_words(page: Page, years_url: str) -> None:
    opened(page, f"{years_url}/indicators?source=all&indicator=stations")
    page.locator(".years a", has_text="2018").click()
    page.wait_for_url("**period=2018**")
    at_rest(page)
    expect(page.locator(".refusal")).to_contain_text("不可比：性质不同（实际、目标）")
    expect(page.locator("table.gate tbody tr")).to_have_count(7)
    expect(page.locator(".st-key-chart-places-0")).to_contain_text("不排序")


def test_an_order_by_value_is_offered_only_where_the_gate_ranks(page: Page, years_url: str) -> None:
    opened(page, f"{years_url}/indicators?source=all&indicator=coverage&period=2018")
    page.locator(".st-key-order-0").get_by_text("按数值").click()
    at_rest(page)
    labels = page.locator(".st-key-chart-places-0 .js-plotly-plot .annotation-text")
    expect(labels).to_have_text(["威海市", "济南市", "莱芜市"])
    opened(page, f"{years_url}/indicators?source=all&indicator=stations&period=2018")
    expect(page.locator(".st-key-order-0")).to_have_count(0)


@pytest.mark.parametrize(("source", "cities"), [("work-2016", 17), ("work-2018", 17), ("", 16), ("all", 16)])
def test_a_report_is_drawn_on_its_own_borders(page: Page, years_url: str, source: str, cities: int) -> None:
    opened(page, f"{years_url}/{f'?source={source}' if source else ''}")
    expect(page.locator(".acct dd").last).to_contain_text(str(cities))
    names = page.locator(".st-key-chart-matrix .annotation-text")
    expect(names.filter(has_text="济南")).to_have_count(1)  # drawn behind the words of the page
    expect(names.filter(has_text="莱芜")).to_have_count(int(source != ""))
    expect(names.filter(has_text="莱芜（原）")).to_have_count(int(source == "all"))


@pytest.mark.parametrize("address", ["/city?city=370200&compare=371000", "/indicators?indicator=industrial-unions"])
def test_phones_do_not_scroll_sideways_and_english_pages_have_no_chinese(
    chromium: Browser, board_url: str, address: str
) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    page = opened(context.new_page(), f"{board_url}{address}&lang=en")
    wide = page.evaluate("document.scrollingElement.scrollWidth")
    page.locator(".st-key-lang-switch").evaluate("one => one.remove()")  # names its languages in themselves
    text = page.locator(".stMainBlockContainer").inner_text()
    context.close()
    assert wide <= 390
    assert re.findall(r"[\u4e00-\u9fff]+", text) == []


def test_what_a_slow_run_has_not_told_anew_turns_pale(page: Page, board_url: str) -> None:
    """Streamlit's marks of a run and of a part are set by hand: no run of the board takes so long."""
    opened(page, board_url)
    card = page.locator(".stElementContainer:has(.cards)").first
    app = page.locator('[data-testid="stApp"]')
    pale = "(part) => [getComputedStyle(part).opacity, part.getAnimations().length]"
    card.evaluate("(part) => (part.dataset.stale = 'true')")
    app.evaluate("(app) => (app.dataset.testScriptState = 'running')")
    assert card.evaluate(pale) == ["1", 0]
    expect(card).to_have_css("opacity", "0.4")
    app.evaluate("(app) => (app.dataset.testScriptState = 'notRunning')")
    expect(card).to_have_css("opacity", "1")
