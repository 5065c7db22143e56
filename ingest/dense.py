"""Cosines of a question with passages, by their position in the index.

Chroma holds the vectors of every index. Its graph answers for a large one, and for one on a
server. Of a smaller one all vectors are compared, in a copy that is mapped into memory: two runs
agree, and nothing of Chroma needs to be loaded to ask. Where there are many, they are compared in
their main directions first (``ingest.coarse``), and whole where they come near.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from ingest.coarse import open_coarse, write_coarse
from ingest.encode import Vectors
from ingest.errors import IndexUnavailable
from ingest.store import Store
from ingest.vector_writer import NewVectors
from ingest.vectors import VectorIndex

__all__ = [
    "EXACT_LIMIT",
    "Dense",
    "ExactDense",
    "GraphDense",
    "Near",
    "Positions",
    "is_exact",
    "write_matrix",
]

EXACT_LIMIT = 50_000
"""Most passages that are compared one by one.

On one core, with 512 dimensions: 0.04 ms for 1,000 passages; for 35,000, 6 ms whole and 1.8 by
their main directions first, where the graph takes 3. Where many passages are near copies of one
another, as in the bench's copies of documents, the graph loses some: at 33,000 it finds .71 of the
true hundred nearest.
"""
_MATRIX = "dense.npy"
_FETCHED = 1000
_LISTED = 2000
"""A filter that leaves at most this many passages is scored exactly, without the graph."""
_WIDE = 10
"""With any other filter, the graph is asked for so many times more."""

Positions = npt.NDArray[np.int64]
"""Places of passages in the index, from 0, in the order of their rows."""


class Near(NamedTuple):
    """Passages near a question, and their cosines with it; both of shape [n]."""

    positions: Positions
    cosines: Vectors


class Dense(Protocol):
    """The vectors of the passages of an index."""

    def load(self) -> None:
        """Bring within reach all that lies in the index's folder, before it can vanish."""

    def nearest(self, vector: Vectors, k: int, among: Positions | None = None) -> Near:
        """At most ``k`` nearest passages, in no order.

        Args:
            vector: of the question, shape [dimension].
            k: how many.
            among: positions that may be returned; None: all.
        """

    def cosines(self, vector: Vectors, positions: Positions) -> Vectors:
        """Cosines of ``vector`` with the passages at ``positions``, shape [len(positions)]."""


def is_exact(place: str, passages: int) -> bool:
    """Are the vectors of an index compared one by one? ``place``: address of a server, or ""."""
    return not place and passages <= EXACT_LIMIT


class ExactDense:
    """Every passage is compared."""

    def __init__(self, generation: Path, shape: tuple[int, int]) -> None:
        """Open the matrix of an index.

        Args:
            generation: its folder.
            shape: passages and dimension that the manifest announces.

        Raises:
            IndexUnavailable: the matrix is missing or damaged.
        """
        path = generation / _MATRIX
        try:
            self._matrix: Vectors = np.load(path, mmap_mode="r").view(np.ndarray)
            if self._matrix.shape != shape or self._matrix.dtype != np.float32:
                raise ValueError(f"{self._matrix.shape} is not {shape}")
        except (OSError, EOFError, ValueError) as error:
            raise IndexUnavailable(
                f"{path} is missing or damaged ({error}): run 'poles ingest' to rebuild the index"
            ) from error
        self._coarse = open_coarse(generation, shape)

    def load(self) -> None:
        """See ``Dense``; a mapped file stays when its folder goes."""

    def nearest(self, vector: Vectors, k: int, among: Positions | None = None) -> Near:
        """See ``Dense``."""
        if among is None and self._coarse is not None:
            among = self._coarse.near(vector, k)
            cosines = self._matrix[among] @ vector
        else:
            cosines = self._matrix @ vector
            if among is not None:
                cosines = cosines[among]
        best = np.argpartition(-cosines, k)[:k] if k < len(cosines) else np.arange(len(cosines))
        return Near(best if among is None else among[best], cosines[best])

    def cosines(self, vector: Vectors, positions: Positions) -> Vectors:
        """See ``Dense``."""
        found: Vectors = self._matrix[positions] @ vector
        return found


class GraphDense:
    """Chroma's graph is asked, and finds nearly all of the nearest."""

    def __init__(self, vectors: VectorIndex, store: Store, rows: Positions) -> None:
        """Take Chroma's ``vectors``, the texts, and the row of each position."""
        self._vectors = vectors
        self._store = store
        self._rows = rows

    def load(self) -> None:
        """See ``Dense``."""
        self._vectors.load()

    def nearest(self, vector: Vectors, k: int, among: Positions | None = None) -> Near:
        """See ``Dense``; with a filter that lets much through, some may be missed."""
        if among is None:
            return self._near(self._vectors.nearest(vector, min(k, len(self._rows))))
        if len(among) <= _LISTED:
            cosines = self.cosines(vector, among)
            best = np.argsort(-cosines)[:k]
            return Near(among[best], cosines[best])
        near = self._near(self._vectors.nearest(vector, min(_WIDE * k, len(self._rows))))
        kept = np.flatnonzero(np.isin(near.positions, among))[:k]
        return Near(near.positions[kept], near.cosines[kept])

    def _near(self, found: Mapping[str, float]) -> Near:
        rows = self._store.rows_of(list(found))
        known = [identifier for identifier in found if identifier in rows]
        return Near(
            np.searchsorted(self._rows, [rows[identifier] for identifier in known]),
            np.array([found[identifier] for identifier in known], dtype=np.float32),
        )

    def cosines(self, vector: Vectors, positions: Positions) -> Vectors:
        """See ``Dense``; a passage whose vector is lost counts 0."""
        ids = self._store.ids_of(self._rows[positions].tolist())
        found = self._vectors.similarities(vector, list(ids.values()))
        cosines = [found.get(ids.get(row, ""), 0.0) for row in self._rows[positions].tolist()]
        return np.array(cosines, dtype=np.float32)


def write_matrix(
    generation: Path,
    kept: Mapping[int, str],
    made: Sequence[Vectors],
    previous: Path | None,
    vectors: NewVectors,
) -> None:
    """Write the matrix of a generation whose vectors are all in Chroma.

    Args:
        generation: its folder.
        kept: row → identifier, by row, of the passages that ``previous`` held already.
        made: vectors of all passages after these, by row.
        previous: folder of the generation before, None for none.
        vectors: those in Chroma; asked for the kept ones when ``previous`` has no matrix.
    """
    matrix = np.concatenate([*_held(previous, kept, vectors), *made])
    np.save(generation / _MATRIX, matrix)
    write_coarse(generation, matrix)


def _held(
    generation: Path | None, kept: Mapping[int, str], vectors: NewVectors
) -> Iterator[Vectors]:
    """Vectors of passages of a generation, by row."""
    if not kept or generation is None:
        return
    rows = np.fromiter(kept, dtype=np.int64)
    if (generation / _MATRIX).is_file():
        there = np.load(generation / "lexical" / "rows.npy")
        yield np.load(generation / _MATRIX, mmap_mode="r")[np.searchsorted(there, rows)]
        return
    for start in range(0, len(rows), _FETCHED):  # it was too large for one
        ids = [kept[row] for row in rows[start : start + _FETCHED].tolist()]
        yield np.stack(list(vectors.fetch(ids).values()))
