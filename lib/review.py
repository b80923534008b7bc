"""A review log folded into published tables: pure, so the same log always gives the same tables."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lib.errors import LogError
from lib.model import AreaStatus, LogEntry
from lib.tables import TABLES
from lib.words import mark

Row = dict[str, str]
Published = dict[str, list[Row]]
LOCAL = "@"
"""A key that begins so is local to one log (`@297`: the fact first mentioned there) until publication numbers it."""


@dataclass
class Item:
    """A row of a log: what it says now, and what was decided on it."""

    row: Row
    accepted: bool
    judged: bool = False
    """Whether a person has accepted or rejected it; an added row was judged by adding it."""


@dataclass
class _Draft:
    """What a log has said so far about each row of each table."""

    source_id: str
    items: dict[tuple[str, str], Item] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)

    def at(self, entry: LogEntry) -> Item:
        try:
            return self.items[entry.table, entry.key]
        except KeyError:
            raise LogError(
                f"reviews/{self.source_id}.csv:seq {entry.seq}:key: {entry.key}",
                mark("no such row of {table} yet"),
                mark("an entry can only change what an earlier one brought in"),
                table=entry.table,
            ) from None


def publish(logs: Mapping[str, Iterable[LogEntry]], as_of: str = "9") -> Published:
    """The logged tables that follow from the logs up to each one's last `publish` not later than `as_of` (UTC)."""
    tables: Published = {name: [] for name, table in TABLES.items() if table.logged}
    seen = set[str]()
    for source_id, entries in sorted(logs.items(), key=_first_publish):
        for name, rows in fold(source_id, list(entries), as_of).items():
            # Two reports may bring in the same indicator; that of the report published first stands.
            kept = [row for row in rows if name != "indicators" or row["indicator"] not in seen]
            seen |= {row["indicator"] for row in kept if name == "indicators"}
            tables[name].extend(kept)
    # An indicator that was only proposed goes with the last fact that used it.
    used = {row["indicator"] for row in tables["metrics"]}
    tables["indicators"] = [
        row for row in tables["indicators"] if row["status"] != "provisional" or row["indicator"] in used
    ]
    for name, rows in tables.items():
        rows.sort(key=lambda row: [row[column] for column in TABLES[name].key])
    return tables


def _first_publish(log: tuple[str, Iterable[LogEntry]]) -> tuple[str, str]:
    return next((entry.at for entry in log[1] if entry.action == "publish"), "9"), log[0]


def last_publish(logs: Mapping[str, Iterable[LogEntry]], as_of: str = "9") -> str:
    """Time of the newest publication in UTC, empty where nothing was ever published."""
    return max(
        (entry.at for entries in logs.values() for entry in entries if entry.action == "publish" and entry.at <= as_of),
        default="",
    )


def fold(source_id: str, entries: list[LogEntry], as_of: str = "9") -> Published:
    """The rows that one log publishes."""
    draft = _published(source_id, entries, as_of)
    return Published() if draft is None else _snapshot(draft)


def _published(source_id: str, entries: list[LogEntry], as_of: str) -> _Draft | None:
    """The draft as its last publication saw it, its facts numbered by every publication before."""
    draft: _Draft | None = None
    done = 0
    for place, entry in enumerate(entries):
        if entry.at > as_of:
            break
        # Each publication sees only what stood before it: a later undo takes effect with the next one.
        if entry.action == "publish":
            since = entries[done:place]
            if draft is None or any(step.action == "undo" for step in since):
                draft = _replay(source_id, entries[:place], draft.numbers if draft else {})
            else:
                for step in since:
                    if step.action != "publish":
                        _apply(draft, step)
            _number(draft)
            done = place
    return draft


def current(source_id: str, entries: list[LogEntry]) -> dict[tuple[str, str], Row]:
    """The accepted rows by table and local key, as the log leaves them: what the next publication would publish."""
    return {place: item.row for place, item in items(source_id, entries).items() if item.accepted}


def items(source_id: str, entries: list[LogEntry]) -> dict[tuple[str, str], Item]:
    """Every row by table and local key, also those not accepted."""
    return _replay(source_id, entries, {}).items


def numbers(source_id: str, entries: list[LogEntry]) -> dict[str, str]:
    """fact_id of each local key that was ever published."""
    draft = _published(source_id, entries, "9")
    return draft.numbers if draft else {}


def _replay(source_id: str, entries: list[LogEntry], numbers: dict[str, str]) -> _Draft:
    """What the entries say, those taken back left out; `numbers` are the facts numbered so far."""
    undone, draft = cancelled(entries), _Draft(source_id, numbers=numbers)
    for entry in entries:
        if entry.seq not in undone and entry.action != "publish":
            _apply(draft, entry)
    return draft


