"""The process that writes vectors: ``python -m ingest.vector_child``, driven by ``vector_writer``.

One command a line on stdin, a JSON object; behind the line of "add" come the vectors, float32.
"settle", "fetch" and "close" are answered by a line on stdout, when all before them is done or
the first failure is known; after a failure nothing is done until the next "create". The process
ends when stdin ends, so a parent that dies leaves no orphan.
"""

from __future__ import annotations

import importlib
import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np

from ingest.children import take_pipes
from ingest.errors import PolesError
from ingest.vector_place import vector_place
from ingest.vectors import VectorIndex

__all__ = ["main"]

_ANSWERED = frozenset({"settle", "fetch", "close"})


def main() -> None:
    """Do what is asked until stdin ends."""
    requests, answers = take_pipes()
    with suppress(Exception):  # told when Chroma is needed
        importlib.import_module("chromadb")
    desk = _Desk()
    failure: dict[str, Any] | None = None
    for line in requests:
        command = json.loads(line)
        data = requests.read(command.get("bytes", 0))
        if len(data) < command.get("bytes", 0):
            break  # the parent died while it wrote
        if command["do"] == "create":
            failure = None
        answer: dict[str, Any] = {}
        more = b""
        try:
            if failure is None:
                answer, more = desk.do(command, data)
        except Exception as error:  # noqa: BLE001  whatever Chroma raises, the parent tells it
            failure = _described(error)
        if command["do"] in _ANSWERED:
            answers.write(json.dumps(failure or answer).encode() + b"\n" + more)
            answers.flush()
    os._exit(0)


class _Desk:
    """The vectors at work."""

    def __init__(self) -> None:
        self._vectors: VectorIndex

    def do(self, command: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
        """Carry out one command; what it gives, and the bytes behind that."""
        match command["do"]:
            case "create":
                previous = command["previous"] and Path(command["previous"])
                place = vector_place(command["url"])
                self._vectors = place.create(Path(command["generation"]), previous)
            case "add":
                rows = np.frombuffer(data, dtype=np.float32).reshape(len(command["ids"]), -1)
                self._vectors.add(command["ids"], rows)
            case "delete":
                self._vectors.delete(command["ids"])
            case "fetch":
                found = self._vectors.fetch(command["ids"])
                vectors = b"".join(row.tobytes() for row in found.values())
                return {"ids": list(found), "bytes": len(vectors)}, vectors
            case "close":
                self._vectors.close()
        return {}, b""


def _described(error: Exception) -> dict[str, Any]:
    if isinstance(error, PolesError):
        cause = str(error.__cause__ or "")
        return {"error": type(error).__name__, "message": str(error), "cause": cause}
    if isinstance(error, OSError):
        message = error.strerror or str(error)
        return {"error": "OSError", "errno": error.errno, "message": message}
    message = f"the vectors cannot be written ({type(error).__name__}: {error})"
    return {"error": "ServiceUnavailable", "message": message, "cause": ""}


if __name__ == "__main__":
    main()
