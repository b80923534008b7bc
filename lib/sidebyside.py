"""Several cities beside each other: like beside like, and for the rest what keeps them apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lib.analysis import fact_place
from lib.catalog import Board
from lib.comparable import Verdict, gate, likes
from lib.model import Fact
from lib.totals import standing


@dataclass(frozen=True)
class Line:
    """Facts that the gate lets stand beside each other, by the place that each is about."""

    facts: tuple[Fact, ...]
    cells: dict[str, tuple[Fact, ...]]
    """Facts by address key of the place; a place without one is absent."""

    @property
    def shared(self) -> bool:
        """Whether two places have it, so that there is something to compare."""
        return len(self.cells) > 1


@dataclass(frozen=True)
class SideBySide:
    """Lines with what is shared first, and why other figures of the same indicator stand on lines of their own."""

    lines: tuple[Line, ...]
    refused: tuple[Verdict, ...]


def side_by_side(board: Board, facts: Sequence[Fact], places: Sequence[str]) -> SideBySide:
    """The facts of some places, grouped by the gate."""
    lines = []
    here = sorted(
        (fact for fact in standing(board, facts) if fact_place(board, fact) in places),
        key=lambda fact: (places.index(fact_place(board, fact)), fact.source_id, fact.start),
    )
    for group in likes(board, here, strictly=True):
        cells = {
            place: found for place in places if (found := tuple(f for f in group if fact_place(board, f) == place))
        }
        lines.append(Line(tuple(group), cells))
    refused = tuple(
        verdict
        for at, line in enumerate(lines)
        for other in lines[at + 1 :]
        if (verdict := _refusal(board, line, other)) is not None
    )
    return SideBySide(tuple(sorted(lines, key=lambda line: not line.shared)), refused)


def _refusal(board: Board, line: Line, other: Line) -> Verdict | None:
    """Why two lines of one indicator are two, where they are about different places."""
    if line.facts[0].indicator != other.facts[0].indicator or set(line.cells) == set(other.cells):
        return None
    pair = next(
        (
            (one, two)
            for one in line.facts
            for two in other.facts
            if fact_place(board, one) != fact_place(board, two) and not gate(board, [one, two]).allowed
        ),
        None,
    )
    return gate(board, pair) if pair else None
