"""Questions that are offered to readers: each one has been asked, and has an answer."""

from __future__ import annotations

import threading
from functools import cached_property
from pathlib import Path

from assistant.history import Exchange
from assistant.registry.frequent import questions_near
from assistant.server.makers import Asked
from assistant.server.services import Services
from ingest.analysis import fold

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
_ABOUT = {
    "fr": ("Combien de membres compte {} ?", "Qui préside {} ?", "Que fait {} ?"),
    "en": ("How many members does {} have?", "Who chairs {}?", "What does {} do?"),
}
_SHOWN, _FREQUENT = 4, 2
"""Questions that are offered, and how many of them are headings of the documents at most."""


class Suggestions:
    """Candidates that the current index answers; checked once a generation."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._lock = threading.Lock()
        self._kept: dict[tuple[str, str], tuple[str, ...]] = {}
        self._generation: Path | None = None

    def examples(self, language: str) -> tuple[str, ...]:
        """Questions to begin with."""
        return self._answered("", language)

    def after(self, exchange: Exchange, language: str) -> tuple[str, ...]:
        """Questions near this one, when it had no answer: about the pôle it names, or frequent."""
        if exchange.answer.citations:
            return ()
        question = exchange.answer.standalone_question
        pole = self._pole_named(question)
        about = self._answered(pole, language) if pole else ()
        near = questions_near(self._services.index(), question, language, _FREQUENT)
        found = (*about[: _SHOWN - len(near)], *near, *self.examples(language))
        return tuple(dict.fromkeys(found))[:_SHOWN]

    def at_hand(self, exchange: Exchange, language: str) -> bool:
        """Can ``after`` tell without asking anything?"""
        if exchange.answer.citations:
            return True
        pole = self._pole_named(exchange.answer.standalone_question)
        with self._lock:
            self._forget_old()
            return {("", language), (pole, language)} <= self._kept.keys()

    def _answered(self, pole: str, language: str) -> tuple[str, ...]:
        """The questions about ``pole``, "" for those to begin with, that have an answer."""
        with self._lock:
            self._forget_old()
            kept, generation = self._kept.get((pole, language)), self._generation
        if kept is not None:
            return kept
        asked = [q.format(pole) for q in _ABOUT[language]] if pole else _EXAMPLES[language]
        found: list[str] = []
        for question in asked:
            answer = self._services.compose(Asked(question, language=language))
            found += [question] if answer.status == "answered" else []
            if len(found) == _SHOWN:
                break
        with self._lock:
            if self._generation == generation:
                self._kept[pole, language] = tuple(found)
        return tuple(found)

    def _forget_old(self) -> None:
        """Another index answers other questions."""
        generation = self._services.index().generation
        if generation != self._generation:
            self._kept, self._generation = {}, generation

    def _pole_named(self, question: str) -> str:
        """Name of the pôle that ``question`` names, "" when it names none."""
        if self._services.corpus_or_none() is None:
            return ""
        words = _spaced(question)
        named = [name for name in self._names if name[1] in words]
        return max(named)[2] if named else ""

    @cached_property
    def _names(self) -> tuple[tuple[int, str, str], ...]:
        """Length and words of each name of each pôle, and the pôle's usual name."""
        return tuple(
            (len(name), _spaced(name), pole.name)
            for pole in self._services.corpus.poles.values()
            for name in pole.names
        )


def _spaced(text: str) -> str:
    return f" {fold(text)} ".replace("-", " ")
