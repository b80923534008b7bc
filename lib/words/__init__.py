"""The board's words in two languages: English is the message id, Chinese stands in `locale/zh` (gettext, by Babel)."""

from __future__ import annotations

import gettext
import io
import re
from functools import cache
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = ("zh", "en")
LOCALE = Path(__file__).parent / "locale"


DATES = (
    (re.compile(r"(\d{4})年"), r"\1"),
    (re.compile(r"到?(\d{4})年[底末]"), r"end of \1"),
    (re.compile(r"(\d{4})年以来"), r"since \1"),
    (re.compile(r"到(\d{4})年"), r"by \1"),
    (re.compile(r"(\d{4})年[至到—-](\d{4})年"), r"\1 to \2"),
    (re.compile(r"(\d{4})年(\d{1,2})月"), r"\1, month \2"),
)
"""Printed dates that need no entry each in the English catalogue."""


def mark(message: str) -> str:
    """Says that a text is a message id which is looked up elsewhere; the test of translations finds it by this."""
    return message


class Words:
    """Words of one language: `words("{n} facts", n=3)`."""

    def __init__(self, lang: str) -> None:
        if lang not in LANGUAGES:
            raise ValueError(f"{lang!r} is none of {', '.join(LANGUAGES)}")
        self.lang = lang

    def __call__(self, message: str, **values: object) -> str:
        """The message in this language, its `{names}` filled in."""
        return _translations(self.lang).gettext(message).format(**values)

    def printed(self, text: str) -> str:
        """Words that a report prints: as they stand in Chinese; in English translated, or quoted where unknown."""
        if self.lang == "zh" or not text:
            return text
        found = _translations(self.lang).pgettext("printed", text)
        if found != text:
            return found
        dated = next((match.expand(shown) for pattern, shown in DATES if (match := pattern.fullmatch(text))), "")
        return dated or f"“{text}”"

    def pick(self, zh: str, en: str) -> str:
        """Whichever of two texts of a table is in this language."""
        return zh if self.lang == "zh" else en


@cache
def _translations(lang: str) -> gettext.NullTranslations:
    """The catalogue of one language; the .po file is read directly, so no compiled file can lag behind it."""
    path = LOCALE / lang / "LC_MESSAGES" / "board.po"
    if not path.is_file():
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=lang))
    return gettext.GNUTranslations(io.BytesIO(compiled.getvalue()))
