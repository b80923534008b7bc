"""Selection to what a page shows: facts, states, accounts that add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from lib import periods
from lib.catalog import Board, Row
from lib.model import NATION, NONE, PROVINCE, AreaStatus, Fact, Selection, State


@dataclass(frozen=True)
class Account:
    """How many facts lie where; the four always add up to all (rule 3)."""

    cities: int
    province: int
    nation: int
    unattributed: int

    @property
    def all(self) -> int:
        return self.cities + self.province + self.nation + self.unattributed


@dataclass(frozen=True)
class CityState:
    """What the chosen reports say about one city under the chosen themes."""

    area_code: str
    state: State
    facts: int
    initiatives: int
    former: bool = False
    """Whether the city is no more on the day of the map, so that its records stand beside it (rule 5)."""


def place(area_code: str, status: str) -> str:
    """Address key of a place: its code, or `none` where the report names none."""
    return NONE if status == AreaStatus.UNATTRIBUTED or not area_code else area_code


def city_of(board: Board, area_code: str) -> str:
    """The prefecture-level city that a code lies in (a district counts for its city), else the code itself."""
    code = area_code
    while code and board.knows("areas", code):
        row = board.row("areas", code)
        if row["level"] in ("prefecture", "province", "nation"):
            return code
        code = row["parent"]
    return area_code


def in_scope(board: Board, selection: Selection) -> tuple[list[Fact], list[Row]]:
    """Facts and initiatives of the chosen reports and themes, of all places."""

    def facts() -> list[Fact]:
        reported = (fact for key in set(selection.sources) for fact in board.by_source.get(key, ()))
        return sorted((fact for fact in reported if kept(fact, selection)), key=lambda fact: fact.fact_id)

    initiatives = [
        row
        for row in board.rows("initiatives")
        if row["source_id"] in selection.sources and of_theme(row["theme"], selection)
    ]
    return board.once(("scope", selection.themes, selection.sources), facts), initiatives


def kept(fact: Fact, selection: Selection) -> bool:
    """Whether a fact stands in the chosen reports and under the chosen themes, whatever its place."""
    return fact.source_id in selection.sources and of_theme(fact.theme, selection)


def of_theme(theme: str, selection: Selection) -> bool:
    """Whether a theme is a chosen one; all are where none is."""
    return not selection.themes or (theme or NONE) in selection.themes


def chosen(board: Board, selection: Selection) -> tuple[list[Fact], list[Row]]:
    """Facts and initiatives of the whole selection: city AND theme AND report."""
    facts, initiatives = in_scope(board, selection)
    if not selection.cities:
        return facts, initiatives
    places = by_place(board, selection)
    parts = [places[key] for key in set(selection.cities) if key in places]
    return (
        # Those of one place are in order already, and a city may have tens of thousands.
        parts[0] if len(parts) == 1 else sorted(chain(*parts), key=lambda fact: fact.fact_id),
        [row for row in initiatives if initiative_place(board, row) in selection.cities],
    )


def by_place(board: Board, selection: Selection) -> dict[str, list[Fact]]:
    """Facts of the chosen reports and themes by the address key of their place, by fact_id; never changed in place."""

    def parted() -> dict[str, list[Fact]]:
        places: dict[str, list[Fact]] = {}
        for fact in in_scope(board, selection)[0]:
            places.setdefault(fact_place(board, fact), []).append(fact)
        return places

    return board.once(("places", selection.themes, selection.sources), parted)


def fact_place(board: Board, fact: Fact) -> str:
    """Address key of the place of a fact."""
    key = fact.area_code, fact.area_status
    known = board.places.get(key)
    if known is None:
        known = board.places[key] = place(city_of(board, fact.area_code), fact.area_status)
    return known


def initiative_place(board: Board, row: Row) -> str:
    """Address key of the place of an initiative."""
    return place(city_of(board, row["area_code"]), row["area_status"])


def account(board: Board, facts: Iterable[Fact]) -> Account:
    """Count facts by place."""
    return summed(Counter(fact_place(board, fact) for fact in facts))


def summed(places: Mapping[str, int]) -> Account:
    """The account of how many facts each place has."""
    province, nation, none = (places.get(key, 0) for key in (PROVINCE, NATION, NONE))
    return Account(sum(places.values()) - province - nation - none, province, nation, none)


def states(board: Board, selection: Selection) -> list[CityState]:
    """The state of every city of the map's day, in code order; themes narrow it, chosen cities do not."""
    return [city for city in every_state(board, selection) if not city.former]


