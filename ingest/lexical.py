"""The lexical index: bm25s scores over our own French analysis, saved once, memory-mapped.

bm25s computes and saves the scores, a sparse matrix [passages, tokens] by columns. Adding up the
columns of a question needs numpy alone, so that asking never pays for bm25s, which loads SciPy:
a fifth of the time of a cold ``poles ask``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path

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
    import bm25s

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
            self._columns: dict[str, int] = {}
            if len(self.rows):
                self._columns = json.loads((folder / "vocab.index.json").read_bytes())
                self._columns.pop("", None)  # stands for passages without a token
                self._scores, self._holders, self._starts = (
                    np.load(folder / f"{part}.csc.index.npy", mmap_mode="r")
                    for part in ("data", "indices", "indptr")
                )
                self._check(json.loads((folder / "params.index.json").read_bytes())["num_docs"])
        except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
            raise IndexUnavailable(
                f"the lexical index in {folder} is damaged ({error}): run 'poles ingest'"
            ) from error

    def _check(self, passages: int) -> None:
        announced = (int(self._starts[-1]),) * 2
        if (len(self._scores), len(self._holders)) != announced:
            raise ValueError(f"{announced[0]} scores are announced, {len(self._scores)} are there")
        if passages != len(self.rows) or len(self._columns) > len(self._starts) - 1:
            raise ValueError("its files do not belong together")

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Tokens of letters that the passages hold, the most frequent first."""
        words = [token for token in self._columns if token.isalpha()]
        return tuple(sorted(words, key=lambda token: (-self._count(token), token)))

    def scores(self, tokens: Sequence[str]) -> npt.NDArray[np.float32]:
        """BM25 score of each passage for ``tokens``, in the order of ``rows``; shape [passages].

        A token counts once however often it is given.
        """
        total = np.zeros(len(self.rows), dtype=np.float32)
        for token in dict.fromkeys(tokens):
            column = self._columns.get(token)
            if column is not None:
                held = slice(self._starts[column], self._starts[column + 1])
                total[self._holders[held]] += self._scores[held]  # a passage is once in a column
        return total

    def knows(self, token: str) -> bool:
        """Does any passage hold ``token``?"""
        return token in self._columns

    def rarity(self, token: str) -> float:
        """Inverse document frequency ``ln(1 + (N − n + ½)/(n + ½))`` (Robertson & Zaragoza 2009).

        A token that no passage holds has n = 0: it is the rarest of all.
        """
        holders = self._count(token)
        return math.log1p((len(self.rows) - holders + 0.5) / (holders + 0.5))

    def _count(self, token: str) -> int:
        """How many passages hold ``token``."""
        column = self._columns.get(token)
        if column is None:
            return 0
        return int(self._starts[column + 1] - self._starts[column])
