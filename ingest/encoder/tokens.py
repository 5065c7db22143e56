"""Text → rows of the table: folded words, one-typo repair, signatures of unknown words."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = [
    "SIGNATURE_BITS",
    "Found",
    "Tokens",
    "WordTokenizer",
    "fold_words",
    "signature",
    "strip_accents",
]

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
# Longer pieces between two blanks (addresses, encoded data) seldom come back: not worth keeping.
_LONGEST_KEPT = 32


class Found(NamedTuple):
    """What a run of words is made of."""

    rows: list[int]
    """Row of the table for each known (or repaired) word, in order."""
    unknown: list[str]
    """Folded words for which the table has no row."""


class Tokens(NamedTuple):
    """What a text is made of."""

    rows: list[int]
    """As in ``Found``."""
    unknown: list[str]
    """As in ``Found``."""
    places: list[int]
    """Place of each row in its line, from 0."""


def fold_words(text: str) -> list[str]:
    """Words of ``text``: lower case, without accents, split at apostrophes and hyphens."""
    return _WORD.findall(strip_accents(text.lower().translate(_LIGATURES)))


def strip_accents(text: str) -> str:
    """``text`` in compatibility form (NFKD), without its combining marks."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


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
        self._piece = lru_cache(maxsize=65_536)(self._read)
        self._lookup = lru_cache(maxsize=65_536)(self._find)

    def __len__(self) -> int:
        return len(self._row)

    def tokenize(self, text: str) -> Tokens:
        """Rows, unknown words and places of ``text``."""
        rows: list[int] = []
        unknown: list[str] = []
        places: list[int] = []
        # Nothing in ``fold_words`` reaches across a blank: reading piece by piece gives the same
        # words, and texts are mostly made of pieces that were met before.
        for line in text.lower().splitlines():
            for piece in line.split():
                read = self._piece if len(piece) <= _LONGEST_KEPT else self._read
                found, missing = read(piece)
                rows += found
                if missing:
                    unknown += missing
            places += range(len(rows) - len(places))
        return Tokens(rows, unknown, places)

    def _read(self, piece: str) -> Found:
        """Rows and unknown words of a text without blanks."""
        rows: list[int] = []
        unknown: list[str] = []
        for word in fold_words(piece):
            row = self._row.get(word)
            if row is not None:
                rows.append(row)
                continue
            found, known = self._lookup(word)
            rows.extend(found)
            if not known:
                unknown.append(word)
        return Found(rows, unknown)

    @cached_property
    def _longest(self) -> int:
        """Letters of the longest word: nothing much longer is one edit away, or begins so."""
        return max(map(len, self._row), default=0)

    def _find(self, word: str) -> tuple[tuple[int, ...], bool]:
        """Rows that stand for a word outside the vocabulary, and whether they suffice."""
        parts = _PART.findall(word)
        if len(parts) > 1:
            rows = tuple(self._row[part] for part in parts if part in self._row)
            return rows, len(rows) == len(parts)
        if not word.isalpha() or len(word) < _SHORTEST_REPAIRED:
            return (), False
        repaired = self._repair(word) if len(word) <= self._longest + 1 else None
        if repaired is not None:
            return (repaired,), True
        longest = min(len(word) - 1, self._longest)
        for length in range(longest, max(_SHORTEST_PREFIX, len(word) * 3 // 5) - 1, -1):
            row = self._row.get(word[:length])
            if row is not None:
                return (row,), False
        return (), False

    def _repair(self, word: str) -> int | None:
        """Row of the most frequent word one edit away from ``word``."""
        return min((self._row[near] for near in self._row.keys() & _edits(word)), default=None)


def _edits(word: str) -> set[str]:
    """Words one deletion, swap, substitution or insertion away (Norvig's first edit set).

    The first letter stays: people seldom get it wrong, and a change there mostly meets another
    word. Deleting it is allowed, because an elision typed without its apostrophe glues one on.
    """
    edits = {word[1:]}
    for i in range(1, len(word)):
        head, tail = word[:i], word[i:]
        rest = tail[1:]
        edits.add(head + rest)
        edits.add(f"{head}{rest[:1]}{tail[0]}{rest[1:]}")
        edits.update([f"{head}{letter}{rest}" for letter in _LETTERS])
        edits.update([f"{head}{letter}{tail}" for letter in _LETTERS])
    edits.update([word + letter for letter in _LETTERS])
    return edits
