"""What Streamlit's first page asks for before it is used: the parts that the pages of the board are drawn with.

Streamlit asks for the script of a part when the first such part has come; asked for with the page, it comes while the
server still runs the page. Those of charts and maps are large, so only pages that draw some ask for them; the figures
do not wait for them, they are in the page itself (`lib/serve/doors`). Streamlit's own font is asked for early too, and
the board writes in those of the system.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

PARTS = (
    "BidiComponent",
    "ButtonGroup",
    "DownloadButton",
    "Html",
    "Multiselect",
    "Pagination",
)
"""Parts of every page of the board by the names of their scripts, in the order that they come in."""
DRAWN = ("PlotlyChart", "DeckGlJsonChart")
"""Parts of the pages that draw, behind those of all."""
DRAWING = ("", "city", "indicators")
"""Addresses of the pages that draw."""
IMPORT = re.compile(r"""(?:from|import)\s*["'`]\./([\w.-]+\.js)["'`]""")
FONT = re.compile(rb'<link\s+rel="preload"[^>]*as="font"[^>]*>')


def scripts(static: Path, parts: Sequence[str]) -> list[str]:
    """Names of the scripts of these parts and of what these bring in, each once, without those the page has itself.

    A part that is not there has none.
    """
    folder, has = static / "static" / "js", (static / "index.html").read_text("utf-8")
    found: dict[str, None] = {}
    for part in parts:
        waiting = sorted(path.name for path in folder.glob(f"{part}.*.js"))
        while waiting:
            name = waiting.pop(0)
            if name not in found and (folder / name).is_file():
                found[name] = None
                waiting += IMPORT.findall((folder / name).read_text("utf-8"))
    return [name for name in found if name not in has]


def links(static: Path) -> Callable[[str], bytes]:
    """Address of a page -> its scripts as lines of its head."""
    plain, drawing = (_lines(scripts(static, parts)) for parts in (PARTS, PARTS + DRAWN))
    return lambda page: drawing if page in DRAWING else plain


def asked(page: bytes, head: bytes) -> bytes:
    """The first page with these lines at the end of its head, without asking for a font."""
    return FONT.sub(b"", page, count=1).replace(b"</head>", head + b"</head>", 1)


def _lines(names: Sequence[str]) -> bytes:
    return b"".join(f'<link rel="modulepreload" crossorigin href="./static/js/{name}">'.encode() for name in names)
