"""What looks like a quantity and is none: rows of (kind, reason, pattern) tried on the text around the number."""

from __future__ import annotations

import re
from functools import lru_cache

from lib.extract.bare import HAN, SMALL, Trap, bare, small, table_lines
from lib.extract.quantities import Quantity
from lib.extract.spans import Flow

CN = "零〇○一二三四五六七八九十百千万亿两"


def _rows(name: str) -> list[tuple[str, str, re.Pattern[str]]]:
    rows = []
    for line in table_lines(name):
        kind, reason, pattern = line.split(" ", 2)
        rows.append((kind, reason.replace("_", " "), re.compile(pattern.replace("{CN}", CN))))
    return rows


def _any(rows: list[tuple[str, str, re.Pattern[str]]]) -> re.Pattern[str]:
    """Whether any row holds: most often none does, and one look tells."""
    return re.compile("|".join(f"(?:{pattern.pattern})" for _, _, pattern in rows))


def _by_head(patterns: list[str]) -> str:
    """An alternation with the patterns of one first character side by side: `re` skips them all by that character."""
    heads: dict[str, list[str]] = {}
    for pattern in patterns:
        heads.setdefault(pattern[0], []).append(pattern)
    return "|".join(f"(?:{'|'.join(group)})" for group in heads.values())


BEFORE = _rows("traps_before")
"""Tried on the text up to the number (its wording left out)."""

AFTER = _rows("traps_after")
"""Tried on the text from behind the number, where no measure word was read (or one of kind none)."""

ANY_BEFORE, ANY_AFTER = _any(BEFORE), _any(AFTER)
IDIOMS = re.compile(_by_head(sorted(table_lines("terms"), key=len, reverse=True)))
"""Words that begin with a numeral, tried where the number begins."""

QUOTES = re.compile(r"[“\"‘《<]([^“”\"‘’《》\n]{1,60})[”\"’》>]")
PLAN = re.compile(rf"[“\"][{CN}\d]{{1,4}}[五·.][”\"]?(?:规划|时期|期末|期间|以来|收官|开局|末)?")
GROUP = re.compile(rf"的?[{HAN}A-Za-z、]{{0,8}}?(?:{'|'.join(table_lines('groups'))})")
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
        "分",
        "度",
    ]
)
"""Units of size, age or money: a bound on them in front of a group says which group."""
EDGE = "，。；！？\n：、"
PROMISED = re.compile("[以之]?内?(?:响应|办结|到达|到场|处置|反馈|回复|答复|送达|办理)")
"""What is promised or done within a time is a figure."""
TIME_CUES = re.compile(
    "每天|每日|每周|每次|缩短|压缩|压减|减少|提前|延长|累计|时长|平均|不少于|不低于|不超过|不得|至少|最长|最多|课时|学时|用时由|办结|办理时|工时|工期|增加|休假|年假|产假|假期|带薪|每人每年|每年不|"
    "要$|需要?$|只需|仅需|现在$|花了?$|用了?$|不到$|人均|服务时间|时间由|时间从|寿命|工龄|里程|降至|降到|缩至|压至|控制在|达到|下降"
)
"""What makes days, hours or months a figure; without one of them they date or time something."""
POINTED = re.compile("[东南西北]$")
PLUS_CODE = re.compile("[+]?[A-Za-z0-9]")
CODED = re.compile(r"(?:工程|体系|号|[A-Za-z]{2,}(?<!km)(?<!kg)|人制|强(?![化大调]))")
DATED = re.compile(r"(?:年|周年|月|日|号|时(?!代)|点(?:\d|[一二三四五六七八九十整半钟，。左前后开]))")
SIGHT = 12
"""How many characters on each side a rule may look at."""


Quotation = tuple[int, int, str]
"""Start and end of the inside of a quoted or titled stretch, and its opening mark."""


def quoted(text: str) -> Flow[Quotation]:
    """The quoted and titled stretches of a text."""
    found = ((match.start(1), match.end(1), text[match.start()]) for match in QUOTES.finditer(text))
    return Flow((start, end, (start, end, mark)) for start, end, mark in found)


def trap_of(text: str, item: Quantity, quotation: Quotation | None) -> Trap | None:
    """Why a quantity is not a fact, or None."""
    before, after = text[max(0, item.at - SIGHT) : item.at], text[item.end : item.end + SIGHT * 2]
    return (
        _named(text, item, quotation)
        or _dated(text, item, before, after)
        or _worded_out(text, item, before)
        or _by_rows(text, item, before)
        or _threshold(text, item, after)
        or small(text, item, before, after)
        or bare(text, item, before, after)
    )


def _named(text: str, item: Quantity, quotation: Quotation | None) -> Trap | None:
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


