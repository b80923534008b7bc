"""What the engine reads as rows of a log, and the first report's log as begun from it."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from lib.draft import engine, latest_year, plain, provisional, provisional_key, read_rows, source_row
from lib.extract.engine import extract
from lib.store import files
from lib.tables import TABLES
from tests.conftest import DATA, texts_of

FIRST = "union-innovation"


def test_the_first_log_holds_what_the_engine_reads_now() -> None:
    """A rule that reads the first report otherwise begins its log anew: `python scripts/begin_log.py`."""
    text = texts_of(DATA).get(FIRST)
    if text is None:
        pytest.skip("the first report is not here")
    log = files.read_logs(DATA)[FIRST]
    logged = {(entry.table, entry.key): json.loads(entry.new) for entry in log if entry.action == "read"}
    now = {(item.table, item.key): item.row for item in read_rows(extract(text))}
    now["sources", FIRST] = source_row(f"{FIRST}.txt", text.encode(), text, "")
    assert logged == now
    assert len([key for table, key in logged if table == "metrics"]) == 18
    assert all(entry.engine.startswith("lib.extract ") for entry in log if entry.action == "read")


def test_no_fact_of_the_first_log_is_typed_and_every_change_says_why() -> None:
    log = files.read_logs(DATA)[FIRST]
    assert [entry.seq for entry in log if entry.table == "metrics" and entry.action == "add"] == []
    assert {entry.action for entry in log} == {"read", "accept", "edit", "add", "publish"}
    assert [entry.seq for entry in log if entry.action == "edit" and not entry.reason] == []
    edited = [(entry.key, entry.field) for entry in log if entry.action == "edit" and entry.table == "metrics"]
    # What the sentence states is the engine's to read.
    assert not {field for _, field in edited} & {
        "value",
        "value_max",
        "qualifier",
        "wording",
        "unit",
        "per",
        "quote",
        "start",
        "end",
        "mentions",
        "area_code",
        "area_status",
        "nature",
    }


def test_rows_of_facts() -> None:
    text = "淄博市总工会建成职工驿站120个，惠及职工近3万人。\n全市职工驿站120个建成。\n"
    text += "2018年3月5日，另有三分之一的企业建会。\n"
    rows = read_rows(extract(text))
    assert [row.table for row in rows] == ["metrics"] * 3
    first, second, third = (row.row for row in rows)
    assert (first["quote"], first["value"], first["area_code"], first["area_status"]) == (
        "120个",
        "120",
        "370300",
        "stated",
    )
    assert first["mentions"] == "33..37"
    assert (second["value"], second["qualifier"], second["wording"]) == ("30000", "approx", "近")
    assert third["value"] == "0.3333"
    for row in rows:
        assert set(row.row) <= set(TABLES["metrics"].names)
        assert text[int(row.row["start"]) : int(row.row["end"])] == row.row["quote"]
        assert row.key == f"@{row.row['start']}"


def test_a_provisional_indicator() -> None:
    items = [item for item in extract("某市共有篮球场地12.5公里，羽毛球拍8副。\n") if item.kind == "fact"]
    assert provisional(items[0])["decimals"] == "1"
    assert provisional(items[0])["status"] == "provisional"
    assert set(provisional(items[0])) <= set(TABLES["indicators"].names)
    assert provisional_key(items[0]) == provisional_key(items[0]) != provisional_key(items[1])


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2015年起，到2018年底", 2018),
        ("二〇一六年和二○一七年", 2017),
        ("２０１９年", 2019),
        ("2016—2020年", 2020),
        ("共2030人，第12016号，1138工程", None),
        ("于2017-05-01公布", 2017),
        ("", None),
        ("12018年", None),
    ],
)
def test_latest_year(text: str, year: int | None) -> None:
    assert latest_year(text) == year


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("50000000", "50000000"),
        ("5E+7", "50000000"),
        ("12.50", "12.5"),
        ("0", "0"),
        ("100", "100"),
        ("-3.0", "-3"),
    ],
)
def test_plain(value: str, cell: str) -> None:
    assert plain(Decimal(value)) == cell


def test_the_engine_has_a_version() -> None:
    assert engine() == engine()
    assert len(engine()) == len("lib.extract ") + 12
