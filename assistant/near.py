"""Words at one typing error from each other. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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
    """Finds the one known word at one typing error from a word, through deletions.

    Two words at distance one share a form with at most one letter deleted (the symmetric-delete
    method), so a look-up costs as many dictionary reads as the word has letters.
    """

    def __init__(self, words: Iterable[str], shortest: int = 6) -> None:
        """Index ``words`` of at least ``shortest`` letters."""
        self._shortest = shortest
        self._forms: dict[str, list[str]] = {}
        for word in dict.fromkeys(words):
            if len(word) >= shortest:
                for form in _forms(word):
                    self._forms.setdefault(form, []).append(word)

    def nearest(self, word: str) -> str | None:
        """The known word meant by ``word``: same first letter, one error; None when not sure."""
        if len(word) < self._shortest:
            return None
        near = {
            known
            for form in _forms(word)
            for known in self._forms.get(form, ())
            if known[0] == word[0] and within_one_edit(word, known)
        }
        return min(near, key=lambda known: (abs(len(known) - len(word)), known)) if near else None


def _forms(word: str) -> Iterator[str]:
    yield word
    for i in range(len(word)):
        yield word[:i] + word[i + 1 :]
