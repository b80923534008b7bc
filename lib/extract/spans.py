"""Stretches of a text that do not overlap, and which of them holds a place."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Lines:
    """Where the lines of a text begin and end: looked up, for a search back over a line of megabytes takes its time."""

    def __init__(self, text: str) -> None:
        self.breaks = array("I", (match.start() for match in re.finditer("\n", text)))
        self.size = len(text)

    def begin(self, place: int) -> int:
        """Where the line begins that holds a place; a line break is part of the line that it ends."""
        index = bisect_left(self.breaks, place) - 1
        return self.breaks[index] + 1 if index >= 0 else 0

    def end(self, place: int) -> int:
        """Where the line ends that holds a place: at its line break, else at the end of the text."""
        index = bisect_left(self.breaks, place)
        return self.breaks[index] if index < len(self.breaks) else self.size


def each_line(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a text, each with its place, without its line break; never all in memory."""
    begin = 0
    while (end := text.find("\n", begin)) >= 0:
        yield begin, text[begin:end]
        begin = end + 1
    yield begin, text[begin:]


class Spans(Generic[T]):
    """Spans in order of their start, each with what it is."""

    def __init__(self, spans: Iterable[tuple[int, int, T]]) -> None:
        self.spans = list(spans)
        self.starts = [start for start, _, _ in self.spans]

    def at(self, place: int) -> T | None:
        """What the span is that holds a place."""
        index = bisect_right(self.starts, place) - 1
        return self.spans[index][2] if index >= 0 and self.spans[index][1] > place else None

    def within(self, start: int, end: int) -> T | None:
        """The first span that begins in a stretch."""
        index = bisect_left(self.starts, start)
        return self.spans[index][2] if index < len(self.starts) and self.starts[index] < end else None


class Flow(Generic[T]):
    """Spans that are made while a text is read from its start to its end: the latest are kept, for looks back."""

    KEPT = 4096

    def __init__(self, spans: Iterable[tuple[int, int, T]]) -> None:
        self.coming = iter(spans)
        self.next = next(self.coming, None)
        self.spans: list[tuple[int, int, T]] = []
        self.starts: list[int] = []

    def at(self, place: int) -> T | None:
        """What the span is that holds a place, at most KEPT spans before the last place asked for."""
        while self.next is not None and self.next[0] <= place:
            self.spans.append(self.next)
            self.starts.append(self.next[0])
            self.next = next(self.coming, None)
            if len(self.starts) > 2 * self.KEPT:
                del self.starts[: self.KEPT], self.spans[: self.KEPT]
        index = bisect_right(self.starts, place) - 1
        return self.spans[index][2] if index >= 0 and self.spans[index][1] > place else None
