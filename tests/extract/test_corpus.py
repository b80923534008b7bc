"""The engine against both halves of the corpus: `seen` guided the rules, `unseen` was written before any of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.extract.scoring import report, score_folder

REPORTS = Path(__file__).resolve().parent.parent / "reports"
LIMITS: dict[str, dict[str, float]] = {
    "seen": {"f1": 0.96, "traps": 0.04, "city": 0.96, "invented": 0.01, "nature": 0.95},
    "unseen": {"f1": 0.96, "traps": 0.03, "city": 0.975, "invented": 0.012, "nature": 0.95},
}
"""Lowest F1, city right, nature and highest traps, city invented by half. Those of `unseen` hold its last score
against relapse; the aims are F1 0.96, traps 0.04, city 0.96, invented 0.01, nature 0.95."""


@pytest.mark.parametrize("half", ["seen", "unseen"])
def test_half(half: str) -> None:
    score = score_folder(REPORTS / half)
    print(f"\n{half}\n{report(score)}")
    assert score.counts["texts"] > 0, f"tests/reports/{half} is missing"
    limits = LIMITS[half]
    assert score.f1 >= limits.get("f1", 0)
    assert score.share("trapped", "traps") <= limits.get("traps", 1)
    assert score.share("city right", "city") >= limits.get("city", 0)
    assert score.share("city invented", "no city") <= limits.get("invented", 1)
    assert score.share("nature right", "nature") >= limits.get("nature", 0)
