"""Ingest: from folders and files to a new generation of the index, at the cost of what changed."""

from __future__ import annotations

import errno
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ingest.analysis import lexical_tokens
from ingest.cards import load_cards, make_cards, save_cards
from ingest.catalogue import Catalogue, is_knowledge_base, open_catalogue, source_of
from ingest.corpus_path import corpus_folder
from ingest.dense import ExactDense, is_exact, write_matrix
from ingest.encode import Encoder, Vectors, load_encoder
from ingest.errors import IndexUnavailable, ReadError, ServiceUnavailable, UsageError
from ingest.footnotes import resolve_footnotes
from ingest.generations import LAYOUT, Generations, Manifest, read_manifest
from ingest.lexical import LexicalIndex, build_lexical
from ingest.passages import PASSAGES_VERSION, embedded_text, split_passages
from ingest.plan import Candidate, Failure, Plan, content_of, file_fingerprint, plan_ingest
from ingest.read import READER_VERSION, SUFFIXES, Limits, read_files
from ingest.records import Document, Source
from ingest.settings import Settings
from ingest.store import Store, StoredDocument, roots_of
from ingest.vectors import VectorIndex, vector_place, vectors_are_sound

__all__ = ["HYBRID_WEIGHT", "Report", "ingest"]

HYBRID_WEIGHT = 0.6
"""Share of the dense score in the hybrid score.

Best or within .002 of it on three public dev sets of 3,200 questions (figures in the model card of
``ingest.encoder``); on the project's own 75 dev questions .4 and .6 do as well.
"""

VERSION = f"{LAYOUT}/read-{READER_VERSION}/passages-{PASSAGES_VERSION}"
_BATCH = 512

Progress = Callable[[str, int, int], None]
"""Called as ``progress(stage, done, total)``; the stages are "read" and "encode"."""


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


@dataclass(frozen=True, slots=True)
class _Previous:
    """The generation that answers now."""

    folder: Path
    manifest: Manifest
    documents: tuple[StoredDocument, ...]
    sources: dict[str, frozenset[Source]]
    copies: frozenset[tuple[str, str]]


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
        previous = _read_previous(generations)
        known = _known_roots(generations)
        roots = _outermost(_absolute(roots, known), known)
        if previous and not _reusable(previous, settings.chroma_url):
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
        outcome = _Outcome()
        kept = None  # the index as it is, right unless one of the files to read can be read
        if previous and not _changes(catalogues, plan, previous, encoder, settings.chroma_url):
            kept = previous.manifest
        if kept and not plan.read:
            return _report(kept, catalogues, plan, outcome, began)
        building = generations.begin()
        try:
            build = _Build(building, previous, settings, encoder, progress, outcome)
            manifest = build.run(catalogues, plan, kept)
            if manifest is kept:
                return _report(kept, catalogues, plan, outcome, began)
            generations.publish(building, manifest)
            for folder in generations.superseded():
                place.drop(folder)
                shutil.rmtree(folder, ignore_errors=True)
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


def _compare(
    roots: Sequence[Path], known: Sequence[Path], held: Sequence[StoredDocument], limit: int
) -> tuple[list[Catalogue], Plan]:
    """What ``roots`` offer, those that are gone with nothing, and what it asks for."""
    inner = {root for root in (*roots, *known) if any(_holds(other, root) for other in roots)}
    offered = [root for root in roots if root not in inner and root.exists()]
    catalogues = [open_catalogue(root, SUFFIXES) for root in offered]
    gone = [Catalogue(root, ()) for root in {*roots, *inner}.difference(offered)]
    catalogues += gone
    return catalogues, plan_ingest(catalogues, held, partial(file_fingerprint, limit=limit))


def _roots_with_copies(
    previous: _Previous, plan: Plan, catalogues: Sequence[Catalogue]
) -> list[Path]:
    """Roots not looked at yet that hold a copy of what leaves the index."""
    held = {d.source_id: content_of(d.fingerprint) for d in previous.documents}
    left = {held[source_id] for source_id in plan.forget}
    left -= {content_of(candidate.fingerprint) for candidate in plan.read}
    roots = {Path(root) for root, content in previous.copies if content in left}
    return sorted(r for r in roots.difference(c.root for c in catalogues) if r.exists())


def _copies(catalogues: Sequence[Catalogue], plan: Plan) -> dict[str, set[str]]:
    """By root: contents of its files that another document holds."""
    copies: dict[str, set[str]] = {str(catalogue.root): set() for catalogue in catalogues}
    for candidate in plan.duplicates:
        copies[str(candidate.root)].add(content_of(candidate.fingerprint))
    return copies


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


def _absolute(roots: Sequence[Path], known: Sequence[Path]) -> list[Path]:
    paths = list(dict.fromkeys(root.absolute() for root in roots))
    for path in paths:
        if not path.exists() and path not in known:
            raise UsageError(f"{path} does not exist: give a file or a folder of documents")
    return paths


def _outermost(roots: Sequence[Path], known: Sequence[Path]) -> list[Path]:
    """``roots``, each replaced by the known root that it lies in: no file is held twice."""
    return list(dict.fromkeys(next((k for k in known if _holds(k, r)), r) for r in roots))


