"""Statements of the passages found, scored for a question."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from assistant.concepts import Concept, coverage, unknown_share
from assistant.dates import statement_year
from assistant.kinds import Kind, counted_tokens, counts, holds, is_role_of
from assistant.lineage import successors_of
from assistant.named import name_pattern
from assistant.question import Question, guess_language
from assistant.records import Evidence
from assistant.retrieve import Retrieval
from assistant.synonyms import alternatives
from ingest.analysis import fold, query_tokens
from ingest.cards import PoleCard
from ingest.index import Index
from ingest.records import Hit, Span
from ingest.sentences import split_sentences

__all__ = ["gather_evidence"]

_MIN_CHARS = 25
"""Shorter pieces (labels, list heads) are no statements."""
_ENCODED = 40
"""Statements whose cosine with the question is computed: the best by words."""
_WORTH_TYPING = 0.4
_TYPE_SHARE = 0.3
"""What holding the type asked for counts beside coverage, before the cosine is known."""
_WEIGHTS = {"coverage": 0.6, "similarity": 0.2, "passage": 0.2}
_WITHOUT_TYPE = 0.6
"""Factor for a statement that lacks the number, date or person that is asked for."""
_WITHOUT_POLE = 0.4
"""Factor for a statement about another pôle than the one that is named."""
_OTHER_LANGUAGE = 0.95
"""Factor for a statement in another language than the question's: it says the same, less well."""
_OTHER_YEAR = 0.5
"""Factor for a statement that is true at another year than the one that is named."""


@dataclass(frozen=True, slots=True)
class _Statement:
    text: str
    span: Span
    hit: Hit
    tokens: frozenset[str]
    context: frozenset[str]
    around: frozenset[str]
    heads: str


def gather_evidence(
    index: Index, question: Question, concepts: tuple[Concept, ...], retrieval: Retrieval
) -> tuple[Evidence, ...]:
    """Every statement of the hits, best first.

    The score adds the share of the question's concepts that the statement and its headings
    cover, the cosine with the question, and the passage's own score; it is lowered when the
    statement lacks the type of thing that is asked for, is about another pôle than the one
    named, or about another year.
    """
    statements = [s for hit in retrieval.hits for s in _statements(index, hit)]
    covered = [coverage(concepts, set(s.tokens), set(s.context)) for s in statements]
    best = _promising(question, concepts, statements, covered)
    if not best:
        return ()
    vectors = index.encoder.encode([statements[i].text for i in best])
    cosines = (vectors @ retrieval.vector).tolist()
    evidence = [
        _score(index, question, concepts, statements[i], covered[i], cosine)
        for i, cosine in zip(best, cosines, strict=True)
    ]
    return tuple(sorted(evidence, key=lambda e: (-e.score, e.document_id, e.span.start)))


def _promising(
    question: Question,
    concepts: tuple[Concept, ...],
    statements: Sequence[_Statement],
    covered: Sequence[float],
) -> list[int]:
    """The statements worth encoding: the best by words, those with the type asked for first."""

    def rank(i: int) -> tuple[float, int]:
        if covered[i] < _WORTH_TYPING or question.kind is Kind.OTHER:
            return -covered[i], i
        typed = _has_type(question, concepts, statements[i], same_language=True)
        return -covered[i] - _TYPE_SHARE * typed, i

    return sorted(range(len(statements)), key=rank)[:_ENCODED]


def _statements(index: Index, hit: Hit) -> Iterator[_Statement]:
    """Sentences of a passage with their place in the page."""
    source = index.sources[hit.passage.source_id]
    heads = " · ".join([source.title, *hit.passage.headings])
    context = frozenset(query_tokens(heads))
    around = frozenset(query_tokens(hit.passage.text))
    offset = 0
    for span in hit.passage.spans:
        length = span.end - span.start
        text = hit.passage.text[offset : offset + length]
        for start, end in split_sentences(text):
            if end - start >= _MIN_CHARS:
                place = Span(span.page, span.start + start, span.start + end)
                tokens = frozenset(query_tokens(text[start:end]))
                yield _Statement(text[start:end], place, hit, tokens, context, around, heads)
        offset += length + 1  # spans are joined by one newline


