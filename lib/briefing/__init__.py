"""Papers that leaders carry: a briefing as a Word file, slides."""

from lib.briefing.docx import docx
from lib.briefing.length import pages
from lib.briefing.lines import as_text, lines, sheet
from lib.briefing.pptx import slides
from lib.briefing.story import MOST, story
from lib.export import Snapshot

PAGES = 3


def briefing(snapshot: Snapshot) -> bytes:
    """The briefing of a selection in its language, with as many figures as fit on three pages."""
    told = story(snapshot)
    for most in range(MOST - 1, 0, -1):
        if pages(told, snapshot.words.lang) <= PAGES:
            break
        told = story(snapshot, most)
    return docx(told, snapshot.words.lang, snapshot.time)


__all__ = ["as_text", "briefing", "lines", "sheet", "slides"]
