"""What looks like a quantity and is none: rows of (kind, reason, pattern) tried on the text around the number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from lib.extract.quantities import Quantity

TABLES = Path(__file__).with_name("tables")
HAN = r"\u3400-\u9fff"
CN = "零〇○一二三四五六七八九十百千万亿两"


@dataclass(frozen=True)
class Trap:
    """Why a quantity is not a fact."""

    kind: str
    reason: str
    population: tuple[int, int] | None = None
    """The span of the group that a threshold defines."""


def _lines(name: str) -> list[str]:
    return (TABLES / f"{name}.txt").read_text(encoding="utf-8").splitlines()


def _rows(name: str) -> list[tuple[str, str, re.Pattern[str]]]:
    rows = []
    for line in _lines(name):
        kind, reason, pattern = line.split(" ", 2)
        rows.append((kind, reason.replace("_", " "), re.compile(pattern.replace("{CN}", CN))))
    return rows


BEFORE = _rows("traps_before")
"""Tried on the text up to the number (its wording left out)."""

AFTER = _rows("traps_after")
"""Tried on the text from behind the number, where no measure word was read (or one of kind none)."""

IDIOMS = re.compile("|".join(sorted(_lines("terms"), key=len, reverse=True)))
"""Words that begin with a numeral, tried where the number begins."""

QUOTES = re.compile(r"[“\"‘《<]([^“”\"‘’《》\n]{1,60})[”\"’》>]")
PLAN = re.compile(rf"[“\"][{CN}\d]{{1,4}}[五·.][”\"]?(?:规划|时期|期末|期间|以来|收官|开局|末)?")
YEAR = re.compile(r"(?<!\d)(?:1[6-9]\d\d|20\d\d)(?!\d)")
GROUP = re.compile(rf"的?[{HAN}A-Za-z、]{{0,8}}?(?:{'|'.join(_lines('groups'))})")
BOUNDS = re.compile(r"(?:及?以上|及?以下|以内|之内)$")
THRESHOLD_UNITS = frozenset(
    [
        "人",
        "元",
        "美元",
        "岁",
        "平方米",
        "亩",
        "年",
        "千瓦",
        "吨",
        "公里",
        "米",
        "蒸吨",
        "座",
        "张",
        "天",
        "小时",
        "月",
        "个月",
        "床",
        "公斤",
        "张床",
        "兆瓦",
        "公顷",
        "平方公里",
        "升",
        "度",
    ]
)
"""Units of size, age or money: a bound on them in front of a group says which group."""
EDGE = "，。；！？\n：、"
PROMISED = re.compile("[以之]?内?(?:响应|办结|到达|到场|处置|反馈|回复|答复|送达|办理)")
"""What is promised or done within a time is a figure."""
TIME_CUES = re.compile(
    "每天|每日|每周|每次|缩短|压缩|压减|减少|提前|延长|累计|时长|平均|不少于|不低于|不超过|不得|至少|最长|最多|课时|学时|用时由|办结|办理时|工时|工期|增加|休假|年假|产假|假期|带薪|每人每年|每年不|"
    "人均|服务时间|时间由|时间从|寿命|工龄|里程|降至|降到|缩至|压至|控制在|达到|下降"
)
"""What makes days, hours or months a figure; without one of them they date or time something."""
ABSTRACT = re.compile("|".join(_lines("abstract")))
"""After 个 or 项 these make a way of speaking of a small Chinese numeral, not a count."""
SMALL = frozenset("一二两三四五六七八九十")
ONE_CUES = re.compile(r"(?:共有|共|仅有|仅|只有|现有|总数为|增至|增加到|达到|达|减少到|新增|唯一的)$")
SIGHT = 12
"""How many characters on each side a rule may look at."""


def quoted(text: str) -> list[tuple[int, int, str]]:
    """The quoted and titled stretches of a text: start and end of the inside, and the opening mark."""
    return [(match.start(1), match.end(1), text[match.start()]) for match in QUOTES.finditer(text)]


def trap_of(text: str, item: Quantity, quotation: tuple[int, int, str] | None) -> Trap | None:
    """Why a quantity is not a fact, or None."""
    before, after = text[max(0, item.at - SIGHT) : item.at], text[item.end : item.end + SIGHT * 2]
    return (
        _named(text, item, quotation)
        or _dated(text, item, before, after)
        or _worded_out(text, item, before)
        or _by_rows(text, item, before)
        or _threshold(text, item, after)
        or _small(text, item, before, after)
        or _bare(text, item, before, after)
    )


def _named(text: str, item: Quantity, quotation: tuple[int, int, str] | None) -> Trap | None:
    """Numbers inside titles and short quoted names."""
    if quotation is None:
        return None
    begin, end, mark = quotation
    if mark in "《<":
        return Trap("name", "inside a title")
    inside = text[begin:end]
    if item.kind in ("rate", "money") and item.start == begin and item.end == end:
        return None
    whole = end - begin
    opens = item.start == begin and text[item.at] in "0123456789" and item.kind == "count" and item.end < end
    if whole <= 10 and not (opens and whole > 8) and "，" not in inside:
        return Trap("name", "inside a quoted name or slogan")
    if item.at == begin + inside.find(text[item.at : item.end]) and not item.kind and whole < 16:
        return Trap("name", "inside a quoted name or slogan")
    return None


def _dated(text: str, item: Quantity, before: str, after: str) -> Trap | None:
    """Years, dates, clock times, ages and spans of time."""
    unit, number = item.reading.unit, item.reading.number
    if unit in (
        "年",
        "月",
        "日",
        "天",
        "周",
        "个月",
        "个多月",
        "小时",
        "分钟",
        "秒",
        "个小时",
        "个工作日",
        "工作日",
        "个多小时",
        "星期",
        "个星期",
        "多个小时",
    ):
        if unit in ("年", "月", "日") and not (
            unit == "年" and re.search(r"(?:寿命|工龄|期限|延长|提前|缩短)[^，。；]{0,6}$", before)
        ):
            return Trap("time", "a date, a year or a period")
        clause = re.split(f"[{EDGE}]", text[max(0, item.start - 24) : item.start])[-1] + text[item.start : item.at]
        if PROMISED.match(after) and unit not in ("天", "小时"):
            return None
        if (
            (after[:1] and after[:1] in "来内后前里间")
            or text[item.start : item.at] == "近"
            or (not TIME_CUES.search(clause) and not (item.reading.value >= 100 and unit in ("小时", "个小时")))
        ):
            return Trap("time", "a span of time, not a result")
        if number in ("24", "8", "7") and unit in ("小时", "天") and not re.search("缩|压|减|降|由|从", clause):
            return Trap("time", "round the clock or a working day")
    if unit == "岁" and not re.search("平均|均|最小|最大|最高|最低|最年轻|最年长", text[max(0, item.start - 12) : item.start]):
        return Trap("threshold", "an age")
    if unit == "分" and (before[-1:] in "点时" or after[:1] in "许整"):
        return Trap("time", "a clock time")
    if not unit and re.match(
        r"(?:年|周年|月|日|号|时(?!代)|点(?:\d|[一二三四五六七八九十整半钟，。左前后开]))", text[item.end :]
    ):
        return Trap("time", "a date or a clock time")
    return None


def _worded_out(text: str, item: Quantity, before: str) -> Trap | None:
    """Idioms, fixed terms and names that begin with a numeral, or in whose middle it stands."""
    for back in (0, 1, 2, 3):
        start = item.at - back
        found = IDIOMS.match(text, start) if start >= 0 else None
        if (
            found
            and found.end() > item.at
            and not (item.kind and item.end > found.end() and back == 0 and text[item.at] not in "百千万")
        ):
            return Trap("term", "a fixed term, idiom or name")
    if before[-2:] in ("万分", "十分") or (
        re.search("[东南西北]$", before) and text[item.at] in SMALL and not item.kind
    ):
        return Trap("term", "a fixed term")
    return None


def _by_rows(text: str, item: Quantity, before: str) -> Trap | None:
    """The tables BEFORE and AFTER."""
    for kind, reason, pattern in BEFORE:
        if pattern.search(before):
            if kind == "list" and item.kind not in ("", "none"):
                continue
            if reason == "rank" and item.kind == "rate" and not before.endswith("前"):
                continue
            return Trap(kind, reason)
    unread = not item.kind or item.kind == "none"
    number_end = item.at + len(item.reading.number) if unread else item.end
    after = text[number_end : number_end + SIGHT]
    if unread:
        plain_arabic = text[item.at : item.at + 1].isdigit()
        for kind, reason, pattern in AFTER:
            if pattern.match(after) and not (
                plain_arabic and kind in ("term", "person", "place") and len(item.reading.number) > 2
            ):
                return Trap(kind, reason)
        if item.kind == "none":
            return Trap("term", "not a measure of a result")
    if (
        re.match(r"(?:工程|体系|号|[A-Za-z]{2,}(?<!km)(?<!kg)|人制|强(?![化大调]))", text[item.end : item.end + 6])
        and item.kind != "rate"
    ):
        return Trap("code", "a code or a name")
    return None


def _threshold(text: str, item: Quantity, after: str) -> Trap | None:
    """A bound that says which group is counted (25人以上企业)."""
    bound = BOUNDS.search(text[item.at : item.end])
    group = GROUP.match(after)
    unit = item.reading.unit
    ahead = text[max(0, item.start - 6) : item.start]
    if not bound and item.start < item.at and unit in THRESHOLD_UNITS and after[:1] == "的" and SIZED.search(ahead):
        return Trap("threshold", "a bound that defines the group counted",
                    (item.start, item.end + (group.end() if group else 0)))
    if not bound:
        return None
    if item.kind == "rate" and after[:1] != "的":
        return None
    if item.kind == "rate":
        return None
    if (
        unit in THRESHOLD_UNITS
        and (group or after[:1] == "的")
        and not LEADING_VERB.search(text[max(0, item.start - 4) : item.start])
    ):
        return Trap(
            "threshold",
            "a bound that defines the group counted",
            (item.start, item.end + (group.end() if group else 0)),
        )
    if unit in THRESHOLD_UNITS and SIZED.search(ahead) and after[:1] == "的":
        return Trap("threshold", "a bound that defines the group counted", (item.start, item.end))
    return None


SIZED = re.compile(r"(?:海拔|年龄|月薪|年薪|收入|工资|面积|注册资本|规模|职工|身高|单笔|床位|产值|营收|人数|工龄)(?:在|为)?$")
LEADING_VERB = re.compile("(?:达到?|投入|超过|实现|完成|奖励|增长|吸引|培训|服务|帮助|发展|新增|惠及)$")


def _small(text: str, item: Quantity, before: str, after: str) -> Trap | None:
    """Chinese numerals below ten count little: 一 is an article, and 三个方面 a way of speaking."""
    number, reading = item.reading.number, item.reading
    if number == "百" and reading.unit == "倍":
        return Trap("slogan", "a way of speaking")
    if not number or any(char.isdigit() for char in number) or (item.kind in ("rate",) and number != "一"):
        return None
    if number[0] in "百千万亿" and item.start == item.at and not ONE_CUES.search(before):
        return Trap("slogan", "百 千 万 without a digit")
    if number == "一" and not reading.multiplier:
        plain = item.end == item.at + 1 + len(reading.unit)
        if reading.unit in ("倍", "成", "个百分点") or reading.value != 1:
            return None
        if plain and ONE_CUES.search(before) and item.kind:
            return None
        return Trap("article", "一 as an article") if item.kind != "money" else None
    if number in SMALL and reading.unit in ("个", "项", "条", "种", "类") and ABSTRACT.match(after):
        return Trap("slogan", "a way of speaking")
    return None


PEOPLE = re.compile(
    rf"[{HAN}]{{0,5}}?(?:职工|会员|工人|农民工|群众|党员|学生|师生|市民|游客|观众|从业者|劳动者|员工|志愿者|居民|农民|网友|妇女|青年)")
"""Whom a number without a measure word counts."""
BARE_BEFORE = re.compile(r"(?:的|为|达|达到|到|至|计|有|增|减|约|近|超|超过|突破|逾|数|量|额|是|了|余|少于|低于)$")
BARE_AFTER = re.compile(r"(?:[，。；、！？）\n]|$|提升|晋升|晋级|取得|获得|参加|通过|和|与|以上|左右|多|余)")


def _bare(text: str, item: Quantity, before: str, after: str) -> Trap | None:
    """Numbers without a measure word: only large, worded or clearly stated ones are figures."""
    if item.kind:
        return None
    reading = item.reading
    number = reading.number
    arabic = number[:1].isdigit()
    ahead = text[max(0, item.start - 4) : item.start]
    if not arabic:
        big = reading.value >= 10 and (reading.multiplier or len(number) > 2)
        if big and (len(number) > 1 or reading.wording == "余") and PEOPLE.match(after) and number[0] not in "百千万亿":
            return None
        if number[0] in SMALL and reading.value >= 10000 and reading.wording and PEOPLE.match(after):
            return None
        if big and reading.qualifier != "exact" and item.start < item.at:
            return None
        if big and re.search(r"(?:达|达到|突破|共|有|为)$", ahead) and BARE_AFTER.match(after):
            return None
        return Trap("number", "a numeral without a measure word")
    if YEAR.fullmatch(number) and not reading.multiplier and item.start == item.at:
        return Trap("time", "a year")
    if reading.multiplier:
        return None
    if (
        "-" in number
        or re.match(r"0\d", number)
        or len(number) > 9
        or re.match(r"[.\-/·:：]\d|[A-Za-z]", after)
        or re.search(r"\d[.\-/·]$|[A-Za-z]$", before)
    ):
        return Trap("code", "a code, a telephone number or a date")
    if number.isdigit() and reading.wording == "+" and reading.value >= 100:
        return None
    if item.start < item.at and item.start >= 0 and reading.wording and BARE_AFTER.match(after):
        return None
    if reading.value >= 100 and BARE_BEFORE.search(ahead) and BARE_AFTER.match(after) and "，" not in number:
        return None
    return Trap("number", "a number without a measure word")
