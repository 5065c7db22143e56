"""Vectors on a Chroma server (or distributed deployment): a collection a generation."""

from __future__ import annotations

import hashlib
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from uuid import uuid4

from ingest.errors import ServiceUnavailable, UsageError
from ingest.vectors import BATCH, VectorIndex, named

if TYPE_CHECKING:
    from chromadb.api import ClientAPI

__all__ = ["ServerVectors"]

_MARK = "mark"
"""Beside the generations of a home: what tells it from others."""


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

    def create(self, generation: Path, previous: Path | None) -> VectorIndex:
        """See ``VectorPlace``; a copy travels through this process, a page at a time."""
        mark = generation.parent / _MARK
        if not mark.is_file():
            mark.write_text(uuid4().hex, encoding="ascii")
        self.drop(generation)  # a killed ingest may have left one of that name
        new = VectorIndex.created(self._client(), self._url, _server_name(generation))
        if previous is not None:
            with closing(self.open(previous)) as old:
                for start in range(0, len(old), BATCH):
                    ids, vectors = old.page(start, BATCH)
                    new.add(ids, vectors)
        return new

    def drop(self, generation: Path) -> None:
        """See ``VectorPlace``."""
        from chromadb.errors import NotFoundError

        client = self._client()
        try:
            with named(self._url), suppress(NotFoundError):
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


def _server_name(generation: Path) -> str:
    """One name a generation, also when several homes share a server.

    A home is known by its path and by a mark of its own: machines that share a server may keep
    their indexes at the same path, and a copy of a home stands at another one.
    """
    folder = generation.parent
    mark = folder / _MARK
    known = mark.read_text(encoding="ascii") if mark.is_file() else ""
    place = f"{folder.resolve()} {known}"
    home = hashlib.blake2b(place.encode(errors="surrogateescape"), digest_size=6).hexdigest()
    return f"poles-{home}-{generation.name.removesuffix('.building')}"


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
