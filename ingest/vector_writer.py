"""Writing the vectors of a new generation, in a process beside the ingest.

Chroma takes a second of processor to load, and no other Python runs while it adds vectors: in a
process of its own (``ingest.vector_child``) it loads while files are read, and adds while the
next texts are encoded. A process that holds Chroma already writes by itself.
"""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from ingest.children import start_child
from ingest.errors import IndexUnavailable, PolesError, ServiceUnavailable, UsageError
from ingest.vector_place import vector_place

if TYPE_CHECKING:
    from ingest.encode import Vectors

__all__ = ["NewVectors", "VectorWriter"]

_ERRORS: dict[str, type[PolesError]] = {
    kind.__name__: kind for kind in (IndexUnavailable, ServiceUnavailable, UsageError)
}


class NewVectors(Protocol):
    """Vectors of a generation that is being made."""

    def add(self, ids: Sequence[str], vectors: Vectors) -> None:
        """Add vectors."""

    def delete(self, ids: Sequence[str]) -> None:
        """Remove vectors; unknown identifiers are ignored."""

    def fetch(self, ids: Sequence[str]) -> dict[str, Vectors]:
        """Vectors by identifier, in order, without unknown ones."""

    def close(self) -> None:
        """Return when all is written."""


class VectorWriter:
    """Makes the vectors of one generation; ``close`` it, whatever happened."""

    def __init__(self, chroma_url: str) -> None:
        """Begin to load Chroma; ``chroma_url`` is that of a server, "" for in process."""
        self._url = chroma_url
        self._child = None if "chromadb" in sys.modules else _Child(chroma_url)

    def create(self, generation: Path, previous: Path | None) -> NewVectors:
        """Vectors for a new generation, starting as a copy of ``previous`` where given.

        What fails when there is no ``previous`` may show later, at ``close`` at the latest.

        Raises:
            IndexUnavailable: the vectors of ``previous`` are gone or damaged.
            ServiceUnavailable: the vector server does not answer.
        """
        if self._child is None:
            return vector_place(self._url).create(generation, previous)
        self._child.create(generation, previous)
        return self._child

    def close(self) -> None:
        """Leave no process behind, whatever it is at."""
        if self._child is not None:
            self._child.stop()


class _Child:
    """The process, and the new vectors that it writes."""

    def __init__(self, chroma_url: str) -> None:
        self._url = chroma_url
        self._process = start_child("ingest.vector_child")

    def create(self, generation: Path, previous: Path | None) -> None:
        before = previous and str(previous)
        self._send("create", url=self._url, generation=str(generation), previous=before)
        if previous is not None:
            self._result("settle")

    def add(self, ids: Sequence[str], vectors: Vectors) -> None:
        data = np.ascontiguousarray(vectors, dtype=np.float32).tobytes()
        self._send("add", data, ids=list(ids), bytes=len(data))

    def delete(self, ids: Sequence[str]) -> None:
        self._send("delete", ids=list(ids))

    def fetch(self, ids: Sequence[str]) -> dict[str, Vectors]:
        found = self._result("fetch", ids=list(ids))
        assert self._process.stdout is not None  # noqa: S101  opened as a pipe
        matrix = np.frombuffer(self._process.stdout.read(found["bytes"]), dtype=np.float32)
        rows = matrix.reshape(len(found["ids"]), -1) if found["ids"] else ()
        return dict(zip(found["ids"], rows, strict=True))

    def close(self) -> None:
        self._result("close")

    def stop(self) -> None:
        """End the process, whatever it is at."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def _send(self, command: str, data: bytes = b"", **arguments: Any) -> None:
        assert self._process.stdin is not None  # noqa: S101
        try:
            line = json.dumps({"do": command, **arguments}).encode()
            self._process.stdin.write(line + b"\n" + data)
            self._process.stdin.flush()
        except OSError as error:
            raise self._death() from error

    def _result(self, command: str, **arguments: Any) -> dict[str, Any]:
        """What a command gives, once all before it is done."""
        self._send(command, **arguments)
        assert self._process.stdout is not None  # noqa: S101
        line = self._process.stdout.readline()
        if not line:
            raise self._death()
        result: dict[str, Any] = json.loads(line)
        if "error" not in result:
            return result
        if result["error"] == "OSError":
            raise OSError(result["errno"], result["message"])
        kind, cause = _ERRORS[result["error"]], result["cause"]
        raise kind(result["message"]) from (RuntimeError(cause) if cause else None)

    def _death(self) -> ChildProcessError:
        code = self._process.wait()
        how = f"signal {-code}" if code < 0 else f"exit code {code}"
        return ChildProcessError(f"the process that writes the vectors died ({how})")
