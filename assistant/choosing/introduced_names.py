"""Names that the documents introduce with an acronym: "le Shopping Innovation Lab (SILab)".

Further on they say one of the two: either stands for the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.question import Question
from assistant.retrieve import search
from assistant.understanding.acronyms import spells_out
from assistant.understanding.concepts import Concept
from ingest.analysis import fold
from ingest.index import Index

__all__ = ["with_introduced"]

_LONG_NAME = re.compile(r"[A-ZÀ-Ý][^\W_]+(?:[ -](?:(?:de|du|des|of|and|et) )?[A-ZÀ-Ý][^\W_]+){2,}")
"""Three words or more with capitals."""
_BEFORE = r"((?:[\w&]+[ '’-]+){2,10})\(%s[),]"
_BEHIND = r"%s \(([A-Z][A-Za-z]*[A-Z][A-Za-z0-9]*)\)"
_READ = 6
"""Passages in which an introduction is looked for."""


def with_introduced(
    index: Index, question: Question, concepts: tuple[Concept, ...]
) -> tuple[Concept, ...]:
    """``concepts``, an acronym called by its long name too, a long name by its acronym."""
    for long in _LONG_NAME.findall(question.standalone):
        words = _words(long)
        short = tuple(match[1] for match in _found(index, long, _BEHIND % re.escape(long)))
        concepts = tuple(c.called(short) if _words(c.word) <= words else c for c in concepts)
    return tuple(_spelt_out(index, concept) for concept in concepts)


def _words(text: str) -> set[str]:
    return set(fold(text).replace("-", " ").split())


def _spelt_out(index: Index, concept: Concept) -> Concept:
    if not concept.is_acronym or not concept.known or concept.also:
        return concept
    return concept.called(tuple(_long_names(index, concept.word)))


def _long_names(index: Index, acronym: str) -> Iterator[str]:
    """What stands before ``acronym`` in brackets, as far as its letters go."""
    for match in _found(index, acronym, _BEFORE % re.escape(acronym)):
        words = re.split(r"(?<=[ '’-])(?=[\w&])", match[1])
        for length in range(2, len(words) + 1):
            name = "".join(words[-length:]).strip()
            if spells_out(name, acronym):
                yield name
                break


def _found(index: Index, words: str, pattern: str) -> Iterator[re.Match[str]]:
    hits = search(index, words, _READ, weight=0.0).hits
    return (match for hit in hits for match in re.finditer(pattern, hit.passage.text))
