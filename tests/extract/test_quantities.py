"""A quoted figure taken apart: value, range, wording, unit."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lib.extract.quantities import read_quote
from lib.model import WORDINGS, Qualifier, sign

EXACT, LEAST, MORE, NEAR, LESS = (
    Qualifier.EXACT,
    Qualifier.AT_LEAST,
    Qualifier.MORE_THAN,
    Qualifier.APPROX,
    Qualifier.LESS_THAN,
)


@pytest.mark.parametrize(
    ("quote", "value", "qualifier", "wording", "unit"),
    [
        ("110名", "110", EXACT, "", "名"),
        ("3000", "3000", EXACT, "", ""),
        ("两个", "2", EXACT, "", "个"),
        ("8460家", "8460", EXACT, "", "家"),
        ("1.2亿元", "120000000", EXACT, "", "元"),
        ("12\n0个", "120", EXACT, "", "个"),
        ("五十多项", "50", MORE, "多", "项"),
        ("5000余万元", "50000000", MORE, "余", "元"),
        ("5000万余元", "50000000", MORE, "余", "元"),
        ("70多万\n元", "700000", MORE, "多", "元"),
        ("3万多名", "30000", MORE, "多", "名"),
        ("200多万人次", "2000000", MORE, "多", "人次"),
        ("十余家", "10", MORE, "余", "家"),
        ("几十家", "10", MORE, "几", "家"),
        ("100+家", "100", MORE, "+", "家"),
        ("超3000人", "3000", MORE, "超", "人"),
        ("超过3000人", "3000", MORE, "超过", "人"),
        ("逾2万人", "20000", MORE, "逾", "人"),
        ("突破1亿元", "100000000", MORE, "突破", "元"),
        ("98%以上", "98", LEAST, "以上", "%"),
        ("９８％以上", "98", LEAST, "以上", "%"),
        ("30家以上", "30", LEAST, "以上", "家"),
        ("至少30家", "30", LEAST, "至少", "家"),
        ("不少于50个", "50", LEAST, "不少于", "个"),
        ("不低于60%", "60", LEAST, "不低于", "%"),
        ("三成以上", "30", LEAST, "以上", "%"),
        ("近八成", "80", NEAR, "近", "%"),
        ("近600\n0人", "6000", NEAR, "近", "人"),
        ("约2.5万人", "25000", NEAR, "约", "人"),
        ("100人左右", "100", NEAR, "左右", "人"),
        ("不足100人", "100", LESS, "不足", "人"),
        ("不到5%", "5", LESS, "不到", "%"),
        ("低于3%", "3", LESS, "低于", "%"),
        ("不超过50个", "50", LESS, "不超过", "个"),
        ("30天以内", "30", LESS, "以内", "天"),
        ("七成半", "75", EXACT, "", "%"),
        ("百分之九十五", "95", EXACT, "", "%"),
        ("千分之三", "0.3", EXACT, "", "%"),
        ("1.5个百分点", "1.5", EXACT, "", "个百分点"),
        ("2倍", "2", EXACT, "", "倍"),
        ("-3.5%", "-3.5", EXACT, "", "%"),
    ],
)
def test_read_quote(quote: str, value: str, qualifier: Qualifier, wording: str, unit: str) -> None:
    read = read_quote(quote)
    assert (read.value, read.value_max, read.qualifier, read.wording, read.unit) == (
        Decimal(value),
        None,
        qualifier,
        wording,
        unit,
    )


@pytest.mark.parametrize(
    ("quote", "low", "high", "qualifier", "unit"),
    [
        ("20至30件", "20", "30", EXACT, "件"),
        ("10—15家", "10", "15", EXACT, "家"),
        ("10-15家", "10", "15", EXACT, "家"),
        ("10～15家", "10", "15", EXACT, "家"),
        ("20%至30%", "20", "30", EXACT, "%"),
        ("约10至12场", "10", "12", NEAR, "场"),
        ("5至6万人", "50000", "60000", EXACT, "人"),
        ("5万到6万人", "50000", "60000", EXACT, "人"),
        ("5000万至1亿元", "50000000", "100000000", EXACT, "元"),
        ("20至30件以上", "20", "30", LEAST, "件"),
    ],
)
def test_ranges(quote: str, low: str, high: str, qualifier: Qualifier, unit: str) -> None:
    read = read_quote(quote)
    assert (read.value, read.value_max, read.qualifier, read.unit) == (Decimal(low), Decimal(high), qualifier, unit)


def test_a_fraction_is_a_ratio() -> None:
    read = read_quote("三分之二")
    assert read.unit == "比例"
    assert abs(read.value * 3 - 2) < Decimal("1e-20")


@pytest.mark.parametrize("quote", ["", "没有数字", "家", "多数职工"])
def test_a_quote_without_a_figure_is_refused(quote: str) -> None:
    with pytest.raises(ValueError, match="holds no figure"):
        read_quote(quote)


@pytest.mark.parametrize(
    ("wording", "shown"),
    [
        ("以上", "≥"),
        ("不少于", "≥"),
        ("不低于", "≥"),
        ("至少", "≥"),
        ("余", ">"),
        ("多", ">"),
        ("超", ">"),
        ("超过", ">"),
        ("逾", ">"),
        ("突破", ">"),
        ("几", ">"),
        ("近", "≈"),
        ("约", "≈"),
        ("左右", "≈"),
        ("不足", "<"),
        ("不到", "<"),
        ("低于", "<"),
        ("以下", "≤"),
        ("以内", "≤"),
        ("不超过", "≤"),
        ("最多", "≤"),
    ],
)
def test_signs_of_rule_2(wording: str, shown: str) -> None:
    assert sign(WORDINGS[wording], wording) == shown
