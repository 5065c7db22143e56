"""What the doors share: the page, the API and the MCP tools all hold one of these."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.history import History
from assistant.nearby import with_nearby
from assistant.records import Answer, Turn
from assistant.server.answer_cache import AnswerCache
from assistant.server.makers import Asked, Makers, helpers_wanted
from assistant.server.metrics import Metrics
from assistant.server.modes import Modes
from assistant.server.settings import ServerSettings
from assistant.server.uploads import Uploads
from ingest.corpus_path import shipped_corpus
from ingest.errors import UsageError
from ingest.index import Index, LiveIndex
from ingest.knowledge import Corpus, Vocabulary
from ingest.registry import load_corpus, load_vocabulary
from ingest.settings import Settings

if TYPE_CHECKING:
    from assistant.finder import Finder

__all__ = ["Services", "open_services"]


@dataclass(frozen=True)
class Services:
    """The live index and everything around it.

    Attributes:
        settings: of the product.
        server: of the server.
        live: the index, replaced under the server when an ingest publishes a new one.
        history: conversations and verdicts.
        may_change: whether those who come in may change the documents and read all verdicts.
    """

    settings: Settings
    server: ServerSettings
    live: LiveIndex
    history: History
    may_change: bool = False
    metrics: Metrics = field(default_factory=Metrics)
    _answers: AnswerCache = field(default_factory=AnswerCache, repr=False)
    _held: dict[Path, bool] = field(default_factory=dict, repr=False)
    _finder_lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @cached_property
    def makers(self) -> Makers:
        """Who makes the answers."""
        return Makers(self.settings, self.live, helpers_wanted(self.server.processes))

    @cached_property
    def modes(self) -> Modes:
        """Language models that can rewrite answers."""
        return Modes(self.settings)

    @cached_property
    def uploads(self) -> Uploads:
        """Documents added from the page."""
        return Uploads(self.settings, self.live)

    @cached_property
    def corpus(self) -> Corpus:
        """The records of the shipped knowledge base.

        Raises:
            UsageError, CorpusError: this installation has none, or a damaged one.
        """
        return load_corpus(shipped_corpus())

    def corpus_or_none(self) -> Corpus | None:
        """The records of the shipped knowledge base, None when it is not in the index."""
        return self.corpus if self._holds_corpus() else None

    def vocabulary_or_none(self) -> Vocabulary | None:
        """Its controlled vocabulary, read in a fraction of the time of the whole."""
        return load_vocabulary(shipped_corpus()) if self._holds_corpus() else None

    def _holds_corpus(self) -> bool:
        """Is the shipped knowledge base in the index?"""
        index = self.index()
        held = self._held.get(index.generation)
        if held is None:
            try:
                folder = str(shipped_corpus())
            except UsageError:
                return False
            held = folder in {document.root for document in index.store.documents()}
            self._held.clear()
            self._held[index.generation] = held
        return held

    def index(self) -> Index:
        """The index that answers now.

        Raises:
            IndexUnavailable: there is none.
        """
        return self.live.get()

    def finder(self) -> Finder:
        """The finder of pôles for companies; it is built or read back on first use.

        Raises:
            UsageError, CorpusError: there is no corpus, or a damaged one.
            ServiceUnavailable: its encoder cannot be loaded.
        """
        from assistant.finder import load_finder

        with self._finder_lock:
            return load_finder(encoder=self.settings.encoder, store=self.settings.home / "finder")

    def ask(
        self,
        text: str,
        history: Sequence[Turn] = (),
        *,
        door: str,
        language: str = "",
        until: int | None = None,
        identifier: str = "",
        model: str | None = "",
    ) -> Answer:
        """Answer ``text``: the same call for every door, so that all show the same object.

        Args:
            text: the question as typed.
            history: earlier turns, oldest first.
            door: where it came in, for the metrics.
            language: "fr" or "en"; by default the question's own.
            until: use only documents dated in this year or before.
            identifier: copied to the answer.
            model: language model that rewrites it; "" for none, None for the usual one.

        Raises:
            UsageError: there is no such model.
            IndexUnavailable, ServiceUnavailable: nothing can be answered.
        """
        writer = self.modes.chosen(model) if model != "" else ""
        answer = self.compose(Asked(text, tuple(history), language, until))
        if writer:
            answer = self.modes.write(answer, writer)
        answer = with_nearby(self.index(), answer, self.asker(until))
        if identifier:
            answer = replace(answer, id=identifier)
        self.metrics.count_answer(door, answer)
        return answer

    def asker(self, until: int | None = None) -> Callable[[str], Answer]:
        """What answers a question from the documents dated in that year or before."""
        return lambda question: self.compose(Asked(question, until=until))

    def compose(self, asked: Asked) -> Answer:
        """The answer of the documents' own sentences.

        ``ask`` counts it, lets models write, and offers questions beside a refusal.

        Raises:
            IndexUnavailable, ServiceUnavailable: nothing can be answered.
        """
        key = (self.index().generation, asked)
        return self._answers.get(key, lambda: self.makers.submit(asked))

    def close(self) -> None:
        """Let go of the index and the history."""
        self.makers.close()
        self.modes.close()
        self.history.close()
        self.live.close()


def open_services(
    settings: Settings, server: ServerSettings, *, may_change: bool = False
) -> Services:
    """Services on ``settings``; the index opens on first use.

    Raises:
        UsageError: the history cannot be opened.
    """
    history = History(settings.home / "history.sqlite", server.history_days)
    return Services(settings, server, LiveIndex(settings), history, may_change)
