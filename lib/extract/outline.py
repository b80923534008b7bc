"""The headings of a text: under which of them a place stands, and how its paragraph begins."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from lib.extract.spans import Flow, each_line

CN = "一二三四五六七八九十"
NUMBERED: tuple[tuple[int, re.Pattern[str]], ...] = (
    (2, re.compile(rf"第[{CN}\d]{{1,4}}条[ \t]*")),
    (1, re.compile(rf"[【\[]?(?:第[{CN}\d]{{1,3}}[章节编部分]+|[{CN}]{{1,3}}、|[{CN}]{{1,3}}[.．])")),
    (2, re.compile(rf"（[{CN}]{{1,3}}）")),
    (3, re.compile(r"(?:\d{1,2}[.、．](?!\d)|（\d{1,2}）|[①-⑳]|\d{1,2} (?=[\u3400-\u9fff\d]))")),
)
"""Levels of headings as Chinese offices number them: 一、 （一） 1."""
LONG = 34
"""A line up to this long without a full stop is a heading."""
TITLE = 60
"""The first line up to this long is the title."""
INLINE = 20
"""A numbered paragraph may open with its heading, up to this long, before its first full stop or colon."""
NO_HEADING = re.compile(r"[。；]|，.*，")
OPENING = 20_000
"""How much of a text is looked through for its year."""
LEAD = 60
"""How much of the first sentence of a paragraph is looked at."""


@dataclass(frozen=True, slots=True)
class Place:
    """What stands over a place of a text."""

    title: str
    heads: str
    """The headings in force, the nearest last, joined by a slash."""
    lead: str
    """How the paragraph begins, up to its first full stop."""
    alone: bool = False
    """Whether the paragraph is a heading, or the title, and nothing else."""


YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年)")


def year_of(title: str, text: str) -> int:
    """The year that a text speaks from: that of its title, else the one that it names most; 0 where it names none."""
    years = YEAR.findall(title) or re.findall(r"(?:19|20)\d\d", title)
    if years:
        return int(max(years)) if "规划" not in title and "计划" not in title else int(min(years)) - 1
    counts = Counter(YEAR.findall(text[:OPENING]))
    return int(max(counts, key=lambda year: (counts[year], year))) if counts else 0


class Outline:
    """The headings of a folded, unwrapped text, a line a paragraph."""

    def __init__(self, text: str) -> None:
        self.title = ""
        self.places = Flow(self._places(text))
        self.year = year_of(self.title, text)

    def _places(self, text: str) -> Iterator[tuple[int, int, Place]]:
        """What stands over each line that holds something; the first one sets the title."""
        heads: dict[int, str] = {}
        first = True
        for at, line in each_line(text):
            if plain := line.strip():
                yield at, sys.maxsize, self._line(plain, heads, first)
                first = False

    def _line(self, line: str, heads: dict[int, str], first: bool) -> Place:
        level, rest = _level(line)
        own, titled = "", False
        short = len(line) <= LONG and not NO_HEADING.search(line) and not line.endswith("，")
        if level and (short or (mark := re.search("[。：]", rest[: INLINE + 1]))):
            own = rest if short else rest[: mark.start()] if mark else ""
        elif not level and first and len(line) <= TITLE and "。" not in line:
            self.title, titled = line, True
        elif not level and short and not re.search(r"[，：\d]", line):
            level, own = 1, line
        if own:
            for lower in [key for key in heads if key >= level]:
                del heads[lower]
            heads[level] = own
        lead = re.split("[。；！？]", line[:LEAD])[0]
        alone = titled or (short and bool(own))
        return Place(self.title, "/".join(heads[key] for key in sorted(heads)), lead, alone)

    def at(self, place: int) -> Place:
        """What stands over a place; places are asked for in order."""
        return self.places.at(place) or Place("", "", "")


def _level(line: str) -> tuple[int, str]:
    """The level of a numbered line and what follows its number; 0 where it bears none."""
    for level, pattern in NUMBERED:
        if found := pattern.match(line):
            return level, line[found.end() :].strip()
    return 0, line
