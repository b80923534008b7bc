"""Every number opens its sentence: from each kind of place, back with the filters, with and without the text."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from lib import desk
from tests.browser.conftest import at_rest, opened, server
from tests.conftest import DATA, DEMO

pytestmark = pytest.mark.browser
BOARD = desk.open_board(DATA)
needs_text = pytest.mark.skipif("union-innovation" not in BOARD.texts, reason="the first report is not here")
QUOTES = {key: "".join(fact.quote.split()) for key, fact in BOARD.facts.items()}
KEPT = {"city": ["370200,371000,none"], "lang": ["en"], "theme": ["grassroots,none"]}
ADDRESS = "/?city=370200,371000,none&theme=grassroots,none&lang=en"


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def sentence_is_open(page: Page, key: str) -> None:
    """The page shows the sentence of a fact: the quote alone is marked, and lies in sight."""
    page.wait_for_url(f"**/sources?*fact={key}")
    at_rest(page)
    mark = page.locator(".st-key-quote-view mark")
    expect(mark).to_have_count(1)
    assert "".join(mark.inner_text().split()) == QUOTES[key]


def back(page: Page) -> None:
    page.locator("a.back").first.click()
    page.locator(".st-key-kpis").wait_for()
    at_rest(page)


def hit(page: Page, mark: Locator, across: float = 0.5) -> None:
    """Click a mark of a chart where it lies: plotly takes clicks on a layer above its marks."""
    mark.wait_for()
    mark.evaluate("one => one.scrollIntoView({block: 'center'})")
    page.wait_for_timeout(400)
    box = mark.bounding_box()
    assert box
    x, y = box["x"] + box["width"] * across, box["y"] + box["height"] / 2
    page.mouse.move(x - 1, y)
    page.mouse.move(x, y)
    page.wait_for_timeout(300)
    page.mouse.click(x, y)


def test_every_fact_opens_from_the_table(page: Page, board_url: str) -> None:
    opened(page, f"{board_url}/?lang=en")
    links = page.locator(".st-key-facts tbody tr a")
    expect(links).to_have_count(len(QUOTES))
    ways = links.evaluate_all("all => all.map(one => [one.href, one.target])")
    assert {target for _, target in ways} <= {"", "_self"}, "no new window"
    links.last.click()
    sentence_is_open(page, max(QUOTES))
    back(page)
    assert asked(page) == {"lang": ["en"]}
    for key, (way, _) in zip(sorted(QUOTES), ways, strict=True):
        page.goto(way)
        sentence_is_open(page, key)


LINKS = {
    ".st-key-kpi-union-innovation-005 a": "005",
    ".st-key-unattributed a": "013",
    ".st-key-facts tbody tr:first-child a": "003",
    ".st-key-chart-firms-honoured a.term >> nth=0": "017",
    ".st-key-chart-qingdao-reward a.term >> nth=3": "010",
    ".st-key-chart-weihai-tiers a.term >> nth=1": "004",
}
MARKS = {
    ".st-key-chart-firms-honoured .point path >> nth=0": "016",
    ".st-key-chart-weihai-tiers .point path >> nth=1": "004",
    ".st-key-chart-qingdao-reward .point path >> nth=1": "009",
    ".st-key-chart-matrix .scatterlayer .trace:nth-child(1) .point >> nth=0": "006",
    ".st-key-chart-timeline .point >> nth=0": "006",
}


def test_each_kind_of_link_opens_the_sentence_and_the_way_back_keeps_the_filters(page: Page, board_url: str) -> None:
    opened(page, board_url + ADDRESS)
    for place, number in LINKS.items():
        page.locator(place).first.click()
        sentence_is_open(page, f"union-innovation-{number}")
        back(page)
        assert asked(page) == KEPT


def test_marks_of_each_chart_open_the_sentence(page: Page, board_url: str) -> None:
    opened(page, board_url + ADDRESS)
    for mark, number in MARKS.items():
        hit(page, page.locator(mark))
        sentence_is_open(page, f"union-innovation-{number}")
        assert asked(page) == KEPT | {"fact": [f"union-innovation-{number}"]}
        page.go_back()
        page.locator(".st-key-kpis").wait_for()
        at_rest(page)
        assert asked(page) == KEPT


def test_places_of_the_matrix_filter_as_the_map_does(page: Page, board_url: str) -> None:
    opened(page, board_url)
    hit(page, page.locator(".st-key-chart-matrix .barlayer .point path").first, 0.05)
    page.wait_for_url("**/?city=370500")
    at_rest(page)
    expect(page.locator(".notice").first).to_contain_text("本文本未点名东营市")
    opened(page, board_url)
    # The first initiative stands in the row of Jinan.
    hit(page, page.locator(".st-key-chart-matrix .scatterlayer .trace").nth(1).locator(".point").first)
    page.wait_for_url("**/?city=370100")


def test_the_same_acts_stand_in_tables_that_a_keyboard_reaches(page: Page, board_url: str) -> None:
    opened(page, f"{board_url}/?theme=grassroots")
    summary = page.locator(".st-key-chart-weihai-tiers details.acts summary")
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    sentence_is_open(page, "union-innovation-003")
    back(page)
    summary = page.locator(".st-key-map details.acts summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-map details.acts tbody tr")).to_have_count(17)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?city=370100&theme=grassroots")
    at_rest(page)
    chosen = page.locator(".st-key-map details.acts a").first
    expect(chosen).to_have_attribute("href", "./?theme=grassroots")


def test_every_chart_has_a_table_with_all_its_facts(page: Page, board_url: str) -> None:
    opened(page, f"{board_url}/?lang=en")
    wanted = {
        "matrix": set(QUOTES),
        "firms-honoured": {"union-innovation-016", "union-innovation-017"},
        "qingdao-reward": {f"union-innovation-{n:03d}" for n in range(7, 11)},
        "weihai-tiers": {"union-innovation-003", "union-innovation-004"},
        "timeline": {key for key, fact in BOARD.facts.items() if fact.period_start},
    }
    for chart, facts in wanted.items():
        links = page.locator(f".st-key-chart-{chart} details.acts a").evaluate_all("all => all.map(one => one.href)")
        assert {parse_qs(urlsplit(link).query).get("fact", [""])[0] for link in links} - {""} == facts


def in_sight(page: Page, node: str) -> bool:
    """Whether a node lies within the box of the report as it is scrolled."""
    return bool(
        page.locator(node).evaluate(
            "one => { const box = one.closest('.read').getBoundingClientRect(), here = one.getBoundingClientRect();"
            " return here.top >= box.top && here.bottom <= box.bottom }"
        )
    )


@needs_text
def test_the_report_is_scrolled_to_its_sentence_and_jumps_to_other_mentions(page: Page, board_url: str) -> None:
    opened(page, f"{board_url}/sources?fact=union-innovation-006")
    page.wait_for_function("() => document.querySelector('.read').scrollTop > 0")
    assert in_sight(page, ".st-key-quote-view mark")
    expect(page.locator(".st-key-quote-view .sent")).to_contain_text("青岛市总工会从2015年起，每三年投入5000余万元")
    assert not in_sight(page, "#mention-1")
    page.locator(".reading a[href='#mention-1']").click()
    page.wait_for_timeout(400)
    assert in_sight(page, "#mention-1")
    assert urlsplit(page.url).fragment == ""
    other = page.locator(".st-key-quote-view a.other").first
    other.click()
    page.wait_for_url("**/sources?fact=*")
    at_rest(page)
    assert not page.url.endswith("006")


@needs_text
def test_original_lines_on_demand(page: Page, board_url: str) -> None:
    opened(page, f"{board_url}/sources?fact=union-innovation-013")
    assert page.locator(".st-key-quote-view mark").inner_text() == "70多万元"
    page.locator(".st-key-text-mode").get_by_text("原始换行").click()
    page.locator(".read .lines").wait_for()
    at_rest(page)
    assert page.locator(".st-key-quote-view mark").inner_text() == "70多万\n元"
    numbers = page.locator(".read i.ln").evaluate_all("all => all.map(one => Number(one.dataset.n))")
    assert numbers == list(range(1, len(numbers) + 1))
    text = page.locator(".read .lines").evaluate("one => one.textContent")
    assert text == BOARD.texts["union-innovation"]
    assert in_sight(page, ".st-key-quote-view mark")


@needs_text
def test_what_was_read_and_who_decided(page: Page, board_url: str) -> None:
    opened(page, f"{board_url}/sources?fact=union-innovation-005&lang=en")
    panel = page.locator(".reading")
    for said in ("≥ 98", "以上 → at least", "firms with 25 or more staff", "named in the text", "line 82", "line 87"):
        expect(panel).to_contain_text(said)
    expect(panel.locator("ol.log")).to_contain_text("read by the engine")
    expect(panel.locator("ol.log")).to_contain_text("accepted")
    opened(page, f"{board_url}/sources?fact=union-innovation-016")
    expect(panel).to_contain_text("252家 ÷ 8460家 = 2.98%")
    expect(panel).to_contain_text("报告没有这样说")
    panel.get_by_role("link", name="252家").click()
    sentence_is_open(page, "union-innovation-017")


def test_previous_and_next_go_through_the_selection(page: Page, board_url: str) -> None:
    opened(page, f"{board_url}/sources?city=371000&fact=union-innovation-004")
    ways = page.locator(".ways nav")
    expect(ways).to_contain_text("第2个事实，共3个")
    ways.locator("a").last.click()
    sentence_is_open(page, "union-innovation-005")
    expect(ways.locator("a")).to_have_count(1)
    assert asked(page)["city"] == ["371000"]


@pytest.mark.parametrize("clipboard", [True, False], ids=["clipboard", "without TLS"])
def test_a_button_copies_a_citation(chromium: Browser, board_url: str, clipboard: bool) -> None:
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    if not clipboard:
        context.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('no TLS'))")
    page = opened(context.new_page(), f"{board_url}/sources?city=371000&fact=union-innovation-005")
    page.locator(".st-key-copy-citation button").click()
    expect(page.locator(".st-key-copy-citation [role=status]")).to_have_text("已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    title = BOARD.row("sources", "union-innovation")["title_zh"]
    assert copied == (
        f"98%以上：威海市，动态建会率（25人以上企业）。{title}，第87行。 {board_url}/sources?fact=union-innovation-005"
    )
    context.close()


@pytest.fixture(scope="module")
def away(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A board whose machine lacks the report, and its folder of reports."""
    folder = tmp_path_factory.mktemp("away")
    shutil.copytree(DEMO, folder / "data", ignore=shutil.ignore_patterns("reports"))
    reports = folder / "reports"
    with server(UNION_DATA=str(folder / "data"), UNION_REPORTS=str(reports)) as address:
        yield address, reports


