"""Work grows with the length of a text and no faster, and figures are not held in memory, whatever the text is.

Nothing here is held to seconds: a busy machine would fail it, a fast one would hide a fault. The processor time of a
text is set against that of four times as much of it. Where work is linear the ratio is 4 (measured 2.6 to 5.6, for
what is done once per text and for what leaves the cache), where each part looks at all before it 16. A machine may
stumble, so a ratio counts if it is too large three times running.
"""

from __future__ import annotations

import ast
import gc
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from lib.extract import engine
from lib.extract.engine import Candidate, candidates

SIZE = 3_000
TIMES = 4
TOO_MUCH = 8.0
TRIES = 3
PIECES = [
    *("1", "一", "百", "第", "近", "全", "点", "半", "\n", " ", "\t", "\u3000", "，", "。", "“", "”", "（", "《"),
    *(
        "万万",
        "万亿",
        "3-",
        "1,",
        "1.",
        "1 ",
        "一 ",
        "1　",
        "五点",
        "1/",
        "3、",
        "３，",
        "٣",
        "1\u0301",
        "1\u200f",
        "\ud800",
    ),
    *("百分之", "1分之", "第1", "一半", "三成", "3至", "由3家到5家", "3和4家和", "分别3家和4家", "-1%", "3万元"),
    *("济南", "济南、", "山东省济南市，", "全市", "该市\n", "本报济南讯", "全市\n\n", "“我们今年走访了很多人”\n"),
    *("（一）", "1.新建\n", "●1\n", "；1.", "a\t1\t2\n", "a 1 2\n", "a  1  ", "1|", "一、工作\n", "全全省省职职工工\n"),
    *("全市共有120家企业，", "2016年", "a" * 60 + "\n", "其中1人"),
]
"""Numbers, numerals, marks, names, lists, tables and headings that never end."""
ALIVE = 8_000
"""Candidates that a reading may hold: the last paragraph's, a burst's, and facts that others may repeat."""


def seconds(text: str) -> float:
    """Processor time of one reading."""
    begin = time.process_time()
    for _ in candidates(text):
        pass
    return time.process_time() - begin


@pytest.mark.parametrize("piece", PIECES, ids=ascii)
def test_four_times_the_text_takes_about_four_times_the_work(piece: str) -> None:
    text = piece * (SIZE // len(piece))
    seconds(text)
    ratios = [seconds(text * TIMES) / seconds(text)]
    while ratios[-1] > TOO_MUCH and len(ratios) < TRIES:
        ratios.append(seconds(text * TIMES) / seconds(text))
    assert ratios[-1] <= TOO_MUCH, ratios


@pytest.mark.parametrize("piece", ["3-", "3、4家、", "120家，", "120家。\n", "a\t1\t2\n"], ids=ascii)
def test_what_was_told_is_not_held(piece: str) -> None:
    told = most = 0
    for _ in candidates(piece * 20_000):
        told += 1
        if told % 4_000 == 0:
            most = max(most, sum(isinstance(item, Candidate) for item in gc.get_objects()))
    assert told >= 20_000
    assert most <= ALIVE


def endless_slices(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """The slices of a whole text (`text`, `raw`) that run from its start or to its end, and are not of fixed length."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice)):
            continue
        name = ast.unparse(node.value).rsplit(".")[-1]
        ends = (node.slice.lower, node.slice.upper)
        fixed = any(isinstance(end, ast.Constant) or ast.unparse(end).isupper() for end in ends if end is not None)
        if (
            name in ("text", "raw", "markup")
            and None in ends
            and not fixed
            and not ast.unparse(node.slice).startswith("-")
        ):
            yield node.lineno, ast.unparse(node)


SHORT = {
    ("numerals.py", "text[:match.start()]"),
    ("numerals.py", "text[match.end():]"),
    ("quantities.py", "text[found.end:]"),
    ("quantities.py", "text[::2]"),
    ("wrap.py", "self.text[:self.text.find(body[:1])]"),
}
"""Of one number, one quote, one line."""
LAST = {("spans.py", "text[begin:]"), ("text.py", "raw[at:]"), ("formats.py", "markup[at:]")}
"""Of the last line of a text, made once."""


def test_no_rule_slices_a_text_to_its_end() -> None:
    # Such a slice is a copy of all that follows for each figure. It is quick at the sizes above, and takes hours at ten
    # million characters: no ratio of small texts tells it, so the code is read.
    found = {
        (path.name, piece)
        for path in Path(engine.__file__).parent.glob("*.py")
        for _, piece in endless_slices(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert found == SHORT | LAST
    assert list(endless_slices(ast.parse("found = re.match('年', text[item.end :])"))) == [(1, "text[item.end:]")]
