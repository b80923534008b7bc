"""The selection as slides: one page a chart, one page a city, each with source, credit and version."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from lib import analysis
from lib.briefing.notes import note
from lib.export import Snapshot, place_words, telling
from lib.export.archive import repacked
from lib.model import Fact
from lib.palette import LIGHT, rgb
from lib.pictures import Picture, gallery, png
from lib.pictures.gallery import credits
from lib.terms import figure_of, indicator_name, nature_words, period_words, population_words
from lib.words import mark

PX = 9525
"""EMU in a px at 96 to the inch."""
WIDTH, HEIGHT, EDGE = 1280, 720, 56
FACE = "Microsoft YaHei"
ROWS = 5
"""Facts a page; a city with more has more pages."""
NO_TIME = datetime(1980, 1, 1)
COLUMNS = (
    (mark("Value"), 0.15),
    (mark("Indicator"), 0.2),
    (mark("Population"), 0.15),
    (mark("Period"), 0.15),
    (mark("Nature"), 0.08),
    (mark("Place in the report"), 0.27),
)
"""Heads of the table of facts and their shares of its width."""


def slides(snapshot: Snapshot) -> bytes:
    """The slides; the same selection and version give the same bytes."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Emu(WIDTH * PX), Emu(HEIGHT * PX)
    words, properties = snapshot.words, deck.core_properties
    moment = datetime.fromisoformat(snapshot.time) if snapshot.time else NO_TIME
    properties.author = properties.last_modified_by = "Union board"
    properties.created = properties.modified = moment.replace(tzinfo=None)
    properties.title, properties.revision = words("Union board: facts of the selection"), 1
    _cover(deck, snapshot)
    for picture in gallery(snapshot):
        _picture(deck, picture)
    for place, facts in _by_place(snapshot):
        for start in range(0, len(facts), ROWS):
            _facts(deck, snapshot, place, facts[start : start + ROWS])
    out = io.BytesIO()
    deck.save(out)
    return repacked(out.getvalue())


def _by_place(snapshot: Snapshot) -> list[tuple[str, list[Fact]]]:
    """Facts by place in code order, then province, nation and what has no place."""
    board = snapshot.board
    places = {analysis.fact_place(board, fact) for fact in snapshot.facts}
    return [
        (place, [fact for fact in snapshot.facts if analysis.fact_place(board, fact) == place])
        for place in sorted(places, key=lambda key: analysis.place_order(board, key))
    ]


def _page(deck: Any, title: str) -> Any:
    page = deck.slides.add_slide(deck.slide_layouts[5])
    holder = page.shapes.title
    holder.left, holder.top, holder.width, holder.height = _box(EDGE, 36, WIDTH - 2 * EDGE, 56)
    _say(holder.text_frame, [title], 26, LIGHT.ink, bold=True)
    return page


def _cover(deck: Any, snapshot: Snapshot) -> None:
    page = _page(deck, snapshot.words("Union board: facts of the selection"))
    lines = [f"{label}{snapshot.words(': ')}{said}" for label, said in telling.cover(snapshot)]
    _text(page, lines, (EDGE, 130, WIDTH - 2 * EDGE, 480), 18, LIGHT.ink)


def _picture(deck: Any, picture: Picture) -> None:
    """The drawing as large as it fits; title, unit and notes as text that can be edited."""
    page = _page(deck, picture.title)
    _text(page, [picture.unit] if picture.unit else [], (EDGE, 92, WIDTH - 2 * EDGE, 44), 14, LIGHT.ink2)
    top, room = 146, 450
    scale = min((WIDTH - 2 * EDGE) / picture.width, room / picture.height)
    wide, high = picture.width * scale, picture.height * scale
    image = io.BytesIO(png(picture, LIGHT, framed=False))
    shape = page.shapes.add_picture(image, *_box((WIDTH - wide) / 2, top, wide, high))
    shape._element.nvPicPr.cNvPr.set("descr", picture.alt)
    _text(page, list(picture.notes), (EDGE, 606, WIDTH - 2 * EDGE, 96), 10, LIGHT.ink3)


def _facts(deck: Any, snapshot: Snapshot, place: str, facts: Sequence[Fact]) -> None:
    """A table of facts with the wording of the report and where each stands."""
    board, words = snapshot.board, snapshot.words
    page = _page(deck, place_words(board, place, words))
    box = _box(EDGE, 110, WIDTH - 2 * EDGE, 40 * (len(facts) + 1))
    table = page.shapes.add_table(len(facts) + 1, len(COLUMNS), *box).table
    for at, (head, share) in enumerate(COLUMNS):
        table.columns[at].width = Emu(round((WIDTH - 2 * EDGE) * share) * PX)
        _cell(table.cell(0, at), words(head), bold=True)
    for line, fact in enumerate(facts, start=1):
        cells = (
            figure_of(board, fact, words).text,
            indicator_name(board, fact, words),
            population_words(fact, words),
            period_words(fact, words),
            nature_words(fact, words),
            note(snapshot, fact),
        )
        for at, cell in enumerate(cells):
            _cell(table.cell(line, at), cell, 11 if at else 16, bold=not at)
    _text(page, list(credits(snapshot)), (EDGE, 630, WIDTH - 2 * EDGE, 72), 10, LIGHT.ink3)


def _cell(cell: Any, text: str, size: float = 11, *, bold: bool) -> None:
    cell.fill.solid()
    cell.fill.fore_color.rgb = _rgb(LIGHT.surface)
    _say(cell.text_frame, [text], size, LIGHT.ink, bold=bold)


def _text(page: Any, lines: Sequence[str], box: tuple[float, float, float, float], size: float, colour: str) -> None:
    if lines:
        frame = page.shapes.add_textbox(*_box(*box)).text_frame
        frame.word_wrap = True
        _say(frame, lines, size, colour)


def _say(frame: Any, lines: Sequence[str], size: float, colour: str, *, bold: bool = False) -> None:
    frame.word_wrap = True
    for at, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if not at else frame.add_paragraph()
        paragraph.alignment = 1
        run = paragraph.add_run()
        run.text = line
        run.font.size, run.font.bold, run.font.name = Pt(size), bold, FACE
        run.font.color.rgb = _rgb(colour)
        properties = run._r.get_or_add_rPr()
        face = properties.makeelement(qn("a:ea"), {"typeface": FACE})
        properties.insert_element_before(face, "a:cs", "a:sym", "a:hlinkClick")


def _rgb(colour: str) -> RGBColor:
    return RGBColor(*rgb(colour)[:3])  # type: ignore[no-untyped-call]


def _box(left: float, top: float, width: float, height: float) -> tuple[Emu, Emu, Emu, Emu]:
    return Emu(round(left * PX)), Emu(round(top * PX)), Emu(round(width * PX)), Emu(round(height * PX))
