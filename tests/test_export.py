"""CSV for people: opens in Excel, runs no formula, reads back as what was written."""

from __future__ import annotations

import csv
import dataclasses
import io
import re

import pandas as pd
import pytest

from lib import analysis
from lib.catalog import Board
from lib.export import csv_for_people, file_name, neutral
from lib.model import Selection
from lib.tables import TABLES
from lib.words import Words

ZH, EN = Words("zh"), Words("en")
COLUMNS = TABLES["metrics"].names


def table(board: Board, words: Words) -> pd.DataFrame:
    content = csv_for_people(board, list(board.facts.values()), words)
    return pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False, encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+1+1", "'+1+1"),
        ("-1+1", "'-1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("-", "'-"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-3.5%元", "'-3.5%元"),
        ("-3.5%\n=1", "'-3.5%\n=1"),
        ("+5%\n", "'+5%\n"),
        ("+1,2", "'+1,2"),
        ("-3.5%", "-3.5%"),
        ("+5%", "+5%"),
        ("-1", "-1"),
        ("+1,234.5", "+1,234.5"),
        ("98%以上", "98%以上"),
        ("", ""),
        ("a=1", "a=1"),
        ("1-1", "1-1"),
        ("'=1", "'=1"),
    ],
)
def test_neutral(cell: str, written: str) -> None:
    assert neutral(cell) == written


@pytest.mark.parametrize(
    ("words", "front"),
    [
        (ZH, ["城市", "指标", "数值", "状态"]),
        (EN, ["City", "Indicator", "Value", "State"]),
    ],
)
def test_first_columns_are_for_people_and_the_rest_those_of_the_table(
    board: Board, words: Words, front: list[str]
) -> None:
    assert list(table(board, words).columns) == [*front, *COLUMNS]


def test_bytes_are_what_excel_opens(board: Board) -> None:
    content = csv_for_people(board, list(board.facts.values()), ZH)
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\xef\xbb\xbf") == 1
    assert content.endswith(b"\r\n")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    broken = sum(cell.count("\n") for row in rows for cell in row)
    assert content.count(b"\r\n") == len(rows) == len(board.facts) + 1
    assert content.count(b"\n") == len(rows) + broken


def test_rows_are_sorted_whatever_order_they_come_in(board: Board) -> None:
    facts = list(board.facts.values())
    assert csv_for_people(board, facts[::-1], ZH) == csv_for_people(board, facts, ZH)
    assert list(table(board, ZH)["fact_id"]) == sorted(board.facts)


@pytest.mark.parametrize("name", ["board", "demo_board"])
def test_it_reads_back(name: str, request: pytest.FixtureRequest) -> None:
    data: Board = request.getfixturevalue(name)
    back = table(data, ZH)[COLUMNS]
    assert back.to_dict("records") == data.rows("metrics")


@pytest.mark.parametrize(
    ("number", "zh", "en"),
    [
        (
            "005",
            ["威海市", "动态建会率", "98%以上", "有数字"],
            ["Weihai", "union coverage of firms (rolling rate)", "≥98%", "with figures"],
        ),
        (
            "013",
            ["未署名", "妈妈小屋投入", "70多万元", "未署名"],
            ["Unattributed", "funding for mother rooms", ">700K yuan", "unattributed"],
        ),
        (
            "012",
            ["全国", "示范性创新工作室", "100个", "有数字"],
            ["Nation", "model innovation studios", "100", "with figures"],
        ),
    ],
)
def test_what_people_read(board: Board, number: str, zh: list[str], en: list[str]) -> None:
    for words, expected in ((ZH, zh), (EN, en)):
        row = table(board, words).set_index("fact_id").loc[f"union-innovation-{number}"]
        assert list(row.iloc[:4]) == expected


def test_an_assigned_fact_is_marked(demo_board: Board) -> None:
    row = table(demo_board, ZH).set_index("fact_id").loc["demo-2018-008"]
    assert (row["城市"], row["状态"], row["area_status"]) == ("烟台市", "由人指定", "assigned")


def test_a_formula_in_the_data_is_disarmed_in_the_file(board: Board) -> None:
    metrics = board.tables["metrics"].copy()
    metrics.loc[0, "context_zh"] = '=HYPERLINK("http://x")'
    armed = dataclasses.replace(board, tables={**board.tables, "metrics": metrics})
    assert table(armed, ZH)["context_zh"][0] == '\'=HYPERLINK("http://x")'


def test_no_fact_gives_the_header_alone(board: Board) -> None:
    assert csv_for_people(board, [], ZH).count(b"\r\n") == 1


def test_the_file_holds_the_selection_and_nothing_else(board: Board) -> None:
    facts, _ = analysis.chosen(board, Selection(("371000",), (), ("union-innovation",)))
    content = csv_for_people(board, facts, ZH).decode("utf-8-sig")
    assert re.findall(r"union-innovation-\d{3}", content) == [
        f"union-innovation-{number}" for number in ("003", "004", "005")
    ]


@pytest.mark.parametrize(
    ("selection", "front"),
    [
        (Selection(sources=("union-innovation",)), "union-board_union-innovation_all_"),
        (
            Selection(("370200", "none"), ("culture",), ("union-innovation",)),
            "union-board_union-innovation_370200_none_culture_",
        ),
    ],
)
def test_file_name_bears_selection_and_version(board: Board, selection: Selection, front: str) -> None:
    name = file_name(board, selection, "csv")
    assert name.startswith(front)
    assert board.version.split()[1] in name
    assert re.fullmatch(r"[0-9A-Za-z_-]+\.csv", name)
