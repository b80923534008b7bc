"""Numbers as Chinese texts print them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.extract.numerals import fold, parse_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("8460", "8460"),
        ("8,460", "8460"),
        ("1,234,567", "1234567"),
        ("１２０", "120"),
        ("1 2\n0", "120"),
        ("0", "0"),
        ("零", "0"),
        ("0.5", "0.5"),
        ("-3.5", "-3.5"),
        ("1.2万", "12000"),
        ("１．５万", "15000"),
        ("1.2亿", "120000000"),
        ("3百", "300"),
        ("12万3千", "123000"),
        ("3万4000", "34000"),
        ("1亿2000万", "120000000"),
        ("3万亿", "3000000000000"),
        ("三", "3"),
        ("两", "2"),
        ("十", "10"),
        ("十二", "12"),
        ("二十", "20"),
        ("五十", "50"),
        ("百", "100"),
        ("一百", "100"),
        ("一百零五", "105"),
        ("一百二", "120"),
        ("一百二十", "120"),
        ("两千三", "2300"),
        ("两千零三", "2003"),
        ("一千零一", "1001"),
        ("三千", "3000"),
        ("十二万", "120000"),
        ("三万五", "35000"),
        ("三万零五", "30005"),
        ("二百五十六万七千八百九十", "2567890"),
        ("二〇一六", "2016"),
        ("三点五万", "35000"),
        ("三十三点三三", "33.33"),
    ],
)
def test_parse_number(text: str, number: str) -> None:
    assert parse_number(text) == Decimal(number)


@pytest.mark.parametrize("text", ["", " ", "\n", "abc", "8460家", "五x", "1.2.3", "1,23", "约5", "三级", "1+", "--1"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"no number|is not a"):
        parse_number(text)


@given(st.integers(0, 10**15))
def test_digits_read_as_themselves(number: int) -> None:
    assert parse_number(str(number)) == number
    assert parse_number(f"{number:,}") == number


def chinese(number: int) -> str:
    """The number in Chinese words, as a writer would put it: an oracle for numbers below 100 million."""
    if number >= 10**4:
        head, tail = divmod(number, 10**4)
        gap = "零" if 0 < tail < 1000 else ""
        return chinese(head) + "万" + (gap + chinese(tail) if tail else "")
    out, gap = "", False
    for step, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, step)
        if digit:
            out += ("零" if gap and out else "") + "零一二三四五六七八九"[digit] + word
        gap = not digit
    return out


@given(st.integers(1, 10**8 - 1))
def test_chinese_words_read_as_written(number: int) -> None:
    assert parse_number(chinese(number)) == number


@pytest.mark.parametrize(("text", "folded"), [("９８％", "98%"), ("70多万\n元", "70多万元"), ("\u3000一 馆", "一馆")])
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded
