"""Lists that print a unit or a wording once for several numbers (突破400亿和500亿元)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from lib.extract.amounts import factor_of
from lib.extract.bare import PEOPLE as COUNTED
from lib.extract.bare import Trap
from lib.extract.labels import is_one_sentence
from lib.extract.quantities import Quantity
from lib.extract.subjects import Step, Subjects
from lib.model import Qualifier

LINKS = frozenset(("、", "和", "与", "及", "以及", "，", "或", "；"))
TIGHT = frozenset(("、", "和", "与", "及", "以及"))
PEOPLE = re.compile("提升为|晋升|晋级|持证|报名参加|参加|被评为")
"""What people do: a bare number before it counts them."""
NEAR = 80
"""How far a list of places reaches."""
LONGEST = 1000
"""No list of figures is longer."""
Kept = list[tuple[Quantity, Trap | None]]


def shared_out(
    text: str, kept: Iterable[tuple[Quantity, Trap | None]], subjects: Subjects
) -> Iterator[tuple[Quantity, Trap | None, Step | None]]:
    """Each quantity with what its list gives it: unit, wording, and the step of its share of a list of places."""
    for chain in _lists(text, kept):
        given = shared(text, chain)
        steps = respective(text, given, subjects)
        for item, trap in given:
            yield item, trap, steps.get(item.start)


def _lists(text: str, kept: Iterable[tuple[Quantity, Trap | None]]) -> Iterator[Kept]:
    """The quantities by the lists that they stand in; most stand alone."""
    chain: Kept = []
    for item, trap in kept:
        if chain and (len(chain) >= LONGEST or text[chain[-1][0].end : item.start] not in TIGHT):
            yield chain
            chain = []
        chain.append((item, trap))
    if chain:
        yield chain


def shared(text: str, kept: Kept) -> Kept:
    """Give each number of a list the unit and the wording that the list prints once."""
    out = [
        (replace(item, reading=replace(item.reading, unit="人"), kind="count"), trap)
        if trap is None and not item.kind and (PEOPLE.match(text, item.end) or COUNTED.match(text, item.end))
        else (item, trap)
        for item, trap in kept
    ]
    for index in range(len(out) - 1, 0, -1):
        (one, trap), (two, other) = out[index - 1], out[index]
        gap = text[one.end : two.start]
        if gap not in TIGHT or other is not None or not two.reading.unit:
            continue
        if (
            not one.reading.unit
            and (one.reading.multiplier or text[one.at].isdigit())
            and (trap is None or trap.kind == "number")
        ):
            scale = Decimal(1)
            if two.kind == "money" and not one.reading.multiplier and two.reading.multiplier:
                # 5600、4800万元: the multiplier is shared as the unit is.
                scale = factor_of(two.reading.multiplier)
            reading = replace(one.reading, value=one.reading.value * scale, unit=two.reading.unit)
            out[index - 1] = (replace(one, reading=reading, kind=two.kind), None)
    for index in range(1, len(out)):
        (one, trap), (two, other) = out[index - 1], out[index]
        gap = text[one.end : two.start]
        if trap is not None or other is not None or gap not in TIGHT or one.reading.unit != two.reading.unit:
            continue
        worded = one.reading.qualifier is not Qualifier.EXACT
        if worded and one.start < one.at and two.reading.qualifier is Qualifier.EXACT:
            out[index] = (_worded(two, one), other)
        elif (
            not worded
            and two.reading.qualifier is not Qualifier.EXACT
            and two.start == two.at
            and (text[two.end - len(two.reading.wording) : two.end] == two.reading.wording)
            and two.kind == "rate"
        ):
            out[index - 1] = (_worded(one, two), trap)
    return out


def _worded(item: Quantity, like: Quantity) -> Quantity:
    return replace(item, reading=replace(item.reading, qualifier=like.reading.qualifier, wording=like.reading.wording))


def respective(text: str, kept: Kept, subjects: Subjects) -> dict[int, Step]:
    """济南、青岛分别建成5家和3家: the steps of figures that a list of places shares out, by where a figure begins."""
    out: dict[int, Step] = {}
    run: list[Quantity] = []
    for index, (item, trap) in enumerate(kept):
        if trap is not None:
            run = []
            continue
        if not run or text[run[-1].end : item.start] not in TIGHT:
            run = []
        run.append(item)
        if index + 1 < len(kept) and kept[index + 1][1] is None and text[item.end : kept[index + 1][0].start] in TIGHT:
            continue
        step = subjects.at(run[0].start)
        said = text[step.at : run[0].start] if step.listed and run[0].start - step.at < NEAR else ""
        if len(run) == len(step.listed) and "分别" in said and is_one_sentence(said):
            for figure, code in zip(run, step.listed, strict=True):
                out[figure.start] = Step(figure.start, subjects.book.areas[code], True)
    return out
