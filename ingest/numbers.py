"""Numbers in words, French and English: one table for all that read them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["ENGLISH", "ENGLISH_TENS", "FRENCH", "FRENCH_TENS", "SMALL", "digits_for_words"]

FRENCH = (
    "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize "
    "dix-sept dix-huit dix-neuf"
).split()
ENGLISH = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
"""From 0, like those in French."""
FRENCH_TENS = "vingt trente quarante cinquante soixante".split()
ENGLISH_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
"""From 20, like those in French."""

_VALUES = {
    **{word: n for words in (FRENCH[:17], ENGLISH) for n, word in enumerate(words) if n > 1},
    **{w: 10 * n for words in (FRENCH_TENS, ENGLISH_TENS) for n, w in enumerate(words, 2)},
    **{"vingts": 20, "cent": 100, "cents": 100, "hundred": 100, "mille": 1000, "thousand": 1000},
}
SMALL = {word: value for word, value in _VALUES.items() if value <= 10}
"""From two to ten: "un" and "one" seldom count."""
_WORD = "|".join(sorted(_VALUES, key=len, reverse=True))
_RUN = re.compile(
    rf"\b(?!(?:(?<=pour )|(?<=per ))cent)(?:{_WORD})"
    rf"(?:[- ](?:et[- ]un\b|et[- ](?={_WORD})|un\b|{_WORD}))*\b",
    re.IGNORECASE,
)


def digits_for_words(text: str) -> str:
    """``text`` with numbers in digits: "vingt-deux" as "22"; "un" is an article."""
    return _RUN.sub(lambda match: str(_value_of(re.split(r"[- ]", match[0].lower()))), text)


def _value_of(words: Iterable[str]) -> int:
    """Value of a run of number words: "quatre-vingt-dix-sept" is 97."""
    total = current = 0
    for word in words:
        value = 1 if word == "un" else _VALUES.get(word, 0)
        if value == 1000:
            total, current = total + max(1, current) * 1000, 0
        elif value == 100 or (value == 20 and current == 4):
            current = max(1, current) * value
        else:
            current += value
    return total + current