def _holds(root: Path, inner: Path) -> bool:
    """Does the folder ``root`` offer what lies at ``inner``? What is hidden it does not offer."""
    if root not in inner.parents:
        return False
    return not any(part.startswith(".") for part in inner.relative_to(root).parts)


def _known_roots(generations: Generations) -> list[Path]:
    """Roots of the generation that answers, even when this version cannot read the rest."""
    folder = generations.current()
    return roots_of(folder / "store.sqlite") if folder else []


def _read_previous(generations: Generations) -> _Previous | None:
    """The generation that answers, or None when nothing can be built on it."""
    folder = generations.current()
    if folder is None:
        return None
    try:
        manifest = read_manifest(folder)
        with closing(Store(folder / "store.sqlite")) as store:
            documents = tuple(store.documents())
            roots = {document.root for document in documents}
            sources = {root: store.sources_of(root) for root in roots}
            copies = store.copies()
    except IndexUnavailable:
        return None
    return _Previous(folder, manifest, documents, sources, copies)


def _reusable(previous: _Previous, place: str) -> bool:
    """Was it made by this version, and is every part of it whole?"""
    folder, manifest = previous.folder, previous.manifest
    if manifest.version != VERSION:
        return False
    try:
        load_cards(folder / "cards.json")
        rows = len(LexicalIndex(folder / "lexical").rows)
        if is_exact(manifest.place, rows):
            ExactDense(folder, (rows, manifest.dimension))
    except IndexUnavailable:
        return False
    return rows == manifest.passages and _has_vectors(folder, manifest, place)


def _has_vectors(folder: Path, manifest: Manifest, place: str) -> bool:
    """Are all its vectors there? Those of another place than ``place`` will be made anew."""
    if manifest.place != place:
        return True
    if not manifest.place:
        return vectors_are_sound(folder, manifest.passages)
    try:
        return vector_place(manifest.place).count(folder) == manifest.passages
    except IndexUnavailable:
        return False


def _changes(
    catalogues: Sequence[Catalogue],
    plan: Plan,
    previous: _Previous,
    encoder: Encoder,
    place: str,
) -> bool:
    """Must the index change, whatever the files to read turn out to be?"""
    if plan.forget or previous.manifest.encoder != encoder.name:
        return True
    if previous.manifest.weight != HYBRID_WEIGHT or previous.manifest.place != place:
        return True
    copies = _copies(catalogues, plan)
    offered = {(root, content) for root, contents in copies.items() for content in contents}
    if offered != {(root, content) for root, content in previous.copies if root in copies}:
        return True
    documents = {document.source_id for document in previous.documents}
    return any(
        {s for s in previous.sources.get(str(catalogue.root), ()) if s.id not in documents}
        != {s for s in catalogue.cited if s.id not in documents}
        for catalogue in catalogues
    )


@dataclass(slots=True)
class _Outcome:
    """What happened while building; grows as the build goes."""

    read: int = 0
    encoded: int = 0
    failures: tuple[Failure, ...] = ()
    warnings: tuple[tuple[str, str], ...] = ()


def _report(
    counts: Manifest,
    catalogues: Sequence[Catalogue],
    plan: Plan,
    outcome: _Outcome,
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
        skipped=(*skipped, *(copy.entry.name for copy in plan.duplicates)),
        failures=(*plan.failures, *outcome.failures),
        warnings=outcome.warnings,
        seconds=time.perf_counter() - began,
    )


