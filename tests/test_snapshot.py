"""Files that leave the board: workbook, ZIP, its checks, its signature, and the command line."""

from __future__ import annotations

import base64
import dataclasses
import io
import json
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from csvw import CSVW
from frictionless import Package

from lib import __main__ as cli
from lib import desk
from lib.catalog import Board
from lib.desk import snapshots
from lib.desk.drafts import Person, begin
from lib.desk.intake import read
from lib.desk.publishing import publish_all
from lib.export import Snapshot, csv_for_people
from lib.export.archive import stored
from lib.export.bundle import SIGNATURE, SUMS, bundle, members_of, sums_of
from lib.export.minisign import KeyFault, PublicKey, SecretKey
from lib.export.verify import verify
from lib.export.workbook import xlsx
from lib.model import Selection
from lib.tables import TABLES
from lib.words import Words
from tests.conftest import DATA

ZH, EN = Words("zh"), Words("en")
HOSTILE = '=HYPERLINK("http://x","y")'
NUMERIC = [column.name for column in TABLES["metrics"].columns if column.kind in ("number", "integer")]


def snapshot(board: Board, words: Words = ZH, *cities: str) -> Snapshot:
    return Snapshot(board, Selection(cities, (), (board.sources[0]["source_id"],)), words, "http://board")


def hostile(board: Board) -> Board:
    """A board whose first fact says what a spreadsheet could take for a formula, a number or markup."""
    metrics = board.tables["metrics"].copy()
    for column, cell in (
        ("context_zh", HOSTILE),
        ("population", "-3.5%"),
        ("period_text", "+5%"),
        ("per", "</script>"),
    ):
        metrics.loc[0, column] = cell
    return dataclasses.replace(board, tables={**board.tables, "metrics": metrics})


@pytest.fixture(scope="module")
def whole(board: Board) -> bytes:
    return bundle(snapshot(board))


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("words", [ZH, EN])
@pytest.mark.parametrize("cities", [(), ("370200", "none")])
def test_made_again_is_made_the_same(board: Board, words: Words, cities: tuple[str, ...]) -> None:
    for kind in snapshots.KINDS.values():
        assert kind.write(snapshot(board, words, *cities)) == kind.write(snapshot(board, words, *cities))


def test_the_number_is_that_of_the_facts(board: Board, demo_board: Board) -> None:
    one = snapshot(board)
    assert one.number == snapshot(board, EN).number == dataclasses.replace(one, remark="x").number
    later = dataclasses.replace(board, version="2099-01-01T00:00:00Z 000000000000")
    assert snapshot(later).number == one.number
    others = {snapshot(board, ZH, "370200").number, snapshot(hostile(board)).number, snapshot(demo_board).number}
    assert len(others | {one.number}) == 4


def test_a_county_that_nobody_speaks_of_leaves_the_number(board: Board) -> None:
    row = board.tables["areas"].iloc[[0]].assign(area_code="379999", level="county", parent="370100")
    more = dataclasses.replace(board, tables={**board.tables, "areas": pd.concat([board.tables["areas"], row])})
    assert snapshot(more).number == snapshot(board).number


# --- workbook


def test_sheets_have_numbers_as_numbers_and_the_figure_as_printed(board: Board) -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx(snapshot(board))))
    assert book.sheetnames == ["封面", "事实", "举措", "指标", "出处", "说明"]
    page = book["事实"]
    heads = [cell.value for cell in page[1]]
    assert heads == ["城市", "指标", "数值", "状态", *TABLES["metrics"].names]
    rows = [dict(zip(heads, [cell.value for cell in row], strict=True)) for row in page.iter_rows(min_row=2)]
    assert len(rows) == len(board.facts)
    for row, wanted in zip(rows, board.rows("metrics"), strict=True):
        for name in TABLES["metrics"].names:
            if name in NUMERIC and wanted[name]:
                assert row[name] == float(wanted[name])
            else:
                assert (row[name] or "") == wanted[name]
    assert rows[4]["数值"] == "98%以上"
    assert (page.freeze_panes, page.auto_filter.ref) == ("A2", f"A1:AD{len(rows) + 1}")
    assert page.page_setup.paperSize == 9
    assert page.print_title_rows == "$1:$1"


