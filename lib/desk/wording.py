"""What the desk says of kinds, changes, actions and columns, on the screen and in a shell."""

from __future__ import annotations

from collections.abc import Iterator

from lib.compare import Change, Changed
from lib.desk.intake import Found
from lib.desk.publishing import Outcome
from lib.extract.engine import Candidate
from lib.words import Words, mark

KINDS = {
    "time": mark("a date, a time or a period"),
    "name": mark("part of a name or a slogan in quotation marks"),
    "article": mark("“one” as an article, not a count"),
    "number": mark("a number without a measure word"),
    "ordinal": mark("an order or a rank"),
    "term": mark("a fixed term"),
    "code": mark("a code or a brand"),
    "optional": mark("counts what was just listed"),
    "threshold": mark("a bound that says which group is counted"),
    "slogan": mark("a way of speaking"),
    "place": mark("part of a place's name"),
    "person": mark("part of a person's name"),
    "phone": mark("a telephone number"),
    "document": mark("the number of a document"),
    "grade": mark("a grade"),
    "list": mark("the number of an item or a figure"),
    "sport": mark("a result in sport"),
    "version": mark("a version"),
}
"""Why a quantity is no fact, by the kind that the engine gives."""
CHANGES = {
    Change.NEW: mark("new"),
    Change.SAME: mark("same as before"),
    Change.REVISED: mark("revised"),
    Change.CONTRADICTS: mark("contradictory"),
    Change.ASSIGNED: mark("newly assigned"),
    Change.VANISHED: mark("vanished"),
}
ACTIONS = {
    "read": mark("read by the engine"),
    "accept": mark("accepted"),
    "edit": mark("edited"),
    "reject": mark("rejected"),
    "add": mark("added"),
    "assign": mark("area assigned"),
    "link": mark("linked"),
    "undo": mark("taken back"),
    "publish": mark("published"),
}
FIELDS = {
    "indicator": mark("Indicator"),
    "value": mark("Value"),
    "value_max": mark("Upper value"),
    "qualifier": mark("Qualifier"),
    "wording": mark("Wording"),
    "unit": mark("Unit"),
    "per": mark("Per"),
    "nature": mark("Nature"),
    "area_code": mark("Area"),
    "area_status": mark("How the area is known"),
    "theme": mark("Theme"),
    "population": mark("Population"),
    "period_text": mark("Period as printed"),
    "period_start": mark("Period begins"),
    "period_end": mark("Period ends"),
    "headline": mark("Place among the cards"),
    "initiative_id": mark("Programme"),
    "fragment": mark("Call-out or statement"),
    "quote": mark("Quote"),
    "start": mark("Start"),
    "end": mark("End"),
    "mentions": mark("Further mentions"),
    "context_zh": mark("Context in Chinese"),
    "context_en": mark("Context in English"),
    "title_zh": mark("Title"),
    "title_en": mark("English title"),
    "publisher": mark("Publisher"),
    "published": mark("Day of publication"),
    "map_date": mark("Day of the map"),
    "map_date_note": mark("Why that day"),
}


def why_left_out(item: Candidate, words: Words) -> str:
    """Why a quantity is no fact; English adds the engine's own words, which name the rule."""
    kind = words(KINDS[item.kind]) if item.kind in KINDS else item.kind
    return f"{kind} ({item.reason})" if words.lang == "en" and item.reason not in ("", kind) else kind


def one_line(quote: str) -> str:
    """A quote without the line breaks of a column."""
    return "".join(quote.split())


def told(found: Found, source_id: str, words: Words) -> Iterator[str]:
    """What was read in a report and what was left out, a line each."""
    facts = len({item.fact for item in found.facts})
    yield words("{id}: {n} facts read, {left} figures left out", id=source_id, n=facts, left=len(found.left_out))
    for item in found.left_out:
        quote, why = one_line(item.quote), why_left_out(item, words)
        yield words("left out: {quote} at {start}: {reason}", quote=quote, start=item.start, reason=why)


def told_outcome(done: Outcome, words: Words) -> Iterator[str]:
    """What a publication changed and which facts it could not take, a line each."""
    for item in done.changes:
        yield changed(item, words)
    for row, problem in done.left_out:
        why = f"{problem.column}: {problem.value}: {problem.wrong}; {problem.mend}"
        quote = one_line(row["quote"])
        yield words("not published: {quote} at {start}: {problem}", quote=quote, start=row["start"], problem=why)
    yield words("published as version {version}", version=done.version)


def changed(item: Changed, words: Words) -> str:
    """One change: its kind, the fact, its quote, and that of the fact it is linked to."""
    row = item.new or item.old or {}
    other = f" ⟷ {one_line(item.other['quote'])} ({item.other['fact_id']})" if item.other else ""
    return f"{words(CHANGES[item.change])}: {item.fact_id} {one_line(row['quote'])}{other}"
