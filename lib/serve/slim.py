"""Streamlit's script of charts without the kinds of chart that the board does not draw: a quarter is left.

Plotly's maps, globes and spaces are three quarters of all that a browser has to fetch, read and begin before it draws
the first bar. The script holds one module after another, each behind those it needs: what every chart needs, with the
scatter, then the bar, then all other kinds, and last the list that makes the kinds known. What lies between the bar and
the list is left out, and of the list all but the bar (`lib.charts.frame.KINDS` are the kinds that remain).
"""

from __future__ import annotations

import re

NAME = "/static/js/PlotlyChart."
"""How the path of the script begins; the rest is a hash."""
BAR = re.compile(r'"lib/bar\.js"\(\w+,\w+\)\{\w+\.exports=[\w$]+\(\)\}\}\)')
LIST = re.compile(
    r'(return [\w$]+\(\{"lib/index\.js"\(\w+,\w+\)\{var (\w+)=[\w$]+\(\);\2\.register\(\[[\w$]+\(\)),[^\]]*(\]\))'
)
"""The last module, to the end of its list: its beginning with the bar, and the list's end, are groups 1 and 3."""


def slim(script: str) -> str:
    """The script with `KINDS` alone; a script that is built in another way comes back as it was."""
    bar, listed = BAR.search(script), LIST.search(script)
    if not bar or not listed or listed.start() < bar.end():
        return script
    return f"{script[: bar.end()]};{listed[1]}{listed[3]}{script[listed.end() :]}"
