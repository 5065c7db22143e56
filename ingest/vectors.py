"""The vectors of an index, in Chroma: in process under the index's folder, or on a server.

Either way a generation has vectors of its own, so that a new one can be built while the old one
answers: a folder in process, a collection on a server.
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import tempfile
import time
import weakref
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from functools import partial
from json import JSONDecodeError
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, Self, TypeVar
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
_KEPT = 16384
"""Vectors that are kept once fetched, some 16 MB."""
_HNSW = {"space": "ip", "ef_search": 400, "ef_construction": 100}
"""Unit vectors, so the inner product is the cosine. ef: see ``ingest.dense``."""


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
            with _named(where):
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
        with _named(where):
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
                if "unable to open database file" not in str(error):
                    raise
                time.sleep(pause)
        return self._asked(call, **arguments)

    def _asked(self, call: Callable[..., _T], **arguments: Any) -> _T:
        try:
            with _named(self._where):
                return call(**arguments)
        except (AttributeError, RuntimeError) as error:  # what a closed client raises
            if not self._closed:
                raise
            raise IndexUnavailable(
                f"the vectors at {self._where} were closed while they were read: ask again"
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
def _named(where: str) -> Iterator[None]:
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

    def count(self, generation: Path) -> int:
        """How many vectors the place holds for an existing generation."""

    def drop(self, generation: Path) -> None:
        """Forget the vectors of a generation."""


class LocalVectors:
    """Chroma in process: the vectors of a generation lie in its folder ``vectors/``."""

    def open(self, generation: Path) -> VectorIndex:
        """See ``VectorPlace``.

        Chroma writes to its database when it opens it. Where it may not, as on a read-only
        volume, a temporary copy is opened, which goes when the vectors are closed.

        Raises:
            IndexUnavailable: the folder is missing or damaged.
            UsageError: a copy is needed, and there is no room for it.
        """
        folder = generation / "vectors"
        if not folder.is_dir():
            raise IndexUnavailable(f"{folder} is missing: run 'poles ingest' to rebuild the index")
        try:
            client = _persistent(folder)
        except IndexUnavailable:
            # No test of the error's text or of access rights: the first has another one the
            # second time Chroma is asked, the second are not all there is to a volume.
            if not _readable(folder):
                raise
            return _open_copy(folder)
        return VectorIndex.opened(client, str(folder), _NAME)

    def create(self, generation: Path, previous: Path | None) -> VectorIndex:
        """See ``VectorPlace``."""
        folder = generation / "vectors"
        if previous is not None:
            shutil.copytree(previous / "vectors", folder)
            return self.open(generation)
        folder.mkdir(parents=True)
        return VectorIndex.created(_persistent(folder), str(folder), _NAME)

    def count(self, generation: Path) -> int:
        """See ``VectorPlace``.

        Raises:
            IndexUnavailable: the folder is missing or damaged.
        """
        with closing(self.open(generation)) as vectors:
            return len(vectors)

    def drop(self, generation: Path) -> None:
        """See ``VectorPlace``: the folder goes with its generation."""


class ServerVectors:
    """A Chroma server (or distributed deployment): a collection a generation."""

    def __init__(self, url: str) -> None:
        """Remember ``url``; nothing is asked of it yet.

        Raises:
            UsageError: it is no address.
        """
        self._url = url
        self._host, self._port, self._ssl = _address(url)

    def open(self, generation: Path) -> VectorIndex:
        """See ``VectorPlace``.

        Raises:
            ServiceUnavailable: nothing answers at the address.
            IndexUnavailable: the server does not hold this generation.
        """
        return VectorIndex.opened(self._client(), self._url, _server_name(generation))

    def count(self, generation: Path) -> int:
        """See ``VectorPlace``.

        Raises:
            ServiceUnavailable: nothing answers at the address.
            IndexUnavailable: the server does not hold this generation.
        """
        with closing(self.open(generation)) as vectors:
            return len(vectors)

    def create(self, generation: Path, previous: Path | None) -> VectorIndex:
        """See ``VectorPlace``; a copy travels through this process, a page at a time."""
        self.drop(generation)  # a killed ingest may have left one of that name
        new = VectorIndex.created(self._client(), self._url, _server_name(generation))
        if previous is not None:
            with closing(self.open(previous)) as old:
                for start in range(0, len(old), _BATCH):
                    ids, vectors = old.page(start, _BATCH)
                    new.add(ids, vectors)
        return new

    def drop(self, generation: Path) -> None:
        """See ``VectorPlace``."""
        from chromadb.errors import NotFoundError

        client = self._client()
        try:
            with _named(self._url), suppress(NotFoundError):
                client.delete_collection(_server_name(generation))
        finally:
            client.close()

    def _client(self) -> ClientAPI:
        import chromadb
        from chromadb.config import Settings
        from chromadb.errors import ChromaError

        try:
            return chromadb.HttpClient(
                host=self._host,
                port=self._port,
                ssl=self._ssl,
                settings=Settings(anonymized_telemetry=False),
            )
        except (ValueError, ChromaError) as error:  # a ValueError when nothing answers
            raise ServiceUnavailable(
                f"no Chroma server answers at {self._url} ({error}); start it, or unset "
                "POLES_CHROMA_URL"
            ) from error


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


def _readable(folder: Path) -> bool:
    """Is the database in ``folder`` whole, whoever may write to it?"""
    try:
        # "immutable": no lock and no journal, neither of which a read-only volume could take.
        uri = f"{(folder / 'chroma.sqlite3').resolve().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(uri, uri=True)) as database:
            (state,) = database.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.Error:
        return False
    return bool(state == "ok")


def _open_copy(folder: Path) -> VectorIndex:
    """A temporary copy of the vectors in ``folder``, opened; it goes at close or at exit."""
    copy = Path(tempfile.mkdtemp(prefix="poles-vectors-"))
    try:
        _copy_files(folder, copy)
        client = _persistent(copy)
    except OSError as error:
        shutil.rmtree(copy, ignore_errors=True)
        raise UsageError(
            f"{folder} cannot be written, and a copy of it cannot be made in {copy.parent} "
            f"({error}): free some space there, or set TMPDIR to another folder"
        ) from error
    except IndexUnavailable as error:
        shutil.rmtree(copy, ignore_errors=True)
        raise IndexUnavailable(str(error).replace(str(copy), str(folder))) from error
    weakref.finalize(client, shutil.rmtree, copy, ignore_errors=True)  # also when nobody closes
    return VectorIndex.opened(client, str(folder), _NAME, copy)


def _copy_files(source: Path, target: Path) -> None:
    """Copy files without their access rights: a copy of read-only files would be as closed."""
    for path in sorted(source.rglob("*")):
        place = target / path.relative_to(source)
        if path.is_dir():
            place.mkdir(exist_ok=True)
        else:
            shutil.copyfile(path, place)


def _address(url: str) -> tuple[str, int, bool]:
    """Host, port and use of TLS of the address of a server.

    Raises:
        UsageError: it is no address.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:  # a port above 65535 or no number, a bracket left open
        raise UsageError(
            f"POLES_CHROMA_URL={url!r} is not an address such as http://localhost:8000 ({error})"
        ) from error
    if parts.scheme not in ("http", "https") or not host or port == 0:
        raise UsageError(
            f"POLES_CHROMA_URL={url!r} is not an address such as http://localhost:8000"
        )
    ssl = parts.scheme == "https"
    return host, port or (443 if ssl else 80), ssl
