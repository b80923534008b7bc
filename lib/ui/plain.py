"""The plain page (`/plain`): facts, map, sentences and CSV as HTML, for machines that cannot draw the board.

No script, no socket, and colours written out, because browsers of old know no variables.
"""

from __future__ import annotations

from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from lib import analysis
from lib.citymap import drawing
from lib.export import file_name
from lib.export.csvs import csv_for_people
from lib.extract.passages import joined
from lib.geo import borders_on
from lib.model import NONE, Selection
from lib.palette import LIGHT
from lib.query import AS_OF, CITY, LANG, SOURCE, THEME, city_options, theme_options
from lib.terms import area_name, citation, initiative_name, map_credit, theme_name
from lib.ui import login, mapview, parts
from lib.ui.asked import Asked
from lib.words import mark

CANVAS = (612, 400)
CLOSED = "log in at the board\n"
"""Where every page asks for a log-in there is no plain one: it has no session to ask."""
STYLE = (
    f"body{{font:16px/1.6 sans-serif;color:{LIGHT.ink};background:{LIGHT.paper};max-width:1100px}}"
    "body{margin:0 auto;padding:16px}"
    f"a{{color:{LIGHT.accent}}} h1{{font-size:24px;line-height:1.4}} h2{{font-size:18px;margin:24px 0 8px}}"
    "table{border-collapse:collapse;width:100%} caption{text-align:left}"
    f"th,td{{text-align:left;vertical-align:top;padding:6px 12px 6px 0;border-bottom:1px solid {LIGHT.line2}}}"
    f"mark{{background:{LIGHT.mark};color:{LIGHT.ink};font-weight:bold}}"
    f".notice,.sentence{{background:{LIGHT.sunk};border-left:4px solid {LIGHT.accent};padding:8px 16px}}"
    f".quiet{{color:{LIGHT.ink3};font-size:14px}} svg{{max-width:620px;width:100%;height:auto}}"
    "select,button{font-size:16px;min-height:44px} .scroll{overflow-x:auto}"
    ".num{white-space:nowrap} .v{font-weight:bold}"
    ".acct dt,.acct dd{display:inline;margin:0 6px 0 0} em{font-style:normal}"
)


def page(request: Request) -> Response:
    """`/plain`."""
    if login.everywhere():
        return Response(CLOSED, 403)
    view = Asked.of(request.query_params)
    return HTMLResponse(html(view), headers={"cache-control": "no-store"})


def csv(request: Request) -> Response:
    """`/plain.csv`: the file that the board gives for the same selection."""
    if login.everywhere():
        return Response(CLOSED, 403)
    view = Asked.of(request.query_params)
    facts = analysis.chosen(view.board, view.selection)[0]
    name = file_name(view.board, view.selection, "csv")
    return Response(
        csv_for_people(view.board, facts, view.words),
        media_type="text/csv; charset=utf-8",
        headers={"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"},
    )


def html(view: Asked) -> str:
    """The whole page."""
    words = view.words
    title, version = words("Shandong Union Board"), words("data version {version}", version=view.board.version)
    other = "en" if words.lang == "zh" else "zh"
    pieces = [_ways(view, other), _notices(view)]
    if view.selection.sources:
        pieces += [_filters(view), _sentence(view), _facts(view), _initiatives(view), _map(view)]
    else:
        pieces.append(f'<p class="notice">{escape(words("nothing was published yet"))}</p>')
    return (
        f'<!doctype html><html lang="{words.pick("zh-CN", "en")}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(title)}</title>'
        f"<style>{STYLE}</style></head><body><main><h1>{escape(title)}</h1>{''.join(pieces)}"
        f'<p class="quiet">{escape(version)}</p></main></body></html>'
    )


def _ways(view: Asked, other: str) -> str:
    words = view.words
    said = words("The plain page: it needs no script. The board itself wants a browser of 2023 or newer.")
    language = {"zh": "中文", "en": "English"}[other]
    links = (
        f'<a href="{escape(view.href("./"))}">{escape(words("To the board"))}</a>',
        f'<a href="{escape(view.href(lang=other))}" lang="{other}">{language}</a>',
    )
    return f'<p class="quiet">{escape(said)} {" · ".join(links)}</p>'


def _notices(view: Asked) -> str:
    told = mark("“{value}” in the address is not known here; it was left out.")
    return "".join(f'<p class="notice">{escape(view.words(told, value=value))}</p>' for _, value in view.dropped)


