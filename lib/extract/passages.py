"""A span in its report: paragraph, sentence and line, for reading."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lib.model import Span

BLANK = re.compile(r"\n[ \t\u3000]*\n")
STOPS = "。！？"
FAR = 20_000
"""How far back in characters a name is looked for."""


@dataclass(frozen=True)
class Passage:
    """A span with what stands around it in its paragraph, as offsets into the report."""

    paragraph: Span
    sentence: Span
    span: Span
    line: int
    """Line of the file on which the span begins, the first being 1."""


def passage(text: str, span: Span) -> Passage:
    """The paragraph (between blank lines) and the sentence around a span."""
    edges = [0, *(match.end() for match in BLANK.finditer(text)), len(text)]
    begin = max(edge for edge in edges if edge <= span.start)
    end = min(edge for edge in edges if edge >= span.end and edge > begin)
    sentence_start = max((text.rfind(stop, begin, span.start) + 1 for stop in STOPS), default=0) or begin
    stops = [at + 1 for stop in STOPS if (at := text.find(stop, span.end, end)) >= 0]
    return Passage(
        Span(begin, end),
        Span(max(begin, sentence_start), min(stops, default=end)),
        span,
        text.count("\n", 0, span.start) + 1,
    )


def joined(text: str) -> str:
    """Text without the line breaks of a column: for reading, never for offsets."""
    return "".join(line.strip() for line in text.splitlines())


def last_named(text: str, names: Iterable[str], before: int) -> int | None:
    """Where one of some names stands last before a place, broken by the end of a line or not; None where none does."""
    patterns = [r"\s*".join(map(re.escape, name)) for name in names if name]
    if not patterns:
        return None
    found = [match.start() for match in re.finditer("|".join(patterns), text[max(0, before - FAR) : before])]
    return max(0, before - FAR) + found[-1] if found else None
