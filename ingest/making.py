"""The making of one generation of the index: texts, vectors of what is new, lexical scores."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.analysis import lexical_tokens
from ingest.cards import make_cards, save_cards
from ingest.catalogue import Catalogue, knowledge_base_among, source_of
from ingest.corpus_path import corpus_folder
from ingest.dense import is_exact, write_matrix
from ingest.encode import Encoder, Vectors
from ingest.errors import IndexUnavailable, ReadError
from ingest.expected_index import questions_of, save_expected
from ingest.footnotes import resolve_footnotes
from ingest.generations import LAYOUT, Manifest
from ingest.lexical import build_lexical
from ingest.passages import embedded_text, split_passages
from ingest.plan import Candidate, Failure, Plan, content_of, copies_by_root
from ingest.previous import HYBRID_WEIGHT, VERSION, Previous
from ingest.progress import Progress
from ingest.read import Limits, read_files
from ingest.records import Document
from ingest.settings import Settings
from ingest.store import Store, StoredDocument
from ingest.vector_writer import NewVectors, VectorWriter

__all__ = ["Build", "Outcome"]

_BATCH = 512


@dataclass(slots=True)
class Outcome:
    """What happened while building; grows as the build goes.

    Attributes:
        copies: files that are not read, because another document holds their content.
    """

    copies: tuple[Candidate, ...] = ()
    read: int = 0
    encoded: int = 0
    failures: tuple[Failure, ...] = ()
    warnings: tuple[tuple[str, str], ...] = ()


class Build:
    """The making of one generation in its own folder."""

    def __init__(
        self,
        folder: Path,
        previous: Previous | None,
        settings: Settings,
        encoder: Encoder,
        progress: Progress,
        outcome: Outcome,
    ) -> None:
        self._folder = folder
        self._previous = previous
        self._settings = settings
        self._encoder = encoder
        self._progress = progress
        self._outcome = outcome
        self._citable: dict[Path, frozenset[str]] = {}

    def run(self, catalogues: Sequence[Catalogue], plan: Plan, kept: Manifest | None) -> Manifest:
        """Texts, then the lexical index, then vectors of what is new.

        Returns ``kept``, the index as it was, when no file could be read.
        """
        self._citable = {catalogue.root: catalogue.citable for catalogue in catalogues}
        if self._previous is not None:
            shutil.copy2(self._previous.folder / "store.sqlite", self._folder / "store.sqlite")
        with (
            closing(VectorWriter(self._settings.chroma_url)) as writer,
            closing(Store(self._folder / "store.sqlite", writable=True)) as store,
        ):
            stale = [i for source_id in plan.forget for i in store.forget_document(source_id)]
            self._put_cited(store, catalogues)
            for root, contents in copies_by_root(catalogues, plan).items():
                store.put_copies(root, contents)
            fresh = self._read(store, plan)
            if kept and not self._outcome.read:
                return kept
            store.commit()
            # Vectors last: Chroma has loaded by then.
            build_lexical(self._folder / "lexical", store.token_lists())
            base = knowledge_base_among(Path(document.root) for document in store.documents())
            save_cards(self._folder / "cards.json", make_cards(base or corpus_folder()))
            self._put_expected(base)
            vectors, wanted = self._start_vectors(writer, stale, fresh)
            with closing(vectors):
                self._put_vectors(store, vectors, wanted)
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

    def _put_expected(self, base: Path | None) -> None:
        """The questions that statements of the indexed knowledge base answer."""
        previous = self._previous
        same = previous is not None and previous.manifest.encoder == self._encoder.name
        kept = previous.folder if previous is not None and same else None
        save_expected(self._folder, questions_of(base), self._encoder, kept)

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
        fresh: list[str] = []
        waiting = plan.read
        while waiting:
            failed: dict[str, Failure] = {}
            paths = [candidate.entry.path for candidate in waiting]
            results = read_files(paths, limits, self._settings.workers)
            for done, (candidate, (_, result)) in enumerate(zip(waiting, results, strict=True), 1):
                if isinstance(result, ReadError):
                    failure = _failure(candidate, result)
                    self._outcome.failures += (failure,)
                    failed[content_of(candidate.fingerprint)] = failure
                else:
                    fresh += self._put_document(store, candidate, result, taken)
                self._progress("read", done, len(waiting))
            waiting = self._after(waiting, failed)
        return fresh

    def _after(
        self, tried: Sequence[Candidate], failed: Mapping[str, Failure]
    ) -> tuple[Candidate, ...]:
        """Files to read because the file of the same content ``failed``.

        A name can decide how bytes are read: a copy of the same ending fails alike, of those of
        another the first is read.
        """
        endings = {content_of(c.fingerprint): c.entry.path.suffix.lower() for c in tried}
        waiting: dict[str, Candidate] = {}
        copies: list[Candidate] = []
        for copy in self._outcome.copies:
            content = content_of(copy.fingerprint)
            if content not in failed:
                copies.append(copy)
            elif copy.entry.path.suffix.lower() == endings[content]:
                self._outcome.failures += (replace(failed[content], name=copy.entry.name),)
            elif content in waiting:
                copies.append(copy)
            else:
                waiting[content] = copy
        self._outcome.copies = tuple(copies)
        return tuple(waiting.values())

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

    def _start_vectors(
        self, writer: VectorWriter, stale: Sequence[str], fresh: Sequence[str]
    ) -> tuple[NewVectors, Set[str] | None]:
        """Vectors to start from, and the passages to encode (None: every one)."""
        previous = self._previous
        if (
            previous is not None
            and previous.manifest.encoder == self._encoder.name
            and previous.manifest.place == self._settings.chroma_url
        ):
            try:
                vectors = writer.create(self._folder, previous.folder)
                vectors.delete(stale)
                return vectors, set(fresh)
            except IndexUnavailable:  # a server that lost them: they are made again
                shutil.rmtree(self._folder / "vectors", ignore_errors=True)
        return writer.create(self._folder, None), None

    def _put_vectors(self, store: Store, vectors: NewVectors, wanted: Set[str] | None) -> None:
        """Encode the passages ``wanted`` (None: every one), for Chroma and the matrix."""
        passages = list(store.embedded_texts())
        texts = [(i, text) for _, i, text in passages if wanted is None or i in wanted]
        exact = is_exact(self._settings.chroma_url, len(passages))
        made: list[Vectors] = []
        for batch in _batches(texts):
            encoded = self._encoder.encode([text for _, text in batch])
            vectors.add([i for i, _ in batch], encoded)
            if exact:
                made.append(encoded)
            self._outcome.encoded += len(batch)
            self._progress("encode", self._outcome.encoded, len(texts))
        if exact and passages:
            previous = self._previous.folder if self._previous else None
            kept = {row: i for row, i, _ in passages if wanted is not None and i not in wanted}
            write_matrix(self._folder, kept, made, previous, vectors)


def _failure(candidate: Candidate, error: ReadError) -> Failure:
    message = str(error).removeprefix(f"{candidate.entry.path.name}: ")
    return Failure(candidate.entry.name, error.reason, message)


def _batches(values: Sequence[tuple[str, str]]) -> Iterator[Sequence[tuple[str, str]]]:
    for start in range(0, len(values), _BATCH):
        yield values[start : start + _BATCH]
