"""One pattern for many words, written as a tree of their characters."""

from __future__ import annotations

import re
from collections.abc import Iterable


def alternation(words: Iterable[tuple[str, str]]) -> str:
    """A pattern for any of the words, longest first, each with the pattern that must follow it.

    `re` tries the words of a flat alternation one after the other, at every place; in a tree one look at a character
    rules out all words that begin otherwise.
    """
    heads: dict[str, list[tuple[str, str]]] = {}
    ends: list[str] = []
    for word, tail in words:
        if word:
            heads.setdefault(word[0], []).append((word[1:], tail))
        else:
            ends.append(tail)
    parts = [*(re.escape(head) + alternation(rest) for head, rest in heads.items()), *ends]
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"


def alternatives(pattern: str) -> re.Pattern[str]:
    """A pattern of Chinese words, tried only where one of its characters stands; each word begins with a character."""
    heads = "".join(sorted(set(re.findall("[\u3400-\u9fff]", pattern))))
    return re.compile(f"(?=[{heads}])(?:{pattern})")


__all__ = ["alternation", "alternatives"]
