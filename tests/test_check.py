"""`python -m lib check`: clean on the real data, and one clear line for every planted fault."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from lib import desk
from lib.model import Problem, Severity
from lib.words import Words

ROOT = Path(__file__).parents[1]
Change = Callable[[list[dict[str, str]]], None]
FACT = "union-innovation-"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the real data that a test may spoil."""
    return Path(shutil.copytree(ROOT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("reports")))


def edit(folder: Path, table: str, change: Change) -> None:
    """Rewrite one table with its rows changed."""
    path = folder / f"{table}.csv"
    reader = csv.DictReader(io.StringIO(path.read_text("utf-8"), newline=""))
    rows = list(reader)
    change(rows)
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(reader.fieldnames or ()), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(out.getvalue(), "utf-8", newline="")


def put(number: str, **cells: str) -> Change:
    """Change cells of one fact."""

    def change(rows: list[dict[str, str]]) -> None:
        next(row for row in rows if row["fact_id"] == FACT + number).update(cells)

    return change


def first(**cells: str) -> Change:
    """Change cells of the first row."""

    def change(rows: list[dict[str, str]]) -> None:
        rows[0].update(cells)

    return change


def doubled(rows: list[dict[str, str]]) -> None:
    rows.insert(1, dict(rows[0]))


def swapped(rows: list[dict[str, str]]) -> None:
    rows[0], rows[1] = rows[1], rows[0]


def found(problems: list[Problem], file: str, column: str, wrong: str) -> list[Problem]:
    return [one for one in problems if one.file == file and one.column == column and wrong in one.wrong]


FAULTS = [
    ("metrics", put("013", area_code="370100"), "area_code", "an unattributed row must not have a city"),
    ("metrics", put("005", area_code=""), "area_code", "no code is given"),
    ("metrics", put("005", area_code="371800"), "area_code", "areas.csv has no such key"),
    ("metrics", put("005", area_code="37100"), "area_code", "not in the form"),
    ("metrics", put("005", area_status="guessed"), "area_status", "none of the allowed values"),
    ("metrics", put("002", value="111"), "value", "reads as 110"),
    ("metrics", put("002", value="many"), "value", "not a number"),
    ("metrics", put("002", value="NaN"), "value", "not a number"),
    ("metrics", put("002", value_max="120"), "value_max", "reads as"),
    ("metrics", put("006", value="5000"), "value", "reads as 50000000"),
    ("metrics", put("005", wording="以内"), "wording", "the quote says 以上"),
    ("metrics", put("005", qualifier="more_than"), "qualifier", "以上 is at_least"),
    ("metrics", put("005", qualifier="exact"), "wording", "does not go with this wording"),
    ("metrics", put("002", unit="家"), "unit", "the quote prints 名"),
    ("metrics", put("002", unit="麾"), "unit", "units.csv has no such key"),
    ("metrics", put("002", quote="一百"), "end", "characters long"),
    ("metrics", put("002", end="99999"), "start", "lies outside"),
    ("metrics", put("002", mentions="394-398"), "mentions", "not in the form"),
    ("metrics", put("002", mentions="2920..9999"), "mentions", "lies outside"),
    ("metrics", put("002", indicator="nothing"), "indicator", "indicators.csv has no such key"),
    ("metrics", put("002", theme="nothing"), "theme", "themes.csv has no such key"),
    ("metrics", put("002", source_id="nothing"), "source_id", "sources.csv has no such key"),
    ("metrics", put("002", headline="2"), "headline", "place among the cards"),
    ("metrics", put("006", period_start="2015", period_end="2014"), "period_end", "ends before"),
    ("metrics", put("006", period_start="2015年"), "period_start", "not in the form"),
    ("metrics", put("002", context_zh=""), "context_zh", "must not be empty"),
    ("metrics", doubled, "fact_id", "this key stands on line 2 already"),
    ("metrics", swapped, "fact_id", "not sorted"),
    ("metrics", put("002", context_zh="改过的话"), "", "not what its logs give"),
    ("indicators", first(min="999999999"), "", "not what its logs give"),
    ("initiatives", first(area_code=""), "area_code", "no code is given"),
    ("initiatives", first(quote="甲"), "end", "characters long"),
    ("breakdowns", first(fact_ids=f"{FACT}016;{FACT}099"), "fact_ids", "metrics.csv has no such key"),
    ("breakdowns", first(kind="product", fact_ids="union-innovation-001"), "fact_ids", "pairs of number and rate"),
    ("sources", first(map_date="2019-06-01"), "", "not what its logs give"),
    ("areas", lambda rows: rows.pop(2), "area_code", "areas.csv has no such key"),
    ("themes", first(position="first"), "position", "not a whole number"),
]


