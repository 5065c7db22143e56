"""Whose value a question asks for: the names in the clause that asks. Pure.

"De 2009 à 2011, combien Limagrain versait-il à Céréales Vallée ?" asks what Limagrain gave: a
statement of the State's aid is about another thing. A name beside ("ePERFECT, le projet d'Asygn,
c'est quel budget ?", "avant le Covid, combien…") only says more of what is named already.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.data import sections
from assistant.places.regions import load_places
from assistant.question import Question
from assistant.understanding.asking import asked_clause
from assistant.understanding.concepts import Concept
from assistant.understanding.kinds import Kind, asks_pole
from assistant.understanding.named import name_pattern
from ingest.analysis import fold, lexical_tokens

__all__ = ["besides", "clause_names", "clause_words", "whose"]

_NUMERIC = frozenset({Kind.MONEY, Kind.PERCENT, Kind.COUNT, Kind.DATE})
_UNTYPED = frozenset({Kind.OTHER, Kind.REASON, Kind.NAME})
_EMPTY, _UNSAID = (
    frozenset(lexical_tokens(" ".join(sections("synonyms.txt")[name])))
    for name in ("empty", "unsaid")
)
"""Words that tell nothing of the thing asked, and those that what answers seldom says."""
_FEW = 4
"""Concepts of a question that says little besides its place."""
_FREE = frozenset({Kind.DEFINITION, Kind.OTHER, Kind.REASON})
"""Kinds that a statement answers without each name: so does one that corrects a false premise."""
_SUMS = frozenset({Kind.MONEY, Kind.PERCENT})
"""Kinds whose value is somebody's: it is told with every rare name."""
_TELLING = 2.5
"""Weight from which a name in the clause that asks must be told: eight passages in a hundred."""
_RARE = 4.5
"""Weight from which a name is rare: one or two passages in a hundred hold it."""


def whose(kind: Kind, question: str, concepts: Sequence[Concept]) -> tuple[Concept, ...]:
    """The names that a statement must tell to be of what a question of ``kind`` asks."""
    if kind in _FREE:
        return ()
    first = fold(question).lstrip(" «\"'")
    least = _TELLING if kind in _NUMERIC else _RARE
    names = (
        concept
        for concept in clause_names(question, concepts)
        if concept.weight >= least and not first.startswith(fold(concept.word))
    )
    rare = _rare_names(concepts) if kind in _SUMS else ()
    return tuple(dict.fromkeys([*names, *rare]))


def clause_names(question: str, concepts: Sequence[Concept]) -> tuple[Concept, ...]:
    """The known names in the clause that asks."""
    clause = asked_clause(question)
    return tuple(
        concept
        for concept in concepts
        if concept.is_name and concept.known and concept.word[:1].isupper()
        if fold(concept.word) in clause
    )


def clause_words(question: str, concepts: Sequence[Concept]) -> tuple[bool, ...]:
    """Of each concept: is it in the clause that asks, and no name?"""
    clause = asked_clause(question)
    return tuple(not concept.is_name and fold(concept.word) in clause for concept in concepts)


def _rare_names(concepts: Sequence[Concept]) -> list[Concept]:
    """Rare names by their form too: "REEV", "Go4Cosmetics"."""
    formed = (c for c in concepts if c.is_acronym or re.search(r"[^\W\d]\d", c.word))
    return [c for c in formed if c.known and c.weight >= _RARE]


def besides(question: Question, concepts: Sequence[Concept]) -> tuple[Concept, ...]:
    """What a question says of the one pôle, or only of the one place, that it names.

    "Est-ce que Cap Digital ferme le vendredi ?", "les plages près de Brest": a statement that holds
    the name alone tells nothing of that. "Quel rôle a Limagrain à Hippolia ?" is told by what names
    Limagrain too: of words that answers seldom say, the rarest other name is asked in their stead.
    A question of a type of thing is another matter: the type may be all it says.
    """
    if question.kind not in _UNTYPED or asks_pole(question.standalone):
        return ()
    places = [fold(place.matched) for place in load_places().find(question.standalone)]
    names = [c for c in concepts if c.is_name and not any(fold(c.word) in p for p in places)]
    of_place = len(places) == 1 and not names and len(concepts) <= _FEW
    if len(question.poles) != 1 and (question.poles or not of_place):
        return ()
    folded = fold(question.standalone)
    found = (m[0] for card in question.poles for m in name_pattern(card).finditer(folded))
    named = " ".join((*found, "poles", "clusters", *(() if question.poles else places)))
    others = [c for c in concepts if not c.year and fold(c.word) not in named]
    names = [c for c in others if c.is_name or any(fold(c.word) in place for place in places)]
    words = [c for c in others if c not in names and not _is_of(_EMPTY, c)]
    rarest = names and [max(names, key=lambda c: c.weight)]  # "travaille-t-il avec l'Inrae ?"
    if question.kind is Kind.REASON:  # what happened is all it says
        return tuple(words or rarest)
    return tuple([c for c in words if not _is_of(_UNSAID, c)] or rarest or words)


def _is_of(words: frozenset[str], concept: Concept) -> bool:
    """Is the concept, as typed, one of ``words`` (stems), or several of them?"""
    return words.issuperset(lexical_tokens(concept.word))
