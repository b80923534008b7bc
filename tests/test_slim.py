"""The script of charts as browsers get it: whole, a quarter of Streamlit's, with all kinds that are drawn."""

from __future__ import annotations

import re
from pathlib import Path

import plotly.graph_objects as go
import pytest
import streamlit

from lib.charts.frame import KINDS, figure
from lib.palette import LIGHT
from lib.serve.slim import CHANGED, measured, once, slim

STATIC = Path(streamlit.__file__).parent / "static"
MODULE = re.compile(r'[,; ]([\w$]+)=[\w$]+\(\{"([^"\n]+)"\(')
"""A module of the script: the name that it is called by, and its path."""


@pytest.fixture(scope="module")
def whole() -> str:
    (path,) = (STATIC / "static" / "js").glob("PlotlyChart.*.js")
    return path.read_text("utf-8")


def lacking(whole: str, left: str) -> list[str]:
    """Paths of the modules that are gone and still called."""
    names = dict(MODULE.findall(whole))
    gone = names.keys() - dict(MODULE.findall(left)).keys()
    called = set(re.findall(r"(?<![\w$.])([\w$]+)\(\)", left))
    return [names[name] for name in gone & called]


def test_a_quarter_is_left_and_lacks_nothing_that_it_calls(whole: str) -> None:
    left = slim(whole)
    assert len(left) < len(whole) / 4
    assert len(MODULE.findall(whole)) - len(MODULE.findall(left)) > 500
    assert lacking(whole, left) == []


def test_one_module_too_few_is_noticed(whole: str) -> None:
    start = whole.index('"src/traces/bar/plot.js"(')
    end = start + MODULE.search(whole[start:]).start()  # type: ignore[union-attr]
    shorter = slim(whole[: whole.rindex(",", 0, start)] + whole[end:])
    assert lacking(whole, shorter) == ["src/traces/bar/plot.js"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_that_is_drawn_is_left(whole: str, kind: str) -> None:
    assert f'"src/traces/{kind}/plot.js"(' in slim(whole)


def test_what_stands_behind_the_charts_is_untouched(whole: str) -> None:
    tail = whole[whole.index("window.Plotly=") :]
    assert slim(whole).endswith(once(tail))
    assert slim(slim(whole)) == slim(whole)


def test_a_chart_waits_for_its_width_and_a_figure_for_another_theme(whole: str) -> None:
    tail = whole[whole.index("window.Plotly=") :]
    left = once(tail)
    assert left.count("own.current!==") == 1
    (width,) = re.findall(r"let\{width:(\w+)\}=\w+\(\w+\);return \1>0\?", left)
    effect = r"let own=\(0,\w+\.useRef\)\(\w+\);\(0,\w+\.useEffect\)\(\(\)=>\{own\.current!==(\w+)&&\(own\.current=\1,"
    assert re.search(effect, left)
    undone = left.replace(f"return {width}>0?", f"return {width}?")
    undone = re.sub(r"let own=[^;]+;", "", undone)
    undone = re.sub(r"own\.current!==(\w+)&&\(own\.current=\1,(.+?)\)(\},\[\w+\.id)", r"\2\3", undone, count=1)
    assert undone == tail


def test_a_part_is_measured_before_it_is_drawn_and_nothing_else_changes() -> None:
    (path,) = (STATIC / "static" / "js").glob("useResizeObserver.*.js")
    script = path.read_text("utf-8")
    left = measured(script)
    assert (script.count("useLayoutEffect"), left.count("useLayoutEffect")) == (0, 1)
    assert left.replace("useLayoutEffect", "useEffect") == script
    assert measured("(0,r.useEffect)(()=>{a.current=1})") == "(0,r.useEffect)(()=>{a.current=1})"


@pytest.mark.parametrize("begin", CHANGED)
def test_streamlit_has_each_script_that_is_changed(begin: str) -> None:
    assert len(list(STATIC.glob(f"{begin.removeprefix('/')}*.js"))) == 1


@pytest.mark.parametrize("script", ["", "export{a as b}", '"lib/bar.js"(e,t){t.exports=a()}})'])
def test_a_script_built_in_another_way_is_left_alone(script: str) -> None:
    assert slim(script) == script


def test_no_chart_is_of_a_kind_that_browsers_do_not_get() -> None:
    empty = {"palette": LIGHT, "height": 20, "margin": (0, 0, 0, 0), "xaxis": {}, "yaxis": {}}
    assert isinstance(figure([{"type": kind} for kind in KINDS], **empty), go.Figure)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="pie"):
        figure([{"type": "pie"}], **empty)  # type: ignore[arg-type]
