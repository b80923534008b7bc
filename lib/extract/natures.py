"""Whether a figure happened, is planned or is a norm: cues in its words and its headings, each with a weight.

`tables/natures.txt` holds a cue a line: where it is looked for, how much we think that it speaks for a target and for
a standard rather than for something actual, how much it does in the gold texts, and the pattern.
`scripts/fit_natures.py`
makes the second pair of weights from the first (softmax regression, held to ours where the texts say little), so that
no cue has the last word by its place in the code.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from lib.extract.labels import CLAUSE, STOP, clause_after, clause_before
from lib.extract.outline import Outline
from lib.extract.quantities import Quantity
from lib.model import Nature

TABLE = Path(__file__).with_name("tables") / "natures.txt"
FULL = "。！？\n"
"""What ends a sentence; a semicolon goes on listing what is of one nature."""
SIGHT = 400
"""No sentence is looked at further back than so many characters."""
CLAUSES = 8
"""How many clauses of a sentence before the figure count; clauses, as blanks between letters must not matter."""
FULL = "。！？\n"
"""What ends a sentence; a semicolon goes on listing what is of one nature."""
SIGHT = 120
"""How many characters of a sentence before the figure count."""
AFTER = 30
START = re.compile("(?:由|从)[^，。；]{0,14}$|(?:现有|原有|原来|上年|去年)的?$")
MARK = re.compile(f"[{CLAUSE}]")
UNTIL = re.compile(r"[到至](20\d\d)年")
NEAR = 3
"""Over how many marks one figure speaks for the next of its sentence, and over how many sentences of its paragraph."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One line of the table."""

    scope: str
    """`figure before clause after sentence whole table lead heads title`; a `whole` sentence goes over semicolons."""
    ours: tuple[float, float]
    """Weights for target and standard as we think; the fit begins from them."""
    target: float
    standard: float
    pattern: re.Pattern[str]


Before = tuple[Quantity, Nature] | None
"""The figure before, and what its nature is."""


@cache
def cues() -> tuple[Cue, ...]:
    """The table, read once. The first line is the bias, with the empty pattern."""
    rows = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        scope, *weights, pattern = line.split(" ", 5)
        ours, fitted = map(float, weights[:2]), map(float, weights[2:])
        rows.append(Cue(scope, (next(ours), next(ours)), next(fitted), next(fitted), re.compile(pattern)))
    return tuple(rows)


def scopes(text: str, item: Quantity, per: str, outline: Outline, before: Before) -> Mapping[str, str]:
    """The stretches of text that the cues are looked for in.

    `before` is the figure before with its nature, None where it is the first one.
    """
    previous, above, over_line = _above(text, item, before)
    whole = item.head or _last_clauses(clause_before(text, item.start, FULL, SIGHT))
    sentence = item.head or clause_before(whole, len(whole), STOP, SIGHT)
    words = clause_before(sentence, len(sentence), CLAUSE, SIGHT)
    after = clause_after(text, item.end, CLAUSE, AFTER)
    place = outline.at(item.start)
    own = text[item.start : item.end]
    timed = per.lstrip("一二三四五六七八九十两半") in ("年", "月", "天", "季度", "周")
    kind = item.kind or "none"
    each = "time" if timed else "one" if per else ""
    led = item.reading.wording if item.start < item.at else ""
    last, over, listed = (nature.value if nature else "" for nature in (previous, above, over_line))
    return {
        "figure": f"{kind} per:{each} {kind}-per:{each} {led} prev:{last} {kind}-prev:{last} par:{over} line:{listed} "
        + _when(whole, outline.year),
        "before": words,
        "clause": words + own + after,
        "after": after,
        "sentence": sentence,
        "whole": whole,
        "table": item.head,
        "lead": place.lead if not place.lead.startswith(sentence[:10] or "\n") else "",
        "heads": place.heads,
        "title": place.title,
    }


def _last_clauses(sentence: str) -> str:
    """The last clauses of a sentence."""
    ends = [mark.end() for mark in MARK.finditer(sentence)]
    return sentence[ends[-CLAUSES] :] if len(ends) >= CLAUSES else sentence


def _above(text: str, item: Quantity, before: Before) -> tuple[Nature | None, Nature | None, Nature | None]:
    """The nature of the figure before: where it stands in the same sentence, the same paragraph, the line above.

    The cells of a row have nothing to say of each other.
    """
    if before is None or item.head or item.start - before[0].end > SIGHT:
        return None, None, None
    gap = text[before[0].end : item.start]
    stops = sum(map(gap.count, FULL))
    if not stops:
        return before[1] if sum(map(gap.count, CLAUSE)) <= NEAR else None, None, None
    if "\n" in gap:
        return None, None, before[1] if gap.count("\n") == 1 and "。" not in gap else None
    return None, before[1] if stops <= NEAR else None, None


def _when(sentence: str, year: int) -> str:
    """Whether the sentence looks to a year after the one that the text speaks from (到2027年)."""
    years = [int(found) for found in UNTIL.findall(sentence)]
    return "" if not years or not year else "ahead" if max(years) > year else "reached"


@cache
def _by_scope() -> dict[str, list[tuple[int, re.Pattern[str]]]]:
    """The cues of each scope with their lines in the table."""
    table: dict[str, list[tuple[int, re.Pattern[str]]]] = {}
    for index, cue in enumerate(cues()):
        table.setdefault(cue.scope, []).append((index, cue.pattern))
    return table


@lru_cache(maxsize=4096)
def _hits(scope: str, words: str) -> tuple[int, ...]:
    """The lines of the table that hold in a stretch; headings and openings come again for each figure under them."""
    return tuple(index for index, pattern in _by_scope()[scope] if pattern.search(words))


def is_start(text: str, item: Quantity) -> bool:
    """Whether a figure is where a change sets out from (由71%提高到95%): it says nothing of the figure that follows."""
    start = clause_before(text, item.start, CLAUSE, AFTER)
    return START.search(start) is not None or text.startswith(("的基础上", "基础上"), item.end)


def evidence(text: str, item: Quantity, per: str, outline: Outline, before: Before) -> list[int]:
    """The lines of the table that hold for a figure."""
    where = scopes(text, item, per, outline, before)
    return [index for scope in _by_scope() if where[scope] for index in _hits(scope, where[scope])]


def nature_of(text: str, item: Quantity, per: str, outline: Outline, before: Before) -> Nature:
    """The nature that the cues speak for most."""
    table = cues()
    hits = evidence(text, item, per, outline, before)
    target = sum(table[index].target for index in hits)
    standard = sum(table[index].standard for index in hits)
    if max(target, standard) <= 0:
        return Nature.ACTUAL
    return Nature.TARGET if target >= standard else Nature.STANDARD
