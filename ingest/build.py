"""Ingest: from folders and files to a new generation of the index, at the cost of what changed."""

from __future__ import annotations

import errno
import shutil
import sqlite3
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ingest.catalogue import Catalogue, open_catalogue
from ingest.encode import load_encoder
from ingest.errors import IndexUnavailable, ServiceUnavailable, UsageError
from ingest.generations import Generations, Manifest
from ingest.making import Build, Outcome
from ingest.plan import Failure, Plan, content_of, file_fingerprint, plan_ingest
from ingest.previous import Previous, is_reusable, must_change, read_previous
from ingest.progress import Progress
from ingest.read import SUFFIXES
from ingest.reading import removable
from ingest.roots import absolute_roots, holds, known_roots, outermost
from ingest.settings import Settings
from ingest.store import StoredDocument
from ingest.vector_place import VectorPlace, vector_place

__all__ = ["Report", "ingest"]


@dataclass(frozen=True, slots=True)
class Report:
    """What an ingest did.

    Attributes:
        documents, pages, passages: what the index holds now.
        read: documents read this time.
        removed: documents that left the index.
        encoded: passages encoded this time.
        skipped: files of a kind that is not read, and copies of another file.
        failures: inputs that failed.
        warnings: (name, text): what a reader could not do in a file that it read.
        seconds: wall-clock time.
    """

    documents: int
    pages: int
    passages: int
    read: int
    removed: int
    encoded: int
    skipped: tuple[str, ...]
    failures: tuple[Failure, ...]
    warnings: tuple[tuple[str, str], ...]
    seconds: float


def ingest(
    roots: Sequence[Path], settings: Settings, progress: Progress = lambda *_: None
) -> Report:
    """Bring the index in line with ``roots``; documents of other roots stay as they are.

    Another root that holds a copy of what leaves is looked at too, so that the copy stays found.
    A root that is gone loses its documents. A kill at any instant leaves the previous generation
    answering, and the next ingest starts from it.

    Raises:
        UsageError: a root never existed, another ingest runs, or the disk is full.
        ServiceUnavailable: the encoder or the vector server.
    """
    began = time.perf_counter()
    place = vector_place(settings.chroma_url)  # a bad address is told before files are read
    generations = Generations(settings.home)
    with generations.locked():
        previous = read_previous(generations)
        known = known_roots(generations)
        roots = outermost(absolute_roots(roots, known), known)
        if previous and not is_reusable(previous, settings.chroma_url):
            previous = None
        if previous is None:  # everything is read again
            roots = list(dict.fromkeys([*roots, *known]))
        held = previous.documents if previous else ()
        limit = settings.read_file_mb << 20
        catalogues, plan = _compare(roots, known, held, limit)
        while previous and (more := _roots_with_copies(previous, plan, catalogues)):
            roots = [*roots, *more]
            catalogues, plan = _compare(roots, known, held, limit)
        encoder = load_encoder(settings.encoder)
        outcome = Outcome(plan.duplicates)
        kept = None  # the index as it is, right unless one of the files to read can be read
        if previous and not must_change(catalogues, plan, previous, encoder, settings.chroma_url):
            kept = previous.manifest
        if kept and not plan.read:
            return _report(kept, catalogues, plan, outcome, began)
        building = generations.begin()
        try:
            build = Build(building, previous, settings, encoder, progress, outcome)
            manifest = build.run(catalogues, plan, kept)
            if manifest is kept:
                return _report(kept, catalogues, plan, outcome, began)
            generations.publish(building, manifest)
            _remove(generations.superseded(), place)
        except (OSError, sqlite3.OperationalError) as error:
            raise _stopped(error, settings.home) from error
        except (ServiceUnavailable, IndexUnavailable) as error:
            if settings.chroma_url:
                raise
            # Vectors made here, by this process, that cannot be written or read back.
            raise _stopped(error.__cause__ or error, settings.home) from error
        finally:
            shutil.rmtree(building, ignore_errors=True)
        return _report(manifest, catalogues, plan, outcome, began)


def _remove(generations: Sequence[Path], place: VectorPlace) -> None:
    """Remove ``generations``, but for those that are read: the next ingest tries again.

    So it does when the server fails: the new generation answers already.
    """
    with suppress(ServiceUnavailable):
        for folder in generations:
            with removable(folder) as free:
                if free:
                    place.drop(folder)
                    shutil.rmtree(folder, ignore_errors=True)


def _compare(
    roots: Sequence[Path], known: Sequence[Path], held: Sequence[StoredDocument], limit: int
) -> tuple[list[Catalogue], Plan]:
    """What ``roots`` offer, those that are gone with nothing, and what it asks for."""
    inner = {root for root in (*roots, *known) if any(holds(other, root) for other in roots)}
    offered = [root for root in roots if root not in inner and root.exists()]
    catalogues = [open_catalogue(root, SUFFIXES) for root in offered]
    gone = [Catalogue(root, ()) for root in {*roots, *inner}.difference(offered)]
    catalogues += gone
    return catalogues, plan_ingest(catalogues, held, partial(file_fingerprint, limit=limit))


def _roots_with_copies(
    previous: Previous, plan: Plan, catalogues: Sequence[Catalogue]
) -> list[Path]:
    """Roots not looked at yet that hold a copy of what leaves the index."""
    held = {d.source_id: content_of(d.fingerprint) for d in previous.documents}
    left = {held[source_id] for source_id in plan.forget}
    left -= {content_of(candidate.fingerprint) for candidate in plan.read}
    roots = {Path(root) for root, content in previous.copies if content in left}
    return sorted(r for r in roots.difference(c.root for c in catalogues) if r.exists())


_WRITING = frozenset(
    (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EFBIG, errno.EIO)
)
"""Errors of a disk that does not take what is written."""


def _stopped(error: BaseException, home: Path) -> UsageError:
    still = "an index that was there still answers"
    if isinstance(error, OSError) and error.errno not in _WRITING:
        return UsageError(f"ingest stopped ({error}); {still}")
    return UsageError(
        f"the index could not be written in {home} ({error}): free some space or choose another "
        f"folder with --home; {still}"
    )


def _report(
    counts: Manifest,
    catalogues: Sequence[Catalogue],
    plan: Plan,
    outcome: Outcome,
    began: float,
) -> Report:
    skipped = [name for catalogue in catalogues for name in catalogue.skipped]
    return Report(
        documents=counts.documents,
        pages=counts.pages,
        passages=counts.passages,
        read=outcome.read,
        removed=len(plan.forget),
        encoded=outcome.encoded,
        skipped=(*skipped, *(copy.entry.name for copy in outcome.copies)),
        failures=(*plan.failures, *outcome.failures),
        warnings=outcome.warnings,
        seconds=time.perf_counter() - began,
    )
