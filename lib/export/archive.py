"""ZIP containers whose bytes follow from their content alone: fixed times, modes and order."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a ZIP can name."""
UNIX = 3


def stored(members: Mapping[str, bytes]) -> bytes:
    """Members in the order given, uncompressed: no version of a compressor changes the bytes."""
    return _written(members, zipfile.ZIP_STORED)


def repacked(office: bytes) -> bytes:
    """An office file with the times of its members fixed, members in the order in which they were."""
    with zipfile.ZipFile(io.BytesIO(office)) as archive:
        return _written({info.filename: archive.read(info) for info in archive.infolist()}, zipfile.ZIP_DEFLATED)


def _written(members: Mapping[str, bytes], method: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type, info.create_system, info.external_attr = method, UNIX, 0o644 << 16
            archive.writestr(info, content)
    return out.getvalue()
