"""Streamlit's script of charts without the kinds of chart that the board does not draw: a quarter is left, and that
draws a chart once, in a room that is measured before.

Plotly's maps, globes and spaces are three quarters of all that a browser has to fetch, read and begin before it draws
the first bar. The script holds one module after another, each behind those it needs: what every chart needs, with the
scatter, then the bar, then all other kinds, and last the list that makes the kinds known. What lies between the bar and
the list is left out, and of the list all but the bar (`lib.charts.frame.KINDS` are the kinds that remain).

Streamlit gives plotly each chart twice: once before it knows how wide its place is, and once more because it makes the
figure of the reader's theme anew as soon as it has made it. Both wait for what they need here: the chart for a width,
the figure for another theme. Plotly would find out by itself that nothing is to be drawn again, after reading all.
"""

from __future__ import annotations

import re

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


def slim(script: str) -> str:
    """The script with `KINDS` alone, drawn once; a script that is built in another way comes back as it was."""
    bar, listed = BAR.search(script), LIST.search(script)
    if not bar or not listed or listed.start() < bar.end():
        return script
    return once(f"{script[: bar.end()]};{listed[1]}{listed[3]}{script[listed.end() :]}")


def once(script: str) -> str:
    """The script with charts that are given to plotly once; what is built in another way stays."""
    placed = PLACE.sub(r"\1>0\3", script)
    return THEMED.sub(r"let own=(0,\2.useRef)(\5);\1own.current!==\5&&(own.current=\5,\3)\6", placed)


def measured(script: str) -> str:
    """The script with parts that are measured before a browser draws, so that it need not draw their empty room."""
    return MEASURED.sub(r"\1Layout\2", script)


CHANGED = {"/static/js/PlotlyChart.": slim, "/static/js/useResizeObserver.": measured}
"""How the paths of scripts begin that browsers get changed, and what changes them; the rest of a path is a hash."""
