"""Charts of one indicator: places beside each other and over time, each only as far as the gate lets it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from lib import analysis
from lib.carrying import Borders, Point, Series, TimeLine, time_line, year_of
from lib.charts import Bar, Dot, Trend, bars, trends
from lib.charts.trend import CROWDED
from lib.comparable import SAME, Verdict, gate, likes
from lib.model import Fact
from lib.refusals import NAMES, said, sentence
from lib.terms import (
    area_name,
    derived_text,
    figure_of,
    indicator_name,
    nature_words,
    period_words,
    place_name,
    time_words,
)
from lib.totals import ranked, standing, total
from lib.ui import acts, cards, colours, indicators, parts
from lib.ui.indicators import View
from lib.words import mark

WIDTH, PHONE = 880, 326
"""Widths in px of the charts on a desk and on a phone."""
BORDERS = {
    Borders.CARRIED: mark("with the count of a former city that has since become part of it"),
    Borders.OLD: mark("on the borders of its own time"),
}
TERMS = 6
"""Terms of a sum up to which its card shows them all; more are opened."""
COLUMNS = 12
"""Times up to which a time line has a table of its own, and its words tell every figure."""
MARKS = {Borders.CARRIED: "*", Borders.OLD: "†"}
"""Footnote marks of points that are not a figure as printed on the borders of the last report."""
BY_CODE, BY_VALUE = "code", "value"
ORDERS = {BY_CODE: mark("in code order"), BY_VALUE: mark("by value")}


def head(view: View) -> None:
    """What the indicator is, and of which times there are facts."""
    st.html(head_of(view))


def head_of(view: View) -> str:
    """Definition and ways to other times."""
    return indicators.definition(view) + years(view)


def years(view: View) -> str:
    """The years of which there are facts, and the months of the year chosen, as ways to each."""
    words = view.words
    known = sorted({view.times[fact.fact_id] for fact in view.reported})
    year = view.time[:4]
    months = {time: time[5:] for time in known if time[:4] == year and len(time) > 4}
    of_years = _ways(view, words("Year"), {time[:4]: time[:4] for time in known}, year)
    return of_years + _ways(view, words("Month"), months, view.time)


def _ways(view: View, label: str, times: Mapping[str, str], now: str) -> str:
    if len(times) < 2:
        return ""
    links = " ".join(
        f'<a class="year" href="{escape(view.href(view.indicator, time))}" target="_self"'
        f"{' aria-current=page' if time == now else ''}>{text}</a>"
        for time, text in times.items()
    )
    return f'<nav class="years" aria-label="{escape(label)}">{escape(label)} {links}</nav>'


def figures_of(view: View) -> str:
    """The cards of one time: what facts that compare sum up to, single facts in context."""
    return "".join(_single(view, group[0]) if len(group) == 1 else _sum(view, group) for group in _groups(view))


def _groups(view: View) -> list[list[Fact]]:
    board = view.board
    key = "groups", view.indicator, view.selection, view.time
    return board.once(key, lambda: likes(board, view.of_time(standing(board, view.reported))))


def places(view: View) -> None:
    """The facts of one time: a chart of those that compare, and what is refused."""
    groups = _groups(view)
    for number, group in enumerate(groups):
        if len(group) > 1:
            _chart(view, group, number)
    _refusals(view, groups)
    _superseded(view)


def _chart(view: View, group: list[Fact], number: int) -> None:
    board, words = view.board, view.words
    verdict = gate(board, group)
    with st.container(key=f"chart-places-{number}"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.html(f'<h2 class="h">{escape(_heading(view, group))}</h2>', width="content")
            by_value, refused = ranked(board, group)
            order = _order(view, number) if refused.allowed else BY_CODE
        shown = by_value if order == BY_VALUE else group
        labels = _labels(view, shown)
        items = [
            Bar(label, fact.value, figure_of(board, fact, words).text, fact.fact_id)
            for label, fact in zip(labels, shown, strict=True)
        ]
        alt = words("; ").join(f"{item.label}: {item.printed}" for item in items)
        width = PHONE if view.narrow else WIDTH
        figure = bars(items, colours.palette(), width=width)
        acts.drawn(figure, f"plot-places-{number}", alt, _opens(view, shown))
        summed = total(board, group)
        notes = [sentence(board, verdict, words)] if verdict.statement else []
        notes += [] if verdict.statement or summed.derived else [escape(sentence(board, summed.verdict, words))]
        notes += [] if refused.allowed or verdict.statement else [escape(sentence(board, refused, words))]
        notes.append(escape(_unstated(view, group)))
        _small([text for text in notes if text])


def _small(notes: Sequence[str]) -> None:
    """Small print below a chart, HTML, a line each; Streamlit refuses a part that is empty."""
    if notes:
        st.html("".join(f'<div class="small">{note}</div>' for note in notes))


def _opens(view: View, facts: Sequence[Fact]) -> dict[str, acts.Act]:
    """A mark opens the sentence of its fact, a sum that of its first term; the table below has all of them as links."""
    return {fact.fact_id: acts.Act(figure_of(view.board, fact, view.words).text, fact.fact_id) for fact in facts}


def _order(view: View, number: int) -> str:
    words = view.words
    return str(
        st.segmented_control(
            words("Order"),
            list(ORDERS),
            format_func=lambda key: words(ORDERS[key]),
            default=BY_CODE,
            required=True,
            key=f"order-{number}",
            label_visibility="collapsed",
        )
    )


def _heading(view: View, group: Sequence[Fact]) -> str:
    words, first = view.words, group[0]
    pieces = [indicator_name(view.board, first, words)]
    periods = list(dict.fromkeys(period_words(fact, words) for fact in group))
    pieces += [nature_words(first, words)] if first.nature != "actual" else []
    pieces += (
        [words.printed(first.population)] if len({fact.population for fact in group}) == 1 and first.population else []
    )
    when = words(", ").join(periods) if any(fact.period_text for fact in group) else words("no date given")
    return words("{names}: {counts}", names=" · ".join(pieces), counts=when)


def _labels(view: View, group: Sequence[Fact]) -> list[str]:
    """Places; where one place stands twice, with whom each figure is about."""
    names = [place_name(view.board, fact, view.words) for fact in group]
    if len(set(names)) == len(names):
        return names
    return [
        f"{name} · {view.words.printed(fact.population) or period_words(fact, view.words)}"
        for name, fact in zip(names, group, strict=True)
    ]


def _sum(view: View, group: Sequence[Fact]) -> str:
    """A card of the sum of alike facts with its terms, each a way to its sentence; none where the gate refuses it."""
    board, words = view.board, view.words
    summed = total(board, group)
    if summed.derived is None or gate(board, group).statement:
        return ""
    terms = " + ".join(parts.to_sentence(board, fact, words, view.link) for fact in summed.facts)
    value = escape(derived_text(board, summed.derived, group[0].unit, words))
    caveat = words("of the {n} places that the reports name, not of the province", n=len(summed.facts))
    formula = f"<div>{terms}</div>"
    if len(summed.facts) > TERMS:
        of = escape(words("Sum of {n} figures", n=len(summed.facts)))
        formula = f'<details class="terms"><summary>{of}</summary>{terms}</details>'
    label = escape(_heading(view, group))
    return cards.box(
        f"sum-{summed.facts[0].fact_id}",
        f'<div class="card"><div class="who"><span class="tag der">{escape(words("derived"))}</span></div>'
        f'<div class="num"><span class="v">{value}</span></div><div class="lab">{label}</div>'
        f'<div class="meta">{escape(caveat)}{formula}</div></div>',
    )


def _unstated(view: View, group: Sequence[Fact]) -> str:
    """How many cities have no figure here: not stated is no zero."""
    words = view.words
    named = {analysis.fact_place(view.board, fact) for fact in group}
    cities = [row["area_code"] for row in view.board.cities(f"{view.time[:4]}-12-31")]
    rest = [code for code in cities if code not in named]
    if not set(cities) & named or not rest or view.selection.cities:
        return ""
    return words("The other {n} cities: not stated, which is no zero.", n=len(rest))


def _single(view: View, fact: Fact) -> str:
    """A fact that has no like gets no chart: figure, whom and when it is about, what stands around it."""
    board, words = view.board, view.words
    context = words.pick(fact.context_zh, fact.context_en)
    card = parts.single_card(board, fact, words, view.link)
    return cards.box(
        f"kpi-{fact.fact_id}",
        f'<div class="panel single"><div class="card">{card}</div>'
        f'<p>{escape(context)} <span class="small">{escape(words("in our own words"))}</span><br>'
        f'<span class="small">{escape(_unstated(view, [fact]))}</span></p></div>',
        "wide",
    )


def _refusals(view: View, groups: Sequence[Sequence[Fact]]) -> None:
    """Why figures of one indicator do not share a chart: for the first two as a table, for the others a sentence."""
    board, words = view.board, view.words
    for number, group in enumerate(groups[1:]):
        verdict = gate(board, [groups[0][0], group[0]])
        links = [parts.to_sentence(board, fact, words, view.link) for fact in verdict.facts]
        st.html(parts.refusal(sentence(board, verdict, words), links))
        if not number:
            st.html(_conditions(view, verdict))


def _conditions(view: View, verdict: Verdict) -> str:
    board, words = view.board, view.words
    held = {check.condition: check.holds for check in verdict.checks}
    rows = "".join(
        f'<tr><th scope="row">{escape(words(NAMES[condition]))}</th>'
        + "".join(f"<td>{escape(said(board, condition, fact, words))}</td>" for fact in verdict.facts)
        + f"<td>{'✓ ' + escape(words('same')) if held[condition] else '✕ ' + escape(words('different'))}</td></tr>"
        for condition in SAME
    )
    heads = "".join(
        f'<th scope="col">{escape(place_name(board, fact, words))} {escape(figure_of(board, fact, words).text)}</th>'
        for fact in verdict.facts
    )
    return (
        f'<div class="scroll"><table class="f gate"><thead><tr><th scope="col">{escape(words("Condition"))}</th>{heads}'
        f'<th scope="col">{escape(words("Result"))}</th></tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _superseded(view: View) -> None:
    """Figures that a later report repeats or revises: they stand in the table below, and count once."""
    words = view.words
    kept = {fact.fact_id for fact in standing(view.board, view.reported)}
    left = [fact for fact in view.reported if fact.fact_id not in kept]
    if left:
        links = " ".join(parts.to_sentence(view.board, fact, words, view.link) for fact in left)
        text = words("Repeated or revised by another report, so drawn and counted once:")
        st.html(f'<div class="small">{escape(text)} {links}</div>')


def over_time(view: View) -> None:
    """One panel a place over the dates of several reports, on the borders of the last one."""
    board = view.board
    day = board.map_date(view.selection.sources)
    key = "lines", view.indicator, view.selection
    lines = board.once(key, lambda: [time_line(board, group, day) for group in likes(board, view.reported)])
    for number, line in enumerate(line for line in lines if len(line.times) > 1):
        _trend(view, line, day, number)


def _trend(view: View, line: TimeLine, day: str, number: int) -> None:
    board, words = view.board, view.words
    first = line.series[0].points[0].facts[0]
    items = [Trend(_label(view, one), tuple(_dot(view, point) for point in one.points)) for one in line.series]
    with st.container(key=f"chart-time-{number}"):
        heading = words(
            "{name} over time, {first} to {last}",
            name=indicator_name(board, first, words),
            first=time_words(line.times[0], words),
            last=time_words(line.times[-1], words),
        )
        st.html(f'<h2 class="h">{escape(heading)}</h2>')
        alt = words("; ").join(
            f"{item.label}: {words(', ').join(f'{dot.time} {dot.printed} {dot.note}'.strip() for dot in _told(item))}"
            for item in items
        )
        figure = trends(items, colours.palette())
        drawn = [point.facts[0] for one in line.series for point in one.points]
        acts.drawn(figure, f"plot-time-{number}", alt, _opens(view, drawn))
        if len(line.times) <= COLUMNS:  # of more the table of all facts below is the way
            st.html(_points(view, line))
        _small(_notes(view, line, day))


def _told(item: Trend) -> Sequence[Dot]:
    """Dots whose figures the words for who cannot see a chart tell: all, or of very many the first and the last."""
    return item.dots if len(item.dots) <= COLUMNS else (item.dots[0], item.dots[-1])


def _label(view: View, one: Series) -> str:
    name = area_name(view.board, one.place, "stated", view.words)
    return view.words("{name} (former)", name=name) if one.former else name


def _dot(view: View, point: Point) -> Dot:
    board, words, first = view.board, view.words, point.facts[0]
    carried = point.borders is Borders.CARRIED
    printed = derived_text(board, point.derived, first.unit, words) if carried else figure_of(board, first, words).text
    note = words(BORDERS[point.borders]) if point.borders in BORDERS else ""
    basis = "then" if point.borders is Borders.OLD else "now"
    return Dot(
        point.time, float(point.derived.value), printed, first.fact_id, MARKS.get(point.borders, ""), note, basis
    )


def _points(view: View, line: TimeLine) -> str:
    """Every point as links to its sentences, a sum with its terms: a table of places and times."""
    words = view.words
    times = line.times
    heads = "".join(f'<th scope="col">{name}</th>' for name in (escape(words("Area")), *times))
    rows = []
    for one in line.series:
        told = {point.time: _point(view, point) for point in one.points}
        cells = "".join(f"<td>{told.get(time) or escape(words('not stated'))}</td>" for time in times)
        rows.append(f'<tr><th scope="row">{escape(_label(view, one))}</th>{cells}</tr>')
    table = f'<table class="f side"><thead><tr>{heads}</tr></thead><tbody>{"".join(rows)}</tbody></table>'
    return f'<div class="scroll">{table}</div>'


def _point(view: View, point: Point) -> str:
    board, words = view.board, view.words
    terms = " + ".join(
        parts.to_sentence(board, fact, words, view.link)
        + (f" ({escape(place_name(board, fact, words))})" if len(point.facts) > 1 else "")
        for fact in point.facts
    )
    if point.borders is Borders.CARRIED:
        value = escape(derived_text(board, point.derived, point.facts[0].unit, words))
        return f'{terms} = <b>{value}</b> <span class="tag der">{escape(words("derived"))}</span>'
    return f"{terms}{MARKS.get(point.borders, '')}"


def _notes(view: View, line: TimeLine, day: str) -> list[str]:
    board, words = view.board, view.words
    used = {point.borders for one in line.series for point in one.points}
    notes = [words("Drawn on the borders of {day}.", day=day)]
    if sum(len(one.points) for one in line.series) > CROWDED:
        notes.append(words("Too many figures for dots: only the first and the last of a place open their sentences."))
        notes.append(words("Choose a place to open each of its figures."))
    if Borders.CARRIED in used:
        notes.append(words("* Hollow: the count of a former city has been added to the city that it became part of."))
    if Borders.OLD in used:
        notes.append(
            words("† Hollow: on the borders of its own time, without the city that has since become part of it.")
        )
    notes = [escape(note) for note in notes]
    notes += [
        escape(f"{year_of(board, verdict.facts[0])}: {sentence(board, verdict, words)}") for verdict in line.refused
    ]
    if line.alone:
        links = " ".join(parts.to_sentence(board, fact, words, view.link) for fact in line.alone)
        text = words("Not drawn, because the city that it became part of states no figure of its own:")
        notes.append(f"{escape(text)} {links}")
    return notes
