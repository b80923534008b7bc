"""A back-up taken while others publish is a state that was published, and comes back whole or not at all."""

from __future__ import annotations

import io
import os
import shutil
import signal
import tarfile
import time
from pathlib import Path

import pytest

from lib import desk
from lib.__main__ import main
from lib.desk.backup import NotRestored, backup, restore
from lib.model import Severity
from lib.store import files
from tests.conftest import DEMO
from tests.test_kill import child, report


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy = Path(shutil.copytree(DEMO, tmp_path / "demo"))
    monkeypatch.setenv("UNION_DATA", str(copy))
    monkeypatch.delenv("UNION_REPORTS", raising=False)
    return copy


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


def test_what_comes_back_is_what_was_there(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    version = desk.open_board(folder).version
    assert main(["backup", str(tmp_path / "b.tar.gz")]) == 0
    assert (tmp_path / "b.tar.gz").stat().st_mode & 0o077 == 0
    assert main(["restore", str(tmp_path / "b.tar.gz"), str(tmp_path / "new")]) == 0
    assert capsys.readouterr().out.splitlines() == [version, version]
    assert contents(tmp_path / "new") == contents(folder)
    assert main(["check", str(tmp_path / "new")]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.tar.gz", "demo", "new"]


def test_nothing_is_written_over(folder: Path, tmp_path: Path) -> None:
    backup(folder, tmp_path / "b.tar.gz")
    before = contents(folder)
    with pytest.raises(NotRestored, match="something is there already"):
        restore(tmp_path / "b.tar.gz", folder)
    assert contents(folder) == before


def packed(members: dict[str, bytes], kind: bytes = tarfile.REGTYPE) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, content in members.items():
            told = tarfile.TarInfo(name)
            told.size, told.type, told.linkname = len(content), kind, "/etc/passwd"
            archive.addfile(told, io.BytesIO(content))
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no archive",
        packed({}),
        packed({"../data/metrics.csv": b"x"}),
        packed({"/data/metrics.csv": b"x"}),
        packed({"data/../../x": b"x"}),
        packed({"data/metrics.csv": b""}, tarfile.SYMTYPE),
        packed({"data/metrics.csv": b"x"}),
        packed({"elsewhere/metrics.csv": b"x"}),
    ],
    ids=["nothing", "text", "empty", "parent", "root", "parent within", "link", "one table", "elsewhere"],
)
def test_what_is_no_back_up_leaves_nothing_behind(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "b.tar.gz").write_bytes(content)
    with pytest.raises(NotRestored):
        restore(tmp_path / "b.tar.gz", tmp_path / "new")
    assert [path.name for path in tmp_path.iterdir()] == ["b.tar.gz"]


def test_a_back_up_cut_short_or_changed_is_refused(folder: Path, tmp_path: Path) -> None:
    backup(folder, tmp_path / "b.tar.gz")
    whole = (tmp_path / "b.tar.gz").read_bytes()
    (tmp_path / "half.tar.gz").write_bytes(whole[: len(whole) // 2])
    with tarfile.open(tmp_path / "b.tar.gz") as archive:
        members = {one.name: archive.extractfile(one).read() for one in archive.getmembers()}  # type: ignore[union-attr]
    members["data/metrics.csv"] = members["data/metrics.csv"].replace(b"exact", b"at_least")
    (tmp_path / "changed.tar.gz").write_bytes(packed(members))
    for name in ("half", "changed"):
        with pytest.raises(NotRestored):
            restore(tmp_path / f"{name}.tar.gz", tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_a_back_up_in_the_midst_of_publications_is_one_of_their_states(folder: Path, tmp_path: Path) -> None:
    def work(_: int) -> None:
        for number in range(1000):
            report(folder, f"more-{number}", number + 2)

    pid, inlet = child(work)
    try:
        for turn in range(5):
            time.sleep(0.2)
            version = backup(folder, tmp_path / f"{turn}.tar.gz")
            place = tmp_path / f"new-{turn}"
            assert restore(tmp_path / f"{turn}.tar.gz", place) == version
            assert [str(one) for one in desk.check(place) if one.severity is Severity.ERROR] == []
            assert desk.build(place) == []
            texts = {path.stem for path in (place / "reports").glob("more-*")}
            assert {source_id for source_id in files.read_logs(place) if source_id.startswith("more-")} <= texts
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(inlet)
