"""Begin a review log anew from what the engine reads: for a report whose log is not in anybody's hands yet.

    python scripts/begin_log.py SOURCE_ID FILE

Its published rows stay the same. What the engine reads becomes `read` entries; each column in which the published row
differs becomes an `edit`, with the reason of the old log where it had one. Run it after the engine has learned to read
the first report better; a log that an office has worked on is only ever appended to.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from lib import desk
from lib.draft import engine, read_rows, source_row
from lib.extract.engine import extract
from lib.extract.reading import text_of
from lib.model import LogEntry
from lib.review import Row, current
from lib.store import files
from lib.tables import LOG_COLUMNS, TABLES, to_csv

REASONS = {
    "title_zh": "报告没有题名，题名为自拟，放在方括号里",
    "title_en": "报告没有题名，题名为自拟，放在方括号里",
    "map_date_note": "写明报告没有日期",
    "indicator": "句中的词没有和目录对上，由编辑选定指标",
    "theme": "按小标题归节",
    "initiative_id": "归到同一段写的举措",
    "period_start": "时间照报告补全",
    "period_end": "“以来”没有写到哪一年为止，不填",
    "period_text": "时间照报告写全",
    "population": "口径照报告补上",
    "headline": "放进要览卡片，并定先后",
    "fragment": "同一句或同一则图示里的事实归在一起",
    "context_zh": "用自己的话写明前后文",
    "context_en": "中文说明的英译",
}
"""Why a person changes a column that the engine left as it was, where the old log gives no reason of its own."""

Step = tuple[str, str, str, str, str, str, str, str]


def steps(source_id: str, entries: list[LogEntry], read: dict[tuple[str, str], Row]) -> list[Step]:
    """`(action, table, key, field, old, new, reason, engine)` of the new log, its time and number still open."""
    given = {(entry.table, entry.key, entry.field): entry.reason for entry in entries if entry.reason}
    out, rows = list[Step](), current(source_id, entries)
    for table in ("sources", "indicators", "initiatives", "metrics", "breakdowns", "links"):
        # The catalogue stands before the facts: the engine gave them its keys.
        for (_, key), row in ((place, row) for place, row in read.items() if place[0] == table):
            out.append(("read", table, key, "", "", _json(table, row), "", engine()))
        for (_, key), row in ((place, row) for place, row in rows.items() if place[0] == table):
            if (table, key) in read:
                out.append(("accept", table, key, "", "", "", given.get((table, key, ""), ""), ""))
                out.extend(_edits(table, key, read[table, key], row, given))
            else:
                out.append(("add", table, key, "", "", _json(table, row), given.get((table, key, ""), ""), ""))
    why = next((entry.reason for entry in reversed(entries) if entry.action == "publish"), "")
    return [*out, ("publish", "", "", "", "", "", why, "")]


def _json(table: str, row: Row) -> str:
    bare = {name: cell for name, cell in row.items() if cell and name not in TABLES[table].key}
    return json.dumps(bare, ensure_ascii=False, separators=(",", ":"))


def _edits(table: str, key: str, old: Row, new: Row, given: dict[tuple[str, str, str], str]) -> list[Step]:
    return [
        ("edit", table, key, name, old.get(name, ""), new[name], given.get((table, key, name)) or REASONS[name], "")
        for name in TABLES[table].names
        if old.get(name, "") != new[name] and name not in (*TABLES[table].key, "source_id")
    ]


def main(source_id: str, path: Path) -> None:
    """Write the log anew and build the tables."""
    folder = desk.data_folder()
    entries = files.read_logs(folder)[source_id]
    data = path.read_bytes()
    text = text_of(path.name, data)
    read = {("sources", source_id): source_row(path.name, data, text, "")}
    read |= {(item.table, item.key): item.row for item in read_rows(extract(text))}
    now = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    rows = [
        dict(zip(LOG_COLUMNS, (str(seq), now, entries[0].who, "local", *step), strict=True))
        for seq, step in enumerate(steps(source_id, entries, read), 1)
    ]
    files.write(folder / "reviews" / f"{source_id}.csv", to_csv(rows, LOG_COLUMNS))
    print(*desk.build(folder), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
