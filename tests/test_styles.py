"""Style sheets that browsers can follow without counting the styles of a whole page at each change of a class."""

from __future__ import annotations

import re

import pytest

from lib.ui.frame import STYLES, WALL

RULE = re.compile(r"([^{}]+)\{[^{}]*\}")
PART = re.compile(r"\[class[*^]=[^\]]*\]")


def selectors(sheet: str) -> list[str]:
    """Single selectors of a sheet, without comments and the heads of media rules."""
    sheet = re.sub(r"/\*.*?\*/", "", sheet, flags=re.S)
    return [one.strip() for rule in RULE.findall(sheet) for one in re.split(r",(?![^()]*\))", rule)]


def costly(selector: str) -> bool:
    """Whether a change of any element's class makes a browser look at all that is inside it.

    A rule that looks into the class attribute is asked at each change of a class. What it says of elements inside is
    found by their tag or class; of `*`, of a pseudo-element and of one without tag or class all have to be looked at.
    """
    found = list(PART.finditer(selector))
    if not found:
        return False
    inside = selector[found[-1].end() :].strip()
    last = re.split(r"[\s>+~]+", inside)[-1]
    return bool(inside) and not inside.startswith((":", "[")) and (last[:1] in "*:" or "::" in last)


@pytest.mark.parametrize("path", [*STYLES, WALL], ids=lambda path: path.name)
def test_no_rule_makes_every_change_of_a_class_costly(path: object) -> None:
    sheet = path.read_text("utf-8")  # type: ignore[attr-defined]
    found = selectors(sheet)
    assert len(found) > 10
    assert [one for one in found if costly(one)] == []


@pytest.mark.parametrize(
    ("selector", "is_costly"),
    [
        ('[class*="st-key-chart-"] h2::first-letter', True),
        ('[class*="st-key-kind-"] > *:first-child', True),
        ('[class*="st-key-kind-"] > :first-child', True),
        ('[class*="st-key-chart-"]', False),
        ('.desk [class*="st-key-row-"] button:hover', False),
        (".help summary::marker", False),
    ],
)
def test_what_is_costly(selector: str, is_costly: bool) -> None:
    assert costly(selector) is is_costly


def test_selectors_are_found() -> None:
    sheet = "/* a, b {} */ .a, .b:is(.c, .d) { x: y } @media (max-width: 9px) { .e > * { x: y } .f { x: y } }"
    assert selectors(sheet)[:2] == [".a", ".b:is(.c, .d)"]
    assert ".f" in selectors(sheet)
