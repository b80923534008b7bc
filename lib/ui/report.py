"""A report as HTML: read on end or in its own lines, the quote marked, other facts linked; the rail beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from lib.catalog import Board
from lib.extract.page import Paragraph, page_of
from lib.extract.passages import joined
from lib.model import Fact, Span
from lib.terms import figure_of, indicator_name, theme_name
from lib.ui.parts import Link
from lib.words import Words

AROUND = 30_000
"""Characters shown before and behind the quote: a long report in one piece would hold a browser up."""
Inline = Callable[[int, int], str]


@dataclass(frozen=True)
class Marked:
    """A span of the text with what it is: the quote itself, a further mention of it, or another fact."""

    span: Span
    fact: Fact
    number: int
    """0 the quote, 1 and more its further mentions, -1 another fact."""


def marks(facts: Sequence[Fact], fact: Fact) -> list[Marked]:
    """All mentions of the facts of a report in the order of its text; where two overlap, the quote goes first."""
    found = [Marked(Span(fact.start, fact.end), fact, 0)]
    found += [Marked(span, fact, at) for at, span in enumerate(fact.mentions, 1)]
    others = [one for one in facts if one.fact_id != fact.fact_id]
    found += [Marked(span, one, -1) for one in others for span in (Span(one.start, one.end), *one.mentions)]
    kept: list[Marked] = []
    for mark in found:
        if all(mark.span.end <= one.span.start or one.span.end <= mark.span.start for one in kept):
            kept.append(mark)
    return sorted(kept, key=lambda mark: mark.span.start)


@st.cache_resource(max_entries=8, show_spinner=False)
def paragraphs(source_id: str, sha256: str, spans: tuple[tuple[int, int], ...], _text: str) -> list[Paragraph]:
    """The paragraphs of a report; read once for each text and set of facts."""
    del source_id, sha256  # part of the key only
    return page_of(_text, (Span(*span) for span in spans))


def on_end(
    text: str, page: Sequence[Paragraph], found: Sequence[Marked], board: Board, words: Words, link: Link
) -> str:
    """The paragraphs around the quote, without the line breaks of their columns."""
    quote = next(mark.span for mark in found if mark.number == 0)
    shown = [one for one in page if one.end > quote.start - AROUND and one.start < quote.end + AROUND]
    out = []
    for one in shown:
        inline = _inline(lambda a, b, one=one: escape(one.read(text, a, b)), found, board, words, link)  # type: ignore[misc]
        if one.start <= quote.start < one.end:
            inner = one.sentence(text, quote)
            body = (
                f"{inline(one.start, inner.start)}"
                f'<span class="sent">{inline(inner.start, inner.end)}</span>{inline(inner.end, one.end)}'
            )
        else:
            body = inline(one.start, one.end)
        tag = "h3" if one.heading else "p"
        out.append(f"<{tag}>{body}</{tag}>")
    return "".join(out)


def in_lines(text: str, found: Sequence[Marked], board: Board, words: Words, link: Link) -> str:
    """The lines around the quote as the file has them, each with its number."""
    quote = next(mark.span for mark in found if mark.number == 0)
    begin = text.rfind("\n", 0, max(0, quote.start - AROUND)) + 1
    end = text.find("\n", quote.end + AROUND)
    end = len(text) if end < 0 else end
    number = text.count("\n", 0, begin)

    def lines(start: int, stop: int) -> str:
        nonlocal number
        out = []
        for at, piece in enumerate(text[start:stop].split("\n")):
            if at:
                number += 1
                out.append(f'\n<i class="ln" data-n="{number}"></i>')
            out.append(escape(piece))
        return "".join(out)

    number += 1
    body = _inline(lines, found, board, words, link)(begin, end)
    first = text.count("\n", 0, begin) + 1
    return f'<div class="lines"><i class="ln" data-n="{first}"></i>{body}</div>'


def _inline(plain: Inline, found: Sequence[Marked], board: Board, words: Words, link: Link) -> Inline:
    """A stretch of the text as HTML with the marks in it."""

    def stretch(start: int, stop: int) -> str:
        out, at = [], start
        for mark in found:
            if start <= mark.span.start and mark.span.end <= stop:
                out += [plain(at, mark.span.start), _mark(mark, plain, board, words, link)]
                at = mark.span.end
        return "".join([*out, plain(at, stop)])

    return stretch


def _mark(mark: Marked, plain: Inline, board: Board, words: Words, link: Link) -> str:
    body = plain(mark.span.start, mark.span.end)
    if mark.number == 0:
        return f"<mark>{body}</mark>"
    if mark.number > 0:
        return f'<b class="again" id="mention-{mark.number}" tabindex="-1">{body}</b>'
    name = f"{figure_of(board, mark.fact, words).text} {indicator_name(board, mark.fact, words)}"
    return f'<a class="other" href="{escape(link(mark.fact.fact_id))}" target="_self" title="{escape(name)}">{body}</a>'


def rail(board: Board, page: Sequence[Paragraph], found: Sequence[Marked], chars: int, words: Words, link: Link) -> str:
    """Where in the report the facts lie: a tick a mention, each a link; the sections beside it."""
    labels = "".join(
        f'<span class="sec" style="top:{_share(place, chars)}">{escape(theme_name(board, theme, words))}</span>'
        for place, theme in _sections(page)
    )
    ticks = "".join(_tick(board, mark, chars, words, link) for mark in found)
    count = words("{n} mentions, {facts} facts", n=len(found), facts=len({mark.fact.fact_id for mark in found}))
    head = escape(words("Where in the report"))
    return (
        f'<nav class="rail" aria-label="{head}"><b>{head}</b>'
        f'<div class="small">{escape(count)}</div><div class="bar">{labels}{ticks}</div></nav>'
    )


def _sections(page: Sequence[Paragraph]) -> Iterator[tuple[int, str]]:
    """Where the sections of the report begin, and what lies behind them all."""
    before = ""
    for one in page:
        if one.theme != before:
            yield one.start, one.theme
            before = one.theme


def _tick(board: Board, mark: Marked, chars: int, words: Words, link: Link) -> str:
    line = board.line(mark.fact.source_id, mark.span.start)
    place = f" · {words('line {n}', n=line)}" if line else ""
    name = f"{figure_of(board, mark.fact, words).text} {indicator_name(board, mark.fact, words)}{place}"
    kind = "now" if mark.number == 0 else "again" if mark.number > 0 else "other"
    here = f"<em>{escape(words('line {n}', n=line))}</em>" if mark.number == 0 and line else ""
    href = f"#mention-{mark.number}" if mark.number > 0 else link(mark.fact.fact_id)
    return (
        f'<a class="tick {kind}" style="top:{_share(mark.span.start, chars)}" href="{escape(href)}" target="_self" '
        f'title="{escape(name)}" aria-label="{escape(name)}">{here}</a>'
    )


def _share(place: int, chars: int) -> str:
    return f"{100 * place / max(chars, 1):.2f}%"


def mention_lines(board: Board, fact: Fact, text: str | None, words: Words) -> str:
    """Further mentions of a fact, each with its line, its sentence where the text is at hand, and a jump to it."""
    out = []
    for at, span in enumerate(fact.mentions, 1):
        line = board.line(fact.source_id, span.start)
        name = words("line {n}", n=line) if line else f"{span.start}–{span.end}"
        head = f'<a class="src in" href="#mention-{at}" target="_self">{escape(name)}</a>' if text else escape(name)
        said = f' <span class="said" lang="zh-CN">{escape(joined(text[span.start : span.end]))}</span>' if text else ""
        out.append(f"<div>{head}{said}</div>")
    return "".join(out)