def cancelled(entries: Iterable[LogEntry]) -> set[int]:
    """Numbers of the entries that an `undo` took back; an undo can itself be undone."""
    undone: set[int] = set()
    for entry in sorted(entries, key=lambda entry: -entry.seq):
        if entry.action == "undo" and entry.seq not in undone:
            if not entry.key.isdecimal() or not 0 < int(entry.key) < entry.seq:
                raise LogError(
                    f"seq {entry.seq}:key: {entry.key}",
                    mark("an undo names the number of an earlier entry"),
                    mark("restore the log"),
                )
            undone.add(int(entry.key))
    return undone


def _apply(draft: _Draft, entry: LogEntry) -> None:
    match entry.action:
        case "read" | "add":
            draft.items[entry.table, entry.key] = Item(_row(draft, entry), entry.action == "add", entry.action == "add")
        case "accept":
            item = draft.at(entry)
            item.accepted = item.judged = True
        case "reject":
            item = draft.at(entry)
            item.accepted, item.judged = False, True
        case "edit":
            _known(draft, entry)
            draft.at(entry).row[entry.field] = entry.new
        case "assign":
            status = AreaStatus.ASSIGNED if entry.new else AreaStatus.UNATTRIBUTED
            draft.at(entry).row.update(area_code=entry.new, area_status=status)
        case "link":
            row = {"fact_id": entry.key, "relation": entry.field, "other_fact_id": entry.new, "reason": entry.reason}
            draft.items["links", "|".join((entry.key, entry.field, entry.new))] = Item(row, True)
        case "undo":
            pass
        case _:
            raise LogError(
                f"reviews/{draft.source_id}.csv:seq {entry.seq}:action: {entry.action}",
                mark("unknown action"),
                mark("restore the log"),
            )


def _known(draft: _Draft, entry: LogEntry) -> None:
    if entry.table not in TABLES or entry.field not in TABLES[entry.table].names:
        raise LogError(
            f"reviews/{draft.source_id}.csv:seq {entry.seq}:field: {entry.field}",
            mark("{table} has no such column"),
            mark("restore the log"),
            table=entry.table,
        )


def _row(draft: _Draft, entry: LogEntry) -> Row:
    """The row that a `read` or `add` brings: its `new` is a JSON object of the columns that are not empty."""
    where = f"reviews/{draft.source_id}.csv:seq {entry.seq}"
    table = TABLES.get(entry.table)
    if table is None or not table.logged:
        raise LogError(f"{where}:table: {entry.table}", mark("not a table of the logs"), mark("restore the log"))
    try:
        given = json.loads(entry.new)
    except json.JSONDecodeError:
        given = None
    if not isinstance(given, dict) or not set(given) <= set(table.names):
        raise LogError(
            f"{where}:new: {entry.new[:40]}",
            mark("not a JSON object of columns of {table}"),
            mark("restore the log"),
            table=table.name,
        )
    row = dict.fromkeys(table.names, "") | {name: str(value) for name, value in given.items()}
    if len(table.key) == 1:
        row[table.key[0]] = entry.key
    if "source_id" in row:
        row["source_id"] = draft.source_id
    return row


def packed(row: Mapping[str, str]) -> str:
    """A whole row as the `new` of a `read` or `add`: a JSON object of its columns that are not empty."""
    bare = {name: cell for name, cell in row.items() if cell}
    return json.dumps(bare, ensure_ascii=False, separators=(",", ":"))


def _number(draft: _Draft) -> None:
    """Give numbers to the accepted facts that have none, in the order of the text."""
    facts = [
        (int(item.row["start"]), key)
        for (table, key), item in draft.items.items()
        if table == "metrics" and item.accepted and key not in draft.numbers
    ]
    for _, key in sorted(facts):
        draft.numbers[key] = f"{draft.source_id}-{len(draft.numbers) + 1:03d}"


def _snapshot(draft: _Draft) -> Published:
    """All accepted rows, local keys resolved."""
    published = Published()
    for (table, _), item in draft.items.items():
        if item.accepted and (table != "links" or _whole(draft, item.row)):
            row = {name: _resolve(draft, name, cell) for name, cell in item.row.items()}
            published.setdefault(table, []).append(row)
    return published


def _whole(draft: _Draft, link: Row) -> bool:
    """Whether both facts of a link are there: a link to a fact of this report that is not accepted says nothing."""
    ends = (
        draft.items.get(("metrics", link[name])) for name in ("fact_id", "other_fact_id") if link[name][:1] == LOCAL
    )
    return all(item is not None and item.accepted for item in ends)


def _resolve(draft: _Draft, column: str, cell: str) -> str:
    if LOCAL not in cell or column not in ("fact_id", "other_fact_id", "fact_ids"):
        return cell
    return ";".join(draft.numbers.get(key, key) for key in cell.split(";"))
