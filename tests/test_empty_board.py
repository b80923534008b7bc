"""A board that holds no report yet: every page says what to do, none breaks."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lib.ui import plain
from lib.ui.asked import Asked
from lib.ui.desk import access
from tests import walking
from tests.conftest import DEMO, ROOT

PAGES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "pages").rglob("*.py"))


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose logs are gone, its tables built from what is left."""
    folder = tmp_path_factory.mktemp("empty") / "data"
    shutil.copytree(DEMO, folder, ignore=shutil.ignore_patterns("reviews"))
    subprocess.run([sys.executable, "-m", "lib", "build"], cwd=ROOT, env={"UNION_DATA": str(folder)}, check=True)
    return folder


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_page_teaches(empty: Path, page: str, lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNION_DATA", str(empty))
    monkeypatch.setattr(access, "let_in", lambda words: None)
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    app.query_params["lang"] = lang
    app.run()
    if not page.endswith("overview.py"):
        app.switch_page(page).run()
    assert not app.exception
    assert not app.error
    text = walking.shown(app)
    assert {"zh": "还没有发布过报告", "en": "No report is published yet"}[lang] in text
    assert walking.zeros(text) == []


def test_wall_and_plain_page_too(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNION_DATA", str(empty))
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    app.query_params["view"] = "wall"
    app.run()
    assert not app.exception
    assert "还没有发布过报告" in walking.shown(app)
    assert "notice" in plain.html(Asked.of({}))
