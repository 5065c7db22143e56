"""Which pôles, or how many, a woman presides or directs: only what a text says of women.

No record tells who is a woman, and no first name is read as one: a statement about women answers,
or the answer says that nothing tells.
"""

from __future__ import annotations

import re
from operator import itemgetter

from assistant.question import Question
from assistant.records import Evidence
from assistant.registry.listing import Listing
from assistant.registry.pole_facts import value_stated
from assistant.retrieve import search
from assistant.statements.statement import contents_of
from assistant.texts import text_for
from assistant.understanding.named import poles_named
from ingest.analysis import fold
from ingest.index import Index
from ingest.store import Filters

__all__ = ["asks_of_women", "headed_by_women"]

_WOMEN = r"femmes?|wom[ae]n|feminin\w*|females?|chairwom[ae]n"
_ASKS = re.compile(
    rf"\b(?:{_WOMEN}|hommes?|m[ae]n)\b|"
    r"\b(?:une|des|de|d'une|les) (?:presidente|directrice|dirigeante)s?\b"
)
_OF_MEN = re.compile(r"\b(?:hommes?|m[ae]n|directrices?)\b")
"""Asks for what no statement about presidents who are women tells."""
_OF_HEADS = re.compile(
    r"\b(?:presid\w*|dirig\w*|direct\w*|tete|head\w*|chair\w*|le[ad]d?\w*|run)\b"
)
_POLES = re.compile(r"\b(?:poles|clusters|(?:un|quel|a|which) (?:pole|cluster))\b")
_TELLS = re.compile(rf"\b(?:{_WOMEN})\b|(?<! et )\bpresidentes\b(?! de france)")
_SOUGHT = "Quels pôles sont présidés par une femme ? présidentes"
_READ = 24
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def asks_of_women(question: Question) -> bool:
    """Does it ask which pôles, or how many, have a woman at their head?"""
    asked = fold(question.standalone)
    every = (_ASKS, _OF_HEADS, _POLES)
    return not question.poles and all(pattern.search(asked) for pattern in every)


def headed_by_women(
    index: Index, question: Question, filters: Filters
) -> tuple[tuple[Evidence, ...], Listing]:
    """The newest statement that tells which presidents of pôles are women, and these pôles.

    Each pôle with the sentence of its record that names its president; no pôle unless each has
    one. Without such a statement, what is said instead.
    """
    told = () if _OF_MEN.search(fold(question.standalone)) else _told(index, question, filters)
    if not told:
        return (), Listing("", (), text_for("no_gender", question.language))
    poles = [card for card in poles_named(told[0].text, index.cards.poles) if card.labelled]
    rows = [
        (card, item)
        for card in poles
        for fact in [f for f in card.facts if f.field == "president" and f.value in told[0].text]
        for item in value_stated(index, card, "president", question, [fact])
        if fact.value in item.text
    ]
    if len(rows) < len(poles):
        return told, Listing("", ())
    one, many = text_for("list_women", question.language).split("|")
    listing = Listing(many if len(rows) > 1 else one, tuple(rows))
    return (*(item for _, item in rows), *told), listing


def _told(index: Index, question: Question, filters: Filters) -> tuple[Evidence, ...]:
    years = set(map(str, question.years))
    found = [
        (max(_YEAR.findall(text), default=""), Evidence(text, source, span, hit.passage.headings))
        for hit in search(index, _SOUGHT, _READ, filters, weight=0.0).hits  # its words alone
        for source in (hit.passage.source_id,)
        for text, span, *_ in contents_of(hit.passage).statements
        if _TELLS.search(fold(text))
        and re.search(r"\bpresid", fold(text))
        and re.search(r"\b(?:poles?|clusters?|signataires|afpc)\b", fold(text))
        and (not years or years.intersection(_YEAR.findall(text)))
    ]
    return tuple(item for _, item in sorted(found, key=itemgetter(0), reverse=True)[:1])
