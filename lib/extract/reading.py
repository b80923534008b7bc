"""A report file to the text that offsets refer to."""

from __future__ import annotations

from pathlib import Path

from lib.errors import BoardError
from lib.extract.text import decode


class UnreadableReport(BoardError):
    """A file that holds no text to read."""


def read_text(path: Path) -> str:
    """The text of a report file.

    Raises UnreadableReport where the file is not there or holds no text.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableReport(f"{path}: {error.strerror}") from error
    return decode(data)
