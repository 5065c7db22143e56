"""Words at one typing error from each other. Pure."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["NearWords", "within_one_edit"]


def within_one_edit(first: str, second: str) -> bool:
    """Is ``second`` ``first`` with one letter added, missing, changed, or two swapped?

    Optimal string alignment distance ≤ 1 (Damerau 1964), equal words included.
    """
    if first == second:
        return True
    short, long = sorted((first, second), key=len)
    if len(long) - len(short) > 1:
        return False
    start = 0
    while start < len(short) and short[start] == long[start]:
        start += 1
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    if short[start + 1 :] == long[start + 1 :]:
        return True
    swapped = short[start + 1 : start + 2] + short[start : start + 1]
    return swapped == long[start : start + 2] and short[start + 2 :] == long[start + 2 :]


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
