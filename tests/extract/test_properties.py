"""What holds for every text: spans quote, values read again, layout and encoding do not matter, nothing raises."""

from __future__ import annotations

import codecs
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.extract.amounts import scale_shared
from lib.extract.engine import Candidate, extract
from lib.extract.numerals import MYRIADS
from lib.extract.output import record
from lib.extract.quantities import read_quote
from lib.extract.reading import text_of
from lib.extract.text import decode

REPORTS = Path(__file__).resolve().parent.parent / "reports"
PARAGRAPH = (
    "临江市总工会2023年投入专项资金1250万元，新建职工服务站点86处，服务职工3.6万人次，满意率达到98.5%以上。全市规模以上企业建会率由92.1%提高到"
    "96.4%，新发展会员一万二千余名，其中新就业形态劳动者近三成。市总工会为25人以上企业培训工会干部460名，每人补助800元，力争到2025年新建工会"
    "不少于300家，覆盖职工超过20万人。"
)
PARAGRAPHS = [
    line
    for path in sorted((REPORTS / "seen").glob("*.json"))
    for line in json.loads(path.read_text(encoding="utf-8"))["text"].split("\n")
    if len(line) >= 60 and line[-1] in "。！"
]
"""Running text of the corpus: one line a paragraph."""
NUMBERS = st.one_of(
    st.integers(2, 10**7).map(str),
    st.integers(1000, 10**7).map("{:,}".format),
    st.decimals(1, 9999, places=1).map(str),
    st.decimals(1, 999, places=2).map(lambda number: f"{number}万"),
    st.integers(2, 99).map(lambda number: f"{number}至{number + 7}"),
    st.integers(2, 99).map(lambda number: f"{number}-{number + 30}"),
    st.integers(2, 99).map(lambda number: f"{number}余万"),
    st.sampled_from(
        ["三千余", "一百二十五", "五六千", "两万三", "四十多", "十几", "二百零八", "壹佰贰拾", "数百", "一点二亿"]
    ),
)
RATES = st.one_of(
    st.decimals(-50, 100, places=1).map(lambda number: f"{number}%"),
    st.integers(2, 60).map(lambda number: f"{number}%—{number + 20}%"),
    st.integers(11, 99).map(lambda number: f"百分之{number}"),
    st.sampled_from(["近三成", "九成二以上", "1.5个百分点", "超过98.5%", "三分之二", "一倍"]),
)
CLAUSES = st.one_of(
    st.tuples(
        st.sampled_from(["新建职工之家", "培训工会干部", "慰问困难职工", "发展会员"]),
        NUMBERS,
        st.sampled_from("家个名人"),
    ),
    st.tuples(st.sampled_from(["投入资金", "发放补助", "为企业节约成本"]), NUMBERS, st.just("元")),
    st.tuples(st.sampled_from(["建会率达到", "同比增长", "增速为", "满意率提高"]), RATES, st.just("")),
    st.tuples(
        st.sampled_from(["“9·5”行动中走访", "（见第3页）服务", "“1+N”网络覆盖", "25人以上企业建站"]),
        NUMBERS,
        st.just("处"),
    ),
)
WRITTEN = st.lists(CLAUSES.map("".join), min_size=4, max_size=16).map(
    lambda clauses: (
        "临江市总工会2023年" + "".join(c + "，；。"[at % 3] for at, c in enumerate(clauses)) + "全年如期完成。"
    )
)
"""Paragraphs made up of clauses with every kind of number."""
ALPHABET = st.sampled_from(
    "0123456789一二三十百千万亿两点半分之，。、（）“”《》\n\t 　年月日家个名元"
    "%％.-—～至到近约超余多以上每人市省济南青岛全该第前后"
    "企业abＡ１：/负+^eEkw壹伍兆萬億几来成倍又零"
)
ENCODINGS = {
    "utf-8": b"",
    "utf-8 with a mark": codecs.BOM_UTF8,
    "gb18030": b"",
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
}


def facts_of(text: str) -> list[Candidate]:
    return [item for item in extract(text) if item.kind == "fact"]


def meaning(item: Candidate) -> tuple[object, ...]:
    """Everything about a fact but where it stands; words as printed without the line breaks in them."""
    printed = (item.wording, item.period_text, item.population)
    number = (item.value, item.value_max, item.unit, item.per, item.qualifier, item.nature)
    return (*number, item.area_code, item.city, item.fact, *("".join(words.split()) for words in printed))


def spans(items: list[Candidate]) -> list[tuple[int, int]]:
    return [(item.start, item.end) for item in items]


def wrapped(text: str, width: int, end: str) -> str:
    return end.join(text[at : at + width] for at in range(0, len(text), width))


