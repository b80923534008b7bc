"""What holds for every text: spans quote, layout does not matter, nothing raises."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.extract.engine import Candidate, extract
from lib.extract.quantities import read_quote
from lib.extract.text import decode

PARAGRAPH = (
    "临江市总工会2023年投入专项资金1250万元，新建职工服务站点86处，服务职工3.6万人次，满意率达到98.5%以上。全市规模以上企业建会率由92.1%提高到"
    "96.4%，新发展会员一万二千余名，其中新就业形态劳动者近三成。市总工会为25人以上企业培训工会干部460名，每人补助800元，力争到2025年新建工会"
    "不少于300家，覆盖职工超过20万人。"
)
ALPHABET = st.sampled_from(
    "0123456789一二三十百千万亿两点半分之，。、（）“”《》\n\t 　年月日家个名元"
    "%％.-—～至到近约超余多以上每人市省济南青岛全该第前后"
    "企业abＡ１：/"
)


def facts_of(text: str) -> list[Candidate]:
    return [item for item in extract(text) if item.kind == "fact"]


def meaning(item: Candidate) -> tuple[object, ...]:
    return (item.value, item.value_max, item.unit, item.per, item.qualifier, item.nature, item.city, item.fact)


BASE = facts_of(PARAGRAPH)


def test_paragraph_has_its_facts() -> None:
    assert len(BASE) == 12


@pytest.mark.parametrize("width", range(12, 61))
def test_wrapping_changes_nothing(width: int) -> None:
    text = "\n".join(PARAGRAPH[at : at + width] for at in range(0, len(PARAGRAPH), width))
    wrapped = facts_of(text)
    assert [meaning(item) for item in wrapped] == [meaning(item) for item in BASE]
    assert [item.quote.replace("\n", "") for item in wrapped] == [item.quote for item in BASE]


def test_full_width_changes_nothing() -> None:
    text = "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in PARAGRAPH)
    wide = facts_of(text)
    assert [meaning(item) for item in wide] == [meaning(item) for item in BASE]
    assert [(item.start, item.end) for item in wide] == [(item.start, item.end) for item in BASE]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_encoding_changes_nothing(encoding: str) -> None:
    assert decode(PARAGRAPH.encode(encoding)) == PARAGRAPH


@settings(max_examples=300, deadline=None)
@given(st.text(ALPHABET, max_size=200))
def test_spans_quote_and_values_read_again(text: str) -> None:
    for item in extract(text):
        assert text[item.start : item.end] == item.quote
        if item.kind == "fact":
            read_quote(item.quote)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_never_raises(text: str) -> None:
    extract(text)
    decode(text.encode("utf-8", errors="replace"))


@pytest.mark.parametrize(
    "piece", ["1", "3-", "1,", "一", "百", "3万", "1分之", "（", "“", "济南", "\n", "近", "全市共有120家企业，"]
)
def test_long_text_takes_linear_time(piece: str) -> None:
    begin = time.perf_counter()
    extract(piece * (30000 // len(piece)))
    assert time.perf_counter() - begin < 10
