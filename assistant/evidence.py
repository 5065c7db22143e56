"""Statements of the passages found, scored for a question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from assistant.choosing.asked import Asked, asked_of
from assistant.choosing.candidates import Candidate, Statement, candidates_of, names_any
from assistant.choosing.expected import EXPECTED, asks_type, expected_of, says_all
from assistant.choosing.features import Features
from assistant.question import Question, guess_language
from assistant.records import Evidence
from assistant.retrieve import Retrieval
from assistant.statements.bodies import names_bodies
from assistant.statements.holds import aims, enumerates, is_entry
from assistant.statements.introduced import introduction, naming, opening
from assistant.statements.statement import in_context, tokens_of, vectors_of
from assistant.understanding.acronyms import spells_out
from assistant.understanding.asking import YEAR
from assistant.understanding.concepts import Concept
from assistant.understanding.dates import last_year, named_years, statement_year
from assistant.understanding.kinds import Kind
from assistant.understanding.named import names_a_pole, poles_named
from assistant.understanding.ranks import of_rank, ranks_of
from ingest.analysis import fold, stem
from ingest.index import Index
from ingest.records import Span
from ingest.referring import leaves_unnamed, stands_alone

__all__ = ["Scored", "gather_evidence", "score_statements"]

_OLDEST, _NEWEST = 2004, 2026
"""Years between which statements are told apart by age."""
_ABOUT_ANOTHER = 0.5
"""Factor for a statement about another pôle than the one named, or on one where all are: a true
value of the wrong pôle does more harm than no answer, which no fit on right answers can know."""
_CALLS = frozenset(map(stem, ("appel", "call")))
_OF_A_CALL = 0.8
"""Factor for a statement on one call of a fund, whose value over all of them is asked."""
_OTHERS = re.compile(r"\b(?:SATT|IRT|ITE|CTI|GIE)\b")
_NOT = re.compile(
    r"\b(?:ne|n['’]\w+) (?:[\w'’]+ ){0,2}?(?:pas|plus|jamais|aucun\w*)\b|"
    r"\b(?:not|never|no longer)\b|n['’]t\b",
    re.IGNORECASE,
)
_TELLING = 2.5
"""Weight from which a word tells what a clause asks about: eight passages in a hundred."""
_NEAR = 0.7
"""What the place of a pôle that is told of counts, against its name."""
_CLOSE = 0.7
"""Share of the best score from which a statement may lead: names are read in these alone."""
_CONTEXT_SHARE = 0.8
"""What a concept found only in headings or title counts, against one in the statement."""


class _Reading(NamedTuple):
    """What a statement says to a question, with what introduces it.

    Attributes:
        year: when it is true.
        named: it is about the pôle that is asked about.
        typed: it holds the type of thing that is asked for.
        told: the sentence before it with which it is shown.
        held, above, before: how far it covers each concept, the headings and the sentence told,
            and the sentences before it.
        missing: of each concept: it is nowhere.
    """

    year: int | None
    named: bool
    typed: bool
    told: Evidence | None
    held: tuple[float, ...]
    above: tuple[float, ...]
    before: tuple[float, ...]
    missing: tuple[bool, ...]


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
    best = candidates_of(index, asked, retrieval.hits)
    if not best:
        return ()
    said = [candidate.statement for candidate in best]
    alone, behind = [s.text for s in said], [in_context(s.place.hit.passage, s.text) for s in said]
    cosines = (vectors_of(index.encoder, [*alone, *behind]) @ retrieval.vector).tolist()
    expected = expected_of(index, asked, alone, retrieval.vector)
    rows = zip(best, cosines[: len(said)], cosines[len(said) :], expected, strict=True)
    scored = tuple(_scored(index, asked, *row) for row in rows)
    return _marked_nameless(asked, scored) if asked.wants_names else scored


def _marked_nameless(asked: Asked, scored: tuple[Scored, ...]) -> tuple[Scored, ...]:
    """``scored``; of those near the best, which name none of the bodies that are asked for."""
    least = _CLOSE * max(row.evidence.score for row in scored)
    question = asked.question.standalone
    return tuple(
        row._replace(evidence=replace(row.evidence, nameless=True))
        if row.evidence.score >= least
        and not names_bodies(row.evidence.text, question, asked.cards)
        else row
        for row in scored
    )


def _scored(
    index: Index,
    asked: Asked,
    candidate: Candidate,
    similarity: float,
    similarity_in_context: float,
    expected: float,
) -> Scored:
    statement, question = candidate.statement, asked.question
    if expected >= EXPECTED and asked.wants_type and not (candidate.typed or asked.wants_pole):
        # who wrote the questions that it answers knew what it holds
        candidate = candidate._replace(typed=asks_type(index, asked, statement.text))
    place, reading = statement.place, _read(index, asked, candidate)
    likeness = (similarity, similarity_in_context, expected)
    features = _features(asked, candidate, reading, *likeness)
    lost = [c for c, gone in zip(asked.concepts, reading.missing, strict=True) if gone]
    if expected >= EXPECTED:  # what is expected to answer of a name need not say it
        lost = [c for c in lost if not (c.is_name and says_all(index, statement.text, [c]))]
    of_one = asked.of_all and (_is_of_one(asked, statement) or _is_of_others(asked, statement))
    factor = (1.0 if reading.named else _ABOUT_ANOTHER) * (_ABOUT_ANOTHER if of_one else 1.0)
    factor *= _OF_A_CALL if _is_of_a_call(asked, statement) else 1.0
    year, as_of = reading.year, question.as_of
    too_late = as_of is not None and _until(question, statement, year) > as_of
    unsaid = _unsaid(asked, candidate, reading)
    evidence = Evidence(
        text=statement.text,
        document_id=place.hit.passage.source_id,
        span=statement.span,
        headings=place.hit.passage.headings,
        score=0.0 if too_late else factor * features.score(),
        coverage=_coverage(asked, candidate.held, reading.above),
        similarity=similarity,
        year=year,
        typed=reading.typed or not asked.wants_type,
        named=reading.named,
        missing_name=any(concept.is_name for concept in lost),
        missing_acronym=place.lacks_acronym and all(c in lost for c in asked.acronyms),
        of_another=of_one or _is_of_another(asked, statement, lost),
        names_only=_names_only(index, asked, statement, features, lost),
        restates=_restates(asked, statement) and not _denies(statement.text, question.standalone),
        unexplained=question.kind is Kind.REASON
        and not (reading.typed or unsaid)
        and not _denies(statement.text, question.standalone),
        unsaid=unsaid,
        says=_says(asked, candidate),
        introduced_by=reading.told,
        expected=expected,
    )
    return Scored(evidence, features, factor)


def _until(question: Question, statement: Statement, year: int | None) -> int:
    """The last year that ``statement`` tells of, 0 for none; who holds a role may hold it long."""
    ended = None if question.kind is Kind.PERSON else last_year(statement.text)
    return max(year or 0, ended or 0)


def _read(index: Index, asked: Asked, candidate: Candidate) -> _Reading:
    """What ``candidate`` says to the question, with what introduces it."""
    statement, place = candidate.statement, candidate.statement.place
    own_year = index.sources[place.hit.passage.source_id].year
    year = _year_before(asked.question, statement) or statement_year(
        statement.text, own_year, asked.today
    )
    named = not asked.owners or place.named or names_any(asked.names, statement.text)
    typed, above = candidate.typed, place.held
    told = None if named and typed else _introduced(asked, statement, named)
    if told is not None:
        above = asked.held(place.context | tokens_of(told.text), f"{place.heads} {told.text}")
        named, typed = True, typed or asked.wants_pole
    else:
        told = (
            _led_by(asked, statement, above)
            or _naming_it(asked, statement)
            or _opening_it(statement)
        )
    held = candidate.held
    if year is not None and year in asked.question.years:
        held = tuple(
            1.0 if concept.year == year else part
            for concept, part in zip(asked.concepts, held, strict=True)
        )
    there = _lying_there(asked, statement, [*map(max, held, above)])
    held = tuple(max(part, _NEAR * lies) for part, lies in zip(held, there, strict=True))
    before = asked.held(statement.before, "")
    missing = tuple(not (a or b or c) for a, b, c in zip(held, above, before, strict=True))
    return _Reading(year, named, typed, told, held, above, before, missing)


def _lying_there(asked: Asked, statement: Statement, said: Sequence[float]) -> list[bool]:
    """Of each concept: is it the place, not said, where the pôle that it tells of lies?"""
    if not any(where and not part for where, part in zip(asked.looked_in, said, strict=True)):
        return [False] * len(said)
    told = poles_named(statement.text, asked.cards)
    told = told or poles_named(statement.place.heads, asked.cards)
    regions = {region for card in told[:1] for region in card.regions}
    return [bool(where & regions) for where in asked.looked_in]


def _features(
    asked: Asked,
    candidate: Candidate,
    reading: _Reading,
    similarity: float,
    in_context: float,
    expected: float,
) -> Features:
    """What speaks for and against ``candidate``.

    Args:
        asked: the question.
        candidate: the statement.
        reading: what it says to the question.
        similarity: cosine between the two.
        in_context: the same, of the statement behind its heading.
        expected: likeness of the question to the nearest that it is expected to answer.
    """
    question, statement, held = asked.question, candidate.statement, reading.held
    place, text = statement.place, statement.text
    if place.named_above:  # what stands under "Décisions" is one
        held = tuple(map(max, held, place.named_above))
    missing_names = [
        concept.is_name and gone
        for concept, gone in zip(asked.concepts, reading.missing, strict=True)
    ]
    defining = question.kind is Kind.DEFINITION
    is_list = statement.is_list
    return Features(
        inside=asked.share(held),
        counted=sum(held) / max(1, len(held)),
        passage=place.hit.score,
        similarity=similarity,
        in_context=in_context,
        typed=float(reading.typed and (asked.wants_type or defining)),
        untyped=float(asked.wants_type and not reading.typed),
        recent=0.0 if aims(text, question.standalone) else _recency(question, reading.year),
        lacks_acronym=float(place.lacks_acronym),
        other_year=float(not _fits_years(question, reading.year)),
        lacks_names=asked.share(missing_names),
        headed=0.0 if is_list else min(asked.share(place.held), place.announced),
        announced=place.announced if is_list else 0.0,
        entry=float(defining and candidate.typed and is_entry(text)),
        spelt_out=float(bool(asked.letters) and spells_out(text, asked.letters)),
        enumerates=float(asked.wants_several and enumerates(text)),
        same_language=float(guess_language(text) == question.language),
        other_rank=float(not of_rank(text, asked.ranks)),
        before=asked.share([max(0.0, a - b) for a, b in zip(reading.before, held, strict=True)]),
        expected=expected,
    )


def _names_only(
    index: Index, asked: Asked, statement: Statement, features: Features, lost: Sequence[Concept]
) -> bool:
    """Does it hold nothing of what is asked about a pôle but names, and not what one stands for?

    What is very likely expected to answer a question in these words need not say them itself.
    """
    if not asked.besides or not all(concept in lost for concept in asked.besides):
        return False
    likely = features.expected >= EXPECTED and not features.untyped
    expected = likely and says_all(index, statement.text, asked.besides)
    return not (features.spelt_out or expected)


def _restates(asked: Asked, statement: Statement) -> bool:
    """Does it say only what the question says: "X est créé en 1998", asked who did?"""
    question = asked.question
    if question.kind in (Kind.OTHER, Kind.PERSON):
        return False  # nothing but yes or no, and who still holds a role, is answered so
    new = (t for t in statement.tokens - asked.words - asked.said if t[0] != "=" and len(t) > 1)
    return all(YEAR.fullmatch(t) and question.kind is not Kind.DATE for t in new)


def _denies(text: str, question: str) -> bool:
    """Does it say "not" of what is taken for granted: "n'a pas signé", asked why it did?"""
    return bool(_NOT.search(text)) and not _NOT.search(question)


def _unsaid(asked: Asked, candidate: Candidate, reading: _Reading) -> frozenset[str]:
    """The common words of the clause that asks that neither it nor what stands above it says."""
    words = zip(asked.concepts, asked.clause_words, candidate.held, reading.above, strict=True)
    return frozenset(c.word for c, asks, inside, over in words if asks and not (inside or over))


def _says(asked: Asked, candidate: Candidate) -> frozenset[str]:
    """The telling words of the clause that asks that it says, not by a paraphrase."""
    words = zip(asked.concepts, asked.clause_words, candidate.held, strict=True)
    return frozenset(
        c.word for c, asks, held in words if asks and held == 1.0 and c.weight >= _TELLING
    )


def _is_of_one(asked: Asked, statement: Statement) -> bool:
    """Does it name one pôle, and no other?"""
    return len(poles_named(statement.text, asked.cards)) == 1


def _is_of_a_call(asked: Asked, statement: Statement) -> bool:
    """Does it tell the value of one call, where that of no call or year is asked?"""
    if not asked.of_all or asked.ranks or asked.question.years:
        return False
    return not ranks_of(fold(statement.text)).keys().isdisjoint(_CALLS)


def _is_of_others(asked: Asked, statement: Statement) -> bool:
    """Does it speak of no pôle, and of bodies that the question does not name: of the SATT?"""
    asks = _OTHERS.findall(asked.question.standalone)
    others = set(_OTHERS.findall(statement.text)).difference(asks)
    return bool(others) and "pole" not in fold(statement.text)


def _is_of_another(asked: Asked, statement: Statement, lost: Sequence[Concept]) -> bool:
    """Does it leave out a name whose value is asked, or of which it may not speak: "le projet"?"""
    if any(concept in asked.whose for concept in lost):
        return True
    a_sum = asked.of_all and asked.question.kind is Kind.MONEY
    unnamed = a_sum or any(concept in asked.clause_names for concept in lost)
    return unnamed and leaves_unnamed(statement.text)


def _introduced(asked: Asked, statement: Statement, named: bool) -> Evidence | None:
    """The sentence before ``statement`` that names the pôle asked about, or the one looked for."""
    wanted = (not named and asked.owners) or asked.wants_pole
    if not wanted or names_a_pole(f"{statement.text} {statement.place.heads}", asked.cards):
        return None
    found = introduction(statement.place.hit.passage, statement.span, asked.cards)
    if found is None or (asked.owners and found.pole not in asked.owners):
        return None
    return _said_before(statement, found.text, found.span)


def _naming_it(asked: Asked, statement: Statement) -> Evidence | None:
    """The sentence before one that does not stand alone that names a pôle."""
    if stands_alone(statement.text):
        return None
    found = introduction(statement.place.hit.passage, statement.span, asked.cards)
    return None if found is None else _said_before(statement, found.text, found.span)


def _opening_it(statement: Statement) -> Evidence | None:
    """The sentence that opens the list of which it is an item."""
    found = opening(statement.place.hit.passage, statement.span, statement.text)
    return found and _said_before(statement, *found)


def _said_before(statement: Statement, text: str, span: Span) -> Evidence:
    passage = statement.place.hit.passage
    return Evidence(text, passage.source_id, span, passage.headings)


def _led_by(asked: Asked, statement: Statement, above: Sequence[float]) -> Evidence | None:
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


def _coverage(asked: Asked, inside: Sequence[float], above: Sequence[float]) -> float:
    """Share of the concepts' weight that a statement covers, its headings for a little less."""
    return asked.share([max(a, _CONTEXT_SHARE * b) for a, b in zip(inside, above, strict=True)])


def _recency(question: Question, year: int | None) -> float:
    """How new a statement is, in [0, 1]; nothing where a date or a year is asked."""
    if question.kind is Kind.DATE or question.years:
        return 0.0
    return ((year or _OLDEST) - _OLDEST) / (_NEWEST - _OLDEST)


def _fits_years(question: Question, year: int | None) -> bool:
    return not question.years or year in question.years


def _year_before(question: Question, statement: Statement) -> int | None:
    """The year asked at which the sentences before one that names no year are told."""
    if not question.years or named_years(statement.text):
        return None
    return next((year for year in question.years if str(year) in statement.before), None)
