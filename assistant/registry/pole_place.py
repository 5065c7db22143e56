"""Whether a pôle is where a question says: "Minalogic est-il en Bretagne ?", "X est basé à Lyon ?".

What is shown is a statement of its record that names the place, or the one that says where its
seat is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.places.gazetteer import Locality
from assistant.places.regions import load_places
from assistant.question import Question, guess_language
from assistant.records import Evidence
from assistant.registry.card_values import dated_values
from assistant.registry.pole_facts import value_stated
from assistant.statements.record_statements import naming
from assistant.understanding.beside import rest_of, typed_beside, words_of
from assistant.understanding.kinds import Kind
from assistant.understanding.named import name_pattern
from assistant.understanding.pole_fields import COVERS, SITED
from ingest.analysis import fold
from ingest.cards import PoleCard
from ingest.index import Index

__all__ = ["pole_place"]

_OFFICES = r"sites?|antennes?|bureaux?|agences?|locaux|offices?|etablissements?|implantations?"
_SITED = rf"{SITED}|{COVERS}|etabli\w*|{_OFFICES}"
_BEING = re.compile(
    rf"{_SITED}|trouve\w*|localis\w*|bien|vraiment|really|region\w*|ville|city|toujours|encore|still|"
    r"possede|dispose|ouvert\w*|has|have|il|elle|ca|c|a|t|ou|or"
)
"""Words of a question that asks whether a pôle is somewhere, and nothing more."""
_ASKED = frozenset({Kind.OTHER, Kind.NAME, Kind.PLACE})
_CHOICE = 2
"""Places between which a question may ask to choose."""


def pole_place(index: Index, question: Question) -> tuple[Evidence, ...]:
    """Statements that say whether the one pôle named is at the place named, or at which of two.

    A statement that places the pôle there, and its seat; where none does, where its offices are.
    """
    if len(question.poles) != 1 or question.kind not in _ASKED or question.years:
        return ()
    card, rest = question.poles[0], rest_of(question)
    places = load_places().find(typed_beside(question))
    for place in places:
        rest = rest.replace(fold(place.matched), " ")
    if not 0 < len(places) <= _CHOICE or not all(map(_BEING.fullmatch, words_of(rest))):
        return ()
    seat = value_stated(index, card, "seat", question)
    placing = _placing(index, card, question, places)
    best = placing[:1]
    return (*seat, *best) if set(seat) & set(placing) else (*best, *seat)


def _placing(
    index: Index, card: PoleCard, question: Question, places: Sequence[Locality]
) -> list[Evidence]:
    """Statements of the record that place the pôle there, else at its offices; the best first."""
    there = rf"(?<![\w-])(?:{'|'.join(re.escape(fold(p.matched)) for p in places)})(?![\w-])"
    regions = {region for place in places if place.kind != "commune" for region in place.regions}
    sites = "|".join(re.escape(fold(row.value)) for row in dated_values(card, "sites"))
    said, name = naming(index, card), name_pattern(card)

    def holding(pattern: str) -> list[Evidence]:
        found = re.compile(pattern)
        return [item for item in said if found.search(name.sub(" ", fold(item.text)))]

    def fitness(item: Evidence) -> tuple[int, bool, int]:
        spoken = guess_language(item.text) == question.language
        return len(set(shown.findall(fold(item.text)))), spoken, item.year or 0

    shown = re.compile(rf"\b(?:{sites})\b" if sites else there)
    sited = holding(rf"\b(?:{_SITED})\b.*{there}")
    if not sited and regions & set(card.regions):
        inside = rf"\b(?:en|dans|in) (?:la |le |l')?(?:region )?{there}"
        sited = holding(inside) or holding(there)
    elif not sited and sites:
        sited = holding(rf"\b(?:{_OFFICES})\b.*\b(?:{sites})\b")
    return sorted(sited, key=fitness, reverse=True)
