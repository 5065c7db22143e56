"""The vectors of one generation, in Chroma."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from json import JSONDecodeError
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

import numpy as np

from ingest.errors import IndexUnavailable, ServiceUnavailable

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

    from ingest.encode import Vectors

__all__ = ["BATCH", "VectorIndex", "named"]

_T = TypeVar("_T")
BATCH = 1000
"""Vectors a call of Chroma."""
_KEPT = 16384
"""Vectors that are kept once fetched, some 16 MB."""
_HNSW = {"space": "ip", "ef_search": 400, "ef_construction": 100}
"""Unit vectors, so the inner product is the cosine. ef: see ``ingest.dense``."""
_NOT_BACK = ("unable to open database file", "Failed to get segments")
"""What Chroma says of a connection that is not back in its pool, once its file is gone."""
_PAUSES = (0.05, 0.2, 0.5)
"""Seconds between the attempts to reach a file that is not to be opened."""


class VectorIndex:
    """The vectors of one generation."""

    def __init__(self, client: ClientAPI, where: str, copy: Path | None = None) -> None:
        """Vectors that ``client`` holds at ``where``; ``copy`` is a folder to remove at the end."""
        self._collection: Collection
        self._where = where
        self._closed = False
        self._kept: dict[str, Vectors] = {}
        self.release: Callable[[], None] = partial(_release, client, copy)
        """What ``close`` calls: frees files and connections without keeping this object alive."""

    @classmethod
    def opened(cls, client: ClientAPI, where: str, name: str, copy: Path | None = None) -> Self:
        """The collection ``name`` of ``client``.

        Raises:
            IndexUnavailable: it is not there.
            ServiceUnavailable: the server does not answer.
        """
        index = cls(client, where, copy)
        try:
            with named(where):
                index._collection = client.get_collection(name, embedding_function=None)
        except BaseException:
            index.close()
            raise
        return index

    @classmethod
    def created(cls, client: ClientAPI, where: str, name: str) -> Self:
        """A new collection ``name`` of ``client``.

        Raises:
            ServiceUnavailable: the server does not answer.
        """
        index = cls(client, where)
        with named(where):
            index._collection = client.get_or_create_collection(
                name, embedding_function=None, configuration={"hnsw": _HNSW}
            )
        return index

    def __len__(self) -> int:
        return int(self._ask(self._collection.count))

    def close(self) -> None:
        """Let go of files and connections."""
        self._closed = True
        self.release()

    def load(self) -> None:
        """Bring into memory what Chroma opens at the first question, before it can vanish."""
        _, vectors = self.page(0, 1)
        if len(vectors):
            self.nearest(vectors[0], 1)

    def _ask(self, call: Callable[..., _T], **arguments: Any) -> _T:
        """Call Chroma; what it raises becomes an error of ours that names the place.

        A loaded index outlives its folder by the connections that it holds; one that is not back
        in Chroma's pool yet cannot be opened anew, and soon is back.
        """
        for pause in _PAUSES:
            try:
                return self._asked(call, **arguments)
            except ServiceUnavailable as error:
                if not any(said in str(error) for said in _NOT_BACK):
                    raise
                time.sleep(pause)
        return self._asked(call, **arguments)

    def _asked(self, call: Callable[..., _T], **arguments: Any) -> _T:
        try:
            with named(self._where):
                return call(**arguments)
        except (AttributeError, RuntimeError) as error:  # what a closed client raises
            if not self._closed:
                raise
            raise IndexUnavailable(
                f"the vectors at {self._where} were closed while they were read: ask again"
            ) from error

    def add(self, ids: Sequence[str], vectors: Vectors) -> None:
        """Add vectors; an identifier that is already there keeps its vector."""
        for start in range(0, len(ids), BATCH):
            stop = start + BATCH
            self._ask(
                self._collection.add, ids=list(ids[start:stop]), embeddings=vectors[start:stop]
            )

    def delete(self, ids: Sequence[str]) -> None:
        """Remove vectors; unknown identifiers are ignored."""
        for start in range(0, len(ids), BATCH):
            self._ask(self._collection.delete, ids=list(ids[start : start + BATCH]))

    def page(self, start: int, count: int) -> tuple[list[str], Vectors]:
        """``count`` identifiers and vectors from position ``start``, in a stable order."""
        found = self._ask(self._collection.get, limit=count, offset=start, include=["embeddings"])
        return list(found["ids"]), np.asarray(found["embeddings"], dtype=np.float32)

    def nearest(self, vector: Vectors, k: int) -> dict[str, float]:
        """The ``k`` nearest passages by cosine; ``vector`` has shape [dimension]."""
        found = self._ask(
            self._collection.query,
            query_embeddings=vector[None, :],
            n_results=k,
            include=["distances"],
        )
        distances = (found["distances"] or [[]])[0]
        return {i: 1.0 - float(d) for i, d in zip(found["ids"][0], distances, strict=True)}

    def similarities(self, vector: Vectors, ids: Sequence[str]) -> dict[str, float]:
        """Cosine of ``vector`` with the passages ``ids``; unknown ones are left out."""
        if not ids:
            return {}
        rows = self.fetch(ids)
        if not rows:
            return {}
        return dict(zip(rows, (np.stack(list(rows.values())) @ vector).tolist(), strict=True))

    def fetch(self, ids: Sequence[str]) -> dict[str, Vectors]:
        """Vectors by identifier, in order, without unknown ones; those fetched lately are kept."""
        kept = self._kept if len(self._kept) < _KEPT else {}
        fetched = [i for i in ids if i not in kept]
        if fetched:
            found = self._ask(self._collection.get, ids=fetched, include=["embeddings"])
            matrix = np.asarray(found["embeddings"], dtype=np.float32)
            kept.update(zip(found["ids"], matrix, strict=True))
        self._kept = kept
        return {i: kept[i] for i in ids if i in kept}


@contextmanager
def named(where: str) -> Iterator[None]:
    """What Chroma raises becomes an error of ours that names the place."""
    import httpx
    from chromadb.errors import ChromaError, NotFoundError

    try:
        yield
    except NotFoundError as error:
        raise IndexUnavailable(
            f"the vectors at {where} are gone ({error}): run 'poles ingest'"
        ) from error
    except (ChromaError, httpx.HTTPError, ConnectionError, JSONDecodeError) as error:
        raise ServiceUnavailable(
            f"the vectors at {where} do not answer ({error}); check that the place is "
            "reachable, or run 'poles ingest' again"
        ) from error


def _release(client: ClientAPI, copy: Path | None) -> None:
    client.close()
    if copy is not None:
        shutil.rmtree(copy, ignore_errors=True)
