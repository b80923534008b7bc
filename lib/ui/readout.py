"""What was read out of a sentence: number, wording, place, how the area is known, who decided what and why."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from lib import formulas
from lib.bounds import bound
from lib.catalog import Board
from lib.desk.history import Step
from lib.desk.wording import ACTIONS, FIELDS
from lib.extract.page import Paragraph
from lib.extract.passages import joined, last_named
from lib.model import AreaStatus, Fact, Qualifier, Span
from lib.terms import (
    citation,
    figure_of,
    indicator_name,
    nature_words,
    period_words,
    place_name,
    population_words,
    theme_name,
    unit_words,
    value_read,
)
from lib.ui import data, parts, reader, reckoning, report
from lib.ui.parts import Link
from lib.words import Words, mark

CODES = {
    Qualifier.EXACT: mark("exact"),
    Qualifier.AT_LEAST: mark("at least"),
    Qualifier.MORE_THAN: mark("more than"),
    Qualifier.APPROX: mark("approximately"),
    Qualifier.LESS_THAN: mark("less than"),
}
AT_MOST = mark("at most")
KNOWN = {
    AreaStatus.STATED: mark("named in the text"),
    AreaStatus.ASSIGNED: mark("assigned by a person"),
    AreaStatus.UNATTRIBUTED: mark("no place named"),
}
LEVEL_NAMES = {"province": ("全省", "省总", "全省各级工会"), "nation": ("全国", "全总", "中华全国")}
"""How reports call the whole province and the nation, beside their names."""
RELATIONS = {
    "same": mark("another report says the same"),
    "revises": mark("this figure revises another"),
    "contradicts": mark("contradicts another statement"),
}
REVISED = mark("this figure was revised later")
TABLES = {
    "indicator": ("indicators", "name_zh", "name_en"),
    "area_code": ("areas", "name_zh", "name_en"),
    "theme": ("themes", "name_zh", "name_en"),
    "initiative_id": ("initiatives", "name_zh", "name_en"),
}
"""Columns that hold keys of other tables, and the names there."""
KEYS = ("fragment", "start", "end", "mentions")
"""Columns whose cells say nothing to a reader."""
LONGEST = 24
"""Longer values of a column are not repeated in the record: they stand in the panel itself."""


def panel(board: Board, fact: Fact, page: Sequence[Paragraph], words: Words, link: Link) -> None:
    """The panel beside the report."""
    cited = citation(board, fact, words)
    st.html(
        f'<div class="reading">{_head(board, fact, words)}{_values(board, fact, page, words)}'
        f"{_reckoned(board, fact, words, link)}{_others(board, fact, words, link)}"
        f"{_record(board, fact, words)}"
        f'<h3>{escape(words("Citation"))}</h3><div class="small">{escape(cited)}</div></div>'
    )
    reader.copy_button(cited, fact.fact_id, words)


def _head(board: Board, fact: Fact, words: Words) -> str:
    whose = escape(" · ".join((place_name(board, fact, words), theme_name(board, fact.theme, words))))
    tag = parts.review_tag(fact, words)
    return (
        f'<div class="who"><span>{whose}{tag}</span><span>{escape(nature_words(fact, words))}</span></div>'
        f"{parts.number(figure_of(board, fact, words))}<b>{escape(indicator_name(board, fact, words))}</b>"
    )


def _values(board: Board, fact: Fact, page: Sequence[Paragraph], words: Words) -> str:
    text = board.texts.get(fact.source_id)
    rows = [
        (words("Quote"), f'<span class="quote" lang="zh-CN">{escape(joined(fact.quote))}</span>', ""),
        (words("Value"), escape(value_read(fact)), ""),
        (words("Wording"), *_wording(fact, words)),
        (words("Unit"), *_unit(board, fact, words)),
        (words("Period"), escape(period_words(fact, words)), _dates(fact)),
        (words("Population"), escape(population_words(fact, words)), ""),
        (words("Area"), *_area(board, fact, page, text, words)),
        (words("Also stated"), report.mention_lines(board, fact, text, words) or escape(words("nowhere else")), ""),
        (words("Place"), *_place(board, fact, text, words)),
    ]
    if text is not None:  # without the text the context stands in its place
        context = words.pick(fact.context_zh, fact.context_en)
        rows.append((words("Context"), escape(context), words("in our own words")))
    cells = "".join(
        f"<dt>{escape(name)}</dt><dd>{value}{f'<small>{escape(note)}</small>' if note else ''}</dd>"
        for name, value, note in rows
    )
    return f'<dl class="kv">{cells}</dl>'


def _wording(fact: Fact, words: Words) -> tuple[str, str]:
    meaning = words(AT_MOST if bound(fact) == "≤" else CODES[fact.qualifier])
    if not fact.wording:
        return escape(meaning), ""
    note = words("axes and English print {sign}; the bound goes along in every sum", sign=bound(fact))
    return f"{parts.written(fact.wording, words)} → {escape(meaning)}", note


def _unit(board: Board, fact: Fact, words: Words) -> tuple[str, str]:
    symbol = fact.unit if fact.unit.isascii() else ""  # %: a symbol needs no name
    unit = unit_words(board, fact.unit, words) or symbol or words("number")
    return escape(unit), words("per {per}", per=words.printed(fact.per)) if fact.per else ""


def _area(board: Board, fact: Fact, page: Sequence[Paragraph], text: str | None, words: Words) -> tuple[str, str]:
    tag = f'<span class="tag">{escape(words(KNOWN[fact.area_status]))}</span>'
    return f"{escape(place_name(board, fact, words))} {tag}", _how_known(board, fact, page, text, words)


def _place(board: Board, fact: Fact, text: str | None, words: Words) -> tuple[str, str]:
    line = board.line(fact.source_id, fact.start)
    place = f"{fact.start}–{fact.end}"
    sha = board.row("sources", fact.source_id)["sha256"][:12]
    checked = words("fingerprint {sha} · fits", sha=sha)
    unseen = words("fingerprint {sha} · text not on this machine", sha=sha)
    return escape(f"{words('line {n}', n=line)} · {place}" if line else place), unseen if text is None else checked


def _dates(fact: Fact) -> str:
    ends = [part for part in (fact.period_start, fact.period_end) if part]
    return "–".join(ends)


def _how_known(board: Board, fact: Fact, page: Sequence[Paragraph], text: str | None, words: Words) -> str:
    """Where the text names the area of a fact; of one without a place, that nobody guessed."""
    if fact.area_status == AreaStatus.UNATTRIBUTED:
        return words("none was guessed")
    if fact.area_status == AreaStatus.ASSIGNED:
        return words("see the record for by whom and why")
    if text is None:
        return ""
    area = board.row("areas", fact.area_code)
    names = (area["name_zh"], area["short_zh"], *LEVEL_NAMES.get(area["level"], ()))
    one = next((part for part in page if part.start <= fact.start < part.end), None)
    sentence = one.sentence(text, Span(fact.start, fact.end)) if one else Span(fact.start, fact.end)
    place = last_named(text, names, sentence.end)
    if one is None or place is None:
        return ""
    line = board.line(fact.source_id, place)
    if place >= sentence.start:
        return words("the name stands in the same sentence, line {n}", n=line)
    if place >= one.start:
        return words("the name stands earlier in the paragraph, line {n}", n=line)
    return words("the paragraph goes on about it; the name stands in line {n}", n=line)


def _reckoned(board: Board, fact: Fact, words: Words, link: Link) -> str:
    """Figures reckoned with this one, and the parts that the report puts beside it."""
    out = [
        f"<div><b>{escape(words.pick(row['title_zh'], row['title_en']))}</b>"
        f"{reckoning.statement(board, row, facts, words, link)}</div>"
        for row, facts in formulas.about(board, fact)
    ]
    return f"<h3>{escape(words('Together with other figures'))}</h3>{''.join(out)}" if out else ""


def _others(board: Board, fact: Fact, words: Words, link: Link) -> str:
    """Statements of other reports that say the same, revise or contradict this one."""
    out = []
    for row in board.rows("links"):
        ends = (row["fact_id"], row["other_fact_id"])
        other = board.facts.get(ends[ends[0] == fact.fact_id]) if fact.fact_id in ends else None
        if other is None:
            continue
        later = row["relation"] == "revises" and ends[1] == fact.fact_id
        source = board.row("sources", other.source_id)
        told = words(REVISED if later else RELATIONS[row["relation"]])
        title = words.pick(source["title_zh"], source["title_en"])
        out.append(
            f"<div>{escape(told)}: {reckoning.term(board, other, words, link)} "
            f'<span class="small">{escape(" · ".join(part for part in (title, row["reason"]) if part))}</span></div>'
        )
    return f"<h3>{escape(words('Other statements'))}</h3>{''.join(out)}" if out else ""


def _record(board: Board, fact: Fact, words: Words) -> str:
    """Who decided what, when and why, as the log has it."""
    steps = data.history(fact.fact_id)
    rows = "".join(_step(board, step, words) for step in steps)
    none = f'<div class="small">{escape(words("No log of this report lies in the data folder."))}</div>'
    return f"<h3>{escape(words('Record of the review'))}</h3>" + (f'<ol class="log">{rows}</ol>' if rows else none)


def _step(board: Board, step: Step, words: Words) -> str:
    entry = step.entry
    what = escape(words(ACTIONS[entry.action]))
    if entry.field in FIELDS:
        what = escape(words("{action}: {field}", action=words(ACTIONS[entry.action]), field=words(FIELDS[entry.field])))
        cells = [_named(board, entry.field, cell, words) for cell in (entry.old, entry.new)]
        if entry.field not in KEYS and all(len(cell) <= LONGEST for cell in cells):
            what += " " + " → ".join(parts.written(cell or "—", words) for cell in cells)
    by_engine = entry.action == "read" and entry.engine
    who = words("engine {version}", version=entry.engine.split()[-1]) if by_engine else entry.who
    reason = words("reason: {reason}", reason=parts.written(entry.reason, words))
    why = f'<div class="small">{reason}</div>' if entry.reason else ""
    body = f'<span class="small">{escape(entry.at[:10])} {parts.written(who, words)}</span> {what}'
    return f"<li>{f'<s>{body}</s>' if step.undone else body}{why}</li>"


def _named(board: Board, field: str, cell: str, words: Words) -> str:
    """A cell of the log for people: keys of other tables by their names."""
    table, zh, en = TABLES.get(field, ("", "", ""))
    if not table or not board.knows(table, cell):
        return cell
    row = board.row(table, cell)
    return words.pick(row[zh], row[en])
