"""Whether a pôle is where a question says: "Minalogic est-il en Bretagne ?", "X est basé à Lyon ?".

What is shown is a statement of its record that names the place, or the one that says where its
seat is.
"""

from __future__ import annotations

import re

from assistant.places.regions import load_places
from assistant.question import Question
from assistant.records import Evidence
from assistant.registry.pole_facts import value_stated
from assistant.statements.record_statements import naming
from assistant.understanding.beside import rest_of, typed_beside, words_of
from assistant.understanding.kinds import Kind
from assistant.understanding.named import name_pattern
from assistant.understanding.pole_fields import COVERS, SITED
from ingest.analysis import fold
from ingest.index import Index

__all__ = ["pole_place"]

_SITED = rf"{SITED}|{COVERS}"
_BEING = re.compile(rf"{_SITED}|trouve\w*|localis\w*|bien|vraiment|really|region\w*|ville|city")
"""Words of a question that asks whether a pôle is somewhere, and nothing more."""
_ASKED = frozenset({Kind.OTHER, Kind.NAME})


def pole_place(index: Index, question: Question) -> tuple[Evidence, ...]:
    """Statements that say whether the one pôle named is at the one place named; else none.

    The seat, and a statement that places the pôle there; of a region, that one first.
    """
    if len(question.poles) != 1 or question.kind not in _ASKED or question.years:
        return ()
    card, rest = question.poles[0], rest_of(question)
    places = load_places().find(typed_beside(question))
    words = words_of(rest.replace(fold(places[0].matched), " ")) if len(places) == 1 else [""]
    if not all(map(_BEING.fullmatch, words)):
        return ()
    place = places[0]
    there = rf"{re.escape(fold(place.matched))}(?![\w-])"
    word = re.compile(rf"(?<![\w-]){there}")
    inside = re.compile(rf"\b(?:en|dans|in) (?:la |le |l')?(?:region )?{there}")
    pattern = name_pattern(card)
    named = [e for e in naming(index, card) if word.search(pattern.sub(" ", fold(e.text)))]
    seat = value_stated(index, card, "seat", question)
    sited = [item for item in named if re.search(rf"\b(?:{_SITED})\b", fold(item.text))]
    if not sited and place.kind != "commune" and set(place.regions) & set(card.regions):
        sited = [item for item in named if inside.search(fold(item.text))] or named
    best = sorted(sited, key=lambda item: item.year or 0)[-1:]
    return (*seat, *best) if place.kind == "commune" else (*best, *seat)
