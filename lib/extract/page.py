"""A report as a page to read: its wrapped columns joined to paragraphs, its headings told, every place kept."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lib.extract.indicators import theme_at
from lib.extract.outline import Outline
from lib.extract.text import TABLE, halves, lines_of
from lib.extract.wrap import MARKER, NARROW, Line, joins
from lib.extract.wrap import page_of as printed
from lib.model import Span

STOPS = "。！？!?"
FULL = 1.5
"""How much narrower than its column a line may be that fills it, in characters."""


@dataclass(frozen=True)
class Paragraph:
    """One paragraph: the stretches of the report that are read on end, blanks at the edges of lines left out."""

    pieces: tuple[Span, ...]
    heading: bool
    theme: str
    """The theme of the section that it stands in, empty outside all sections."""

    @property
    def start(self) -> int:
        return self.pieces[0].start

    @property
    def end(self) -> int:
        return self.pieces[-1].end

    def read(self, raw: str, start: int = 0, end: int | None = None) -> str:
        """What of the paragraph lies between two places of the report, on end."""
        end = self.end if end is None else end
        return "".join(raw[max(piece.start, start) : max(min(piece.end, end), 0)] for piece in self.pieces)

    def sentence(self, raw: str, span: Span) -> Span:
        """The sentence around a span."""
        begin = max((raw.rfind(stop, self.start, span.start) + 1 for stop in STOPS), default=0)
        ends = [at + 1 for stop in STOPS if (at := raw.find(stop, span.end, self.end)) >= 0]
        return Span(max(begin, self.start), min(ends, default=self.end))


def page_of(raw: str, kept: Iterable[Span] = ()) -> list[Paragraph]:
    """The paragraphs of a report in their order.

    `kept` are spans that are shown letter for letter: no paragraph ends and no doubled headline is halved in one.
    """
    whole = _Spans(kept)
    lines, groups = list(lines_of(raw)), list[list[Line]]()
    width = printed(lines)
    column, blanks = width.column, any(line.blank for line in lines)
    joined = {line.start: glued for line, glued in joins(lines, width)}
    for line in lines:
        inside = whole.touch(line.start, line.start + len(line.text))
        # What a page break leaves between two joined lines is no text, unless a span says that it is.
        if not inside and (line.start not in joined or not line.text.strip()):
            continue
        if groups and (joined.get(line.start) or whole.cut_at(line.start)):
            groups[-1].append(line)
        else:
            groups.append([line])
    pieces = [[piece for line in group for piece in _pieces(raw, line, whole)] for group in groups]
    texts = ["".join(raw[piece.start : piece.end] for piece in group) for group in pieces]
    folded = "\n".join(text.translate(TABLE) for text in texts)
    outline, at, found = Outline(folded), 0, []
    held: list[Span] = []
    for group, text, written in zip(pieces, texts, groups, strict=True):
        heading = outline.at(at).alone
        if heading and _cut_short(raw, written, column, blanks):
            held += group
        elif held or group:
            found.append(Paragraph((*held, *group), heading and not held, theme_at(folded, at)))
            held = []
        at += len(text) + 1
    return [*found, *([Paragraph(tuple(held), False, found[-1].theme if found else "")] if held else [])]


def _cut_short(raw: str, lines: Sequence[Line], column: float, blanks: bool) -> bool:
    """Whether what looks like a heading is the first line of a paragraph whose rest could not be joined to it.

    It fills a newspaper column, or goes on in the next line although a blank one parts the paragraphs of this text.
    """
    last = lines[-1]
    if MARKER.match(last.text):
        return False
    end = last.start + len(last.text)
    after = raw[end : end + 2]
    goes_on = blanks and not last.doubled and bool(after.strip()) and len(after) == 2 and after[1] not in "\r\n"
    return len(lines) == 1 and ((column <= NARROW and abs(last.width - column) <= FULL) or goes_on)


class _Spans:
    """Spans that do not overlap, asked what lies in one."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.spans: Sequence[Span] = sorted(spans, key=lambda span: span.start)
        self.starts = [span.start for span in self.spans]

    def cut_at(self, place: int) -> bool:
        """Whether a cut right before a place goes through a span."""
        at = bisect_right(self.starts, place - 1) - 1
        return at >= 0 and self.spans[at].start < place < self.spans[at].end

    def touch(self, start: int, end: int) -> bool:
        """Whether a span lies in a stretch, or partly."""
        at = bisect_right(self.starts, end - 1) - 1
        return at >= 0 and self.spans[at].end > start


def _pieces(raw: str, line: Line, whole: _Spans) -> list[Span]:
    """The stretches of a line that are read: without blanks at its edges, a doubled headline once."""
    text = raw[line.start : line.start + len(line.text)]
    start = line.start + len(text) - len(text.lstrip())
    end = line.start + len(text.rstrip())
    if line.doubled and not whole.touch(start, end):
        return [Span(line.start + at, line.start + at + 1) for at in halves(text) if start <= line.start + at < end]
    return [Span(start, end)] if start < end else []
