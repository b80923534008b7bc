"""This engine beside three public libraries for Chinese quantities, on the corpus of tests/reports: a Markdown table.

Each library is scored twice: bare, with what it says of a number taken as it is, and with a thin layer of rules on
top. The layer hands it the text unwrapped, and reads off the wording, the 万 and the measure word beside the number
that it found; a number beside no measure word of a result is left out. Where a reader says no wording, exact is meant.

    python3 -m venv /tmp/peers && /tmp/peers/bin/pip install -r bench/requirements.txt
    /tmp/peers/bin/python bench/extractors.py            # --write puts the table into README.md
"""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from lib.extract.measures import MEASURES  # noqa: E402
from lib.extract.text import view  # noqa: E402
from lib.extract.wording import qualifier_of  # noqa: E402
from lib.model import Nature, Qualifier  # noqa: E402
from tests.extract.scoring import Reader, Score, add, facts, load  # noqa: E402

HALVES = ("seen", "unseen")
MARKS = ("<!-- bench/extractors.py -->\n", "<!-- end -->\n")


@dataclass(frozen=True)
class Found:
    """One figure as a peer reads it."""

    start: int
    end: int
    quote: str
    value: Decimal
    value_max: Decimal | None = None
    unit: str = ""
    qualifier: Qualifier = Qualifier.EXACT
    city: str = ""
    nature: Nature = Nature.ACTUAL


Finder = Callable[[str], Iterator[Found]]

RUN = re.compile(
    r"(?P<percent>百分之)?(?P<number>(?:\d[\d,]*(?:\.\d+)?|[零〇一二两三四五六七八九十百千壹贰叁][零〇一二两三四五六七八九十百千点万亿]*)"
    r"(?P<loose>[余多几])?[万亿]*)"
)
"""Numerals in a row: what is handed to a library that parses numbers and finds none."""


def recognizers(text: str) -> Iterator[Found]:
    """recognizers-text: percentages, currencies, dimensions and numbers, the first that covers a place counting."""
    suite = importlib.import_module("recognizers_suite")
    chinese, taken = suite.Culture.Chinese, set[int]()
    for recognize in (
        suite.recognize_percentage,
        suite.recognize_currency,
        suite.recognize_dimension,
        suite.recognize_number,
    ):
        for item in recognize(text, chinese):
            place = range(item.start, item.end + 1)
            value = _decimal((item.resolution or {}).get("value") or "")
            if value is None or not taken.isdisjoint(place):
                continue
            taken.update(place)
            quote = text[item.start : item.end + 1]
            unit = item.resolution.get("unit", "")
            if unit or item.type_name == "percentage":
                # Its own names are English; the measure word is the one in its own span.
                unit = _measure(quote) or ("%" if item.type_name == "percentage" else unit)
            yield Found(item.start, item.end + 1, quote, value, unit=unit)


def cn2an(text: str) -> Iterator[Found]:
    """cn2an: its converter on every run of numerals."""
    convert = importlib.import_module("cn2an").cn2an
    for match in RUN.finditer(text):
        try:
            value = convert(re.sub("[,余多几]", "", match["number"]), "smart")
        except ValueError:
            continue
        yield Found(*match.span(), match.group(), Decimal(str(value)), unit="%" if match["percent"] else "")


def jionlp(text: str) -> Iterator[Found]:
    """jionlp: its money extractor, and its money parser on every other run of numerals."""
    taken = set[int]()
    for found in jionlp_money(text):
        taken.update(range(found.start, found.end))
        yield found
    parse = importlib.import_module("jionlp").parse_money
    for match in RUN.finditer(text):
        if not taken.isdisjoint(range(*match.span())):
            continue
        try:
            values = _money(parse(match["number"]))
        except ValueError:
            continue
        if values:
            yield Found(*match.span(), match.group(), values[0], unit="%" if match["percent"] else "")


def jionlp_money(text: str) -> Iterator[Found]:
    """jionlp: its money extractor."""
    for item in importlib.import_module("jionlp").ner.extract_money(text, with_parsing=True) or []:
        values, quote = _money(item["detail"]), item["text"]
        if values:
            high = values[1] if len(values) > 1 and not re.search("[余多几数]", quote) else None
            yield Found(*item["offset"], quote, values[0], high, item["detail"]["case"])


def _money(detail: dict[str, str | list[str]] | None) -> list[Decimal]:
    numbers = detail["num"] if detail else []
    return [
        value
        for number in ([numbers] if isinstance(numbers, str) else numbers)
        if (value := _decimal(number)) is not None
    ]


def _decimal(text: str | None) -> Decimal | None:
    try:
        value = Decimal((text or "").removesuffix("%"))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


