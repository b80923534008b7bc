"""The ZIP that can be checked: tables, borders, descriptions, README, a page that needs no server, and hashes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from lib.export import descriptors, page, readme
from lib.export.archive import stored
from lib.export.minisign import SecretKey
from lib.export.snapshot import Snapshot

SUMS, SIGNATURE = "SHA256SUMS", "SHA256SUMS.minisig"
PACKAGE, CSVW, BORDERS, README, PAGE = (
    "datapackage.json",
    "csv-metadata.json",
    "cities.geojson",
    "README.md",
    "snapshot.html",
)


def bundle(snapshot: Snapshot, key: SecretKey | None = None) -> bytes:
    """The ZIP; the same selection, version and key give the same bytes."""
    members = members_of(snapshot)
    sums = sums_of(members)
    members[SUMS] = sums
    if key is not None:
        members[SIGNATURE] = key.sign(sums, f"union board snapshot {snapshot.number}")
    return stored(members)


def members_of(snapshot: Snapshot) -> dict[str, bytes]:
    """Every member but hashes and signature, in order of their names."""
    found = dict(snapshot.csv)
    found[BORDERS] = json.dumps(snapshot.board.borders, ensure_ascii=False, separators=(",", ":")).encode()
    found[PACKAGE] = descriptors.frictionless(snapshot, found)
    found[CSVW] = descriptors.csvw(snapshot)
    found[README] = readme.text(snapshot).encode()
    found[PAGE] = page.html(snapshot, found).encode()
    return dict(sorted(found.items()))


def sums_of(members: Mapping[str, bytes]) -> bytes:
    """Hashes in the form that `sha256sum -c` reads."""
    return "".join(
        f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(members.items())
    ).encode()
