"""Generations of an index: built aside, swapped in at once, the last two kept.

    HOME/index/CURRENT          name of the generation that answers
    HOME/index/000007/          manifest.json, store.sqlite, lexical/, vectors/, expected.*
    HOME/index/000008.building/ what a running or killed ingest was making

``CURRENT`` changes by an atomic rename, after everything it names is on disk: a kill at any
instant leaves the previous generation answering. The generation before the current one is kept
for servers that still read it.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from ingest.analysis import ANALYSIS_VERSION
from ingest.errors import IndexUnavailable, UsageError

__all__ = ["LAYOUT", "Generations", "Manifest", "read_manifest"]

LAYOUT = f"4.{ANALYSIS_VERSION}"
"""Version of files and tokens; an index of another one is rebuilt, never guessed at."""

_BUILDING = ".building"
_KEPT = 2


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation was made with.

    Attributes:
        layout: version of files and tokens.
        version: what shaped the passages; documents read by another one are read again.
        encoder: name of the encoder; a question must be encoded by the same.
        dimension: length of its vectors.
        place: where the vectors are: "" in the generation's folder, or a server's address.
        weight: share of the dense score in the hybrid score, in [0, 1].
        documents, pages, passages: counts.
    """

    layout: str
    version: str
    encoder: str
    dimension: int
    place: str
    weight: float
    documents: int
    pages: int
    passages: int


class Generations:
    """The generations under one home."""

    def __init__(self, home: Path) -> None:
        self.folder = home / "index"

    def current(self) -> Path | None:
        """Folder of the generation that answers, None when there is none."""
        try:
            name = (self.folder / "CURRENT").read_text(encoding="ascii").strip()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise IndexUnavailable(f"{self.folder / 'CURRENT'} cannot be read: {error}") from error
        return self.folder / name if name else None

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the right to build; one ingest at a time.

        Raises:
            UsageError: another ingest holds it, or the folder cannot be written.
        """
        lock = FileLock(str(self.folder / "lock"), timeout=0)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock.acquire()
        except Timeout as error:
            raise UsageError(
                f"another 'poles ingest' is at work in {self.folder.parent}: wait for it to end"
            ) from error
        except OSError as error:
            raise UsageError(
                f"{self.folder} cannot be written ({error}): choose another folder with --home"
            ) from error
        try:
            self._sweep()
            yield
        finally:
            lock.release()

    def begin(self) -> Path:
        """A new, empty folder for the next generation."""
        folder = self.folder / f"{self._next_number():06d}{_BUILDING}"
        folder.mkdir()
        return folder

    def publish(self, building: Path, manifest: Manifest) -> Path:
        """Make ``building`` the generation that answers; returns its final folder."""
        _write_durably(building / "manifest.json", json.dumps(asdict(manifest), indent=1))
        _sync_tree(building)
        final = building.with_name(building.name.removesuffix(_BUILDING))
        building.rename(final)
        _sync_folder(self.folder)
        _write_durably(self.folder / "CURRENT", final.name)
        _sync_folder(self.folder)
        return final

    def superseded(self) -> list[Path]:
        """Generations that are neither current nor the one before it."""
        current = self.current()
        finished = sorted(p for p in self.folder.iterdir() if p.is_dir() and p.name.isdigit())
        older = [p for p in finished if current is None or p.name < current.name]
        newer = [p for p in finished if current is not None and p.name > current.name]
        return newer + older[: max(0, len(older) - (_KEPT - 1))]

    def _next_number(self) -> int:
        names = (p.name.removesuffix(_BUILDING) for p in self.folder.iterdir() if p.is_dir())
        return 1 + max((int(name) for name in names if name.isdigit()), default=0)

    def _sweep(self) -> None:
        """Remove what a killed ingest left; called under the lock only."""
        for path in self.folder.glob(f"*{_BUILDING}"):
            shutil.rmtree(path, ignore_errors=True)


def read_manifest(generation: Path) -> Manifest:
    """The manifest of a generation.

    Raises:
        IndexUnavailable: it is missing, damaged, or of another format.
    """
    path = generation / "manifest.json"
    try:
        manifest = Manifest(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise IndexUnavailable(
            f"{path} is missing or damaged ({error}): run 'poles ingest' to rebuild the index"
        ) from error
    if manifest.layout != LAYOUT:
        raise IndexUnavailable(
            f"{generation} has layout {manifest.layout}, this version reads {LAYOUT}: "
            "run 'poles ingest' to rebuild the index"
        )
    return manifest


def _write_durably(path: Path, text: str) -> None:
    temporary = path.with_name(path.name + ".new")
    with temporary.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def _sync_tree(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # folders cannot be synced there; the rename is journalled
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