LEAD = re.compile("(不少于|不低于|至少|超过|突破|高于|超|逾|将近|接近|近|约|不足|不到|低于|不超过|最多)$")
WORDS = "|".join(
    re.escape(word)
    for word, row in sorted(MEASURES.items(), key=lambda pair: -len(pair[0]))
    if row.kind not in ("none", "time", "year")
)
TAIL = re.compile(
    rf"(?P<loose>余|多|几|\+)?(?P<scale>[万亿]{{0,2}})(?P<loose2>余|多)?(?P<unit>{WORDS})?(?P<trail>以上|左右|以内|以下)?"
)
SCALES = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}


def _measure(quote: str) -> str:
    """The measure word at the end of a span."""
    found = re.search(rf"(?:{WORDS})(?:以上|左右|以内|以下)?$", quote)
    return re.sub("以上|左右|以内|以下", "", found.group()) if found else ""


def layered(find: Finder) -> Reader:
    """The thin layer over a peer."""

    def read(raw: str) -> list[Found]:
        page = view(raw)
        out = []
        for item in find(page.text):
            tail = TAIL.match(page.text, item.end)
            assert tail is not None
            unit = tail["unit"] or item.unit
            unit = MEASURES[unit].unit if unit in MEASURES else unit
            factor = SCALES.get(tail["scale"])
            lead = LEAD.search(page.text[: item.start][-4:])
            inside = re.search("以上|左右|余|多|近|约|超过|不足|不到", item.quote)
            words = (tail["trail"], lead and lead[1], tail["loose"], tail["loose2"], inside and inside.group())
            wording = next((word for word in words if word), "")
            if not factor or not (unit or "分之" in item.quote):
                continue
            start, end = page.span(item.start, tail.end() if tail["unit"] else item.end)
            value = item.value * factor
            out.append(
                replace(item, start=start, end=end, value=value, unit=unit or "比例", qualifier=qualifier_of(wording))
            )
        return out

    return read


def bare(find: Finder) -> Reader:
    """A peer as it is."""
    return lambda text: list(find(text))


READERS: list[tuple[str, str, Reader]] = [
    ("", "this engine", facts),
    ("recognizers_suite", "recognizers-text, bare", bare(recognizers)),
    ("recognizers_suite", "recognizers-text, with the layer", layered(recognizers)),
    ("jionlp", "jionlp, bare (money only)", bare(jionlp_money)),
    ("jionlp", "jionlp, with the layer", layered(jionlp)),
    ("cn2an", "cn2an, bare", bare(cn2an)),
    ("cn2an", "cn2an, with the layer", layered(cn2an)),
]


def row(name: str, read: Reader) -> str:
    """One line of the table."""
    scores = {half: Score() for half in HALVES}
    for half, score in scores.items():
        for gold in load(ROOT / "tests" / "reports" / half):
            add(score, gold, read)
    whole = Score(sum((score.counts for score in scores.values()), start=type(Score().counts)()))
    c = whole.counts
    value = 2 * c["value right"] / (c["gold"] + c["predicted"])
    cells = [f"{scores['unseen'].f1:.1%}", f"{whole.f1:.1%}", f"{value:.1%}"]
    taken = f"{c['trapped']} of {c['traps']} ({whole.share('trapped', 'traps'):.1%})"
    return f"| {name} | {' | '.join(cells)} | {taken} | {c['ranges read']} of {c['ranges']} |"


def table() -> str:
    """The whole table."""
    texts = [gold for half in HALVES for gold in load(ROOT / "tests" / "reports" / half)]
    figures = sum(len(gold["metrics"]) for gold in texts)
    head = ["reader", "F1, unseen half", "F1, all", "F1 of values alone", "traps taken", "ranges read"]
    lines = [f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
    lines += [row(name, read) for _, name, read in READERS]
    note = f"{len(texts)} texts of `tests/reports`, {figures} facts; F1 on value, unit and wording together."
    return "\n".join([*lines, "", note, ""])


def main(arguments: list[str]) -> int:
    """Print or write the table; 2 where a peer is missing."""
    try:
        for package, _, _ in READERS[1:]:
            importlib.import_module(package)
    except ImportError as error:
        print(f"{error}. Install the peers into an environment outside the repository; the head of this file says how.")
        return 2
    made = table()
    print(made)
    if "--write" in arguments:
        readme = ROOT / "README.md"
        head, _, rest = readme.read_text(encoding="utf-8").partition(MARKS[0])
        readme.write_text(head + MARKS[0] + made + MARKS[1] + rest.partition(MARKS[1])[2], encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
