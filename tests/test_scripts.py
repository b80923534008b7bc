"""Streamlit's scripts as browsers get them: charts a quarter and with all kinds that are drawn, the rest but for one
change each; what the changes do in a browser is tested in `tests/browser/test_scripts.py`."""

from __future__ import annotations

import re
from pathlib import Path

import plotly.graph_objects as go
import pytest
import streamlit

from lib.charts.frame import KINDS, figure
from lib.palette import LIGHT
from lib.serve.scripts import CHANGED, HOLDS, change, measured, once, prompt, slim, slotted

STATIC = Path(streamlit.__file__).parent / "static"
MODULE = re.compile(r'[,; ]([\w$]+)=[\w$]+\(\{"([^"\n]+)"\(')
"""A module of the script: the name that it is called by, and its path."""


@pytest.fixture(scope="module")
def whole() -> str:
    return only("PlotlyChart").read_text("utf-8")


def only(name: str) -> Path:
    """The one script of this name; behind it stands a hash."""
    (path,) = (path for path in (STATIC / "static" / "js").iterdir() if re.fullmatch(rf"{name}\.[\w-]+\.js", path.name))
    return path


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
    script = only("useResizeObserver").read_text("utf-8")
    left = measured(script)
    assert (script.count("useLayoutEffect"), left.count("useLayoutEffect")) == (0, 1)
    assert left.replace("useLayoutEffect", "useEffect") == script
    assert measured("(0,r.useEffect)(()=>{a.current=1})") == "(0,r.useEffect)(()=>{a.current=1})"


def test_a_choice_is_sent_at_once_and_messages_are_held_and_nothing_else_changes() -> None:
    script = only("index").read_text("utf-8")
    left = prompt(script)
    (sends,) = re.findall(r"queueMicrotask(\(\(\)=>\{this\.sendUpdateWidgetsMessage\([^{}]*\})\)", left)
    assert left.count(HOLDS) == 1
    undone = left.replace(f"queueMicrotask{sends})", f"setTimeout{sends},0)")
    assert undone.replace(HOLDS, "this.handleMessage=") == script


def test_a_list_box_looks_for_what_its_field_refers_to_before_it_is_drawn_and_nothing_else_changes() -> None:
    script = only("useSyncComboBoxEnterTargetFocus").read_text("utf-8")
    left = slotted(script)
    assert left.count("useLayoutEffect") == script.count("useLayoutEffect") + 1
    (at,) = re.findall(r"useLayoutEffect\)\(\(\)=>\{\w+&&!document\.getElementById", left)
    assert left.replace(at, at.replace("Layout", "")) == script


@pytest.mark.parametrize("name", CHANGED)
def test_streamlit_has_each_script_that_is_changed_and_it_is_changed(name: str) -> None:
    path = only(name)
    changed = change(f"/static/js/{path.name}")
    assert changed
    script = path.read_text("utf-8")
    assert changed(script) != script


def test_no_other_script_is_changed() -> None:
    names = [path.name for path in (STATIC / "static" / "js").iterdir() if change(f"/static/js/{path.name}")]
    assert len(names) == len(CHANGED)
    assert change("/static/js/index.esm.CnlgfcEa.js") is change("/static/css/index.a.css") is None


@pytest.mark.parametrize("script", ["", "export{a as b}", '"lib/bar.js"(e,t){t.exports=a()}})'])
def test_a_script_built_in_another_way_is_left_alone(script: str) -> None:
    assert {changed(script) for changed in CHANGED.values()} == {script}


def test_no_chart_is_of_a_kind_that_browsers_do_not_get() -> None:
    empty = {"palette": LIGHT, "height": 20, "margin": (0, 0, 0, 0), "xaxis": {}, "yaxis": {}}
    assert isinstance(figure([{"type": kind} for kind in KINDS], **empty), go.Figure)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="pie"):
        figure([{"type": "pie"}], **empty)  # type: ignore[arg-type]
