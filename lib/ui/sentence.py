"""Sections of the sources page: the sentence with its mark, what was read out of it, the way back."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import streamlit as st

from lib.analysis import chosen
from lib.catalog import Board
from lib.extract.passages import joined, passage
from lib.model import AreaStatus, Fact, Qualifier, Span
from lib.terms import figure_of, indicator_name, nature_words, period_words, place_name, population_words, theme_name
from lib.ui import address, frame, notes, parts
from lib.words import Words, mark

FACT = "fact"
CODES = {
    Qualifier.EXACT: mark("exact"),
    Qualifier.AT_LEAST: mark("at_least"),
    Qualifier.MORE_THAN: mark("more_than"),
    Qualifier.APPROX: mark("approx"),
    Qualifier.LESS_THAN: mark("less_than"),
}


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


def way_back(view: View) -> None:
    """Back to the overview with the filters kept; a fact that nobody knows is named."""
    words = view.words
    back = address.href(view.board, "", address.selection(view.board), words.lang)
    with st.container(key="page-title"):
        st.html(parts.anchor(back, words("‹ Back to the overview (filters kept)"), kind="back"))
    if view.asked and not view.fact:
        text = words("“{value}” in the address is no fact that this board knows; choose one below.", value=view.asked)
        st.html(f'<div class="notice" role="status">{escape(text)}</div>')


def text_and_reading(view: View) -> None:
    """The sentence at the left, what was read out of it at the right."""
    if view.fact is None:
        with st.container(key="facts"):
            st.html(f'<h2 class="h">{escape(view.words("Choose a fact to see its sentence"))}</h2>')
            st.html(parts.table(view.board, view.facts, view.words, view.link))
        return
    left, right = st.columns([7, 5], gap="small")
    with left, st.container(key="quote-view"):
        _text(view, view.fact)
    with right:
        _reading(view, view.fact)
        notes.form(view.fact, view.words)


def _text(view: View, fact: Fact) -> None:
    source, words = view.board.row("sources", fact.source_id), view.words
    title = escape(words.pick(source["title_zh"], source["title_en"]))
    text = view.board.texts.get(fact.source_id)
    if text is None:
        missing = words(
            "The report's text is not on this machine. The quote, the place and our own words of what "
            "stands around it are kept; put {file} into the folder of reports to read the sentence itself.",
            file=source["file_name"],
        )
        body = (
            f'<div class="notice">{escape(missing)}</div><p><mark>{escape(joined(fact.quote))}</mark></p>'
            f'<p class="sub">{escape(words.pick(fact.context_zh, fact.context_en))}</p>'
        )
        st.html(f'<div class="read" lang="zh-CN"><h2 class="h">{title}</h2>{body}</div>')
        return
    spans = [Span(fact.start, fact.end), *fact.mentions]
    body = "".join(_paragraph(text, span, words, first=not at) for at, span in enumerate(spans))
    st.html(f'<div class="read" lang="zh-CN"><h2 class="h">{title}</h2>{body}</div>')


def _paragraph(text: str, span: Span, words: Words, *, first: bool) -> str:
    """One mention in its paragraph; only the first is marked, for the mark is the fact's own quote."""
    place = passage(text, span)
    whole, sentence = place.paragraph, place.sentence
    quote = escape(joined(text[span.start : span.end]))
    near = (escape(joined(text[whole.start : sentence.start])), escape(joined(text[sentence.end : whole.end])))
    inside = (escape(joined(text[sentence.start : span.start])), escape(joined(text[span.end : sentence.end])))
    marked = f"<mark>{quote}</mark>" if first else f"<b>{quote}</b>"
    line = words("line {n}, characters {start} to {end}", n=place.line, start=span.start, end=span.end)
    head = "" if first else f'<div class="sub">{escape(words("mentioned again"))}</div>'
    return (
        f'{head}<div class="small">{escape(line)}</div><p><span class="near">{near[0]}</span>'
        f'<span class="sent">{inside[0]}{marked}{inside[1]}</span><span class="near">{near[1]}</span></p>'
    )


def _reading(view: View, fact: Fact) -> None:
    board, words = view.board, view.words
    source = board.row("sources", fact.source_id)
    figure = figure_of(board, fact, words)
    head = " · ".join((place_name(board, fact, words), theme_name(board, fact.theme, words)))
    known = {
        AreaStatus.STATED: mark("named in the text"),
        AreaStatus.ASSIGNED: mark("assigned by a person"),
        AreaStatus.UNATTRIBUTED: mark("the text names no place; none was guessed"),
    }[fact.area_status]
    rows = [
        (words("Quote"), joined(fact.quote), ""),
        (words("Value"), f"{fact.value:.15g}" + (f"–{fact.value_max:.15g}" if fact.value_max is not None else ""), ""),
        (words("Wording"), fact.wording or words("exact"), words(CODES[fact.qualifier]) if fact.wording else ""),
        (words("Unit"), fact.unit, words("per {per}", per=fact.per) if fact.per else ""),
        (words("Period"), period_words(fact, words), ""),
        (words("Population"), population_words(fact, words), ""),
        (words("Area"), place_name(board, fact, words), words(known)),
        (words("Nature"), nature_words(fact, words), ""),
        (words("Context"), words.pick(fact.context_zh, fact.context_en), words("in our own words")),
        (words("Place"), f"{fact.start}–{fact.end}", f"{source['file_name']} · sha256 {source['sha256'][:12]}"),
    ]
    cells = "".join(
        f"<dt>{escape(name)}</dt><dd>{escape(value)}{f'<small>{escape(note)}</small>' if note else ''}</dd>"
        for name, value, note in rows
    )
    tag = parts.review_tag(fact, words)
    st.html(
        f'<div class="reading"><div class="sub">{escape(head)}{tag}</div>{parts.number(figure)}'
        f'<b>{escape(indicator_name(board, fact, words))}</b><dl class="kv">{cells}</dl></div>'
    )
