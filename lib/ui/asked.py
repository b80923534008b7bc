"""What an address asks for, read without a session: for pages that are made before Streamlit, or without it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lib.catalog import Board
from lib.model import Selection
from lib.query import AS_OF, CITY, LANG, SOURCE, THEME, parse, query, time_of, to_address
from lib.ui import data
from lib.words import Words


@dataclass(frozen=True)
class Asked:
    """One request: the data, the selection of the address, the language."""

    board: Board
    selection: Selection
    words: Words
    as_of: str
    dropped: list[tuple[str, str]]
    fact_id: str

    @classmethod
    def of(cls, params: Mapping[str, str]) -> Asked:
        """Read an address as every page does; raises DataError where the data cannot be read."""
        board = data.at(time_of(params.get(AS_OF, "")))
        kept, dropped = parse(board, params)
        selection = Selection(tuple(sorted(kept[CITY])), tuple(kept[THEME]), tuple(kept[SOURCE]))
        as_of = next(iter(kept[AS_OF]), "")
        return cls(board, selection, Words(kept[LANG][0]), as_of, dropped, params.get("fact", ""))

    def href(self, page: str = "plain", selection: Selection | None = None, **own: str) -> str:
        """Address of a page with this selection, or another."""
        lang = own.pop(LANG, self.words.lang)
        return to_address(page, query(self.board, selection or self.selection, lang, self.as_of, **own))

    def sentence(self, fact_id: str) -> str:
        """Address of the sentence of a fact, with the filters kept."""
        return self.href("sources", fact=fact_id)