def test_a_workbook_and_a_csv_say_the_same_and_run_nothing(board: Board) -> None:
    one = snapshot(hostile(board))
    sheet = pd.read_excel(io.BytesIO(xlsx(one)), sheet_name="事实", dtype=str, keep_default_na=False)
    table = pd.read_csv(io.BytesIO(csv_for_people(one.board, one.facts, ZH)), dtype=str, keep_default_na=False)
    text = [name for name in table.columns if name not in NUMERIC]
    assert table["context_zh"][0] == f"'{HOSTILE}"
    table.loc[0, "context_zh"] = HOSTILE
    assert sheet[text].to_dict("records") == table[text].to_dict("records")
    assert (table["population"][0], table["period_text"][0]) == ("-3.5%", "+5%")
    book = openpyxl.load_workbook(io.BytesIO(xlsx(one)))
    cells = [cell for page in book for row in page.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    inert = [cell for cell in cells if cell.value == HOSTILE]
    assert inert
    assert all(cell.quotePrefix for cell in inert)


# --- ZIP


@pytest.mark.parametrize("cities", [(), ("370200",), ("none",), ("370500",), ("370100", "370000")])
def test_validators_of_others_pass(board: Board, tmp_path: Path, cities: tuple[str, ...]) -> None:
    for name, content in unpacked(bundle(snapshot(board, ZH, *cities))).items():
        (tmp_path / name).write_bytes(content)
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "note"])
    described = CSVW(str(tmp_path / "csv-metadata.json"), validate=True)
    assert described.is_valid
    subprocess.run(["sha256sum", "--check", "--strict", "--quiet", SUMS], cwd=tmp_path, check=True)


def test_the_tables_hold_the_selection_alone(board: Board) -> None:
    found = unpacked(bundle(snapshot(board, ZH, "371000")))
    metrics = pd.read_csv(io.BytesIO(found["metrics.csv"]), dtype=str)
    assert set(metrics["area_code"]) == {"371000"}
    assert not found["metrics.csv"].startswith(b"\xef\xbb\xbf")
    told = json.loads(found["datapackage.json"])["snapshot"]
    assert (told["city"], told["version"]) == (["371000"], board.version)
    assert told["address"] == f"http://board/?city=371000&as_of={snapshot(board).time.replace(':', '%3A')}"
    assert "山东" not in found["SHA256SUMS"].decode()


def test_machines_get_the_cells_as_they_are(board: Board) -> None:
    found = unpacked(bundle(snapshot(hostile(board))))
    assert pd.read_csv(io.BytesIO(found["metrics.csv"]), dtype=str)["context_zh"][0] == HOSTILE


def test_an_untouched_file_has_no_fault(whole: bytes, board: Board) -> None:
    verdict = verify(whole, EN)
    assert (verdict.faults, verdict.number, verdict.version) == ([], snapshot(board).number, board.version)
    assert not verdict.signed


