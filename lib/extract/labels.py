"""What a figure is called and what kind it is: indicator phrase, period, population, per, nature, theme."""

from __future__ import annotations

import re

from lib.extract.quantities import Quantity

HAN = r"\u3400-\u9fff"
CLAUSE = "，。；！？\n："
STOP = "。；！？\n"
PERIOD = re.compile(
    r"(?:从|自)?(?:\d{4}|[二一][〇零○一二三四五六七八九]{3})年(?:\d{1,2}月(?:\d{1,2}日)?|底|末|初|上半年|下半年|度|[一二三四前]{1,2}季度)?(?:(?:至|到|-|—|~)(?:\d{4}年)?(?:\d{1,2}月)?(?:底|末|\d{1,2}日|年底)?)?(?:起|以来|以前|前)?"
    r"|“?十[一二三四五]五”?(?:期末|期间|时期|末)?|[1-9]\d?月?(?:至|-|—|~)[1-9]\d?月(?:份)?|[上下]半年|(?:前|第)?[一二三四]季度|今年以来|今年|去年|上年|当年|近年来|目前|每年|本届|近[一二两三四五六七八九十\d]{1,2}年来?|"
    r"[一二两三四五六七八九十\d]{1,2}年来|(?:年|月)[底末]|截至目前|投入使用以来|当日|当天|每月|每季度|\d{1,2}月底|\d{1,2}月\d{1,2}日|\d{1,2}月份?"
)
EACH = re.compile(
    r"(?:每隔?(?P<each>[一两二三四五六七八九十\d]{0,3}(?:人|名|位|家|个|户|亩|座|处|年|月|天|场|次|件|平方米|公里|吨|项|套|间|所|台|辆|例|篇|学时|课时|小时|季度|万名|千名|万元))"
    r"|(?P<mean>人均|户均|亩均|场均|村均|日均|月均|年均|每年))[^，。；！？\n、每]{0,14}$"
)
MEANS = {
    "人均": "人",
    "户均": "户",
    "亩均": "亩",
    "场均": "场",
    "村均": "村",
    "日均": "天",
    "月均": "月",
    "年均": "年",
    "每年": "年",
}
OUTER = re.compile("(?:每人|每名|人均)每?[年月天][^，。；]{0,14}$")
"""每人每月300元 is for one person: a unit is never compound."""
PER_AFTER = re.compile(r"(?:/|每)(?P<per>人|年|月|户|亩|家|个|天|次|场|吨|小时|平方米|名|位|处|日|学时|课时|台|套)")
PER_BASE = {"名": "人", "位": "人", "日": "天", "": ""}
TIDY = re.compile(
    r"^(?:[ \u3000■□▪◆◇●○▲△▶►★☆※•·]|其中|同时|共|已|累计|全年|全市|全省|截至|目前|先后|分别|并|且|还|也|已经|现|为|将|"
    r"对|在|和|与|及|、|到|达|有|“|”|（|）|了|新增|一是|二是|三是)+"
    r"|(?:达到|达|为|共|共有|有|约|已|了|分别|到|至|是|从|由|增加|提高|增长|上升|下降|的|累计|超过|“|”|（|）|年|共计)+$"
)


BRACKETS = re.compile("[（【][^（）【】]*[）】]?")

TIMED = re.compile("[年月季五今去上当目半截投]|近[一二两三四五六七八九十]")
"""Without one of these a stretch holds no time, and need not be read for one."""
COMPARED = re.compile("(?:比|较|与|相比)$")
"""Before a time that the figure is only compared with."""


def clause_before(text: str, place: int, stop: str = CLAUSE, reach: int = 60) -> str:
    """The text from the last mark to a place."""
    piece = text[max(0, place - reach) : place]
    return piece[1 + max(map(piece.rfind, stop)) :]


def clause_after(text: str, place: int, stop: str = CLAUSE, reach: int = 40) -> str:
    """The text from a place to the next mark."""
    piece = text[place : place + reach]
    # With all marks behind it each of them is found.
    return piece[: min(map((piece + stop).find, stop))]


def is_one_sentence(text: str) -> bool:
    """Whether no mark ends a sentence in a stretch."""
    return not any(mark in text for mark in STOP)


def per_of(text: str, item: Quantity) -> str:
    """What a figure is for one of: 每人奖励2000元 is per 人; empty where it is a whole."""
    if item.per:
        return PER_BASE.get(item.per, item.per)
    _, slash, inside = item.reading.unit.partition("/")
    if slash and not inside[0].isdigit() and inside[0] not in "千万":
        return PER_BASE.get(inside, inside)
    after = PER_AFTER.match(text, item.end)
    if after:
        return PER_BASE.get(after["per"], after["per"])
    found = EACH.search(clause_before(text, item.start, "，。；！？\n"))
    if not found:
        return ""
    if found["each"] in ("年", "月", "天", "季度") or found["mean"] in ("每年", "月均", "年均"):
        outer = OUTER.search(text[max(0, item.start - 24) : item.start])
        if outer:
            return "人"
    word = found["each"] or MEANS[found["mean"]]
    return PER_BASE.get(word, word)


def period_of(text: str, item: Quantity) -> str:
    """The time nearest before the figure in its sentence, else the first behind it in its clause; as printed."""
    before = item.head or clause_before(text, item.start, STOP, 160)
    if TIMED.search(before):
        for found in reversed(list(PERIOD.finditer(before))):
            if not COMPARED.search(before, max(0, found.start() - 2), found.start()):
                return found.group()
    after = "" if item.head else clause_after(text, item.end)
    match = PERIOD.search(after) if TIMED.search(after) else None
    return match.group() if match else ""


ISO = re.compile(r"(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?")


def iso_of(period: str) -> tuple[str, str]:
    """Start and end of a period in ISO 8601 as far as years are printed."""
    found = [
        "-".join([year, *(part.zfill(2) for part in (month, day) if part)]) for year, month, day in ISO.findall(period)
    ]
    if not found:
        return "", ""
    if re.search("起|以来|^自|^从", period) and len(found) == 1:
        return found[0], ""
    return found[0], found[-1]


def indicator_of(text: str, item: Quantity) -> str:
    """A short phrase for what is counted, from the words of the clause."""
    if item.head:
        return BRACKETS.sub("", PERIOD.sub("", item.head)).strip()[:24]
    before = PERIOD.sub("", clause_before(text, item.start))
    before = re.split(r"[\d一二三四五六七八九十]+(?:家|个|名|人|项|件|元|%|次|场)", before)[-1]
    before = TIDY.sub("", before[-16:])
    noun = ""
    if item.kind in ("count", ""):
        match = re.match(rf"[{HAN}A-Za-z]{{1,10}}", text[item.end : item.end + 10])
        noun = match.group() if match else ""
    return (before + noun)[:24]
