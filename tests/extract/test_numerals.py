"""Numbers as Chinese texts print them: alone, in a sentence, and there and back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.extract.engine import Candidate, extract
from lib.extract.numerals import fold, parse_number, print_chinese

FORMS: dict[str, str] = {
    # Arabic
    **{"8460": "8460", "8,460": "8460", "12,345,678": "12345678", "1，234": "1234", "1 234": "1234"},
    **{"３４５": "345", "４，３２１": "4321", "２．５": "2.5", "1,234.5": "1234.5", ".25": "0.25", "06.50": "6.5"},
    **{"2.71828182845904523": "2.71828182845904523", "3e4": "30000", "2.5e-1": "0.25", "10^4": "10000"},
    # with a multiplier
    **{"1.2万": "12000", "12.6亿": "1260000000", "3.4万亿": "3400000000000", "1.5千": "1500", "3百": "300"},
    **{"3万4000": "34000", "1亿2000万": "120000000", "5千3百": "5300", "6万2千4百": "62400", "20万万": "2000000000"},
    **{"300万 ": "3000000", "450  万": "4500000", "25k": "25000", "12w": "120000", "2.4M": "2400000", "7千2": "7200"},
    # Chinese
    **{"十": "10", "十五": "15", "一十五": "15", "两百": "200", "五十二": "52", "一百零一": "101", "九百九十": "990"},
    **{"一百十六": "116", "一千零十二": "1012", "一万零百二十": "10120", "两千零五": "2005", "一千零一十": "1010"},
    **{"二百五十六万七千八百九十": "2567890", "两百零五万": "2050000", "一亿零三百万": "103000000"},
    **{"四十五万六千七百八十九": "456789", "一万亿": "1000000000000", "三千万亿": "3000000000000000"},
    **{"一千二百三十四亿五千六百七十八万九千零一十二": "123456789012", "三万万": "300000000"},
    **{"一千一百一十一万一千一百一十一亿二千二百二十二万二千二百二十二": "1111111122222222"},
    **{"七兆三十亿零五万": "7003000050000"},
    # the last step left unsaid
    **{
        "一百二": "120",
        "三千六": "3600",
        "三万五": "35000",
        "十二万八": "128000",
        "三亿五": "350000000",
        "千三": "1300",
    },
    **{"两千四百六": "2460", "三万零五": "30005", "三百五又二分之一": "350.5", "6萬3": "63000"},
    # digits read out, digits of the twenties, formal, traditional
    **{"二〇二三": "2023", "二零一六": "2016", "一五": "15", "廿": "20", "廿五": "25", "卅": "30", "卅一": "31"},
    **{"壹佰": "100", "壹万贰仟": "12000", "壹佰贰拾叁": "123", "肆佰陆拾": "460", "柒仟零捌": "7008", "伍": "5"},
    **{"陆": "6", "玖": "9", "叁拾萬零伍佰": "300500", "兩萬四千": "24000", "貳拾": "20", "五億": "500000000"},
    **{"倆百": "200", "參拾": "30", "捌玖": "89"},
    # decimals, halves, fractions
    **{"十二点五": "12.5", "零点零三": "0.03", "三点一四": "3.14", "一点二亿": "120000000", "点五": "0.5"},
    **{"三點六萬": "36000", "两千点四": "2000.4", "1/5": "0.2", "7/4": "1.75", "８／５": "1.6", "五分之二": "0.4"},
    **{"一又四分之三": "1.75", "40分之7": "0.175", "负四分之负三": "0.75", "两个半": "2.5"},
    # below zero
    **{"-5": "-5", "负三": "-3", "负12.5": "-12.5", "負八萬": "-80000", "-3/4": "-0.75", "负二又二分之一": "-2.5"},
    # spaces inside
    **{"二 十 三": "23", "三百 五十": "350", "六 百 七": "670", "四 分之 一": "0.25", "八 点 五": "8.5"},
    **{
        "5 万2 千": "52000",
        "二千 三百 零六 万": "23060000",
        "负 2,500": "-2500",
        "1 3/4": "1.75",
        "负４ 分 之 负 三": "0.75",
        "半百": "50",
        "五 十 几": "50",
    },
    # estimates: the number as written
    **{
        "十几": "10",
        "二十几万": "200000",
        "20几": "20",
        "几百": "100",
        "数千": "1000",
        "上万": "10000",
        "十余万": "100000",
    },
    **{
        "300余万": "3000000",
        "三 百 余万": "3000000",
        "一百零几": "100",
        "六百多": "600",
        "十来": "10",
        "万余": "10000",
    },
    **{"1500+": "1500", "二十幾": "20", "三千餘": "3000"},
}
"""A number in a sentence about firms, and its value."""
RANGES: dict[str, tuple[int, int]] = {
    "五六千": (5000, 6000),
    "两三百": (200, 300),
    "三五十": (30, 50),
    "十七八": (17, 18),
    "一两万": (10000, 20000),
    "四百五六十": (450, 460),
    "20至30": (20, 30),
    "3至5万": (30000, 50000),
    "8500到3万": (8500, 30000),
    "两到三百": (200, 300),
    "5~8千": (5000, 8000),
    "一百二十到一百五十万": (1200000, 1500000),
    "50到8万": (50, 80000),
    "七千到九千亿": (700000000000, 900000000000),
}
RATES: dict[str, str] = {
    **{"98%": "98", "98.5％": "98.5", "-8.4%": "-8.4", "－8.4％": "-8.4", "百分之九十六": "96", "百分之百": "100"},
    **{"百分之3.5": "3.5", "百分之点五": "0.5", "百分之三五": "35", "百分之负二": "-2", "负百分之二": "-2"},
    **{"千分之五": "0.5", "万分之三": "0.03", "三成": "30", "一成半": "15", "九成二": "92", "半成": "5", "7.5成": "75"},
    **{"十成": "100", "六 点 五 成": "65", "百 分之 十": "10", "3个百分点": "3", "-1.5个百分点": "-1.5"},
}


def one_fact(text: str) -> Candidate:
    facts = [item for item in extract(text) if item.kind == "fact"]
    assert len(facts) == 1, facts
    return facts[0]


@pytest.mark.parametrize(("printed", "value"), FORMS.items())
def test_form_in_a_sentence(printed: str, value: str) -> None:
    found = one_fact(f"全市共有{printed}家企业。")
    assert (found.value, found.value_max) == (pytest.approx(Decimal(value)), None)


@pytest.mark.parametrize(("printed", "bounds"), RANGES.items())
def test_range_in_a_sentence(printed: str, bounds: tuple[int, int]) -> None:
    found = one_fact(f"全市共有{printed}家企业。")
    assert (found.value, found.value_max) == bounds


@pytest.mark.parametrize(("printed", "value"), RATES.items())
def test_rate_in_a_sentence(printed: str, value: str) -> None:
    found = one_fact(f"全市建会率同比变化为{printed}。")
    assert (found.value, found.unit) == (Decimal(value), "百分点" if printed.endswith("百分点") else "%")


@pytest.mark.parametrize("text", ["为企业减负30亿元", "全市减税降负30亿元", "同比-30亿元的说法"])
def test_what_is_no_sign(text: str) -> None:
    assert one_fact(text).value == 3 * 10**9


@pytest.mark.parametrize("word", ["队伍家属", "大陆家庭", "三亚陆家嘴街道", "网点重点五保", "半成品", "参加"])
def test_common_words_are_no_numbers(word: str) -> None:
    assert [item for item in extract(f"全市{word}工作。") if item.kind == "fact"] == []


@given(st.integers(min_value=0, max_value=9999 * 10**8))
def test_printed_number_parses_back(number: int) -> None:
    printed = print_chinese(number)
    assert parse_number(printed) == number
    for table in (FORMAL, TRADITIONAL, FORMAL | TRADITIONAL):
        assert parse_number(printed.translate(str.maketrans(table))) == number


FORMAL = dict(zip("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟", strict=True))
TRADITIONAL = dict(zip("万亿", "萬億", strict=True))


@given(st.integers(1, 9999 * 10**8), st.sampled_from([{}, FORMAL, FORMAL | TRADITIONAL]))
def test_printed_number_is_found_whole(number: int, table: dict[str, str]) -> None:
    printed = print_chinese(number).translate(str.maketrans(table))
    text = f"全市共有{printed}户。"
    assert [(item.value, item.quote) for item in extract(text) if item.kind == "fact"] == [(number, printed + "户")]


@given(st.integers(0, 10**15))
def test_digits_read_as_themselves(number: int) -> None:
    assert parse_number(str(number)) == number
    assert parse_number(f"{number:,}") == number


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "abc", "8460家", "五x", "1.2.3", "1,23", "约5", "三级", "1+", "--1", "点", "3三", "0^-1"]
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"no number|is not a|without|after a digit|of nothing"):
        parse_number(text)


@pytest.mark.parametrize(
    ("text", "folded"), [("９８％", "98%"), ("70多万\n元", "70多万元"), ("\u3000一 馆", "一馆"), ("貳萬", "贰万")]
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded
