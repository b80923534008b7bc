"""Word, HTML and PDF files to plain text: paragraphs a line, table cells parted by tabs."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from html.parser import HTMLParser
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]
from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from lib.errors import UnreadableReport
from lib.words import mark

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LARGEST = 50_000_000
"""Bytes of the unpacked document part: a report is far smaller, a zip bomb larger."""
BLOCKS = frozenset(
    [
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "tr",
        "table",
        "section",
        "article",
        "header",
        "footer",
        "blockquote",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "title",
        "br",
        "hr",
    ]
)
UNSEEN = {name: re.compile(end, re.I) for name, end in {"!--": "-->", "script": "</script", "style": "</style"}.items()}
"""What no reader sees, and how it ends."""
OPENING = re.compile(r"<(!--|script\b|style\b)", re.I)
STRAY = re.compile(r"""<(?!(?>/?[a-zA-Z](?>[^<>"']{1,500}|"[^"]{0,2000}"|'[^']{0,2000}'){0,60}|[!?][^<>]{0,2000})>)""")
"""A mark that opens no tag. Python's parser looks for the end of each of them anew, to the end of the page, and goes
back and forth in a tag without one: a page of 80 kB of `<a ` took minutes."""
HIDDEN = frozenset(("script", "style", "noscript", "template", "svg"))
DOCX_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, SyntaxError, ValueError, RuntimeError, OSError)
"""What a broken archive or its XML makes the readers raise; RuntimeError is an encrypted or an unknown member."""
PDF_FAULTS = (
    *(PyPdfError, DependencyError, zlib.error, struct.error),
    *(LookupError, ValueError, TypeError, AttributeError, ArithmeticError, AssertionError, RuntimeError, OSError),
)
"""pypdf's own errors, and those it lets out where a broken file has the wrong kind of object in a place: its reader
follows the file's structure without asking what it finds (a number where a dictionary should be is an AttributeError).
RuntimeError holds RecursionError and NotImplementedError."""
FEW = 20
"""Characters of a PDF below which it holds pictures of pages, not text."""


def docx_text(data: bytes) -> str:
    """The text of a Word file, paragraphs and tables in their order."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            info = archive.getinfo("word/document.xml")
            if info.file_size > LARGEST:
                raise UnreadableReport("", mark("the Word file is too large to be a report"), mark("split it"))
            root: Element = fromstring(archive.read(info), forbid_dtd=True)
    except DOCX_FAULTS as error:
        raise UnreadableReport(
            "", mark("the Word file cannot be read ({error})"), mark("save it again as .docx"), error=error
        ) from error
    body = root.find(f"{WORD}body")
    return "\n".join(line for block in (body if body is not None else ()) for line in _block(block)) + "\n"


def _block(block: Element) -> list[str]:
    """The lines of a paragraph or of a table, a row a line."""
    if block.tag == f"{WORD}tbl":
        return [
            "\t".join(" ".join(_paragraph(item) for item in cell.iter(f"{WORD}p")) for cell in row.iter(f"{WORD}tc"))
            for row in block.iter(f"{WORD}tr")
        ]
    return [_paragraph(item) for item in block.iter(f"{WORD}p")]


def _paragraph(paragraph: Element) -> str:
    """The runs of a paragraph; text that a revision struck out is no w:t and stays away."""
    marks = {f"{WORD}tab": "\t", f"{WORD}br": "\n", f"{WORD}cr": "\n"}
    return "".join(
        (item.text or "") if item.tag == f"{WORD}t" else marks.get(item.tag, "") for item in paragraph.iter()
    )


class _Page(HTMLParser):
    """Visible text of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Blocks begin a line, cells a column."""
        self.hidden += tag in HIDDEN
        self.parts.append("\n" if tag in BLOCKS else "\t" if tag in ("td", "th") else "")

    def handle_endtag(self, tag: str) -> None:
        """Blocks end their line."""
        self.hidden = max(0, self.hidden - (tag in HIDDEN))
        self.parts.append("\n" if tag in BLOCKS else "")

    def handle_data(self, data: str) -> None:
        """A line break in the source of a page is a space at most; between Chinese it is nothing."""
        if not self.hidden:
            self.parts.append("".join(line.strip(" \t\r") for line in data.split("\n")))


def html_text(markup: str) -> str:
    """The visible text of a page, blocks a line."""
    page = _Page()
    page.feed(STRAY.sub("&lt;", _seen(markup)))
    page.close()
    lines = (line.strip() for line in "".join(page.parts).split("\n"))
    return "\n".join(line for line in lines if line) + "\n"


def _seen(markup: str) -> str:
    """A page without its comments, scripts and styles; one that does not end is no such thing."""
    parts, at, endless = [], 0, set[str]()
    for opening in OPENING.finditer(markup):
        name = opening[1].lower()
        if opening.start() < at or name in endless:
            continue
        closing = UNSEEN[name].search(markup, opening.end())
        if closing is None:
            endless.add(name)
            continue
        parts.append(markup[at : opening.start()])
        # The end tag of a script stays: the parser leaves out one that was not opened.
        at = closing.end() if name == "!--" else closing.start()
    return "".join([*parts, markup[at:]])


def pdf_text(data: bytes) -> str:
    """The text of a PDF, a page after the other."""
    try:
        reader: Any = PdfReader(io.BytesIO(data))
        pages = [page.extract_text() for page in reader.pages]
    except PDF_FAULTS as error:
        raise UnreadableReport(
            "",
            mark("the PDF cannot be read ({error})"),
            mark("print it to PDF again, or save the text"),
            error=f"{type(error).__name__}: {error}",
        ) from error
    text = "\n\n".join(pages)
    if len("".join(text.split())) < FEW:
        raise UnreadableReport(
            "", mark("the PDF holds no text, only pictures of pages (a scan)"), mark("run a text recognition first")
        )
    return text
