"""A report file to the text that offsets refer to."""

from __future__ import annotations

import re
from pathlib import Path

from lib.errors import UnreadableReport
from lib.extract.formats import docx_text, html_text, pdf_text
from lib.extract.text import decode
from lib.words import mark

OTHER_FORMATS = (
    (b"\xd0\xcf\x11\xe0", ".doc/.xls/.ppt (Office 97-2003)"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"BM\x00", "BMP"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"RIFF", "RIFF (WebP, WAV, AVI)"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "RAR"),
    (b"PK\x05\x06", "ZIP"),
    (b"\x7fELF", "ELF"),
    (b"MZ\x90", "EXE"),
    (b"SQLite format 3", "SQLite"),
    (b"%!PS", "PostScript"),
    (b"ID3", "MP3"),
)
"""First bytes of files that people take for a report, or that hold no text, and what they are."""
SAVE = mark("save the report as .txt, .docx, .html or a PDF with text")
HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?>.*?-->)\s*)*<(?:!doctype\s+html|html|head|body|meta|title|h1|p|div|table)\b",
    re.I | re.S,
)


def read_text(path: Path) -> str:
    """The text of a report file.

    Raises UnreadableReport where the file is not there or holds no text.
    """
    data = read_bytes(path)
    try:
        return text_of(path.name, data)
    except UnreadableReport as error:
        raise UnreadableReport(str(path), error.wrong, error.mend, **error.values) from error


def read_bytes(path: Path) -> bytes:
    """The bytes of a file; UnreadableReport where it cannot be opened."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableReport(
            str(path), mark("the file cannot be opened ({error})"), mark("check its name"), error=error.strerror
        ) from error


def text_of(name: str, data: bytes) -> str:
    """The text of a file's bytes; what they are is told by their content, never by `name`."""
    if data.startswith(b"%PDF"):
        return pdf_text(data)
    if data.startswith(b"PK\x03\x04"):
        return docx_text(data)
    for signature, what in OTHER_FORMATS:
        if data.startswith(signature):
            raise UnreadableReport("", mark("not a report but {what}"), mark(SAVE), what=what)
    text = decode(data)
    return html_text(text) if HTML.match(text) else text


__all__ = ["UnreadableReport", "read_text", "text_of"]
