"""Of which pôle a sentence speaks that names none: the one that those before it last name.

Raw documents name a pôle once and then say "le pôle", or nothing at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.named import names_a_pole, poles_named
from assistant.statements import sentence_spans
from ingest.cards import PoleCard
from ingest.records import Passage, Span

__all__ = ["Introduction", "introduction"]

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
    before = [s for s in _sentences(passage) if s[1].page == span.page]
    near = [s for s in before if s[1].end <= span.start][-_REACH:]
    for text, place in reversed(near):
        if names_a_pole(text, cards):
            named = poles_named(text, cards)
            return Introduction(named[0], text, place) if len(named) == 1 else None
    return None


@lru_cache(maxsize=2048)
def _sentences(passage: Passage) -> tuple[tuple[str, Span], ...]:
    return tuple(sentence_spans(passage))
