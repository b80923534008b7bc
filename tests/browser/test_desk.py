"""The way of an analyst: a report comes in, is judged beside its text and published; leaders see it."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from lib import desk
from lib.model import Severity
from lib.store import files
from tests.browser.conftest import at_rest, opened, server
from tests.conftest import DATA

pytestmark = pytest.mark.browser
REPORT = """全省工会2018年工作情况

一、激活基层组织
威海市总工会动态建会率达到95%。
青岛市总工会2018年建成职工驿站120个，惠及职工近3万人。
烟台市总工会培训职工1.2万人次。

二、维权服务
淄博市总工会办理法律援助案件860件。受益480。

图示
帮扶困难职工3200户，发放帮扶资金1500万元。
到2020年，全省职工书屋力争达到5000家。
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the data that the desk may write to."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


@pytest.fixture
def url(folder: Path) -> Iterator[str]:
    with server(UNION_DATA=str(folder), UNION_REPORTS=str(folder / "reports")) as address:
        yield address


def choose(page: Page, quote: str) -> None:
    """Go to a fact by its row in the list."""
    page.locator("[class*='st-key-desk-row-'] button", has_text=quote).first.click()
    at_rest(page)
    expect(page.locator("mark.dk-now")).to_have_text(quote)


def fill(page: Page, label: str, text: str) -> None:
    page.get_by_label(label, exact=True).last.fill(text)


def pick(page: Page, label: str, option: str) -> None:
    """Choose in a select box by typing."""
    box = page.locator("[data-testid=stSelectbox]", has=page.get_by_text(label, exact=True)).last.locator("input")
    box.click()
    box.fill(option)
    page.get_by_role("option", name=option, exact=True).first.click()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()
    at_rest(page)


def upload(page: Page, name: str, content: bytes) -> None:
    page.get_by_label("您的姓名").fill("王编辑")
    page.get_by_label("您的姓名").press("Enter")
    at_rest(page)
    area = page.locator(".st-key-desk-upload")
    if not area.locator("details[open]").count():
        area.locator("summary").click()
    area.locator("input[type=file]").set_input_files({"name": name, "mimeType": "text/plain", "buffer": content})
    at_rest(page)
    press(page, "读取报告")


def test_the_whole_way(page: Page, url: str, folder: Path, outside: list[str], tmp_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.glob("*.csv")}
    opened(page, f"{url}/desk")
    upload(page, "2018年工作.txt", REPORT.encode("gb18030"))
    expect(page.get_by_text("读到8条事实")).to_be_visible()
    source_id = next(path.stem for path in (folder / "reviews").glob("r*.csv"))
    assert (folder / "reports" / f"{source_id}.txt").read_text("utf-8") == REPORT
    # Nothing of a draft is on the board.
    assert {path.name: path.read_bytes() for path in folder.glob("*.csv")} == before

    # Two corrections.
    choose(page, "95%")
    fill(page, "口径", "25人以上企业")
    fill(page, "理由", "口径见上一年报告")
    press(page, "保存修改")
    choose(page, "近3万人")
    fill(page, "中文说明", "驿站惠及的职工。")
    press(page, "保存修改")
    # One call-out to a city, both facts at once, with a reason; without one it is refused.
    choose(page, "3200户")
    pick(page, "地区", "菏泽市")
    press(page, "确定地区")
    expect(page.get_by_text("请写理由")).to_be_visible()
    fill(page, "为什么是那里（必填）", "菏泽市总工会来电确认")
    press(page, "确定地区")
    # One is not used.
    choose(page, "5000家")
    press(page, "不用")
    # One was missed: its words are looked for, its unit is said.
    page.locator("summary", has_text="补录漏掉的数字").click()
    page.get_by_label("照原文录入").fill("480")
    page.get_by_label("照原文录入").press("Enter")
    at_rest(page)
    press(page, "补录这一条")
    expect(page.locator("mark.dk-now")).to_have_text("480")
    pick(page, "单位", "人")
    pick(page, "指标", "到非公企业挂职的工会干部")
    fill(page, "中文说明", "受益职工。")
    fill(page, "英文说明", "Workers helped.")
    press(page, "保存修改")
    # The rest by keyboard.
    page.locator("h2", has_text="原文").click()
    for _ in range(8):
        page.keyboard.press("a")
        at_rest(page)
    expect(page.get_by_text("共9条，已审9条")).to_be_visible()

    press(page, "看发布后有哪些变化")
    expect(page.locator(".st-key-desk-publish table.f tbody tr")).to_have_count(8)
    press(page, "发布这些变化")
    expect(page.get_by_text("已发布，版本")).to_be_visible()

    # Files: the tables follow from the logs, and nothing breaks a rule.
    rows = {
        row["quote"]: row
        for row in csv.DictReader(io.StringIO((folder / "metrics.csv").read_text("utf-8")))
        if row["source_id"] == source_id
    }
    assert sorted(rows) == sorted(["95%", "120个", "近3万人", "1.2万人次", "860件", "480", "3200户", "1500万元"])
    assert rows["95%"]["population"] == "25人以上企业"
    assert rows["近3万人"]["context_zh"] == "驿站惠及的职工。"
    for quote in ("3200户", "1500万元"):
        assert (rows[quote]["area_code"], rows[quote]["area_status"]) == ("371700", "assigned")
    assert rows["480"]["unit"] == "人"
    assert desk.build(folder) == []
    assert [str(one) for one in desk.check(folder) if one.severity is Severity.ERROR] == []
    who = {entry.who for entry in files.read_logs(folder)[source_id]}
    assert who == {"王编辑"}

    # Leaders see it: the newest report is the one that is shown, a city's facts, the sentence, the file.
    opened(page, f"{url}/?city=371700")
    expect(page.locator(".st-key-facts")).to_contain_text("3200户")
    with page.expect_download() as loading:
        page.locator(".st-key-download-csv button").click()
    text = Path(loading.value.path()).read_text("utf-8-sig")
    assert "3200户" in text
    assert "110名" not in text
    opened(page, f"{url}/sources?fact={rows['3200户']['fact_id']}")
    expect(page.locator(".st-key-quote-view mark")).to_have_text("3200户")

    # What was before is still to be seen.
    first = files.read_logs(folder)["union-innovation"][-1].at
    opened(page, f"{url}/?as_of={first}")
    expect(page.locator(".st-key-facts")).not_to_contain_text("3200户")
    expect(page.get_by_text("以后的发布不在其中")).to_be_visible()
    opened(page, f"{url}/?as_of=2001-01-01T00:00:00Z")
    expect(page.get_by_text("不是本看板发布过的版本")).to_be_visible()
    assert outside == []