def full_width(text: str) -> str:
    return "".join(
        "\u3000" if char == " " else chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text
    )


def assert_wrapping_changes_nothing(text: str, width: int, end: str = "\n") -> None:
    plain, broken = facts_of(text), facts_of(wrapped(text, width, end))
    assert [meaning(item) for item in broken] == [meaning(item) for item in plain]

    def place(offset: int) -> int:
        return offset + offset // width * len(end)

    assert spans(broken) == [(place(item.start), place(item.end - 1) + 1) for item in plain]


def assert_full_width_changes_nothing(text: str) -> None:
    plain, wide = facts_of(text), facts_of(full_width(text))
    assert [meaning(item)[:-3] for item in wide] == [meaning(item)[:-3] for item in plain]
    assert spans(wide) == spans(plain)


def test_paragraph_has_its_facts() -> None:
    assert len(facts_of(PARAGRAPH)) == 12


@pytest.mark.parametrize("width", range(12, 61))
def test_wrapping_changes_nothing(width: int) -> None:
    assert_wrapping_changes_nothing(PARAGRAPH, width)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(PARAGRAPHS), st.integers(12, 60), st.sampled_from(["\n", "\r\n"]))
def test_wrapping_changes_nothing_in_the_corpus(text: str, width: int, end: str) -> None:
    assert_wrapping_changes_nothing(text, width, end)


def typeset(text: str, width: int) -> str:
    """The text as a word processor sets it: an indent, half-width figures, no mark at the head of a line."""
    lines, line = list[str](), "\u3000\u3000"
    for char in text:
        wide = sum(0.5 if ord(one) < 128 else 1.0 for one in line + char)
        if wide > width + (char in "，。、；：！？”）》%") * 2:
            lines, line = [*lines, line], ""
        line += char
    return "\n".join([*lines, line])


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.sampled_from(PARAGRAPHS).map(str.strip), WRITTEN), st.integers(12, 60))
def test_typesetting_changes_nothing(text: str, width: int) -> None:
    plain, broken = facts_of("\u3000\u3000" + text), facts_of(typeset(text, width))
    assert [meaning(item) for item in broken] == [meaning(item) for item in plain]


@settings(max_examples=300, deadline=None)
@given(WRITTEN, st.integers(12, 60))
def test_wrapping_changes_nothing_in_written_text(text: str, width: int) -> None:
    assert_wrapping_changes_nothing(text, width)


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.sampled_from(PARAGRAPHS), WRITTEN, st.just(PARAGRAPH)))
def test_full_width_changes_nothing(text: str) -> None:
    assert_full_width_changes_nothing(text)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_encoding_changes_nothing(encoding: str) -> None:
    for text in [PARAGRAPH, *PARAGRAPHS]:
        data = ENCODINGS[encoding] + text.encode(encoding.split()[0])
        assert text_of("report.txt", data) == text


@settings(max_examples=500, deadline=None)
@given(st.one_of(st.text(ALPHABET, max_size=200), WRITTEN))
def test_spans_quote_and_values_read_again(text: str) -> None:
    for item in extract(text):
        assert text[item.start : item.end] == item.quote
        json.dumps(record("a", item, everything=True), allow_nan=False)
        if item.kind == "fact":
            read = read_quote(item.quote)
            assert (read.value, read.value_max) == (item.value, item.value_max)


@pytest.mark.parametrize(
    ("headline", "value"), [("全全市市新新建建站站点点118800座座", 180), ("建建会会率率达达9966..88%%了了", 96.8)]
)
def test_doubled_headline_reads_again(headline: str, value: float) -> None:
    (item,) = facts_of(headline)
    assert (headline[item.start : item.end], float(item.value)) == (item.quote, value)
    assert read_quote(item.quote).value == item.value


@pytest.mark.parametrize(
    "text", ["2009    1306    92.3\n2010    1412    93.6", "要点\n- 新建30家\n- 培训50人", "要点\n-3家新建\n·5家在建"]
)
def test_rows_and_bullets_stay_apart(text: str) -> None:
    found = [item.quote for item in extract(text)]
    assert all("\n" not in quote for quote in found), found


@pytest.mark.parametrize("text", PARAGRAPHS)
def test_values_of_the_corpus_read_again(text: str) -> None:
    for item in facts_of(text):
        read = read_quote(item.quote)
        read = read.scaled(MYRIADS.get(scale_shared(read, item.value), 1))
        assert (read.value, read.value_max) == (item.value, item.value_max)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=300), st.binary(max_size=300).map(decode)))
def test_never_raises(text: str) -> None:
    extract(text)
