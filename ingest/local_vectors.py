"""Vectors in process: those of a generation lie in its folder ``vectors/``."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import weakref
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import IndexUnavailable, UsageError
from ingest.vectors import VectorIndex

if TYPE_CHECKING:
    from chromadb.api import ClientAPI

__all__ = ["LocalVectors", "vectors_are_sound"]

_NAME = "passages"


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

    def drop(self, generation: Path) -> None:
        """See ``VectorPlace``: the folder goes with its generation."""


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
