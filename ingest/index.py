"""An open index: texts, lexical scores and vectors of one generation, and the encoder they need."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from queue import Empty, SimpleQueue

from ingest.cards import Cards, load_cards
from ingest.dense import Dense, ExactDense, GraphDense, is_exact
from ingest.encode import Encoder, load_encoder, may_be_named
from ingest.errors import IndexUnavailable, PolesError
from ingest.expected_index import ExpectedIndex
from ingest.generations import Generations, Manifest, read_manifest
from ingest.lexical import LexicalIndex
from ingest.reading import Hold
from ingest.records import Source
from ingest.settings import Settings
from ingest.store import Store
from ingest.vector_place import vector_place
from ingest.vectors import VectorIndex

__all__ = ["Index", "LiveIndex", "open_index"]

Opened = Callable[[VectorIndex], None]
"""Called with the vectors of an index when they have been opened."""


@dataclass(frozen=True)
class Index:
    """One generation, open for reading. The vectors and the encoder load on first use.

    Attributes:
        generation: its folder.
        manifest: what it was made with.
        store: texts.
        lexical: BM25 scores.
        settings: where vectors and encoder come from.
        hold: keeps the generation from being removed.
        opened: told when the vectors are open.
    """

    generation: Path
    manifest: Manifest
    store: Store
    lexical: LexicalIndex
    settings: Settings
    hold: Hold = field(repr=False, compare=False)
    opened: Opened = field(default=lambda _: None, repr=False, compare=False)

    @cached_property
    def vectors(self) -> VectorIndex:
        """The vectors of the passages.

        Raises:
            IndexUnavailable: they are gone or damaged.
            ServiceUnavailable: the vector server does not answer.
        """
        try:
            vectors = vector_place(self.settings.chroma_url).open(self.generation)
        except IndexUnavailable as error:
            raise self._replaced() or error from error
        self.opened(vectors)
        return vectors

    @cached_property
    def dense(self) -> Dense:
        """Cosines of a question with passages.

        Raises:
            IndexUnavailable: the vectors are gone or damaged.
            ServiceUnavailable: the vector server does not answer.
        """
        passages = self.manifest.passages
        if not is_exact(self.settings.chroma_url, passages):
            return GraphDense(self.vectors, self.store, self.lexical.rows)
        try:
            return ExactDense(self.generation, (passages, self.manifest.dimension))
        except IndexUnavailable as error:
            raise self._replaced() or error from error

    @cached_property
    def encoder(self) -> Encoder:
        """The encoder that made the vectors.

        Raises:
            IndexUnavailable: the settings name another encoder.
            ServiceUnavailable: it cannot be loaded.
        """
        if not may_be_named(self.settings.encoder, self.manifest.encoder):  # loads nothing
            raise IndexUnavailable(
                f"this index was made with the encoder {self.manifest.encoder!r}, the settings "
                f"name {self.settings.encoder!r}: run 'poles ingest' again, or set POLES_ENCODER "
                "back"
            )
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
    def asked(self) -> dict[str, tuple[int, ...]]:
        """Headings that are questions, each with the rows of the passages under it."""
        return self.store.asked()

    @cached_property
    def expected(self) -> ExpectedIndex:
        """The questions that its statements are expected to answer.

        Raises:
            IndexUnavailable: they are gone or damaged.
        """
        try:
            return ExpectedIndex(self.generation, self.manifest.dimension)
        except IndexUnavailable as error:
            raise self._replaced() or error from error

    @cached_property
    def citing(self) -> frozenset[str]:
        """The documents whose footnotes name sources."""
        return frozenset[str]().union(*self.cited.values())

    @cached_property
    def cited(self) -> dict[str, frozenset[str]]:
        """The documents whose footnotes name each source."""
        return self.store.cited()

    @cached_property
    def cards(self) -> Cards:
        """Pôles and terms in brief; none when no knowledge base was at hand.

        Raises:
            IndexUnavailable: they are gone or damaged.
        """
        try:
            return load_cards(self.generation / "cards.json")
        except IndexUnavailable as error:
            raise self._replaced() or error from error

    def _replaced(self) -> IndexUnavailable | None:
        """The error to raise when a newer generation answers, None when none does.

        Whether the folder is still there tells nothing: Chroma makes one that it does not find.
        """
        if Generations(self.settings.home).current() in (None, self.generation):
            return None
        return IndexUnavailable(
            f"the index {self.generation.name} in {self.settings.home} was replaced by a newer one "
            "before all of it was open: ask again"
        )

    def close(self) -> None:
        """Let go of files and connections."""
        self.store.close()
        if "vectors" in self.__dict__:
            self.vectors.close()
        self.hold.close()


_TRIES = 5
"""How often a generation may be replaced while it is being opened: each time took an ingest."""


def open_index(settings: Settings, opened: Opened = lambda _: None) -> Index:
    """The index that answers now; ``opened`` is told when its vectors are open.

    Raises:
        IndexUnavailable: there is none, it is empty, damaged, or of another version.
    """
    generations = Generations(settings.home)
    for _ in range(_TRIES - 1):
        generation = generations.current()
        try:
            return _open_generation(generation, settings, opened)
        except IndexUnavailable:
            if generations.current() == generation:
                raise
    return _open_generation(generations.current(), settings, opened)


def _open_generation(generation: Path | None, settings: Settings, opened: Opened) -> Index:
    if generation is None:
        raise IndexUnavailable(
            f"there is no index in {settings.home}: run 'poles ingest' (the shipped corpus) or "
            "'poles ingest FOLDER' first"
        )
    hold = Hold(generation)
    manifest = read_manifest(generation)
    if not manifest.passages:
        raise IndexUnavailable("the index is empty: run 'poles ingest' on documents with text")
    store = Store(generation / "store.sqlite")
    try:
        lexical = LexicalIndex(generation / "lexical")
    except IndexUnavailable:
        store.close()
        raise
    return Index(generation, manifest, store, lexical, settings, hold, opened)


class LiveIndex:
    """The current index of a home for a long-lived process: a new generation is picked up.

    Whoever holds the index of an older generation can go on reading it, however many have come
    since: it is not removed while it is held. Where the system has no such locks, its folder may
    go, so all that lies there is opened at once; it is closed after the last holder has let go.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._generations = Generations(settings.home)
        self._lock = threading.Lock()
        self._index: Index | None = None
        # Closing is left to the next call: an object can end anywhere, also in the middle of
        # Chroma's own bookkeeping, whose lock cannot be taken twice.
        self._released: SimpleQueue[Callable[[], None]] = SimpleQueue()

    def get(self) -> Index:
        """The index that answers now.

        Raises:
            IndexUnavailable: see ``open_index``.
        """
        current = self._generations.current()
        with self._lock:
            self._close_released()
            if self._index is None or self._index.generation != current:
                self._index = self._open()
            return self._index

    def close(self) -> None:
        """Let go of everything."""
        with self._lock:
            if self._index is not None:
                self._index.close()
            self._index = None
            self._close_released()

    def _open(self) -> Index:
        """The current index, whole: one that was replaced meanwhile is left for the new one."""
        for _ in range(_TRIES):
            index = self._whole()
            if index.generation == self._generations.current():  # so nothing of it was removed
                return index
            index.close()
        raise IndexUnavailable(
            f"the index in {self._settings.home} is replaced faster than it can be opened: wait "
            "for 'poles ingest' to end, and ask again"
        )

    def _whole(self) -> Index:
        """The current index, with all that lies in its folder open.

        A part that does not open stays closed: it says why when it is asked for, and what needs
        the other parts only can go on.
        """
        index = open_index(self._settings, self._watch)
        with suppress(PolesError):
            _ = index.cards, index.expected
        if not self._settings.chroma_url:  # nothing of a server's lies in the folder
            with suppress(PolesError):
                index.dense.load()
        return index

    def _watch(self, vectors: VectorIndex) -> None:
        """Note ``vectors`` for closing when their last holder lets go."""
        weakref.finalize(vectors, self._released.put, vectors.release)

    def _close_released(self) -> None:
        """Close the vectors whose last holder has let go; texts close by themselves."""
        with suppress(Empty):
            while True:
                self._released.get_nowait()()