def _named(value: object) -> str:
    """The same in each process: the address of a function is not."""
    return value.__name__ if callable(value) else str(value)[:40]


@pytest.mark.parametrize(("table", "change", "column", "wrong"), FAULTS, ids=_named)
def test_a_planted_fault_has_its_line(folder: Path, table: str, change: Change, column: str, wrong: str) -> None:
    edit(folder, table, change)
    problems = desk.check(folder)
    hits = found(problems, f"{table}.csv", column, wrong) or [one for one in problems if wrong in one.wrong]
    assert hits, [str(one) for one in problems]
    assert hits[0].mend
    assert hits[0].severity is Severity.ERROR
    # Both languages say it: the Chinese line differs, its place does not.
    chinese = [(one.file, one.row, one.column) for one in desk.check(folder, Words("zh"))]
    assert chinese == [(one.file, one.row, one.column) for one in problems]


def test_implausible_values_and_foreign_units_are_found(folder: Path) -> None:
    edit(
        folder,
        "indicators",
        lambda rows: next(row for row in rows if row["indicator"] == "unionisation-rate").update(max="90", unit="家"),
    )
    problems = desk.check(folder)
    assert found(problems, "metrics.csv", "value", "outside 0 to 90")
    assert found(problems, "metrics.csv", "unit", "counts in 家")


def test_a_city_that_is_gone_is_found(folder: Path) -> None:
    edit(folder, "metrics", put("005", area_code="371200"))
    edit(folder, "sources", first(map_date="2020-12-31"))
    assert found(desk.check(folder), "metrics.csv", "area_code", "莱芜市 was not there on 2020-12-31")


def test_states_that_would_not_add_up_are_found(folder: Path) -> None:
    edit(
        folder,
        "areas",
        lambda rows: rows.append(
            dict(rows[-1], area_code="371799", level="county", parent="", name_zh="某县", short_zh="某县")
        ),
    )
    edit(folder, "metrics", put("002", area_code="371799"))
    assert found(desk.check(folder), "metrics.csv", "area_code", "would not add up")


def test_bytes_that_no_table_has(folder: Path) -> None:
    path = folder / "themes.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    problems = desk.check(folder)
    assert found(problems, "themes.csv", "", "byte order mark")
    assert found(problems, "themes.csv", "", "end with LF")


def test_borders_that_lack_a_city(folder: Path) -> None:
    path = folder / "cities.geojson"
    borders = json.loads(path.read_text("utf-8"))
    borders["features"] = [f for f in borders["features"] if f["properties"]["area_code"] != "371600"]
    path.write_text(json.dumps(borders), "utf-8")
    assert found(desk.check(folder), "cities.geojson", "area_code", "滨州市 is drawn 0 times")


def test_a_log_with_a_gap_or_an_unknown_action(folder: Path) -> None:
    path = folder / "reviews/union-innovation.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join([lines[0], *lines[2:]]), "utf-8", newline="")
    assert found(desk.check(folder), "reviews/union-innovation.csv", "seq", "entry 1 was expected")


def test_a_column_that_is_missing(folder: Path) -> None:
    path = folder / "units.csv"
    path.write_text(path.read_text("utf-8").replace("printed", "also", 1), "utf-8", newline="")
    assert [one for one in desk.check(folder) if one.file == "units.csv" and "columns" in one.wrong]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(b"\xff\xfe\x00"),
        lambda path: path.write_bytes(b""),
    ],
)
@pytest.mark.parametrize("name", ["metrics.csv", "cities.geojson"])
def test_a_file_that_cannot_be_read_is_one_line(folder: Path, name: str, spoil: Callable[[Path], object]) -> None:
    spoil(folder / name)
    done = subprocess.run(
        [sys.executable, "-m", "lib", "check", str(folder)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert name in done.stderr
    assert "Traceback" not in done.stderr


def test_the_real_data_is_clean() -> None:
    assert [str(one) for one in desk.check(ROOT / "data") if one.severity is Severity.ERROR] == []


def test_the_command_ends_with_one_on_an_error(folder: Path) -> None:
    edit(folder, "metrics", put("013", area_code="370100"))
    done = subprocess.run(
        [sys.executable, "-m", "lib", "check", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin", "LANG": "zh_CN.UTF-8", "PYTHONUTF8": "1"},
    )
    assert done.returncode == 1
    assert "未署名的记录不能带城市" in done.stdout
