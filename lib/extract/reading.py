"""A report file to the text that offsets refer to."""

from __future__ import annotations

from pathlib import Path

from lib.extract.formats import UnreadableReport, docx_text, html_text, pdf_text
from lib.extract.text import decode

OLD_WORD = b"\xd0\xcf\x11\xe0"


def read_text(path: Path) -> str:
    """The text of a report file.

    Raises UnreadableReport where the file is not there or holds no text.
    """
    try:
        data = path.read_bytes()
        return text_of(path.name, data)
    except OSError as error:
        raise UnreadableReport(f"{path}: {error.strerror}") from error
    except UnreadableReport as error:
        raise UnreadableReport(f"{path}: {error}") from error


def text_of(name: str, data: bytes) -> str:
    """The text of a file's bytes; what they are is told by their own first bytes, and for HTML by the name."""
    if data.startswith(b"%PDF"):
        return pdf_text(data)
    if data.startswith(b"PK\x03\x04"):
        return docx_text(data)
    if data.startswith(OLD_WORD):
        raise UnreadableReport("an old Word file (.doc); save it as .docx")
    text = decode(data)
    if name.lower().endswith((".html", ".htm")):
        return html_text(text)
    return text


__all__ = ["UnreadableReport", "read_text", "text_of"]
