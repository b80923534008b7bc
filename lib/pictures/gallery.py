"""The pictures of a selection: the map, the matrix, the statements that the report puts together, the time line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial

from lib import analysis, bounds
from lib.catalog import Row
from lib.charts import Bar, Block, Span
from lib.charts.spans import decimal_year
from lib.export import Snapshot, place_words
from lib.formulas import formula
from lib.geo import borders_on
from lib.model import NATION, NONE, PROVINCE, AreaStatus, Fact, State
from lib.pictures import drawings
from lib.pictures.canvas import Picture
from lib.pictures.drawings import City, Line
from lib.terms import (
    STATES,
    amount,
    figure_of,
    indicator_name,
    map_credit,
    period_words,
    place_name,
    theme_name,
    unit_words,
)
from lib.words import mark

WIDTH = 760
MAP = (760, 480)
PRODUCT_HEIGHT = 210
VERSION = mark("Data version {version}. Snapshot number {number}.")


def gallery(snapshot: Snapshot, width: int = WIDTH) -> list[Picture]:
    """Every picture that the selection allows, in the order of the overview; statements are `width` px wide."""
    found = [city_map(snapshot), _matrix(snapshot)]
    found += [
        _statement(snapshot, row, facts, width) for row, facts in analysis.breakdowns(snapshot.board, snapshot.facts)
    ]
    dated = analysis.dated(snapshot.facts)
    return found + ([_timeline(snapshot, dated)] if dated else [])


def credits(snapshot: Snapshot, *more: str) -> tuple[str, ...]:
    """What stands below every picture: its own notes, the source, then version and number."""
    words = snapshot.words
    return (
        *more,
        words("Source: {titles}.", titles=snapshot.reports),
        words("Selection: {selection}.", selection=snapshot.title),
        words(
            "Data version {version}. Snapshot number {number}.", version=snapshot.board.version, number=snapshot.number
        ),
    )


def city_map(snapshot: Snapshot, size: tuple[int, int] = MAP, *, marks: bool = True) -> Picture:
    """Which cities the report writes about, on the borders of its time."""
    board, words, chosen = snapshot.board, snapshot.words, snapshot.selection
    states = {city.area_code: city for city in analysis.states(board, chosen)}
    cities = [
        City(
            board.name(code, words.lang),
            states[code].state,
            states[code].facts,
            states[code].initiatives,
            code in chosen.cities,
            feature["geometry"],
            (feature["properties"]["lon"], feature["properties"]["lat"]),
        )
        for feature in borders_on(board.borders, board.map_date(chosen.sources))
        if (code := str(feature["properties"]["area_code"])) in states
    ]
    legend = words(
        "Fill by number of facts: 1, 2–3, 4 and more; palest: initiatives only; hatched: not named. "
        "■ fact with a figure, □ initiative."
    )
    return Picture(
        "map",
        words("Which cities the report writes about"),
        words("a count, not a ranking") + words(". ") + legend,
        words("Map of Shandong. {cities}", cities=words("; ").join(_told(city, snapshot) for city in cities)),
        partial(drawings.atlas, cities=cities, size=size, marks=marks),
        *size,
        notes=credits(snapshot, map_credit(board, words)),
    )


def _told(city: City, snapshot: Snapshot) -> str:
    words = snapshot.words
    counts = words("{facts} facts, {initiatives} initiatives", facts=city.facts, initiatives=city.initiatives)
    named = city.state in (State.FIGURES, State.INITIATIVES)
    return f"{city.name} {words(STATES[city.state])}" + (f" ({counts})" if named else "")


def _matrix(snapshot: Snapshot) -> Picture:
    board, words, wanted = snapshot.board, snapshot.words, snapshot.selection.cities
    columns = [*(row["theme"] for row in board.themes), ""]
    facts = Counter((analysis.fact_place(board, fact), fact.theme) for fact in snapshot.facts)
    others = Counter((analysis.initiative_place(board, row), row["theme"]) for row in snapshot.initiatives)

    def line(key: str, name: str, said: str = "") -> Line:
        return Line(name, tuple((facts[key, theme], others[key, theme]) for theme in columns), said)

    states = analysis.states(board, snapshot.selection)
    lines = [
        line(
            city.area_code,
            board.name(city.area_code, words.lang),
            "" if city.state in (State.FIGURES, State.INITIATIVES) else words(STATES[city.state]),
        )
        for city in states
        if not wanted or city.area_code in wanted
    ]
    keys = [key for key in (PROVINCE, NATION, NONE) if key in wanted or (not wanted and _any(key, facts, others))]
    lines += [line(key, place_words(board, key, words)) for key in keys]
    heads = [theme_name(board, theme, words) for theme in columns]
    said = [f"{line.name}: {line.said or words(', ').join(_cells(heads, line, snapshot))}" for line in lines]
    return Picture(
        "matrix",
        words("Records of each city by section"),
        words("■ fact with a figure, □ initiative; an empty cell: the section does not mention the city"),
        words("; ").join(said),
        partial(drawings.matrix, heads=heads, lines=lines, width=WIDTH),
        WIDTH,
        drawings.matrix_height(lines),
        credits(snapshot),
    )


def _any(key: str, *records: Iterable[tuple[str, str]]) -> bool:
    return any(place == key for found in records for place, _ in found)


def _cells(heads: Sequence[str], line: Line, snapshot: Snapshot) -> list[str]:
    words = snapshot.words
    return [
        f"{head} " + words("{facts} facts, {initiatives} initiatives", facts=facts, initiatives=initiatives)
        for head, (facts, initiatives) in zip(heads, line.cells, strict=True)
        if facts or initiatives
    ]


def _statement(snapshot: Snapshot, row: Row, facts: list[Fact], width: int) -> Picture:
    """Parts of one statement with the reviewer's caveat, what the board reckons marked as such."""
    board, words = snapshot.board, snapshot.words
    title = words.pick(row["title_zh"], row["title_en"])
    if any(fact.area_status == AreaStatus.UNATTRIBUTED for fact in facts):
        title = words("{title} (unattributed)", title=title)
    derived = reckoned(snapshot, row, facts)
    caveat = words.pick(row["caveat_zh"], row["caveat_en"])
    unit = words(
        "unit: {unit} · {period}",
        unit=unit_words(board, facts[0].unit, words) or words("number"),
        period=period_words(facts[0], words),
    )
    notes = credits(snapshot, *(part for part in (derived, caveat) if part))
    if row["kind"] == "product":
        blocks = _blocks(snapshot, facts)
        axes = words("height = money for one, width = how many, area = money in all")
        draw = partial(drawings.areas, items=blocks, axis_words=axes, size=(width, PRODUCT_HEIGHT))
        said = words("; ").join(f"{b.label}: {b.width_printed} × {b.height_printed} = {b.area_printed}" for b in blocks)
        return Picture(row["breakdown_id"], title, "", said, draw, width, PRODUCT_HEIGHT, notes)
    items = _bars(snapshot, row, facts)
    said = words("; ").join(f"{item.label} {item.printed}" for item in items)
    bars = partial(drawings.bars, items=items, width=width)
    return Picture(row["breakdown_id"], title, unit, said, bars, width, drawings.bars_height(items, width), notes)


