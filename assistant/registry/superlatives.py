"""Which comes first: the pôle with the most members, the oldest one, the region with most pôles.

All come from the records: of each pôle the latest known number of members or the year of its
creation, with its own date and perimeter; of each region its labelled pôles. Those compared are the
pôles that the question names, or those of a list: all labelled ones, those of a region or of a
theme. Of any other superlative the records know nothing, and a statement answers it only if it
tells a rank itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import itemgetter

from assistant.question import Question
from assistant.records import Evidence
from assistant.registry.card_values import dated_values, latest_number
from assistant.registry.pole_facts import value_stated
from assistant.understanding.beside import rest_of, words_of
from assistant.understanding.kinds import Kind
from ingest.analysis import fold
from ingest.cards import PoleCard
from ingest.index import Index
from ingest.numbers import FRENCH

__all__ = ["First", "Ranking", "compared", "first_asked", "ranked", "tells_rank"]

_SUPERLATIVE = (
    r"\b(?:le|la|les) (?:\w+ )?(?:plus|moins)\b|\bthe (?:most|least|fewest|\w+est)\b|"
    r"\b(?:most|fewest|biggest|largest|smallest|oldest|newest|best|worst)\b|"
    r"\b(?:le|la) (?:meilleure?|pire)\b|\btop \d+\b"
)
_COMPARATIVE = re.compile(
    rf"{_SUPERLATIVE}|\b(?:plus|moins|more|less|fewer|bigger|larger|smaller|older|younger|newer)\b|"
    r"\b(?:premier|premiere|avant|first|before|d'abord)\b"
)
_SIZE = (
    r"membres?|adherents?|adhesions|members?|gros\w*|grande?s?|petite?s?|importants?|bigg\w+|larg\w+|"
    r"small\w+|taille|size"
)
_AGE = (
    r"ancien\w*|vieux|vieil\w*|agee?s?|jeunes?|recent\w*|old\w*|young\w*|new\w*|cree\w*|fonde\w*|"
    r"nee?s?|created|founded|established"
)
_LEAST = {
    "members": re.compile(r"\b(?:moins|petite?s?|fewe\w+|less|least|small\w+)\b"),
    "created": re.compile(r"\b(?:jeunes?|recent\w*|young\w*|new\w*|dernier\w*|last)\b"),
}
_WORDS = re.compile(
    rf"{_SIZE}|{_AGE}|plus|moins|most|fewest|least|more|fewer|less|nombre|number|compt\w+|reuni\w*|"
    r"feder\w+|rassembl\w+|regroup\w+|accueill\w*|abrit\w*|regions?|label\w*|france|top|classement|"
    r"selon|termes?|total|there|than|one|deux|two|trois|three|cinq|five|\d+|premiere?s?|first|avant|"
    r"l(?:a|es?)quel\w*|before|date|creation|d|abord|derni\w+|last|doyen"
)
"""Words of a question for nothing but what comes first by members, by age, or by pôles."""
_ALTERNATIVES = re.compile(
    r"\b(?:lequel|laquelle|which(?: one)?|qui|who)\b.*\b(?:plus|moins|most|least|\w+er|\w+est)\b.*"
    r"\b(?:ou|or|entre|between|des deux|of the two)\b"
)
_POLE = r"(?:poles?|clusters?)"
_ASKS_POLE = re.compile(
    r"(?:\b(?:quels?|which|what|lequel|lesquels)\b|^\W*(?:top\b|les?\b)?)\W*(?:(?:est|sont|etait|is|"
    r"are|was|des?|le|la|les|the|plus|moins|most|\w+est|gros|grands?|petits?|importants?|anciens?|"
    rf"meilleurs?|pires?|worst|vieux|trois|cinq|three|five|\d+)\W+)*{_POLE}\b"
)
_ASKS_REGION = re.compile(r"\b(?:quelles?|which|what) regions?\b")
_RANK = re.compile(
    rf"{_SUPERLATIVE}|\b(?:premiere?s?|first|second|\w+ieme) (?:{_POLE}|regions?|rang)\b|"
    r"\brang\b|\brank\w*|\brecord\b|\bleader\b|\bclassee?s? (?:premi|second|\d)"
)
_NUMERAL = rf"(?:\d+|{'|'.join(FRENCH[1:16])})"
_SIDE_BY_SIDE = re.compile(
    rf"\b[A-ZÀ-Ý][\w'’-]+ \((?:[^()]* )?\d+\)|\b(?i:{_NUMERAL}) (?:\w+ ){{0,6}}en [A-ZÀ-Ý]"
)
"""A value beside a name: "A (2005), B (2007)", "onze en PACA, treize en Rhône-Alpes"."""
_SHOWN = 3
_MOST = 20
_COUNT = re.compile(r"\b\d{1,2}\b")
_TWO = 2
_TIED = 5
"""Most pôles that come first together."""


@dataclass(frozen=True, slots=True)
class First:
    """What comes first.

    Attributes:
        by: "members" or "created", of pôles; "poles", of regions.
        least: the fewest members or pôles, or the youngest.
        count: how many of them are asked for.
    """

    by: str
    least: bool
    count: int = _SHOWN


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


def first_asked(asked: str) -> First | None:
    """What of pôles or regions ``asked``, folded, asks for as the first; None for more, or less."""
    if not re.search(_SUPERLATIVE, asked) or not _says_no_more(asked):
        return None
    if _ASKS_REGION.search(asked):
        return First("poles", _LEAST["members"].search(asked) is not None)
    first = _measure(asked) if _ASKS_POLE.search(asked) else None
    many = _COUNT.search(asked)  # "les 5 plus gros pôles"
    return replace(first, count=min(int(many[0]), _MOST)) if first and many else first


def compared(index: Index, question: Question) -> Ranking | None:
    """Which of the pôles that are named comes first; None when something else is asked of them."""
    asked = rest_of(question)
    if len(question.poles) < _TWO or not _COMPARATIVE.search(asked):
        return None
    if question.years or question.as_of or question.kind is Kind.COUNT:
        return None
    first = _measure(asked) if _says_no_more(asked) else None
    if first is None:
        return Ranking() if _ALTERNATIVES.search(asked) else None
    ranking = ranked(index, question, question.poles, replace(first, count=len(question.poles)))
    whole = ranking is not None and ranking.among == len(question.poles)
    return ranking if whole else Ranking()


def ranked(
    index: Index, question: Question, cards: Sequence[PoleCard], first: First
) -> Ranking | None:
    """The first of ``cards``, and those that are equal to the first one.

    None when too many are, or when the record of one does not state its value.
    """
    values = [(number, card) for card in cards if (number := latest_number(card, first.by))]
    known = sorted(values, key=itemgetter(0), reverse=first.least is (first.by == "created"))
    tied = sum(value == known[0][0] for value, _ in known)
    if not known or tied > _TIED:
        return None
    told = [
        value_stated(index, card, first.by, question, dated_values(card, first.by)[:1])
        for _, card in known[: max(first.count, tied)]
    ]
    stated = tuple(item for items in told for item in items)
    return Ranking(stated, first.by, len(known)) if all(told) else None


def _says_no_more(asked: str) -> bool:
    return all(map(_WORDS.fullmatch, words_of(asked)))


def _measure(asked: str) -> First | None:
    """By what ``asked`` ranks pôles; None for nothing that the records tell."""
    sized, aged = (re.search(rf"\b(?:{words})\b", asked) for words in (_SIZE, _AGE))
    by = "members" if sized else "created"
    return First(by, _LEAST[by].search(asked) is not None) if sized or aged else None


@lru_cache(maxsize=8192)
def tells_rank(question: str, statement: str) -> bool:
    """Does ``statement`` tell a rank, or the values of several, where a rank is asked?

    True where ``question`` does not ask which pôle or region comes first.
    """
    asked = fold(question)
    of_poles = _ASKS_POLE.search(asked) or (_ASKS_REGION.search(asked) and re.search(_POLE, asked))
    if not of_poles or not re.search(_SUPERLATIVE, asked):
        return True
    if len(_SIDE_BY_SIDE.findall(statement)) >= _TWO:
        return True
    return _RANK.search(fold(statement)) is not None
