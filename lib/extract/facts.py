"""Mentions of one fact: same value, unit and wording, an area that does not disagree, and similar words around."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import replace
from functools import lru_cache, partial
from operator import add
from typing import TYPE_CHECKING

from lib.model import Qualifier

if TYPE_CHECKING:
    from lib.extract.engine import Candidate

ALIKE = 0.5
"""Share of the pairs of characters of the shorter clause that both clauses must hold."""
REPEAT = 0.7
"""The same where the second mention names no place of its own: it repeats the first one, and takes its place."""
SAME = 0.85
"""Share of pairs of characters by which two clauses count the same thing."""
WORDY = 5
"""A clause of fewer pairs says too little of what is counted."""
LEAST = 8
"""So many pairs at least: 每人助学金5000元 may be said of any city."""
NEAREST = 30
"""With how many earlier facts of the same value a mention is compared, so that time stays linear."""


@lru_cache(maxsize=4096)
def pairs(clause: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a clause."""
    plain = "".join(filter(str.isalnum, clause))
    return frozenset(map(add, plain, plain[1:]))


def alike(one: str, two: str) -> float:
    """How much of the shorter clause stands in the other one."""
    first, second = pairs(one), pairs(two)
    return len(first & second) / max(1, min(len(first), len(second)))


def _known() -> dict[tuple[object, ...], deque[Candidate]]:
    """The last facts by what makes two of them comparable."""
    return defaultdict(partial(deque, maxlen=NEAREST))


def number_facts(candidates: list[Candidate]) -> list[Candidate]:
    """Number the facts by first mention; a repeat without a place takes that of the statement it repeats."""
    known = _known()
    out: list[Candidate] = []
    lent: dict[int, Candidate] = {}
    count = 0
    for item in candidates:
        if item.kind != "fact":
            out.append(item)
            continue
        key = (item.value, item.value_max, item.unit, item.qualifier, item.per)
        same = next((other for other in known[key] if _agrees(other, item)), None)
        if same is None:
            count += 1
            item = replace(item, fact=count)
            known[key].append(item)
        else:
            item = replace(item, fact=same.fact)
            if same.area_code and (not item.area_code or item.area_code != same.area_code):
                item = replace(item, area_code=same.area_code, area=same.area, city=same.city)
            if not item.indicator_key:
                item = replace(item, indicator_key=same.indicator_key)
            if same.area_code and not item.named:
                lent[item.paragraph] = same
        out.append(item)
    return _flagged([_lent(item, lent.get(item.paragraph)) for item in out])


def _flagged(items: list[Candidate]) -> list[Candidate]:
    """Mark what states another value of what an earlier fact states, of one area, time and nature."""
    known = _known()
    out: list[Candidate] = []
    for item in items:
        words = pairs(_words(item)) if item.kind == "fact" else frozenset()
        if len(words) < WORDY or "\t" in item.clause:
            out.append(item)
            continue
        key = (item.unit, item.per, item.area_code, item.nature, item.period_text, item.population)
        others = {
            other.fact: None
            for other in known[key]
            if other.fact != item.fact and _opposed(other, item) and same_words(pairs(_words(other)), words)
        }
        known[key].append(item)
        out.append(replace(item, contradicts=tuple(others)) if others else item)
    return out


def _words(item: Candidate) -> str:
    """The clause without its figure: what is counted."""
    return item.clause.replace("".join(item.quote.split()), "", 1)


def same_words(one: frozenset[str], two: frozenset[str]) -> bool:
    """Whether two clauses count the same thing: nearly all pairs of characters of each stand in the other."""
    least = SAME * max(len(one), len(two), 1)
    return min(len(one), len(two)) >= least and len(one & two) >= least


def _opposed(one: Candidate, two: Candidate) -> bool:
    """Whether two figures cannot both be so: exact ones that differ, or a bound that the other one breaks."""
    if one.value_max is not None or two.value_max is not None or one.value == two.value:
        return False
    if one.paragraph == two.paragraph and two.start - one.end < len(two.clause):
        return False  # Two figures of one clause share its words and count two things.
    low, high = (one, two) if one.value < two.value else (two, one)
    up, down = (Qualifier.AT_LEAST, Qualifier.MORE_THAN), (Qualifier.LESS_THAN,)
    return low.qualifier not in (*up, Qualifier.APPROX) and high.qualifier not in (*down, Qualifier.APPROX)


def _lent(item: Candidate, repeated: Candidate | None) -> Candidate:
    """What stands in a call-out that repeats a sentence is about the area of that sentence."""
    if repeated is None or item.named or item.kind != "fact":
        return item
    return replace(item, area_code=repeated.area_code, area=repeated.area, city=repeated.city)


def _agrees(one: Candidate, two: Candidate) -> bool:
    if one.area_code and two.area_code and one.area_code != two.area_code and (two.named or not one.named):
        return False
    if one.nature != two.nature:
        return False
    if one.area_code == two.area_code:
        return alike(one.clause, two.clause) >= ALIKE
    return alike(one.clause, two.clause) >= REPEAT and len(pairs(one.clause) & pairs(two.clause)) >= LEAST
