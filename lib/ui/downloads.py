"""Files of the selection: the menu on every page, and the sections of the page of downloads."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from html import escape
from pathlib import Path

import streamlit as st

from lib import desk
from lib.briefing import as_text, lines
from lib.catalog import Board
from lib.desk import snapshots
from lib.desk.snapshots import KINDS
from lib.export import Snapshot, file_name, telling
from lib.model import Selection
from lib.palette import LIGHT
from lib.pictures import gallery, png, svg
from lib.ui import address, parts
from lib.words import Words, mark

PICTURES = {"png": (png, "image/png"), "svg": (svg, "image/svg+xml")}
REMARK = "download-remark"
_HEADS = (mark("Data version"), mark("Snapshot number"), mark("Files"))


def snapshot(board: Board, words: Words) -> Snapshot:
    """The selection of the address as files hold it."""
    return Snapshot(board, address.selection(board), words, snapshots.origin())


def menu(board: Board, words: Words) -> None:
    """CSV at once, the other kinds behind a button; every file is made on click."""
    made = snapshot(board, words)
    with st.container(key="downloads", horizontal=True, gap="small"):
        _button(made, "csv", words("↓ Download CSV"), "download-csv")
        with st.popover(words("More"), key="download-menu"):
            for kind in KINDS:
                if kind != "csv":
                    _button(made, kind, words(KINDS[kind].name), f"menu-{kind}")
            link = address.href(board, "downloads", made.selection, words.lang)
            st.html(parts.anchor(link, words("Pictures, earlier versions, how to check"), kind="src in"))


def _button(made: Snapshot, kind: str, label: str, key: str) -> None:
    st.download_button(
        label,
        lambda: KINDS[kind].write(made),
        _name(made, kind),
        KINDS[kind].mime,
        on_click="ignore",
        key=key,
    )


def _name(made: Snapshot, kind: str) -> str:
    suffix = KINDS[kind].suffix
    name = file_name(made.board, made.selection, suffix or kind)
    return f"{kind}_{name}" if suffix else name


@dataclass(frozen=True)
class View:
    """What the page of downloads shows."""

    board: Board
    words: Words
    made: Snapshot

    @classmethod
    def of(cls, board: Board) -> View:
        """The selection of the address."""
        words = Words(address.language())
        return cls(board, words, snapshot(board, words))


def title(view: View) -> None:
    """What the page is."""
    words = view.words
    said = words("Every file holds the selection below, as of the version shown, and is made on click.")
    with st.container(key="page-title"):
        head = f'<h1>{escape(words("Downloads"))}</h1><div class="sub">{escape(said)}</div>'
        st.html(f'<div class="head"><div>{head}</div></div>')


def contents(view: View) -> None:
    """What the files will hold: selection, version, number, counts."""
    rows = "".join(f"<dt>{escape(label)}</dt><dd>{escape(said)}</dd>" for label, said in telling.cover(view.made))
    st.html(f'<dl class="cover">{rows}</dl>')


def files(view: View) -> None:
    """Every kind of file with what it holds, and the remark that papers carry."""
    words = view.words
    with st.container(key="download-files"):
        remark = st.text_area(
            words("Your remark, printed into the papers as yours (may be empty)"),
            key=REMARK,
            max_chars=snapshots.LONGEST_REMARK,
            height=80,
        )
        made = replace(view.made, remark=remark or "")
        for kind, item in KINDS.items():
            with st.container(key=f"download-kind-{kind}", horizontal=True, vertical_alignment="center"):
                _button(made, kind, f"↓ {words(item.name)}", f"page-{kind}")
                st.html(f'<div class="sub">{escape(words(item.says))}</div>')


def sayings(view: View) -> None:
    """Three lines for each chosen place, to copy."""
    words, told = view.words, lines(view.made)
    if not told:
        return
    with st.container(key="download-lines"):
        note = words("three lines for each chosen city, as the report words them")
        st.html(parts.heading(words("What you can say"), note))
        for place, said in told:
            st.html(f'<div class="sub">{escape(place)}</div>')
            st.code(as_text(said), language=None, wrap_lines=True)


def pictures(view: View) -> None:
    """Every chart and the map, as PNG and as SVG."""
    words = view.words
    with st.container(key="download-pictures"):
        st.html(parts.heading(words("Pictures"), words("with title, unit, source, credit and version")))
        for picture in gallery(view.made):
            with st.container(key=f"picture-{picture.key}", horizontal=True, vertical_alignment="center"):
                for kind, (draw, mime) in PICTURES.items():
                    st.download_button(
                        f"↓ {kind.upper()}",
                        partial(draw, picture, LIGHT),
                        f"{picture.key}_{file_name(view.board, view.made.selection, kind)}",
                        mime,
                        on_click="ignore",
                        key=f"{kind}-{picture.key}",
                    )
                st.html(f'<div class="sub">{escape(picture.title)}</div>')


def versions(view: View) -> None:
    """The board's own list of numbers: what a file must bear to be one of ours, and the way to earlier versions."""
    words, chosen = view.words, view.made.selection
    folder = desk.data_folder()
    found = _numbers(view.board, str(folder), (view.board.version, desk.log_fingerprint(folder)), chosen)
    heads = "".join(f'<th scope="col">{escape(words(head))}</th>' for head in _HEADS)
    rows = []
    for time, number in found:
        newest = time == view.board.published[-1]
        link = address.href(view.board, "downloads", chosen, words.lang, as_of="" if newest else time)
        shown = time == view.made.time
        way = escape(words("shown here")) if shown else parts.anchor(link, words("download as it was"), kind="src in")
        rows.append(f"<tr><td>{escape(time)}</td><td>{escape(number)}</td><td>{way}</td></tr>")
    with st.container(key="download-versions"):
        head = words("Versions of this selection and their snapshot numbers")
        st.html(
            f'<div class="hd"><h2 class="h">{escape(head)}</h2></div><div class="scroll"><table class="f dk">'
            f"<thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
        )


def checking(view: View) -> None:
    """How to tell whether a file is whole and whether it is ours."""
    words = view.words
    ways = (
        words("Damage: open snapshot.html of the ZIP in a browser; it checks itself. No network is needed."),
        words("Damage, for the IT office: python -m lib verify FILE.zip names what was changed."),
        words(
            "Forgery: hashes do not find it, for who changes a file can reckon them anew. Compare the snapshot number "
            "of the file with the list above; it follows from the facts, so other facts have another number."
        ),
        words(
            "Forgery, where the office signs: minisign -V -m SHA256SUMS -p KEY.pub, or verify with --key. The number "
            "does not cover page and README; the signature covers all."
        ),
    )
    items = "".join(f"<li>{escape(way)}</li>" for way in ways)
    with st.container(key="download-check"):
        st.html(
            f'<div class="hd"><h2 class="h">{escape(words("Is this file whole, and is it ours?"))}</h2></div>'
            f'<ul class="ways">{items}</ul>'
        )


@st.cache_data(max_entries=200, show_spinner=False)
def _numbers(_board: Board, folder: str, known: tuple[str, str], selection: Selection) -> list[tuple[str, str]]:
    del known  # part of the key only
    return snapshots.numbers(_board, Path(folder), selection)
