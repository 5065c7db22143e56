"""Measures and their units: a power is told in watts, a tonnage in tonnes. Pure.

A number of something else is no answer to "quelle puissance ?", whatever words it stands among.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.analysis import fold

__all__ = ["has_unit", "in_unit"]

_N = r"\d[\d\s.,]*(?:millions? d[e'] ?|milliers? d[e'] ?)?\s?"
_ANY = (
    r"(?:\d|\b(?:une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|vingt|"
    r"one|two|three|four|five|ten)) (?:\w+ )?"
)
_UNITS = tuple(
    (re.compile(rf"\b(?:{asked})\b"), re.compile(unit))
    for asked, unit in (
        (
            r"puissances?|power|(?:en|in|de) (?:[kmg]w|(?:mega|giga)?watts?)",
            _N + r"(?:[kmgt]w(?:h|c)?|watts?|(?:kilo|mega|giga)watts?|ch)\b",
        ),
        (
            r"tonnages?|poids|masse|weights?|(?:en|in|de) (?:tonnes?|kg|kilos?)",
            _N + r"(?:t|tonnes?|tons?|kg|kilos?)\b",
        ),
        (
            r"surfaces?|superficies?|floor space|area|m2|metres? carres?|hectares?|square met\w+",
            r"\bm2\b|m²|\bkm2\b|metres? carres?|\bhectares?\b|\d ?ha\b|\bsquare\b",
        ),
        (
            r"distances?|longueurs?|hauteurs?|how far",
            _N + r"(?:km|kilometres?|m|metres?|miles?)\b",
        ),
        (
            r"durees?|durations?|how long|combien de temps|delais?",
            _ANY
            + r"(?:ans?|annees?|mois|semaines?|jours?|heures?)\b|"
            + _ANY
            + r"(?:years?|months?|weeks?|days?|hours?)\b|"
            r"\b(?:19|20)\d\d ?(?:-|a|et|to) ?(?:19|20)\d\d|\b(?:jusqu|until|depuis|since)\b|"
            r"\b(?:jusqu'|d'ici)",
        ),
        (r"vitesses?|speeds?", r"\bkm/h|\bm/s|\bn(?:oe|œ)uds?\b|\bknots?\b"),
        (r"temperatures?", r"°|\bdegres?\b|\bdegrees?\b"),
        (
            r"rangs?|ranks?|place|position",
            r"\d(?:e|er|ere|eme|st|nd|rd|th)\b|\b\w+i?eme\b|\b(?:premi|second|first|third|rang)|"
            r"\bsur \d",
        ),
        (r"scores?", r"%|\bpoints?\b|\bsur \d|/ ?\d|\bscore"),
        (r"quotas?", r"%|\bquota|\bmoitie\b|\btiers\b|\bparite\b|\bhalf\b"),
    )
)
"""What a question names, and the unit that a statement tells it in, over folded text."""


def in_unit(statement: str, question: str) -> bool:
    """Does ``statement`` hold the unit of the measure that ``question`` names?

    True where it names none.
    """
    units = _units_of(question)
    return not units or all(unit.search(fold(statement)) for unit in units)


def has_unit(question: str) -> bool:
    """Does ``question`` name a measure that is told in a unit of its own?"""
    return bool(_units_of(question))


@lru_cache(maxsize=64)
def _units_of(question: str) -> tuple[re.Pattern[str], ...]:
    asked = fold(question)
    return tuple(unit for named, unit in _UNITS if named.search(asked))
