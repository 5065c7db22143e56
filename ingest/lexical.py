"""The lexical index: bm25s scores over our own French analysis, saved once, memory-mapped.

bm25s computes and saves the scores, a sparse matrix [passages, tokens] by columns. Adding up the
columns of a question needs numpy alone, so that asking never pays for bm25s, which loads SciPy:
a fifth of the time of a cold ``poles ask``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from ingest.errors import IndexUnavailable

if TYPE_CHECKING:
    from bm25s import BM25

__all__ = ["Columns", "LexicalIndex", "build_lexical", "score_columns"]

_K1, _B = 1.2, 0.75
"""Robertson's usual values; "lucene" is the variant whose idf is never negative."""


@dataclass(frozen=True, slots=True)
class Columns:
    """BM25 scores [texts, tokens], kept by columns.

    Attributes:
        of_token: column of each token.
        scores, holders: of column ``c``, the slice ``starts[c]:starts[c + 1]``: scores, and rows
            of the texts that have them.
    """

    of_token: Mapping[str, int]
    scores: npt.NDArray[np.float32]
    holders: npt.NDArray[np.int32]
    starts: npt.NDArray[np.int64]

    def add_up(self, tokens: Iterable[str], texts: int) -> npt.NDArray[np.float32]:
        """Score of each of ``texts`` texts for ``tokens``, each counted once."""
        total = np.zeros(texts, dtype=np.float32)
        for token in dict.fromkeys(tokens):
            column = self.of_token.get(token)
            if column is not None:
                held = slice(self.starts[column], self.starts[column + 1])
                total[self.holders[held]] += self.scores[held]  # a text is once in a column
        return total

    def count(self, token: str) -> int:
        """How many texts hold ``token``."""
        column = self.of_token.get(token)
        return 0 if column is None else int(self.starts[column + 1] - self.starts[column])


def score_columns(token_lists: Sequence[list[str]]) -> Columns:
    """The scores of texts given as tokens, at least one text; bm25s computes them."""
    model = _indexed([tokens or [""] for tokens in token_lists])
    held = model.scores
    tokens = {token: column for token, column in model.vocab_dict.items() if token}
    return Columns(tokens, held["data"], held["indices"], held["indptr"])


def _indexed(corpus: list[list[str]]) -> BM25:
    import bm25s

    model = bm25s.BM25(method="lucene", k1=_K1, b=_B)
    model.index(corpus, show_progress=False)
    return model


def build_lexical(folder: Path, token_lists: Iterable[tuple[int, list[str]]]) -> None:
    """Write the lexical index of passages ``(row, tokens)`` into ``folder``."""
    rows: list[int] = []
    corpus: list[list[str]] = []
    for row, tokens in token_lists:
        rows.append(row)
        corpus.append(tokens or [""])
    folder.mkdir(parents=True, exist_ok=True)
    np.save(folder / "rows.npy", np.asarray(rows, dtype=np.int64))
    if rows:
        _indexed(corpus).save(str(folder), show_progress=False)


class LexicalIndex:
    """Scores of every passage for a question."""

    def __init__(self, folder: Path) -> None:
        """Open the index in ``folder``.

        Raises:
            IndexUnavailable: a file is missing or damaged.
        """
        try:
            self.rows: npt.NDArray[np.int64] = _mapped(folder / "rows.npy")
            passages = max(1, len(self.rows))
            self._scale = max(1.0, math.log1p(_FEW / 0.5) / math.log1p(passages / 0.5))
            self._rarities: dict[str, float] = {}
            self._columns = _NONE
            if len(self.rows):
                tokens = json.loads((folder / "vocab.index.json").read_bytes())
                tokens.pop("", None)  # stands for passages without a token
                parts = (
                    _mapped(folder / f"{part}.csc.index.npy")
                    for part in ("data", "indices", "indptr")
                )
                self._columns = Columns(tokens, *parts)
                self._check(json.loads((folder / "params.index.json").read_bytes())["num_docs"])
        except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
            raise IndexUnavailable(
                f"the lexical index in {folder} is damaged ({error}): run 'poles ingest'"
            ) from error

    def _check(self, passages: int) -> None:
        held = self._columns
        announced = (int(held.starts[-1]),) * 2
        if (len(held.scores), len(held.holders)) != announced:
            raise ValueError(f"{announced[0]} scores are announced, {len(held.scores)} are there")
        if passages != len(self.rows) or len(held.of_token) > len(held.starts) - 1:
            raise ValueError("its files do not belong together")

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Tokens of letters that the passages hold, the most frequent first."""
        words = [token for token in self._columns.of_token if token.isalpha()]
        return tuple(sorted(words, key=lambda token: (-self._columns.count(token), token)))

    def scores(self, tokens: Sequence[str]) -> npt.NDArray[np.float32]:
        """BM25 score of each passage for ``tokens``, in the order of ``rows``; shape [passages].

        A token counts once however often it is given.
        """
        return self._columns.add_up(tokens, len(self.rows))

    def knows(self, token: str) -> bool:
        """Does any passage hold ``token``?"""
        return token in self._columns.of_token

    def rarity(self, token: str) -> float:
        """Inverse document frequency ``ln(1 + (N − n + ½)/(n + ½))`` (Robertson & Zaragoza 2009).

        A token that no passage holds has n = 0: it is the rarest of all. In a few passages, the
        rarest is as rare as in ``_FEW``: what tells a name from a word is the same there.
        """
        found = self._rarities.get(token)
        if found is None:
            holders, passages = self._columns.count(token), len(self.rows)
            found = self._scale * math.log1p((passages - holders + 0.5) / (holders + 0.5))
            if len(self._rarities) < _REMEMBERED:
                self._rarities[token] = found
        return found


def _mapped(path: Path) -> npt.NDArray[Any]:
    """The array in ``path``, mapped; as a plain one, of which a part costs less to take."""
    array: npt.NDArray[Any] = np.load(path, mmap_mode="r")
    return array.view(np.ndarray)


_REMEMBERED = 1 << 16
"""Tokens whose rarity is kept: a question asks for some hundreds."""
_FEW = 200
"""Passages of an index so small that counts say little of rarity."""
_NONE = Columns({}, np.zeros(0, np.float32), np.zeros(0, np.int32), np.zeros(1, np.int64))
