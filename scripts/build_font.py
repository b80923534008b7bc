"""Makes the Chinese face that pictures are drawn with: `python scripts/build_font.py [NotoSansCJK-Regular.ttc]`.

Noto Sans CJK SC (SIL Open Font License 1.1, Debian's package fonts-noto-cjk) cut down to the characters of GB/T 2312,
Latin letters and the signs that the board prints, and renamed as its licence wishes for changed faces.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

FACE = "Noto Sans CJK SC"
NAME, FILE = "Union Board Sans SC", "UnionBoardSansSC-Regular"
SOURCE = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
TARGET = Path(__file__).parents[1] / "lib" / "pictures" / "fonts" / f"{FILE}.otf"
SIGNS = "㎡㎥㎞㎏㎝㎜℃‰％≥≤≈–—‘’“”…·×÷±°①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳■□▲△●○→↓↑✓✕〔〕［］・"
FAMILY, STYLE, UNIQUE, FULL, POSTSCRIPT = 1, 2, 3, 4, 6
TYPOGRAPHIC = (16, 17)


def characters() -> set[int]:
    """Code points of GB/T 2312, of Latin-1 and of the board's signs."""
    found = {*range(0x20, 0x7F), *range(0xA0, 0x100), *map(ord, SIGNS)}
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            found |= {ord(letter) for letter in bytes((high, low)).decode("gb2312", errors="ignore")}
    return found


def cut(path: Path) -> TTFont:
    """The face of the collection with the wanted characters alone."""
    font = next(font for font in TTCollection(path) if font["name"].getDebugName(FAMILY) == FACE)
    options = subset.Options(layout_features=[], hinting=False, notdef_outline=True, name_IDs=["*"], recalc_bounds=True)
    options.drop_tables += ["BASE", "VORG", "vhea", "vmtx", "GPOS", "GSUB", "DSIG"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters())
    cutter.subset(font)
    return font


def rename(font: TTFont) -> None:
    """The name of our own that the licence asks of a changed face."""
    table = font["name"]
    table.names = [entry for entry in table.names if entry.platformID == 3 and entry.langID == 0x409]
    table.names = [entry for entry in table.names if entry.nameID not in TYPOGRAPHIC]
    names = {FAMILY: NAME, STYLE: "Regular", UNIQUE: f"{NAME} 1", FULL: NAME, POSTSCRIPT: FILE}
    for key, text in names.items():
        table.setName(text, key, 3, 1, 0x409)
    outline = font["CFF "].cff
    outline.fontNames[0] = FILE
    outline[0].FamilyName = outline[0].FullName = NAME


def main() -> None:
    font = cut(Path(sys.argv[1]) if len(sys.argv) > 1 else SOURCE)
    rename(font)
    font["head"].modified = font["head"].created  # the same bytes at every run
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    font.recalcTimestamp = False
    font.save(TARGET)
    print(f"{TARGET.name}: {TARGET.stat().st_size} bytes, {len(font.getBestCmap())} characters")


if __name__ == "__main__":
    main()
