"""The finder as it was built last time: reading it back takes a tenth of building it anew.

The file is named after all that the finder is made of, the corpus, the data and the code of this
project and the encoder: what no longer holds is simply not found. It is a pickle, opened with a
list of the few classes it may name: a file that somebody changed gives data or an error.
"""

from __future__ import annotations

import gc
import hashlib
import io
import logging
import os
import pickle
import sys
import tempfile
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

import ingest

__all__ = ["keep", "key_of", "recall"]

_LOG = logging.getLogger(__name__)

_MODULES = frozenset(
    {
        "assistant.finder", "assistant.matching.criteria", "assistant.matching.explain",
        "assistant.matching.likeness", "assistant.matching.profile", "assistant.matching.rank",
        "assistant.matching.records", "assistant.places.near", "assistant.understanding.lexicon",
        "ingest.knowledge", "ingest.lexical", "ingest.records",
    }
)  # fmt: skip
"""Modules whose classes may be read back."""
_FOREIGN = frozenset(
    {
        ("numpy", "dtype"), ("numpy", "ndarray"),
        ("numpy._core.multiarray", "_reconstruct"), ("numpy._core.multiarray", "scalar"),
        ("numpy._core.numeric", "_frombuffer"),
    }
)  # fmt: skip


class _Writer(pickle.Pickler):
    """Leaves out what is loaded elsewhere: its name stands for it."""

    def __init__(self, stream: io.BytesIO, elsewhere: Mapping[str, object]) -> None:
        super().__init__(stream, protocol=pickle.HIGHEST_PROTOCOL)
        self._names = {id(value): name for name, value in elsewhere.items()}

    def persistent_id(self, obj: object) -> str | None:
        return self._names.get(id(obj))


class _Reader(pickle.Unpickler):
    def __init__(self, stream: io.BytesIO, elsewhere: Mapping[str, object]) -> None:
        super().__init__(stream)
        self._elsewhere = elsewhere

    def persistent_load(self, pid: Any) -> object:
        return self._elsewhere[pid]

    def find_class(self, module: str, name: str) -> Any:
        found = super().find_class(module, name)
        if (module, name) in _FOREIGN or (module in _MODULES and isinstance(found, type)):
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is nothing that the finder holds")


def key_of(corpus: Path, encoder: str) -> str:
    """What tells this finder from any other: a hash of all that it is made of."""
    code = Path(ingest.__file__).resolve().parent
    digest = hashlib.sha256()
    for folder, patterns in (
        (corpus, ("*",)),
        (code, ("*.py",)),
        (code.parent / "assistant", ("*.py", "data/*")),
    ):
        for path in _files(folder, patterns):
            content = path.read_bytes()
            digest.update(f"{path.relative_to(folder)} {len(content)}\n".encode())
            digest.update(content)
    versions = (encoder, sys.version, np.__version__, version("bm25s"))
    digest.update("\n".join(versions).encode())
    return digest.hexdigest()


def _files(folder: Path, patterns: Iterable[str]) -> Iterable[Path]:
    found = (path for pattern in patterns for path in folder.rglob(pattern))
    return sorted(path for path in found if path.is_file() and "__pycache__" not in path.parts)


def recall(folder: Path, key: str, elsewhere: Mapping[str, object]) -> object | None:
    """What ``keep`` put in ``folder`` under ``key``; None where there is nothing sound.

    ``elsewhere`` gives the parts that were left out, by name.
    """
    try:
        content = _path(folder, key).read_bytes()
    except OSError:
        return None
    size = hashlib.sha256().digest_size
    if hashlib.sha256(content[size:]).digest() != content[:size]:
        return None
    # Thousands of small objects, none of which is waste: the collector would walk them in vain.
    collecting = gc.isenabled()
    gc.disable()
    try:
        value: object = _Reader(io.BytesIO(content[size:]), elsewhere).load()
        return value
    except pickle.UnpicklingError as error:
        _LOG.warning("%s is built anew: %s", _path(folder, key), error)
        return None
    finally:
        if collecting:
            gc.enable()


def keep(folder: Path, key: str, value: object, elsewhere: Mapping[str, object]) -> None:
    """Put ``value`` in ``folder`` under ``key``, in the place of whatever was there.

    A folder that cannot be written to costs time at the next start, and nothing else.
    """
    stream = io.BytesIO()
    _Writer(stream, elsewhere).dump(value)
    content = stream.getvalue()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, suffix=".tmp")
        with os.fdopen(handle, "wb") as file:
            file.write(hashlib.sha256(content).digest() + content)
        Path(name).replace(_path(folder, key))
        for old in folder.glob("*.pickle"):
            if old != _path(folder, key):
                old.unlink()
    except OSError as error:
        _LOG.info("the finder is not kept in %s: %s", folder, error)


def _path(folder: Path, key: str) -> Path:
    return folder / f"{key[:32]}.pickle"
