"""What no document can tell, whatever the search finds: another age, words without a thing.

Every document speaks of its own years. Of one before the first or after the last of them only a
statement that names it, or a span around it, tells anything: the value of today does not. A text
that asks nothing, half of whose words no document holds, is about nothing of theirs. What others
say than the publisher asked for is shown as theirs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.choosing.choose import CERTAIN
from assistant.choosing.cite import is_said_by
from assistant.choosing.selection import Selection
from assistant.question import Question
from assistant.records import Evidence
from assistant.registry.advice import asks_advice
from assistant.understanding.asking import ASKS
from assistant.understanding.concepts import concepts_of
from assistant.understanding.dates import covers
from assistant.understanding.kinds import Kind
from assistant.understanding.source_named import named_sources
from ingest.analysis import fold
from ingest.index import Index

__all__ = ["asked_in_vain", "is_of_another_age", "within_reach", "years_of"]

_WORD_OF = re.compile(r"\b(?:selon|d'apres|croire|according)\b")
_POLE = re.compile(r"\b(?:poles?|clusters?)\b")


def within_reach(index: Index, question: Question, selection: Selection) -> Selection:
    """``selection``, with nothing shown where no document can tell what is asked."""
    shown = selection.statements
    if not shown:
        return selection
    untold = (
        not selection.listings
        and not selection.corrects
        and is_of_another_age(index, question)
        and not any(
            covers(_in_place(index, item), year) for item in shown for year in question.years
        )
    )
    if untold or (selection.confidence < CERTAIN and _says_nothing(index, question)):
        return replace(selection, statements=(), listings=(), attribution=None)
    return selection


def asked_in_vain(index: Index, question: Question, shown: Sequence[Evidence]) -> str:
    """The publisher whose word is asked for ("selon la DGE"), where others tell what is shown."""
    if not shown or not _WORD_OF.search(fold(question.standalone)):
        return ""
    for one in named_sources(question.standalone, tuple(index.sources.values())):
        theirs = (
            is_said_by(index, item.document_id, item.span, one.sources)
            or fold(one.words) in fold(_in_place(index, item))
            for item in shown
        )
        if not one.noun and not any(theirs):
            return one.words
    return ""


def is_of_another_age(index: Index, question: Question) -> bool:
    """Is every year asked before the first document, or after the last?"""
    first, last = years_of(index) if question.years else (0, 0)
    return bool(question.years) and not any(first <= year <= last for year in question.years)


def years_of(index: Index) -> tuple[int, int]:
    """The years of the first and the last document; all years where none has a date."""
    years = {source.date[:4] for source in index.sources.values()} - {""}
    return int(min(years, default=0)), int(max(years, default=9999))


def _in_place(index: Index, item: Evidence) -> str:
    """``item`` behind its title and headings."""
    return " · ".join((index.sources[item.document_id].title, *item.headings, item.text))


def _says_nothing(index: Index, question: Question) -> bool:
    asked = fold(question.standalone)
    if question.kind is not Kind.OTHER or question.poles:
        return False
    if _POLE.search(asked) or ASKS.search(asked) or asks_advice(question):
        return False  # a trade that no document names has its pôles
    concepts = concepts_of(question.standalone, index.lexical, index.cards.terms)
    known = [concept for concept in concepts if concept.known]
    return 2 * len(known) <= len(concepts) and not any(concept.is_name for concept in known)