def test_a_bit_flipped_in_any_member_is_found_and_named(whole: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        infos = archive.infolist()
    assert len(infos) == 15
    for info in infos:
        start = info.header_offset + 30 + len(info.filename)
        for at in (0, info.file_size // 2, info.file_size - 1) if info.file_size else ():
            broken = bytearray(whole)
            broken[start + at] ^= 1
            assert any(info.filename in fault for fault in verify(bytes(broken), EN).faults), (info.filename, at)


def test_a_bit_flipped_anywhere_is_found(whole: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        infos = archive.infolist()
        directory = archive.start_dir
    headers = [at for info in infos for at in range(info.header_offset, info.header_offset + 30 + len(info.filename))]
    for at in (*headers, *range(directory, len(whole))):
        broken = bytearray(whole)
        broken[at] ^= 1 << at % 8
        assert verify(bytes(broken), EN).faults, at


@pytest.mark.parametrize("member", ["metrics.csv", "snapshot.html", "README.md", "datapackage.json", "cities.geojson"])
def test_a_member_changed_added_or_taken_away_is_named(whole: bytes, member: str) -> None:
    members = unpacked(whole)
    for changed in (
        {**members, member: members[member] + b" "},
        {name: content for name, content in members.items() if name != member},
    ):
        assert verify(stored(changed), EN).faults[0].startswith(f"{member}: ")
    assert verify(stored({**members, "more.txt": b"x"}), EN).faults == ["more.txt: not in SHA256SUMS; it was added"]


def test_hashes_made_anew_over_other_tables_do_not_keep_the_number(whole: bytes) -> None:
    members = unpacked(whole)
    members["metrics.csv"] = members["metrics.csv"].replace(b",110,", b",999,")
    members[SUMS] = sums_of({name: content for name, content in members.items() if name != SUMS})
    assert [fault.split(":")[0] for fault in verify(stored(members), EN).faults] == ["datapackage.json"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no zip", stored({}), stored({"a": b""})])
def test_what_is_no_snapshot_is_told(content: bytes) -> None:
    assert verify(content, EN).faults
    assert verify(content, ZH).faults


def test_compressed_members_are_never_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("metrics.csv", b"0" * 10_000_000)
        archive.writestr("../x", b"")
    faults = verify(out.getvalue(), EN).faults
    assert [fault.split(":")[0] for fault in faults] == ["metrics.csv", "../x", SUMS]


# --- signature


def keys() -> tuple[SecretKey, PublicKey]:
    """A pair of keys in the files that minisign keeps them in."""
    key = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
    public, number = key.public_key().public_bytes_raw(), b"number01"
    secret = b"Ed\0\0B2" + bytes(48) + number + b"k" * 32 + public + bytes(32)
    lines = [base64.b64encode(raw).decode() for raw in (secret, b"Ed" + number + public)]
    made = [f"untrusted comment: minisign\n{line}\n" for line in lines]
    return SecretKey.read("secret", made[0]), PublicKey.read("public", made[1])


def test_a_signature_is_checked(board: Board, whole: bytes) -> None:
    secret, public = keys()
    signed = bundle(snapshot(board), secret)
    assert signed == bundle(snapshot(board), secret)
    assert verify(signed, EN, public) == dataclasses.replace(verify(whole, EN), signed=True)
    assert [fault.split(":")[0] for fault in verify(whole, EN, public).faults] == [SIGNATURE]


def test_a_forger_cannot_sign(board: Board) -> None:
    secret, public = keys()
    members = unpacked(bundle(snapshot(hostile(board)), None))
    members[SIGNATURE] = unpacked(bundle(snapshot(board), secret))[SIGNATURE]
    assert verify(stored(members), EN).faults == []
    assert [fault.split(":")[0] for fault in verify(stored(members), EN, public).faults] == [SIGNATURE]
    other = PublicKey(b"12345678", public.key)
    assert verify(bundle(snapshot(board), secret), EN, other).faults
    tampered = members_of(snapshot(board))
    tampered[SUMS] = sums_of(tampered)
    tampered[SIGNATURE] = secret.sign(tampered[SUMS], "a").replace(b"trusted comment: a", b"trusted comment: b")
    assert [fault.split(":")[0] for fault in verify(stored(tampered), EN, public).faults] == [SIGNATURE]


@pytest.mark.parametrize("content", ["", "untrusted comment: x\n", "untrusted comment: x\nAAAA\n", "????"])
def test_no_key(content: str) -> None:
    for kind in (SecretKey, PublicKey):
        with pytest.raises(KeyFault, match="not a key of minisign"):
            kind.read("k", content)


def test_a_key_with_a_password_is_refused() -> None:
    raw = b"EdScB2" + bytes(152)
    with pytest.raises(KeyFault, match="guarded by a password"):
        SecretKey.read("k", base64.b64encode(raw).decode())


@pytest.mark.slow
def test_minisign_itself_agrees(board: Board, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def minisign(*arguments: str) -> int:
        return subprocess.run(["minisign", *arguments], cwd=tmp_path, check=False, capture_output=True).returncode

    assert minisign("-G", "-W", "-s", "secret", "-p", "public") == 0, "make test-all installs minisign"
    monkeypatch.setenv("UNION_SIGN_KEY", str(tmp_path / "secret"))
    content = snapshots.zip_signed(snapshot(board))
    assert verify(content, EN, PublicKey.read("public", (tmp_path / "public").read_text())).faults == []
    for name, member in unpacked(content).items():
        (tmp_path / name).write_bytes(member)
    assert minisign("-V", "-m", SUMS, "-p", "public") == 0
    (tmp_path / SUMS).write_bytes(b"x")
    assert minisign("-V", "-m", SUMS, "-p", "public") != 0


# --- command line


@pytest.fixture
def data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A copy of the data folder that commands work on."""
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder, ignore=shutil.ignore_patterns("reports"))
    monkeypatch.setenv("UNION_DATA", str(folder))
    # A report that is handed in is kept in the first of these, which else is this repository's own.
    monkeypatch.setenv("UNION_REPORTS", os.pathsep.join((str(folder / "reports"), os.environ["UNION_REPORTS"])))
    monkeypatch.delenv("UNION_SIGN_KEY", raising=False)
    return folder


@pytest.mark.parametrize("kind", list(snapshots.KINDS))
def test_a_command_writes_what_the_page_hands_out(data: Path, tmp_path: Path, board: Board, kind: str) -> None:
    suffix = snapshots.KINDS[kind].suffix
    out = tmp_path / f"out.{(suffix or kind).upper()}"
    more = ["--kind", kind] if suffix else []
    assert cli.main(["snapshot", str(out), "--city", "370200", "--lang", "en", *more]) == 0
    asked = Snapshot(board, Selection(("370200",), (), ("union-innovation",)), EN)
    assert out.read_bytes() == snapshots.KINDS[kind].write(asked)


def test_verify_ends_with_one_where_something_is_wrong(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.zip"
    assert cli.main(["snapshot", str(out)]) == 0
    assert cli.main(["verify", str(out)]) == 0
    content = bytearray(out.read_bytes())
    content[content.index(b"fact_id,source_id") + 20] ^= 1
    out.write_bytes(content)
    capsys.readouterr()
    assert cli.main(["verify", str(out)]) == 1
    assert [line.split(":")[0] for line in capsys.readouterr().out.splitlines()] == ["metrics.csv"]
    assert cli.main(["verify", str(tmp_path / "none.zip")]) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["out.pdf"],
        ["out"],
        ["out.csv", "--city", "1"],
        ["out.csv", "--theme", "x"],
        ["out.csv", "--source", "x"],
        ["out.csv", "--as-of", "2020-01-01"],
    ],
)
def test_what_there_is_not_is_told_and_nothing_written(
    data: Path, tmp_path: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["snapshot", str(tmp_path / arguments[0]), *arguments[1:]]) == 1
    assert arguments[-1].split("/")[-1] in capsys.readouterr().err
    assert not (tmp_path / arguments[0]).exists()


def publish_again(data: Path, field: str = "", new: str = "", fact: str = "union-innovation @297") -> str:
    """Append a publication, after an edit of a fact where one is given; its time."""
    source, key = fact.split()
    log = data / "reviews" / f"{source}.csv"
    lines = log.read_text().count("\n")
    at = "2031-01-01T00:00:00Z"
    if field:
        with log.open("a") as file:
            file.write(f"9000{lines},{at},t,local,edit,metrics,{key},{field},,{new},test,\n")
    with log.open("a") as file:
        file.write(f"9001{lines},{at},t,local,publish,,,,,,test,\n")
    assert cli.main(["build"]) == 0
    return at


def test_an_earlier_version_is_made_as_it_was(data: Path, tmp_path: Path, board: Board) -> None:
    before, after = tmp_path / "before.zip", tmp_path / "after.zip"
    assert cli.main(["snapshot", str(before)]) == 0
    publish_again(data, "context_zh", "另一种说法")
    assert cli.main(["snapshot", str(after), "--as-of", board.version]) == 0
    assert after.read_bytes() == before.read_bytes()
    assert cli.main(["snapshot", str(after)]) == 0
    assert "另一种说法".encode() in after.read_bytes()
    listed = snapshots.numbers(desk.open_board(data), data, Selection(sources=("union-innovation",)))
    assert listed[0][1] == verify(after.read_bytes(), EN).number
    assert dict(listed)[board.version.split()[0]] == verify(before.read_bytes(), EN).number


def test_the_list_of_numbers_is_that_of_every_version_as_it_was(data: Path) -> None:
    """Made anew from all logs, the numbers are the same; an indicator of one report comes with another."""
    for count, name in enumerate(("one", "two", "three"), start=3):
        found = read(f"{name}.txt", f"济南市总工会：2018年举办夜校课堂{count}场。\n".encode())
        begin(data, found, Person("甲"), name)
        publish_all(data, name, found, Person("甲"), EN)
    publish_again(data, "context_zh", "另一种说法", "two @18")
    now = desk.open_board(data)
    then = {time: desk.open_board(data, time) for time in now.published}
    assert len(then) >= 4
    for report in now.publications:
        chosen = Selection(sources=(report,))
        has = [board for board in then.values() if board.knows("sources", report)]
        made = [(board.version.split()[0], Snapshot(board, chosen, EN).number) for board in reversed(has)]
        for board in has:
            assert snapshots.numbers(board, data, chosen) == made
    shutil.rmtree(data / "reviews")
    assert snapshots.numbers(desk.open_board(data), data, chosen) == []


def test_a_daily_file_is_kept_only_where_its_facts_changed(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "daily"

    def kept() -> int:
        assert cli.main(["snapshot", "--daily", str(folder)]) == 0
        return len(list(folder.glob("*.zip")))

    assert [kept(), kept()] == [1, 1]
    assert cli.main(["snapshot", "--daily", str(folder), "--theme", "culture"]) == 0
    assert kept() == 2
    publish_again(data)
    assert kept() == 2
    publish_again(data, "context_zh", "另一种说法")
    assert kept() == 3
    next(folder.glob("*2031*")).write_bytes(b"torn")
    assert kept() == 3
    assert all(verify(path.read_bytes(), EN).faults == [] for path in folder.glob("*.zip"))
