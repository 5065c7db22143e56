"""Questions that a heading asks already: what stands under it answers, in its order.

A page of frequent questions is written to answer them: its sections go before any search, as
long as the question asks what the heading asks, and no word more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache, partial

from assistant.question import Question
from assistant.records import Evidence
from assistant.statements.roles import of_its_time
from assistant.statements.statement import contents_of, tokens_of, vectors_of
from assistant.understanding.concepts import Concept, without_subject
from assistant.understanding.dates import covers, last_year, statement_year
from assistant.understanding.kinds import Kind, find_kind
from assistant.understanding.ranks import of_rank, ranks_of
from assistant.understanding.synonyms import FILLERS
from ingest.analysis import fold, lexical_tokens
from ingest.index import Index

__all__ = ["answered_by_heading", "is_frequent", "under_heading"]

_ASKED = 0.65
"""Least share of the question that the heading says; a paraphrase alone says .7."""
_SAID = 0.75
"""Least share of the heading that the question says."""
_RARE = 3.0
"""Weight from which a word of the question must stand in the heading: one passage in twenty."""
_NEAREST = 0.3
"""What the cosine of the two counts beside these shares, and a common kind."""
_LONGEST = 8
"""Statements of the longest section that is an answer; a longer one is a chapter."""
_SHOWN = 5
_LONG = 90
"""Characters of the longest question that one would ask."""
_POSSESSIVE = re.compile(r"\b(?:son|sa|ses|leurs?|its|his|her|their)\b")
_ASKER = re.compile(
    r"\b(?:notre|mon|ma|our|my) (association|asso|entreprise|societe|boite|structure|organisme|"
    r"groupement|company|firm|organi[sz]ation)\b"
)
"""Who asks is anyone: "comment notre association peut-elle devenir un pôle ?"."""
_POINTS = re.compile(r"\b(?:ca|cela|ils?|elles?|it|they)\b")
"""Speaks of what was said elsewhere: "ça date de quand ?"."""
_POLE = re.compile(r"\b(?:poles?|clusters?)\b")
"""Without it, "son budget" is that of somebody named before, not of any pôle."""
_POLES = frozenset(lexical_tokens("pôles")) - {"=poles"}
_PROJECT = re.compile(r"\b(?:projets?|projects?)\b")
"""The label of a project is not that of a pôle."""
_OF_THEIR_OWN = {
    kind: kind for kind in (Kind.REASON, Kind.DATE, Kind.PLACE, Kind.MONEY, Kind.COUNT)
} | {Kind.PERCENT: Kind.MONEY, Kind.DEFINITION: Kind.DEFINITION}
"""Kinds that no question of another kind asks for: why, when, where, how much, how many, what."""
_VALUES = frozenset((Kind.MONEY, Kind.PERCENT, Kind.COUNT))


def answered_by_heading(
    index: Index, question: Question, concepts: Sequence[Concept]
) -> tuple[Evidence, ...]:
    """What stands under the heading that asks ``question``; nothing when none does."""
    asked = fold(question.standalone)
    if question.as_of is not None or (_POSSESSIVE.search(asked) and not _POLE.search(asked)):
        return ()
    told_of_all = {"france", *_ASKER.findall(asked)}
    concepts = [concept for concept in concepts if fold(concept.word) not in told_of_all]
    of_project = _PROJECT.search(asked) is not None
    own, ranks = _OF_THEIR_OWN.get(question.kind), ranks_of(asked)
    fit = {
        heading: shares
        for heading in filter(is_frequent, index.asked)
        if _OF_THEIR_OWN.get(_asks(heading)) is own
        if not of_project or _PROJECT.search(fold(heading))
        if of_rank(heading, ranks)
        if min(shares := _shares(index, heading, question.standalone, concepts)) > 0
    }
    if not fit:
        return ()
    near = _nearness(index, question.standalone, list(fit))
    best = max(fit, key=lambda h: sum(fit[h]) + _NEAREST * (near[h] + (_asks(h) is question.kind)))
    return _statements(index, question, index.asked[best])


def under_heading(index: Index, question: Question) -> tuple[Evidence, ...]:
    """What stands under the heading that is ``question`` itself; nothing when none is."""
    if question.as_of is not None:
        return ()
    asked = _bare(question.standalone)
    same = (heading for heading in index.asked if _bare(heading) == asked)
    return _statements(index, question, index.asked.get(next(same, ""), ()))


def _nearness(index: Index, question: str, headings: Sequence[str]) -> dict[str, float]:
    """Cosine of ``question`` with each heading."""
    vectors = vectors_of(index.encoder, [question, *headings])
    return dict(zip(headings, (vectors[1:] @ vectors[0]).tolist(), strict=True))


@lru_cache(maxsize=2048)
def _bare(question: str) -> str:
    return fold(question).strip(" ?!.")


def is_frequent(heading: str) -> bool:
    """Is ``heading`` a question as one would ask it, not one of a consultation?"""
    return heading.endswith("?") and len(heading) <= _LONG


@lru_cache(maxsize=2048)
def _asks(heading: str) -> Kind:
    return find_kind(heading)


@lru_cache(maxsize=2048)
def _said(heading: str) -> frozenset[str]:
    """Tokens of a heading, those aside that no answer needs to hold."""
    tokens = tokens_of(without_subject(heading))
    return frozenset(token for token in tokens if token[0] != "=" and token not in FILLERS)


def _shares(
    index: Index, heading: str, question: str, concepts: Sequence[Concept]
) -> tuple[float, float]:
    """Shares of the question that the heading says, and the reverse; (0, 0) where either lacks."""
    said = _said(heading)
    weight = sum(concept.weight for concept in concepts)
    asked = sum(concept.weight * concept.covered(said) for concept in concepts)
    if not weight or asked < _ASKED * weight:
        return 0.0, 0.0
    if any((c.weight >= _RARE or _is_elsewhere(c)) and not c.covered(said) for c in concepts):
        return 0.0, 0.0  # it is about something else: a scheme, a place, a body
    own = [concept for concept in concepts if not concept.tokens.isdisjoint(said)]
    phrases = [c for c in concepts if not c.word.isalnum() and c.covered(said)]  # meant whole
    if len(concepts) > 1 and all(concept.tokens >= _POLES for concept in (*own, *phrases)):
        return 0.0, 0.0  # "qui évalue les pôles ?" shares with "qui finance…" nothing but them
    meant = tokens_of(question).union(*(concept.tokens | concept.near for concept in concepts))
    named = phrases and (own or not _POINTS.search(fold(question)))
    if len(concepts) == 1 and not (said - _POLES if named else said) <= meant:
        return 0.0, 0.0  # "Et le montant ?" names nothing, "combien coûte l'adhésion ?" does
    if any(token.isdigit() for token in said - meant):
        return 0.0, 0.0  # of a year, or a number, that the question does not name
    whole = sum(map(index.lexical.rarity, said))
    told = sum(map(index.lexical.rarity, said & meant))
    return (asked / weight, told / whole) if told >= _SAID * whole else (0.0, 0.0)


def _is_elsewhere(concept: Concept) -> bool:
    """Does it name a body, or a place: Europe?"""
    return concept.is_acronym or (concept.is_name and concept.word.isalpha())


def _statements(index: Index, question: Question, rows: Sequence[int]) -> tuple[Evidence, ...]:
    """What stands in these passages; of a role in some years, only what tells of them."""
    today = datetime.now(UTC).year
    found = [
        Evidence(
            text=text,
            document_id=passage.source_id,
            span=span,
            headings=passage.headings,
            year=statement_year(text, index.sources[passage.source_id].year, today),
        )
        for passage in index.store.passages(rows).values()
        for text, span, *_ in contents_of(passage).statements
    ]
    shown = tuple(found[:_SHOWN]) if len(found) <= _LONGEST else ()
    if not question.years:
        return shown
    if question.kind in _VALUES and not _is_over(found, question.years, today):
        then = [e for e in found if e.year in question.years]
        told = (e for e in found if any(map(partial(covers, e.text), question.years)))
        shown = tuple(then or told)  # the value of another year is no answer
    return of_its_time(question, shown)


def _is_over(found: Sequence[Evidence], years: Sequence[int], today: int) -> bool:
    """Do the years asked come after all that is told, so that what it was answers: of the FUI?"""
    last = max((max(e.year or 0, last_year(e.text) or 0) for e in found), default=today)
    return last < min(years) <= today
