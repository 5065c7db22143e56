"""What an ingest has to do: folders compared with the index, before anything is read."""

from __future__ import annotations

import errno
import hashlib
import stat
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.catalogue import Catalogue, Entry
from ingest.store import StoredDocument

__all__ = [
    "Candidate",
    "Failure",
    "Plan",
    "content_of",
    "copies_by_root",
    "file_fingerprint",
    "plan_ingest",
]


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be used: its name, a short reason, and a sentence."""

    name: str
    reason: str
    message: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file to read, with the fingerprint it will be stored under."""

    root: Path
    entry: Entry
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The difference between folders and index.

    Attributes:
        read: files to read.
        forget: identifiers of documents whose file changed or is gone.
        duplicates: files whose content another document holds.
        failures: files that cannot be opened, and problems of ``sources.yaml``.
    """

    read: tuple[Candidate, ...]
    forget: tuple[str, ...]
    duplicates: tuple[Candidate, ...]
    failures: tuple[Failure, ...]


def file_fingerprint(entry: Entry, limit: int = 1 << 30) -> str:
    """ "content:declared": hashes of the bytes and of what ``sources.yaml`` says of the file.

    A file of more than ``limit`` bytes, which no reader takes, stands for itself by its size and
    date. A pipe or a device is never opened: reading one could wait for ever.

    Raises:
        OSError: the file cannot be opened, or is not a regular file.
    """
    found = entry.path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, "not a regular file")
    declared = hashlib.sha256(repr(entry.declared).encode()).hexdigest()[:16]
    if found.st_size > limit:
        return f"size {found.st_size} of {found.st_mtime_ns} at {entry.name}:{declared}"
    with entry.path.open("rb") as file:
        content = hashlib.file_digest(file, "sha256").hexdigest()
    return f"{content}:{declared}"


def content_of(fingerprint: str) -> str:
    """The part of a fingerprint that two copies of a file share."""
    return fingerprint.partition(":")[0]


def plan_ingest(
    catalogues: Iterable[Catalogue],
    held: Sequence[StoredDocument],
    fingerprint: Callable[[Entry], str] = file_fingerprint,
) -> Plan:
    """Compare what ``catalogues`` offer with the documents ``held`` by the index.

    A document of a root that is not among the catalogues stays; so does one whose file or folder
    is closed to us for now. A file whose content another document holds is left out: the hash
    decides, not the name.
    """
    catalogues = list(catalogues)
    offered, failures, closed = _candidates(catalogues, fingerprint)
    roots = {str(catalogue.root) for catalogue in catalogues}
    wanted = {(str(c.root), c.entry.name, c.fingerprint) for c in offered}
    kept = [
        d
        for d in held
        if d.root not in roots
        or (d.root, d.path, d.fingerprint) in wanted
        or any(d.root == root and _is_at(d.path, name) for root, name in closed)
    ]
    kept_places = {(d.root, d.path) for d in kept}
    contents = {content_of(d.fingerprint) for d in kept}
    read: list[Candidate] = []
    duplicates: list[Candidate] = []
    for candidate in offered:
        if (str(candidate.root), candidate.entry.name) in kept_places:
            continue
        content = content_of(candidate.fingerprint)
        if content in contents:
            duplicates.append(candidate)
        else:
            contents.add(content)
            read.append(candidate)
    forget = tuple(d.source_id for d in held if (d.root, d.path) not in kept_places)
    return Plan(tuple(read), forget, tuple(duplicates), tuple(failures))


def copies_by_root(catalogues: Sequence[Catalogue], plan: Plan) -> dict[str, set[str]]:
    """By root: contents of its files that another document holds."""
    copies: dict[str, set[str]] = {str(catalogue.root): set() for catalogue in catalogues}
    for candidate in plan.duplicates:
        copies[str(candidate.root)].add(content_of(candidate.fingerprint))
    return copies


def _candidates(
    catalogues: Iterable[Catalogue], fingerprint: Callable[[Entry], str]
) -> tuple[list[Candidate], list[Failure], list[tuple[str, str]]]:
    """Files to compare, failures, and places (root, name) that are closed for now."""
    offered: list[Candidate] = []
    failures: list[Failure] = []
    closed: list[tuple[str, str]] = []
    for catalogue in catalogues:
        failures.extend(Failure(n, e.reason, str(e)) for n, e in catalogue.problems)
        root = str(catalogue.root)
        closed.extend((root, n) for n, e in catalogue.problems if e.reason == "unreadable")
        for entry in catalogue.entries:
            try:
                offered.append(Candidate(catalogue.root, entry, fingerprint(entry)))
            except OSError as error:
                message = f"cannot be opened ({error.strerror or error})"
                failures.append(Failure(entry.name, "unreadable", message))
                if isinstance(error, PermissionError):
                    closed.append((root, entry.name))
    return offered, failures, closed


def _is_at(path: str, name: str) -> bool:
    """Is ``path`` the file ``name``, or in the folder ``name`` (which ends with "/")?"""
    return path == name or (name.endswith("/") and path.startswith(name))
