"""Text → rows of the table: folded words, one-typo repair, signatures of unknown words."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = ["SIGNATURE_BITS", "Tokens", "WordTokenizer", "fold_words", "signature"]

SIGNATURE_BITS = 512
"""Bits in the signature of an unknown word: those of the longest BLAKE2b digest."""

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_WORD = re.compile(r"[^\W_]+")
_PART = re.compile(r"[^\W\d_]+|\d+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l"})
# Shorter words have too many neighbours at one edit for a repair to be more often right than
# wrong; a prefix shorter than this says little about the word it begins.
_SHORTEST_REPAIRED = 5
_SHORTEST_PREFIX = 5


class Tokens(NamedTuple):
    """What a text is made of."""

    rows: list[int]
    """Row of the table for each known (or repaired) word, in order."""
    unknown: list[str]
    """Folded words for which the table has no row."""


def fold_words(text: str) -> list[str]:
    """Words of ``text``: lower case, without accents, split at apostrophes and hyphens."""
    lowered = text.lower().translate(_LIGATURES)
    if not lowered.isascii():
        decomposed = unicodedata.normalize("NFKD", lowered)
        lowered = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _WORD.findall(lowered)


def signature(word: str) -> npt.NDArray[np.float32]:
    """A vector of ±1 that belongs to ``word``, shape [512], the same on any machine.

    Two unrelated words have nearly orthogonal signatures, so that a name which the table does
    not know still matches itself in another text.
    """
    digest = hashlib.blake2b(word.encode(), digest_size=SIGNATURE_BITS // 8).digest()
    bits = np.unpackbits(np.frombuffer(digest, dtype=np.uint8))
    return bits.astype(np.float32) * 2.0 - 1.0


class WordTokenizer:
    """Looks words up in a vocabulary ordered from the most frequent to the rarest."""

    def __init__(self, words: Sequence[str]) -> None:
        """Index ``words``: folded, without repetition; a word's position is its row."""
        self._row = {word: row for row, word in enumerate(words)}
        self._lookup = lru_cache(maxsize=65_536)(self._find)

    def __len__(self) -> int:
        return len(self._row)

    def tokenize(self, text: str) -> Tokens:
        """Rows and unknown words of ``text``."""
        rows: list[int] = []
        unknown: list[str] = []
        row_of = self._row
        for word in fold_words(text):
            row = row_of.get(word)
            if row is not None:
                rows.append(row)
                continue
            found, known = self._lookup(word)
            rows.extend(found)
            if not known:
                unknown.append(word)
        return Tokens(rows, unknown)

    def _find(self, word: str) -> tuple[tuple[int, ...], bool]:
        """Rows that stand for a word outside the vocabulary, and whether they suffice."""
        parts = _PART.findall(word)
        if len(parts) > 1:
            rows = tuple(self._row[part] for part in parts if part in self._row)
            return rows, len(rows) == len(parts)
        if not word.isalpha() or len(word) < _SHORTEST_REPAIRED:
            return (), False
        repaired = self._repair(word)
        if repaired is not None:
            return (repaired,), True
        for length in range(len(word) - 1, max(_SHORTEST_PREFIX, len(word) * 3 // 5) - 1, -1):
            row = self._row.get(word[:length])
            if row is not None:
                return (row,), False
        return (), False

    def _repair(self, word: str) -> int | None:
        """Row of the most frequent word one edit away from ``word``."""
        rows = (self._row.get(candidate) for candidate in _edits(word))
        return min((row for row in rows if row is not None), default=None)


def _edits(word: str) -> Iterator[str]:
    """Words one deletion, swap, substitution or insertion away (Norvig's first edit set).

    The first letter stays: people seldom get it wrong, and a change there mostly meets another
    word. Deleting it is allowed, because an elision typed without its apostrophe glues one on.
    """
    yield word[1:]
    for i in range(1, len(word)):
        head, tail = word[:i], word[i:]
        yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in _LETTERS:
            yield head + letter + tail[1:]
            yield head + letter + tail
    for letter in _LETTERS:
        yield word + letter
