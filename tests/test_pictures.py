"""Pictures for papers: Chinese text, title, unit, source, credit and version, and the same bytes each time."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET

import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from lib.catalog import Board
from lib.export import Snapshot
from lib.model import Selection
from lib.palette import LIGHT
from lib.pictures import Picture, gallery, png, svg
from lib.pictures.canvas import EDGE, FACE, FAMILY, SCALE
from lib.words import Words

SVG = "{http://www.w3.org/2000/svg}"


def made(board: Board, lang: str = "zh", *cities: str) -> list[Picture]:
    return gallery(Snapshot(board, Selection(cities, (), (board.sources[0]["source_id"],)), Words(lang)))


def texts(content: bytes) -> str:
    root = ET.fromstring(content)
    return "\n".join("".join(node.itertext()) for node in root.iter(f"{SVG}text"))


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("cities", [(), ("370200",), ("370500",), ("none",)])
def test_every_picture_says_what_it_is(board: Board, lang: str, cities: tuple[str, ...]) -> None:
    found = made(board, lang, *cities)
    assert [picture.key for picture in found][:2] == ["map", "matrix"]
    for picture in found:
        content = svg(picture, LIGHT)
        said = squeezed(texts(content))
        for part in (picture.title, picture.unit, *picture.notes):
            assert squeezed(part) in said
        assert board.version in " ".join(picture.notes)
        root = ET.fromstring(content)
        assert [root.findtext(f"{SVG}title"), root.findtext(f"{SVG}desc")] == [picture.title, picture.alt]
        assert picture.alt
        assert FAMILY in content.decode()


def test_pictures_of_the_whole_report(board: Board) -> None:
    keys = [picture.key for picture in made(board)]
    assert keys == ["map", "matrix", "firms-honoured", "qingdao-reward", "weihai-tiers", "timeline"]
    by = {picture.key: texts(svg(picture, LIGHT)) for picture in made(board)}
    assert "审图号不详" in by["map"]
    assert "不作划界依据" in by["map"]
    assert {"威海", "莱芜", "菏泽"} <= set(by["map"].split("\n"))
    assert by["matrix"].count("本文本未点名") == 4
    assert "252家 ÷ 8460家 = 2.98%（推算）。" in by["firms-honoured"]
    assert "未署名" in by["firms-honoured"]
    assert "5000余万元" in by["timeline"]


def test_a_picture_drawn_again_is_the_same(board: Board) -> None:
    for picture in made(board):
        assert png(picture, LIGHT) == png(picture, LIGHT)
        assert svg(picture, LIGHT) == svg(picture, LIGHT)


def test_a_png_has_the_size_that_was_drawn_and_is_no_empty_sheet(board: Board) -> None:
    for picture in made(board):
        image = Image.open(io.BytesIO(png(picture, LIGHT)))
        assert abs(image.width - (picture.width + 2 * EDGE) * SCALE) <= 1
        bare = Image.open(io.BytesIO(png(picture, LIGHT, framed=False))).convert("RGB")
        assert abs(bare.width - picture.width * SCALE) <= 1
        assert len(bare.getcolors(1 << 24) or []) > 10
        assert "Software" not in image.info


def test_text_of_a_report_is_no_formula_and_no_markup(board: Board) -> None:
    picture = made(board)[2]
    hostile = Picture(picture.key, "$x^2$ <script>&", "$\\frac", picture.alt, picture.draw, picture.width)
    assert squeezed("$x^2$ <script>&") in squeezed(texts(svg(hostile, LIGHT)))
    assert png(hostile, LIGHT)


def test_the_face_has_every_letter_that_the_board_prints(board: Board, demo_board: Board) -> None:
    cmap = TTFont(FACE).getBestCmap()
    said: set[str] = set()
    for data in (board, demo_board):
        for table in ("areas", "themes", "units", "indicators", "metrics", "breakdowns"):
            said |= {letter for row in data.rows(table) for cell in row.values() for letter in cell}
    assert {letter for letter in said if letter.isprintable() and ord(letter) not in cmap} == set()
    assert FACE.stat().st_size < 2_000_000
    assert (FACE.parent / "OFL.txt").is_file()
