"""Our own scorer of candidates against a gold text, after the definitions of the annotation guide."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol

from lib.extract.engine import Candidate, extract
from lib.extract.output import number
from lib.model import Nature, Qualifier

Gold = dict[str, Any]


class Mention(Protocol):
    """What a reader, ours or another library, says of one figure."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def quote(self) -> str: ...
    @property
    def value(self) -> Decimal: ...
    @property
    def value_max(self) -> Decimal | None: ...
    @property
    def unit(self) -> str: ...
    @property
    def qualifier(self) -> Qualifier: ...
    @property
    def city(self) -> str: ...
    @property
    def nature(self) -> Nature: ...


Reader = Callable[[str], Sequence[Mention]]
SAME_UNIT = {"名": "人", "位": "人", "个百分点": "百分点", "块": "元", "人民币": "元", "个月": "月"}
RATIO = 5e-3


@dataclass
class Score:
    """Counts over texts; `misses` names every one."""

    counts: Counter[str] = field(default_factory=Counter)
    classes: Counter[tuple[str, str]] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        """F1 of value, unit and wording together."""
        return 2 * self.counts["right"] / max(1, self.counts["gold"] + self.counts["predicted"])

    def share(self, part: str, whole: str) -> float:
        """A share of counts; 0 of nothing is 0."""
        return self.counts[part] / max(1, self.counts[whole])


