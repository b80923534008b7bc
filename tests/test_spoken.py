"""Lines that may be said aloud: figures as printed with their wording, and not one number or rank of our own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from lib import desk
from lib.analysis import chosen, every_state
from lib.catalog import Board
from lib.model import Fact, Qualifier, Selection
from lib.spoken import LINES, said, spoken
from lib.terms import figure_of, indicator_name, initiative_name, place_name, theme_name
from lib.words import Words
from tests.conftest import DATA, DEMO, YEARS

FOLDERS = (DATA, DEMO, YEARS)
BOARDS = {folder.name: desk.open_board(folder) for folder in FOLDERS}
NUMBER = re.compile(r"[0-9０-９〇一二三四五六七八九十百千万亿半]")
RANK = re.compile(
    r"最|首位|领先|第|超过|高于|低于|排名|居|共|合计|平均|\b(most|best|first|rank|total|average|highest)\b"
)
CITIES = [
    pytest.param(name, city.area_code, sources, lang, id=f"{name}-{city.area_code}-{'+'.join(sources)}-{lang}")
    for name, board in BOARDS.items()
    for sources in dict.fromkeys((tuple(row["source_id"] for row in board.sources), (board.sources[0]["source_id"],)))
    for city in every_state(board, Selection(sources=sources))
    for lang in ("zh", "en")
]


def lines_of(board: Board, code: str, sources: tuple[str, ...], lang: str) -> tuple[list[str], list[Fact]]:
    """What is said of a city, and its facts."""
    selection = Selection(sources=sources)
    facts, initiatives = chosen(board, replace(selection, cities=(code,)))
    state = next(city for city in every_state(board, selection) if city.area_code == code)
    return spoken(board, code, facts, initiatives, state, selection, Words(lang)), facts


def printed(board: Board, code: str, facts: list[Fact], words: Words) -> Iterator[str]:
    """All that a line may hold beside its own plain words, the longest first."""
    found = {board.name(code, words.lang, full=True)}
    for fact in facts:
        found |= {said(figure_of(board, fact, words), words), place_name(board, fact, words)}
        found |= {indicator_name(board, fact, words), words.printed(fact.population), words.printed(fact.period_text)}
    found |= {theme_name(board, row["theme"], words) for row in board.themes}
    found |= {initiative_name(row, words) for row in board.rows("initiatives")}
    found |= {words.pick(row["title_zh"], row["title_en"]) for row in board.sources}
    yield from sorted(found - {""}, key=len, reverse=True)


@pytest.mark.parametrize(("name", "code", "sources", "lang"), CITIES)
def test_nothing_is_added_rounded_or_ranked(name: str, code: str, sources: tuple[str, ...], lang: str) -> None:
    board, words = BOARDS[name], Words(lang)
    lines, facts = lines_of(board, code, sources, lang)
    assert len(lines) == LINES
    for line in lines:
        rest = line
        for text in printed(board, code, facts, words):
            rest = rest.replace(text, "")
        assert not NUMBER.search(rest), (line, rest)
        assert not RANK.search(rest), (line, rest)


@pytest.mark.parametrize(("name", "code", "sources", "lang"), CITIES)
def test_a_figure_keeps_its_wording_whom_and_when(name: str, code: str, sources: tuple[str, ...], lang: str) -> None:
    board, words = BOARDS[name], Words(lang)
    lines, facts = lines_of(board, code, sources, lang)
    told = [(line, fact) for line in lines for fact in facts if said(figure_of(board, fact, words), words) in line]
    if facts:
        assert told
    for line, fact in told:
        if indicator_name(board, fact, words) not in line:
            continue
        if fact.qualifier is not Qualifier.EXACT and lang == "zh":
            assert fact.wording in line
        assert not fact.population or words.printed(fact.population) in line
        shown = words.printed(fact.period_text) or words("the report gives no date")
        assert shown in line or any(other is not fact and shown in line for _, other in told)


def test_lines_of_a_city_with_figures() -> None:
    lines, _ = lines_of(BOARDS["data"], "371000", ("union-innovation",), "zh")
    assert lines == [
        "威海市动态建会率98%以上，口径是25人以上企业，时间报告没有注明。",
        "威海市产业工会：市级13家、县级50家，时间报告没有注明。",
        "报告的精神文化、维权服务、工作品牌、示范引领部分没有写到威海市。有的数字没有写是哪个市，不能算作威海市的。",
    ]
    english, _ = lines_of(BOARDS["data"], "371000", ("union-innovation",), "en")
    assert "at least 98%" in english[0]


def test_lines_of_a_city_without_figures_and_of_one_not_named() -> None:
    lines, _ = lines_of(BOARDS["data"], "370100", ("union-innovation",), "zh")
    assert lines[0] == "报告写了济南市的举措，没有给出数字。"
    lines, _ = lines_of(BOARDS["data"], "371100", ("union-innovation",), "zh")
    assert lines[0].startswith("本文本未点名日照市")


def test_the_newest_report_is_told_first_and_each_line_names_its_report() -> None:
    lines, _ = lines_of(BOARDS["years"], "370100", ("work-2021", "work-2018", "work-2016"), "zh")
    assert lines[:2] == [
        "济南市工会会员232万人，时间是2021年底，据《2021年全省工会工作（演示文本）》。",
        "济南市新建户外劳动者驿站210个，时间是2021年，据《2021年全省工会工作（演示文本）》。",
    ]
