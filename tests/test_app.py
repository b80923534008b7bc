"""The pages run without a browser: filters, languages and addresses through Streamlit's own test driver."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lib import desk

ROOT = Path(__file__).parents[1]


def run(**params: str) -> AppTest:
    """The board opened at an address."""
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    for name, value in params.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    assert not app.error
    return app


def one(app: AppTest, key: str) -> list[str]:
    """What an address parameter says now."""
    given = app.query_params.get(key, [])
    return [given] if isinstance(given, str) else list(given)


def test_the_address_sets_the_widgets_and_stays_as_it_is() -> None:
    app = run(city="370200,371000", theme="grassroots", lang="en")
    assert app.multiselect(key="city").value == ["370200", "371000"]
    assert (one(app, "city"), one(app, "theme"), one(app, "lang")) == (["370200,371000"], ["grassroots"], ["en"])


def test_a_value_of_ours_is_told_until_the_reader_changes_it() -> None:
    app = run(city="370200")  # a browser that never got the first run's words learns of the filter from the second
    told = [app.run().multiselect(key=key).proto.set_value for key in ("city", "source")]
    assert told == [True, True]
    app.multiselect(key="city").set_value(["371700"]).run()
    assert [app.run().multiselect(key=key).proto.set_value for key in ("city", "source")] == [False, True]
    assert app.multiselect(key="city").value == ["371700"]


def test_defaults_are_left_out_of_the_address() -> None:
    app = run(source="union-innovation", lang="zh")
    assert dict(app.query_params) == {}


def test_unknown_values_are_dropped_with_a_notice() -> None:
    app = run(city="370200,123456")
    assert one(app, "city") == ["370200"]


def said(app: AppTest) -> str:
    return " ".join(str(box.proto.body) for box in app.get("html"))


def test_a_notice_goes_when_the_reader_goes_on() -> None:
    app = run(city="370200,123456")
    assert "123456" in said(app)
    app.run()
    assert "123456" in said(app)
    app.multiselect(key="city").set_value(["371700"]).run()
    assert "123456" not in said(app)
    app = run(city="370200,123456")
    app.switch_page("pages/records/sources.py").run()
    assert "123456" not in said(app)


def test_choosing_in_the_widgets_writes_the_address() -> None:
    app = run()
    app.multiselect(key="city").set_value(["371700", "370200"]).run()
    assert one(app, "city") == ["370200,371700"]
    app.multiselect(key="city").set_value([]).run()
    assert dict(app.query_params) == {}


def test_a_data_folder_that_cannot_be_read_is_one_message(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("UNION_DATA", str(tmp_path))
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    assert not app.exception
    assert len(app.error) == 1
    assert "areas.csv" in app.error[0].value


def test_another_data_folder_is_shown_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNION_DATA", str(ROOT / "tests/data/demo"))
    app = run(lang="en")
    shown = " ".join(str(box.proto) for box in app.get("html"))
    assert "9 facts" in shown
    assert "union-innovation" not in shown


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_sentence_of_every_fact_opens(lang: str) -> None:
    app = run(lang=lang)
    app.switch_page("pages/records/sources.py")
    for number in range(1, 19):
        app.query_params["fact"] = f"union-innovation-{number:03d}"
        app.run()
        assert not app.exception
        assert "<mark>" in " ".join(str(box.proto) for box in app.get("html"))


def markup(app: AppTest, **params: str) -> str:
    """What a page shows at an address, run in the session of `app`."""
    for name, value in params.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    assert not app.error
    return " ".join(box.proto.body for box in app.get("html"))


@pytest.mark.parametrize("folder", ["data", "tests/data/demo", "tests/data/years"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_city_has_its_profile(monkeypatch: pytest.MonkeyPatch, folder: str, lang: str) -> None:
    monkeypatch.setenv("UNION_DATA", str(ROOT / folder))
    every, app = desk.open_board(ROOT / folder), run(lang=lang, source="all")
    app.switch_page("pages/board/city.py")
    beside = {"370200", "371000", "371700"}
    for row in every.cities("2018-12-31"):
        code = row["area_code"]
        shown = markup(app, city=code, compare=",".join(sorted(beside)))
        revised = {link["other_fact_id"] for link in every.rows("links") if link["relation"] == "revises"}
        for fact in every.facts.values():
            opens = f"fact={fact.fact_id}" in shown
            assert opens or fact.area_code != code
            assert opens == (fact.area_code in beside | {code}) or fact.fact_id in revised


@pytest.mark.parametrize("folder", ["data", "tests/data/demo", "tests/data/years"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_indicator_shows_all_its_facts(monkeypatch: pytest.MonkeyPatch, folder: str, lang: str) -> None:
    monkeypatch.setenv("UNION_DATA", str(ROOT / folder))
    every, app = desk.open_board(ROOT / folder), run(lang=lang, source="all")
    app.switch_page("pages/board/indicators.py")
    for row in every.rows("indicators"):
        shown = markup(app, indicator=row["indicator"])
        for fact in every.facts.values():
            assert (f"fact={fact.fact_id}" in shown) == (fact.indicator == row["indicator"])
