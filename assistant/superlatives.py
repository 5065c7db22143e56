"""The first of all: which pôles have the most members, which region the most pôles.

Both come from the records: of each labelled pôle the latest known number of members, with its own
date and perimeter; of each region its labelled pôles. Of any other superlative the records know
nothing, and a statement answers it only if it tells a rank itself.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import islice

from assistant.kinds import Kind
from assistant.listing import Listing, listing_of
from assistant.pole_facts import latest_number, value_stated
from assistant.question import Question
from assistant.record_statements import record_statements
from assistant.records import Evidence
from ingest.analysis import STOP_WORDS, fold
from ingest.cards import PoleCard
from ingest.index import Index

__all__ = ["first_poles", "first_region", "tells_rank"]

_SUPERLATIVE = (
    r"\b(?:le|la|les) (?:\w+ )?(?:plus|moins)\b|\bthe (?:most|least|fewest|\w+est)\b|"
    r"\b(?:most|fewest|biggest|largest|smallest|oldest|newest)\b"
)
_LEAST = re.compile(r"\b(?:moins|petite?s?|fewest|least|smallest)\b")
_POLE = r"(?:poles?|clusters?)"
_ASKS_POLE = re.compile(
    r"(?:\b(?:quels?|which|what|lequel|lesquels)\b|^\W*(?:top\b|les?\b)?)\W*(?:(?:est|sont|etait|is|"
    r"are|was|des?|le|la|les|the|plus|moins|most|\w+est|gros|grands?|petits?|importants?|anciens?|"
    rf"vieux|trois|cinq|three|five|\d+)\W+)*{_POLE}\b"
)
_ASKS_REGION = re.compile(r"\b(?:quelles?|which|what) regions?\b")
_RANK = re.compile(
    rf"{_SUPERLATIVE}|\b(?:premiere?s?|first|second|\w+ieme) (?:{_POLE}|regions?|rang)\b|"
    r"\brang\b|\brank\w*|\brecord\b|\bleader\b|\bclassee?s? (?:premi|second|\d)"
)
_PLAIN = frozenset(
    """
    quel quels quelle quelles lequel lesquels which what has have a ont compte comptent reunit
    federe rassemble regroupe plus moins most fewest least grand grands gros petit petits important
    importants biggest largest smallest nombre number membre membres adherent adherents members pole
    poles cluster clusters competitivite competitiveness france francais french region regions top
    trois cinq trois 3 5 10 two three five label labellise labellises actuel actuels aujourd hui
    today now classement taille size selon terme termes terms there accueille abrite total sont est
    """.split()
)
"""Words of a question that asks for nothing but the first by members, or by pôles."""
_WORD = re.compile(r"[^\W_]+")
_ROUNDED = re.compile(r"\b(?:vingt|trent|quarant|cinquant|soixant|cent)aine\b")
_MEMBERS = re.compile(r"\b(?:membres?|adherents?|members?)\b")
_SHOWN = 3


def first_poles(index: Index, question: Question) -> tuple[tuple[Evidence, ...], int]:
    """Statements of the three labelled pôles with the most members, the first one first.

    With how many records give a number. Nothing when something else is asked, or when the records
    of those pôles are not in the index.
    """
    asked = fold(question.standalone)
    if not _asks_first(question) or not _ASKS_POLE.search(asked) or _ASKS_REGION.search(asked):
        return (), 0
    known = [
        (number, card)
        for card in index.cards.poles
        if card.labelled and (number := latest_number(card, "members")) is not None
    ]
    known.sort(key=lambda row: row[0], reverse=not _LEAST.search(asked))
    first = (card for _, card in known[:_SHOWN])
    found = tuple(e for card in first for e in _members(index, card, question))
    return (found, len(known)) if len(found) == _SHOWN else ((), 0)


def _members(index: Index, card: PoleCard, question: Question) -> tuple[Evidence, ...]:
    """The statement of the latest number of members, in figures or as "une centaine"."""
    rounded = (
        item
        for item in record_statements(index, card)
        if _ROUNDED.search(said := fold(item.text)) and _MEMBERS.search(said)
    )
    stated = value_stated(index, card, "members", question, 1)
    return stated or tuple(islice(rounded, 1))


def first_region(index: Index, question: Question) -> tuple[str, Listing | None]:
    """The one region with the most labelled pôles, or the fewest, and these pôles."""
    asked = fold(question.standalone)
    if not _asks_first(question) or not _ASKS_REGION.search(asked):
        return "", None
    labelled = [card for card in index.cards.poles if card.labelled]
    counts = Counter(region for card in labelled for region in card.regions)
    if not counts:
        return "", None
    extreme = (min if _LEAST.search(asked) else max)(counts.values())
    region, *others = [region for region, count in counts.items() if count == extreme]
    if others:
        return "", None
    cards = [card for card in labelled if region in card.regions]
    return region, listing_of(index, cards, (region,), ())


@lru_cache(maxsize=8192)
def tells_rank(question: str, statement: str) -> bool:
    """Does ``statement`` tell a rank, where ``question`` asks which pôle or region comes first?"""
    asked = fold(question)
    of_poles = _ASKS_POLE.search(asked) or (_ASKS_REGION.search(asked) and re.search(_POLE, asked))
    if not of_poles or not re.search(_SUPERLATIVE, asked):
        return True
    return _RANK.search(fold(statement)) is not None


def _asks_first(question: Question) -> bool:
    if question.poles or question.years or question.as_of or question.kind is Kind.COUNT:
        return False
    asked = fold(question.standalone)
    words = set(_WORD.findall(asked)) - STOP_WORDS
    return re.search(_SUPERLATIVE, asked) is not None and words <= _PLAIN