def every_state(board: Board, selection: Selection) -> list[CityState]:
    """The same, and in its place each former city that the reports name: no record is lost on a later map."""
    every = Selection(sources=selection.sources)
    places, initiatives = by_place(board, selection), in_scope(board, selection)[1]
    initiative_places = [initiative_place(board, row) for row in initiatives]
    named = by_place(board, every).keys() | {initiative_place(board, row) for row in in_scope(board, every)[1]}
    today = {row["area_code"] for row in board.cities(board.map_date(selection.sources))}
    out = []
    for code in sorted(today | (named - {PROVINCE, NATION, NONE})):
        counts = len(places.get(code, ())), initiative_places.count(code)
        out.append(CityState(code, _state(counts, code in named), *counts, former=code not in today))
    return out


def _state(counts: tuple[int, int], named: bool) -> State:
    if counts[0]:
        return State.FIGURES
    if counts[1]:
        return State.INITIATIVES
    return State.OFF_THEME if named else State.NOT_NAMED


def headlines(facts: Iterable[Fact]) -> list[Fact]:
    """Facts that a reviewer put on cards, in their order."""
    return sorted(
        (fact for fact in facts if fact.headline is not None), key=lambda fact: (fact.headline or 0, fact.fact_id)
    )


def grouped(board: Board, facts: Sequence[Fact]) -> list[tuple[Fact, ...]]:
    """Cards: two facts share one only where the report puts them side by side (a composition)."""
    cards: list[tuple[Fact, ...]] = []
    pairs = [row["fact_ids"].split(";") for row in board.rows("breakdowns") if row["kind"] == "composition"]
    shared = {key: tuple(ids) for ids in pairs if len(ids) == 2 for key in ids}
    at_hand = {fact.fact_id: fact for fact in facts}
    placed: set[str] = set()
    for fact in facts:
        if fact.fact_id in placed:
            continue
        ids = [key for key in shared.get(fact.fact_id, (fact.fact_id,)) if key in at_hand]
        placed.update(ids)
        cards.append(tuple(at_hand[key] for key in ids))
    return cards


def breakdowns(board: Board, facts: Iterable[Fact]) -> list[tuple[Row, list[Fact]]]:
    """Parts of one statement all of whose facts are in the selection."""
    at_hand = {fact.fact_id: fact for fact in facts}
    found = [(row, row["fact_ids"].split(";")) for row in board.rows("breakdowns")]
    return [(row, [at_hand[key] for key in ids]) for row, ids in found if all(key in at_hand for key in ids)]


def dated(facts: Iterable[Fact]) -> list[Fact]:
    """Facts that run on or recur from a stated begin, earliest first; a year or a day that is over does not run on."""
    running = (
        fact
        for fact in facts
        if fact.period_start and periods.kind(fact) in (periods.PeriodKind.SINCE, periods.PeriodKind.RECURRING)
    )
    return sorted(running, key=lambda fact: (fact.period_start, fact.fact_id))


def newest_first(board: Board) -> Callable[[Fact], tuple[object, ...]]:
    """Order of the facts of one place: the newest report first, each as it goes."""
    order = [row["source_id"] for row in board.sources]
    return lambda fact: (order.index(fact.source_id), fact.start)


def place_order(board: Board, key: str) -> tuple[int, str]:
    """Cities in code order, then the province, the nation and what has no place."""
    return ([PROVINCE, NATION, NONE].index(key) + 1 if key in (PROVINCE, NATION, NONE) else 0, key)


def in_table_order(board: Board, selection: Selection) -> list[Fact]:
    """Facts of the whole selection in the order of the table."""
    return board.once(("table", selection), lambda: sorted(chosen(board, selection)[0], key=table_order(board)))


def table_order(board: Board) -> Callable[[Fact], tuple[object, ...]]:
    """Order of the table of facts: by place, then as the report goes."""
    return lambda fact: (*place_order(board, fact_place(board, fact)), fact.source_id, fact.start)
