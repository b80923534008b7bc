"""What every file says of itself: selection, version, number, counts by state, and what the words mean."""

from __future__ import annotations

from collections import Counter

from lib import analysis
from lib.export.snapshot import Snapshot
from lib.model import State
from lib.terms import STATES
from lib.words import Words, mark

ACCOUNT = (
    (mark("cities"), "cities"),
    (mark("whole province"), "province"),
    (mark("nation"), "nation"),
    (mark("unattributed"), "unattributed"),
)
NOTES = (
    (mark("with figures"), mark("The report gives at least one figure of this place.")),
    (mark("initiatives only"), mark("The report tells of this city, but gives no figure. That is no zero.")),
    (
        mark("not named"),
        mark("The text that we hold does not name this city. That is no zero: nothing is known from it."),
    ),
    (mark("unattributed"), mark("The report gives a figure without a place; it is given to no city.")),
    (mark("assigned by a person"), mark("A reviewer gave the place, with a reason that stands in the log.")),
    (
        mark("Wording"),
        mark(
            "The words of the report travel with every number: at_least ≥ (以上, 不少于), more_than > (余, 多, 超), "
            "approx ≈ (近, 约, 左右), less_than < or ≤ (不足, 以下). No stated digit is rounded away."
        ),
    ),
    (
        mark("Value and figure"),
        mark(
            "The column “Value” is the figure as the report prints it; the column value is its number in the base "
            "unit, to reckon with. Without its wording it is not what the report says."
        ),
    ),
    (
        mark("start, end, mentions"),
        mark("Where the quote stands in the report, counted in characters from 0, the end not included."),
    ),
    (
        mark("Comparing"),
        mark(
            "Facts may be added or ranked only if indicator, unit, per, population, nature, level of area and kind of "
            "period are the same."
        ),
    ),
    (
        mark("Hashes and forgery"),
        mark(
            "Hashes find damage, not forgery: who changes a file can reckon its hashes anew. Against forgery compare "
            "the snapshot number with the list on the board's page of downloads, or check the signature if the file "
            "bears one."
        ),
    ),
)


def cover(snapshot: Snapshot) -> list[tuple[str, str]]:
    """Labels and what they say, for a cover or a head."""
    words = snapshot.words
    rows = [
        (words("Selection"), snapshot.title),
        (words("Report"), snapshot.reports),
        (words("Data version"), snapshot.board.version),
        (words("Snapshot number"), snapshot.number),
        (words("This view on the board"), snapshot.address),
        (words("Facts"), counts(snapshot)),
        (words("Cities"), states(snapshot)),
        (
            words("Initiatives"),
            str(len(snapshot.initiatives)) if snapshot.initiatives else words("none in this selection"),
        ),
    ]
    return rows + ([(words("Remark of the person who made this file"), snapshot.remark)] if snapshot.remark else [])


def counts(snapshot: Snapshot) -> str:
    """`18 = cities 10 + ...`: the parts of an account always add up; what is none is left out."""
    total, words = analysis.account(snapshot.board, snapshot.facts), snapshot.words
    parts = [
        words("{name} {count}", name=words(name), count=count)
        for name, key in ACCOUNT
        if (count := getattr(total, key))
    ]
    return f"{total.all} = {' + '.join(parts)}" if parts else words("none in this selection")


def states(snapshot: Snapshot) -> str:
    """How many cities are in each state."""
    words, found = snapshot.words, analysis.states(snapshot.board, snapshot.selection)
    count = Counter(city.state for city in found)
    parts = [words("{name} {count}", name=words(STATES[state]), count=count[state]) for state in State if count[state]]
    return f"{len(found)} = {' + '.join(parts)}"


def notes(words: Words) -> list[tuple[str, str]]:
    """What states, wording and numbers mean."""
    return [(words(label), words(said)) for label, said in NOTES]
