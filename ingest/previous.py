"""The index that an ingest starts from: whether it can, and whether it must change."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ingest.cards import CARDS_VERSION, load_cards
from ingest.catalogue import Catalogue, knowledge_base_among
from ingest.dense import ExactDense, is_exact
from ingest.encode import Encoder
from ingest.errors import IndexUnavailable
from ingest.expected_index import ExpectedIndex, holds_expected, questions_of
from ingest.generations import LAYOUT, Generations, Manifest, read_manifest
from ingest.lexical import LexicalIndex
from ingest.local_vectors import vectors_are_sound
from ingest.passages import PASSAGES_VERSION
from ingest.plan import Plan, copies_by_root
from ingest.read import READER_VERSION
from ingest.records import Source
from ingest.store import Store, StoredDocument
from ingest.vector_place import vector_place

__all__ = ["HYBRID_WEIGHT", "VERSION", "Previous", "is_reusable", "must_change", "read_previous"]

HYBRID_WEIGHT = 0.6
"""Share of the dense score in the hybrid score.

Best or within .002 of it on three public dev sets of 3,200 questions (figures in the model card of
``ingest.encoder``); on the project's own 75 dev questions .4 and .6 do as well.
"""

VERSION = f"{LAYOUT}/read-{READER_VERSION}/passages-{PASSAGES_VERSION}/cards-{CARDS_VERSION}"


@dataclass(frozen=True, slots=True)
class Previous:
    """The generation that answers now."""

    folder: Path
    manifest: Manifest
    documents: tuple[StoredDocument, ...]
    sources: dict[str, frozenset[Source]]
    copies: frozenset[tuple[str, str]]


def read_previous(generations: Generations) -> Previous | None:
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
    return Previous(folder, manifest, documents, sources, copies)


def is_reusable(previous: Previous, place: str) -> bool:
    """Was it made by this version, and is every part of it whole?"""
    folder, manifest = previous.folder, previous.manifest
    if manifest.version != VERSION:
        return False
    try:
        load_cards(folder / "cards.json")
        ExpectedIndex(folder, manifest.dimension)
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
        with closing(vector_place(manifest.place).open(folder)) as vectors:
            return len(vectors) == manifest.passages
    except IndexUnavailable:
        return False


def must_change(
    catalogues: Sequence[Catalogue],
    plan: Plan,
    previous: Previous,
    encoder: Encoder,
    place: str,
) -> bool:
    """Must the index change, whatever the files to read turn out to be?"""
    if plan.forget or previous.manifest.encoder != encoder.name:
        return True
    if previous.manifest.weight != HYBRID_WEIGHT or previous.manifest.place != place:
        return True
    roots = {Path(d.root) for d in previous.documents} | {c.root for c in catalogues}
    if not holds_expected(previous.folder, questions_of(knowledge_base_among(roots))):
        return True
    copies = copies_by_root(catalogues, plan)
    offered = {(root, content) for root, contents in copies.items() for content in contents}
    if offered != {(root, content) for root, content in previous.copies if root in copies}:
        return True
    documents = {document.source_id for document in previous.documents}
    return any(
        {s for s in previous.sources.get(str(catalogue.root), ()) if s.id not in documents}
        != {s for s in catalogue.cited if s.id not in documents}
        for catalogue in catalogues
    )
