"""What all tests share: the folder of reports written by us, the real data, and which report texts were found."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lib import desk
from lib.catalog import Board
from lib.store import files

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"
DEMO = ROOT / "tests" / "data" / "demo"
YEARS = ROOT / "tests" / "data" / "years"
"""Three reports of 2016, 2018 and 2021, written by us: 莱芜 is a city of its own in the first two."""
# Plain pytest looks for reports where `make test` does; the reports written by us are always found too.
_GIVEN = os.environ.get("UNION_REPORTS") or os.pathsep.join(("data/reports", "../shared/reports"))
os.environ["UNION_REPORTS"] = os.pathsep.join(
    [
        *(str((ROOT / part).resolve()) for part in _GIVEN.split(os.pathsep)),
        str(DEMO / "reports"),
        str(YEARS / "reports"),
    ]
)
FOLDERS = {"demo": DEMO, "data": DATA}


def texts_of(folder: Path) -> dict[str, str]:
    """Report texts of a data folder that are at hand."""
    return desk.report_texts(files.read_table(folder, "sources").to_dict("records"), folder)  # type: ignore[arg-type]


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--settle` writes the pictures of components anew instead of comparing with them."""
    parser.addoption("--settle", action="store_true", help="settle the pictures of components as they look now")


def pytest_report_header() -> str:
    """Which report texts the tests of grounding compare quotes with."""
    found = sorted(texts_of(DATA))
    return f"grounding runs on: {', '.join(['demo', *found])}" if found else "grounding runs on: demo only"


@pytest.fixture(scope="session")
def demo() -> Path:
    """The data folder whose one report was written by us."""
    return DEMO


@pytest.fixture(scope="session")
def demo_board() -> Board:
    """The board over the demo folder."""
    return desk.open_board(DEMO)


@pytest.fixture(scope="session")
def board() -> Board:
    """The board over `data/`, with the report texts that were found."""
    return desk.open_board(DATA)


@pytest.fixture(scope="session")
def report_text(demo_board: Board) -> str:
    """Text of the demo report."""
    return demo_board.texts["demo-2018"]
