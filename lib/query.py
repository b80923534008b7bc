"""A selection as address parameters, read and written: what a page, a file and the command line have in common."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from lib.catalog import Board
from lib.model import NATION, NONE, PROVINCE, Selection
from lib.words import LANGUAGES

CITY, THEME, SOURCE, LANG, AS_OF, VIEW = "city", "theme", "source", "lang", "as_of", "view"
KEPT = (CITY, THEME, SOURCE, LANG, AS_OF, VIEW)
"""Parameters kept over all pages."""
ALL = "all"
WALL = "wall"
"""The one value of `view`: the board on the wall of a meeting room."""


def city_options(board: Board) -> list[str]:
    """Every place that a fact may have: the cities of all maps, province, nation, none."""

    def made() -> list[str]:
        days = {row["map_date"] for row in board.sources}
        codes = {city["area_code"] for day in days for city in board.cities(day)}
        return [*sorted(codes), PROVINCE, NATION, NONE]

    return list(board.once("city options", made))


def theme_options(board: Board) -> list[str]:
    """Keys of the theme filter."""
    return [*(row["theme"] for row in board.themes), NONE]


def source_options(board: Board) -> list[str]:
    """Reports, the newest first."""
    return [row["source_id"] for row in board.sources]


def options(board: Board) -> dict[str, list[str]]:
    """The values that a list of the address may have."""
    return {
        CITY: city_options(board),
        THEME: theme_options(board),
        SOURCE: [*source_options(board), ALL],
        LANG: list(LANGUAGES),
        VIEW: [WALL],
    }


def parse(board: Board, params: Mapping[str, str]) -> tuple[dict[str, list[str]], list[tuple[str, str]]]:
    """Parameters as lists of known values, and the `(parameter, value)` pairs that are not known."""
    allowed = options(board)
    kept: dict[str, list[str]] = {}
    dropped = []
    for name, known in allowed.items():
        given = [part for part in params.get(name, "").split(",") if part]
        dropped += [(name, part) for part in given if part not in known]
        kept[name] = [option for option in known if option in given]
    if ALL in kept[SOURCE]:
        kept[SOURCE] = source_options(board)
    kept[SOURCE] = kept[SOURCE] or source_options(board)[:1]
    kept[LANG] = kept[LANG][:1] or ["zh"]
    asked = time_of(params.get(AS_OF, ""))
    kept[AS_OF] = [asked] if asked in board.published[:-1] else []
    if asked and asked not in board.published:
        dropped.append((AS_OF, params[AS_OF]))
    return kept, dropped


def query(board: Board, selection: Selection, lang: str, as_of: str = "", **own: str) -> dict[str, str]:
    """The shortest parameters that give a selection: lists sorted, defaults left out."""
    every = source_options(board)
    sources = "" if list(selection.sources) == every[:1] else ",".join(sorted(selection.sources))
    if len(every) > 1 and sorted(selection.sources) == sorted(every):
        sources = ALL
    values = {
        CITY: ",".join(sorted(selection.cities)),
        THEME: ",".join(sorted(selection.themes)),
        SOURCE: sources,
        LANG: "" if lang == "zh" else lang,
        AS_OF: as_of,
    }
    return {name: value for name, value in (values | own).items() if value}


def to_address(page: str, params: Mapping[str, str]) -> str:
    """Relative address of a page with these parameters."""
    return f"{page or './'}{'?' if params else ''}{urlencode(params, safe=',')}"


def time_of(version: str) -> str:
    """A version names its time first: `2026-11-22T22:09:02Z 0f3a…`."""
    return version.split(" ", 1)[0]
