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


__all__ = ["alternation"]
