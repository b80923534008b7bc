"""Mentions of one fact: same value, unit and wording, an area that does not disagree, and similar words around."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
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

REMEMBERED = 20_000
"""With how many kinds of figures (value, unit, wording) a mention is compared, so that memory stays flat."""
HELD = 4000
"""No call-out has more candidates."""


@lru_cache(maxsize=4096)
def pairs(clause: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a clause."""
    plain = "".join(filter(str.isalnum, clause))
    return frozenset(map(add, plain, plain[1:]))


def alike(one: str, two: str) -> float:
    """How much of the shorter clause stands in the other one."""
    first, second = pairs(one), pairs(two)
    return len(first & second) / max(1, min(len(first), len(second)))


class Known:
    """The last facts by what makes two of them comparable."""

    def __init__(self) -> None:
        self.facts: dict[tuple[object, ...], list[Candidate]] = {}

    def like(self, key: tuple[object, ...]) -> Sequence[Candidate]:
        """The last NEAREST facts of a key."""
        return self.facts.get(key, ())

    def add(self, key: tuple[object, ...], item: Candidate) -> None:
        """Remember a fact, and forget the oldest key where there are too many."""
        facts = self.facts.setdefault(key, [])
        facts.append(item)
        del facts[:-NEAREST]
        if len(self.facts) > REMEMBERED:
            del self.facts[next(iter(self.facts))]


def number_facts(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """Number the facts by first mention; a repeat without a place takes that of the statement it repeats."""
    return _flagged(_numbered(candidates))


def _numbered(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """The candidates with the numbers of their facts, held back until their paragraph has ended."""
    known = Known()
    held: list[Candidate] = []
    paragraph, lender, count = -1, None, 0
    for item in candidates:
        fact = item.kind == "fact"
        if (fact and item.paragraph != paragraph) or len(held) >= HELD:
            yield from (_lent(one, lender) for one in held)
            held, paragraph, lender = [], item.paragraph if fact else -1, None
        if not fact:
            held.append(item)
            continue
        key = (item.value, item.value_max, item.unit, item.qualifier, item.per)
        same = next((other for other in known.like(key) if _agrees(other, item)), None)
        if same is None:
            count += 1
            item = replace(item, fact=count)
            known.add(key, item)
        else:
            item = _repeat(item, same)
            lender = same if same.area_code and not item.named else lender
        held.append(item)
    yield from (_lent(one, lender) for one in held)


def _repeat(item: Candidate, same: Candidate) -> Candidate:
    """A mention of a fact that was told before, with what the first one says of it."""
    place = same if same.area_code else item
    return replace(
        item,
        fact=same.fact,
        indicator_key=item.indicator_key or same.indicator_key,
        area_code=place.area_code,
        area=place.area,
        city=place.city,
    )


def _flagged(items: Iterable[Candidate]) -> Iterator[Candidate]:
    """Mark what states another value of what an earlier fact states, of one area, time and nature."""
    known = Known()
    for item in items:
        words = pairs(_words(item)) if item.kind == "fact" else frozenset()
        if len(words) < WORDY or "\t" in item.clause:
            yield item
            continue
        key = (item.unit, item.per, item.area_code, item.nature, item.period_text, item.population)
        others = {
            other.fact: None
            for other in known.like(key)
            if other.fact != item.fact and _opposed(other, item) and same_words(pairs(_words(other)), words)
        }
        known.add(key, item)
        yield replace(item, contradicts=tuple(others)) if others else item


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
