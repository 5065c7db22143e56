"""Statements of the passages found, scored for a question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest
from typing import NamedTuple

from assistant.acronyms import spells_out
from assistant.asked import Asked, asked_of
from assistant.cite import is_said_by
from assistant.concepts import Concept
from assistant.dates import named_years, statement_year
from assistant.features import WEIGHTS, Features
from assistant.holds import enumerates, is_entry
from assistant.introduced import introduction, naming
from assistant.kinds import Kind
from assistant.named import names_a_pole, poles_named
from assistant.question import Question, guess_language
from assistant.ranks import of_rank
from assistant.records import Evidence
from assistant.retrieve import Retrieval
from assistant.statements import contents_of, in_context, tokens_of, vectors_of
from assistant.typed import has_type, is_definition, words_alike
from ingest.analysis import fold
from ingest.index import Index
from ingest.records import Hit, Span
from ingest.referring import leaves_unnamed, stands_alone

__all__ = ["Scored", "gather_evidence", "score_statements"]

_ENCODED = 40
"""Statements whose cosine with the question is computed: the best by words."""
_OLDEST, _NEWEST = 2004, 2026
"""Years between which statements are told apart by age."""
_ABOUT_ANOTHER = 0.5
"""Factor for a statement about another pôle than the one named, or on one where all are: a true
value of the wrong pôle does more harm than no answer, which no fit on right answers can know."""
_CONTEXT_SHARE = 0.8
"""What a concept found only in headings or title counts, against one in the statement."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A passage that was found, with what holds for all its statements.

    Attributes:
        hit: the passage.
        context: tokens of the title and headings above it.
        around: tokens of the whole passage.
        heads: the title and headings.
        held: how far they cover each concept.
        named: the title or a heading names a pôle that is asked about, or what it became.
        lacks_acronym: no acronym of the question is in it or above it.
    """

    hit: Hit
    context: frozenset[str]
    around: frozenset[str]
    heads: str
    held: tuple[float, ...]
    named: bool
    lacks_acronym: bool


class _Statement(NamedTuple):
    text: str
    span: Span
    tokens: frozenset[str]
    before: frozenset[str]
    place: _Place


class _Candidate(NamedTuple):
    """A statement with what its words alone say; ``held``: how far it covers each concept."""

    statement: _Statement
    held: tuple[float, ...]
    by_words: float
    typed: bool


class Scored(NamedTuple):
    """A statement with what speaks for and against it; ``factor`` multiplies their sum."""

    evidence: Evidence
    features: Features
    factor: float


def gather_evidence(
    index: Index, question: Question, concepts: tuple[Concept, ...], retrieval: Retrieval
) -> tuple[Evidence, ...]:
    """The statements of the hits that may answer, best first; see ``Features``."""
    evidence = [row.evidence for row in score_statements(index, question, concepts, retrieval)]
    return tuple(sorted(evidence, key=lambda e: (-e.score, e.document_id, e.span.start)))


def score_statements(
    index: Index, question: Question, concepts: tuple[Concept, ...], retrieval: Retrieval
) -> tuple[Scored, ...]:
    """The same, in no order, each with its features."""
    asked = asked_of(question, concepts, index.cards.poles, index.encoder)
    promising = _promising(
        asked, [s for hit in retrieval.hits for s in _statements(index, asked, hit)]
    )
    if not promising:
        return ()
    said = [c.statement for c in promising]
    alone, behind = [s.text for s in said], [in_context(s.place.hit.passage, s.text) for s in said]
    cosines = (vectors_of(index.encoder, [*alone, *behind]) @ retrieval.vector).tolist()
    rows = zip(promising, cosines[: len(said)], cosines[len(said) :], strict=True)
    return tuple(_scored(index, asked, *row) for row in rows)


def _promising(asked: Asked, statements: Sequence[_Statement]) -> list[_Candidate]:
    """The ``_ENCODED`` best by words.

    Whether a statement holds the type asked for costs most to tell, and is not asked of those
    that it could not bring among the best.
    """
    candidates = [_by_concepts(asked, statement) for statement in statements]
    best = nlargest(_ENCODED, (candidate.by_words for candidate in candidates))
    least = best[-1] - WEIGHTS["typed"] if len(best) == _ENCODED else 0.0
    near = [candidate for candidate in candidates if candidate.by_words >= least]
    alike = words_alike(asked, (candidate.statement.text for candidate in near))
    typed = [_with_type(asked, candidate, alike) for candidate in near]
    return sorted(typed, key=lambda candidate: -candidate.by_words)[:_ENCODED]


def _by_concepts(asked: Asked, statement: _Statement) -> _Candidate:
    held = asked.held(statement.tokens, statement.text)
    by_words = (
        WEIGHTS["inside"] * asked.share(held)
        + WEIGHTS["counted"] * sum(held) / max(1, len(held))
        + WEIGHTS["passage"] * statement.place.hit.score
    )
    return _Candidate(statement, held, by_words, False)


def _with_type(asked: Asked, candidate: _Candidate, alike: frozenset[str]) -> _Candidate:
    said = candidate.statement
    if asked.question.kind is Kind.DEFINITION:
        typed = is_definition(asked, said.text)
    else:
        typed = has_type(asked, said.text, said.tokens, alike)
    bonus = WEIGHTS["typed"] * (typed and any(candidate.held))
    return candidate._replace(by_words=candidate.by_words + bonus, typed=typed)


def _statements(index: Index, asked: Asked, hit: Hit) -> Iterator[_Statement]:
    """Sentences of a passage with their place in the page."""
    heads = " · ".join([index.sources[hit.passage.source_id].title, *hit.passage.headings])
    context = tokens_of(heads)
    contents = contents_of(hit.passage)
    place = _Place(
        hit,
        context,
        contents.tokens,
        heads,
        asked.held(context, heads),
        _names_any(asked.names, heads),
        _lacks_acronyms(asked.acronyms, context, contents.tokens),
    )
    lists, sources = contents.lists if asked.wants_list else (), asked.question.sources
    for said in (*contents.statements, *lists):
        if lists and said.text.endswith(":"):
            continue  # it is shown with what it opens
        if sources and not is_said_by(index, hit.passage.source_id, said.span, sources):
            continue
        yield _Statement(*said, place)


def _scored(
    index: Index,
    asked: Asked,
    candidate: _Candidate,
    similarity: float,
    similarity_in_context: float,
) -> Scored:
    question, concepts, statement = asked.question, asked.concepts, candidate.statement
    place, passage = statement.place, statement.place.hit.passage
    year = _year_before(question, statement) or statement_year(
        statement.text, index.sources[passage.source_id].year, asked.today
    )
    named = not asked.owners or place.named or _names_any(asked.names, statement.text)
    typed, above = candidate.typed, place.held
    told = None if named and typed else _introduced(asked, statement, named)
    if told is not None:
        above = asked.held(place.context | tokens_of(told.text), f"{place.heads} {told.text}")
        named, typed = True, typed or asked.wants_pole
    before = asked.held(statement.before, "")
    held = [
        1.0 if year is not None and concept.year == year else part
        for concept, part in zip(concepts, candidate.held, strict=True)
    ]
    missing = [not any(parts) for parts in zip(held, above, before, strict=True)]
    if told is None:
        told = _led_by(asked, statement, above) or _naming_it(asked, statement)
    silent = [
        asks and not (inside or over)
        for asks, inside, over in zip(asked.clause_words, candidate.held, above, strict=True)
    ]
    lacks = [concept.is_name and gone for concept, gone in zip(concepts, missing, strict=True)]
    defining = question.kind is Kind.DEFINITION
    announced, is_list = _announced(asked, place), "\n•" in statement.text
    features = Features(
        inside=asked.share(held),
        counted=sum(held) / max(1, len(concepts)),
        passage=place.hit.score,
        similarity=similarity,
        in_context=similarity_in_context,
        typed=float(typed and (asked.wants_type or defining)),
        untyped=float(asked.wants_type and not typed),
        recent=_recency(question, year),
        lacks_acronym=float(place.lacks_acronym),
        other_year=float(not _fits_years(question, year)),
        lacks_names=asked.share(lacks),
        headed=0.0 if is_list else min(asked.share(place.held), announced),
        announced=announced if is_list else 0.0,
        entry=float(defining and candidate.typed and is_entry(statement.text)),
        spelt_out=float(bool(asked.letters) and spells_out(statement.text, asked.letters)),
        enumerates=float(asked.wants_several and enumerates(statement.text)),
        same_language=float(guess_language(statement.text) == question.language),
        other_rank=float(not of_rank(statement.text, asked.ranks)),
        before=asked.share([max(0.0, a - b) for a, b in zip(before, held, strict=True)]),
    )
    factor = 1.0 if named else _ABOUT_ANOTHER
    of_one = asked.of_all and _is_of_one(asked, statement)
    factor *= _ABOUT_ANOTHER if of_one else 1.0
    too_late = question.as_of is not None and year is not None and year > question.as_of
    evidence = Evidence(
        text=statement.text,
        document_id=passage.source_id,
        span=statement.span,
        headings=passage.headings,
        score=0.0 if too_late else factor * features.score(),
        coverage=_coverage(asked, candidate.held, above),
        similarity=similarity,
        year=year,
        typed=typed or not asked.wants_type,
        named=named,
        missing_name=any(lacks),
        missing_acronym=place.lacks_acronym,
        of_another=of_one or _is_of_another(asked, statement, missing),
        names_only=_names_only(asked, missing),
        unsaid=sum(silent),
        introduced_by=told,
    )
    return Scored(evidence, features, factor)


def _is_of_one(asked: Asked, statement: _Statement) -> bool:
    """Does it name one pôle, and no other?"""
    return len(poles_named(statement.text, asked.cards)) == 1


def _is_of_another(asked: Asked, statement: _Statement, missing: Sequence[bool]) -> bool:
    """Does it leave out a name whose value is asked, or of which it may not speak: "le projet"?"""
    lost = [c for c, gone in zip(asked.concepts, missing, strict=True) if gone]
    if any(concept in asked.whose for concept in lost):
        return True
    return any(c in asked.clause_names for c in lost) and leaves_unnamed(statement.text)


def _names_only(asked: Asked, missing: Sequence[bool]) -> bool:
    """Does it tell the names of a question, and nothing of what is asked about them?"""
    gone = [c for c, lost in zip(asked.concepts, missing, strict=True) if lost]
    return bool(asked.besides) and all(concept in gone for concept in asked.besides)


def _introduced(asked: Asked, statement: _Statement, named: bool) -> Evidence | None:
    """The sentence before ``statement`` that names the pôle asked about, or the one looked for."""
    wanted = (not named and asked.owners) or asked.wants_pole
    if not wanted or names_a_pole(f"{statement.text} {statement.place.heads}", asked.cards):
        return None
    found = introduction(statement.place.hit.passage, statement.span, asked.cards)
    if found is None or (asked.owners and found.pole not in asked.owners):
        return None
    return _said_before(statement, found.text, found.span)


def _naming_it(asked: Asked, statement: _Statement) -> Evidence | None:
    """The sentence before one that does not stand alone that names a pôle."""
    if stands_alone(statement.text):
        return None
    found = introduction(statement.place.hit.passage, statement.span, asked.cards)
    return None if found is None else _said_before(statement, found.text, found.span)


def _said_before(statement: _Statement, text: str, span: Span) -> Evidence:
    passage = statement.place.hit.passage
    return Evidence(text, passage.source_id, span, passage.headings)


def _led_by(asked: Asked, statement: _Statement, above: Sequence[float]) -> Evidence | None:
    """The sentence before ``statement`` that holds the names, or the year, that it leaves out."""
    lost = frozenset[str]().union(
        *(
            concept.tokens
            for concept, held in zip(asked.concepts, above, strict=True)
            if concept.is_name and not held and concept.tokens.isdisjoint(statement.tokens)
        )
    )
    if lost.isdisjoint(statement.before):
        return None
    found = naming(statement.place.hit.passage, statement.span, lost)
    return found and _said_before(statement, *found)


def _announced(asked: Asked, place: _Place) -> float:
    """Share of the heading's words that the question holds, in [0, 1].

    Of a heading that asks several questions, that of the nearest one.
    """
    headings = place.hit.passage.headings
    asking = _announces(headings[-1]) if headings and asked.total else ()
    return max((len(asked.words & words) / len(words) for words in asking), default=0.0)


@lru_cache(maxsize=2048)
def _announces(heading: str) -> tuple[frozenset[str], ...]:
    """Tokens of each question of a heading, its number aside."""
    asking = (frozenset(t for t in tokens_of(q) if not t.isdigit()) for q in heading.split("?"))
    return tuple(words for words in asking if words)


def _coverage(asked: Asked, inside: Sequence[float], above: Sequence[float]) -> float:
    """Share of the concepts' weight that a statement covers, its headings for a little less."""
    return asked.share([max(a, _CONTEXT_SHARE * b) for a, b in zip(inside, above, strict=True)])


def _names_any(names: Sequence[re.Pattern[str]], text: str) -> bool:
    folded = fold(text)
    return any(name.search(folded) for name in names)


def _lacks_acronyms(
    acronyms: Sequence[Concept], context: frozenset[str], around: frozenset[str]
) -> bool:
    """Is none of the question's rare acronyms in the passage or above it?

    "PME" or "R&D", which half the documents hold, tell nothing of what a question is about.
    """
    texts = (context, around)
    return bool(acronyms) and not any(c.covered(text) for c in acronyms for text in texts)


def _recency(question: Question, year: int | None) -> float:
    """How new a statement is, in [0, 1]; nothing where a date or a year is asked."""
    if question.kind is Kind.DATE or question.years:
        return 0.0
    return ((year or _OLDEST) - _OLDEST) / (_NEWEST - _OLDEST)


def _fits_years(question: Question, year: int | None) -> bool:
    return not question.years or year in question.years


def _year_before(question: Question, statement: _Statement) -> int | None:
    """The year asked at which the sentences before one that names no year are told."""
    if not question.years or named_years(statement.text):
        return None
    return next((year for year in question.years if str(year) in statement.before), None)
