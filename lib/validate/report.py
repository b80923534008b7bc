"""Collects problems with the line they stand on."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from lib.errors import BoardError
from lib.model import Problem, Severity
from lib.words import Words

SHOWN = 60
"""Characters of a value that a message shows."""


@dataclass
class Report:
    """The problems found so far, in the language of whoever asked."""

    words: Words
    problems: list[Problem] = field(default_factory=list)

    def add(
        self,
        file: str,
        row: int,
        column: str,
        value: object,
        wrong: str,
        mend: str,
        severity: Severity = Severity.ERROR,
        **names: object,
    ) -> None:
        """Note one problem; `wrong` and `mend` are message ids with the same `{names}`."""
        shown = " ".join(str(value).split())
        shown = shown if len(shown) <= SHOWN else f"{shown[:SHOWN]}…"
        self.problems.append(
            Problem(file, row, column, shown, self.words(wrong, **names), self.words(mend, **names), severity)
        )

    def tell(self, error: BoardError) -> None:
        """Note an error that a reader raised: `file:row:column: value` is its place."""
        file, row, column, value = (*error.place.split(":", 3), "", "", "")[:4]
        # The header is line 1, so entry n of a log stands on line n + 1.
        number = int("".join(filter(str.isdecimal, row)) or 0) + row.startswith("seq")
        wrong, mend = self.words(error.wrong, **error.values), self.words(error.mend, **error.values)
        self.problems.append(Problem(file, number, column, value.strip(), wrong, mend))


def lines(frame: pd.DataFrame) -> list[int]:
    """Line of the file on which each row begins; a cell may hold line breaks."""
    out, at = [], 2
    for cells in frame.itertuples(index=False, name=None):
        out.append(at)
        at += 1 + sum(str(cell).count("\n") for cell in cells)
    return out
