"""A valid data folder of many facts, with the texts that they are quoted from: 384,000 unless told otherwise.

usage: python bench/make_facts.py OUT [--indicators 200] [--months 120]

16 cities x indicators x months, a report a month. Nothing of it is true: names are put together from words, values come
from a seeded generator. The tables are built from review logs by the board's own `build`, so that `python -m lib check`
passes on the folder as on one that people made. Run the board on it with `UNION_DATA=OUT` and no `UNION_REPORTS`.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import random
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from lib import desk  # noqa: E402
from lib.review import packed  # noqa: E402
from lib.store import files  # noqa: E402
from lib.tables import LOG_COLUMNS  # noqa: E402

FIRST_YEAR = 2016
FORMER = "371200"
"""莱芜, which is a city for a part of the time only: the folder has the 16 that are there all the time."""
KEPT = ("areas.csv", "themes.csv", "units.csv", "cities.geojson")
SUBJECTS = (
    ("职工书屋", "reading rooms", "家", "culture"),
    ("文化活动", "cultural events", "场", "culture"),
    ("体育比赛", "sports matches", "场", "culture"),
    ("读书小组", "reading groups", "个", "culture"),
    ("法律援助案件", "legal aid cases", "件", "rights"),
    ("困难职工", "workers in hardship", "人", "rights"),
    ("集体合同", "collective contracts", "份", "rights"),
    ("帮扶资金", "relief money", "元", "rights"),
    ("基层工会", "grass-roots unions", "家", "grassroots"),
    ("工会会员", "union members", "人", "grassroots"),
    ("母婴小屋", "mother rooms", "个", "grassroots"),
    ("工会干部", "union cadres", "人", "grassroots"),
    ("服务驿站", "rest stations", "个", "brand"),
    ("服务项目", "service projects", "项", "brand"),
    ("体检职工", "workers with a check-up", "人", "brand"),
    ("志愿队伍", "volunteer teams", "支", "brand"),
    ("劳模工作室", "model workers' studios", "个", "exemplar"),
    ("技能竞赛", "skill contests", "场", "exemplar"),
    ("创新成果", "innovations", "项", "exemplar"),
    ("培训学员", "trainees", "人", "exemplar"),
)
"""Name, English name, unit and theme of what is counted."""
ASPECTS = (
    ("新增", "new"),
    ("在册", "registered"),
    ("达标", "up to standard"),
    ("市级", "of the city"),
    ("县级", "of the counties"),
    ("园区", "in industrial parks"),
    ("街道", "in sub-districts"),
    ("企业", "in firms"),
    ("学校", "in schools"),
    ("医院", "in hospitals"),
)
WORDINGS = (("exact", ""), ("exact", ""), ("exact", ""), ("at_least", "以上"))
HEADLINES = 4


@dataclass(frozen=True)
class Indicator:
    """One line of the catalogue."""

    key: str
    name_zh: str
    name_en: str
    unit: str
    theme: str


def catalogue(count: int) -> list[Indicator]:
    """The first `count` pairs of an aspect and a subject, numbered beyond them."""
    found = []
    for number in range(count):
        name, english, unit, theme = SUBJECTS[number % len(SUBJECTS)]
        turn, aspect = divmod(number // len(SUBJECTS), len(ASPECTS))
        before, behind = ASPECTS[aspect]
        # Letters, for a number in a name would be one more figure in the text.
        tail = chr(ord("A") + turn - 1) if turn else ""
        found.append(
            Indicator(f"i{number:03d}", f"{before}{name}{tail}", f"{english} {behind} {tail}".strip(), unit, theme)
        )
    return found


def report(
    month: int, cities: list[dict[str, str]], indicators: list[Indicator], chance: random.Random
) -> tuple[str, str, list[dict[str, str]]]:
    """Key, text and facts of one month's report; the n-th fact of it has `@start` as its key in the log."""
    year, part = FIRST_YEAR + month // 12, month % 12 + 1
    when, iso = f"{year}年{part}月", f"{year}-{part:02d}"
    lines, facts, at = [f"{when}工会工作月报"], [], 0
    at = len(lines[0]) + 1
    for city in cities:
        for indicator in indicators:
            qualifier, wording = chance.choice(WORDINGS)
            value = str(int(chance.gammavariate(2.0, 500.0)) + 1)
            head, quote = f"{when}{city['name_zh']}{indicator.name_zh}", f"{value}{indicator.unit}{wording}"
            start = at + len(head)
            facts.append(
                {
                    "indicator": indicator.key,
                    "theme": indicator.theme,
                    "area_code": city["area_code"],
                    "area_status": "stated",
                    "value": value,
                    "qualifier": qualifier,
                    "wording": wording,
                    "unit": indicator.unit,
                    "nature": "actual",
                    "period_start": iso,
                    "period_text": when,
                    "headline": str(len(facts) + 1) if len(facts) < HEADLINES else "",
                    "quote": quote,
                    "start": str(start),
                    "end": str(start + len(quote)),
                    "context_zh": "测速用的数字，不是真的。",
                    "context_en": "A figure for measuring speed; it is not true.",
                }
            )
            lines.append(f"{head}{quote}。")
            at += len(lines[-1]) + 1
    return f"month-{iso}", "\n".join(lines) + "\n", facts


