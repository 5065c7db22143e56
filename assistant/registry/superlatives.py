"""Which comes first: the pôle with the most members, the oldest one, the region with most pôles.

All come from the records: of each pôle the latest known number of members or the year of its
creation, with its own date and perimeter; of each region its labelled pôles. Those compared are all
labelled pôles, those of a region or of a theme, or the pôles that the question names. Of any other
superlative the records know nothing, and a statement answers it only if it tells a rank itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from operator import itemgetter

from assistant.question import Question
from assistant.records import Evidence
from assistant.registry.listing import Listing, among, region_list
from assistant.registry.pole_facts import dated_values, latest_number, value_stated
from assistant.understanding.beside import rest_of
from assistant.understanding.kinds import Kind
from ingest.analysis import STOP_WORDS, fold
from ingest.cards import PoleCard
from ingest.index import Index

__all__ = ["Ranking", "first_region", "ranking", "tells_rank"]

_SUPERLATIVE = (
    r"\b(?:le|la|les) (?:\w+ )?(?:plus|moins)\b|\bthe (?:most|least|fewest|\w+est)\b|"
    r"\b(?:most|fewest|biggest|largest|smallest|oldest|newest)\b"
)
_COMPARATIVE = re.compile(
    rf"{_SUPERLATIVE}|\b(?:plus|moins|more|less|fewer|bigger|larger|smaller|older|younger|newer)\b|"
    r"\b(?:premier|premiere|avant|first|before|d'abord)\b"
)
_LEAST = re.compile(r"\b(?:moins|petite?s?|fewe\w+|less|least|small\w+)\b")
_OF_AGE = re.compile(
    r"\b(?:ancien\w*|vieux|vieil\w*|agee?s?|jeunes?|recent\w*|old\w*|young\w*|new\w*)\b|"
    r"\b(?:cree|fonde|nee?|created|founded|established)\b"
)
_YOUNGEST = re.compile(r"\b(?:jeunes?|recent\w*|young\w*|new\w*|dernier\w*|last)\b")
_ALTERNATIVES = re.compile(
    r"\b(?:lequel|laquelle|which(?: one)?|qui|who)\b.*\b(?:plus|moins|most|least|\w+er|\w+est)\b.*"
    r"\b(?:ou|or|entre|between|des deux|of the two)\b"
)
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
    bigger larger smaller more fewer less deux two than one adhesions grosse grande
    """.split()
)
"""Words of a question that asks for nothing but the first by members, or by pôles."""
_OF_ITS_AGE = frozenset(
    """
    ancien anciens ancienne vieux vieille vieil age agee jeune jeunes recent recente recents old
    older oldest young younger youngest new newer newest cree creee fonde fondee ne nee created
    founded established premier premiere first avant before date creation d abord dernier derniere
    last doyen
    """.split()
)
_SIZE = re.compile(
    r"\b(?:membres?|adherents?|members?|gros\w*|grande?s?|petite?s?|importants?|bigg\w+|larg\w+|"
    r"small\w+|taille|size)\b"
)
_WORD = re.compile(r"[^\W_]+")
_SHOWN = 3
_TWO = 2
_TIED = 5
"""Most pôles that come first together."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Statements of the pôles that come first, the first one first.

    Attributes:
        statements: none when a record that is needed does not tell.
        by: "members" or "created".
        among: how many records give a value.
        notes: how the places and themes that say among which pôles were understood.
    """

    statements: tuple[Evidence, ...] = ()
    by: str = "members"
    among: int = 0
    notes: tuple[str, ...] = ()


def ranking(index: Index, question: Question) -> Ranking | None:
    """Which pôles come first by members or by age; None when something else is asked.

    Of those that the question names, all; of a region, of a theme or of all labelled ones, the
    three first, and those that are equal to the first.
    """
    if question.years or question.as_of or question.kind is Kind.COUNT:
        return None
    return _compared(index, question) if question.poles else _first(index, question)


