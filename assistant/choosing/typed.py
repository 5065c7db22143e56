"""Does a statement hold the type of thing that a question asks for, of the thing it asks of?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from assistant.choosing.asked import Asked
from assistant.statements.holds import (
    counted_in,
    counts,
    counts_spelt_out,
    defines,
    holds,
    is_role_of,
    names_day,
)
from assistant.statements.rows import in_column, in_unit_of, is_asked
from assistant.statements.shares import shares_kind
from assistant.statements.statement import vectors_of
from assistant.understanding.kinds import BODIES, Kind
from assistant.understanding.measures import has_unit, in_unit
from assistant.understanding.named import names_a_pole
from ingest.analysis import query_tokens

__all__ = ["has_type", "is_definition", "words_alike"]

_NUMBERS = frozenset({Kind.MONEY, Kind.COUNT, Kind.PERCENT, Kind.DATE})
_UNITS = {
    Kind.MONEY: re.compile(
        r" ?\((?:en )?(?:[kM]?€|Md€|[kM]?EUR|(?:kilo|millions? d['’])?euros)\)", re.I
    ),
    Kind.PERCENT: re.compile(r" ?\((?:en )?%\)"),
}
"""What stands in brackets behind the name of such a value."""
_HEAD = 60
"""Characters of a statement in which what it defines is named."""
_YEAR_DIGITS = 4
_ALIKE = 0.24
"""Cosine from which two nouns may mean the same: "trips" and "déplacements" .25."""


def words_alike(asked: Asked, texts: Iterable[str]) -> frozenset[str]:
    """Words counted in ``texts`` that mean what the question counts, in the other language too."""
    if asked.question.kind is not Kind.COUNT or not asked.counted_words:
        return frozenset()
    words = list(dict.fromkeys(word for text in texts for word in counted_in(text)))
    if not words:
        return frozenset()
    vectors = vectors_of(asked.encoder, [*asked.counted_words, *words])
    count = len(asked.counted_words)
    nearness = (vectors[:count] @ vectors[count:].T).max(axis=0)
    return frozenset(w for w, near in zip(words, nearness, strict=True) if near >= _ALIKE)


def has_type(asked: Asked, text: str, tokens: AbstractSet[str], alike: AbstractSet[str]) -> bool:
    """Does ``text``, of these tokens, hold the type of thing that is asked for?

    Args:
        asked: the question.
        text: a statement.
        tokens: of ``text``.
        alike: the ``words_alike`` of all statements.
    """
    question = asked.question
    if asked.wants_several and question.kind is Kind.NAME and "\n•" in text:
        return True  # what is asked for are things, and they are named one a line
    in_row = is_asked(text, question.standalone) and _in_row(asked, text)
    if in_row or not _holds(asked, text):
        return in_row
    if asked.wants_pole:
        return names_a_pole(text, asked.cards)
    if question.kind is Kind.COUNT:
        return _counts(asked, text, alike)
    if question.kind is Kind.PERSON:
        names = [c.tokens for c in asked.holders if c.tokens & tokens and not _is_count(c.tokens)]
        return is_role_of(text, names)
    return question.kind is not Kind.DATE or not asked.wants_day or names_day(text)


def _holds(asked: Asked, text: str) -> bool:
    """Does ``text`` hold a value of the kind, a measure in its own unit?"""
    kind, standalone = asked.question.kind, asked.question.standalone
    if kind is Kind.COUNT and not asked.counted and has_unit(standalone):
        return in_unit(text, standalone)
    return holds(kind, text, standalone)


def _in_row(asked: Asked, text: str) -> bool:
    """Does the row of what is asked about give it, by the head of a column or by its own unit?"""
    kind = asked.question.kind
    if kind in _UNITS and in_unit_of(text, _UNITS[kind]):
        return True
    return in_column(text, asked.words, number=kind in _NUMBERS)


def _is_count(tokens: AbstractSet[str]) -> bool:
    """Is it a number, and no year: how many a minister announced is tied to no role."""
    return any(token.isdigit() and len(token) < _YEAR_DIGITS for token in tokens)


def is_definition(asked: Asked, text: str) -> bool:
    """Does ``text`` say what something is, the thing asked about before all else?"""
    if not defines(text):
        return False
    head = frozenset(query_tokens(text[:_HEAD].partition(" : ")[0]))
    return any(concept.covered(head) == 1.0 for concept in asked.concepts)


def _counts(asked: Asked, text: str, alike: AbstractSet[str]) -> bool:
    """Does ``text``, that holds a number, give one of what is counted?"""
    if not asked.counted:
        return True
    if counts(text, asked.counted) or not alike.isdisjoint(counted_in(text)):
        return True
    if any(counts_spelt_out(text, word) for word in asked.counted_words[-1:] if word in BODIES):
        return True
    return len(asked.question.poles) == 1 and shares_kind(text, asked.counted)
