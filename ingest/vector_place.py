"""Where the vectors of generations live: in process, or on a Chroma server.

Either way a generation has vectors of its own, so that a new one can be built while the old one
answers: a folder in process, a collection on a server.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from ingest.local_vectors import LocalVectors
from ingest.server_vectors import ServerVectors
from ingest.vectors import VectorIndex

__all__ = ["VectorPlace", "vector_place"]


class VectorPlace(Protocol):
    """Where the vectors of generations live."""

    def open(self, generation: Path) -> VectorIndex:
        """The vectors of an existing generation."""

    def create(self, generation: Path, previous: Path | None) -> VectorIndex:
        """Vectors for a new generation, starting as a copy of ``previous`` where given."""

    def drop(self, generation: Path) -> None:
        """Forget the vectors of a generation."""


def vector_place(chroma_url: str) -> VectorPlace:
    """In process when ``chroma_url`` is "", else on that server."""
    return ServerVectors(chroma_url) if chroma_url else LocalVectors()
