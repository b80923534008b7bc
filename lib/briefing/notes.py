"""Notes and colophon of a paper: where every figure stands, which version it is of."""

from __future__ import annotations

from lib.export import Snapshot
from lib.extract.passages import joined, passage
from lib.model import Fact, Span

LONGEST = 48
"""Letters of a sentence in a note."""
COMMAS = "，；、。"


def note(snapshot: Snapshot, fact: Fact) -> str:
    """Report, lines and the sentence of a fact; where the report's text is not at hand, the quote alone."""
    board, words = snapshot.board, snapshot.words
    spans = (Span(fact.start, fact.end), *fact.mentions)
    lines = [line for span in spans if (line := board.line(fact.source_id, span.start)) is not None]
    where = (
        words("line {lines}", lines=words(", ").join(map(str, lines)))
        if lines
        else words("characters {start} to {end}", start=fact.start, end=fact.end)
    )
    title = words.pick(
        board.row("sources", fact.source_id)["title_zh"], board.row("sources", fact.source_id)["title_en"]
    )
    head = where if len(snapshot.selection.sources) == 1 else f"{title}{words(', ')}{where}"
    return words("{where}: “{sentence}”", where=head, sentence=sentence(snapshot, fact))


def sentence(snapshot: Snapshot, fact: Fact) -> str:
    """The sentence around a figure, cut about it where it is long."""
    text, quote = snapshot.board.texts.get(fact.source_id), joined(fact.quote)
    if text is None:
        return quote
    found = passage(text, Span(fact.start, fact.end)).sentence
    before, after = joined(text[found.start : fact.start]), joined(text[fact.end : found.end])
    spare = max(LONGEST - len(quote), 0)
    behind = min(len(after), max(spare - len(before), spare // 2))
    return f"{_end_of(before, spare - behind)}{quote}{_begin_of(after, behind)}"


def _end_of(text: str, room: int) -> str:
    """The last letters of a text, from a comma on where there is one; dots stand for what was left out."""
    if len(text) <= room:
        return text
    kept = text[len(text) - room :]
    at = min((kept.find(comma) for comma in COMMAS if comma in kept), default=-1)
    return f"……{kept[at + 1 :]}"


def _begin_of(text: str, room: int) -> str:
    """The first letters of a text, up to a comma where there is one."""
    if len(text) <= room:
        return text
    at = max(text.rfind(comma, 0, room) for comma in COMMAS)
    return f"{text[: at if at >= 0 else room]}……"


def colophon(snapshot: Snapshot) -> tuple[str, ...]:
    """Which report, which version, which number, and where the board shows it."""
    words, board = snapshot.words, snapshot.board
    rows = [board.row("sources", key) for key in snapshot.selection.sources]
    reports = []
    for row in rows:
        title, day = words.pick(row["title_zh"], row["title_en"]), row["published"] or words("no date given")
        print_ = f"{row['sha256'][:8]}…{row['sha256'][-4:]}"
        reports.append(words("{title} ({day}; sha256 {digits})", title=title, day=day, digits=print_))
    said = [words("Source: {titles}.", titles=words("; ").join(reports))]
    if any(row["title_zh"].startswith(("[", "［")) for row in rows):
        said[0] += words.pick("", " ") + words("Titles in square brackets are ours.")
    said.append(
        words("Data version {version}. Snapshot number {number}.", version=board.version, number=snapshot.number)
    )
    if snapshot.origin:
        said.append(words("This view on the board: {address}", address=snapshot.address))
    return tuple(said)
