"""Areas of China in a text: which are named where, and in which role."""

from __future__ import annotations

import csv
import itertools
import re
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("tables") / "places.csv"
CITY_LEVELS = ("prefecture", "city", "municipality")
NATION = "100000"
FORMER = "*"
"""Behind the code of a former name whose code another name bears today."""
NOT_SHORT = frozenset(
    [
        "来宾",
        "中山",
        "白银",
        "海东",
        "海西",
        "海北",
        "黄南",
        "东方",
        "朝阳",
        "大同",
        "吉林",
        "海南",
        "白山",
        "黄山",
        "北海",
        "河池",
        "长治",
        "保山",
        "安康",
        "资阳",
        "中卫",
        "大庆",
        "和田",
        "阿里",
        "凉山",
        "红河",
        "文山",
        "黔南",
        "大理",
        "安阳",
        "延边",
        "海口市区",
        "平安",
        "和平",
        "新华",
        "南山",
        "东山",
        "鼓楼",
        "城关",
        "长安",
        "高新",
        "宝山",
    ]
)
"""Short names that are also another word, a province or a mountain: read only with what they are (来宾市)."""
NOT_AFTER = re.compile(
    "长白山|南阳台|上海南|大连接|中国际|河南北|江西南|云南北|安阳台|太原因|日照射|日照片|日照时|日照充|朝阳区|三明治|西安排|东营造|海南部|金华夏|保定期|无锡纸|成都能|成都会|鞍山脉"
)
"""Words that only look like a place."""
FIRMS = (
    "有限公司|股份|公司|集团|啤酒|银行|大学|学院|医院|晚报|日报|晨报|商报|工人报|高铁|铁路|机场|高速|港务|电厂|钢铁|石化|油田|煤矿"
    "|矿业|卷烟厂|机床厂|热电|供电公司|战役|起义|会议精神"
)
NEAR_FIRMS = "精神|路(?!径|线|子|过)|大道|大街|街道|烤鸭|烧烤|口音|籍|湾区|大桥|港|站"
BUSINESS = re.compile(
    rf"[^，。；、：！？“”（）的在有和与为是了市县区建设投开成共达\d\n]{{0,10}}?(?:{FIRMS})|[^，。；、：！？“”的在建设开共达\d\n]{{0,2}}(?:{NEAR_FIRMS})"
)
"""A place inside the name of a firm, a school, a road."""
BUSINESS_FULL = re.compile(
    "[^，。；、：！？“”（）的在有和与为是了建设投开成共达\\d\n]{0,12}?(?:有限公司|有限责任公司|股份公司|集团公司|集团|工厂|机床厂|煤矿|医院|大学|学院|银行|日报|晚报)"
)
BEFORE_PASSING = re.compile(
    "(?:和谐|美丽|平安|幸福|活力|魅力|文明|法治|数字|书香|诚信|富强|来自|从|自|赴|前往|到|飞往|开往|对口支援|支援|援|援助|驻|比|像|与|同|跟|和|及|向|由|籍贯|出生于|生于|原籍|户籍|老家|老家在|家在|家住|住在|出生在|生在|毗邻|临近|邻近|紧邻|连接|途经|借鉴|学习|考察|走访|参观|销往|发往|运往|至|距|离|对接|"
    "捐赠方|感谢|调自|调往|转自|如|例如|帮扶|协作|结对)$"
)
AFTER_PASSING = re.compile(
    r"(?:首(?!府|批)|第一|唯一|最(?!近)|籍|口音|务工|打工|捐|捐赠|援|驰援|支援|结对|对口|考察|学习|等地的经验|经验|同行|客商|企业家|老乡|讯|电|消息|[^，。；\n]{0,6}(?:日电|日讯|电（|讯（)|至|—|-|劳动模范|劳模|五一|先进工作者|人[，。；]|人(?=在)|的?(?:游客|客人|企业捐|爱心企业))"
)
OFFICE = re.compile("市|总工会|市?工会(?!法)|[市县区]委")
"""After the short name of a county-level city these make it the city and no other word."""
HELD = re.compile("(?:隆重|成功|胜利|正式|圆满)?(?:召开|举行|举办|开幕|闭幕|落幕|启动|揭牌|成立|结束|开班|亮相|宣布)")
"""Where a meeting is held is not what it is about."""
LEARNT = re.compile(r"[^，。；\n]{0,24}(?:获悉|了解到|得知)")
"""Whom a reporter has it from is who it is about."""
TOWARDS = re.compile("[向为给]$")
GIFT = re.compile("[^，。；\n]{0,14}(?:捐|赠|送|发放|拨付|下拨)")
"""Who is given something is what the gift is about (向南宁市户外劳动者捐赠)."""
ASIDE = re.compile(r"[\u3400-\u9fff]（[^（）\n]{0,10}$")
ASIDE_END = re.compile(r"[^（）\n]{0,10}）")
"""A place in brackets behind a word is said by the way."""
JOINED = ("", "、", "和", "与", "及", "以及")
"""Between places that are named in one breath: 来自贵州毕节、云南昭通."""
LINKS = ("、", "和", "与", "及", "以及", "，")
AMONG = re.compile(r"[市县区]?(?:总工会|总|工会)?等(?:\d|[二两三四五六七八九十]+)")
"""After a place: it stands for several, and what is counted is how many they are (青岛市总工会等10个单位)."""
AWAY = re.compile("[在赴从往向到]$")
DATELINE = re.compile(
    r"(?:本报|本刊|新华社|中新社|中新网|人民网|新华网|央广网|工人日报|据|【|（)?[^，。！？\n]{0,14}?(?:\d{1,2}月)?(?:\d{1,2}日)?"
    r"(?:电|讯|消息)(?=[ （(】：:，]|$)"
)
LISTED = re.compile(r"[、和与及]|以及|市、|市和|等")


