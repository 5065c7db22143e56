"""The lexical index: bm25s scores over our own French analysis, saved once, memory-mapped."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path

import bm25s
import numpy as np
import numpy.typing as npt

from ingest.errors import IndexUnavailable

__all__ = ["LexicalIndex", "build_lexical"]

_K1, _B = 1.2, 0.75
"""Robertson's usual values; "lucene" is the variant whose idf is never negative."""


def build_lexical(folder: Path, token_lists: Iterable[tuple[int, list[str]]]) -> None:
    """Write the lexical index of passages ``(row, tokens)`` into ``folder``."""
    rows: list[int] = []
    corpus: list[list[str]] = []
    for row, tokens in token_lists:
        rows.append(row)
        corpus.append(tokens or [""])
    folder.mkdir(parents=True, exist_ok=True)
    np.save(folder / "rows.npy", np.asarray(rows, dtype=np.int64))
    if not rows:
        return
    model = bm25s.BM25(method="lucene", k1=_K1, b=_B)
    model.index(corpus, show_progress=False)
    model.save(str(folder), show_progress=False)


class LexicalIndex:
    """Scores of every passage for a question."""

    def __init__(self, folder: Path) -> None:
        """Open the index in ``folder``.

        Raises:
            IndexUnavailable: a file is missing or damaged.
        """
        try:
            self.rows: npt.NDArray[np.int64] = np.load(folder / "rows.npy", mmap_mode="r")
            self._model = (
                bm25s.BM25.load(str(folder), mmap=True, show_progress=False)
                if len(self.rows)
                else None
            )
        except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
            raise IndexUnavailable(
                f"the lexical index in {folder} is damaged ({error}): run 'poles ingest'"
            ) from error

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Tokens of letters that the passages hold, the most frequent first."""
        if self._model is None:
            return ()
        counts = np.diff(np.asarray(self._model.scores["indptr"]))
        words = [(t, i) for t, i in self._model.vocab_dict.items() if t.isalpha()]
        return tuple(t for t, i in sorted(words, key=lambda item: (-counts[item[1]], item[0])))

    def scores(self, tokens: Sequence[str]) -> npt.NDArray[np.float32]:
        """BM25 score of each passage for ``tokens``, in the order of ``rows``; shape [passages].

        A token counts once however often it is given.
        """
        if self._model is None or not tokens:
            return np.zeros(len(self.rows), dtype=np.float32)
        known = [token for token in dict.fromkeys(tokens) if token in self._model.vocab_dict]
        if not known:
            return np.zeros(len(self.rows), dtype=np.float32)
        return np.asarray(self._model.get_scores(known), dtype=np.float32)

    def knows(self, token: str) -> bool:
        """Does any passage hold ``token``?"""
        return self._model is not None and token in self._model.vocab_dict

    def rarity(self, token: str) -> float:
        """Inverse document frequency ``ln(1 + (N − n + ½)/(n + ½))`` (Robertson & Zaragoza 2009).

        A token that no passage holds has n = 0: it is the rarest of all.
        """
        holders = 0
        if self._model is not None and token in self._model.vocab_dict:
            pointers = self._model.scores["indptr"]
            column = self._model.vocab_dict[token]
            holders = int(pointers[column + 1] - pointers[column])
        return math.log1p((len(self.rows) - holders + 0.5) / (holders + 0.5))