def _compared(index: Index, question: Question) -> Ranking | None:
    asked = rest_of(question)
    if len(question.poles) < _TWO or not _COMPARATIVE.search(asked):
        return None
    if not (by := _measure(asked)):
        return Ranking() if _ALTERNATIVES.search(asked) else None
    known = _ordered(question.poles, by, asked)
    stated = _stated(index, question, by, (card for _, card in known))
    whole = stated and len(known) == len(question.poles)
    return Ranking(stated, by, len(known)) if whole else Ranking()


def _first(index: Index, question: Question) -> Ranking | None:
    text = question.standalone
    asked = fold(text)
    if not re.search(_SUPERLATIVE, asked):
        return None
    cards, spans, notes = among(index, question)
    for start, end in spans:
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    if _ASKS_REGION.search(asked) or not _ASKS_POLE.search(fold(text)):
        return None
    if not (by := _measure(fold(text))):
        return None
    known = _ordered(cards, by, asked)
    tied = sum(value == known[0][0] for value, _ in known)
    if not known or tied > _TIED:
        return None
    first = (card for _, card in known[: max(_SHOWN, tied)])
    stated = _stated(index, question, by, first)
    return Ranking(stated, by, len(known), notes) if stated else None


def _stated(
    index: Index, question: Question, by: str, cards: Iterable[PoleCard]
) -> tuple[Evidence, ...]:
    """The statements of the latest value of each of ``cards``, none where one is not stated."""
    values = ((card, dated_values(card, by)[:1]) for card in cards)
    found = [value_stated(index, card, by, question, rows) for card, rows in values]
    return tuple(chain.from_iterable(found)) if all(found) else ()


def _measure(asked: str) -> str:
    """By what ``asked`` ranks pôles: "members", "created", "" for anything else, or more."""
    words = set(_WORD.findall(asked)) - STOP_WORDS
    if _OF_AGE.search(asked) and not _SIZE.search(asked):
        return "created" if words <= _PLAIN | _OF_ITS_AGE else ""
    return "members" if words <= _PLAIN and _SIZE.search(asked) else ""


def _ordered(cards: Sequence[PoleCard], by: str, asked: str) -> list[tuple[int, PoleCard]]:
    """Cards of which the value is known, with it, the first one first."""
    known = [(value, card) for card in cards if (value := _value(card, by)) is not None]
    if by == "created":
        return sorted(known, key=itemgetter(0), reverse=_YOUNGEST.search(asked) is not None)
    return sorted(known, key=itemgetter(0), reverse=not _LEAST.search(asked))


def _value(card: PoleCard, by: str) -> int | None:
    if by == "members":
        return latest_number(card, by)
    return next((int(row.value[:4]) for row in dated_values(card, by)), None)


def first_region(index: Index, question: Question) -> Listing | None:
    """The one region with the most labelled pôles, or the fewest, and these pôles."""
    asked = fold(question.standalone)
    if not _asks_region(question) or not _ASKS_REGION.search(asked):
        return None
    labelled = [card for card in index.cards.poles if card.labelled]
    counts = Counter(region for card in labelled for region in card.regions)
    if not counts:
        return None
    extreme = (min if _LEAST.search(asked) else max)(counts.values())
    region, *others = [region for region, count in counts.items() if count == extreme]
    if others:
        return None
    return region_list(index, question, region)


@lru_cache(maxsize=8192)
def tells_rank(question: str, statement: str) -> bool:
    """Does ``statement`` tell a rank, where ``question`` asks which pôle or region comes first?"""
    asked = fold(question)
    of_poles = _ASKS_POLE.search(asked) or (_ASKS_REGION.search(asked) and re.search(_POLE, asked))
    if not of_poles or not re.search(_SUPERLATIVE, asked):
        return True
    return _RANK.search(fold(statement)) is not None


def _asks_region(question: Question) -> bool:
    if question.poles or question.years or question.as_of or question.kind is Kind.COUNT:
        return False
    asked = fold(question.standalone)
    words = set(_WORD.findall(asked)) - STOP_WORDS
    return re.search(_SUPERLATIVE, asked) is not None and words <= _PLAIN
