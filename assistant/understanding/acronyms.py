"""What the letters of a name stand for: who asks it, and which statement spells them out. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.analysis import fold

__all__ = ["letters_asked", "spells_out"]

_ASKS = re.compile(
    r"\b(?:lettres?|letters?|sigle|acronyme?|stands? for|signifie\w*|veut dire|veulent dire|"
    r"abreviation|abrege|initiales?|vient le nom|d'ou vient|c'est quoi le nom)\b"
)
_SHORT = re.compile(r"(?<![\w-])[A-Z][A-Za-z]*[A-Z][A-Z0-9]*(?![\w-])")
_LOWER = re.compile(r"[^\W\d_]{3,}")
_WORD = re.compile(r"[^\W_]+")
_SKIPPED = frozenset(
    "a au aux ca d de des du en et exactement for in koi l la le les of on par pour que quoi sur "
    "the to and un une".split()
)
_LEAST, _MOST = 3, 10
_PASSED = 1
"""Words of weight that the letters may leave out."""


def letters_asked(question: str) -> str:
    """The acronym whose meaning is asked, "" when none is; typed in capitals, or alone."""
    folded = fold(question)
    if not _ASKS.search(folded):
        return ""
    typed = _SHORT.findall(question)
    if typed:
        return str(typed[0])
    rest = _ASKS.sub(" ", folded)
    words = [word for word in _LOWER.findall(rest) if word not in _SKIPPED]
    return words[0].upper() if len(words) == 1 else ""


@lru_cache(maxsize=4096)
def spells_out(statement: str, acronym: str) -> bool:
    """Does ``statement`` hold, in a row, words whose initials are the letters of ``acronym``?

    Small words between them may count or not: "Essais et Campagnes d'Accompagnement à la Lutte
    Anti-Drones" is ESCALAD. A word may give two letters, its first ones.
    """
    letters = re.sub(r"\d", "", fold(acronym))
    if not _LEAST <= len(letters) <= _MOST:
        return False
    words = _WORD.findall(fold(statement))
    return any(_spelt(words, start, letters) for start in range(len(words)))


def _spelt(words: list[str], start: int, letters: str) -> bool:
    """Do the words from ``start`` on give ``letters``, at least half of them one a word?"""
    if words[start] == letters or not words[start].startswith(letters[0]):
        return False
    return _gives(words[start:], letters, (len(letters) + 1) // 2, _PASSED)


def _gives(words: list[str], letters: str, wanted: int, passed: int) -> bool:
    """Do ``words`` give ``letters`` with ``wanted`` words or more, passing over ``passed``?"""
    if not letters:
        return wanted <= 0
    if not words:
        return False
    word, rest = words[0], words[1:]
    for taken in (1, 2):
        fits = len(word) > taken and word[:taken] == letters[:taken]
        if fits and _gives(rest, letters[taken:], wanted - 1, passed):
            return True
    if word in _SKIPPED:
        return _gives(rest, letters, wanted, passed)
    return passed > 0 and _gives(rest, letters, wanted, passed - 1)
