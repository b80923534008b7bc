"""Wordings around a number: which word, on which side, and before which it is another word."""

from __future__ import annotations

from lib.model import WORDINGS, Qualifier

LEAD_WORDS: dict[str, tuple[str, ...]] = {
    "不少于": (),
    "不低于": (),
    "不小于": (),
    "至少": (),
    "最少": (),
    "不得少于": (),
    "不得低于": (),
    "不应少于": (),
    "不应低于": (),
    "超过": (),
    "超过了": (),
    "突破": (),
    "突破了": (),
    "超出": (),
    "超": ("赶", "反", "高", "加", "出"),
    "逾": (),
    "高于": (),
    "多于": (),
    "大于": (),
    "突破至": (),
    "将近": (),
    "接近": (),
    "近": ("最", "附", "临", "邻", "远", "亲", "靠", "新", "就", "贴", "走"),
    "大约": (),
    "大概": (),
    "约": ("节", "预", "签", "合", "条", "履", "制", "集", "公", "相", "邀", "简", "特", "契", "失", "违"),
    "约为": (),
    "约有": (),
    "约达": (),
    "近乎": (),
    "上下": (),
    "约占": (),
    "不超过": (),
    "不得超过": (),
    "不多于": (),
    "不高于": (),
    "不大于": (),
    "不足": (),
    "不到": ("走", "看", "想", "得", "找"),
    "低于": ("不", "不得", "得", "应"),
    "少于": ("不", "不得", "得", "应"),
    "小于": ("不",),
    "最多": (),
    "顶多": (),
    "不能少于": (),
    "不能低于": (),
    "不能超过": (),
    "至多": (),
}
"""Words before a number, each with the words that make it another one (节约, 附近)."""
LEAD_WORDS = dict(sorted(LEAD_WORDS.items(), key=lambda item: len(item[0]), reverse=True))

TRAIL_WORDS: tuple[str, ...] = ("及以上", "以上", "左右", "上下", "以内", "之内", "及以下", "以下", "之多", "+")
LOOSE_PATTERN = (
    r"(?:余(?![额杭姚庆江热粮])|多(?!元化|样|功能|边|方面|层|部门|维|渠|形式|彩|措|点发|党)|来(?![自到源访电信函宾华我临说看自])"
    r"|(?<=[十零\d])几(?![何乎]))?"
)
"""After a number or its multiplier: 余 多 来, and 几 after 十 or a digit."""
MORE: dict[str, Qualifier] = {
    "超出": Qualifier.MORE_THAN,
    "高于": Qualifier.MORE_THAN,
    "多于": Qualifier.MORE_THAN,
    "大于": Qualifier.MORE_THAN,
    "突破至": Qualifier.MORE_THAN,
    "数": Qualifier.MORE_THAN,
    "上": Qualifier.MORE_THAN,
    "成": Qualifier.MORE_THAN,
    "接近": Qualifier.APPROX,
    "大概": Qualifier.APPROX,
    "近乎": Qualifier.APPROX,
    "上下": Qualifier.APPROX,
    "约有": Qualifier.APPROX,
    "约占": Qualifier.APPROX,
    "最少": Qualifier.AT_LEAST,
    "不得少于": Qualifier.AT_LEAST,
    "不能少于": Qualifier.AT_LEAST,
    "不能低于": Qualifier.AT_LEAST,
    "不得低于": Qualifier.AT_LEAST,
    "不应少于": Qualifier.AT_LEAST,
    "不应低于": Qualifier.AT_LEAST,
    "及以上": Qualifier.AT_LEAST,
    "不得超过": Qualifier.LESS_THAN,
    "不能超过": Qualifier.LESS_THAN,
    "顶多": Qualifier.LESS_THAN,
    "不高于": Qualifier.LESS_THAN,
    "不大于": Qualifier.LESS_THAN,
    "少于": Qualifier.LESS_THAN,
    "小于": Qualifier.LESS_THAN,
    "至多": Qualifier.LESS_THAN,
    "之内": Qualifier.LESS_THAN,
    "内": Qualifier.LESS_THAN,
    "及以下": Qualifier.LESS_THAN,
}
"""Wordings that lib/model.py does not list."""
CODES: dict[str, Qualifier] = {**MORE, **WORDINGS}


def qualifier_of(wording: str) -> Qualifier:
    """The code of a wording; no words is exact."""
    return CODES.get(wording, Qualifier.EXACT) if wording else Qualifier.EXACT
