"""A report as a page to read: nothing of it is lost, no span is torn, headings and sections are told."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import desk
from lib.catalog import Board
from lib.extract.page import page_of
from lib.extract.passages import last_named
from lib.model import Span
from tests.conftest import DATA, DEMO

BOARDS = {"data": desk.open_board(DATA), "demo": desk.open_board(DEMO)}
TEXTS = [(board, key) for board in BOARDS.values() for key in board.texts]


def spans_of(board: Board, source_id: str) -> list[Span]:
    facts = [fact for fact in board.facts.values() if fact.source_id == source_id]
    return [span for fact in facts for span in (Span(fact.start, fact.end), *fact.mentions)]


@pytest.mark.parametrize(("board", "source_id"), TEXTS, ids=lambda value: value if isinstance(value, str) else "")
def test_every_quote_is_read_in_one_paragraph(board: Board, source_id: str) -> None:
    raw, spans = board.texts[source_id], spans_of(board, source_id)
    page = page_of(raw, spans)
    for span in spans:
        one = next(part for part in page if part.start <= span.start < part.end)
        assert one.read(raw, span.start, span.end) == "".join(raw[span.start : span.end].split())
        sentence = one.sentence(raw, span)
        assert sentence.start <= span.start
        assert span.end <= sentence.end
        assert "。" not in raw[sentence.start : sentence.end - 1]


@pytest.mark.parametrize(("board", "source_id"), TEXTS, ids=lambda value: value if isinstance(value, str) else "")
def test_paragraphs_go_in_order_and_hold_the_whole_text(board: Board, source_id: str) -> None:
    raw = board.texts[source_id]
    page = page_of(raw, spans_of(board, source_id))
    pieces = [piece for part in page for piece in part.pieces]
    assert all(before.end <= after.start for before, after in itertools.pairwise(pieces))
    read = "".join("".join(part.read(raw).split()) for part in page)
    lines = ["".join(line.split()) for line in raw.splitlines()]
    # A headline that is printed doubled is read once.
    halved = [line for line in lines if line and line[::2] == line[1::2] and len(line) >= 8]
    assert len(read) == sum(map(len, lines)) - sum(len(line) // 2 for line in halved)


@given(st.text(alphabet="工会干部12.,。\n\r \u3000“”", max_size=120), st.data())
def test_any_text_is_read_and_no_span_is_torn(raw: str, data: st.DataObject) -> None:
    spans = []
    if raw.strip():
        start = data.draw(st.integers(0, len(raw) - 1))
        end = data.draw(st.integers(start + 1, len(raw)))
        if raw[start:end].strip():
            spans = [Span(start, end)]
    page = page_of(raw, spans)
    for span in spans:
        inside = [part for part in page if part.start < span.end and part.end > span.start]
        assert len(inside) == 1
        assert "".join(inside[0].read(raw, span.start, span.end).split()) == "".join(raw[span.start : span.end].split())


WRAPPED = """发展集体协商  劳动关
系更加和谐

某市总工会推动三百家企业签了集体
合同，全市职工代表大会都听报告，覆盖
职工1
200人。

　　二、下一步打算

全全市市工工会会开开展展竞竞赛赛
"""


def test_wrapped_columns_are_joined_and_headings_told() -> None:
    span = Span(WRAPPED.index("1\n200人"), WRAPPED.index("1\n200人") + 6)
    page = page_of(WRAPPED, [span])
    read = [(part.heading, part.read(WRAPPED)) for part in page]
    assert (False, "某市总工会推动三百家企业签了集体合同，全市职工代表大会都听报告，覆盖职工1200人。") in read
    assert (True, "二、下一步打算") in read
    assert (True, "全市工会开展竞赛") in read


def test_a_text_in_which_nothing_stands_has_no_paragraphs() -> None:
    assert page_of("") == page_of(" \n\u3000\n") == []


@pytest.mark.parametrize(
    ("text", "names", "before", "found"),
    [
        ("临\n沂市总工会办班5期", ("临沂市", "临沂"), 9, 0),
        ("甲市办班，乙市办班5期", ("甲市",), 11, 0),
        ("甲市办班，甲市又办5期", ("甲市",), 11, 5),
        ("办班5期", ("甲市", ""), 4, None),
        ("办班5期，甲市", ("甲市",), 3, None),
        ("甲市", (), 2, None),
    ],
)
def test_where_a_name_stands_last(text: str, names: tuple[str, ...], before: int, found: int | None) -> None:
    assert last_named(text, names, before) == found
