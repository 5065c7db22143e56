"""Statements of the passages found, scored for a question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.records import Evidence
from assistant.retrieve import Retrieval
from ingest.analysis import fold, query_tokens
from ingest.index import Index
from ingest.records import Hit, Passage, Span
from ingest.sentences import split_sentences

__all__ = ["gather_evidence"]

_CONTEXT_SHARE = 0.7
"""What a word found only in headings or title counts, against one in the statement itself."""
_MIN_CHARS = 25
"""Shorter pieces (labels, list heads) are no statements."""
_WEIGHTS = {"coverage": 0.5, "similarity": 0.2, "passage": 0.2, "type": 0.1}

_ASKS_NUMBER = re.compile(r"\b(?:combien|how (?:many|much)|quel (?:montant|budget|nombre)|taux)\b")
_ASKS_DATE = re.compile(r"\b(?:quand|when|quelle (?:date|annee)|en quelle annee|depuis)\b")
_ASKS_PERSON = re.compile(r"\b(?:qui|who|president\w*|directeur|directrice)\b")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_NUMBER = re.compile(r"\d")
_PERSON = re.compile(r"[A-ZÀ-Ý][a-zà-ÿ]+(?:-[A-ZÀ-Ý][a-zà-ÿ]+)* [A-ZÀ-Ý]")


@dataclass(frozen=True, slots=True)
class _Statement:
    text: str
    passage: Passage
    span: Span
    hit: Hit


def gather_evidence(index: Index, question: str, retrieval: Retrieval) -> tuple[Evidence, ...]:
    """Every statement of the hits, best first.

    The score adds four parts in [0, 1]: the share of the question's words that the statement and
    its headings hold, weighted by rarity; the cosine with the question; the passage's own score;
    and whether it holds the type of thing that is asked for (a number, a date, a person).
    """
    statements = [s for hit in retrieval.hits for s in _statements(hit)]
    if not statements:
        return ()
    rarity = {token: index.lexical.rarity(token) for token in _wanted(index, question)}
    vectors = index.encoder.encode([s.text for s in statements])
    similarities = vectors @ retrieval.vector
    evidence = [
        _score(index, question, rarity, statement, float(similarity))
        for statement, similarity in zip(statements, similarities, strict=True)
    ]
    return tuple(sorted(evidence, key=lambda e: (-e.score, e.document_id, e.span.start)))


def _wanted(index: Index, question: str) -> list[str]:
    """Tokens to cover; an acronym's exact form replaces its stem when a document has it."""
    tokens = list(dict.fromkeys(query_tokens(question)))
    exact = {token for token in tokens if token[0] == "=" and index.lexical.knows(token)}
    stems_of_exact = {t for e in exact for t in query_tokens(e[1:]) if t[0] != "="}
    return [t for t in tokens if (t in exact if t[0] == "=" else t not in stems_of_exact)]


def _statements(hit: Hit) -> Iterator[_Statement]:
    """Sentences of a passage with their place in the page."""
    offset = 0
    for span in hit.passage.spans:
        length = span.end - span.start
        text = hit.passage.text[offset : offset + length]
        for start, end in split_sentences(text):
            if end - start >= _MIN_CHARS:
                place = Span(span.page, span.start + start, span.start + end)
                yield _Statement(text[start:end], hit.passage, place, hit)
        offset += length + 1  # spans are joined by one newline


def _score(
    index: Index,
    question: str,
    rarity: dict[str, float],
    statement: _Statement,
    similarity: float,
) -> Evidence:
    passage = statement.passage
    title = index.sources[passage.source_id].title
    covered = coverage(rarity, statement.text, " ".join([title, *passage.headings]))
    parts = {
        "coverage": covered,
        "similarity": max(0.0, similarity),
        "passage": statement.hit.score,
        "type": float(_has_type(question, statement.text)),
    }
    return Evidence(
        text=statement.text,
        document_id=passage.source_id,
        span=statement.span,
        headings=passage.headings,
        score=sum(_WEIGHTS[name] * value for name, value in parts.items()),
        coverage=covered,
        similarity=similarity,
    )


def coverage(rarity: dict[str, float], text: str, context: str) -> float:
    """Share of the wanted tokens that ``text`` holds, weighted by rarity; in [0, 1].

    Args:
        rarity: inverse document frequency of each wanted token.
        text: a statement.
        context: its headings and title; a token found only there counts for less.
    """
    total = sum(rarity.values())
    if not total:
        return 0.0
    inside, around = set(query_tokens(text)), set(query_tokens(context))
    found = sum(
        weight * (1.0 if token in inside else _CONTEXT_SHARE)
        for token, weight in rarity.items()
        if token in inside or token in around
    )
    return found / total


def _has_type(question: str, text: str) -> bool:
    """Does ``text`` hold the type of thing that ``question`` asks for? True when it asks none."""
    asked = fold(question)
    if _ASKS_NUMBER.search(asked):
        return bool(_NUMBER.search(_YEAR.sub("", text)))
    if _ASKS_DATE.search(asked):
        return bool(_YEAR.search(text))
    if _ASKS_PERSON.search(asked):
        return bool(_PERSON.search(text))
    return True


def distinct(evidence: Sequence[Evidence], limit: int, floor: float) -> tuple[Evidence, ...]:
    """The first ``limit`` statements above ``floor`` that do not repeat one another."""
    kept: list[Evidence] = []
    seen: list[set[str]] = []
    for item in evidence:
        tokens = set(query_tokens(item.text))
        if item.score < floor or len(kept) == limit:
            break
        if all(len(tokens & other) < 0.7 * min(len(tokens), len(other)) for other in seen):
            kept.append(item)
            seen.append(tokens)
    return tuple(kept)
