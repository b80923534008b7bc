"""Candidates to the rows that the `read` entries of a review log hold: what the engine read, before anybody judged."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from lib import extract
from lib.extract.engine import BASE, Candidate
from lib.extract.measures import MEASURES
from lib.extract.quantities import read_quote
from lib.model import AreaStatus, Nature, Qualifier, Span

Row = dict[str, str]
DECIMALS = Decimal("0.0001")
"""A fraction that does not end (三分之二) is kept to four decimals, as `python -m lib extract` prints it."""
MOST = 20
"""How many places of typed words a person is asked about."""
YEAR = re.compile(r"(?<![\d.])((?:19|20)\d\d)(?=年|[-—–~～至到][12]\d{3}年|[-./]\d{1,2}[-./]\d{1,2})")
CHINESE_YEAR = re.compile(r"([一二][〇零○ＯO九][〇零○ＯO一二三四五六七八九]{2})(?=年)")
ZERO = str.maketrans("零○ＯO", "〇〇〇〇")
DIGITS = str.maketrans("〇一二三四五六七八九", "0123456789")


@dataclass(frozen=True)
class ReadRow:
    """One row as read: `key` is that of the log (`@297` for the fact first mentioned there)."""

    table: str
    key: str
    row: Row
    """The columns that are not empty."""


@cache
def engine() -> str:
    """Name and version of what reads: the first digits of the SHA-256 over its modules and tables."""
    folder, digest = Path(extract.__file__).parent, hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"):
        digest.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return f"lib.extract {digest.hexdigest()[:12]}"


def read_rows(candidates: Iterable[Candidate]) -> list[ReadRow]:
    """The facts among candidates, one row a fact; its indicator is empty where the catalogue knows none."""
    mentions: dict[int, list[Candidate]] = {}
    for item in candidates:
        if item.kind == "fact":
            mentions.setdefault(item.fact, []).append(item)
    return [ReadRow("metrics", f"@{items[0].start}", _fact(items)) for items in mentions.values()]


def provisional_key(item: Candidate) -> str:
    """The key of an indicator that nobody has named yet: the same phrase and unit give the same key in every report."""
    return "p-" + hashlib.sha256(f"{phrase(item)}\n{item.unit}".encode()).hexdigest()[:10]


def phrase(item: Candidate) -> str:
    """What is counted, in the words of the sentence; the quote where they give none."""
    return item.indicator or " ".join(item.quote.split())


def provisional(item: Candidate) -> Row:
    """An indicator for a figure that the catalogue does not know, until a person settles it."""
    words = phrase(item)
    exponent = item.value.as_tuple().exponent
    return {
        "name_zh": words,
        # Nobody has translated it yet: English shows the printed words in quotation marks.
        "name_en": f"“{words}”",
        "unit": item.unit,
        # Added up only after a person has said that it may be.
        "additive": "false",
        "polarity": "none",
        "decimals": str(min(4, max(0, -exponent)) if isinstance(exponent, int) else 0),
        "status": "provisional",
    }


def _fact(items: list[Candidate]) -> Row:
    first = items[0]
    area = next((item.area_code for item in items if item.area_code), "")
    row = {
        "indicator": next((item.indicator_key for item in items if item.indicator_key), ""),
        "theme": first.theme,
        "area_code": area,
        "area_status": (AreaStatus.STATED if area else AreaStatus.UNATTRIBUTED).value,
        "value": plain(first.value),
        "value_max": "" if first.value_max is None else plain(first.value_max),
        "qualifier": first.qualifier.value,
        "wording": first.wording if first.qualifier is not Qualifier.EXACT else "",
        "unit": first.unit,
        "per": first.per,
        "nature": first.nature.value,
        "period_start": first.period_start,
        "period_end": first.period_end,
        "period_text": first.period_text,
        "population": first.population,
        "quote": first.quote,
        "start": str(first.start),
        "end": str(first.end),
        "mentions": ";".join(f"{item.start}..{item.end}" for item in items[1:]),
    }
    return {name: cell for name, cell in row.items() if cell}


def context(item: Candidate) -> Row:
    """What stands around a figure as far as a machine can say it, and that no person has."""
    return {
        "context_zh": f"机器读出，尚未由人撰写说明：{phrase(item)}。",
        "context_en": f"As the engine read it; nobody has worded it yet: “{phrase(item)}”.",
    }


def plain(value: Decimal) -> str:
    """A number as a table holds it: digits with a point, no exponent, no trailing zeros."""
    digits = f"{value if len(value.as_tuple().digits) < 20 else value.quantize(DECIMALS):f}"
    return (digits.rstrip("0").rstrip(".") if "." in digits else digits) or "0"


def latest_year(text: str) -> int | None:
    """The latest year that a text names, in Arabic or Chinese digits; None where it names none."""
    folded = text.translate(str.maketrans("０１２３４５６７８９", "0123456789"))
    years = [int(match) for match in YEAR.findall(folded)]
    years += [int(match.translate(ZERO).translate(DIGITS)) for match in CHINESE_YEAR.findall(folded)]
    return max(years, default=None)


def source_row(file_name: str, data: bytes, text: str, today: str) -> Row:
    """A report as far as its file tells: title the file's stem, map date 31 December of the latest year named.

    `today` is the ISO day of reading, the map date of a text that names no year.
    """
    year, stem = latest_year(text), Path(file_name).stem
    return {
        "title_zh": stem,
        "title_en": stem,
        "map_date": f"{year}-12-31" if year else today,
        "map_date_note": f"文中最晚的年份是{year}年" if year else "文中没有写年份，取录入的日子",
        "file_name": file_name,
        "sha256": hashlib.sha256(data).hexdigest(),
        "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "chars": str(len(text)),
    }


def occurrences(text: str, typed: str) -> list[Span]:
    """Where words that a person typed stand in a text, whatever line breaks and spaces the page has put into them."""
    letters = [re.escape(char) for char in typed if not char.isspace()]
    if not letters:
        return []
    return [Span(*match.span()) for match in re.finditer(r"\s*".join(letters), text)][:MOST]


def missed(text: str, span: Span) -> Row | None:
    """The row of a figure that a person found; without place and indicator; None where the words hold no figure."""
    quote = text[span.start : span.end]
    try:
        read = read_quote(quote)
    except ValueError:
        return None
    measure = MEASURES.get(read.unit)
    row = {
        "area_status": AreaStatus.UNATTRIBUTED.value,
        "value": plain(read.value),
        "value_max": "" if read.value_max is None else plain(read.value_max),
        "qualifier": read.qualifier.value,
        "wording": read.wording if read.qualifier is not Qualifier.EXACT else "",
        "unit": BASE.get(read.unit, measure.unit if measure else read.unit),
        "nature": Nature.ACTUAL.value,
        "quote": quote,
        "start": str(span.start),
        "end": str(span.end),
    }
    return {name: cell for name, cell in row.items() if cell}
