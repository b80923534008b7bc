"""A reckoned figure in HTML: its formula, each term linked to its sentence, its bound and its caveat."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from lib.catalog import Board, Row
from lib.formulas import Formula, formula
from lib.model import Fact
from lib.terms import amount, figure_of
from lib.ui import parts
from lib.ui.parts import Link
from lib.words import Words


def term(board: Board, fact: Fact, words: Words, link: Link) -> str:
    """One fact of a formula, as printed, linked to its sentence."""
    figure = figure_of(board, fact, words)
    return parts.anchor(link(fact.fact_id), figure.text, f"{figure.text} {words('source of this figure')}", "term")


def derived_tag(words: Words) -> str:
    """Says that the board, not the report, made a figure."""
    return f'<span class="tag der">{escape(words("derived"))}</span>'


def result_of(board: Board, made: Formula, words: Words) -> str:
    """What comes out, as plain text; empty where nothing can be said."""
    return amount(board, made.result, made.unit, words) if made.result else ""


def line(board: Board, made: Formula, words: Words, link: Link) -> str:
    """The formula from its first term to its result, or why nothing is reckoned."""
    terms = " ".join(
        " ".join(part for part in (sign, term(board, fact, words, link)) if part) for sign, fact in made.terms
    )
    if made.result is None:
        return f"{terms} · {escape(words('not reckoned: the bounds of these figures point apart'))}"
    return f"{terms} = <b>{escape(result_of(board, made, words))}</b> {derived_tag(words)}"


def _part(board: Board, fact: Fact, words: Words, link: Link) -> str:
    """A part of a composition, with what tells it from the others."""
    return f"{escape(words.printed(fact.population))} {term(board, fact, words, link)}".strip()


def statement(board: Board, row: Row, facts: Sequence[Fact], words: Words, link: Link) -> str:
    """One row of `breakdowns.csv` in words: what is reckoned, or its parts side by side, then its caveat."""
    made = formula(row, facts)
    shown = line(board, made, words, link) if made else " · ".join(_part(board, fact, words, link) for fact in facts)
    caveat = escape(words.pick(row["caveat_zh"], row["caveat_en"]))
    return f'<div class="frm">{shown}</div><div class="small">{caveat}</div>'