def log(
    month: int, key: str, text: str, facts: list[dict[str, str]], indicators: list[Indicator]
) -> Iterator[dict[str, str | int]]:
    """Entries of a log that publishes one report; the first of all brings the catalogue in."""
    sha = hashlib.sha256(text.encode()).hexdigest()
    iso = key.removeprefix("month-")
    source = {
        "title_zh": f"[{iso[:4]}年{int(iso[5:])}月月报]",
        "title_en": f"[Monthly report {iso}]",
        "published": f"{iso}-28",
        "map_date": f"{iso}-28",
        "map_date_note": "月报当月",
        "file_name": f"{key}.txt",
        "sha256": sha,
        "text_sha256": sha,
        "chars": str(len(text)),
    }
    rows = [("sources", key, source)]
    if not month:
        for one in indicators:
            told = {"name_zh": one.name_zh, "name_en": one.name_en, "unit": one.unit, "additive": "true"}
            rows.append(
                ("indicators", one.key, told | {"polarity": "none", "decimals": "0", "min": "0", "status": "settled"})
            )
    rows += [("metrics", f"@{fact['start']}", fact) for fact in facts]
    entry: dict[str, str | int] = dict.fromkeys(LOG_COLUMNS, "")
    # Two publications never have the same second.
    entry |= {"at": f"2026-01-01T{month // 60:02d}:{month % 60:02d}:00Z", "who": "bench", "how_known": "local"}
    for table, row_key, row in rows:
        entry["seq"] = int(entry["seq"] or 0) + 1
        yield entry | {"action": "add", "table": table, "key": row_key, "new": packed(row)}
    yield entry | {"seq": int(entry["seq"]) + 1, "action": "publish"}


def make(out: Path, count: int, months: int) -> int:
    """Write the folder; how many facts it has."""
    (out / "reviews").mkdir(parents=True)
    (out / "reports").mkdir()
    for name in KEPT:
        shutil.copy(ROOT / "data" / name, out / name)
    areas = files.read_table(out, "areas").to_dict("records")
    cities = [row for row in areas if row["level"] == "prefecture" and row["area_code"] != FORMER]
    indicators, chance, total = catalogue(count), random.Random(7), 0
    for month in range(months):
        key, text, facts = report(month, cities, indicators, chance)  # type: ignore[arg-type]
        total += len(facts)
        (out / "reports" / f"{key}.txt").write_bytes(text.encode())
        (out / files.LINES).mkdir(exist_ok=True)
        (out / files.LINES / f"{key}.csv").write_bytes(files.line_starts(text))
        buffer = io.StringIO(newline="")
        writer = csv.DictWriter(buffer, LOG_COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(log(month, key, text, facts, indicators))
        (out / "reviews" / f"{key}.csv").write_bytes(buffer.getvalue().encode())
    desk.build(out)
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--indicators", type=int, default=200)
    parser.add_argument("--months", type=int, default=120)
    given = parser.parse_args()
    print(make(given.out, given.indicators, given.months), "facts")


if __name__ == "__main__":
    main()
