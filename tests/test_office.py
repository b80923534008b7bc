"""What LibreOffice makes of our files: values and letters of tables, pages and faces of papers."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest

from lib.briefing import briefing, slides
from lib.briefing.form import LETTERS, LINES
from lib.briefing.story import chosen_facts, story
from lib.catalog import Board
from lib.export import csv_for_people
from lib.export.workbook import xlsx
from lib.terms import figure_of
from lib.words import Words
from tests.test_briefing import snapshot
from tests.test_snapshot import HOSTILE, NUMERIC, hostile

pytestmark = pytest.mark.slow
ZH, EN = Words("zh"), Words("en")
UTF8_TO_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2"
"""Second sheet as CSV in UTF-8, cells as shown."""


def converted(path: Path, kind: str, *options: str) -> Path:
    """A file turned by LibreOffice, in a profile of its own."""
    assert shutil.which("soffice"), "make test-all installs LibreOffice"
    folder = path.parent / "out"
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", *options, "--convert-to", kind, "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True)
    return next(folder.iterdir())


def text_of(pdf: Path, *options: str) -> str:
    return subprocess.run(["pdftotext", *options, str(pdf), "-"], check=True, capture_output=True, text=True).stdout


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_a_workbook_reads_back_with_equal_values(board: Board, tmp_path: Path) -> None:
    one = snapshot(hostile(board))
    path = tmp_path / "book.xlsx"
    path.write_bytes(xlsx(one))
    found = converted(path, UTF8_TO_CSV)
    rows = list(csv.DictReader(io.StringIO(found.read_text("utf-8-sig"))))
    wanted = {row["fact_id"]: row for row in one.board.rows("metrics")}
    assert len(rows) == len(wanted)
    for row in rows:
        expected = wanted[row["fact_id"]]
        for name, cell in expected.items():
            same = float(row[name]) == float(cell) if name in NUMERIC and cell else row[name] == cell
            assert same, (row["fact_id"], name, row[name], cell)
    assert rows[0]["context_zh"] == HOSTILE
    assert rows[4]["数值"] == "98%以上"


def test_a_csv_runs_nothing_and_keeps_its_letters(board: Board, tmp_path: Path) -> None:
    one = snapshot(hostile(board))
    path = tmp_path / "table.csv"
    path.write_bytes(csv_for_people(one.board, one.facts, ZH))
    book = converted(path, "xlsx", "--infilter=CSV:44,34,76,1")
    sheet = pd.read_excel(book, dtype=str, keep_default_na=False)
    assert sheet["context_zh"][0].lstrip("'") == HOSTILE
    assert sheet["数值"][4] == "98%以上"
    assert sheet["mentions"][1] == "2920..2924"
    assert float(sheet["population"][0]) == pytest.approx(-0.035)
    assert float(sheet["period_text"][0]) == pytest.approx(0.05)
    formulas = subprocess.run(["unzip", "-p", str(book), "xl/worksheets/sheet1.xml"], check=True, capture_output=True)
    assert b"<f" not in re.sub(rb"<formula|<font|<fill", b"", formulas.stdout)


@pytest.mark.parametrize("words", [ZH, EN])
@pytest.mark.parametrize("remark", ["", "请核实。" * 150])
def test_a_briefing_has_three_pages_with_every_figure_and_note(
    board: Board, tmp_path: Path, words: Words, remark: str
) -> None:
    one = snapshot(board, words, remark=remark)
    path = tmp_path / "briefing.docx"
    path.write_bytes(briefing(one))
    pdf = converted(path, "pdf")
    pages = text_of(pdf).count("\f")
    assert pages <= 3
    text = squeezed(text_of(pdf, "-layout"))
    shown = [fact for fact in chosen_facts(one) if squeezed(figure_of(board, fact, words).text) in text]
    assert len(shown) >= 4
    for fact, told in zip(chosen_facts(one), story(one).notes, strict=True):
        if not remark:
            assert squeezed(figure_of(board, fact, words).text) in text
            assert squeezed(told) in text or squeezed(told.split("“")[0]) in text
    fonts = subprocess.run(["pdffonts", str(pdf)], check=True, capture_output=True, text=True).stdout.splitlines()[2:]
    assert fonts
    assert all(re.search(r"\s(yes)\s+(yes|no)\s+(yes|no)\s+\d+\s+\d+$", line) for line in fonts), fonts


def test_a_text_page_has_22_lines_of_28_letters(board: Board, tmp_path: Path) -> None:
    one = snapshot(board, ZH, remark="国" * 600)
    path = tmp_path / "briefing.docx"
    path.write_bytes(briefing(one))
    pages = text_of(converted(path, "pdf")).split("\f")
    full = [[line for line in page.split("\n") if set(line.strip()) == {"国"}] for page in pages]
    lines = max(full, key=len)
    assert {len(line.strip()) for line in lines[1:-1]} == {LETTERS}
    found = subprocess.run(
        ["pdftotext", "-bbox", str(tmp_path / "out" / "briefing.pdf"), "-"], check=True, capture_output=True, text=True
    ).stdout
    tops = sorted({float(top) for top in re.findall(r'yMin="([\d.]+)"[^>]*>国{28}<', found)})
    steps = [below - above for above, below in pairwise(tops) if below - above < 40]
    assert len(steps) > 10
    assert LINES * sum(steps) / len(steps) == pytest.approx(225 / 25.4 * 72, rel=0.003)


def test_slides_open(board: Board, tmp_path: Path) -> None:
    path = tmp_path / "slides.pptx"
    path.write_bytes(slides(snapshot(board)))
    text = text_of(converted(path, "pdf"))
    assert "98%以上" in squeezed(text)
    assert text.count("\f") >= 10
