"""Sections of the sources page: the way back, where in the report, the report itself, what was read out of it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import streamlit as st

from lib import desk
from lib.analysis import chosen
from lib.catalog import Board, Row
from lib.desk import handin
from lib.errors import BoardError
from lib.extract.intake import LARGEST_FILE
from lib.extract.page import Paragraph
from lib.extract.passages import joined
from lib.model import Fact
from lib.terms import figure_of
from lib.ui import address, frame, notes, parts, reader, readout, report
from lib.words import Words, mark

FACT = "fact"
MODES = {"read": mark("Reading view"), "lines": mark("Original lines")}


@dataclass(frozen=True)
class View:
    """The fact of the address; without one, the facts of the selection to choose from."""

    board: Board
    words: Words
    fact: Fact | None
    asked: str
    facts: list[Fact]
    link: parts.Link

    @classmethod
    def of(cls, board: Board) -> View:
        """What the address asks for."""
        words, asked = Words(address.language()), st.query_params.get(FACT, "")
        facts = chosen(board, address.selection(board))[0]
        return cls(board, words, board.facts.get(asked), asked, facts, frame.sentence_link(board, words.lang))

    @property
    def row(self) -> list[Fact]:
        """The facts that previous and next go through: the selection, or the whole report of a fact outside it."""
        assert self.fact
        inside = any(fact.fact_id == self.fact.fact_id for fact in self.facts)
        facts = self.facts if inside else self.of_report
        return sorted(facts, key=lambda fact: (fact.source_id, fact.start))

    @property
    def of_report(self) -> list[Fact]:
        """All facts of the same report."""
        assert self.fact
        return self.board.by_source[self.fact.source_id]


def way_back(view: View) -> None:
    """Back to the overview with the filters kept, previous and next; a fact that nobody knows is named."""
    words = view.words
    back = address.href(view.board, "", address.selection(view.board), words.lang)
    link = parts.anchor(back, words("‹ Back to the overview (filters kept)"), kind="back")
    with st.container(key="page-title"):
        st.html(f'<div class="ways">{link}{_neighbours(view) if view.fact else ""}</div>')
    if view.asked and not view.fact:
        text = words("“{value}” in the address is no fact that this board knows; choose one below.", value=view.asked)
        st.html(f'<div class="notice" role="status">{escape(text)}</div>')


def _neighbours(view: View) -> str:
    words, row = view.words, view.row
    at = next(place for place, fact in enumerate(row) if view.fact and fact.fact_id == view.fact.fact_id)
    count = escape(words("fact {n} of {all}", n=at + 1, all=len(row)))
    pieces = [f'<span class="sub">{count}</span>']
    for step, text in ((-1, words("‹ Previous")), (1, words("Next ›"))):
        if 0 <= at + step < len(row):
            other = row[at + step]
            name = f"{text} {figure_of(view.board, other, words).text}"
            pieces.append(parts.anchor(view.link(other.fact_id), text, name, "back"))
    return f"<nav>{' '.join(pieces)}</nav>"


def text_and_reading(view: View) -> None:
    """Where in the report, the sentence in it, and what was read out of it."""
    if view.fact is None:
        with st.container(key="facts"):
            st.html(f'<h2 class="h">{escape(view.words("Choose a fact to see its sentence"))}</h2>')
            st.html(parts.table(view.board, view.facts, view.words, view.link))
        return
    board, fact = view.board, view.fact
    source, text = board.row("sources", fact.source_id), board.texts.get(fact.source_id)
    found = report.marks(view.of_report, fact)
    page: list[Paragraph] = []
    if text is not None:
        spans = tuple((one.span.start, one.span.end) for one in found)
        page = report.paragraphs(fact.source_id, source["text_sha256"], spans, text)
    with st.container(key="source-page"):
        side, left, right = st.columns([13, 72, 46], gap="small")
        with side:
            st.html(report.rail(board, page, found, int(source["chars"] or 1), view.words, view.link))
        with left, st.container(key="quote-view"):
            if text is None:
                _without_text(view, fact, source)
            else:
                _text(view, fact, text, page, found)
        with right:
            readout.panel(board, fact, page, view.words, view.link)
            notes.form(fact, view.words)


def _text(view: View, fact: Fact, text: str, page: list[Paragraph], found: list[report.Marked]) -> None:
    board, words = view.board, view.words
    with st.container(key="text-head", horizontal=True, vertical_alignment="center"):
        st.html(_text_head(view, fact, text))
        mode = st.segmented_control(
            words("Text"),
            list(MODES),
            format_func=lambda key: words(MODES[key]),
            default="read",
            required=True,
            key="text-mode",
            label_visibility="collapsed",
        )
    body = (
        report.in_lines(text, found, board, words, view.link)
        if mode == "lines"
        else report.on_end(text, page, found, board, words, view.link)
    )
    of = f"{fact.fact_id} {mode}"
    label = escape(words("Text of the report"))
    st.html(
        f'<div class="read" lang="zh-CN" tabindex="0" role="region" aria-label="{label}" data-of="{escape(of)}">'
        f"{body}</div>"
    )
    reader.sentence_in_sight(of)


def _text_head(view: View, fact: Fact, text: str) -> str:
    words, source = view.words, view.board.row("sources", fact.source_id)
    title = words.pick(source["title_zh"], source["title_en"])
    notes_of = [words("title by this board")] if source["title_zh"].startswith(("[", "［")) else []
    notes_of.append(source["published"] or words("no date given"))
    notes_of.append(words("{n} lines", n=len(text.rstrip().splitlines())))
    notes_of.append(words("dotted: other facts"))
    if len(text) > 2 * report.AROUND:
        notes_of.append(words("the stretch around the quote"))
    return f'<h2 class="h">{escape(title)}</h2><div class="small">{escape(" · ".join(notes_of))}</div>'


def _without_text(view: View, fact: Fact, source: Row) -> None:
    """What is kept without the text, and a place to hand the file in."""
    words = view.words
    missing = words(
        "The report's text is not on this machine. The quote, its place and our own words of what stands "
        "around it are kept; with the file {file} the sentence itself can be read here.",
        file=source["file_name"],
    )
    line = view.board.line(fact.source_id, fact.start)
    place = words("characters {start} to {end}", start=fact.start, end=fact.end)
    if line:
        place = f"{words('line {n}', n=line)} · {place}"
    title = escape(words.pick(source["title_zh"], source["title_en"]))
    st.html(
        f'<div class="read"><h2 class="h">{title}</h2><div class="notice">{escape(missing)}</div>'
        f'<div class="small">{escape(place)}</div><p lang="zh-CN"><mark>{escape(joined(fact.quote))}</mark></p>'
        f'<div class="sub">{escape(words("in our own words"))}: '
        f"{escape(words.pick(fact.context_zh, fact.context_en))}</div></div>"
    )
    with st.container(key="hand-in"):
        file = st.file_uploader(
            words("Hand in {file} (taken only if its sha256 is that of the report)", file=source["file_name"]),
            key=f"hand-in-{fact.source_id}",
            max_upload_size=LARGEST_FILE // 1_000_000,
        )
        st.html(f"<style>:root{{--choose-file:'{words('Choose a file')}'}}</style>")
        if file:
            try:
                handin.take(desk.data_folder(), source, file.getvalue())
            except BoardError as error:
                st.error(error.told(words))
                return
            st.rerun()
