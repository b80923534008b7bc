"""Call-outs that repeat the body of a text: what lost its label takes the area of the sentence that it repeats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

SIZE = 4
"""Characters of a shingle."""
SHARE = 0.5
"""Share of a call-out's shingles that must stand in the text about one area."""
LEAST = 6
"""At least so many shingles must: a phrase that everybody uses is no repeat."""
AHEAD = 3
"""So many times more than in the text about any other area."""
INDEXED = 300_000
"""Shingles are kept of so many characters of body text; longer texts have no call-outs of their start at their end."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with the code of the one area that it names; empty where it names none, `?` where several."""

    start: int
    text: str
    area: str


def shingles(text: str) -> set[str]:
    """The runs of four letters of a text, marks and blanks out."""
    plain = "".join(filter(str.isalnum, text))
    return {plain[at : at + SIZE] for at in range(len(plain) - SIZE + 1)}


def borrowed(paragraphs: Iterable[Paragraph]) -> dict[int, str]:
    """Where the paragraphs begin that repeat what was said of an area, and the code of that area."""
    index: dict[str, set[str]] = {}
    out: dict[int, str] = {}
    seen = 0
    for item in paragraphs:
        if item.area and item.area != "?":
            seen += len(item.text)
            if seen <= INDEXED:
                for piece in shingles(item.text):
                    index.setdefault(piece, set()).add(item.area)
        elif not item.area and index:
            own = shingles(item.text)
            counts = Counter(area for piece in own for area in index.get(piece, ()))
            best = counts.most_common(2)
            if best and best[0][1] >= max(LEAST, SHARE * len(own)):
                second = best[1][1] if len(best) > 1 else 0
                if best[0][1] >= AHEAD * second:
                    out[item.start] = best[0][0]
    return out