def load(folder: Path) -> list[Gold]:
    """The gold texts of a folder in order of name."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]


def _unit(unit: str | None) -> str:
    plain = unicodedata.normalize("NFKC", unit or "").strip()
    return SAME_UNIT.get(plain, plain)


def _value_right(found: Mention, gold: Gold) -> bool:
    value, high = number(found.value), number(found.value_max)
    assert value is not None
    wide = 1e-6
    units = _unit(found.unit), _unit(gold["unit"])
    if "比例" in units:
        wide = RATIO
        value = value / 100 if units == ("%", "比例") else value * 100 if units == ("比例", "%") else value
    if abs(value - gold["value"]) > wide * max(1.0, abs(gold["value"])):
        return False
    top = gold.get("value_max")
    return top is None or (high is not None and abs(high - top) <= wide * max(1.0, abs(top)))


def _unit_right(found: Mention, gold: Gold) -> bool:
    accepted = {_unit(unit) for unit in [gold["unit"], *gold.get("unit_alt", [])]}
    return _unit(found.unit) in (accepted | {"%", ""} if "比例" in accepted else accepted)


def _city(name: str | None) -> str:
    return (name or "").removesuffix("市") if len(name or "") > 2 else name or ""


def _shared(text: str, one: tuple[int, int], two: tuple[int, int]) -> int:
    stretch = text[max(one[0], two[0]) : max(0, min(one[1], two[1]))]
    return sum(not char.isspace() for char in stretch)


def _pairs(text: str, found: Sequence[Mention], gold: list[Gold]) -> dict[int, int]:
    """Gold index to candidate index, most shared characters first."""
    near = sorted(
        (
            -_shared(text, (item.start, item.end), (mark["start"], mark["end"])),
            abs(item.end - item.start - mark["end"] + mark["start"]),
            item.start,
            i,
            j,
        )
        for i, item in enumerate(found)
        for j, mark in enumerate(gold)
        if item.start < mark["end"] and mark["start"] < item.end
    )
    pairs: dict[int, int] = {}
    for *_, i, j in near:
        if j not in pairs and i not in pairs.values():
            pairs[j] = i
    return pairs


def facts(text: str) -> list[Candidate]:
    """The reader that is scored: this engine."""
    return [item for item in extract(text) if item.kind == "fact"]


def classes_of(gold: Gold, mark: Gold) -> list[str]:
    """What kinds of figure a gold fact is, for the score by class."""
    quote, unit = mark["quote"], mark["unit"]
    kinds = {
        "broken by a line end": "\n" in quote,
        "Chinese numeral": not any(char.isdigit() and char.isascii() for char in unicodedata.normalize("NFKC", quote)),
        "range": mark.get("value_max") is not None,
        "share": unit in ("%", "百分点", "比例"),
        "money": unit in ("元", "美元"),
        "multiple": unit == "倍",
        "count or size": unit not in ("%", "百分点", "比例", "元", "美元", "倍", None),
        "no measure word": not unit or None in mark.get("unit_alt", []),
        "wording: " + mark["qualifier"]: True,
        "nature: " + mark.get("nature", "actual"): True,
        "place: " + ("a city" if mark["city"] else "no city"): True,
        "genre: " + gold.get("genre", "?"): True,
    }
    return [name for name, holds in kinds.items() if holds]


def add(score: Score, gold: Gold, read: Reader = facts) -> None:
    """Score one text."""
    text, name, counts = gold["text"], gold["id"], score.counts
    found = read(text)
    pairs = _pairs(text, found, gold["metrics"])
    counts["texts"] += 1
    counts["gold"] += len(gold["metrics"])
    counts["traps"] += len(gold.get("not_metrics", []))
    _unpaired(score, gold, [item for i, item in enumerate(found) if i not in pairs.values()])
    counts["predicted"] += len(pairs)
    for j, mark in enumerate(gold["metrics"]):
        classes = classes_of(gold, mark)
        right = j in pairs and _score_pair(score, name, mark, found[pairs[j]])
        if mark.get("value_max") is not None:
            counts["ranges"] += 1
            counts["ranges read"] += j in pairs and _value_right(found[pairs[j]], mark)
        for tag in classes:
            score.classes[tag, "n"] += 1
            score.classes[tag, "right"] += right
        if j not in pairs:
            score.misses.append(f"{name} missed {mark['quote']!r}")


def _unpaired(score: Score, gold: Gold, rest: Sequence[Mention]) -> None:
    """Candidates that are no gold fact: on a trap, on nothing, or on what is not counted."""
    hit: set[int] = set()
    for item in rest:

        def covers(mark: Gold, item: Mention = item) -> bool:
            return bool(item.start < mark["end"] and mark["start"] < item.end)

        traps = [i for i, mark in enumerate(gold.get("not_metrics", [])) if covers(mark)]
        if not traps and any(map(covers, gold.get("optional", []))) and not any(map(covers, gold["metrics"])):
            continue
        hit.update(traps)
        score.counts["predicted"] += 1
        score.misses.append(f"{gold['id']} {'trap' if traps else 'false'} {item.quote!r}")
    score.counts["trapped"] += len(hit)


def _score_pair(score: Score, name: str, gold: Gold, found: Mention) -> bool:
    counts = score.counts
    parts = {
        "value": _value_right(found, gold),
        "unit": _unit_right(found, gold),
        "wording": found.qualifier.value == gold["qualifier"],
    }
    counts["right"] += all(parts.values())
    counts["value right"] += parts["value"]
    wrong = [part for part, good in parts.items() if not good]
    accepted = {_city(city) for city in [gold["city"], *gold.get("city_alt", [])]}
    good = _city(found.city) in accepted
    if gold["city"]:
        counts["city"] += 1
        counts["city right"] += good
    else:
        counts["no city"] += 1
        counts["city invented"] += not good
    if not good:
        wrong.append(f"city {found.city or '-'} for {gold['city'] or '-'}")
    if gold.get("nature"):
        counts["nature"] += 1
        counts["nature right"] += found.nature.value == gold["nature"]
        if found.nature.value != gold["nature"]:
            wrong.append(f"nature {found.nature.value} for {gold['nature']}")
    if wrong:
        score.misses.append(f"{name} {gold['quote']!r}: {', '.join(wrong)}")
    return all(parts.values())


def score_folder(folder: Path, read: Reader = facts) -> Score:
    """Score a reader on all texts of a folder."""
    score = Score()
    for gold in load(folder):
        add(score, gold, read)
    return score


def report(score: Score) -> str:
    """The figures as lines to print, by class with n."""
    c = score.counts
    lines = [
        f"texts {c['texts']}, facts {c['gold']}, predicted {c['predicted']}, traps {c['traps']}",
        f"F1 value+unit+wording {score.f1:.2%}",
        f"traps taken {c['trapped']} of {c['traps']} ({score.share('trapped', 'traps'):.2%})",
        f"city right {c['city right']} of {c['city']} ({score.share('city right', 'city'):.2%})",
        f"city invented {c['city invented']} of {c['no city']} ({score.share('city invented', 'no city'):.2%})",
        f"nature right {c['nature right']} of {c['nature']} ({score.share('nature right', 'nature'):.2%})",
    ]
    for tag in sorted({tag for tag, _ in score.classes}):
        lines.append(f"  {tag}: {score.classes[tag, 'right']} of n = {score.classes[tag, 'n']}")
    return "\n".join([*lines, *score.misses])


def main() -> None:
    """Print the scores of both halves with every miss, as docs/extraction-scores.md holds them."""
    print("# Scores of the extraction engine\n")
    print("Made by `python -m tests.extract.scoring`. `right` is value, unit and wording together; n is how many.")
    for half in ("unseen", "seen"):
        lines = report(score_folder(Path(__file__).resolve().parent.parent / "reports" / half))
        print(f"\n## {half}\n\n```\n{lines}\n```")


if __name__ == "__main__":
    main()
