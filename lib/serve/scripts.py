"""Streamlit's scripts as browsers get them: less of them, and nothing done twice.

A script that is built in another way than those of the pinned Streamlit comes back as it was: the board is slower then,
and the same. `tests/test_scripts.py` tells which of the changes no longer finds its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable

BAR = re.compile(r'"lib/bar\.js"\(\w+,\w+\)\{\w+\.exports=[\w$]+\(\)\}\}\)')
LIST = re.compile(
    r'(return [\w$]+\(\{"lib/index\.js"\(\w+,\w+\)\{var (\w+)=[\w$]+\(\);\2\.register\(\[[\w$]+\(\)),[^\]]*(\]\))'
)
"""The last module, to the end of its list: its beginning with the bar, and the list's end, are groups 1 and 3."""
PLACE = re.compile(r"(let\{width:(\w+)\}=\w+\(\w+\);return \2)(\?\w+\(\w+,\{width:\2,)")
"""Where a chart is put into its place: for any width but 0, and -1 stands for one that is not measured yet."""
THEMED = re.compile(
    r"(?<=;)(\(0,(\w+)\.useEffect\)\(\(\)=>\{)(\w+\(\w+=>\w+\(\w+,(\w+)\.theme,(\w+)\)\))(\},\[\4\.id,\5,\4\.theme\]\),)"
)
"""The effect that makes the figure (group 3) of a theme (group 5)."""
MEASURED = re.compile(r"(\(0,\w+\.use)(Effect\)\(\(\)=>\{if\(!\w+\.current\)return;\w+\(\w+\(\)\);)")
"""The effect that measures a part, after the browser has drawn its room empty."""
SLOT = re.compile(r"(\(0,\w+\.use)(Effect\)\(\(\)=>\{(\w+)&&!document\.getElementById\((\w+)\)&&\w+\(!1\)\},\[\4,\3,)")
"""The effect of a list box that looks whether what its field refers to is there, when all else has been drawn."""
WAITS = re.compile(r"(?<=this\.flushScheduled=!0,)setTimeout(\(\(\)=>\{this\.sendUpdateWidgetsMessage\([^{}]*\}),0\)")
"""Where a choice waits for the browser's next free moment before it is sent."""
HANDLES = re.compile(r"this\.handleMessage=(?=\w+=>\{let )")
"""Where Streamlit takes a message of the server's."""
LONGEST = 100
"""Milliseconds that the first message held waits at most."""
HOLDS = (
    "this.heldBack=null,"
    "this.passOn=()=>{clearTimeout(this.passOnTimer);this.passOnTimer=void 0;"
    "const all=this.heldBack;this.heldBack=[];for(const one of all)this.handleAtOnce(one)},"
    "this.handleMessage=one=>{"
    "if(!this.heldBack&&one.type!==`newSession`)return this.handleAtOnce(one);"
    "(this.heldBack??=[]).push(one);"
    "if(one.type===`sessionStatusChanged`&&!one.sessionStatusChanged.scriptIsRunning){this.passOn();this.heldBack=null}"
    f"else this.passOnTimer??=setTimeout(this.passOn,{LONGEST})}},"
    "this.handleAtOnce="
)
"""From the word that a run begins to the word that it is over, messages are held, and then handled in one go."""


def slim(script: str) -> str:
    """Charts without the kinds that the board does not draw (`lib.charts.frame.KINDS` are left): a quarter remains.

    Plotly's maps, globes and spaces are three quarters of all that a browser has to fetch, read and begin before it
    draws the first bar. The script holds one module after another, each behind those it needs: what every chart needs,
    with the scatter, then the bar, then all other kinds, and last the list that makes the kinds known. What lies
    between the bar and the list is left out, and of the list all but the bar.
    """
    bar, listed = BAR.search(script), LIST.search(script)
    if not bar or not listed or listed.start() < bar.end():
        return script
    return once(f"{script[: bar.end()]};{listed[1]}{listed[3]}{script[listed.end() :]}")


def once(script: str) -> str:
    """Charts that are given to plotly once.

    Streamlit gives it each chart before it knows how wide its place is, and again because it makes the figure of the
    reader's theme anew as soon as it has made it. The chart waits for a width here, the figure for another theme.
    """
    placed = PLACE.sub(r"\1>0\3", script)
    return THEMED.sub(r"let own=(0,\2.useRef)(\5);\1own.current!==\5&&(own.current=\5,\3)\6", placed)


def measured(script: str) -> str:
    """Parts that are measured before a browser draws, so that it need not draw their empty room."""
    return MEASURED.sub(r"\1Layout\2", script)


def slotted(script: str) -> str:
    """List boxes that look for what their field refers to before a browser draws, so that they need not draw again."""
    return SLOT.sub(r"\1Layout\2", script)


def prompt(script: str) -> str:
    """A choice that is sent before the list of cities is drawn anew, and answers that are drawn in one go.

    Streamlit draws its whole tree of parts for every few messages; one run has sixty. A run that is slow still shows
    what it has, every tenth of a second.
    """
    return HANDLES.sub(HOLDS, WAITS.sub(r"queueMicrotask\1)", script))


CHANGED: dict[str, Callable[[str], str]] = {
    "index": prompt,
    "PlotlyChart": slim,
    "useResizeObserver": measured,
    "useSyncComboBoxEnterTargetFocus": slotted,
}
"""Names of scripts that browsers get changed, and what changes them; behind a name in a path stands a hash."""
PATH = re.compile(r"/static/js/(\w+)\.[\w-]+\.js")


def change(path: str) -> Callable[[str], str] | None:
    """What changes the script of this path."""
    named = PATH.fullmatch(path)
    return CHANGED.get(named[1]) if named else None
