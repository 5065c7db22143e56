"""Vectors searched exactly, so that two runs agree.

Chroma's graph comes out a little different each time that it is built, and a passage at the edge
of its reach is found in one run and not in the next. The bench measures the answers, not that.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ingest.encode import Vectors
from ingest.index import Index
from ingest.vectors import VectorIndex

__all__ = ["ExactVectors", "search_exactly"]

_PAGE = 1000


class ExactVectors(VectorIndex):
    """The vectors of an index in memory; every one is compared."""

    def __init__(self, held: VectorIndex) -> None:
        """Read the vectors of ``held``, which stays open until this is closed."""
        self._held = held
        self._ids: list[str] = []
        pages: list[Vectors] = []
        for start in range(0, len(held), _PAGE):
            ids, vectors = held.page(start, _PAGE)
            self._ids += ids
            pages.append(vectors)
        self._matrix = np.concatenate(pages) if pages else np.empty((0, 0), dtype=np.float32)
        self._rows = {identifier: row for row, identifier in enumerate(self._ids)}

    def __len__(self) -> int:
        return len(self._ids)

    def close(self) -> None:
        """Let go of the vectors that were read."""
        self._held.close()

    def nearest(self, vector: Vectors, k: int) -> dict[str, float]:
        """The ``k`` nearest passages by cosine, ties in the order of identifiers."""
        if not self._ids:
            return {}
        scores = self._matrix @ vector
        order = np.lexsort((np.asarray(self._ids), -scores))[:k]
        return {self._ids[row]: float(scores[row]) for row in order}

    def similarities(self, vector: Vectors, ids: Sequence[str]) -> dict[str, float]:
        """Cosine of ``vector`` with the passages ``ids``; unknown ones are left out."""
        known = [identifier for identifier in ids if identifier in self._rows]
        scores = self._matrix[[self._rows[identifier] for identifier in known]] @ vector
        return dict(zip(known, scores.tolist(), strict=True)) if known else {}


def search_exactly(index: Index) -> Index:
    """``index`` with its vectors searched exactly from now on."""
    vars(index)["vectors"] = ExactVectors(index.vectors)  # in place of the cached property's value
    return index
