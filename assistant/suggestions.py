"""Questions that are offered to readers: each one has been asked, and has an answer."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

from assistant.answer import answer_question
from assistant.records import Answer
from assistant.services import Services
from ingest.analysis import fold
from ingest.index import Index
from ingest.knowledge import Corpus

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
_SHOWN = 4
_TRIED = 12


class Suggestions:
    """Candidates that the current index answers; checked once a generation."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._lock = threading.Lock()
        self._examples: dict[tuple[Path, str], tuple[str, ...]] = {}

    def examples(self, language: str) -> tuple[str, ...]:
        """Questions to begin with."""
        index = self._services.index()
        with self._lock:
            known = self._examples.get((index.generation, language))
            if known is None:
                known = _answered(index, _EXAMPLES[language], language)
                self._examples = {
                    key: value
                    for key, value in self._examples.items()
                    if key[0] == index.generation
                } | {(index.generation, language): known}
        return known

    def after(self, declined: Answer, language: str) -> tuple[str, ...]:
        """Questions near one that had no answer: about the pôle it names, or to begin with."""
        pole = self._pole_named(declined.standalone_question)
        about = tuple(question.format(pole) for question in _ABOUT[language]) if pole else ()
        found = _answered(self._services.index(), about, language)
        return (*found, *self.examples(language))[:_SHOWN]

    def _pole_named(self, question: str) -> str:
        corpus = self._services.corpus_or_none()
        return _longest_name(corpus, question) if corpus else ""


def _answered(index: Index, candidates: Sequence[str], language: str) -> tuple[str, ...]:
    kept: list[str] = []
    for question in candidates[:_TRIED]:
        if answer_question(index, question, language=language).status == "answered":
            kept.append(question)
        if len(kept) == _SHOWN:
            break
    return tuple(kept)


def _longest_name(corpus: Corpus, question: str) -> str:
    """Name of the pôle that ``question`` names, "" when it names none."""
    words = f" {fold(question)} ".replace("-", " ")
    named = [
        (len(name), pole.name)
        for pole in corpus.poles.values()
        for name in pole.names
        if f" {fold(name)} ".replace("-", " ") in words
    ]
    return max(named)[1] if named else ""
