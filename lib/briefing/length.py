"""How many pages a story will take, estimated upwards: a file of text has no pages until a program lays it out."""

from __future__ import annotations

import math

from lib.briefing.form import FORMS, Form, Style, lines_of
from lib.briefing.story import Section, Story

MM = 25.4 / 72
"""Millimetres in a point."""
A4_HEIGHT, A4_WIDTH = 297.0, 210.0
GAP = 4.0
"""Millimetres about pictures and rules."""
SPARE = 14.0
"""Millimetres kept free: programs break a line here and there otherwise than reckoned."""


def pages(story: Story, lang: str) -> int:
    """Pages of A4, what may not be parted at the end of a page counted as lost room."""
    form = FORMS[lang]
    core = A4_HEIGHT - form.top - form.bottom
    used = _text(form, "title", story.title) + _text(form, "subtitle", story.subtitle)
    for section in story.sections:
        high = _pictures(form, section)
        high += _text(form, "heading", section.heading)
        if section.pictures and used % core + high > core:
            used += core - used % core
        used += high
        used += sum(_text(form, "body", paragraph.text) for paragraph in section.paragraphs)
    notes = "".join(f"00{form.after_sign}{note}" for note in story.notes)
    used += GAP + sum(_text(form, "note", line) for line in (notes, *story.colophon))
    return math.ceil((used + SPARE) / core)


def _text(form: Form, kind: str, text: str) -> float:
    style = form.styles[kind]
    width = A4_WIDTH - form.left - form.right
    letters = width / ((style.size + style.letter / 20) * MM)
    return lines_of(text, letters - style.indent / 2) * _line(style) + (style.before + style.after) * MM


def _line(style: Style) -> float:
    return (style.line / 20 if style.line else style.size * 1.3) * MM


def _pictures(form: Form, section: Section) -> float:
    """Height of pictures side by side with their captions."""
    if not section.pictures:
        return 0
    room = A4_WIDTH - form.left - form.right
    whole = sum(picture.width for picture, _ in section.pictures)
    shares = [room * picture.width / whole for picture, _ in section.pictures]
    drawn = max(share * p.height / p.width for share, (p, _) in zip(shares, section.pictures, strict=True))
    style = form.styles["caption"]
    said = max(
        lines_of(caption, share / (style.size * MM) - 1)
        for share, (_, caption) in zip(shares, section.pictures, strict=True)
    )
    return drawn + said * _line(style) + GAP