class _Build:
    """The making of one generation in its own folder."""

    def __init__(
        self,
        folder: Path,
        previous: _Previous | None,
        settings: Settings,
        encoder: Encoder,
        progress: Progress,
        outcome: _Outcome,
    ) -> None:
        self._folder = folder
        self._previous = previous
        self._settings = settings
        self._encoder = encoder
        self._progress = progress
        self._outcome = outcome
        self._citable: dict[Path, frozenset[str]] = {}

    def run(self, catalogues: Sequence[Catalogue], plan: Plan, kept: Manifest | None) -> Manifest:
        """Texts, then vectors of what is new, then the lexical index.

        Returns ``kept``, the index as it was, when no file could be read.
        """
        self._citable = {catalogue.root: catalogue.citable for catalogue in catalogues}
        if self._previous is not None:
            shutil.copy2(self._previous.folder / "store.sqlite", self._folder / "store.sqlite")
        with closing(Store(self._folder / "store.sqlite", writable=True)) as store:
            stale = [i for source_id in plan.forget for i in store.forget_document(source_id)]
            self._put_cited(store, catalogues)
            for root, contents in _copies(catalogues, plan).items():
                store.put_copies(root, contents)
            fresh = self._read(store, plan)
            if kept and not self._outcome.read:
                return kept
            store.commit()
            self._put_vectors(store, stale, fresh)
            build_lexical(self._folder / "lexical", store.token_lists())
            save_cards(self._folder / "cards.json", make_cards(_knowledge_base(store)))
            documents, pages, passages = store.counts()
        return Manifest(
            layout=LAYOUT,
            version=VERSION,
            encoder=self._encoder.name,
            dimension=self._encoder.dimension,
            place=self._settings.chroma_url,
            weight=HYBRID_WEIGHT,
            documents=documents,
            pages=pages,
            passages=passages,
        )

    def _put_cited(self, store: Store, catalogues: Sequence[Catalogue]) -> None:
        """Sources of a ``sources.yaml``; one that it no longer names goes, unless a document."""
        for catalogue in catalogues:
            root = str(catalogue.root)
            documents = {d.source_id for d in store.documents() if d.root == root}
            for source in store.sources_of(root) - set(catalogue.cited):
                if source.id not in documents:
                    store.forget_source(source.id, root)
            for source in catalogue.cited:
                store.put_source(source, root)

    def _read(self, store: Store, plan: Plan) -> list[str]:
        """Read the files of ``plan`` into ``store``; returns identifiers of new passages."""
        taken = {document.source_id for document in store.documents()}
        limits = Limits(
            seconds=self._settings.read_seconds,
            memory_bytes=self._settings.read_memory_mb << 20,
            pages=self._settings.read_pages,
            file_bytes=self._settings.read_file_mb << 20,
        )
        results = read_files([c.entry.path for c in plan.read], limits, self._settings.workers)
        fresh: list[str] = []
        for done, (candidate, (_, result)) in enumerate(zip(plan.read, results, strict=True), 1):
            if isinstance(result, ReadError):
                message = str(result).removeprefix(f"{candidate.entry.path.name}: ")
                failure = Failure(candidate.entry.name, result.reason, message)
                self._outcome.failures += (failure,)
            else:
                fresh += self._put_document(store, candidate, result, taken)
            self._progress("read", done, len(plan.read))
        return fresh

    def _put_document(
        self, store: Store, candidate: Candidate, document: Document, taken: set[str]
    ) -> list[str]:
        document = resolve_footnotes(document, self._citable[candidate.root])
        source = source_of(candidate.entry, document, frozenset(taken))
        taken.add(source.id)
        root = str(candidate.root)
        store.put_source(source, root)
        stored = StoredDocument(
            source.id, root, candidate.entry.name, candidate.fingerprint, document.paged,
            document.warnings,
        )  # fmt: skip
        store.put_document(stored, document.pages)
        passages = split_passages(source, document.pages)
        for passage in passages:
            embedded = embedded_text(source, passage)
            store.put_passage(passage, source, embedded, lexical_tokens(embedded))
        self._outcome.read += 1
        name = candidate.entry.name
        self._outcome.warnings += tuple((name, warning) for warning in document.warnings)
        return [passage.id for passage in passages]

    def _put_vectors(self, store: Store, stale: Sequence[str], fresh: Sequence[str]) -> None:
        """Vectors of the new passages; of all of them when the encoder is another one."""
        vectors, wanted = self._start_vectors(stale, fresh)
        passages = list(store.embedded_texts())
        texts = [(i, text) for _, i, text in passages if wanted is None or i in wanted]
        exact = is_exact(self._settings.chroma_url, len(passages))
        made: list[Vectors] = []
        with closing(vectors):
            for batch in _batches(texts):
                encoded = self._encode(vectors, batch)
                if exact:
                    made.append(encoded)
                self._outcome.encoded += len(batch)
                self._progress("encode", self._outcome.encoded, len(texts))
            if exact and passages:
                previous = self._previous.folder if self._previous else None
                kept = {row: i for row, i, _ in passages if wanted is not None and i not in wanted}
                write_matrix(self._folder, kept, made, previous, vectors)

    def _start_vectors(
        self, stale: Sequence[str], fresh: Sequence[str]
    ) -> tuple[VectorIndex, set[str] | None]:
        """Vectors to start from, and the passages to encode (None: every one)."""
        place = vector_place(self._settings.chroma_url)
        previous = self._previous
        if (
            previous is not None
            and previous.manifest.encoder == self._encoder.name
            and previous.manifest.place == self._settings.chroma_url
        ):
            try:
                vectors = place.create(self._folder, previous.folder)
                vectors.delete(stale)
                return vectors, set(fresh)
            except IndexUnavailable:  # a server that lost them: they are made again
                shutil.rmtree(self._folder / "vectors", ignore_errors=True)
        return place.create(self._folder, None), None

    def _encode(self, vectors: VectorIndex, batch: Sequence[tuple[str, str]]) -> Vectors:
        encoded = self._encoder.encode([text for _, text in batch])
        vectors.add([i for i, _ in batch], encoded)
        return encoded


def _knowledge_base(store: Store) -> Path:
    """The knowledge base among the roots of the index, else the shipped one."""
    roots = {Path(document.root) for document in store.documents()}
    own = sorted(root for root in roots if is_knowledge_base(root))
    return own[0] if own else corpus_folder()


def _batches(values: Sequence[tuple[str, str]]) -> Iterator[Sequence[tuple[str, str]]]:
    for start in range(0, len(values), _BATCH):
        yield values[start : start + _BATCH]
