"""The sheet of lines that a leader may say (口径): three for each chosen city, as a paper and as text to copy."""

from __future__ import annotations

from lib import analysis
from lib.briefing.docx import docx
from lib.briefing.notes import colophon
from lib.briefing.story import Paragraph, Run, Section, Story
from lib.export import Snapshot, place_words
from lib.model import NONE
from lib.spoken import spoken


def lines(snapshot: Snapshot) -> list[tuple[str, list[str]]]:
    """Name and lines of every chosen place; without a choice, of every place with a figure.

    Nobody can speak for what has no place, so unattributed facts have no lines.
    """
    board, words = snapshot.board, snapshot.words
    places = analysis.by_place(board, snapshot.selection)
    states = {city.area_code: city for city in analysis.states(board, snapshot.selection)}
    keys = snapshot.selection.cities or set(places)
    return [
        (
            place_words(board, key, words),
            spoken(
                board,
                key,
                places.get(key, []),
                snapshot.initiatives,
                states.get(key),
                snapshot.selection,
                words,
            ),
        )
        for key in sorted(keys, key=lambda key: analysis.place_order(board, key))
        if key != NONE
    ]


def sheet(snapshot: Snapshot) -> bytes:
    """The lines as a Word file."""
    words = snapshot.words
    sections = [Section(place, tuple(Paragraph((Run(line),)) for line in told)) for place, told in lines(snapshot)]
    if snapshot.remark:
        remark = tuple(Paragraph((Run(line),)) for line in snapshot.remark.splitlines() if line.strip())
        sections.append(Section(words("Remark by the person who made this paper (not from the report)"), remark))
    story = Story(
        words("What you can say"),
        words("Selection: {selection}", selection=snapshot.title),
        tuple(sections),
        (),
        colophon(snapshot),
    )
    return docx(story, words.lang, snapshot.time)


def as_text(told: list[str]) -> str:
    """Lines to copy."""
    return "\n".join(f"{at}. {line}" for at, line in enumerate(told, start=1))
