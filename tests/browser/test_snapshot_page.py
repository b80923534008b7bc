"""The page of a ZIP, opened from a folder with the network off."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from lib.catalog import Board
from lib.export import Snapshot
from lib.export.bundle import bundle
from lib.model import Selection
from lib.words import Words

pytestmark = pytest.mark.browser


def unpack(board: Board, folder: Path, words: Words) -> Path:
    selection = Selection(sources=(board.sources[0]["source_id"],))
    with zipfile.ZipFile(io.BytesIO(bundle(Snapshot(board, selection, words)))) as archive:
        archive.extractall(folder)
    return folder / "snapshot.html"


def opened(chromium: Browser, path: Path, *, script: bool = True) -> Page:
    page = chromium.new_context(offline=True, java_script_enabled=script).new_page()
    page.goto(path.as_uri())
    return page


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_shows_every_fact_and_checks_itself(chromium: Browser, board: Board, tmp_path: Path, lang: str) -> None:
    page = opened(chromium, unpack(board, tmp_path, Words(lang)))
    expect(page.locator("#state.fine")).to_be_visible()
    marks = page.locator("#facts mark").all_inner_texts()
    assert marks == ["".join(fact.quote.split()) for fact in board.facts.values()]
    page.locator("#find").fill("98%")
    expect(page.locator("#facts tbody tr:visible")).to_have_count(1)
    page.locator("#chosen").set_input_files(sorted(tmp_path.iterdir()))
    expect(page.locator("#files li.same")).to_have_count(len(list(tmp_path.iterdir())) - 1)
    page.context.close()


def test_it_tells_files_that_were_changed_added_or_left_out(chromium: Browser, board: Board, tmp_path: Path) -> None:
    page = opened(chromium, unpack(board, tmp_path, Words("en")))
    (tmp_path / "README.md").write_text("another")
    (tmp_path / "links.csv").unlink()
    (tmp_path / "more.csv").write_text("x")
    page.locator("#chosen").set_input_files(sorted(tmp_path.iterdir()))
    expect(page.locator("#files li.other")).to_have_text("✕ README.md: changed")
    expect(page.locator("#files li.missing")).to_have_text("✕ links.csv: missing")
    expect(page.locator("#files li.extra")).to_have_text("✕ more.csv: not in SHA256SUMS")
    page.context.close()


def test_a_figure_changed_in_the_page_is_told_and_nothing_is_shown(
    chromium: Browser, board: Board, tmp_path: Path
) -> None:
    path = unpack(board, tmp_path, Words("en"))
    quote = next(iter(board.facts.values())).quote
    path.write_text(path.read_text("utf-8").replace(quote, quote + "1", 1), "utf-8")
    page = opened(chromium, path)
    expect(page.locator("#state.broken")).to_contain_text("metrics.csv")
    expect(page.locator("mark")).to_have_count(0)
    page.context.close()


def test_without_scripts_it_says_so(chromium: Browser, board: Board, tmp_path: Path) -> None:
    page = opened(chromium, unpack(board, tmp_path, Words("zh")), script=False)
    expect(page.locator("#state")).to_have_text("核对需要运行脚本，而本浏览器已停用脚本。")
    page.context.close()