def _filters(view: Asked) -> str:
    """A form that a browser sends by itself; the address is that of the board."""
    words, chosen = view.words, view.selection
    kept = {SOURCE: ",".join(chosen.sources), LANG: words.lang, AS_OF: view.as_of}
    hidden = "".join(
        f'<input type="hidden" name="{name}" value="{escape(value)}">' for name, value in kept.items() if value
    )
    cities = [(key, _place(view, key)) for key in city_options(view.board)]
    themes = [(key, theme_name(view.board, "" if key == NONE else key, words)) for key in theme_options(view.board)]
    return (
        f'<form action="plain" method="get">{hidden}'
        f"{_select(words('City'), CITY, words('All cities'), cities, chosen.cities)} "
        f"{_select(words('Theme'), THEME, words('All'), themes, chosen.themes)} "
        f'<button type="submit">{escape(words("Show"))}</button></form>'
    )


def _select(label: str, name: str, every: str, options: list[tuple[str, str]], chosen: tuple[str, ...]) -> str:
    """A drop-down; a selection of several stands in it as one entry."""
    if len(chosen) > 1:
        together = ", ".join(shown for key, shown in options if key in chosen)
        options = [(",".join(chosen), together), *options]
    now = ",".join(chosen)
    items = "".join(
        f'<option value="{escape(key)}"{" selected" if key == now else ""}>{escape(shown)}</option>'
        for key, shown in [("", every), *options]
    )
    return f'<label>{escape(label)} <select name="{name}">{items}</select></label>'


def _place(view: Asked, key: str) -> str:
    return area_name(view.board, key, "stated", view.words)


def _sentence(view: Asked) -> str:
    """One fact with the words that it came from."""
    fact = view.board.facts.get(view.fact_id)
    if fact is None:
        return ""
    words = view.words
    context = words.pick(fact.context_zh, fact.context_en)
    quote = f'<p lang="zh-CN"><mark>{escape(joined(fact.quote))}</mark></p>'
    own = f"<p>{escape(words('in our own words'))}: {escape(context)}</p>" if context else ""
    cited = f'<p class="quiet">{escape(citation(view.board, fact, words))}</p>'
    return f'<div class="sentence"><h2>{escape(words("Quote"))}</h2>{quote}{own}{cited}</div>'


def _map(view: Asked) -> str:
    board, words = view.board, view.words
    states = analysis.states(board, view.selection)
    views = [mapview.city_view(board, city, view.selection, words) for city in states]

    def link(code: str) -> str:
        cities = tuple(sorted(set(view.selection.cities) ^ {code}))
        return view.href(selection=Selection(cities, view.selection.themes, view.selection.sources))

    features = borders_on(board.borders, board.map_date(view.selection.sources))
    alt = mapview.alt(views, words)
    picture = drawing(features, views, by="facts", palette=LIGHT, canvas=CANVAS, alt=alt, link=link)
    rows = "".join(
        f'<tr><th scope="row"><a href="{escape(link(city.area_code))}">{escape(city.name)}</a></th>'
        f"<td>{escape(city.words)}</td></tr>"
        for city in views
    )
    return (
        f"<h2>{escape(words('Which cities the report writes about'))}</h2>{picture}"
        f'<p class="quiet">{escape(map_credit(board, words))}</p><table>{rows}</table>'
    )


def _facts(view: Asked) -> str:
    board, words = view.board, view.words
    facts = analysis.chosen(board, view.selection)[0]
    account = analysis.account(board, analysis.in_scope(board, view.selection)[0])
    outside = account.all - len(facts)
    more = words("{n} more facts lie outside the selection.", n=outside) if outside else ""
    file = f'<p><a href="{escape(view.href("plain.csv"))}">{escape(words("↓ Download CSV"))}</a> {escape(more)}</p>'
    if not facts:
        return f"<h2>{escape(words('no fact'))}</h2>{file}"
    head = words("All facts of the selection ({n})", n=len(facts))
    return f"<h2>{escape(head)}</h2>{file}{parts.table(board, facts, words, lambda fact_id: _open(view, fact_id))}"


def _open(view: Asked, fact_id: str) -> str:
    return view.href(fact=fact_id)


def _initiatives(view: Asked) -> str:
    board, words = view.board, view.words
    rows = analysis.chosen(board, view.selection)[1]
    if not rows:
        return ""
    items = "".join(
        f"<li><b>{escape(_place(view, analysis.initiative_place(board, row)))}</b> "
        f"{escape(initiative_name(row, words))}: {escape(words.pick(row['summary_zh'], row['summary_en']))}</li>"
        for row in rows
    )
    note = f'<p class="quiet">{escape(words("summary by this board"))}</p>'
    return f"<h2>{escape(words('initiatives {n}', n=len(rows)))}</h2><ul>{items}</ul>{note}"
