"""Of what a sentence speaks that does not name it: of what those before it last name.

Raw documents name a pôle once and then say "le pôle", or nothing at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.statements.statement import sentence_spans
from assistant.understanding.named import names_a_pole, poles_named
from ingest.analysis import query_tokens
from ingest.cards import PoleCard
from ingest.records import Passage, Span

__all__ = ["Introduction", "introduction", "naming", "opening"]

_REACH = 5
"""Sentences before a statement that are looked at."""


@dataclass(frozen=True, slots=True)
class Introduction:
    """The sentence that names a pôle before another speaks of it."""

    pole: PoleCard
    text: str
    span: Span


def introduction(passage: Passage, span: Span, cards: Sequence[PoleCard]) -> Introduction | None:
    """The sentence of ``passage`` that names the pôle of the statement at ``span``.

    None when that sentence names several pôles, or when none does.
    """
    for text, place in _before(passage, span):
        if names_a_pole(text, cards):
            named = poles_named(text, cards)
            return Introduction(named[0], text, place) if len(named) == 1 else None
    return None


def naming(passage: Passage, span: Span, tokens: frozenset[str]) -> tuple[str, Span] | None:
    """The last sentence of ``passage`` before ``span`` that holds one of ``tokens``."""
    for text, place in _before(passage, span):
        if not tokens.isdisjoint(query_tokens(text)):
            return text, place
    return None


def opening(passage: Passage, span: Span, text: str) -> tuple[str, Span] | None:
    """The sentence that opens the list of which ``text``, at ``span``, is an item.

    None where it begins like a sentence, or by a name ("i-Nov"): "en finançant les associations ;"
    does not.
    """
    first = text.split(maxsplit=1)[0]
    if not first[:1].islower() or first != first.lower():
        return None
    return next((said for said in _before(passage, span) if said[0][:1].isupper()), None)


def _before(passage: Passage, span: Span) -> list[tuple[str, Span]]:
    """The sentences before ``span``, the last one first."""
    near = [s for s in _sentences(passage) if s[1].page == span.page and s[1].end <= span.start]
    return near[: -_REACH - 1 : -1]


@lru_cache(maxsize=2048)
def _sentences(passage: Passage) -> tuple[tuple[str, Span], ...]:
    return tuple(sentence_spans(passage))