def test_without_the_text_quote_line_context_and_a_place_to_hand_it_in(
    page: Page, away: tuple[str, Path], tmp_path: Path
) -> None:
    address, reports = away
    shown = "demo-2018-004"
    opened(page, f"{address}/sources?fact={shown}&city=370200")
    view = page.locator(".st-key-quote-view")
    expect(view.locator("mark")).to_have_text("近6000人")
    fact = desk.open_board(DEMO).facts[shown]
    line = (DEMO / "reports/demo-2018.txt").read_text("utf-8")[: fact.start].count("\n") + 1
    expect(view).to_contain_text(f"第{line}行")
    expect(view).to_contain_text(fact.context_zh)
    expect(view.locator(".notice")).to_contain_text("demo-2018.txt")
    page.locator("a.back").first.click()
    page.locator(".st-key-kpis").wait_for()
    assert asked(page) == {"city": ["370200"]}

    opened(page, f"{address}/sources?fact={shown}")
    wrong = tmp_path / "demo-2018.txt"
    wrong.write_bytes((DEMO / "reports/demo-2018.txt").read_bytes() + b" ")
    page.locator(".st-key-hand-in input[type=file]").set_input_files(wrong)
    expect(page.locator("[data-testid=stAlert]")).to_contain_text("这是另一个文件")
    assert not reports.exists()
    page.locator(".st-key-hand-in input[type=file]").set_input_files(DEMO / "reports/demo-2018.txt")
    expect(view.locator(".sent")).to_contain_text("近6000人")
    expect(view.locator("mark")).to_have_text("近6000人")
    assert json.dumps(sorted(path.name for path in reports.iterdir())) == '["demo-2018.txt"]'
