"""CSV for people: Excel opens it. CSV for machines is `lib.tables.to_csv`, which writes the data folder too."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Sequence

from lib.catalog import Board
from lib.model import Fact, Selection
from lib.tables import TABLES
from lib.terms import figure_of, indicator_name, place_name, state_words
from lib.words import Words

BOM = "\ufeff"
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""Design section 4, and a line feed: some programs drop it and take what follows for the cell."""
LONGEST_NAME = 140
SIGNED_NUMBER = re.compile(r"[+-]\d+(,\d{3})*(\.\d+)?%?")


def neutral(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; signed numbers stay numbers."""
    return f"'{cell}" if cell.startswith(DANGEROUS) and not SIGNED_NUMBER.fullmatch(cell) else cell


def csv_for_people(board: Board, facts: Sequence[Fact], words: Words) -> bytes:
    """The facts with BOM and CRLF, first the columns that people read, then those of `metrics.csv`."""
    rows = {row["fact_id"]: row for row in board.fact_rows({fact.fact_id for fact in facts})}
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*front_heads(words), *TABLES["metrics"].names])
    for fact in sorted(facts, key=lambda fact: fact.fact_id):
        cells = (*front(board, fact, words), *(rows[fact.fact_id][name] for name in TABLES["metrics"].names))
        writer.writerow([neutral(cell) for cell in cells])
    return (BOM + out.getvalue()).encode()


def front_heads(words: Words) -> tuple[str, str, str, str]:
    """Heads of the columns that people read first."""
    return words("City"), words("Indicator"), words("Value"), words("State")


def front(board: Board, fact: Fact, words: Words) -> tuple[str, str, str, str]:
    """The cells that people read first: place, indicator, the figure as printed, state."""
    return (
        place_name(board, fact, words),
        indicator_name(board, fact, words),
        figure_of(board, fact, words).text,
        state_words(fact, words),
    )


def file_name(board: Board, selection: Selection, suffix: str) -> str:
    """Name of a download: what was chosen and the version of the data, in ASCII."""
    stamp = re.sub(r"[^0-9A-Za-z]+", "-", board.version).strip("-")
    return f"{name_front(selection)}_{stamp}.{suffix}"


def name_front(selection: Selection) -> str:
    """What was chosen; a long list is cut and told apart by a few digits of its hash."""
    front = "_".join(["union-board", *selection.sources, *(selection.cities or ("all",)), *selection.themes])
    if len(front) <= LONGEST_NAME:
        return front
    return f"{front[: LONGEST_NAME - 9]}-{hashlib.sha256(front.encode()).hexdigest()[:8]}"
