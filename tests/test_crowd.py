"""A place with hundreds of facts: as many cards as one reads, counts instead of marks, and no fact out of reach."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from bench.make_facts import make
from lib.charts import MatrixMark, MatrixRow, matrix
from lib.palette import LIGHT
from lib.ui import cards
from tests.conftest import ROOT

INDICATORS = 60
QINGDAO = "370200"


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("crowded") / "data"
    make(folder, INDICATORS, 2)
    return folder


def opened(crowded: Path, monkeypatch: pytest.MonkeyPatch, page: str = "", **params: str) -> AppTest:
    monkeypatch.setenv("UNION_DATA", str(crowded))
    monkeypatch.delenv("UNION_REPORTS", raising=False)
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120)
    for name, value in {"lang": "en", **params}.items():
        app.query_params[name] = value
    (app.switch_page(page) if page else app).run()
    assert not app.exception
    return app


def html(app: AppTest) -> str:
    return " ".join(box.proto.body for box in app.get("html"))


def number_of_cards(app: AppTest) -> int:
    return html(app).count('<div class="card">')


def matrix_of(app: AppTest) -> dict[str, dict[str, list[str]]]:
    specs = [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]
    named = [{trace.get("name", ""): trace for trace in spec["data"]} for spec in specs]
    return next(traces for traces in named if "fact" in traces)


def test_a_chosen_city_has_as_many_cards_as_one_reads(crowded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(crowded, monkeypatch, city=QINGDAO, source="all")
    assert number_of_cards(app) == cards.AT_MOST
    facts = 2 * INDICATORS
    assert f"The first {cards.AT_MOST} of {facts} as cards; the table has all of them." in html(app)
    assert f"All facts of the selection ({facts})" in html(app)


def test_the_profile_of_such_a_city_has_a_table_of_all(crowded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(crowded, monkeypatch, "pages/board/city.py", city=QINGDAO, source="all")
    assert number_of_cards(app) == cards.AT_MOST
    assert f"All facts of the selection ({2 * INDICATORS})" in html(app)
    assert "facts 120" in re.sub(r"\s+", " ", html(app))
    assert '<i class="mk"></i><i class="mk"></i>' not in html(app)


def test_a_crowded_cell_of_the_matrix_is_its_count(crowded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    traces = matrix_of(opened(crowded, monkeypatch, source="all"))
    counted = [int(text[1:]) for text in traces["count"]["text"]]
    assert sum(counted) + len(traces["fact"]["x"]) == 16 * 2 * INDICATORS
    assert min(counted) > 18


def test_a_count_too_wide_for_its_column_is_a_square() -> None:
    row = MatrixRow("青岛", True, ((MatrixMark("count", "事实12345项", "370200/a", "■12345"),),) * 8, key="370200")
    wide, narrow = (
        json.loads(matrix([""] * 8, [row], LIGHT, "未提及", width=width).to_json())["data"][-1] for width in (700, 326)
    )
    assert (wide["mode"], wide["text"][0], wide["customdata"][0]) == ("text", "■12345", "370200/a")
    assert (narrow["mode"], narrow["hovertext"][0]) == ("markers", "事实12345项")