def _score(
    index: Index,
    question: Question,
    concepts: tuple[Concept, ...],
    statement: _Statement,
    covered: float,
    cosine: float,
) -> Evidence:
    source = index.sources[statement.hit.passage.source_id]
    year = statement_year(statement.text, source.year, datetime.now(UTC).year)
    same_language = guess_language(statement.text) == question.language
    typed = _has_type(question, concepts, statement, same_language)
    named = all(
        any(_is_about(name, statement) for name in (pole, *successors_of(pole, index.cards.poles)))
        for pole in question.poles
    )
    score = (
        _WEIGHTS["coverage"] * covered
        + _WEIGHTS["similarity"] * max(0.0, cosine)
        + _WEIGHTS["passage"] * statement.hit.score
    )
    score *= 1.0 if typed else _WITHOUT_TYPE
    score *= 1.0 if named else _WITHOUT_POLE
    score *= 1.0 if same_language else _OTHER_LANGUAGE
    score *= _date_fitness(question, statement.text, year)
    missing = [c for c in concepts if not c.tokens & (statement.tokens | statement.context)]
    return Evidence(
        text=statement.text,
        document_id=source.id,
        span=statement.span,
        headings=statement.hit.passage.headings,
        score=score,
        coverage=covered,
        similarity=cosine,
        year=year,
        typed=typed,
        named=named,
        missing_name=any(c.is_name for c in missing),
        missing_acronym=_lacks_acronyms(concepts, statement),
        unknown=unknown_share(concepts),
    )


def _lacks_acronyms(concepts: Sequence[Concept], statement: _Statement) -> bool:
    """Is none of the question's acronyms in the passage or above it?"""
    acronyms = [concept for concept in concepts if concept.is_acronym]
    around = statement.context | statement.around
    return bool(acronyms) and not any(concept.tokens & around for concept in acronyms)


def _has_type(
    question: Question, concepts: tuple[Concept, ...], statement: _Statement, same_language: bool
) -> bool:
    if not holds(question.kind, statement.text, question.standalone):
        return False
    counted = counted_tokens(question.standalone)
    wanted = frozenset(t for token in counted for t in alternatives(token))
    translated = same_language or len(wanted) > len(counted)
    if question.kind is Kind.COUNT and counted and translated:
        return counts(statement.text, wanted)
    if question.kind is Kind.PERSON:
        names = [c.tokens for c in concepts if c.is_name and c.tokens & statement.tokens]
        return is_role_of(statement.text, names)
    return True


def _is_about(pole: PoleCard, statement: _Statement) -> bool:
    pattern = name_pattern(pole)
    return bool(pattern.search(fold(statement.text)) or pattern.search(fold(statement.heads)))


def _date_fitness(question: Question, text: str, year: int | None) -> float:
    if question.as_of is not None and year is not None and year > question.as_of:
        return 0.0
    if question.years:
        return 1.0 if year in question.years or _names_year(question, text) else _OTHER_YEAR
    return 1.0


def _names_year(question: Question, text: str) -> bool:
    return any(str(year) in text for year in question.years)


def distinct(evidence: Sequence[Evidence], limit: int, floor: float) -> tuple[Evidence, ...]:
    """The first ``limit`` statements above ``floor`` that do not repeat one another."""
    kept: list[Evidence] = []
    seen: list[set[str]] = []
    for item in evidence:
        tokens = set(query_tokens(item.text))
        if item.score < floor or len(kept) == limit:
            break
        if all(len(tokens & other) < 0.6 * min(len(tokens), len(other)) for other in seen):
            kept.append(item)
            seen.append(tokens)
    return tuple(kept)


def logistic(value: float) -> float:
    """1 / (1 + e^-value)."""
    return 1.0 / (1.0 + math.exp(-value))
