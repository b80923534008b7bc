"""Numbers as Chinese texts print them: Arabic, full-width, Chinese, formal (壹佰) and mixed."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

DIGITS = {
    **{char: value for value, char in enumerate("零一二三四五六七八九")},
    **{char: value for value, char in enumerate("零壹贰叁肆伍陆柒捌玖")},
    "〇": 0,
    "○": 0,
    "两": 2,
    "兩": 2,
    "俩": 2,
    "仨": 3,
}
STEPS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8, "萬": 10**4, "億": 10**8}
JOINED = {"廿": 20, "卅": 30, "卌": 40}
"""A digit and its step in one character."""
SIGNS = {"负": -1, "-": -1, "−": -1, "正": 1, "+": 1}
FORMAL = "壹贰叁肆伍陆柒捌玖"
CHINESE = "".join([*DIGITS, *STEPS, *MYRIADS, *JOINED])
ARABIC = r"\d{1,3}(?:,\d{3}){1,6}(?!\d)(?:\.\d{1,12})?|\d{1,30}(?:\.\d{1,12})?"
NUMBER = rf"(?:(?:{ARABIC})|[{CHINESE}]|(?<=[{CHINESE}])点(?=[{''.join(DIGITS)}])|(?<!\d)点(?=[一二三四五六七八九]))"
"""One piece of a number; a number is 1 to 24 of them."""
TOKEN = re.compile(rf"{ARABIC}|[{CHINESE}点半]")
SPREAD = re.compile(
    r"(?<![零〇○一二两三四五六七八九])([一二两三四五六七八])([二三四五六七八九])(?![零〇○一二两三四五六七八九点])"
)


def fold(text: str) -> str:
    """Full-width forms as ASCII, spaces and line breaks out: what a figure looks like to a parser."""
    return "".join(unicodedata.normalize("NFKC", text).split())


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
    return Decimal(_digit_string(text)) if len(text) > 1 and all(char in DIGITS for char in text) else _Sum().of(tokens)


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


def _digit_string(text: str) -> str:
    return "".join(str(DIGITS[char]) for char in text)


class _Sum:
    """A number in the making: what stands before 亿, before 万, below it, and the digit that waits for its step."""

    def __init__(self) -> None:
        self.big = self.mid = self.low = Decimal(0)
        self.digit: Decimal | None = None
        self.step = Decimal(0)
        """The last step, while nothing but the waiting digit came after it; 0 after a 零."""
        self.after_step = False
        """Whether the waiting digit came right after a step, so that 一百二 is 120."""

    def of(self, tokens: list[str]) -> Decimal:
        """The sum of the tokens."""
        at = 0
        while at < len(tokens):
            if tokens[at] == "点":
                end = at + 1
                while end < len(tokens) and tokens[end] in DIGITS:
                    end += 1
                part = _digit_string("".join(tokens[at + 1 : end]))
                if not part:
                    raise ValueError("点 without decimals")
                self.digit, self.low = self.low + (self.digit or 0) + Decimal("0." + part), Decimal(0)
                self.step, at = Decimal(0), end
                continue
            self._add(tokens[at])
            at += 1
        colloquial = self.after_step and self.digit is not None and self.step > 10
        tail = (self.digit or Decimal(0)) * (self.step / 10 if colloquial else 1)
        return self.big + self.mid + self.low + tail

    def _add(self, token: str) -> None:
        if token in STEPS:
            self.low += (Decimal(1) if self.digit is None else self.digit) * STEPS[token]
            self._stepped(Decimal(STEPS[token]))
        elif token in MYRIADS:
            self._myriad(token)
        elif token in JOINED:
            self.low += JOINED[token]
            self._stepped(Decimal(10))
        elif token == "半":
            self.digit = (self.digit or Decimal(0)) + Decimal("0.5")
        elif token in DIGITS:
            if token in "零〇○" and self.digit is None:
                self.step = Decimal(0)
            self.after_step = self.digit is None and self.step > 0
            self.digit = Decimal(DIGITS[token]) if self.digit is None else self.digit * 10 + DIGITS[token]
        else:
            if self.digit:
                raise ValueError(f"{token!r} after a digit")
            self.digit, self.after_step = Decimal(token.replace(",", "")), len(token) == 1 and self.step > 0

    def _myriad(self, token: str) -> None:
        below = self.low + (self.digit or 0)
        if MYRIADS[token] == 10**4:
            self.mid = (self.mid + below or Decimal(1)) * 10**4
        else:
            self.big = (self.mid + below) * 10**8 + self.big if self.mid + below else (self.big or 1) * Decimal(10**8)
            self.mid = Decimal(0)
        self.low = Decimal(0)
        self._stepped(Decimal(MYRIADS[token]))

    def _stepped(self, step: Decimal) -> None:
        self.digit, self.step, self.after_step = None, step, False


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
        return "零一二三四五六七八九"[number]
    for size, sign in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if number >= size:
            head, rest = divmod(number, size)
            gap = "零" if rest and rest < size // 10 else ""
            return print_chinese(head) + sign + gap + (print_chinese(rest) if rest else "")
    raise AssertionError("unreachable")