def test_a_hostile_file_is_refused_and_the_server_lives(page: Page, url: str, folder: Path) -> None:
    opened(page, f"{url}/desk")
    upload(page, "报告.txt", "工会\u202e建会12家".encode())
    expect(page.get_by_text("没有收下")).to_be_visible()
    expect(page.get_by_text("U+202E")).to_be_visible()
    assert [path.name for path in (folder / "reviews").glob("*.csv")] == ["union-innovation.csv"]
    assert not (folder / "reports").exists()
    opened(page, url)


def test_hostile_text_is_shown_as_text(page: Page, url: str) -> None:
    opened(page, f"{url}/desk")
    text = "济南市总工会<script>document.title='x'</script><img src=y onerror=alert(1)>新建工会120家。\n"
    text += "=1+1 **粗** 济南市投入30万元。\n"
    upload(page, "<b>报告.txt", text.encode())
    expect(page.locator(".dk-text")).to_contain_text("<script>document.title='x'</script><img src=y")
    assert page.title() != "x"
    assert page.locator(".dk-text img").count() == 0


def test_a_reader_doubts_a_figure_and_the_desk_answers(page: Page, url: str) -> None:
    address = f"{url}/sources?fact=union-innovation-014"
    opened(page, address)
    page.locator("summary", has_text="此数有误").click()
    page.get_by_label("错在哪里").fill("应为<b>67</b>个")
    press(page, "提交复核")
    expect(page.get_by_text("谢谢")).to_be_visible()
    opened(page, f"{url}/")
    expect(page.locator(".st-key-kpi-union-innovation-014")).to_contain_text("复核中")
    expect(page.locator(".st-key-kpi-union-innovation-016")).not_to_contain_text("复核中")
    opened(page, f"{url}/desk")
    page.get_by_label("您的姓名").first.fill("王编辑")
    page.get_by_label("您的姓名").first.press("Enter")
    at_rest(page)
    expect(page.locator(".st-key-desk-notes")).to_contain_text("应为<b>67</b>个")
    page.get_by_label("答复：").fill("查原文，是76个")
    press(page, "答复并去掉")
    expect(page.locator(".st-key-desk-notes")).to_have_count(0)
    opened(page, f"{url}/")
    expect(page.locator(".st-key-kpi-union-innovation-014")).not_to_contain_text("复核中")


FILLING = "各级工会走进车间班组听意见，把难事办好。" * 19
CITIES = ("济南市", "青岛市", "淄博市", "烟台市", "潍坊市", "威海市")


@pytest.mark.slow
def test_half_a_million_characters(page: Page, url: str, folder: Path) -> None:
    """Read with its progress shown, judged by keyboard and published; the page answers every key."""
    lines = [f"{CITIES[at % 6]}总工会2018年培训职工{1000 + at}人次。{FILLING}\n" for at in range(1300)]
    text = "全省工会2018年工作情况\n\n" + "".join(lines)
    assert len(text) > 500_000
    opened(page, f"{url}/desk")
    page.get_by_label("您的姓名").fill("王编辑")
    page.get_by_label("您的姓名").press("Enter")
    at_rest(page)
    page.locator(".st-key-desk-upload input[type=file]").set_input_files(
        {"name": "全年.txt", "mimeType": "text/plain", "buffer": text.encode()}
    )
    at_rest(page)
    page.get_by_role("button", name="读取报告").click()
    expect(page.get_by_text("正在读取全年.txt")).to_be_visible()
    expect(page.get_by_text("读到1300条事实")).to_be_visible(timeout=120_000)
    at_rest(page)
    for key, judged in (("a", 1), ("a", 2), ("x", 3), ("z", 2), ("a", 3)):
        page.locator("h2", has_text="原文").click()
        page.keyboard.press(key)
        expect(page.get_by_text(f"共1300条，已审{judged}条")).to_be_visible(timeout=30_000)
        at_rest(page)
    press(page, "看发布后有哪些变化")
    press(page, "发布这些变化")
    expect(page.get_by_text("已发布，版本")).to_be_visible(timeout=30_000)
    source_id = next(path.stem for path in (folder / "reviews").glob("r*.csv"))
    rows = [row for row in files.read_table(folder, "metrics").to_dict("records") if row["source_id"] == source_id]
    assert len(rows) == 3
    opened(page, f"{url}/sources?fact={source_id}-001")
    expect(page.locator(".st-key-quote-view mark")).to_have_text(rows[0]["quote"])
