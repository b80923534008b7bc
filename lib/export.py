"""Facts as files: one writer for people (Excel opens it), one for machines."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from lib.catalog import Board
from lib.model import Fact, Selection
from lib.tables import TABLES
from lib.terms import figure_of, indicator_name, place_name, state_words
from lib.words import Words

BOM = "\ufeff"
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
SIGNED_NUMBER = re.compile(r"[+-]\d+(,\d{3})*(\.\d+)?%?")


def neutral(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; signed numbers stay numbers."""
    return f"'{cell}" if cell.startswith(DANGEROUS) and not SIGNED_NUMBER.fullmatch(cell) else cell


def csv_for_people(board: Board, facts: Sequence[Fact], words: Words) -> bytes:
    """The facts with BOM and CRLF, first the columns that people read, then those of `metrics.csv`."""
    columns = TABLES["metrics"].names
    rows = {row["fact_id"]: row for row in board.rows("metrics")}
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([words("City"), words("Indicator"), words("Value"), words("State"), *columns])
    for fact in sorted(facts, key=lambda fact: fact.fact_id):
        front = (
            place_name(board, fact, words),
            indicator_name(board, fact, words),
            figure_of(board, fact, words).text,
            state_words(fact, words),
        )
        cells = (*front, *(rows[fact.fact_id][column] for column in columns))
        writer.writerow([neutral(cell) for cell in cells])
    return (BOM + out.getvalue()).encode()


def file_name(board: Board, selection: Selection, suffix: str) -> str:
    """Name of a download: what was chosen and the version of the data, in ASCII."""
    stamp = re.sub(r"[^0-9A-Za-z]+", "-", board.version).strip("-")
    parts = ["union-board", *selection.sources, *(selection.cities or ("all",)), *selection.themes, stamp]
    return f"{'_'.join(parts)[:180]}.{suffix}"
