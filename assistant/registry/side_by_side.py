"""Two or three pôles set side by side: "Compare X et Y", "X vs Y", "compare les membres de X et Y".

Fact by fact, what the record of each says, at its own date: what it is, its seat, since when, its
members, its president; or the one fact that is asked. Nobody is said to be better.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.question import Question
from assistant.records import Evidence
from assistant.registry.card_values import dated_values
from assistant.registry.pole_facts import pole_fact, value_stated
from assistant.registry.pole_profile import pole_profile
from assistant.understanding.beside import rest_of, words_of
from ingest.cards import PoleCard
from ingest.index import Index

__all__ = ["side_by_side"]

_COMPARES = re.compile(
    r"\bcompar\w*|\bversus\b|\bvs\b|^\W*(?:ou|or)\W*$|\b(?:differ\w*|distingu\w*|distinction)\b"
)
_EMPTY = re.compile(
    r"compar\w*|versus|vs|entre|between|deux|two|both|side|fais|faire|faites|make|can|could|peux|"
    r"pouvez|tu|vous|please|differ\w*|distingu\w*|distinction|points?"
)
"""Words of a comparison that name no fact."""
_FACTS = ("seat", "created", "members", "president")
_FEWEST, _MOST = 2, 3


def side_by_side(index: Index, question: Question) -> tuple[Evidence, ...]:
    """What the records tell of the pôles that are compared, fact by fact; nothing else asked."""
    rest = rest_of(question)
    if not _FEWEST <= len(question.poles) <= _MOST or not _COMPARES.search(rest):
        return ()
    words = [word for word in words_of(rest) if not _EMPTY.fullmatch(word)]
    if words:
        one_fact = [_told(index, question, card, words) for card in question.poles]
        return tuple(item for found in one_fact for item in found) if all(one_fact) else ()
    found = [_presented(index, question, card) for card in question.poles]
    found += [
        value_stated(index, card, name, question, dated_values(card, name)[:1])
        for name in _FACTS
        for card in question.poles
    ]
    return tuple(item for items in found for item in items)


def _told(
    index: Index, question: Question, card: PoleCard, words: list[str]
) -> tuple[Evidence, ...]:
    """The one fact that ``words`` ask for, of one pôle."""
    asked = replace(question, standalone=f"{' '.join(words)} {card.name}", poles=(card,))
    return pole_fact(index, asked)[0][:1]


def _presented(index: Index, question: Question, card: PoleCard) -> tuple[Evidence, ...]:
    """What a pôle is, in one sentence."""
    return pole_profile(index, replace(question, standalone=card.name, poles=(card,)))[:1]
