"""A text cut into words, as the gazetteer looks at it. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.analysis import fold

__all__ = ["Words", "cut"]

_WORD = re.compile(r"[^\W_]+")
_OPENING = frozenset("([-–—,")
_INTRODUCING = frozenset(".:")
_CLOSING = frozenset(")].,;:–—-")


@dataclass(frozen=True, slots=True)
class Words:
    """A text cut into words: offsets, folded forms, capitals."""

    text: str
    spans: tuple[tuple[int, int], ...]
    folded: tuple[str, ...]

    def shown(self, i: int, j: int) -> str:
        """Words ``i`` to ``j``, the last one excluded, as typed."""
        return self.text[self.spans[i][0] : self.spans[j - 1][1]]

    def alone(self, i: int, j: int) -> bool:
        """Do the words stand apart: "…, Aube", "(Aube)", "Aube : …" at the very beginning?"""
        before = self.text[: self.spans[i][0]].rstrip()[-1:]
        after = self.text[self.spans[j - 1][1] :].lstrip()[:1]
        if not before:
            return after in _INTRODUCING
        return before in _OPENING and (not after or after in _CLOSING)

    def last(self, j: int) -> bool:
        """Does what is said end before word ``j``?"""
        return self.text[self.spans[j - 1][1] :].lstrip(" ?!.") == ""

    def capital(self, i: int) -> bool:
        """Is word ``i`` typed with a capital?"""
        return self.text[self.spans[i][0]].isupper()

    def accented(self, i: int, j: int) -> bool:
        """Do the words ``i`` to ``j`` bear an accent?"""
        shown = self.shown(i, j)
        return fold(shown) != shown.lower()

    def opened(self, i: int) -> bool:
        """Does a bracket, a dash or a comma stand before word ``i``?"""
        return self.text[: self.spans[i][0]].rstrip()[-1:] in _OPENING


def cut(text: str) -> Words:
    """Cut ``text`` into words."""
    matches = list(_WORD.finditer(text))
    return Words(
        text,
        tuple((match.start(), match.end()) for match in matches),
        tuple(fold(match[0]) for match in matches),
    )
