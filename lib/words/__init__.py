"""The board's words in two languages: English is the message id, Chinese stands in `locale/zh` (gettext, by Babel)."""

from __future__ import annotations

import gettext
import io
from functools import cache
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = ("zh", "en")
LOCALE = Path(__file__).parent / "locale"


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
        return found if found != text else f"“{text}”"

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
