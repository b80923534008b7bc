"""Numbers as Chinese texts print them: Arabic, full-width, Chinese, formal (壹佰), traditional (萬) and mixed."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

TRADITIONAL = dict(zip("萬億兩倆貳陸負點幾餘個", "万亿两俩贰陆负点几余个", strict=True))
"""Traditional characters that numbers are made of, as simplified ones."""
PLAIN_DIGITS = "零一二三四五六七八九"
FORMAL = "壹贰叁肆伍陆柒捌玖"
DIGITS = {char: value for row in (PLAIN_DIGITS, "零" + FORMAL) for value, char in enumerate(row)} | {
    "〇": 0,
    "○": 0,
    "两": 2,
    "俩": 2,
    "仨": 3,
    "參": 3,
}
STEPS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8, "兆": 10**12}
LETTERS = {"k": 10**3, "K": 10**3, "w": 10**4, "W": 10**4, "M": 10**6}
"""Multipliers of mixed writing (30w人次)."""
JOINED = {"廿": 20, "卅": 30, "卌": 40}
"""A digit and its step in one character."""
SIGNS = {"负": -1, "-": -1, "−": -1, "正": 1, "+": 1}
PLAIN = "".join([*(char for char in DIGITS if char not in FORMAL + "參"), *STEPS, "万亿", *JOINED])
"""Characters that are numerals wherever they stand."""
AFTER_DIGIT = "".join(char for char in PLAIN if not DIGITS.get(char))
"""Those that go on from an Arabic digit (3千, 2千0五); 2016三个 is two numbers."""
ARABIC = (
    r"\d{1,3}(?:,\d{3}){1,6}(?!\d)(?:\.\d{1,30})?"
    r"|(?:\d{1,30}(?:\.\d{1,30})?|(?<![\d.A-Za-z])\.\d{1,12})(?:(?:[eE]|\^)[+-]?\d{1,2}(?![\dA-Za-z.]))?"
)
COUNTED = "[家个名人户项件位元]"
FORMAL_PIECE = (
    rf"[{FORMAL}參](?=[拾佰仟十百千万亿{FORMAL}])|(?<=[拾佰仟零点{FORMAL}])[{FORMAL}]|[壹贰叁]"
    rf"|(?<![^十百千万亿有共计达近约超])[{FORMAL}](?={COUNTED})"
)
"""Formal digits are common characters too (队伍, 大陆): they are numerals beside another one, or counting something."""
LARGEST = rf"兆(?=[{PLAIN}{FORMAL}]{{1,8}}亿)"
"""兆 is 万亿 only at the head of a longer number; else it is short for megabit."""
POINT = (
    rf"(?<=[{PLAIN}{FORMAL}])点(?=[{''.join(DIGITS)}])|(?<=[之~至到-])点(?=[{PLAIN_DIGITS}])"
    rf"|(?<![^有共])点(?=[{PLAIN_DIGITS}]{{1,6}}(?:{COUNTED}|[倍万亿成]))"
)
NUMBER = rf"(?:(?:{ARABIC})|(?<!\d)[{PLAIN}]|[{AFTER_DIGIT}]|{FORMAL_PIECE}|{LARGEST}|{POINT})"
"""One piece of a number."""
TOKEN = re.compile(rf"{ARABIC}|[{''.join(DIGITS)}{''.join(STEPS)}{''.join(JOINED)}点半]|[{''.join(MYRIADS)}]+")
SPREAD = re.compile(
    r"(?<![零〇○一二两三四五六七八九])([一二两三四五六七八])([二两三四五六七八九])(?![零〇○一二两三四五六七八九点])"
)
FOLDED = str.maketrans(TRADITIONAL)
MIXED = re.compile(r"(?<=\d) (?=\d{1,3}/\d)")
"""The space of a mixed fraction."""
DIGIT = f"[{''.join(DIGITS)}]"
SPACES = re.compile(rf" {{1,2}}(?=[{PLAIN}{FORMAL}\d点又分之余几多成负])")
INSIDE = re.compile(
    rf"(?:{DIGIT}|\d)_(?:[十百千万亿拾佰仟又]|点 {{0,2}}{DIGIT}|分 {{0,2}}之|成(?![立为功果员长就]))"
    rf"|[十拾]_(?:[万亿又]|[点余几多分成]|{DIGIT}(?![十百千]))|[百佰]_(?:[万亿又]|[点余几多分]|{DIGIT}(?![百千]))"
    rf"|[千仟]_(?:[万亿又]|[点余几多分]|{DIGIT}(?!千))|[万亿]_(?:[点又]|{DIGIT})"
    rf"|(?:分 {{0,2}}之|[{PLAIN}] {{0,2}}[点又])_[{PLAIN}{FORMAL}负\d]|[{PLAIN}\d] {{0,2}}分_之"
    rf"|[十百千] {{0,2}}余_[万亿]|分 {{0,2}}之 {{0,2}}负_[{PLAIN}\d]"
)
"""Where the space of a number spelled with spaces stands (`_`): never before a step as large as the one behind it."""


def fold(text: str) -> str:
    """Full-width forms as ASCII, traditional numerals as simplified, spaces and line breaks out (of 1 3/5, a 又)."""
    plain = unicodedata.normalize("NFKC", text).translate(FOLDED)
    return "".join(MIXED.sub("又", plain).split())


def inner_spaces(text: str) -> Iterator[int]:
    """Where spaces stand inside a Chinese number (`三 百 五 十`, `五 分之 一`, `1000 万`), in order."""
    for gap in SPACES.finditer(text):
        if INSIDE.search(f"{text[max(0, gap.start() - 6) : gap.start()]}_{text[gap.end() : gap.end() + 4]}"):
            yield from range(gap.start(), gap.end())


@lru_cache(maxsize=4096)
def parse_number(text: str) -> Decimal:
    """The number that `text` prints, e.g. `1.2万`, `三千`, `3万4000`, `五十`, `8,460`, `一百二`, `负三`, `1/5`.

    Raises ValueError where the text is not one number and nothing else.
    """
    text = fold(text)
    sign = SIGNS.get(text[:1], 0)
    if sign:
        if text[1:2] in SIGNS:
            raise ValueError(f"{text!r} is not a number")
        return sign * parse_number(text[1:])
    if "/" in text or "分之" in text:
        return _fraction(text)
    tokens = TOKEN.findall(text)
    if not tokens or sum(map(len, tokens)) != len(text):
        raise ValueError(f"{text!r} is not a number")
    return _total(tokens)


def _fraction(text: str) -> Decimal:
    """`1/5`, `三分之二`, `一又二分之一`."""
    whole, _, rest = text.rpartition("又")
    low, slash, high = rest.partition("/")
    if not slash:
        high, _, low = rest.partition("分之")
    divisor = parse_number(high)
    if not divisor:
        raise ValueError(f"{text!r} divides by nothing")
    return (parse_number(whole) if whole else Decimal(0)) + parse_number(low) / divisor


def _total(tokens: list[str]) -> Decimal:
    """The sum of sections, each with its 万 or 亿; a larger one multiplies the smaller ones before it (三千万亿)."""
    sums: list[tuple[Decimal, int]] = []
    section: list[str] = []
    size = 0
    for token in tokens:
        if token[0] not in MYRIADS:
            section.append(token)
            continue
        factor = 1
        for char in token:
            factor *= MYRIADS[char]
        group = _section(section, 0) if section else Decimal(1)
        while sums and sums[-1][1] < factor:
            group += sums.pop()[0]
        sums.append((group * factor, factor))
        # 三万五 is 35000: the tail of a section counts by the last character before it.
        section, size = [], MYRIADS[token[-1]]
    return sum((part for part, _ in sums), _section(section, size) if section else Decimal(0))


def _section(tokens: list[str], size: int) -> Decimal:
    """The number below one 万 or 亿: `三千零五`, `二十五点六`, `4千6百`. `size` is the unit right before it."""
    at = tokens.index("点") if "点" in tokens else len(tokens)
    decimals = "".join(str(DIGITS.get(token, "?")) for token in tokens[at + 1 :])
    if at < len(tokens) and not decimals.isdigit():
        raise ValueError("点 without decimals")
    return _whole(tokens[:at], size) + (Decimal(f"0.{decimals}") if decimals else 0)


def _whole(tokens: list[str], size: int) -> Decimal:
    total = Decimal(0)
    waiting: Decimal | None = None
    for last, token in itertools.pairwise(["", *tokens]):
        if token in STEPS:
            # 百 alone is one hundred, and so is 零百 in 一万零百.
            total, waiting, size = total + (waiting or 1) * STEPS[token], None, STEPS[token]
        elif token in JOINED:
            total, waiting, size = total + (waiting or 0) + JOINED[token], None, 10
        elif token == "半":
            waiting, size = (waiting or Decimal(0)) + Decimal("0.5"), 0
        elif token in DIGITS and (not waiting or last in DIGITS):
            # Past a 零 or a second digit no step is left unsaid: 一百零五 is 105, 一百五 is 150.
            size = 0 if waiting is not None or not DIGITS[token] else size
            waiting = (waiting or Decimal(0)) * 10 + DIGITS[token]
        elif waiting:
            raise ValueError(f"{token!r} after a digit")
        else:
            waiting, size = _arabic(token), size if len(token) == 1 and waiting is None else 0
    if waiting is None:
        return total
    return total + waiting * (Decimal(size) / 10 if size > 10 else 1)


def _arabic(token: str) -> Decimal:
    base, power, exponent = token.replace(",", "").partition("^")
    if power and not Decimal(base):
        raise ValueError(f"{token!r} is a power of nothing")
    return Decimal(base) ** int(exponent) if power else Decimal(base)


def spread(text: str) -> tuple[str, str] | None:
    """The two numbers of an estimate (`两三百` is 两百 to 三百, `十七八` is 十七 to 十八), or None."""
    match = SPREAD.search(text)
    if match is None:
        return None
    low, high = match.groups()
    if DIGITS[high] - DIGITS[low] != 1 and (low, high) != ("三", "五"):
        return None
    head, tail = text[: match.start()], text[match.end() :]
    # 二十三四 keeps its 二十; without a step before or behind, 一二 may as well be two digits: the caller looks at it.
    return head + low + tail, head + high + tail


def print_chinese(number: int) -> str:
    """A whole number from 0 to 9999亿 as written out in Chinese."""
    if number < 10:
        return PLAIN_DIGITS[number]
    for size, sign in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if number >= size:
            head, rest = divmod(number, size)
            gap = "零" if rest and rest < size // 10 else ""
            return print_chinese(head) + sign + gap + (print_chinese(rest) if rest else "")
    raise AssertionError("unreachable")
