"""What a report file must be before it may become a draft: size, kind, and a text without hidden tricks."""

from __future__ import annotations

import re
import unicodedata

from lib.errors import UnreadableReport
from lib.extract.reading import text_of
from lib.words import mark

LARGEST_FILE = 20_000_000
"""Bytes; a report of a province is a hundredth of it."""
LONGEST = 2_000_000
"""Code points of a text: about 400 pages of a newspaper, read in half of the time that there is."""
DAMAGED = 0.002
"""Share of characters that may be replacements or controls before a text counts as damaged."""
TURNING = frozenset("\u202a\u202b\u202d\u202e\u2066\u2067\u2068")
"""Marks that turn the direction of what follows, so that a screen shows other figures than the text holds."""
SPOILT = re.compile("[\x01-\x08\x0b\x0e-\x1f\x7f\ufffd\ue000-\uf8ff]")
HAN = re.compile(r"[\u3400-\u9fff]")
TRY_AGAIN = mark("open the report in its program, save it as .txt in UTF-8 or as .docx, and add that file")


def read_report(name: str, data: bytes) -> str:
    """The text of a file that somebody sent.

    Raises UnreadableReport where it is not a report's text, saying what is wrong and how to mend it.
    """
    check_size(data)
    text = text_of(name, data)
    check_text(text)
    return text


def check_size(data: bytes) -> None:
    """Refuse a file that is empty or too large to be a report."""
    if not data.strip():
        raise UnreadableReport("", mark("the file is empty"), mark("choose the file that holds the report"))
    if len(data) > LARGEST_FILE:
        raise UnreadableReport(
            "",
            mark("the file has {size} MB; {most} MB are the most"),
            mark("take pictures out, or split the report"),
            size=f"{len(data) / 1e6:.1f}",
            most=LARGEST_FILE // 1_000_000,
        )


def check_text(text: str) -> None:
    """Refuse a text that is not one, or that a screen would show otherwise than it is."""
    if len(text) > LONGEST:
        raise UnreadableReport(
            "",
            mark("the text has {chars} characters; {most} are the most"),
            mark("split the report and add the parts one by one"),
            chars=len(text),
            most=LONGEST,
        )
    if "\x00" in text:
        raise UnreadableReport(
            "", mark("the text holds NUL bytes (first at character {at})"), TRY_AGAIN, at=text.index("\x00")
        )
    turned = next((at for at, char in enumerate(text) if char in TURNING), None)
    if turned is not None:
        raise UnreadableReport(
            "",
            mark("the text holds {name} at character {at}, which makes a screen show other words than it holds"),
            mark("take that character out"),
            name=f"U+{ord(text[turned]):04X} {unicodedata.name(text[turned])}",
            at=turned,
        )
    spoilt = SPOILT.findall(text)
    if len(spoilt) > DAMAGED * len(text):
        raise UnreadableReport(
            "",
            mark("the text is damaged: {n} of its {chars} characters cannot be read"),
            TRY_AGAIN,
            n=len(spoilt),
            chars=len(text),
        )
    if not HAN.search(text):
        raise UnreadableReport(
            "", mark("the text holds no Chinese characters"), mark("choose the file that holds the report")
        )
