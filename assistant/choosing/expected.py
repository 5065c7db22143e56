"""How like is the question to one that a statement is expected to answer?

The knowledge base names such questions for its statements (``corpus/questions``). They say in
people's words what a statement tells, and which of the things near it are not asked: two questions
are compared more surely than a question and a statement.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from assistant.choosing.asked import Asked
from assistant.choosing.features import logistic
from assistant.understanding.concepts import Concept, without_subject
from assistant.understanding.kinds import Kind, counted_tokens, find_kind
from assistant.understanding.synonyms import FILLERS
from ingest.analysis import query_tokens
from ingest.encode import Vectors
from ingest.index import Index

__all__ = ["EXPECTED", "asks_type", "expected_of", "likeness", "says_all"]

_BIAS, _COSINE, _BOTH, _KIND = -4.4, 2.3, 4.9, 1.0
"""Logistic model of "the statement answers", fitted on the dev questions: the cosine of the two
questions, the share of each that the other says (their product), and whether they ask for one
kind of thing."""
_KEPT = 1 << 15
EXPECTED = 0.5
"""Likeness from which a question is one that a statement is expected to answer."""


def expected_of(
    index: Index, asked: Asked, statements: Sequence[str], vector: Vectors
) -> list[float]:
    """Of each statement, the likeness of the question to the nearest it is expected to answer.

    Args:
        index: an open index.
        asked: the question.
        statements: their texts.
        vector: of the question, shape [dimension].

    Returns:
        Values in (0, 1); 0 for a statement of which no question is known.
    """
    rows = [index.expected.of(text) for text in statements]
    every = [row for some in rows for row in some]
    if not every:
        return [0.0] * len(statements)
    cosines = index.expected.cosines(vector, every).tolist()
    found = {
        row: likeness(index, asked, index.expected.texts[row], cosine)
        for row, cosine in zip(every, cosines, strict=True)
    }
    return [max((found[row] for row in some), default=0.0) for some in rows]


def likeness(index: Index, asked: Asked, expected: str, cosine: float) -> float:
    """Probability that who asks ``expected`` asks the same, in (0, 1).

    Args:
        index: an open index.
        asked: the question.
        expected: another question.
        cosine: of the two.
    """
    tokens, kind = _read(expected)
    rarity = index.lexical.rarity
    said = asked.share(asked.held(tokens, expected))
    of_it = sum(rarity(token) * asked.covers(token) for token in tokens & asked.words)
    both = said * of_it / (sum(map(rarity, tokens)) or 1.0)
    same = kind is asked.question.kind
    return logistic(_BIAS + _COSINE * cosine + _BOTH * both + _KIND * same)


def asks_type(index: Index, asked: Asked, statement: str) -> bool:
    """Does a question that ``statement`` is expected to answer ask for the type that is asked for,
    of the same things if they are counted?"""
    kind, counted = asked.question.kind, asked.counted
    texts = (index.expected.texts[row] for row in index.expected.of(statement))
    return any(
        _read(text)[1] is kind
        and not (kind is Kind.COUNT and counted.isdisjoint(counted_tokens(text)))
        for text in texts
    )


def says_all(index: Index, statement: str, concepts: Sequence[Concept]) -> bool:
    """Does a question that ``statement`` is expected to answer say each of ``concepts``?"""
    asked = (_read(index.expected.texts[row])[0] for row in index.expected.of(statement))
    return any(all(concept.covered(tokens) for concept in concepts) for tokens in asked)


@lru_cache(maxsize=_KEPT)
def _read(question: str) -> tuple[frozenset[str], Kind]:
    """The telling tokens of an expected question, and what it asks for."""
    tokens = query_tokens(without_subject(question))
    telling = (t for t in tokens if t[0] != "=" and len(t) > 1 and t not in FILLERS)
    return frozenset(telling), find_kind(question)
