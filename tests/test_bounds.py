"""Bounds of sums, products and ratios: the table of rule 2."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest

from lib import bounds
from lib.bounds import Derived
from lib.catalog import Board
from lib.model import Fact, Qualifier


def numbered(board: Board, *numbers: str) -> list[Fact]:
    return [board.facts[f"union-innovation-{number}"] for number in numbers]


def worded(fact: Fact, sign: str) -> Fact:
    """The fact with the wording that a sign stands for."""
    qualifier, wording = {
        "": (Qualifier.EXACT, ""),
        "≥": (Qualifier.AT_LEAST, "以上"),
        ">": (Qualifier.MORE_THAN, "余"),
        "<": (Qualifier.LESS_THAN, "不足"),
        "≤": (Qualifier.LESS_THAN, "不超过"),
        "≈": (Qualifier.APPROX, "近"),
    }[sign]
    return dataclasses.replace(fact, qualifier=qualifier, wording=wording)


@pytest.mark.parametrize(
    ("signs", "together"),
    [
        ((), ""),
        (("",), ""),
        (("", ""), ""),
        (("", "≥"), "≥"),
        (("≥", "≥"), "≥"),
        (("", ">"), ">"),
        (("≥", ">"), ">"),
        (("", "≥", ">"), ">"),
        (("", "<"), "<"),
        (("≤", "≤"), "≤"),
        (("≤", "<"), "<"),
        (("", "≈"), "≈"),
        (("≈", "≈"), "≈"),
        (("≥", "<"), None),
        ((">", "≤"), None),
        (("≈", "≥"), None),
        (("≈", ">"), None),
        (("≈", "<"), None),
        (("≥", ">", "<"), None),
        (("", "≥", ">", "≈"), None),
    ],
)
def test_combine(signs: tuple[str, ...], together: str | None) -> None:
    assert bounds.combine(signs) == together
    assert bounds.combine(reversed(signs)) == together


@pytest.mark.parametrize(
    ("part", "whole", "together"),
    [
        ("", "", ""),
        ("", "≥", "≤"),
        ("", ">", "<"),
        ("", "≤", "≥"),
        ("", "<", ">"),
        ("", "≈", "≈"),
        ("≥", "", "≥"),
        (">", "≤", ">"),
        ("<", ">", "<"),
        ("≤", "≥", "≤"),
        ("≤", ">", "<"),
        (">", ">", None),
        ("<", "≤", None),
        ("≈", ">", None),
    ],
)
def test_a_divisor_turns_its_bound_round(board: Board, part: str, whole: str, together: str | None) -> None:
    below, above = numbered(board, "016", "017")
    found = bounds.ratio(worded(above, part), worded(below, whole))
    assert (found.sign if found else None) == together


def test_the_derived_figures_of_the_first_report(board: Board) -> None:
    facts = numbered(board, "007", "008", "009", "010")
    assert bounds.product_sum(facts) == Derived(Decimal(14_000_000), "")
    assert bounds.product_sum([worded(facts[0], ">"), *facts[1:]]) == Derived(Decimal(14_000_000), ">")
    assert bounds.product_sum([worded(facts[0], ">"), worded(facts[1], "<"), *facts[2:]]) is None
    whole, part = numbered(board, "016", "017")
    found = bounds.ratio(part, whole)
    assert found is not None
    assert (round(found.value, 2), found.sign) == (Decimal("2.98"), "")


def term(fact: Fact, printed: str) -> Fact:
    """The fact as `≥20`, `20-30` or `20` would state it."""
    sign = printed[0] if printed[0] in "≥>≤<≈" else ""
    low, _, high = printed.removeprefix(sign).partition("~")
    return dataclasses.replace(worded(fact, sign), value=float(low), value_max=float(high) if high else None)


def told(derived: Derived | None) -> str:
    if derived is None:
        return "not reckoned"
    return f"{derived.sign}{derived.value.normalize():f}" + (
        "" if derived.value_max is None else f"~{derived.value_max.normalize():f}"
    )


TABLE = [
    # first, second: sum, difference, first x second, first of second in per cent
    ("30", "20", "50", "10", "600", "150"),
    ("≥30", "20", "≥50", "≥10", "≥600", "≥150"),
    (">30", "20", ">50", ">10", ">600", ">150"),
    ("≤30", "20", "≤50", "≤10", "≤600", "≤150"),
    ("<30", "20", "<50", "<10", "<600", "<150"),
    ("≈30", "20", "≈50", "≈10", "≈600", "≈150"),
    ("30", "≥20", "≥50", "≤10", "≥600", "≤150"),
    ("30", ">20", ">50", "<10", ">600", "<150"),
    ("30", "≤20", "≤50", "≥10", "≤600", "≥150"),
    ("30", "<20", "<50", ">10", "<600", ">150"),
    ("30", "≈20", "≈50", "≈10", "≈600", "≈150"),
    ("≥30", ">20", ">50", "not reckoned", ">600", "not reckoned"),
    ("≥30", "≥20", "≥50", "not reckoned", "≥600", "not reckoned"),
    (">30", "<20", "not reckoned", ">10", "not reckoned", ">150"),
    ("≥30", "≤20", "not reckoned", "≥10", "not reckoned", "≥150"),
    ("≥30", "<20", "not reckoned", ">10", "not reckoned", ">150"),
    ("≤30", ">20", "not reckoned", "<10", "not reckoned", "<150"),
    ("≈30", "≥20", "not reckoned", "not reckoned", "not reckoned", "not reckoned"),
    ("≈30", "≈20", "≈50", "≈10", "≈600", "≈150"),
    ("30~60", "20", "50~80", "10~40", "600~1200", "150~300"),
    ("30", "20~25", "50~55", "5~10", "600~750", "120~150"),
    ("30~60", "20~30", "50~90", "0~40", "600~1800", "100~300"),
    ("30~60", "≥20", "not reckoned", "not reckoned", "not reckoned", "not reckoned"),
    ("30", "0", "30", "30", "0", "not reckoned"),
    ("30", "-5", "25", "35", "not reckoned", "not reckoned"),
    ("0.1", "0.2", "0.3", "-0.1", "0.02", "50"),
]
"""Rule 2: bounds add up, what is taken away or divided by turns its bound round, the rest is not reckoned."""


@pytest.mark.parametrize(("first", "second", "total", "difference", "product", "share"), TABLE)
def test_the_table_of_bounds(
    board: Board, first: str, second: str, total: str, difference: str, product: str, share: str
) -> None:
    a, b = (term(fact, text) for fact, text in zip(numbered(board, "016", "017"), (first, second), strict=True))
    assert told(bounds.total([a, b])) == told(bounds.total([b, a])) == total
    assert told(bounds.difference(a, b)) == difference
    assert told(bounds.product_sum([a, b])) == product
    assert told(bounds.ratio(a, b)) == share


@pytest.mark.parametrize(
    ("value", "rounded"),
    [
        (Derived(Decimal("66.6666"), ""), "66.67"),
        (Derived(Decimal("66.6666"), "≈"), "≈66.67"),
        (Derived(Decimal("66.6666"), "≥"), "≥66.66"),
        (Derived(Decimal("66.6666"), ">"), ">66.66"),
        (Derived(Decimal("33.3333"), "≤"), "≤33.34"),
        (Derived(Decimal("33.3333"), "<"), "<33.34"),
        (Derived(Decimal("33.3399"), "", Decimal("66.6611")), "33.33~66.67"),
    ],
)
def test_rounding_never_makes_a_bound_untrue(value: Derived, rounded: str) -> None:
    assert told(value.rounded(2)) == rounded


def test_nothing_has_no_sum() -> None:
    assert bounds.total([]) is None


def test_nothing_is_divided_by_zero(board: Board) -> None:
    whole, part = numbered(board, "016", "017")
    assert bounds.ratio(part, dataclasses.replace(whole, value=0.0)) is None
