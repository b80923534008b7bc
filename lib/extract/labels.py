"""What a figure is called and what kind it is: indicator phrase, period, population, per, nature, theme."""

from __future__ import annotations

import re

from lib.extract.quantities import Quantity
from lib.model import Nature

HAN = r"\u3400-\u9fff"
CLAUSE = re.compile(r"[，。；！？\n：]")
STOP = re.compile(r"[。；！？\n]")
PERIOD = re.compile(
    r"(?:从|自)?(?:\d{4}|[二一][〇零○一二三四五六七八九]{3})年(?:\d{1,2}月(?:\d{1,2}日)?|底|末|初|上半年|下半年|度|[一二三四前]{1,2}季度)?(?:(?:至|到|-|—|~)(?:\d{4}年)?(?:\d{1,2}月)?(?:底|末|\d{1,2}日|年底)?)?(?:起|以来|以前|前)?"
    r"|“?十[一二三四五]五”?(?:期末|期间|时期|末)?|[1-9]\d?月?(?:至|-|—|~)[1-9]\d?月(?:份)?|[上下]半年|(?:前|第)?[一二三四]季度|今年以来|今年|去年|上年|当年|近年来|目前|每年|本届|近[一二三四五六七八九十\d]{1,2}年来?|"
    r"[一二三四五六七八九十\d]{1,2}年来|(?:年|月)[底末]|截至目前|投入使用以来|当日|当天|每月|每季度|\d{1,2}月底|\d{1,2}月\d{1,2}日|\d{1,2}月份?"
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
TARGET = re.compile(
    r"力争|争取(?![^，。；]{0,10}(?:资金|支持|经费|项目))|计划|规划建|拟|预计|目标|将(?!军|近|士|来的|[^，。；]{0,12}纳入)|到(?:20\d\d年|“?十[四五]五”?|本世纪|明年|后年|今年底|年底|年末|[一二]〇\d{2}年)(?:底|末)?[^，。；]{0,8}[，]?|确保|努力|致力于|明年|下一步|今后|未来[一二三四五六七八九十\d]|"
    r"要$|要(?:达到|实现|新|建|完成|在|力)|实现[^，。；]{0,10}目标|任务|有望|奋斗|安排新|达到.{0,6}目标|预算|打造成|希望|届时|新目标"
)
DONE = re.compile(
    r"已经?|完成了|实现了|截至|达到了|建成了|目前|去年|累计|共(?!同|建|产|青|享)|投入了|现有|超额|同比|比上年|较上年|圆满|先后|增长了|以来|实际"
)
STANDARD = re.compile(
    r"标准|津贴|不得|应当|应(?=不|达|在|按|配)|最低工资|最高(?:可|不|给予|奖|补)|每(?:人|名|户|家|座|处|个|场|次|件|亩|套|位|间|例|台|所|项|篇|平方米|吨)[^，。；]{0,12}(?:补|奖|给予|发放|资助|救助|不|配|慰问|缴|收|按|可)|"
    r"奖励$|[一二三]等奖[^，。；]{0,6}$|按(?!期|时|计划)照?[^，。；]{0,14}的$|按照?[^，。；]{0,12}(?:标准|比例|计算|执行)|给予[^，。；]{0,14}(?:补助|补贴|奖励|资助|救助|奖金)?$|一次性(?:补|奖|给予|发)|规定|奖励$|补助$|补贴$|不少于|不低于|须|必须|可享受|限额|上限|下限|以内予|规格|定额"
)
GIVEN = re.compile(
    r"给予$|每[人名份期条次座处张枚][^，。；]{0,8}(?:给予|奖励|补助|补贴|缴费|保费|保额)[^，。；]{0,4}$|保费$|保额$|津贴由?每[天月]$|一次性(?:奖励|补助|补贴)$"
)
UNEVEN = re.compile("不等的?(?:资助|奖励|补贴|补助)")
REWARD_AFTER = re.compile(r"的?(?:标准|奖励|补助|补贴|奖金|资助|救助金|慰问金|一次性)")
ACTUAL_WORDS = re.compile("人均|户均|平均|均收|亩均|场均|已|共|累计|达到?了|发放了|增长|筹集|投入|完成|惠及|使用")
FUTURE_HEAD = re.compile(
    "目标|下一步|工作安排|工作计划|重点任务|主要任务|打算|工作思路|展望|重点工作|规划|计划|预期|工作要点|今后"
)
PAST_HEAD = re.compile("回顾|总结|成效|完成情况|主要做法|情况|成绩")
TIDY = re.compile(
    r"^(?:其中|同时|共|已|累计|全年|全市|全省|截至|目前|先后|分别|并|且|还|也|已经|现|为|将|对|在|和|与|及|、|到|达|有|“|”|（|）|了|新增|一是|二是|三是)+|(?:达到|达|为|共|共有|有|约|已|了|分别|到|至|是|从|由|增加|提高|增长|上升|下降|的|累计|超过|“|”|（|）|年|共计)+$"
)


def clause_before(text: str, place: int, stop: re.Pattern[str] = CLAUSE, reach: int = 60) -> str:
    """The text from the last mark to a place."""
    piece = text[max(0, place - reach) : place]
    last = 0
    for match in stop.finditer(piece):
        last = match.end()
    return piece[last:]


def clause_after(text: str, place: int, stop: re.Pattern[str] = CLAUSE, reach: int = 40) -> str:
    """The text from a place to the next mark."""
    piece = text[place : place + reach]
    match = stop.search(piece)
    return piece[: match.start()] if match else piece


def per_of(text: str, item: Quantity) -> str:
    """What a figure is for one of: 每人奖励2000元 is per 人; empty where it is a whole."""
    after = PER_AFTER.match(text, item.end)
    if after:
        return PER_BASE.get(after["per"], after["per"])
    found = EACH.search(clause_before(text, item.start, re.compile("[，。；！？\n]")))
    if not found:
        return ""
    if found["each"] in ("年", "月", "天", "季度") or found["mean"] in ("每年", "月均", "年均"):
        outer = OUTER.search(text[max(0, item.start - 24) : item.start])
        if outer:
            return "人"
    word = found["each"] or MEANS[found["mean"]]
    return PER_BASE.get(word, word)


def period_of(text: str, item: Quantity) -> str:
    """The time nearest before the figure in its sentence, else the first of the sentence; as printed."""
    before = clause_before(text, item.start, STOP, 160)
    found = [match.group() for match in PERIOD.finditer(before) if match.group()]
    if found:
        return found[-1]
    match = PERIOD.search(clause_after(text, item.end, STOP, 60))
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
    before = PERIOD.sub("", clause_before(text, item.start))
    before = re.split(r"[\d一二三四五六七八九十]+(?:家|个|名|人|项|件|元|%|次|场)", before)[-1]
    before = TIDY.sub("", before[-16:])
    noun = ""
    if item.kind in ("count", ""):
        match = re.match(rf"[{HAN}A-Za-z]{{1,10}}", text[item.end : item.end + 10])
        noun = match.group() if match else ""
    return (before + noun)[:24]


def nature_of(text: str, item: Quantity, per: str, heading: Nature | None) -> Nature:
    """Whether a figure happened, is planned or is a norm."""
    before = clause_before(text, item.start, STOP, 120)
    clause = clause_before(text, item.start)
    after = clause_after(text, item.end)
    done, target = _last(DONE, before), _last(TARGET, before)
    if (
        per
        and not re.search("均", clause[-14:])
        and per not in ("年", "月", "天", "三年")
        and _last(DONE, clause) < 0
        and (STANDARD.search(clause) or item.kind in ("money", "size"))
    ):
        return Nature.STANDARD
    if re.search("最低工资|标准|不得|应当|按[^，]{0,10}比例", clause) and not re.search(
        "标准化|企业标准|国家标准|行业标准|标准\\d", clause
    ):
        return Nature.STANDARD
    if item.kind == "money" and _last(DONE, clause) < 0 and (GIVEN.search(clause) or UNEVEN.match(after)):
        return Nature.STANDARD
    if REWARD_AFTER.match(after) and "标准" in after[:6]:
        return Nature.STANDARD
    if target > done or (done < 0 and PLANNED.search(clause_before(text, item.start, LINE, 200))):
        return Nature.TARGET
    if done >= 0:
        return Nature.ACTUAL
    if (
        item.reading.wording
        in (
            "不少于",
            "不低于",
            "不得少于",
            "不得低于",
            "不超过",
            "不得超过",
            "最多",
            "不小于",
            "至少",
            "不应低于",
            "不高于",
        )
        and item.start < item.at
        and item.kind in ("size", "time", "money")
    ):
        return Nature.STANDARD if heading is not Nature.TARGET else Nature.TARGET
    return heading or Nature.ACTUAL


PLANNED = re.compile(
    "今后[一二三四五几]年|未来[一二三四五几]年|下一步|[到至]20\\d\\d年|明年|力争|要新[建发]|奋斗目标|主要目标"
)
LINE = re.compile(r"\n")


def _last(pattern: re.Pattern[str], text: str) -> int:
    place = -1
    for match in pattern.finditer(text):
        place = match.start()
    return place