def reckoned(snapshot: Snapshot, row: Row, facts: Sequence[Fact]) -> str:
    """The formula of what the board reckons from a statement, marked as such; empty where it reckons nothing."""
    board, words, made = snapshot.board, snapshot.words, formula(row, facts)
    if not made or not made.result:
        return ""
    pieces = [part for sign, fact in made.terms for part in (sign, figure_of(board, fact, words).text) if part]
    result = amount(board, made.result, made.unit, words)
    return words("{terms} = {result} (derived).", terms=" ".join(pieces), result=result)


def _bars(snapshot: Snapshot, row: Row, facts: Sequence[Fact]) -> list[Bar]:
    board, words = snapshot.board, snapshot.words
    by_population = row["kind"] == "composition" and all(fact.population for fact in facts)
    return [
        Bar(
            words.printed(fact.population) if by_population else indicator_name(board, fact, words),
            fact.value,
            figure_of(board, fact, words).text,
            fact.fact_id,
            light=bool(at) and not by_population,
        )
        for at, fact in enumerate(facts)
    ]


def _blocks(snapshot: Snapshot, facts: Sequence[Fact]) -> list[Block]:
    board, words = snapshot.board, snapshot.words
    blocks = []
    for count, rate in zip(facts[::2], facts[1::2], strict=True):
        made = bounds.product_sum((count, rate))
        blocks.append(
            Block(
                words.printed(count.population) or indicator_name(board, count, words),
                count.value,
                rate.value,
                figure_of(board, count, words).text,
                figure_of(board, rate, words).text,
                amount(board, made, rate.unit, words) if made else words("not summed"),
                words("derived"),
                count.fact_id,
            )
        )
    return blocks


def _timeline(snapshot: Snapshot, dated: Sequence[Fact]) -> Picture:
    board, words = snapshot.board, snapshot.words
    items = [
        Span(
            figure_of(board, fact, words).text,
            f"{place_name(board, fact, words)} · {indicator_name(board, fact, words)}",
            decimal_year(fact.period_start),
            None,
            fact.fact_id,
        )
        for fact in dated
    ]
    rest = len(snapshot.facts) - len(dated)
    latest = int(board.map_date(snapshot.selection.sources)[:4])
    said = words("; ").join(
        f"{item.label_value} {item.label_text}: {period_words(fact, words)}"
        for item, fact in zip(items, dated, strict=True)
    )
    return Picture(
        "timeline",
        words("Facts with a stated begin: {n}", n=len(dated)),
        words("{n} more do not run from a stated begin and are not drawn", n=rest) if rest else "",
        said,
        partial(
            drawings.timeline,
            items=items,
            latest=max(latest, *(int(item.start) for item in items)),
            words=words("dashed: no end is stated"),
            width=WIDTH,
        ),
        WIDTH,
        len(items) * 30 + 30,
        credits(snapshot),
    )