def reading_inside(item: Quantity) -> bool:
    """Whether the wording is a mere 内 (3年内), which says when rather than how long."""
    return item.reading.wording == "内"


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
        if unit in ("年", "个月") and before[-1:] == "满":
            return Trap("threshold", "a time that must be over")
        if unit in ("年", "月", "日") and not (
            unit == "年" and re.search(r"(?:寿命|工龄|期限|延长|提前|缩短)[^，。；]{0,6}$", before)
        ):
            return Trap("time", "a date, a year or a period")
        clause = re.split(f"[{EDGE}]", text[max(0, item.start - 24) : item.start])[-1] + text[item.start : item.at]
        if PROMISED.match(after) and unit not in ("天", "小时"):
            return None
        if (
            (reading_inside(item) and not re.search("缩|压|不超|控制|确保", clause))
            or (after[:1] and after[:1] in "来内后前里间")
            or text[item.start : item.at] == "近"
            or (not TIME_CUES.search(clause) and not (item.reading.value >= 100 and unit in ("小时", "个小时")))
        ):
            return Trap("time", "a span of time, not a result")
        if number in ("24", "8", "7") and unit in ("小时", "天") and not re.search("缩|压|减|降|由|从", clause):
            return Trap("time", "round the clock or a working day")
    if unit == "岁" and not re.search(
        "平均|均|最小|最大|最高|最低|最年轻|最年长", text[max(0, item.start - 12) : item.start]
    ):
        return Trap("threshold", "an age")
    if unit == "分" and (before[-1:] in "点时" or after[:1] in "许整"):
        return Trap("time", "a clock time")
    if not unit and DATED.match(text, item.end):
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
            and not (
                item.kind
                and item.end >= found.end()
                and back == 0
                and (item.start < item.at or (item.end > found.end() and text[item.at] not in "百千万"))
            )
        ):
            return Trap("term", "a fixed term, idiom or name")
    if before[-2:] in ("万分", "十分") or (POINTED.search(before) and text[item.at] in SMALL and not item.kind):
        return Trap("term", "a fixed term")
    return None


@lru_cache(maxsize=1024)
def _signs(before: str) -> tuple[tuple[str, str], ...]:
    """The rows of BEFORE that hold."""
    if not ANY_BEFORE.search(before):
        return ()
    return tuple((kind, reason) for kind, reason, pattern in BEFORE if pattern.search(before))


def _by_rows(text: str, item: Quantity, before: str) -> Trap | None:
    """The tables BEFORE and AFTER."""
    for kind, reason in _signs(before):
        if kind in ("list", "phone", "document") and item.kind not in ("", "none"):
            continue
        if reason == "rank" and item.kind == "rate" and not before.endswith("前"):
            continue
        return Trap(kind, reason)
    unread = not item.kind or item.kind == "none"
    number_end = item.at + len(item.reading.number) if unread else item.end
    after = text[number_end : number_end + SIGHT]
    if unread and item.reading.wording == "+" and not PLUS_CODE.match(text[item.end : item.end + 2]):
        unread = False
    if unread:
        plain_arabic = text[item.at : item.at + 1].isdigit()
        for kind, reason, pattern in AFTER if ANY_AFTER.match(after) else ():
            if pattern.match(after) and not (
                plain_arabic and kind in ("term", "person", "place") and len(item.reading.number) > 2
            ):
                return Trap(kind, reason)
        if item.kind == "none":
            return Trap("term", "not a measure of a result")
    if CODED.match(text[item.end : item.end + 6]) and item.kind != "rate":
        return Trap("code", "a code or a name")
    return None


def _threshold(text: str, item: Quantity, after: str) -> Trap | None:
    """A bound that says which group is counted (25人以上企业)."""
    bound = BOUNDS.search(text[item.at : item.end])
    group = GROUP.match(after)
    unit = item.reading.unit
    ahead = text[max(0, item.start - 6) : item.start]
    if not bound and item.start < item.at and unit in THRESHOLD_UNITS and after[:1] == "的" and SIZED.search(ahead):
        return Trap(
            "threshold",
            "a bound that defines the group counted",
            (item.start, item.end + (group.end() if group else 0)),
        )
    if item.kind == "rate" and bound and VOTED.match(after):
        return Trap("threshold", "a majority", (item.start, item.end))
    claimed = CLAIM.match(after)
    if claimed and (bound or (item.start < item.at and BOUNDING.search(text[item.start : item.at]))):
        return Trap("threshold", "a bound that says who may or must", (item.start, item.end))
    if bound and text[item.start - 1 : item.start] == "（" and after[:1] == "）":
        return Trap("threshold", "a bound in brackets", (item.start, item.end))
    if not bound:
        return None
    if unit == "分" and after[:1] == "为":
        return Trap("threshold", "a bound that says what a grade is", (item.start, item.end))
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


CLAIM = re.compile("(?:的，?|者)(?:得|可|应|须|必须|由|予|给予|不得|按|方可|报)")
"""What follows a bound that decides a case (超过3万元的，可申报)."""
VOTED = re.compile("[\u3400-\u9fff]{0,6}?(?:同意|通过|表决|赞成|出席|到会)")
BOUNDING = re.compile("满|低于|超过|不足|高于|不满|达不到|少于|多于")
SIZED = re.compile(
    r"(?:海拔|年龄|月薪|年薪|收入|工资|面积|注册资本|规模|职工|身高|单笔|床位|产值|营收|人数|工龄|满意度|得分|分数|成绩|评分)(?:在|为)?$"
)
LEADING_VERB = re.compile("(?:达到?|投入|超过|实现|完成|奖励|增长|吸引|培训|服务|帮助|发展|新增|惠及)$")
