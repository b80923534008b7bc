"""The page of a snapshot: one file that shows the facts and checks their hashes with no server and no network."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from html import escape
from pathlib import Path
from typing import Any

from lib.export import telling
from lib.export.snapshot import Snapshot
from lib.palette import LIGHT, SANS, SERIF, font
from lib.words import mark

HERE = Path(__file__).parent
SHOWN = ("metrics.csv", "indicators.csv", "areas.csv", "sources.csv", "initiatives.csv")
"""Tables that the page draws its rows from: what is read is what was checked."""
LABELS = {
    "fine": mark("Checked: the tables in this page are those that the board wrote."),
    "broken": mark("Changed: {name} is not what the board wrote. Do not use this page."),
    "nothing": mark("The check needs JavaScript, which this browser has turned off."),
    "place": mark("Area"),
    "indicator": mark("Indicator"),
    "figure": mark("Figure as printed"),
    "context": mark("What the report says around it (our words)"),
    "span": mark("Place in the text"),
    "source": mark("Report"),
    "unattributed": mark("Unattributed"),
    "choose": mark("Check the unpacked files: choose all of them, SHA256SUMS too"),
    "same": mark("unchanged"),
    "other": mark("changed"),
    "missing": mark("missing"),
    "extra": mark("not in SHA256SUMS"),
    "nosums": mark("choose SHA256SUMS too"),
    "search": mark("Find"),
    "initiative": mark("Initiative"),
}


def html(snapshot: Snapshot, members: Mapping[str, bytes]) -> str:
    """The page as text. It embeds the tables it draws, with their hashes."""
    words = snapshot.words
    tables = {name: members[name].decode() for name in SHOWN}
    payload: dict[str, Any] = {
        "lang": words.lang,
        "tables": tables,
        "sums": {name: hashlib.sha256(members[name]).hexdigest() for name in SHOWN},
        "words": {key: words(text, name="{name}") for key, text in LABELS.items()},
    }
    filled = {
        "LANG": "zh-CN" if words.lang == "zh" else "en",
        "TITLE": escape(words("Union board: facts of the selection")),
        "COVER": _pairs(telling.cover(snapshot)),
        "NOTES": _pairs(telling.notes(words)),
        "NOTES_HEAD": escape(words("Notes")),
        "NOTHING": escape(words(LABELS["nothing"])),
        "CHOOSE": escape(words(LABELS["choose"])),
        "SEARCH": escape(words(LABELS["search"])),
        "TOKENS": "".join(f"--{name.replace('_', '-')}:{colour};" for name, colour in asdict(LIGHT).items())
        + f"--sans:{font(SANS)};--serif:{font(SERIF)};",
        "SCRIPT": (HERE / "page.js").read_text("utf-8"),
        # `<` as an escape: no text of a report can end the script element.
        "DATA": json.dumps(payload, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c"),
    }
    text = (HERE / "page.html").read_text("utf-8")
    head, *pieces = text.split("{{")
    return head + "".join(filled[name] + rest for name, _, rest in (piece.partition("}}") for piece in pieces))


def _pairs(rows: list[tuple[str, str]]) -> str:
    return "".join(f"<dt>{escape(label)}</dt><dd>{escape(said)}</dd>" for label, said in rows)
