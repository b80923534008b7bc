"""What a page says at first glance, its title and its cards, made without a session.

Two readers cannot wait for a run of the page. Who opens it: what draws it takes a browser seconds, so its first answer
has the figures in it (`opening`, put there by `lib/serve/doors.py`). Who has a city in mind: its figures are fetched
before it is chosen (`answer`, asked by `lib/ui/foresight.py`). Both get the HTML that the page draws a moment later.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from lib.errors import BoardError
from lib.palette import DARK, LIGHT
from lib.query import VIEW
from lib.ui import cards, city, frame, indicator_charts, indicators, login, overview
from lib.ui.asked import Asked

PAGE = "page"
"""Parameter of `answer`: the page whose figures are asked for; its other parameters are those of the page."""
Given = Mapping[str, str]


def _overview(asked: Asked, given: Given) -> tuple[str, str, str]:
    del given  # the page has no parameters of its own
    view = overview.View.made(asked.board, asked.words, asked.selection, asked.sentence)
    return overview.title_of(view), overview.head_of(view), overview.figures_of(view)


def _city(asked: Asked, given: Given) -> tuple[str, str, str]:
    del given  # what it compares stands below its figures
    view = city.View.made(asked.board, asked.words, asked.selection, asked.sentence)
    return (city.title_of(view), "", city.figures_of(view)) if view.code else ("", "", "")


def _indicators(asked: Asked, given: Given) -> tuple[str, str, str]:
    view = indicators.View.made(asked.board, asked.words, asked.selection, asked.sentence, given, as_of=asked.as_of)
    if not view.indicator:
        return "", "", ""
    return indicators.title_of(view), indicator_charts.head_of(view), indicator_charts.figures_of(view)


PAGES: dict[str, Callable[[Asked, Given], tuple[str, str, str]]] = {
    "": _overview,
    "city": _city,
    "indicators": _indicators,
}
"""By address: title of a page, what stands above its cards, its cards; three empty texts where it shows none."""


def answer(request: Request) -> Response:
    """`/glance`: the cards of a page for an address, as the page would draw them."""
    page = request.query_params.get(PAGE, "")
    if login.everywhere():
        return JSONResponse({}, 403)
    if page not in PAGES:
        return JSONResponse({}, 404)
    given = dict(request.query_params)
    _, _, figures = PAGES[page](Asked.of(given), given)
    return JSONResponse({"figures": cards.grid(figures)}, headers={"cache-control": "no-store"})


def opening(page: str, given: Given) -> str:
    """What stands over a page until the browser has drawn it; empty where nothing can be said yet.

    Where every page asks for a log-in nothing is said: whoever asks for a page has not shown yet who he is.
    """
    if page not in PAGES or VIEW in given or login.everywhere():
        return ""
    try:
        asked = Asked.of(given)
        if not asked.selection.sources:
            return ""
        title, head, figures = PAGES[page](asked, given)
    except BoardError:
        return ""  # the page says what is wrong
    if not figures:
        return ""
    words = asked.words
    return (
        f'<div id="opening" lang="{words.pick("zh-CN", "en")}"><style>{_colours()}{frame.sheets(words)}</style>'
        f'<div class="bar">{escape(words("Shandong Union Board"))}</div>'
        f'<div class="opened {page or "overview"}"><div class="title">{title}</div>'
        f'<div class="column">{head}<div class="st-key-{cards.KEY}">{cards.grid(figures)}</div></div></div></div>'
    )


def _colours() -> str:
    """Both palettes: which one the reader sees is not known before the browser has told."""
    light, dark = frame.tokens(LIGHT), frame.tokens(DARK)
    return f":root{{{light}}}@media (prefers-color-scheme:dark){{:root{{{dark}}}}}"
