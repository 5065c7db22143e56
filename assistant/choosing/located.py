"""Names that the documents tell otherwise: a place by its region, a region or a pôle by others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.places.gazetteer import Locality
from assistant.places.regions import load_places
from assistant.question import Question
from assistant.registry.advice import asks_advice
from assistant.understanding.asking import asked_clause
from assistant.understanding.concepts import Concept
from assistant.understanding.kinds import asks_pole
from assistant.understanding.named import name_pattern
from assistant.understanding.synonyms import alternatives
from ingest.analysis import fold, lexical_tokens
from ingest.lexical import LexicalIndex

__all__ = ["located", "looked_in"]

_REGIONS = frozenset(("région", "autre"))
_AT = re.compile(
    r"\b(?:est|sont|(?:situe|base|installe|implante)\w*|siege\w*|is|are|based|located|"
    r"headquartered)\b(?: (?:situe|base|installe|implante)\w*| based| located)? (?:a|in|at)\b"
)
"""Asks for what is in the very place."""


def located(
    concepts: tuple[Concept, ...], question: Question, lexical: LexicalIndex
) -> tuple[Concept, ...]:
    """``concepts``, each name with the others of it, an unknown place standing for its region.

    Another name of a region ("Corsica") always does; a town only where a pôle is looked for, and
    not the one that is there: what is true of a region is not true of each town.
    """
    found = load_places().find(question.standalone)
    concepts = tuple(_renamed(c, question, found) for c in concepts if not _is_for(c, question))
    if all(concept.known or not concept.is_name for concept in concepts):
        return concepts
    places = [p for p in found if _looks_around(question) or p.kind in _REGIONS]
    return tuple(
        concept if concept.known else _placed(concept, places, lexical) for concept in concepts
    )


def looked_in(question: Question, concepts: Sequence[Concept]) -> tuple[frozenset[str], ...]:
    """Of each of ``concepts``, the regions of the place that it names, where a pôle is looked for.

    One that lies there answers, whatever a statement says of the place.
    """
    around = _looks_around(question)
    found = load_places().find(question.standalone) if around else ()
    return tuple(frozenset(_regions_of(c, found) if c.is_name else ()) for c in concepts)


def _looks_around(question: Question) -> bool:
    """Is a pôle looked for, and not the one that is in the very place?"""
    asked = question.standalone
    return asks_advice(question) or (asks_pole(asked) and not _AT.search(fold(asked)))


def _regions_of(concept: Concept, places: Sequence[Locality]) -> Iterator[str]:
    word = fold(concept.word)
    return (name for p in places if word in fold(p.matched) for name in p.regions)


def _is_for(concept: Concept, question: Question) -> bool:
    """Is it whom one says to work for, where a pôle is looked for: "pour EDF, quel pôle ?"."""
    name, asked = fold(concept.word), fold(question.standalone)
    if not concept.is_name or not _looks_around(question) or name in asked_clause(asked):
        return False
    return re.search(rf"\b(?:pour|for) (?:l'|la |le |the )?{re.escape(name)}\b", asked) is not None


def _renamed(concept: Concept, question: Question, found: Sequence[Locality]) -> Concept:
    """``concept`` with the other names of the region or the pôle that it names."""
    word, asked = fold(concept.word), fold(question.standalone)
    if concept.is_name:
        for place in found:
            if word in re.split("[ ']", fold(place.matched)):
                # a part of a name of today, too: "Franche-Comté"
                names = load_places().names.names_of(place.matched) or (concept.word,)
                concept = concept.called(names)
    for card in question.poles:
        named = name_pattern(card).search(asked)
        if named and word in named[0] and concept.tokens.isdisjoint(alternatives("pol")):
            concept = concept.called(card.names)
    return concept


def _placed(concept: Concept, places: Sequence[Locality], lexical: LexicalIndex) -> Concept:
    regions = _regions_of(concept, places)
    tokens = frozenset(t for name in regions for t in lexical_tokens(name) if lexical.knows(t))
    if not tokens:
        return concept
    weight = min(lexical.rarity(token) for token in tokens)
    return replace(concept, known=True, weight=weight, near=tokens)