@dataclass(frozen=True, slots=True)
class Area:
    """One row of the table."""

    code: str
    name: str
    short: str
    level: str
    parent: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A place named in a text."""

    start: int
    end: int
    area: Area
    full: bool
    """Whether the name stands with 市, 县, 省."""
    role: str
    """`subject`, `passing`, `business`, `list` or `dateline`."""
    listed: tuple[str, ...] = ()
    """Codes of the places that one enumeration names, in its order; empty outside of one."""


class Gazetteer:
    """Names to areas."""

    def __init__(self) -> None:
        with TABLE.open(encoding="utf-8", newline="") as file:
            self.areas = {row["code"]: Area(**row) for row in csv.DictReader(file)}
        self.full: dict[str, list[Area]] = defaultdict(list)
        self.short: dict[str, list[Area]] = defaultdict(list)
        for area in self.areas.values():
            if area.level in ("nation", "level"):
                continue
            self.full[area.name].append(area)
            if area.short != area.name and len(area.short) > 1:
                self.short[area.short].append(area)
        self.heads: dict[str, list[str]] = defaultdict(list)
        for name in {*self.full, *self.short}:
            self.heads[name[:2]].append(name)
        for names in self.heads.values():
            names.sort(key=len, reverse=True)

    def city_of(self, area: Area | None) -> Area | None:
        """The city that a fact of this area counts for: itself, or that of a district; None for county and province."""
        if area is None or area.level in CITY_LEVELS:
            return area
        if area.level == "district":
            return self.city_of(self.areas.get(area.parent)) if area.parent != NATION else None
        return None

    def within(self, area: Area, city: Area) -> bool:
        """Whether an area lies in a city."""
        return area.code == city.code or area.parent == city.code

    def names(self, text: str) -> Iterator[tuple[int, str]]:
        """Each name in the text, longest first, none overlapping."""
        heads, at, last = self.heads, 0, len(text) - 1
        while at < last:
            for name in heads.get(text[at : at + 2], ()):
                if text.startswith(name, at):
                    yield at, name
                    at += len(name) - 1
                    break
            at += 1


@cache
def gazetteer() -> Gazetteer:
    """The one table, read once."""
    return Gazetteer()


def mentions(text: str) -> list[Mention]:
    """The places named in a text, each with its role."""
    book, found = gazetteer(), list[Mention]()
    known: dict[str, Area] = {}
    cities = deque[str](maxlen=40)
    for start, name in book.names(text):
        end = start + len(name)
        full = name in book.full
        choices = book.full[name] if full else _short(book, name, text, start, end, known)
        if not choices:
            continue
        area = _choose(choices, cities)
        if area is None:
            continue
        if full:
            known[area.short] = area
        if area.level in CITY_LEVELS:
            cities.append(area.code)
        elif area.level in ("district", "county"):
            cities.append(area.parent)
        elif area.level == "province":
            cities.append(area.code[:2])
        end += (
            not full
            and text[end : end + 1] in ("省", "市")
            and text[end : end + 2] not in ("市场", "市民", "市级", "市值")
        )
        role = _role(text, start, end, full)
        if found and text[found[-1].end : start] in JOINED and found[-1].role in ("passing", "dateline"):
            role = found[-1].role
        found.append(Mention(start, end, area, full or text[end - 1] in "省市", role))
    return _listed(text, found)


def _short(book: Gazetteer, name: str, text: str, start: int, end: int, known: dict[str, Area]) -> list[Area]:
    """What a short name stands for: a city or province, or a county that the text has named in full before."""
    if NOT_AFTER.match(text, max(0, start - 1)) or NOT_AFTER.match(text, start):
        return []
    marked = OFFICE.match(text, end) is not None
    choices = [area for area in book.short[name] if area.level in (*CITY_LEVELS, "province")]
    if name in known:
        return [known[name]]
    if name in NOT_SHORT:
        return [area for area in choices if area.level == "province" and name in ("海南", "吉林")]
    return [area for area in choices if area.level != "city" or marked]


def _choose(choices: list[Area], cities: deque[str]) -> Area | None:
    """Of areas of one name the one whose city or province was named last; None where that tells nothing."""
    if len(choices) == 1:
        return choices[0]
    for level in ("municipality", "prefecture", "province", "city"):
        for area in choices:
            if area.level == level:
                return area
    for code in reversed(cities):
        for area in choices:
            if area.parent == code or area.code[:2] == code[:2]:
                return area
    return None


def _role(text: str, start: int, end: int, full: bool) -> str:
    """How the place is named, from the words around it."""
    low = max(0, start - 16)
    line = text.rfind("\n", low, start) + 1 or low
    head = text[max(line, start - 12) : start]
    after = text[end : end + 24]
    if re.search("(?:本报|本刊|新华社|中新社|新华网|中新网|人民网|央广网|日报|记者)$", head) or (
        start - line < 16 and DATELINE.match(text[start : start + 30]) and "，" not in text[line:start]
    ):
        return "dateline"
    if (BUSINESS_FULL if full else BUSINESS).match(after):
        return "business"
    if head.endswith("从") and LEARNT.match(after):
        return "subject"
    if head.endswith("在") and HELD.match(after):
        return "passing"
    if TOWARDS.search(head) and GIFT.match(after):
        return "subject"
    if ASIDE.search(head) and ASIDE_END.match(after):
        return "passing"
    if AMONG.match(after) or AFTER_PASSING.match(after) or BEFORE_PASSING.search(head):
        return "passing"
    return "subject"


def _rank(area: Area) -> str:
    return "city" if area.level in CITY_LEVELS else area.level


def _listed(text: str, found: list[Mention]) -> list[Mention]:
    """Places that stand in one enumeration (济南、青岛和烟台) share what follows, so none of them has it."""
    listed = set[int]()
    out = list(found)
    for index, (one, two) in enumerate(itertools.pairwise(found)):
        gap = text[one.end : two.start]
        passing = one.role == "passing" and two.role == "passing"
        if gap in LINKS and _rank(one.area) == _rank(two.area) and not passing:
            listed |= {index, index + 1}
    for index in sorted(listed):
        # 在北京、西安等地设立: a list of places where somebody else does something.
        inner = index - 1 in listed and text[out[index - 1].end : out[index].start] in LINKS
        away = AWAY.search(text[max(0, out[index].start - 2) : out[index].start])
        passing = out[index - 1].role == "passing" if inner else away is not None
        out[index] = replace(out[index], role="passing" if passing else "list")
    for group in _groups(text, out, listed):
        codes = tuple(out[index].area.code for index in group)
        for index in group:
            out[index] = replace(out[index], listed=codes)
    return out


def _groups(text: str, found: list[Mention], listed: set[int]) -> Iterator[list[int]]:
    """The enumerations, each as the indexes of its places."""
    group: list[int] = []
    for index in sorted(listed):
        if group and (index != group[-1] + 1 or text[found[group[-1]].end : found[index].start] not in LINKS):
            yield group
            group = []
        group.append(index)
    if group:
        yield group
