"""From a draft to the board: what a publication would change, why it may not be, and the publication itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from lib import review
from lib.compare import Change, Changed, changes, linked
from lib.desk import borders_path, report_texts, version, write_tables
from lib.desk.drafts import Conflict, Decision, Person, now, numbered
from lib.desk.intake import Found
from lib.draft import context, provisional, provisional_key
from lib.errors import BoardError
from lib.extract.engine import Candidate
from lib.identity import account_of
from lib.model import LogEntry, Problem, Severity
from lib.review import Item, Published, Row
from lib.store import files, journal
from lib.tables import TABLES
from lib.validate import Report, check_folder
from lib.validate.report import lines
from lib.words import Words, mark

Logs = Mapping[str, list[LogEntry]]
NO_INDICATOR = "目录里没有对得上的指标，以原文用语暂定"
READ_ONLY = "未经人工撰写，由程序填写"
SAME = "与已发布的事实说法相同"
CONTRADICTS = "与已发布的事实说法不一致"
REVISES = "更正已发布的事实"
CONTRADICTS_WITHIN = "同一报告里说法不一致"


class Refused(BoardError):
    """A publication that would break a rule."""


@dataclass(frozen=True)
class Fault:
    """A problem of a row of a draft."""

    table: str
    key: str
    """Local key of the row: `@297` for a fact."""
    problem: Problem


@dataclass(frozen=True)
class Preview:
    """What would happen if a draft were published now."""

    source_id: str
    entries: int
    """Number of the last entry that this preview knows; a publication names it, so that nothing unseen is published."""
    steps: tuple[Decision, ...]
    """Links that the publication adds."""
    faults: tuple[Fault, ...]
    changes: tuple[Changed, ...]
    after: Published

    def of(self, change: Change) -> list[Changed]:
        """The changes of one kind."""
        return [item for item in self.changes if item.change is change]


def preview(folder: Path, source_id: str, words: Words) -> Preview:
    """What a publication would change on the board, and which rules it would break."""
    return _preview(folder, files.read_logs(folder), source_id, (), words)


def _preview(folder: Path, logs: Logs, source_id: str, steps: Iterable[Decision], words: Words) -> Preview:
    """As `preview`, after further decisions that are not in the log yet."""
    entries, before = logs[source_id], review.publish(logs)
    tried = [*entries, *numbered(entries, steps, Person("-"))]
    rows = {key: row for (table, key), row in review.current(source_id, tried).items() if table == "metrics"}
    links = _links(source_id, tried, rows, before)
    known = len(tried)
    tried += numbered(tried, [*links, Decision("publish", "")], Person("-"))
    after = review.publish({**logs, source_id: tried})
    ids = review.numbers(source_id, tried)
    faults = _faults(folder, after, source_id, {fact_id: key for key, fact_id in ids.items()}, words)
    return Preview(source_id, known, tuple(links), tuple(faults), tuple(changes(before, after)), after)


def _links(source_id: str, entries: list[LogEntry], rows: Mapping[str, Row], before: Published) -> list[Decision]:
    """Links to facts of other reports that say the same or contradict, where none was made or taken back yet."""
    judged = {(entry.key, entry.new) for entry in entries if entry.action == "link"}
    others = [row for row in before["metrics"] if row["source_id"] != source_id]
    dates = {row["source_id"]: row["map_date"] for row in before["sources"]}
    dates |= {
        key: row["map_date"] for (table, key), row in review.current(source_id, entries).items() if table == "sources"
    }
    own = {id(row): key for key, row in rows.items()}
    found = linked(rows.values(), others, dates)
    return [
        Decision("link", "links", own[id(row)], how, new=old["fact_id"], reason=SAME if how == "same" else CONTRADICTS)
        for row, how, old in found
        if (own[id(row)], old["fact_id"]) not in judged
    ]


def _faults(folder: Path, after: Published, source_id: str, keys: Mapping[str, str], words: Words) -> list[Fault]:
    """Errors on rows of one report in tables that are not written yet."""
    frames = files.read_tables(folder)
    frames |= {name: pd.DataFrame(rows, columns=TABLES[name].names, dtype=str) for name, rows in after.items()}
    report = Report(words)
    texts = report_texts(after["sources"], folder)
    check_folder(frames, files.read_borders(borders_path(folder)), texts, {}, {}, report)
    placed = {
        name: dict(zip(lines(frames[name]), after[name], strict=True))
        for name in ("sources", "indicators", "initiatives", "metrics", "breakdowns", "links")
    }
    out = []
    for problem in report.problems:
        table = problem.file.removesuffix(".csv")
        row = placed.get(table, {}).get(problem.row)
        if problem.severity is Severity.ERROR and row is not None:
            key = row[TABLES[table].key[0]]
            if row.get("source_id", source_id) == source_id:
                out.append(Fault(table, keys.get(key, key), problem))
    return out


def publish(
    folder: Path,
    source_id: str,
    person: Person,
    words: Words,
    reason: str = "",
    seen: int | None = None,
    *,
    second: bool = False,
) -> str:
    """Publish a draft: the `publish` entry on the disk is the commit; the new version of the data.

    `seen` is the last entry of the preview that the person saw; `second` asks that whoever publishes has judged none of
    it. Raises Conflict where the log has grown since, and Refused where a rule would be broken.
    """
    with journal.locked(folder):
        logs = files.read_logs(folder)
        if seen is not None and len(logs[source_id]) != seen:
            raise Conflict(
                source_id,
                mark("somebody has decided on this report meanwhile"),
                mark("look at the changes again, then publish"),
            )
        if second and account_of(person.name) in judges(logs[source_id]):
            raise Refused(
                source_id,
                mark("you have judged facts of this report yourself, {who}"),
                mark("let a second person look at the changes and publish them"),
                who=person.name,
            )
        return _commit(folder, logs, source_id, (), person, words, reason)


def judges(entries: list[LogEntry]) -> set[str]:
    """Accounts of those whose decisions on rows would be published next.

    Adding a report and naming its title judge nothing; what somebody took back himself does not count.
    """
    last = max((entry.seq for entry in entries if entry.action == "publish"), default=0)
    undone = review.cancelled(entries)
    own = {entry.seq for entry in entries if entry.action == "undo" and entries[int(entry.key) - 1].who == entry.who}
    return {
        account_of(entry.who)
        for entry in entries[last:]
        if entry.action != "read" and entry.table != "sources" and entry.seq not in undone | own
    }


def _commit(
    folder: Path, logs: Logs, source_id: str, steps: Iterable[Decision], person: Person, words: Words, reason: str
) -> str:
    """Append decisions, links and the publication, then write the tables; the caller holds the lock."""
    plan = _preview(folder, logs, source_id, steps, words)
    if plan.faults:
        raise Refused(
            source_id,
            mark("{n} rules would be broken, the first: {problem}"),
            mark("mend or reject these facts"),
            n=len(plan.faults),
            problem=plan.faults[0].problem,
        )
    done = [*steps, *plan.steps, Decision("publish", "", reason=reason)]
    at = _after(review.last_publish(logs))
    journal.append(folder, source_id, numbered(logs[source_id], done, person, at))
    write_tables(folder)
    return version(files.read_tables(folder), at)


def _after(last: str) -> str:
    """Now, or the second after the last publication: every state that was published has a time of its own."""
    present = now()
    if present > last:
        return present
    return f"{pd.Timestamp(last) + pd.Timedelta(seconds=1):%Y-%m-%dT%H:%M:%SZ}"


@dataclass(frozen=True)
class Outcome:
    """What `publish_all` did."""

    version: str
    changes: tuple[Changed, ...]
    left_out: tuple[tuple[Row, Problem], ...]
    """Facts that break a rule, with the first one."""


def publish_all(folder: Path, source_id: str, found: Found, person: Person, words: Words) -> Outcome:
    """Accept every fact of a draft that breaks no rule and publish them; nothing of it is seen by a person.

    A figure that the catalogue does not know brings a provisional indicator with its phrase as name.
    """
    first = by_key(found.facts)
    with journal.locked(folder):
        logs = files.read_logs(folder)
        items = review.items(source_id, logs[source_id])
        catalogue = {row["indicator"] for row in review.publish(logs)["indicators"]}
        open_facts = {key: item for (table, key), item in items.items() if table == "metrics" and not item.judged}
        left: dict[str, Problem] = {}
        while True:
            kept = {key: item for key, item in open_facts.items() if key not in left}
            steps = _acceptances(kept, first, catalogue)
            plan = _preview(folder, logs, source_id, steps, words)
            bad = _by_fact(plan, kept, first)
            if not bad:
                break
            left |= bad
        version_now = _commit(folder, logs, source_id, steps, person, words, READ_ONLY)
    return Outcome(version_now, plan.changes, tuple((open_facts[key].row, why) for key, why in left.items()))


def by_key(facts: Iterable[Candidate]) -> dict[str, Candidate]:
    """The first mention of each fact by its local key."""
    first: dict[int, Candidate] = {}
    for item in facts:
        first.setdefault(item.fact, item)
    return {f"@{item.start}": item for item in first.values()}


def _acceptances(facts: Mapping[str, Item], first: Mapping[str, Candidate], catalogue: set[str]) -> list[Decision]:
    steps, proposed = list[Decision](), set[str]()
    for key, item in facts.items():
        candidate = first[key]
        if not item.row["indicator"]:
            indicator = provisional_key(candidate)
            if indicator not in catalogue | proposed:
                proposed.add(indicator)
                row = provisional(candidate) | {"unit": item.row["unit"]}
                steps.append(add_row("indicators", indicator, row, NO_INDICATOR))
            steps.append(Decision("edit", key=key, field="indicator", new=indicator, reason=NO_INDICATOR))
        steps += [
            Decision("edit", key=key, field=name, new=cell, reason=READ_ONLY)
            for name, cell in context(candidate).items()
            if not item.row[name]
        ]
        steps.append(Decision("accept", key=key, reason=READ_ONLY))
        steps += contradictions(key, first)
    return steps


def add_row(table: str, key: str, row: Row, reason: str = "") -> Decision:
    """The decision that brings in a whole row."""
    return Decision("add", table, key, new=review.packed(row), reason=reason)


def contradictions(key: str, first: Mapping[str, Candidate]) -> list[Decision]:
    """Links from a fact to what its own report says otherwise elsewhere; `first` is the candidate of each local key."""
    keys = {item.fact: other for other, item in first.items()}
    others = [keys[fact] for fact in first[key].contradicts if fact in keys]
    return [Decision("link", "links", key, "contradicts", new=other, reason=CONTRADICTS_WITHIN) for other in others]


def _by_fact(plan: Preview, facts: Mapping[str, Item], first: Mapping[str, Candidate]) -> dict[str, Problem]:
    """The first problem of each fact that would break a rule, also through its indicator or a link."""
    bad: dict[str, Problem] = {}
    for fault in plan.faults:
        if fault.table == "metrics" and fault.key in facts:
            bad.setdefault(fault.key, fault.problem)
        for key, item in facts.items():
            used = item.row["indicator"] or provisional_key(first[key])
            if fault.table == "indicators" and fault.key == used:
                bad.setdefault(key, fault.problem)
    return bad
