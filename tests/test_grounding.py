"""Rule 1: every quote stands in its report where its offsets say, and its value parses from it.

The report written by us is always at hand; the real one is looked for, and the header of the run says what was found.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from lib.catalog import Board
from lib.extract.passages import joined, passage
from lib.extract.quantities import read_quote
from lib.model import Span
from lib.store import files
from tests.conftest import DEMO, FOLDERS, texts_of

TEXTS = {name: texts_of(folder) for name, folder in FOLDERS.items()}


def at_hand(table: str, key: str) -> list[object]:
    """Rows of a table whose report text is at hand, with that text."""
    found = []
    for name, folder in FOLDERS.items():
        for row in files.read_table(folder, table).to_dict("records"):
            text = TEXTS[name].get(row["source_id"])
            if text is not None:
                found.append(pytest.param(row, text, id=str(row[key])))
    return found


FACTS, INITIATIVES = at_hand("metrics", "fact_id"), at_hand("initiatives", "initiative_id")


def test_the_demo_is_always_there() -> None:
    assert set(TEXTS["demo"]) == {"demo-2018"}
    assert len(FACTS) >= 9


@pytest.mark.parametrize(("row", "text"), [*FACTS, *INITIATIVES])
def test_the_quote_stands_at_its_offsets(row: dict[str, str], text: str) -> None:
    assert text[int(row["start"]) : int(row["end"])] == row["quote"]


@pytest.mark.parametrize(("row", "text"), FACTS)
def test_every_mention_reads_as_the_same_figure(row: dict[str, str], text: str) -> None:
    value = read_quote(row["quote"]).value
    for pair in filter(None, row["mentions"].split(";")):
        start, end = map(int, pair.split(".."))
        assert start > int(row["start"])
        assert read_quote(text[start:end]).value == value


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(row, id=f"{row['fact_id']}")
        for folder in FOLDERS.values()
        for row in files.read_table(folder, "metrics").to_dict("records")
    ],
)
def test_the_value_parses_from_the_quote(row: dict[str, str]) -> None:
    read = read_quote(row["quote"])
    assert read.value == Decimal(row["value"])
    assert read.value_max == (Decimal(row["value_max"]) if row["value_max"] else None)
    assert (read.qualifier, read.wording) == (row["qualifier"], row["wording"])


def test_mentions_of_the_first_report_are_those_of_the_design(board: Board) -> None:
    starts = [(fact.start, *(span.start for span in fact.mentions)) for fact in board.facts.values()]
    assert starts == [
        (297,),
        (394, 2920),
        (1241,),
        (1252,),
        (1272,),
        (1378, 2784),
        (1449,),
        (1474,),
        (1492,),
        (1503,),
        (2286,),
        (2501,),
        (2957,),
        (2966,),
        (3258,),
        (3269,),
        (3275,),
        (3399,),
    ]


def test_offsets_count_the_untouched_text(report_text: str) -> None:
    raw = (DEMO / "reports" / "demo-2018.txt").read_bytes()
    assert raw.decode() == report_text
    assert report_text.startswith("\n")


@pytest.mark.parametrize("content", [b"changed", b"", "\ufeff改过".encode()])
def test_a_text_that_was_changed_does_not_count(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    folder, row = tmp_path_factory.mktemp("reports"), files.read_table(DEMO, "sources").to_dict("records")[0]
    (folder / "demo-2018.txt").write_bytes(content)
    given = row["file_name"], row["source_id"], row["sha256"], row["text_sha256"]
    assert files.read_report([folder], *given) is None
    assert files.read_report([folder, DEMO / "reports"], *given) is not None


@pytest.mark.parametrize(
    ("quote", "line", "sentence"),
    [
        (
            "12\n0个",
            5,
            "2018年，济南市总工会推出“暖心驿站”行动，新建户外劳动者驿站120个，"
            "每个驿站配备20至30件便民用品，近八成街道有了驿站。",
        ),
        ("320名", 16, "此外，还为320名快递员免费体检。"),
        ("46家", 20, "职工书屋46家，最远的一家在海岛上。"),
    ],
)
def test_passage_of_a_span(report_text: str, quote: str, line: int, sentence: str) -> None:
    start = report_text.index(quote)
    found = passage(report_text, Span(start, start + len(quote)))
    assert joined(report_text[found.sentence.start : found.sentence.end]) == sentence
    assert "\n\n" not in report_text[found.paragraph.start : found.paragraph.end].strip("\n")
    assert quote.split("\n")[0] in report_text.splitlines()[found.line - 1]
    assert found.line == line
