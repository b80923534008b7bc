"""A report's text handed in: taken only if it is the very file; lines are known without the text."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from lib import desk
from lib.desk import handin
from lib.errors import DataError, UnreadableReport
from lib.store import files
from lib.words import Words
from tests.conftest import DATA, DEMO, FOLDERS

ID = "demo-2018"
TEXT = (DEMO / "reports" / f"{ID}.txt").read_bytes()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The demo folder on a machine that lacks its report."""
    path = tmp_path / "data"
    shutil.copytree(DEMO, path, ignore=shutil.ignore_patterns("reports"))
    monkeypatch.setenv("UNION_REPORTS", str(path / "reports"))
    return path


def source(folder: Path) -> dict[str, str]:
    rows: list[dict[str, str]] = files.read_table(folder, "sources").to_dict("records")  # type: ignore[assignment]
    return next(row for row in rows if row["source_id"] == ID)


def test_the_very_file_is_taken_and_its_text_read(folder: Path) -> None:
    before = desk.open_board(folder)
    assert ID not in before.texts
    handin.take(folder, source(folder), TEXT)
    board = desk.open_board(folder)
    assert board.texts[ID].encode() == TEXT
    for fact in board.facts.values():
        if fact.source_id == ID:
            assert board.texts[ID][fact.start : fact.end] == fact.quote


@pytest.mark.parametrize(
    "content",
    [TEXT + b"\n", TEXT[:-1], TEXT.replace(b"85", b"86"), TEXT.replace(b"\n", b"\r\n"), b"%PDF-1.4", b"PK\x03\x04"],
    ids=["longer", "shorter", "another figure", "other line ends", "broken PDF", "broken ZIP"],
)  # fmt: skip
def test_any_other_file_is_refused_and_nothing_kept(folder: Path, content: bytes) -> None:
    with pytest.raises(DataError) as refused:
        handin.take(folder, source(folder), content)
    digest = hashlib.sha256(content).hexdigest()[:12]
    assert digest in str(refused.value)
    assert digest in refused.value.told(Words("zh"))
    assert source(folder)["sha256"][:12] in str(refused.value)
    assert not (folder / "reports").exists()


@pytest.mark.parametrize("content", [b"", b"  \n"])
def test_an_empty_file_is_no_report(folder: Path, content: bytes) -> None:
    with pytest.raises(UnreadableReport):
        handin.take(folder, source(folder), content)


def test_a_folder_that_cannot_be_written_to_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = folder / "blocked"
    blocked.write_text("a file where a folder is wanted")
    monkeypatch.setenv("UNION_REPORTS", str(blocked))
    with pytest.raises(DataError, match="blocked"):
        handin.take(folder, source(folder), TEXT)


@pytest.mark.parametrize("name", FOLDERS)
def test_lines_are_the_same_with_and_without_the_text(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    here = desk.open_board(FOLDERS[name])
    monkeypatch.setenv("UNION_REPORTS", str(tmp_path))
    away = desk.open_board(FOLDERS[name])
    assert not away.texts
    for fact in here.facts.values():
        line = away.line(fact.source_id, fact.start)
        assert line
        if fact.source_id in here.texts:
            assert line == here.line(fact.source_id, fact.start)
            assert fact.quote.split("\n")[0] in here.texts[fact.source_id].split("\n")[line - 1]


def test_a_report_whose_lines_nobody_kept_has_none(folder: Path) -> None:
    shutil.rmtree(folder / files.LINES)
    board = desk.open_board(folder)
    assert board.line(ID, 45) is None


@pytest.mark.parametrize("content", [b"", b"start\nx\n", b"other\n1\n", b"\xff\xfe"])
def test_a_broken_file_of_lines_is_left_out(folder: Path, content: bytes) -> None:
    (folder / files.LINES / f"{ID}.csv").write_bytes(content)
    assert ID not in files.read_lines(folder)


def test_the_folders_of_this_repository_keep_lines_and_no_words() -> None:
    for folder in (DATA, DEMO):
        kept = files.read_lines(folder)
        assert set(kept) == set(files.read_table(folder, "sources")["source_id"])
