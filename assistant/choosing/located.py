"""Places that no document names, understood through the region they lie in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.places.gazetteer import Locality
from assistant.places.regions import load_places
from assistant.question import Question
from assistant.registry.advice import asks_advice
from assistant.understanding.concepts import Concept
from assistant.understanding.kinds import asks_pole
from ingest.analysis import fold, lexical_tokens
from ingest.lexical import LexicalIndex

__all__ = ["located"]

_REGIONS = frozenset(("région", "autre"))
_AT = re.compile(
    r"\b(?:est|sont|(?:situe|base|installe|implante)\w*|siege\w*|is|are|based|located|"
    r"headquartered)\b(?: (?:situe|base|installe|implante)\w*| based| located)? (?:a|in|at)\b"
)
"""Asks for what is in the very place."""


def located(
    concepts: tuple[Concept, ...], question: Question, lexical: LexicalIndex
) -> tuple[Concept, ...]:
    """``concepts``, an unknown place among them standing for its region.

    Another name of a region ("Corsica") always does; a town only where a pôle is looked for, and
    not the one that is there: what is true of a region is not true of each town.
    """
    if not any(map(_may_be_place, concepts)):
        return concepts
    towns = asks_advice(question) or (
        asks_pole(question.standalone) and not _AT.search(fold(question.standalone))
    )
    found = load_places().find(question.standalone)
    places = [place for place in found if towns or place.kind in _REGIONS]
    return tuple(
        _placed(concept, places, lexical) if _may_be_place(concept) else concept
        for concept in concepts
    )


def _may_be_place(concept: Concept) -> bool:
    """An unknown name, or an acronym: documents that know "PACA" may write the region's name."""
    return concept.is_name and (concept.is_acronym or not concept.known)


def _placed(concept: Concept, places: Sequence[Locality], lexical: LexicalIndex) -> Concept:
    word = fold(concept.word)
    regions = (name for p in places if word in fold(p.matched) for name in p.regions)
    tokens = frozenset(t for name in regions for t in lexical_tokens(name) if lexical.knows(t))
    if not tokens:
        return concept
    if concept.known:
        return replace(concept, near=concept.near | {max(tokens, key=lexical.rarity)})
    weight = min(lexical.rarity(token) for token in tokens)
    return replace(concept, known=True, weight=weight, near=tokens)
