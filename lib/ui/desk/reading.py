"""The text beside the facts: marked where the engine found one, and where it left a number out, with the reason."""

from __future__ import annotations

from html import escape

import streamlit as st

from lib.desk.doubts import Listed
from lib.desk.wording import KINDS, one_line, why_left_out
from lib.model import Span
from lib.ui import parts
from lib.ui.desk import state
from lib.ui.desk.state import View
from lib.words import mark

BEFORE, AFTER = 260, 600
"""Characters shown around the fact that is looked at: so many that it stands in sight without scrolling."""
ROWS = 10
STATES = {
    (False, False): mark("to be judged"),
    (True, True): mark("accepted"),
    (False, True): mark("rejected"),
    (True, False): mark("accepted"),
}


def text(view: View) -> None:
    """The stretch of the text around the present fact, every number in it marked by what became of it."""
    words, fact = view.words, view.fact
    st.html(f'<h2 class="h">{escape(words("Text"))}</h2>')
    if view.text is None:
        st.html(f'<div class="notice">{escape(words("The text of this report is not on this machine."))}</div>')
        return
    middle = fact.span if fact else Span(0, 0)
    begin, end = max(0, middle.start - BEFORE), min(len(view.text), middle.end + AFTER)
    legend = " ".join(
        f'<span class="{kind}">{escape(words(label))}</span>'
        for kind, label in (("dk-now", _NOW), ("dk-fact", _FACT), ("dk-out", _OUT))
    )
    body = _marked(view, begin, end, fact)
    st.html(f'<div class="sub">{legend}</div><div class="read dk-text" lang="zh-CN" dir="ltr">{body}</div>')


_NOW, _FACT, _OUT = mark("the fact at the right"), mark("another fact"), mark("left out: hold the pointer over it")


def _marked(view: View, begin: int, end: int, now: Listed | None) -> str:
    """The stretch as HTML; spans do not overlap, so one walk is enough."""
    assert view.text is not None
    marks: dict[int, tuple[int, str, str]] = {}
    for item in view.candidates:
        if item.kind != "fact" and begin <= item.start and item.end <= end:
            marks[item.start] = (item.end, "dk-out", why_left_out(item, view.words))
    for one in view.facts:
        for span in (one.span, *_mentions(one)):
            if begin <= span.start and span.end <= end:
                kind = "dk-now" if now and one.key == now.key else "dk-fact"
                marks[span.start] = (span.end, kind, view.words(STATES[one.item.accepted, one.item.judged]))
    out, at = [], begin
    for start in sorted(marks):
        stop, kind, why = marks[start]
        if start < at:
            continue
        out.append(escape(view.text[at:start]))
        tag = "mark" if kind == "dk-now" else "span"
        out.append(f'<{tag} class="{kind}" title="{escape(why)}">{escape(view.text[start:stop])}</{tag}>')
        at = stop
    return "".join([*out, escape(view.text[at:end])])


def _mentions(one: Listed) -> list[Span]:
    pairs = (part.split("..") for part in one.row["mentions"].split(";") if part)
    return [Span(int(start), int(end)) for start, end in pairs]


def facts(view: View) -> None:
    """The facts of the draft, ten at a time around the present one: the doubtful first."""
    words, fact = view.words, view.fact
    judged = sum(one.item.judged for one in view.facts)
    head = words("{n} facts, {judged} judged", n=len(view.facts), judged=judged)
    st.html(f'<div class="hd"><h2 class="h">{escape(words("Facts"))}</h2><span class="sub">{escape(head)}</span></div>')
    if view.facts:
        st.progress(judged / len(view.facts))
    at = next((place for place, one in enumerate(view.facts) if fact and one.key == fact.key), 0)
    first = at - at % ROWS
    for one in view.facts[first : first + ROWS]:
        kept = words(STATES[one.item.accepted, one.item.judged])
        doubt = (
            "；".join(words(text) for text in one.doubts[:2])
            if words.lang == "zh"
            else "; ".join(words(text) for text in one.doubts[:2])
        )
        label = f"{_plain(one_line(one.row['quote']))} · {kept}" + (f" · {doubt}" if doubt else "")
        chosen = bool(fact and one.key == fact.key)
        st.button(
            label,
            key=f"desk-row-{one.key}",
            type="primary" if chosen else "tertiary",
            on_click=_choose,
            args=(one.key,),
        )


def _plain(text: str) -> str:
    """Words of a report in a label that Streamlit reads as Markdown."""
    return "".join(f"\\{char}" if char in "\\`*_{}[]()#+-.!|<>:$~" else char for char in text)


def _choose(key: str) -> None:
    st.session_state[state.FACT] = key


def left_out(view: View) -> None:
    """All numbers that are no facts, by kind, with the place and the reason."""
    words = view.words
    out = [item for item in view.candidates if item.kind != "fact"]
    with st.expander(words("Left out: {n} numbers that are no facts", n=len(out))):
        kinds = sorted({item.kind for item in out}, key=list(KINDS).index)
        for kind in kinds:
            ones = [item for item in out if item.kind == kind]
            cells = " ".join(
                f'<span class="dk-out" title="{escape(why_left_out(item, words))} @{item.start}">'
                f"{parts.written(one_line(item.quote), words)}</span>"
                for item in ones[:60]
            )
            more = words(" and {n} more", n=len(ones) - 60) if len(ones) > 60 else ""
            st.html(f"<p><b>{escape(words(KINDS[kind]))}</b> ({len(ones)}) {cells}{escape(more)}</p>")
