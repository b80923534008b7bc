"""The folder as a whole: built from its logs byte for byte, valid, and never torn."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import frictionless
import pytest

from lib import desk
from lib.__main__ import main
from lib.errors import DataError
from lib.model import Severity
from lib.store import files
from tests.conftest import DEMO, FOLDERS, ROOT

NAMES = sorted(FOLDERS)
KILLS = 12


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the demo folder that a test may break."""
    return Path(shutil.copytree(DEMO, tmp_path / "demo"))


@pytest.mark.parametrize("name", NAMES)
def test_build_gives_the_bytes_that_lie_in_the_folder(name: str) -> None:
    content = desk.built(FOLDERS[name])
    assert content == desk.built(FOLDERS[name])
    assert len(content) == 7
    for file, expected in content.items():
        assert (FOLDERS[name] / file).read_bytes() == expected, file


def test_build_restores_what_was_changed_and_then_rests(copy: Path) -> None:
    (copy / "metrics.csv").write_text("torn")
    (copy / "datapackage.json").unlink()
    assert sorted(desk.build(copy)) == ["datapackage.json", "metrics.csv"]
    assert desk.build(copy) == []
    assert (copy / "metrics.csv").read_bytes() == (DEMO / "metrics.csv").read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_the_data_package_is_valid(name: str) -> None:
    report = frictionless.validate(str(FOLDERS[name] / "datapackage.json"))
    assert report.valid, report.flatten(["type", "note"])
    assert len(report.tasks) >= 9


def test_frictionless_would_find_a_breach(copy: Path) -> None:
    """The descriptor constrains: a wrong code and a dangling key are found by a tool that is not ours."""
    metrics = copy / "metrics.csv"
    metrics.write_text(metrics.read_text().replace(",370200,stated,6000,", ",370999,guessed,6000,"))
    types = {error[0] for error in frictionless.validate(str(copy / "datapackage.json")).flatten(["type"])}
    assert {"constraint-error", "foreign-key"} <= types


@pytest.mark.parametrize("name", NAMES)
def test_check_finds_no_error(name: str) -> None:
    assert [str(problem) for problem in desk.check(FOLDERS[name]) if problem.severity is Severity.ERROR] == []


def test_the_demo_has_no_warning_either(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(DEMO)]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (",46,,exact", ",47,,exact", "metrics.csv:13:value: 47: the quote “46家” reads as 46"),
        (",85,,at_least,以上", ",85,,exact,", "metrics.csv:8:wording: : the quote says 以上"),
        (",203,206,", ",204,207,", "metrics.csv:13:quote: 46家: the report has"),
        ("unattributed,46", "stated,46", "metrics.csv:13:area_code: : the area is said to be known"),
        ("225..229", "226..229", "metrics.csv:2:mentions: 226..229"),
    ],
)
def test_check_tells_line_column_and_value(
    copy: Path, old: str, new: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    metrics = copy / "metrics.csv"
    assert metrics.read_text().count(old) == 1
    metrics.write_text(metrics.read_text().replace(old, new))
    assert main(["check", str(copy)]) == 1
    assert told in capsys.readouterr().out


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("themes.csv", "themes.csv:0: : : the file is missing"),
        ("cities.geojson", "cities.geojson:0: : : the file is missing"),
    ],
)
def test_a_missing_file_is_one_line(copy: Path, file: str, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    (copy / file).unlink()
    assert main(["check", str(copy)]) == 1
    shown = capsys.readouterr()
    assert shown.err.startswith(told)
    assert shown.err.count("\n") == 1


def test_version_changes_with_the_data_and_not_with_the_folder(copy: Path) -> None:
    version = desk.open_board(DEMO).version
    assert desk.open_board(copy).version == version
    time_of_publish, digest = version.split()
    assert time_of_publish == files.read_logs(DEMO)["demo-2018"][-1].at
    for old, new, file in (("Culture", "Cultures", "themes"), ("Jinan", "Tsinan", "areas"), ("46家", "4家", "metrics")):
        path = copy / f"{file}.csv"
        before = path.read_text()
        path.write_text(before.replace(old, new))
        assert desk.open_board(copy).version.split()[0] == time_of_publish
        assert desk.open_board(copy).version.split()[1] != digest, file
        path.write_text(before)


def test_a_torn_last_log_line_is_dropped_wherever_it_broke(copy: Path) -> None:
    """Also inside a character, and behind a line break that stands in a cell."""
    path = copy / "reviews" / "demo-2018.csv"
    whole, entries = path.read_bytes(), files.read_logs(copy)["demo-2018"]
    added = (
        '37,2026-11-22T23:00:00Z,编辑,local,edit,metrics,@45,quote,"120\n个","12\n0个","两行\n""引号""\n",\n'
    ).encode()
    for end in range(len(added)):
        path.write_bytes(whole + added[:end])
        assert files.read_logs(copy)["demo-2018"] == entries, added[:end]
    path.write_bytes(whole + added)
    last = files.read_logs(copy)["demo-2018"][-1]
    assert (last.old, last.new, last.reason, last.engine) == ("120\n个", "12\n0个", '两行\n"引号"\n', "")


def test_a_torn_publish_did_not_happen(copy: Path) -> None:
    path = copy / "reviews" / "demo-2018.csv"
    path.write_bytes(path.read_bytes()[:-1])
    assert files.read_logs(copy)["demo-2018"][-1].action == "undo"
    assert desk.built(copy)["metrics.csv"].count(b"\n") == 1


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (b"seq,at", b"no,at", "demo-2018.csv:1"),
        (b"\n2,", b"\ntwo,", "demo-2018.csv:3:seq: two"),
        ("编辑".encode(), b"\xff", "not UTF-8"),
    ],
)
def test_a_broken_log_is_told_and_not_dropped(copy: Path, old: bytes, new: bytes, told: str) -> None:
    path = copy / "reviews" / "demo-2018.csv"
    path.write_bytes(path.read_bytes().replace(old, new, 1))
    with pytest.raises(DataError, match=told):
        files.read_logs(copy)


WRITER = """
import sys
from pathlib import Path
from lib.store import files
print("up", flush=True)
while True:
    for letter in b"AB":
        files.write(Path(sys.argv[1]), bytes([letter]) * 2_000_000)
"""


def test_a_killed_writer_leaves_the_old_bytes_or_the_new(tmp_path: Path) -> None:
    path, chance = tmp_path / "table.csv", random.Random(0)
    whole = {bytes([letter]) * 2_000_000 for letter in b"AB"}
    seen = set()
    files.write(path, b"A" * 2_000_000)
    for _ in range(KILLS):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], cwd=ROOT, stdout=subprocess.PIPE)
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"up\n"
        until = time.monotonic() + chance.uniform(0.01, 0.08)
        while time.monotonic() < until:
            seen.add(path.read_bytes())
        writer.kill()
        assert writer.wait() == -signal.SIGKILL
        writer.stdout.close()
        seen.add(path.read_bytes())
    assert seen == whole
    assert path.stat().st_mode & 0o777 == 0o644
