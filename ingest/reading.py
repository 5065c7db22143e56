"""Generations that somebody reads: they are not removed, wherever their vectors are.

A reader holds a shared lock on the manifest of its generation; the system takes it back when the
reader ends, however it ends. Where there are no such locks nothing is held: then a reader left
behind by two ingests is told to ask again.
"""

from __future__ import annotations

import os
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from ingest.errors import IndexUnavailable

__all__ = ["Hold", "removable"]

fcntl: Any = None
with suppress(ImportError):  # not on Windows
    fcntl = import_module("fcntl")


class Hold:
    """Keeps a generation from being removed until ``close``, or until nobody has this object."""

    def __init__(self, generation: Path) -> None:
        """Hold ``generation``.

        Raises:
            IndexUnavailable: it is gone, or about to go.
        """
        self.close: Callable[[], object] = lambda: None
        try:
            handle = os.open(generation / "manifest.json", os.O_RDONLY)
        except OSError as error:
            raise IndexUnavailable(
                f"{generation} is missing or damaged ({error}): run 'poles ingest' to rebuild the "
                "index"
            ) from error
        self.close = weakref.finalize(self, os.close, handle)
        if not _lock(handle, shared=True):
            self.close()
            raise IndexUnavailable(f"{generation} was replaced and is being removed: ask again")


@contextmanager
def removable(generation: Path) -> Iterator[bool]:
    """Does nobody read ``generation``? Nobody can begin to before the block ends."""
    try:
        handle = os.open(generation / "manifest.json", os.O_RDONLY)
    except OSError:  # an ingest was killed while it removed this one
        yield True
        return
    try:
        yield _lock(handle, shared=False)
    finally:
        os.close(handle)


def _lock(handle: int, *, shared: bool) -> bool:
    """Lock an open file, without waiting; also true where the volume knows no locks."""
    if fcntl is None:
        return True
    try:
        fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True
