"""The values of a fact of a pôle in a phase, at its beginning, or one after the other.

"Qui présidait X pendant la phase IV ?", "combien de membres à ses débuts ?", "les présidents
successifs de X": from the dated values of its record, each shown by the statement that gives it.
Where the record knows none of that time, no value of another time is shown instead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.question import Question
from assistant.records import Evidence
from assistant.registry.card_values import dated_values, latest_number
from assistant.registry.pole_facts import value_stated
from assistant.statements.record_statements import has_record, naming
from assistant.understanding.moments import moment_of
from assistant.understanding.pole_fields import FIELDS, ROLES, fields_asked, plain
from ingest.analysis import fold
from ingest.cards import CardFact
from ingest.index import Index

__all__ = ["values_then"]

_PHASE = re.compile(
    r"\b(?:(?:pendant|durant|lors de|au cours de|a l'epoque de|du temps de|en|sous|dans|during|in)"
    r"(?: la| the)? )?phase (?:\d|[ivx]{1,4})\b"
)
_FIRST = re.compile(
    r"\b(?:a ses (?:tout )?(?:premiers )?debuts|au (?:tout )?(?:debut|depart)|"
    r"a (?:sa|la) (?:creation|naissance|fondation)|a (?:l'origine|son lancement)|initially|"
    r"at (?:first|the (?:start|beginning|outset))|"
    r"when it (?:was (?:founded|created)|started|began))\b"
)
_ALL = re.compile(r"\bsuccessi(?:fs|ves?)\b")
_ALL_WERE = re.compile(r"\b(?:quels|quelles|qui) ont ete (?:tous |toutes )?(?=les?\b)")
_OPENS = re.compile(
    rf"{_FIRST.pattern}|\bpeu apres (?:le label|sa creation)|"
    r"\b(?:demarre|debute|commence|starts|started|began) (?:avec|with)\b"
)
_SOON = 1
"""Years from its creation to a value that is still of its beginning."""


def values_then(index: Index, question: Question) -> tuple[Evidence, ...] | None:
    """The statements of the values asked for; None when no such time is asked of one pôle.

    Empty when the record does not say.
    """
    card = question.poles[0] if len(question.poles) == 1 else None
    if card is None or question.as_of or question.years or not has_record(index, card):
        return None
    asked = fold(question.standalone)
    which = next((p for p in (_PHASE, _FIRST, _ALL, _ALL_WERE) if p.search(asked)), None)
    if which is None:
        return None
    without = replace(question, standalone=" ".join(which.sub(" ", asked).split()))
    names = [field.name for field in fields_asked(without) if field.changes]
    name = next((name for name in names if dated_values(card, name)), "")
    if not name or (which in {_ALL, _ALL_WERE} and name not in ROLES):
        return None
    rows = dated_values(card, name)
    if which is _FIRST:
        return _at_first(index, question, name, rows)
    if which is _PHASE:
        moment = moment_of(which.search(asked)[0])  # type: ignore[index]
        rows = [r for r in rows if moment and moment.first <= int(r.as_of[:4]) <= moment.last]
    else:
        rows = rows[::-1]
    return _stated(index, question, name, rows)


def _stated(
    index: Index, question: Question, name: str, rows: Sequence[CardFact]
) -> tuple[Evidence, ...]:
    """For each value, the statement that gives it, if the record has one."""
    found = [
        item
        for row in rows
        for item in value_stated(index, question.poles[0], name, question, [row])
        if plain(row.value) in plain(item.text)
    ]
    return tuple({item.text: item for item in found}.values())


def _at_first(
    index: Index, question: Question, name: str, rows: Sequence[CardFact]
) -> tuple[Evidence, ...]:
    """The statement that says so, or that of a value of the year of its creation."""
    card, field = question.poles[0], FIELDS[name]
    said = [
        item
        for item in naming(index, card)
        if _OPENS.search(fold(item.text)) and field.stated_in(item.text)
    ]
    created = latest_number(card, "created")
    soon = [row for row in rows if created and int(row.as_of[:4]) <= created + _SOON]
    found = _stated(index, question, name, soon[-1:])
    return found or tuple(sorted(said, key=lambda item: item.year or 0)[:1])
