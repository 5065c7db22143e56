"""Questions that are offered to readers: each one has been asked, and has an answer."""

from __future__ import annotations

import threading
from pathlib import Path

from assistant.history import Exchange
from assistant.nearby import nearby_questions
from assistant.server.makers import Asked
from assistant.server.services import Services

__all__ = ["Suggestions"]

_EXAMPLES = {
    "fr": (
        "Combien y a-t-il de pôles de compétitivité ?",
        "Quels pôles travaillent sur l'hydrogène ?",
        "Qui préside Aerospace Valley ?",
        "Combien de membres compte Cap Digital ?",
        "Qu'est-ce que la phase V des pôles de compétitivité ?",
        "Qu'est-ce que le FUI ?",
        "Quels pôles sont en Bretagne ?",
        "Combien de membres compte Aerospace Valley ?",
    ),
    "en": (
        "How many pôles de compétitivité are there?",
        "Which pôles work on hydrogen?",
        "Who chairs Aerospace Valley?",
        "How many members does Cap Digital have?",
        "What is a pôle de compétitivité?",
        "How many members does Aerospace Valley have?",
    ),
}
_SHOWN = 4


class Suggestions:
    """Candidates that the current index answers; checked once a generation."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._lock = threading.Lock()
        self._kept: dict[str, tuple[str, ...]] = {}
        self._generation: Path | None = None

    def after(self, exchange: Exchange, language: str) -> tuple[str, ...]:
        """Questions near this one, when it had no answer; else those to begin with."""
        if exchange.answer.citations:
            return ()
        index, ask = self._services.index(), self._services.asker()
        return nearby_questions(index, exchange.answer, ask) or self.examples(language)

    def examples(self, language: str) -> tuple[str, ...]:
        """Questions to begin with."""
        generation = self._services.index().generation
        with self._lock:
            if generation != self._generation:  # another index answers other questions
                self._kept, self._generation = {}, generation
            kept = self._kept.get(language)
        if kept is not None:
            return kept
        found: list[str] = []
        for question in _EXAMPLES[language]:
            answer = self._services.compose(Asked(question, language=language))
            found += [question] if answer.status == "answered" else []
            if len(found) == _SHOWN:
                break
        with self._lock:
            if self._generation == generation:
                self._kept[language] = tuple(found)
        return tuple(found)
