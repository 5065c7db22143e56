"""An open index: texts, lexical scores and vectors of one generation, and the encoder they need."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ingest.cards import Cards, load_cards
from ingest.encode import Encoder, load_encoder
from ingest.errors import IndexUnavailable
from ingest.generations import Generations, Manifest, read_manifest
from ingest.lexical import LexicalIndex
from ingest.records import Source
from ingest.settings import Settings
from ingest.store import Store
from ingest.vectors import VectorIndex, vector_place

__all__ = ["Index", "LiveIndex", "open_index"]


@dataclass(frozen=True)
class Index:
    """One generation, open for reading. The vectors and the encoder load on first use.

    Attributes:
        generation: its folder.
        manifest: what it was made with.
        store: texts.
        lexical: BM25 scores.
        settings: where vectors and encoder come from.
    """

    generation: Path
    manifest: Manifest
    store: Store
    lexical: LexicalIndex
    settings: Settings

    @cached_property
    def vectors(self) -> VectorIndex:
        """The vectors of the passages."""
        return vector_place(self.settings.chroma_url).open(self.generation)

    @cached_property
    def encoder(self) -> Encoder:
        """The encoder that made the vectors.

        Raises:
            IndexUnavailable: the settings name another encoder.
        """
        encoder = load_encoder(self.settings.encoder)
        if (encoder.name, encoder.dimension) != (self.manifest.encoder, self.manifest.dimension):
            raise IndexUnavailable(
                f"this index was made with the encoder {self.manifest.encoder!r} "
                f"({self.manifest.dimension} dimensions), the settings name {encoder.name!r} "
                f"({encoder.dimension}): run 'poles ingest' again, or set POLES_ENCODER back"
            )
        return encoder

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Every source that can be cited, by identifier."""
        return {source.id: source for source in self.store.sources()}

    @cached_property
    def cards(self) -> Cards:
        """Pôles and terms in brief; none when no knowledge base was at hand."""
        return load_cards(self.generation / "cards.json")

    def close(self) -> None:
        """Let go of files and connections."""
        self.store.close()
        if "vectors" in self.__dict__:
            self.vectors.close()


def open_index(settings: Settings) -> Index:
    """The index that answers now.

    Raises:
        IndexUnavailable: there is none, it is empty, damaged, or of another version.
    """
    generation = Generations(settings.home).current()
    if generation is None:
        raise IndexUnavailable(
            f"there is no index in {settings.home}: run 'poles ingest' (the shipped corpus) or "
            "'poles ingest FOLDER' first"
        )
    manifest = read_manifest(generation)
    if not manifest.passages:
        raise IndexUnavailable("the index is empty: run 'poles ingest' on documents with text")
    store = Store(generation / "store.sqlite")
    return Index(generation, manifest, store, LexicalIndex(generation / "lexical"), settings)


class LiveIndex:
    """The current index of a home for a long-lived process: a new generation is picked up.

    The generation just replaced stays open until the next one comes, for requests in flight.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._generations = Generations(settings.home)
        self._lock = threading.Lock()
        self._index: Index | None = None
        self._retired: Index | None = None

    def get(self) -> Index:
        """The index that answers now.

        Raises:
            IndexUnavailable: see ``open_index``.
        """
        current = self._generations.current()
        with self._lock:
            if self._index is None or self._index.generation != current:
                fresh = open_index(self._settings)
                if self._retired is not None:
                    self._retired.close()
                self._index, self._retired = fresh, self._index
            return self._index

    def close(self) -> None:
        """Let go of everything."""
        with self._lock:
            for index in (self._index, self._retired):
                if index is not None:
                    index.close()
            self._index = self._retired = None
