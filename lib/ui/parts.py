"""HTML of single things: a number, a card, a tag, a row. All that comes from a report or a person is escaped."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape

from lib.catalog import Board, Row
from lib.model import AreaStatus, Fact, Nature
from lib.terms import (
    figure_of,
    indicator_name,
    initiative_name,
    nature_words,
    period_words,
    place_name,
    population_words,
    theme_name,
)
from lib.ui import notes
from lib.words import Words, mark
from lib.words.numbers import Figure, is_period

Link = Callable[[str], str]
"""fact_id -> address of its sentence."""
HAN = re.compile("[\u3400-\u9fff]")


def written(text: str, words: Words) -> str:
    """What a report or a person wrote, escaped; on an English page Chinese is marked as such for those who hear it."""
    if words.lang == "en" and HAN.search(text):
        return f'<span lang="zh-CN">{escape(text)}</span>'
    return escape(text)


def number(figure: Figure, *, link: str = "", name: str = "", source: str = "") -> str:
    """One number that never breaks apart, with its way to the sentence."""
    lead = f'<span class="q">{escape(figure.sign)}</span>' if figure.sign else ""
    lead += f'<span class="u"><span class="w">{escape(figure.lead)}</span></span>' if figure.lead else ""
    percent = '<span class="u pc">%</span>' if figure.percent else ""
    unit = "".join(f'<span class="w">{escape(text)}</span>' if worded else escape(text) for text, worded in figure.unit)
    tail = f'<span class="u">{unit}</span>' if unit else ""
    mark = anchor(link, source, f"{figure.text} {name}", "src") if link else ""
    return f'<span class="num">{lead}<span class="v">{escape(figure.number)}</span>{percent}{tail}{mark}</span>'


def heading(text: str, note: str = "", tag: str = "") -> str:
    """The title of a chart or a table, a note at its right; `tag` is HTML."""
    return f'<div class="hd"><h2 class="h">{escape(text)}{tag}</h2><span class="sub">{escape(note)}</span></div>'


def anchor(link: str, text: str, name: str = "", kind: str = "") -> str:
    """A link in the same tab."""
    label = f' aria-label="{escape(name)}"' if name else ""
    of = f' class="{kind}"' if kind else ""
    return f'<a{of} href="{escape(link)}" target="_self"{label}>{escape(text)}</a>'


def sourced(board: Board, fact: Fact, words: Words, link: Link) -> str:
    """The number of a fact with its source mark."""
    figure = figure_of(board, fact, words)
    return number(figure, link=link(fact.fact_id), name=words("source of this figure"), source=words("source"))


def who(board: Board, fact: Fact, words: Words) -> str:
    """Whose the fact is, the theme at the right; an unattributed one bears its tag and no theme."""
    if fact.area_status == AreaStatus.UNATTRIBUTED:
        return f'<div class="who"><span class="tag una">{escape(words("Unattributed"))}</span></div>'
    theme = theme_name(board, fact.theme, words)
    return f'<div class="who"><span>{escape(place_name(board, fact, words))}</span><span>{escape(theme)}</span></div>'


def review_tag(fact: Fact, words: Words) -> str:
    """Says that readers doubt a figure and the desk has not answered yet."""
    return f' <span class="tag">{escape(words("being checked"))}</span>' if fact.fact_id in notes.waiting() else ""


def meta(fact: Fact, words: Words, *, population: bool = True, between: str = "<br>") -> str:
    """Population, then nature where it is no plain result with the period, then how often the report says it."""
    lines = [words("population: {who}", who=words.printed(fact.population))] if fact.population and population else []
    period = period_words(fact, words) if fact.period_text else words("no date given")
    pieces = [] if fact.nature == Nature.ACTUAL else [nature_words(fact, words)]
    if words.lang == "en" and fact.per and not is_period(fact.per):
        pieces.append(words("per {per}", per=words.printed(fact.per)))
    pieces.append(period)
    lines.append(" · ".join(pieces) if words.lang == "en" else "・".join(pieces))
    if fact.mentions:
        lines.append(words("stated {n} times", n=len(fact.mentions) + 1))
    return '<div class="meta">' + between.join(escape(line) for line in lines) + review_tag(fact, words) + "</div>"


def single_card(board: Board, fact: Fact, words: Words, link: Link) -> str:
    """A card of one fact."""
    label = escape(indicator_name(board, fact, words))
    return (
        f'{who(board, fact, words)}{sourced(board, fact, words, link)}<div class="lab">{label}</div>{meta(fact, words)}'
    )


def half_card(board: Board, fact: Fact, words: Words, link: Link) -> str:
    """One of two figures that share a card: number and what tells it from the other."""
    label = words.printed(fact.population) or indicator_name(board, fact, words)
    return f'{sourced(board, fact, words, link)}<div class="lab">{escape(label)}</div>'


def meta_of_pair(board: Board, fact: Fact, words: Words) -> str:
    """What both figures of a card count, and their period."""
    label = f'<div class="small">{escape(indicator_name(board, fact, words))}</div>'
    return f'<div class="pairfoot">{label}{meta(fact, words, population=False)}</div>'


def initiative_card(board: Board, row: Row, place: str, words: Words) -> str:
    """A card of one programme, its summary marked as ours."""
    summary = words.pick(row["summary_zh"], row["summary_en"])
    return (
        f'<div class="who"><span>{escape(place)}</span><span>{escape(theme_name(board, row["theme"], words))}'
        f'</span></div><div class="name"><i class="mk o"></i>{escape(initiative_name(row, words))}</div>'
        f'<div class="lab">{escape(summary)}</div><div class="meta">{escape(words("summary by this board"))}</div>'
    )


def to_sentence(board: Board, fact: Fact, words: Words, link: Link) -> str:
    """A figure in running text as the way to its sentence."""
    text = figure_of(board, fact, words).text
    return anchor(link(fact.fact_id), text, f"{text} {words('source of this figure')}", "term")


def refusal(sentence: str, links: Sequence[str]) -> str:
    """What the gate refuses, in words, with the ways to the sentences of the figures."""
    return f'<div class="notice refusal">{escape(sentence)} {" ".join(links)}</div>'


def tray(board: Board, facts: Sequence[Fact], words: Words, link: Link) -> str:
    """The unattributed facts: never on the map, always beside it."""
    cells = "".join(
        f"<div>{sourced(board, fact, words, link)}<span>{escape(indicator_name(board, fact, words))}</span></div>"
        for fact in facts
    )
    head = words("a figure, but no city: {n} facts, kept off the map", n=len(facts))
    return (
        f'<div class="tray"><b>{escape(words("Unattributed"))}</b> <span class="sub">{escape(head)}</span>'
        f'<div class="tg">{cells}</div></div>'
    )


def table(board: Board, facts: Sequence[Fact], words: Words, link: Link, *, named: bool = True) -> str:
    """The table of facts, every row with its way to the sentence; `named` with the indicator of each."""
    heads = "".join(
        f'<th scope="col">{escape(words(head))}</th>'
        for head in (
            mark("Value"),
            *([mark("Indicator")] if named else []),
            mark("Population"),
            mark("Area"),
            mark("Period"),
            mark("Nature"),
            mark("Source"),
        )
    )
    rows = "".join(_table_row(board, fact, words, link, named=named) for fact in facts)
    return f'<div class="scroll"><table class="f"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'


def _table_row(board: Board, fact: Fact, words: Words, link: Link, *, named: bool) -> str:
    figure = figure_of(board, fact, words)
    place = escape(place_name(board, fact, words))
    if fact.area_status == AreaStatus.UNATTRIBUTED:
        place = f'<span class="tag una">{place}</span>'
    name = f"{figure.text} {words('source of this figure')}"
    per = f'<span class="per"> {escape(words("per {per}", per=figure.per))}</span>' if figure.per else ""
    cells = (
        f'<td class="n">{number(figure)}{per}</td>',
        *([f"<td>{escape(indicator_name(board, fact, words))}</td>"] if named else []),
        f"<td>{escape(population_words(fact, words))}</td>",
        f"<td>{place}</td>",
        f"<td>{escape(period_words(fact, words))}</td>",
        f"<td>{escape(nature_words(fact, words))}</td>",
        f"<td>{anchor(link(fact.fact_id), words('sentence'), name, 'src in')}</td>",
    )
    return f"<tr>{''.join(cells)}</tr>"
