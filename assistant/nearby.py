"""Questions near one that was declined: each has been asked, and has an answer.

They are taken from the questions that statements of the knowledge base are expected to answer, and
from headings that are questions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice

from assistant.choosing.asked import Asked, asked_of
from assistant.choosing.candidates import names_any
from assistant.choosing.expected import EXPECTED, likeness
from assistant.question import Question, guess_language, readings_of, years_in
from assistant.records import Answer
from assistant.registry.frequent import is_frequent
from assistant.statements.statement import vectors_of
from assistant.texts import text_for
from assistant.understanding.concepts import concepts_of
from assistant.understanding.named import renamed
from ingest.analysis import query_tokens
from ingest.encode import Vectors
from ingest.index import Index

__all__ = ["nearby_questions", "with_nearby"]

_SHOWN = 3
_TRIED = 4
"""Questions that are asked at most: each takes as long as an answer."""
_READ, _COMPARED = 400, 60
"""The nearest by cosine that are looked through, and those of them compared word by word."""
_LONGEST = 65
"""Characters of a question that is read at a glance."""
_TOO_LONG = 200
"""Characters of a question that would count for nothing: the shorter, the plainer."""
_LEAST = 0.1
"""Least likeness of a question that is worth offering, what it names counted."""
_NAMED = 0.3
"""What a question gains that names what was asked about: who asks of a pôle wants that pôle."""
_OF_A_YEAR = 0.8
"""Factor for a question about a year that was not asked about."""
_ALIKE = 0.7
"""Cosine of two questions of which one is enough."""
_SMALL = re.compile(r"^[a-zà-ÿ](?=[a-zà-ÿ'’ ])")
"""The first letter of a common word, no "i-Nov"."""
_ANSWERABLE = frozenset({"", "private", "legal"})
"""Limits behind which there is a question; an order, an insult or a greeting asks nothing."""


def with_nearby(index: Index, answer: Answer, ask: Callable[[str], Answer]) -> Answer:
    """``answer``, with a note that offers questions near it where it was declined."""
    offered = nearby_questions(index, answer, ask)
    if not offered:
        return answer
    quoted = (text_for("quoted", answer.language, question) for question in offered)
    note = text_for("nearby", answer.language, " · ".join(quoted))
    return replace(answer, notes=(*answer.notes, note))


def nearby_questions(index: Index, answer: Answer, ask: Callable[[str], Answer]) -> tuple[str, ...]:
    """Questions near the one that ``answer`` declines, each of which has an answer; no two alike.

    Args:
        index: an open index.
        answer: to the question; nothing is offered beside one with citations.
        ask: answers a question.

    Returns:
        Three at most, the nearest first, in the language of the answer where there are any.
    """
    if answer.citations:
        return ()
    shown: dict[str, str] = {}
    for question in islice(_unlike(index, _near(index, answer)), _TRIED):
        found = ask(question)
        if found.status == "answered":
            shown.setdefault(found.citations[0].quote, question)
        if len(shown) == _SHOWN:
            break
    return tuple(shown.values())


def _near(index: Index, answer: Answer) -> list[str]:
    """Questions worth offering, the nearest first."""
    question = readings_of(
        answer.standalone_question, poles=index.cards.poles, knows=index.lexical.knows
    )[0]
    if question.limit not in _ANSWERABLE:
        return []
    concepts = concepts_of(question.standalone, index.lexical, index.cards.terms)
    asked = asked_of(question, concepts, index.cards.poles, index.encoder)
    known = _by_cosine(index, question.standalone)
    of_language = (one for one in known if guess_language(one[0]) == answer.language)
    near = list(islice(of_language, _COMPARED)) or known[:_COMPARED]
    scores = {text: _score(index, asked, text, cosine) for text, cosine in near}
    ordered = sorted((t for t in scores if scores[t] >= _LEAST), key=lambda t: -scores[t])
    return list(dict.fromkeys([*_of_any_pole(index, question), *ordered]))


def _of_any_pole(index: Index, question: Question) -> list[str]:
    """The frequent question, if any, that asks of any pôle what ``question`` asks of one."""
    if len(question.poles) != 1:
        return []
    any_one = "un pôle" if question.language == "fr" else "a cluster"
    text = renamed(question.standalone, question.poles, any_one)
    concepts = concepts_of(text, index.lexical, index.cards.terms)
    general = replace(question, standalone=text, poles=())
    asked = asked_of(general, concepts, index.cards.poles, index.encoder)
    alike = {h: likeness(index, asked, h, cosine) for h, cosine in _frequent(index, text)}
    best = max(alike, key=alike.__getitem__, default="")
    return [best] if best and alike[best] >= EXPECTED else []


def _by_cosine(index: Index, question: str) -> list[tuple[str, float]]:
    """Short questions, each with its cosine with ``question``, the nearest first."""
    (vector,) = vectors_of(index.encoder, [question])
    every = [*_frequent(index, question), *index.expected.nearest(vector, _READ)]
    plain = (one for one in every if one[0].endswith("?") and len(one[0]) <= _LONGEST)
    return sorted(plain, key=lambda one: -one[1])


def _frequent(index: Index, question: str) -> list[tuple[str, float]]:
    """The headings that are questions, each with its cosine with ``question``."""
    headings = list(filter(is_frequent, index.asked))
    vectors = vectors_of(index.encoder, [question, *headings])
    return list(zip(headings, (vectors[1:] @ vectors[0]).tolist(), strict=True))


def _score(index: Index, asked: Asked, text: str, cosine: float) -> float:
    """How near ``text`` is to the question, about 0 to 1.3."""
    score = likeness(index, asked, text, cosine) + _NAMED * _named(asked, text)
    score *= 1 - len(text) / _TOO_LONG
    return score if set(years_in(text)) <= set(asked.question.years) else _OF_A_YEAR * score


def _named(asked: Asked, text: str) -> float:
    """Share of what is asked about that ``text`` names: of the pôles any, else of all names."""
    if asked.owners:
        return float(names_any(asked.names, text))
    names = [c for c in asked.concepts if c.is_name and c.known and not c.year]
    tokens = frozenset(query_tokens(text))
    return sum(name.covered(tokens) for name in names) / (len(names) or 1)


def _unlike(index: Index, questions: list[str]) -> Iterator[str]:
    """``questions`` without those that ask much the same as one before."""
    kept: list[Vectors] = []
    for text in questions:
        (vector,) = vectors_of(index.encoder, [text])
        if all(float(vector @ other) < _ALIKE for other in kept):
            kept.append(vector)
            yield _SMALL.sub(lambda letter: letter[0].upper(), text, count=1)
