"""Patterns of nuggets: regular expressions over normalised text, at word boundaries. Pure.

``56 p[oô]les?`` meets « 56 Pôles » but neither « 156 pôles » nor « 56,5 ». A plain phrase is a
pattern. In a pattern ``...`` stands for up to eight words.
"""

from __future__ import annotations

import re
from functools import lru_cache

from evals.normalise import normalise_pattern

__all__ = ["compile_pattern", "first_match"]

_GAP = r"\W+(?:[^\s]+ ){0,8}?"


@lru_cache(maxsize=1 << 12)
def compile_pattern(pattern: str) -> re.Pattern[str]:
    """The expression that ``pattern`` stands for, to search normalised text with.

    Raises:
        ValueError: it is no regular expression.
    """
    folded = normalise_pattern(pattern.replace("…", "...")).strip()
    folded = re.sub(r"(?<!\\) ?\.\.\. ?", lambda _: _GAP, folded)
    try:
        return re.compile(rf"(?<!\w)(?<!\d[.,])(?:{folded})(?!\w)(?![.,]\d)")
    except re.error as error:
        raise ValueError(str(error)) from error


def first_match(patterns: tuple[str, ...], normalised: str) -> str:
    """What the first of ``patterns`` that occurs matched, "" when none does."""
    for pattern in patterns:
        match = compile_pattern(pattern).search(normalised)
        if match is not None:
            return match[0]
    return ""
