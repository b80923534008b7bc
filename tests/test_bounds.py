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


def test_nothing_is_divided_by_zero(board: Board) -> None:
    whole, part = numbered(board, "016", "017")
    assert bounds.ratio(part, dataclasses.replace(whole, value=0.0)) is None
