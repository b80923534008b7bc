"""Whether a ZIP is still what the board made: every change is named by the member that it is in."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath

from lib.export import bundle
from lib.export.archive import stored
from lib.export.minisign import PublicKey
from lib.export.snapshot import number_of
from lib.words import Words

LARGEST = 2**30
"""Bytes that a ZIP may hold; the largest board that was tried makes a fifth of it."""


@dataclass(frozen=True)
class Verdict:
    """What is wrong, a line each, and what the file says of itself."""

    faults: list[str]
    number: str = ""
    version: str = ""
    signed: bool = False
    """Whether the file bears a signature; it was checked only where a key was given."""


def verify(content: bytes, words: Words, key: PublicKey | None = None) -> Verdict:
    """Check hashes, members, the snapshot number, the container and, with a key, the signature."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = archive.infolist()
            members, faults = _read(archive, infos, words)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
        return Verdict([words("the file is no ZIP that can be read ({error})", error=error)])
    if bundle.SUMS not in members:
        return Verdict([*faults, words("{name}: missing, so nothing can be checked", name=bundle.SUMS)])
    faults += _hashes(members, _names(infos), words)
    number, version, told = _identity(members, words)
    # Tables that are damaged have another number anyway; that is said once.
    faults += told if not faults else []
    faults += _signature(members, key, words)
    if not faults and stored(members) != content:
        faults.append(words("the container was packed anew or bytes between its members were changed; contents agree"))
    return Verdict(faults, number, version, bundle.SIGNATURE in members)


def _read(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], words: Words) -> tuple[dict[str, bytes], list[str]]:
    members: dict[str, bytes] = {}
    faults: list[str] = []
    size = 0
    for info in infos:
        name, size = info.filename, size + info.file_size
        if name in members:
            faults.append(words("{name}: there twice", name=name))
        elif PurePosixPath(name).name != name:
            faults.append(words("{name}: a name with a folder, which the board never writes", name=name))
        elif info.compress_type != zipfile.ZIP_STORED or info.file_size != info.compress_size or size > LARGEST:
            faults.append(words("{name}: compressed or too large, so not as the board writes it", name=name))
        else:
            try:
                members[name] = archive.read(info)
            except (zipfile.BadZipFile, ValueError, OSError, RuntimeError, NotImplementedError, EOFError) as error:
                faults.append(words("{name}: damaged ({error})", name=name, error=error))
    return members, faults


def _names(infos: list[zipfile.ZipInfo]) -> set[str]:
    return {info.filename for info in infos}


def _hashes(members: dict[str, bytes], there: set[str], words: Words) -> list[str]:
    """Faults of members by their hashes; one that is there and could not be read was told already."""
    wanted: dict[str, str] = {}
    for line in members[bundle.SUMS].decode("utf-8", errors="replace").splitlines():
        digest, _, name = line.partition("  ")
        wanted[name] = digest
    faults = []
    for name in sorted((set(wanted) | set(members)) - {bundle.SUMS, bundle.SIGNATURE}):
        if name not in members:
            faults += [] if name in there else [words("{name}: in SHA256SUMS, but not in the file", name=name)]
        elif name not in wanted:
            faults.append(words("{name}: not in SHA256SUMS; it was added", name=name))
        elif hashlib.sha256(members[name]).hexdigest() != wanted[name]:
            faults.append(words("{name}: changed; its hash is not the one in SHA256SUMS", name=name))
    if not faults and set(wanted) == set(_plain(members)) and bundle.sums_of(_plain(members)) != members[bundle.SUMS]:
        faults.append(words("{name}: not in the form that the board writes", name=bundle.SUMS))
    return faults


def _plain(members: dict[str, bytes]) -> dict[str, bytes]:
    return {name: content for name, content in members.items() if name not in (bundle.SUMS, bundle.SIGNATURE)}


def _identity(members: dict[str, bytes], words: Words) -> tuple[str, str, list[str]]:
    """Number and version that the file states; the number must follow from its tables."""
    try:
        told = json.loads(members[bundle.PACKAGE])["snapshot"]
        number, version = str(told["number"]), str(told["version"])
    except (KeyError, ValueError, TypeError):
        return "", "", [words("{name}: states no snapshot number", name=bundle.PACKAGE)]
    found = number_of({name: content for name, content in members.items() if name.endswith(".csv")})
    if found != number:
        text = words(
            "{name}: states the number {stated}, but the tables have {found}",
            name=bundle.PACKAGE,
            stated=number,
            found=found,
        )
        return number, version, [text]
    return number, version, []


def _signature(members: dict[str, bytes], key: PublicKey | None, words: Words) -> list[str]:
    if key is None:
        return []
    if bundle.SIGNATURE not in members:
        return [words("{name}: missing; the file bears no signature", name=bundle.SIGNATURE)]
    if not key.fits(members[bundle.SUMS], members[bundle.SIGNATURE]):
        return [words("{name}: not a signature of this key over SHA256SUMS", name=bundle.SIGNATURE)]
    return []
