"""Words at one typing error from each other. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz.distance import OSA

__all__ = ["NearWords", "within_one_edit"]


def within_one_edit(first: str, second: str) -> bool:
    """Is ``second`` ``first`` with one letter added, missing, changed, or two swapped, or the same?

    Optimal string alignment distance ≤ 1 (Damerau 1964).
    """
    return OSA.distance(first, second, score_cutoff=1) <= 1


class NearWords:
    """Finds the one known word at one typing error from a word, among those alike in length."""

    def __init__(self, words: Iterable[str], shortest: int = 6) -> None:
        """Index ``words`` of at least ``shortest`` letters."""
        self._shortest = shortest
        self._alike: dict[tuple[str, int], list[str]] = {}
        for word in dict.fromkeys(words):
            if len(word) >= shortest:
                self._alike.setdefault((word[0], len(word)), []).append(word)

    def nearest(self, word: str) -> str | None:
        """The known word meant by ``word``: same first letter, one error; None when not sure."""
        if len(word) < self._shortest:
            return None
        lengths = range(len(word) - 1, len(word) + 2)
        near = {
            known
            for length in lengths
            for known in self._alike.get((word[0], length), ())
            if within_one_edit(word, known)
        }
        return min(near, key=lambda known: (abs(len(known) - len(word)), known)) if near else None
