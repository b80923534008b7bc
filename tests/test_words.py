"""Both languages say the same: every message has its Chinese words, none is left over, and names are kept."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from lib.catalog import Board
from lib.tables import TABLES
from lib.words import LOCALE, Words
from tests.conftest import ROOT

CALLED = ("words", "mark", "_words")
SOURCES = [*sorted((ROOT / "lib").rglob("*.py")), *sorted((ROOT / "pages").rglob("*.py")), *sorted(ROOT.glob("*.py"))]
WRONG, MEND, PLACES = 4, 5, 6
"""Places of `wrong` and `mend` among the arguments of `report.add`, and how many it has at least."""
LATIN = re.compile(r"[A-Za-z][A-Za-z_]{2,}")
ALLOWED = {
    "CSV",
    "XLSX",
    "ZIP",
    "DOCX",
    "PPTX",
    "PDF",
    "UTF",
    "BOM",
    "CRLF",
    "UNION_REPORTS",
    "UNION_DATA",
    "UNION_BORDERS",
    "UNION_DESK",
    "UNION_STORE",
    "GeoJSON",
    "csv",
    "true",
    "false",
    "python",
    "lib",
    "build",
    "add",
    "check",
    "fast",
    "geocn",
    *(
        "NUL",
        "UNION_DESK",
        "off",
        "local",
        "login",
        "pdf",
        "scripts",
        "build_borders",
        "FeatureCollection",
        "JSON",
        "Word",
        "docx",
        "html",
        "txt",
    ),
    *("UNION_IDENTITY", "TOML", "docs", "md", "header", "addresses"),
    *(
        "SHA",
        "SUMS",
        "sha",
        "sum",
        "minisign",
        "snapshot",
        "verify",
        "README",
        "pub",
        "zip",
        "Excel",
        "key",
        "Frictionless",
        "start",
        "end",
        "mentions",
    ),
    *TABLES,
    *(name for table in TABLES.values() for name in table.names),
    *(word for table in TABLES.values() for column in table.columns for word in column.enum),
}
"""Names of files, columns, commands and formats: they are typed or looked for as they stand."""


def constants(node: ast.expr) -> Iterator[str]:
    """Texts that an argument may be; implicit concatenations are one constant, `a if x else b` is two."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from constants(node.body)
        yield from constants(node.orelse)


def is_lookup(call: ast.Call) -> bool:
    """`words(...)`, `mark(...)`, `view.words(...)`, `_words()(...)`, `Words(lang)(...)`."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name in CALLED
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name in (*CALLED, "Words")
    return False


def is_problem(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and call.func.attr == "add" and len(call.args) >= PLACES


def messages(source: str) -> set[str]:
    """Message ids that a source uses."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        if is_lookup(node) and node.args:
            found |= set(constants(node.args[0]))
        elif is_problem(node):
            found |= {*constants(node.args[WRONG]), *constants(node.args[MEND])}
    return found


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def catalogue(lang: str) -> dict[str, str]:
    with (LOCALE / lang / "LC_MESSAGES" / "board.po").open("rb") as file:
        return {str(entry.id): str(entry.string) for entry in read_po(file, locale=lang) if entry.id}


USED = {path: messages(path.read_text()) for path in SOURCES}
CHINESE = catalogue("zh")


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("words('A')", {"A"}),
        ("view.words('A {n}', n=1)", {"A {n}"}),
        ("_words()('A ' 'B')", {"A B"}),
        ("mark('A' if x else 'B')", {"A", "B"}),
        ("words(name)", set()),
        ("printed('A')", set()),
        ("report.add(f, 1, c, v, 'wrong ' 'here', 'mend')", {"wrong here", "mend"}),
        ("seen.add('A')", set()),
    ],
)
def test_messages_are_found_in_a_source(source: str, found: set[str]) -> None:
    assert messages(source) == found


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_message_has_chinese_words(path: Path) -> None:
    assert {text for text in USED[path] if not CHINESE.get(text)} == set()


def test_no_translation_is_left_over() -> None:
    assert set(CHINESE) - set().union(*USED.values()) == set()


def test_problems_are_told_in_texts_that_can_be_found() -> None:
    """`report.add` with a composed text would never be translated."""
    for path in sorted((ROOT / "lib" / "validate").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and is_problem(node):
                told = node.args[WRONG], node.args[MEND]
                assert all(isinstance(text, ast.Constant | ast.Name) for text in told), f"{path.name}:{node.lineno}"


@pytest.mark.parametrize("text", sorted(CHINESE))
def test_translation_keeps_names_and_has_no_english(text: str) -> None:
    assert names(CHINESE[text]) == names(text)
    bare = re.sub(r"\{[^}]*\}", " ", CHINESE[text])
    assert set(LATIN.findall(bare)) - ALLOWED == set()


@pytest.mark.parametrize("column", ["population", "period_text", "per"])
def test_printed_words_of_the_data_have_english(board: Board, column: str) -> None:
    printed = {row[column] for row in board.rows("metrics")} - {""}
    english = {text: Words("en").printed(text) for text in printed}
    assert printed
    assert {text for text, shown in english.items() if not shown.isascii() or not shown} == set()


@pytest.mark.parametrize(
    ("lang", "text", "shown"),
    [
        ("zh", "市级", "市级"),
        ("en", "市级", "city level"),
        ("en", "没有人译过", "“没有人译过”"),
        ("en", "2018年", "2018"),
        ("en", "到2018年底", "end of 2018"),
        ("en", "2016年至2018年", "2016 to 2018"),
        ("en", "2018年左右", "“2018年左右”"),
        ("en", "", ""),
        ("zh", "", ""),
    ],
)
def test_printed(lang: str, text: str, shown: str) -> None:
    assert Words(lang).printed(text) == shown


def test_words_fill_in_names_and_know_two_languages() -> None:
    assert Words("zh")("stated {n} times", n=2) == "报告提到2次"
    assert Words("en")("stated {n} times", n=2) == "stated 2 times"
    assert (Words("zh").pick("甲", "A"), Words("en").pick("甲", "A")) == ("甲", "A")
    with pytest.raises(ValueError, match="'fr' is none of zh, en"):
        Words("fr")
