"""The first report of design section 3; its text is copyrighted and read only where it is found."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lib.extract.engine import Candidate, extract

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDERS = [Path(os.environ.get("UNION_REPORTS") or ROOT / "data" / "reports"), ROOT.parent / "shared" / "reports"]
MENTIONS = [
    # start, value, unit, per, wording, area, nature, fact
    (297, 50, "项", "", "多", "371600", "actual", 1),
    (394, 110, "人", "", "", "371700", "actual", 2),
    (1241, 13, "家", "", "", "371000", "actual", 3),
    (1252, 50, "家", "", "", "371000", "actual", 4),
    (1272, 98, "%", "", "以上", "371000", "actual", 5),
    (1378, 50000000, "元", "三年", "余", "370200", "actual", 6),
    (1449, 3000, "人", "", "", "370200", "actual", 7),
    (1474, 2000, "元", "人", "", "370200", "standard", 8),
    (1492, 8000, "人", "", "", "370200", "actual", 9),
    (1503, 1000, "元", "人", "", "370200", "standard", 10),
    (2286, 45, "项", "", "", "370000", "actual", 11),
    (2501, 100, "个", "", "", "100000", "actual", 12),
    (2784, 50000000, "元", "三年", "余", "370200", "actual", 6),
    (2920, 110, "人", "", "", "371700", "actual", 2),
    (2957, 700000, "元", "", "多", "", "actual", 13),
    (2966, 76, "个", "", "", "", "actual", 14),
    (3258, 2, "个", "", "", "", "actual", 15),
    (3269, 8460, "家", "", "", "", "actual", 16),
    (3275, 252, "家", "", "", "", "actual", 17),
    (3399, 5, "个", "", "", "", "target", 18),
]


@pytest.fixture(scope="module")
def facts() -> list[Candidate]:
    paths = [path for folder in FOLDERS if (path := folder / "union-innovation.txt").is_file()]
    if not paths:
        pytest.skip("the first report is not here")
    return [item for item in extract(paths[0].read_bytes().decode("utf-8")) if item.kind == "fact"]


def test_mentions(facts: list[Candidate]) -> None:
    assert [
        (item.start, item.value, item.unit, item.per, item.wording, item.area_code, item.nature.value, item.fact)
        for item in facts
    ] == MENTIONS


def test_population_and_themes(facts: list[Candidate]) -> None:
    by_fact = {item.fact: item for item in reversed(facts)}
    assert by_fact[5].population == "25人以上企业"
    assert [by_fact[number].theme for number in (1, 2, 3, 6, 11)] == [
        "culture",
        "culture",
        "grassroots",
        "grassroots",
        "exemplar",
    ]
