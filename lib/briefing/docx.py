"""A story as a Word file in a form; the same story gives the same bytes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, Twips

from lib.briefing.form import A4, FORMS, Form, Style
from lib.briefing.story import Run, Section, Story
from lib.export.archive import repacked
from lib.palette import GREYS
from lib.pictures import Picture, png

DPI = 300
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
LANGUAGES = {"zh": "zh-CN", "en": "en-GB"}
NO_TIME = datetime(1980, 1, 1)
AUTHOR = "Union board"
NOTE_GAP = "　"


def docx(story: Story, lang: str, time: str) -> bytes:
    """The story as a Word file; `time` (ISO 8601, UTC) stands for that of the file."""
    form = FORMS[lang]
    paper = Document()
    _clear(paper, story, lang, time)
    _page(paper, form)
    _add(paper, form, "title", [Run(story.title)])
    _add(paper, form, "subtitle", [Run(story.subtitle)])
    for number, section in enumerate(story.sections, start=1):
        _section(paper, form, section, form.heading(number))
    _notes(paper, form, story)
    _faces(paper, form)
    out = io.BytesIO()
    paper.save(out)
    return repacked(out.getvalue())


def _clear(paper: DocumentType, story: Story, lang: str, time: str) -> None:
    """Properties that say nothing of the machine, and a style that takes nothing from the template."""
    properties, moment = paper.core_properties, datetime.fromisoformat(time) if time else NO_TIME
    properties.author = properties.last_modified_by = AUTHOR
    properties.created = properties.modified = moment.replace(tzinfo=None)
    properties.title, properties.language, properties.comments, properties.revision = (
        story.title,
        LANGUAGES[lang],
        "",
        1,
    )
    style = paper.styles["Normal"]
    style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(0)
    _face(style.element.get_or_add_rPr(), FORMS[lang].styles["body"])
    # Where a face is missing, programs choose another by the language; without one they may choose Japanese letters.
    for said in paper.styles.element.iter(qn("w:lang")):
        said.set(qn("w:val"), LANGUAGES[lang])
        said.set(qn("w:eastAsia"), "zh-CN")
    settings = paper.settings.element
    if settings.find(qn("w:evenAndOddHeaders")) is None and FORMS[lang].outside:
        settings.insert(0, OxmlElement("w:evenAndOddHeaders"))


def _page(paper: DocumentType, form: Form) -> None:
    page = paper.sections[0]
    page.page_width, page.page_height = Mm(A4[0]), Mm(A4[1])
    page.top_margin, page.bottom_margin = Mm(form.top), Mm(form.bottom)
    page.left_margin, page.right_margin = Mm(form.left), Mm(form.right)
    page.footer_distance, page.header_distance = Mm(form.footer), Mm(12)
    grid = page._sectPr.find(qn("w:docGrid"))
    if grid is not None:
        # The distance of lines is set in each paragraph, which every program follows; a grid would add to it in Word.
        page._sectPr.remove(grid)
    _number(page.footer.paragraphs[0], form, odd=True)
    if form.outside:
        _number(page.even_page_footer.paragraphs[0], form, odd=False)


def _number(paragraph: Any, form: Form, *, odd: bool) -> None:
    style = form.styles["number"]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if odd else WD_ALIGN_PARAGRAPH.LEFT
    if not form.outside:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif odd:
        paragraph.paragraph_format.right_indent = Pt(style.size)
    else:
        paragraph.paragraph_format.left_indent = Pt(style.size)
    before, _, after = form.number.partition("{}")
    _run(paragraph, before, style)
    field = _run(paragraph, "", style)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        field._r.append(mark)
    _run(paragraph, after, style)


def _section(paper: DocumentType, form: Form, section: Section, number: str) -> None:
    _add(paper, form, "heading", [Run(f"{number}{section.heading}")]).paragraph_format.keep_with_next = True
    for paragraph in section.paragraphs:
        _add(paper, form, "body", paragraph.runs)
    if section.pictures:
        _pictures(paper, form, section.pictures)


def _pictures(paper: DocumentType, form: Form, pictures: Sequence[tuple[Picture, str]]) -> None:
    """Pictures side by side in a table without lines, each over its caption."""
    room = A4[0] - form.left - form.right
    whole = sum(picture.width for picture, _ in pictures)
    table = paper.add_table(rows=2, cols=len(pictures))
    table.autofit = False
    for at, (picture, caption) in enumerate(pictures):
        share = room * picture.width / whole if len(pictures) > 1 else room
        width = share - 4 if len(pictures) > 1 else min(room * 0.7, share)
        table.columns[at].width = Mm(share)  # LibreOffice goes by the grid, Word by the cells
        above, below = table.cell(0, at), table.cell(1, at)
        above.width = below.width = Mm(share)
        above.vertical_alignment = 1
        holder = above.paragraphs[0]
        holder.alignment = WD_ALIGN_PARAGRAPH.CENTER
        image = io.BytesIO(png(picture, GREYS, framed=False, dpi=DPI))
        drawn = holder.add_run().add_picture(image, width=Mm(width))
        drawn._inline.docPr.set("descr", picture.alt)
        drawn._inline.docPr.set("name", picture.key)
        _set(below.paragraphs[0], form.styles["caption"], [Run(caption)])
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell in table.rows[0].cells:
        cell.paragraphs[0].paragraph_format.keep_with_next = True


def _notes(paper: DocumentType, form: Form, story: Story) -> None:
    """A rule, then where every figure stands, then which report, version and number."""
    notes = NOTE_GAP.join(f"{_sign(at)}{form.after_sign}{note}" for at, note in enumerate(story.notes, start=1))
    lines = [line for line in (notes, *story.colophon) if line]
    for at, line in enumerate(lines):
        paragraph = _add(paper, form, "note", [Run(line)])
        if not at:
            _rule_above(paragraph)


def _rule_above(paragraph: Any) -> None:
    rule = '<w:pBdr {}><w:top w:val="single" w:sz="4" w:space="4" w:color="000000"/></w:pBdr>'
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(parse_xml(rule.format(nsdecls("w"))), "w:shd", "w:spacing", "w:ind", "w:jc")
    paragraph.paragraph_format.space_before = Pt(8)


def _sign(number: int) -> str:
    return CIRCLED[number - 1] if number <= len(CIRCLED) else f"({number})"


def _add(paper: DocumentType, form: Form, kind: str, runs: Sequence[Run]) -> Any:
    paragraph = paper.add_paragraph()
    _set(paragraph, form.styles[kind], runs)
    return paragraph


def _set(paragraph: Any, style: Style, runs: Sequence[Run]) -> None:
    """Set a paragraph: every measure in the file itself, so that no program's own template changes it."""
    layout = paragraph.paragraph_format
    if style.centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif style.line and style.letter:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    if style.line:
        layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Twips(style.line)
    if style.indent:
        layout.first_line_indent = Twips(round(style.indent * (style.size * 20 + style.letter)))
    layout.space_before, layout.space_after = Pt(style.before), Pt(style.after)
    layout.widow_control = False
    for run in runs:
        _run(paragraph, run.text, style)
        if run.note:
            _run(paragraph, _sign(run.note), style).font.superscript = True


def _run(paragraph: Any, text: str, style: Style) -> Any:
    run = paragraph.add_run(text)
    properties = run._r.get_or_add_rPr()
    _face(properties, style)
    run.font.size, run.font.bold = Pt(style.size), style.bold
    if style.letter:
        spacing = OxmlElement("w:spacing")
        spacing.set(qn("w:val"), str(style.letter))
        properties.insert_element_before(spacing, "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:vertAlign")
    return run


def _face(properties: Any, style: Style) -> None:
    faces = properties.get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        faces.set(qn(f"w:{script}"), style.face)
    # Quotation marks and dashes are Chinese ones in a Chinese paper.
    faces.set(qn("w:hint"), "eastAsia")


def _faces(paper: DocumentType, form: Form) -> None:
    """Name in the file which face to take where one is missing."""
    part = next(part for part in paper.part.package.iter_parts() if part.partname == "/word/fontTable.xml")
    fonts = "".join(
        f'<w:font w:name="{face}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for face, other in form.fallbacks
    )
    part._blob = f'<?xml version="1.0" encoding="UTF-8"?><w:fonts {nsdecls("w")}>{fonts}</w:fonts>'.encode()
