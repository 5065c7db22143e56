"""The vectors of an index, in Chroma: in process under the index's folder, or on a server.

Either way a generation has vectors of its own, so that a new one can be built while the old one
answers: a folder in process, a collection on a server.
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar
from urllib.parse import urlsplit

import numpy as np

from ingest.errors import IndexUnavailable, ServiceUnavailable, UsageError

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

    from ingest.encode import Vectors

__all__ = [
    "LocalVectors",
    "ServerVectors",
    "VectorIndex",
    "VectorPlace",
    "vector_place",
    "vectors_are_sound",
]

_T = TypeVar("_T")
_NAME = "passages"
_BATCH = 1000
_HNSW = {"space": "ip", "ef_search": 120, "ef_construction": 100}
"""Unit vectors, so the inner product is the cosine. ef keeps recall@100 near 1 at 35,000."""


class VectorIndex:
    """The vectors of one generation."""

    def __init__(self, client: ClientAPI, collection: Collection, where: str) -> None:
        self._client = client
        self._collection = collection
        self._where = where

    def __len__(self) -> int:
        return int(self._ask(self._collection.count))

    def close(self) -> None:
        """Let go of files and connections."""
        self._client.close()

    def _ask(self, call: Callable[..., _T], **arguments: Any) -> _T:
        """Call Chroma; what it raises becomes an error of ours that names the place."""
        import httpx
        from chromadb.errors import ChromaError, NotFoundError

        try:
            return call(**arguments)
        except NotFoundError as error:
            raise IndexUnavailable(
                f"the vectors at {self._where} are gone ({error}): run 'poles ingest'"
            ) from error
        except (ChromaError, httpx.HTTPError, ConnectionError) as error:
            raise ServiceUnavailable(
                f"the vectors at {self._where} do not answer ({error}); check that the place is "
                "reachable, or run 'poles ingest' again"
            ) from error

    def add(self, ids: Sequence[str], vectors: Vectors) -> None:
        """Add vectors; an identifier that is already there keeps its vector."""
        for start in range(0, len(ids), _BATCH):
            stop = start + _BATCH
            self._ask(
                self._collection.add, ids=list(ids[start:stop]), embeddings=vectors[start:stop]
            )

    def delete(self, ids: Sequence[str]) -> None:
        """Remove vectors; unknown identifiers are ignored."""
        for start in range(0, len(ids), _BATCH):
            self._ask(self._collection.delete, ids=list(ids[start : start + _BATCH]))

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
        found = self._ask(self._collection.get, ids=list(ids), include=["embeddings"])
        matrix = np.asarray(found["embeddings"], dtype=np.float32)
        if not len(matrix):
            return {}
        return dict(zip(found["ids"], (matrix @ vector).tolist(), strict=True))


def vectors_are_sound(generation: Path, passages: int) -> bool:
    """Can the vectors in ``generation`` be opened, one a passage? Costs no import of Chroma.

    A quick look at Chroma's own database and files, before the next generation starts from them.
    """
    folder = generation / "vectors"
    try:
        uri = f"{(folder / 'chroma.sqlite3').resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True)) as database:
            (state,) = database.execute("PRAGMA quick_check(1)").fetchone()
            (count,) = database.execute("SELECT count(*) FROM embeddings").fetchone()
    except sqlite3.Error:
        return False
    files = [path for path in folder.rglob("*.bin") if path.name != "link_lists.bin"]
    return state == "ok" and count == passages and all(path.stat().st_size for path in files)


class VectorPlace(Protocol):
    """Where the vectors of generations live."""

    def open(self, generation: Path) -> VectorIndex:
        """The vectors of an existing generation."""

    def create(self, generation: Path, previous: Path | None) -> VectorIndex:
        """Vectors for a new generation, starting as a copy of ``previous`` where given."""

    def drop(self, generation: Path) -> None:
        """Forget the vectors of a generation."""


class LocalVectors:
    """Chroma in process: the vectors of a generation lie in its folder ``vectors/``."""

    def open(self, generation: Path) -> VectorIndex:
        """See ``VectorPlace``.

        Raises:
            IndexUnavailable: the folder is missing or damaged.
        """
        folder = generation / "vectors"
        if not folder.is_dir():
            raise IndexUnavailable(f"{folder} is missing: run 'poles ingest' to rebuild the index")
        return _open(_persistent(folder), _NAME, str(folder))

    def create(self, generation: Path, previous: Path | None) -> VectorIndex:
        """See ``VectorPlace``."""
        folder = generation / "vectors"
        if previous is not None:
            shutil.copytree(previous / "vectors", folder)
            return self.open(generation)
        folder.mkdir(parents=True)
        return _create(_persistent(folder), _NAME, str(folder))

    def drop(self, generation: Path) -> None:
        """See ``VectorPlace``: the folder goes with its generation."""


class ServerVectors:
    """A Chroma server (or distributed deployment): a collection a generation."""

    def __init__(self, url: str) -> None:
        """Remember ``url``; nothing is asked of it yet."""
        self._url = url

    def open(self, generation: Path) -> VectorIndex:
        """See ``VectorPlace``.

        Raises:
            ServiceUnavailable: nothing answers at the address.
            IndexUnavailable: the server does not hold this generation.
        """
        return _open(_http(self._url), _server_name(generation), self._url)

    def create(self, generation: Path, previous: Path | None) -> VectorIndex:
        """See ``VectorPlace``; a copy travels through this process, a page at a time."""
        self.drop(generation)  # a killed ingest may have left one of that name
        new = _create(_http(self._url), _server_name(generation), self._url)
        if previous is not None:
            old = self.open(previous)
            for start in range(0, len(old), _BATCH):
                ids, vectors = old.page(start, _BATCH)
                new.add(ids, vectors)
            old.close()
        return new

    def drop(self, generation: Path) -> None:
        """See ``VectorPlace``."""
        client = _http(self._url)
        name = _server_name(generation)
        if any(collection.name == name for collection in client.list_collections()):
            client.delete_collection(name)


def vector_place(chroma_url: str) -> VectorPlace:
    """In process when ``chroma_url`` is "", else on that server."""
    return ServerVectors(chroma_url) if chroma_url else LocalVectors()


def _server_name(generation: Path) -> str:
    """One name a generation, also when several homes share a server."""
    home = hashlib.blake2b(str(generation.parent.resolve()).encode(), digest_size=6).hexdigest()
    return f"poles-{home}-{generation.name.removesuffix('.building')}"


def _persistent(folder: Path) -> ClientAPI:
    import chromadb
    from chromadb.config import Settings

    try:
        return chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
    except Exception as error:
        raise IndexUnavailable(
            f"the vectors in {folder} are damaged ({error}): run 'poles ingest' to rebuild"
        ) from error


def _http(url: str) -> ClientAPI:
    import chromadb
    from chromadb.config import Settings

    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(
            f"POLES_CHROMA_URL={url!r} is not an address such as http://localhost:8000"
        )
    try:
        return chromadb.HttpClient(
            host=parts.hostname,
            port=parts.port or (443 if parts.scheme == "https" else 80),
            ssl=parts.scheme == "https",
            settings=Settings(anonymized_telemetry=False),
        )
    except ValueError as error:  # what the client raises when nothing answers
        raise ServiceUnavailable(
            f"no Chroma server answers at {url} ({error}); start it, or unset POLES_CHROMA_URL"
        ) from error


def _open(client: ClientAPI, name: str, where: str) -> VectorIndex:
    from chromadb.errors import NotFoundError

    try:
        collection = client.get_collection(name, embedding_function=None)
    except (NotFoundError, ValueError) as error:
        raise IndexUnavailable(
            f"the vectors at {where} do not hold this index ({error}): run 'poles ingest'"
        ) from error
    return VectorIndex(client, collection, where)


def _create(client: ClientAPI, name: str, where: str) -> VectorIndex:
    collection = client.get_or_create_collection(
        name, embedding_function=None, configuration={"hnsw": _HNSW}
    )
    return VectorIndex(client, collection, where)
