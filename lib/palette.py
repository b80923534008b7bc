"""Colours and sizes of the board, once for light and once for dark; `config.toml`, CSS, charts and map follow them."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Palette:
    """Tokens of one theme as #RRGGBB. Text needs a contrast of 4.5 on paper, marks and controls 3."""

    paper: str
    surface: str
    sunk: str
    ink: str
    ink2: str
    ink3: str
    control: str
    line: str
    line2: str
    accent: str
    mark: str
    tint: str
    only: str
    """Fill of a city with initiatives and no figure."""
    s2: str
    s3: str
    s4: str
    """Map classes 1, 2-3 and 4 or more; also the series of charts."""
    hatch: str
    on_low: str
    """Words on paper, `only` and `s2`."""
    on_high: str
    """Words on `s3` and `s4`."""


LIGHT = Palette(
    paper="#FAF9F6",
    surface="#FFFFFF",
    sunk="#F3F1EC",
    ink="#1B1A19",
    ink2="#4A4641",
    ink3="#69645D",
    control="#857F76",
    line="#E3DFD7",
    line2="#C6C0B5",
    accent="#B3261E",
    mark="#FADCD7",
    tint="#FBE9E6",
    only="#E4E0D8",
    s2="#9DB8D0",
    s3="#4A759D",
    s4="#1F4B77",
    hatch="#948D82",
    on_low="#1B1A19",
    on_high="#FFFFFF",
)
DARK = Palette(
    paper="#14171B",
    surface="#1C2026",
    sunk="#22272E",
    ink="#F4F2EE",
    ink2="#C6C2BB",
    ink3="#A29D95",
    control="#8A8F97",
    line="#31373F",
    line2="#4A515B",
    accent="#FF8B7E",
    mark="#5A2A25",
    tint="#3A2220",
    only="#2B3037",
    s2="#3F6084",
    s3="#78A6D1",
    s4="#C3DDF4",
    hatch="#737A84",
    on_low="#F4F2EE",
    on_high="#14171B",
)
GREYS = replace(
    LIGHT,
    paper="#FFFFFF",
    ink="#000000",
    ink2="#000000",
    ink3="#333333",
    accent="#000000",
    only="#EDEDED",
    s2="#C4C4C4",
    s3="#7D7D7D",
    s4="#3B3B3B",
    hatch="#8A8A8A",
    on_low="#000000",
)
"""For papers, which are printed and copied without colours."""
SEQUENTIAL = (
    "#D0DDE9",
    "#BFD1E1",
    "#AEC4D8",
    "#9DB8D0",
    "#81A1BF",
    "#658BAE",
    "#4A759D",
    "#3C6790",
    "#2D5984",
    "#1F4B77",
)
SANS = ("Source Han Sans SC", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "sans-serif")
LATIN = ("Segoe UI", "Helvetica Neue", "Arial", "Liberation Sans")
"""Stand before the Chinese faces on an English page, so that quotation marks are not a character wide."""
SERIF = ("Source Han Serif SC", "Noto Serif CJK SC", "Songti SC", "STZhongsong", "SimSun", "serif")


def rgb(colour: str, alpha: int = 255) -> list[int]:
    """`#RRGGBB` as the four numbers (0-255) that deck.gl wants."""
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)] + [alpha]


def font(stack: tuple[str, ...]) -> str:
    """A font stack as CSS."""
    return ",".join(f'"{face}"' if " " in face else face for face in stack)
