"""Papers: what a briefing says, its measures in the file, its slides, and both made twice alike."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from docx import Document
from docx.oxml.ns import qn
from pptx import Presentation

from lib.briefing import briefing, lines, sheet, slides
from lib.briefing.form import CORE, LETTERS, LINES, OFFICE, chinese_number, twips
from lib.briefing.length import pages
from lib.briefing.notes import sentence
from lib.briefing.story import MOST, chosen_facts, story
from lib.catalog import Board
from lib.export import Snapshot
from lib.model import Selection
from lib.terms import figure_of, map_credit
from lib.words import Words

ZH, EN = Words("zh"), Words("en")
REMARK = "请经济部核实第二条。\n=1+1 <b>$x$"


def snapshot(board: Board, words: Words = ZH, *cities: str, remark: str = "") -> Snapshot:
    return Snapshot(board, Selection(cities, (), (board.sources[0]["source_id"],)), words, "http://board", remark)


def paper(one: Snapshot) -> Any:
    return Document(io.BytesIO(briefing(one)))


def said(one: Snapshot) -> list[str]:
    return [paragraph.text for paragraph in paper(one).paragraphs]


@pytest.mark.parametrize("words", [ZH, EN])
@pytest.mark.parametrize("cities", [(), ("371000",), ("none",), ("370500",), ("370100", "370000")])
def test_every_figure_stands_as_printed_with_its_note(board: Board, words: Words, cities: tuple[str, ...]) -> None:
    one = snapshot(board, words, *cities)
    lines = said(one)
    text, notes = "\n".join(lines), lines[-4:]
    facts = chosen_facts(one)
    assert len(facts) == min(len([fact for fact in one.facts if fact.headline]) or len(one.facts), MOST)
    for number, fact in enumerate(facts):
        sign = chr(ord("①") + number)
        assert f"{figure_of(board, fact, words).text}{sign}" in text
        where, _, sentence_ = next(line for line in lines if line.startswith("①")).split(sign)[1].partition("“")
        assert str(board.line(fact.source_id, fact.start)) in where
        assert "".join(fact.quote.split()) in sentence_.split("”　")[0]
    assert any(one.number in line for line in notes)
    assert any(one.address in line for line in notes)


def test_what_is_not_known_is_said(board: Board) -> None:
    text = "\n".join(said(snapshot(board)))
    assert "东营、泰安、日照、莱芜本文本未点名，不等于没有工作。" in text
    assert "11个事实未写明时间。" in text
    assert "252家 ÷ 8460家 = 2.98%（推算）。把252家算在8460家之内，报告没有这样说。" in text
    alone = "\n".join(said(snapshot(board, ZH, "370500")))
    assert "所选范围内没有带数字的事实。这不等于零。" in alone
    assert "东营本文本未点名" in alone
    assert "报告另有18个事实不在所选范围内。" in alone


def test_unattributed_facts_come_last_and_have_no_city(board: Board) -> None:
    lines = [line for line in said(snapshot(board)) if "①" in line or re.search("[②-⑳]", line)]
    places = [line.split("：")[0] for line in lines if "：" in line]
    assert places[:6] == ["菏泽市", "威海市", "青岛市", "全省", "滨州市", "未署名"]


def test_a_sentence_is_cut_about_its_figure(demo_board: Board) -> None:
    for fact in demo_board.facts.values():
        told = sentence(snapshot(demo_board), fact)
        assert "".join(fact.quote.split()) in told
        assert len(told) <= 70
        assert "\n" not in told


def test_a_report_that_is_not_at_hand_leaves_the_quote(board: Board) -> None:
    bare = Board(board.tables, board.borders, board.version, {}, publications=board.publications)
    fact = next(iter(bare.facts.values()))
    assert sentence(snapshot(bare), fact) == fact.quote


def test_a_remark_is_kept_as_typed_and_marked_as_not_the_reports(board: Board) -> None:
    lines = said(snapshot(board, remark=REMARK))
    at = next(at for at, line in enumerate(lines) if "非报告内容" in line)
    assert lines[at + 1 : at + 3] == REMARK.splitlines()
    assert not any("非报告内容" in line for line in said(snapshot(board)))


@pytest.mark.parametrize("words", [ZH, EN])
def test_made_twice_it_is_the_same_and_names_no_machine(board: Board, words: Words) -> None:
    for make in (briefing, slides):
        content = make(snapshot(board, words, remark=REMARK))
        assert content == make(snapshot(board, words, remark=REMARK))
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            core = archive.read("docProps/core.xml").decode()
        assert board.version.split()[0] in core
        assert set(re.findall(r"<(?:dc:creator|cp:lastModifiedBy)>([^<]*)", core)) == {"Union board"}


@pytest.mark.parametrize("remark", ["", "请核实。" * 150, "第一条\n" * 20])
@pytest.mark.parametrize("words", [ZH, EN])
def test_it_is_reckoned_to_three_pages(board: Board, words: Words, remark: str) -> None:
    one = snapshot(board, words, remark=remark)
    told = next(told for most in range(MOST, 0, -1) if pages(told := story(one, most), words.lang) <= 3)
    assert len(told.notes) >= 4
    assert all(note in "\n".join(said(one)) for note in told.notes)


def test_measures_are_those_of_the_standard(board: Board) -> None:
    """GB/T 9704-2012: A4; margins 37 and 28 mm; text area 156 x 225 mm; 22 lines of 28 letters of size 3."""
    document = paper(snapshot(board, remark=REMARK))
    page = document.sections[0]
    millimetres = [round(length.mm, 1) for length in (page.page_width, page.page_height)]
    assert millimetres == [210.0, 297.0]
    margins = [round(m.mm) for m in (page.top_margin, page.left_margin, page.right_margin, page.bottom_margin)]
    assert margins == [37, 28, 26, 35]
    title, *rest = document.paragraphs
    assert (title.text, title.runs[0].font.size.pt, title.alignment) == ("工会工作数据简报", 22, 1)
    assert title.runs[0]._r.rPr.rFonts.get(qn("w:eastAsia")) == "方正小标宋简体"
    faces = {"仿宋_GB2312": 0, "黑体": 0}
    for paragraph in rest:
        run = paragraph.runs[0]
        face = run._r.rPr.rFonts.get(qn("w:eastAsia"))
        if face in faces and run.font.size.pt == 16:
            faces[face] += 1
            line = paragraph.paragraph_format.line_spacing
            letter = 16 * 20 + int(run._r.rPr.find(qn("w:spacing")).get(qn("w:val")))
            assert round(line.pt * 20) * LINES <= twips(CORE[1]) < round(line.pt * 20) * (LINES + 1)
            assert letter * LETTERS <= twips(CORE[0]) < letter * (LETTERS + 1)
            assert paragraph.paragraph_format.first_line_indent.pt * 20 == pytest.approx(letter * 2, abs=1)
    assert all(faces.values())


def test_page_numbers_stand_outside_between_dashes(board: Board) -> None:
    page = paper(snapshot(board)).sections[0]
    for footer, side, indent in (
        (page.footer, 2, "right_indent"),
        (page.even_page_footer, 0, "left_indent"),
    ):
        paragraph = footer.paragraphs[0]
        assert paragraph.text.split() == ["—", "—"]
        assert "PAGE" in paragraph._p.xml
        assert paragraph.alignment == side
        assert getattr(paragraph.paragraph_format, indent).pt == 14
        assert paragraph.runs[0]._r.rPr.rFonts.get(qn("w:eastAsia")) == "宋体"


def test_fallback_faces_are_named_in_the_file(board: Board) -> None:
    with zipfile.ZipFile(io.BytesIO(briefing(snapshot(board)))) as archive:
        fonts = ET.fromstring(archive.read("word/fontTable.xml"))
        named = {font.get(qn("w:name")): font.find(qn("w:altName")) for font in fonts}
    assert set(named) == {face for face, _ in OFFICE.fallbacks}
    assert all(other is not None and "Noto" in str(other.get(qn("w:val"))) for other in named.values())


def test_pictures_have_words_for_who_cannot_see_them(board: Board) -> None:
    xml = paper(snapshot(board)).element.xml
    told = re.findall(r'<wp:docPr [^>]*descr="([^"]*)"', xml)
    assert len(told) == 2
    assert "东营 本文本未点名" in told[0]
    deck = Presentation(io.BytesIO(slides(snapshot(board))))
    shapes = [shape for page in deck.slides for shape in page.shapes if shape.shape_type == 13]
    assert len(shapes) == 6
    assert all(shape._element.nvPicPr.cNvPr.get("descr") for shape in shapes)


@pytest.mark.parametrize("words", [ZH, EN])
def test_slides_hold_every_chart_and_fact_with_version(board: Board, words: Words) -> None:
    one = snapshot(board, words, "371000", "none")
    deck = Presentation(io.BytesIO(slides(one)))
    texts = []
    for page in deck.slides:
        frames = [shape.text_frame.text for shape in page.shapes if shape.has_text_frame]
        cells = [c.text for shape in page.shapes if shape.has_table for row in shape.table.rows for c in row.cells]
        texts.append("\n".join([*frames, *cells]))
        assert one.number in texts[-1]
    for fact in one.facts:
        assert any(figure_of(board, fact, words).text in text for text in texts)
    assert map_credit(board, words) in texts[1]


def test_lines_to_say_are_those_of_the_city_page(board: Board) -> None:
    one = snapshot(board, ZH, "371000", "370500", "none")
    told = dict(lines(one))
    assert list(told) == ["东营市", "威海市"]
    assert all(len(said) == 3 for said in told.values())
    assert any("98%以上" in line for line in told["威海市"])
    text = [paragraph.text for paragraph in Document(io.BytesIO(sheet(one))).paragraphs]
    assert [line for line in text if line in [said for lines_ in told.values() for said in lines_]] == [
        *told["东营市"],
        *told["威海市"],
    ]
    assert sheet(one) == sheet(one)
    assert {place for place, _ in lines(snapshot(board))} == {"滨州市", "菏泽市", "威海市", "青岛市", "全省", "全国"}


@pytest.mark.parametrize(
    ("number", "printed"),
    [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (99, "九十九")],
)
def test_chinese_numbers_of_headings(number: int, printed: str) -> None:
    assert chinese_number(number) == printed
