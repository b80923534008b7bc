"""Formulas of the statements of the first report: terms, result, unit; nothing is added up that the report does not."""

from __future__ import annotations

import dataclasses

import pytest

from lib.catalog import Board
from lib.formulas import about, formula
from lib.model import Fact, Qualifier
from lib.terms import amount, citation, value_read
from lib.words import Words

WHOLE = {
    "firms-honoured": ("252 ÷ 8460", "2.98%", "2.98%"),
    "qingdao-reward": ("3000 × 2000 + 8000 × 1000", "1400万元", "14M yuan"),
}


def numbered(board: Board, number: str) -> Fact:
    return board.facts[f"union-innovation-{number}"]


@pytest.mark.parametrize("number", ["003", "007", "010", "016", "017"])
def test_a_fact_knows_the_statements_that_it_is_part_of(board: Board, number: str) -> None:
    [(row, facts)] = about(board, numbered(board, number))
    assert numbered(board, number) in facts
    made = formula(row, facts)
    if row["kind"] == "composition":
        assert made is None
        return
    terms, zh, en = WHOLE[row["breakdown_id"]]
    assert made
    assert made.result
    assert " ".join(f"{sign} {fact.value:g}".strip() for sign, fact in made.terms) == terms
    assert amount(board, made.result, made.unit, Words("zh")) == zh
    assert amount(board, made.result, made.unit, Words("en")) == en


def test_a_fact_of_no_statement(board: Board) -> None:
    assert about(board, numbered(board, "005")) == []


def test_a_bound_goes_along(board: Board) -> None:
    [(row, facts)] = about(board, numbered(board, "016"))
    more = dataclasses.replace(facts[0], qualifier=Qualifier.MORE_THAN, wording="余")
    made = formula(row, [more, facts[1]])
    assert made
    assert made.result
    assert amount(board, made.result, made.unit, Words("zh")) == "<2.98%"
    near = dataclasses.replace(facts[1], qualifier=Qualifier.APPROX, wording="近")
    apart = formula(row, [more, near])
    assert apart
    assert apart.result is None


@pytest.mark.parametrize(
    ("number", "shown"), [("005", "≥ 98"), ("006", "> 50,000,000"), ("007", "3,000"), ("001", "> 50")]
)
def test_the_value_as_read_bears_its_sign(board: Board, number: str, shown: str) -> None:
    assert value_read(numbered(board, number)) == shown


def test_a_range_as_read(demo_board: Board) -> None:
    assert value_read(demo_board.facts["demo-2018-002"]) == "20–30"


def test_citation(board: Board) -> None:
    fact = numbered(board, "005")
    where = board.row("sources", fact.source_id)["title_zh"]
    assert citation(board, fact, Words("zh")) == f"98%以上：威海市，动态建会率（25人以上企业）。{where}，第87行。"
    english = citation(board, fact, Words("en"))
    assert english.startswith("≥98%: Weihai, union coverage of firms (rolling rate) (firms with 25 or more staff). ")
    assert english.endswith("line 87.")


def test_citation_without_known_lines(board: Board) -> None:
    away = dataclasses.replace(board, texts={}, lines={})
    assert "第1272至1277字" in citation(away, numbered(away, "005"), Words("zh"))
