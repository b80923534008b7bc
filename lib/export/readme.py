"""The README of a snapshot, in both languages."""

from __future__ import annotations

from dataclasses import replace

from lib.export import telling
from lib.export.snapshot import Snapshot
from lib.terms import map_credit
from lib.words import Words, mark

MEMBERS = (
    ("snapshot.html", mark("the facts with their quotes; open it in a browser, it needs no network and checks itself")),
    ("metrics.csv", mark("the facts")),
    ("initiatives.csv, indicators.csv, sources.csv, …", mark("the tables that the facts point to")),
    ("cities.geojson", mark("borders with their validity, credit and approval number")),
    ("datapackage.json", mark("description of every table (Frictionless Data Package)")),
    ("csv-metadata.json", mark("the same for CSV on the Web")),
    ("SHA256SUMS", mark("hashes of all other files; check them with `sha256sum -c SHA256SUMS`")),
    ("SHA256SUMS.minisig", mark("signature of the office over SHA256SUMS, where it signs (minisign)")),
)


def text(snapshot: Snapshot) -> str:
    """Markdown, Chinese first."""
    return "\n".join(_language(replace(snapshot, words=Words(lang))) for lang in ("zh", "en"))


def _language(snapshot: Snapshot) -> str:
    words = snapshot.words
    lines = [f"# {words('Union board: facts of the selection')}", ""]
    lines += [f"- {label}{words(': ')}{_plain(said)}" for label, said in telling.cover(snapshot)]
    lines += ["", f"## {words('Files')}", ""]
    lines += [f"- `{name}`{words(': ')}{words(said)}" for name, said in MEMBERS]
    lines.append(f"- {map_credit(snapshot.board, words)}")
    lines += ["", f"## {words('Notes')}", ""]
    lines += [f"- {label}{words(': ')}{said}" for label, said in telling.notes(words)]
    return "\n".join(lines) + "\n"


def _plain(said: str) -> str:
    """One line of text: what a person typed opens no heading and no list."""
    return " ".join(said.split())
