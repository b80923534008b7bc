"""The rows of design section 7: modules import from rows above their own, and only the top draws with Streamlit."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.conftest import ROOT

ROWS = (
    ("errors", "model", "tables"),
    ("words",),
    ("catalog", "geo", "datapackage"),
    ("extract",),
    ("validate", "review", "draft"),
    (
        "terms",
        "bounds",
        "formulas",
        "query",
        "analysis",
        "compare",
        "periods",
        "comparable",
        "refusals",
        "totals",
        "carrying",
        "gaps",
        "spoken",
        "sidebyside",
    ),
    ("palette", "charts", "citymap"),
    ("export", "briefing", "pictures"),
    ("store",),
    ("desk", "identity"),
    ("serve",),
    ("__main__", "ui"),
)
RANK = {name: rank for rank, row in enumerate(ROWS) for name in row}
LIB = sorted((ROOT / "lib").rglob("*.py"))
PAGES = sorted((ROOT / "pages").rglob("*.py"))
PAGE_LINES = 90
FRAME_ONLY = ("set_page_config", "navigation", "session_state")


def imported(source: str, package: str) -> set[str]:
    """Dotted names of all modules that a source imports, also inside functions; `package` resolves relative ones."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            parts = package.split(".")
            base = parts[: len(parts) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            found |= {f"{module}.{alias.name}" for alias in node.names}
    return found


def breaches(row_name: str, source: str, package: str = "lib") -> list[str]:
    """Names of `lib` that stand below the row of the importing module, or in no row."""
    used = {name.split(".")[1] for name in imported(source, package) if name.startswith("lib.")}
    return sorted(name for name in used if RANK.get(name, len(ROWS)) > RANK[row_name])


def row_of(path: Path) -> str:
    return path.relative_to(ROOT / "lib").parts[0].removesuffix(".py")


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_every_module_has_a_row() -> None:
    assert {row_of(path) for path in LIB} - {"__init__"} <= set(RANK)


@pytest.mark.parametrize("path", [path for path in LIB if row_of(path) != "__init__"], ids=name_of)
def test_imports_only_from_rows_above(path: Path) -> None:
    package = ".".join(path.relative_to(ROOT).parent.parts)
    assert breaches(row_of(path), path.read_text(), package) == []


@pytest.mark.parametrize("path", [*LIB, *PAGES, *sorted(ROOT.glob("*.py"))], ids=name_of)
def test_streamlit_stays_in_the_screen(path: Path) -> None:
    screen = path.is_relative_to(ROOT / "lib" / "ui") or path in PAGES or path.name in ("dashboard.py", "server.py")
    used = {name.split(".")[0] for name in imported(path.read_text(), "lib")}
    assert screen or "streamlit" not in used


@pytest.mark.parametrize(
    ("row", "source", "package", "found"),
    [
        ("model", "from lib.catalog import Board", "lib", ["catalog"]),
        ("analysis", "from lib import catalog, desk", "lib", ["desk"]),
        ("extract", "def late():\n    import lib.store.files", "lib.extract", ["store"]),
        ("validate", "from ..store import files", "lib.validate", ["store"]),
        ("validate", "from . import schema", "lib.validate", []),
        ("ui", "from lib.nobody import thing", "lib.ui", ["nobody"]),
        ("desk", "from lib import review\nfrom lib.errors import DataError", "lib", []),
    ],
)
def test_a_planted_breach_is_found(row: str, source: str, package: str, found: list[str]) -> None:
    assert breaches(row, source, package) == found


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_pages_are_tables_of_contents(path: Path) -> None:
    source = path.read_text()
    names = {node.attr for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute)}
    names |= {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}
    assert not names & set(FRAME_ONLY)
    assert len(source.splitlines()) <= PAGE_LINES


def test_there_are_pages_to_hold_to_it() -> None:
    assert len(PAGES) >= 2
    assert len(LIB) >= 30
