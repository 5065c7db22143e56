"""Many vectors in their main directions: a quick first look for the nearest.

The vectors of an encoder lie mostly in a few directions. Cosines in those alone cost a fifth of
the whole ones and rank nearly alike, so the whole ones are worked out for the best by them only.
Of the bench's 35,144 passages (512 dimensions, 96 directions) the first look at a thousand keeps
all of the hundred nearest in 50 questions.
"""

from __future__ import annotations

from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from ingest.encode import Vectors
from ingest.errors import IndexUnavailable

__all__ = ["COARSE_FROM", "Coarse", "open_coarse", "write_coarse"]

COARSE_FROM = 10_000
"""Fewest passages for which a first look is worth it."""
_DIRECTIONS, _COARSE = "directions.npy", "coarse.npy"
_ENERGY = 0.85
"""Share of the vectors' squared length that the directions must hold."""
_PART = 3
"""The directions are at most this part of all dimensions; an encoder that needs more gets none."""
_LOOK, _LEAST = 10, 1000
"""So many times more passages than wanted pass the first look, and at least so many."""


class Coarse:
    """Vectors in their main directions."""

    def __init__(self, directions: Vectors, coarse: Vectors) -> None:
        """Take directions, shape [dimension, n], and vectors in them, shape [passages, n]."""
        self.directions = directions
        self.vectors = coarse

    @classmethod
    def of(cls, matrix: Vectors) -> Self | None:
        """The main directions of ``matrix``, None where a few do not hold enough."""
        energies, axes = np.linalg.eigh(matrix.T @ matrix)
        held = np.cumsum(energies[::-1]) / max(float(energies.sum()), 1e-9)
        count = int(np.searchsorted(held, _ENERGY)) + 1
        if count > matrix.shape[1] // _PART:
            return None
        directions = np.ascontiguousarray(axes[:, ::-1][:, :count], dtype=np.float32)
        return cls(directions, matrix @ directions)

    def near(self, vector: Vectors, k: int) -> npt.NDArray[np.int64]:
        """Positions among which the ``k`` nearest are, nearly always."""
        cosines = self.vectors @ (vector @ self.directions)
        wanted = min(max(_LOOK * k, _LEAST), len(cosines))
        return np.argpartition(-cosines, wanted - 1)[:wanted]


def write_coarse(generation: Path, matrix: Vectors) -> None:
    """Write the first look at ``matrix`` into ``generation``, where it is worth it."""
    coarse = Coarse.of(matrix) if len(matrix) >= COARSE_FROM else None
    if coarse is not None:
        np.save(generation / _DIRECTIONS, coarse.directions)
        np.save(generation / _COARSE, coarse.vectors)


def open_coarse(generation: Path, shape: tuple[int, int]) -> Coarse | None:
    """The first look of ``generation``, None when it has none.

    Raises:
        IndexUnavailable: it is damaged, or does not belong to a matrix of ``shape``.
    """
    path = generation / _COARSE
    if not path.exists():
        return None
    try:
        directions: Vectors = np.load(generation / _DIRECTIONS)
        coarse: Vectors = np.load(path, mmap_mode="r").view(np.ndarray)
        if (len(coarse), len(directions), coarse.shape[1:]) != (*shape, directions.shape[1:]):
            raise ValueError(f"{coarse.shape} does not belong to {shape}")
    except (OSError, EOFError, ValueError, TypeError) as error:
        raise IndexUnavailable(
            f"{path} is damaged ({error}): run 'poles ingest' to rebuild the index"
        ) from error
    return Coarse(directions, coarse)
