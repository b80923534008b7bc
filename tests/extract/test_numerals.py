"""Numerals: form -> value, and there and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.extract.engine import extract
from lib.extract.numerals import parse_number, print_chinese

FORMS: dict[str, float] = {
    "两千零五": 2005,
    "一百二": 120,
    "三万五": 35000,
    "2.5亿": 250000000,
    "十二点五": 12.5,
    "壹佰": 100,
    "廿": 20,
    "廿五": 25,
    "1/5": 0.2,
    "３４５": 345,
    "1,234.5": 1234.5,
    "负三": -3,
    "3万4000": 34000,
    "十": 10,
    "一百零一": 101,
    "一千零一十": 1010,
    "一亿零三百万": 103000000,
    "一万亿": 10**12,
    "二〇二三": 2023,
    "零点五": 0.5,
    "三点一四": 3.14,
    "三亿五": 350000000,
    "5千3百": 5300,
    "壹万贰仟": 12000,
    "1，234": 1234,
    "1 234": 1234,
    "-5": -5,
    "两百零五万": 2050000,
    "12,345,678": 12345678,
    "四十五万六千七百八十九": 456789,
    "一千二百三十四亿五千六百七十八万九千零一十二": 123456789012,
    "1.5千": 1500,
}


@pytest.mark.parametrize(("printed", "value"), FORMS.items())
def test_form_in_a_sentence(printed: str, value: float) -> None:
    facts = [item for item in extract(f"全市共有{printed}家企业。") if item.kind == "fact"]
    assert [float(item.value) for item in facts] == [pytest.approx(value)]


@given(st.integers(min_value=0, max_value=9999 * 10**8))
def test_printed_number_parses_back(number: int) -> None:
    assert parse_number(print_chinese(number)) == number
