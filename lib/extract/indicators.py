"""The catalogue key of a figure, and the theme of the section that it stands in, where the words match well."""

from __future__ import annotations

import csv
import os
import re
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

from lib.extract.facts import pairs

ROOT = Path(__file__).resolve().parent.parent.parent
ENOUGH = 0.4
"""Share of the pairs of characters of a catalogue name that clause (counted twice) and sentence must hold."""


def _table(name: str) -> list[dict[str, str]]:
    path = Path(os.environ.get("UNION_DATA") or ROOT / "data") / name
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def _names() -> dict[str, list[tuple[str, frozenset[str]]]]:
    """The indicators of each unit, with the pairs of characters of their names."""
    names: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for row in _table("indicators.csv"):
        names.setdefault(row["unit"], []).append((row["indicator"], pairs(row["name_zh"])))
    return names


@cache
def _keywords() -> list[tuple[str, tuple[str, ...]]]:
    return [(row["theme"], tuple(row["keywords"].split(";"))) for row in _table("themes.csv")]


def key_of(clause: str, sentence: str, unit: str) -> str:
    """The catalogue's key for a figure of this unit whose words hold most of the indicator's name."""
    near = pairs(clause)
    # Without a pair in the clause a name cannot hold enough.
    names = [(key, name) for key, name in _names().get(unit, ()) if not name.isdisjoint(near)]
    if not names:
        return ""
    wide = pairs(sentence)
    best = max(((2 * len(name & near) + len(name & wide)) / (3 * len(name)), key) for key, name in names)
    return best[1] if best[0] >= ENOUGH else ""


@lru_cache(maxsize=1)
def _headings(text: str) -> tuple[Sequence[int], Sequence[str]]:
    """Where the sections of a text begin, and the theme of each."""
    places, themes = array("I", [0]), [""]
    for match in re.finditer(r"^[^\n]{4,40}$", text, re.MULTILINE):
        line = match.group()
        if line.endswith(("。", "；", "，")) or "。" in line or re.search(r"\d", line):
            continue
        theme = next((key for key, words in _keywords() if any(word in line for word in words)), "")
        if theme or re.match("(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十])|全[省市]", line):
            places.append(match.start())
            themes.append(theme)
    return places, themes


def theme_at(text: str, place: int) -> str:
    """The theme of the section at a place, empty before the first heading that names one."""
    places, themes = _headings(text)
    return themes[bisect_right(places, place) - 1]
