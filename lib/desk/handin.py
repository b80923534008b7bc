"""The text of a published report comes back to a machine that lacks it: taken only if it is the very same."""

from __future__ import annotations

import hashlib
from pathlib import Path

from lib.catalog import Row
from lib.desk import keep_text
from lib.errors import DataError, UnreadableReport
from lib.extract.intake import check_size
from lib.extract.reading import text_of
from lib.words import mark


def take(folder: Path, source: Row, data: bytes) -> None:
    """Keep the text of a report whose original file, or whose kept text, somebody hands in.

    `source` is its row of sources.csv. Raises UnreadableReport where the file has no size of a report, DataError where
    its fingerprint is not that of the report. Nothing else is ever opened, so a foreign file can do no harm.
    """
    check_size(data)
    digest = hashlib.sha256(data).hexdigest()
    wanted = source["sha256"], source["text_sha256"]
    text = _text(source, data) if digest in wanted else None
    if text is None or hashlib.sha256(text.encode()).hexdigest() != source["text_sha256"]:
        raise DataError(
            source["file_name"],
            mark("this is another file: its fingerprint is {given}, that of the report {wanted}"),
            mark("hand in the file that the figures were read from, unchanged"),
            given=digest[:12],
            wanted=source["sha256"][:12],
        )
    keep_text(folder, source["source_id"], text)


def _text(source: Row, data: bytes) -> str | None:
    try:
        return text_of(source["file_name"], data)
    except UnreadableReport:
        return None
