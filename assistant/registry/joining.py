"""How one joins a pôle: what its record says of it, else what holds of all, and its website."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.question import Question
from assistant.records import Evidence
from assistant.registry.frequent import answered_by_heading, under_heading
from assistant.registry.pole_facts import value_stated
from assistant.statements.record_statements import record_statements
from assistant.understanding.beside import rest_of
from assistant.understanding.concepts import concepts_of
from assistant.understanding.pole_fields import FIELDS
from ingest.analysis import fold
from ingest.index import Index

__all__ = ["how_to_join", "joining_any"]

_TOLD = 3
_JOINING = re.compile(r"\b(?:adher\w*|adhesion\w*|cotis\w*|rejoindre|join\w*|membership)\b")


def how_to_join(index: Index, question: Question) -> tuple[Evidence, ...]:
    """Statements that tell how to join the one pôle named; none when anything else is asked."""
    field = FIELDS["joining"]
    if len(question.poles) != 1 or not field.asked_in(rest_of(question)):
        return ()
    card = question.poles[0]
    own = [item for item in record_statements(index, card) if field.told_in(item.text, card)]
    if own:
        return tuple(own[:_TOLD])
    # The frequent question that asks the same of no pôle by name holds of every one.
    heading = next((one for one in index.asked if field.asked_in(fold(one))), "")
    of_all = under_heading(index, replace(question, standalone=heading))[:1]
    return (*of_all, *value_stated(index, card, "website", question)) if of_all else ()


def joining_any(index: Index, question: Question) -> tuple[Evidence, ...]:
    """What joining any pôle takes; none where ``question`` names one, or asks anything else."""
    if question.poles or not _JOINING.search(fold(question.text)):
        return ()
    concepts = concepts_of(question.standalone, index.lexical, index.cards.terms)
    return answered_by_heading(index, question, concepts)
