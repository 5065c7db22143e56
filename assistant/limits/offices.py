"""Offices of the wide world: who is mayor, minister; the capital, the people of a place. Pure.

No document of the field is about them, though the words beside (a town, a region, "Économie") are
in many. Such a question is answered only by a statement that tells the office of that very place
or portfolio, and, where the holder of today is asked, one as new as what the documents tell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.limits.wordings import each_wording, wordings
from assistant.understanding.asking import YEAR
from assistant.understanding.subjects import subjects
from ingest.analysis import STOP_WORDS, fold

__all__ = ["tells_office"]

_MOST = 5
"""Words of a place or a portfolio."""
_NEAR = 60
"""Characters between an office and its place."""
_BEGINS = 5
"""Letters that a word has in common in both languages ("économie", "economy")."""
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_WAS = re.compile(r"\b(?:etait|etaient|was|were|ancien\w*|former|premiere? femme|first)\b")
_LED_BY = re.compile(
    r"\b(?:dirig\w+|présid\w+|presid\w+|chaired|headed|run)\s+(?:par|by)\s+(?=[A-ZÀ-Ý])"
)
_LEADS = re.compile(r"\b(?:presid\w+|dirig\w+|direct\w+|chair\w*|head\w*|runs?|led|leads?|tete)\b")


@dataclass(frozen=True, slots=True)
class _Office:
    """What is asked for: an office ``of`` a place or a portfolio; ``today``: by whom it is held."""

    said: re.Pattern[str]
    of: tuple[str, ...]
    today: bool


def tells_office(question: str, statement: str, year: int | None, newest: int) -> bool:
    """Does ``statement`` tell the office, or who is led by the person, that ``question`` asks for?

    Args:
        question: standalone.
        statement: with the headings above it.
        year: of the statement.
        newest: the year of the latest statement found.
    """
    if (leader := _leader_asked(question)) is not None:
        folded = fold(statement)
        return leader in _WORD.findall(folded) and _LEADS.search(folded) is not None
    office = _office_asked(question)
    if office is None:
        return True
    if office.today and year is not None and year < newest - 1:
        return False
    folded = fold(statement)
    return any(_is_of(folded, found, office.of) for found in office.said.finditer(folded))


@lru_cache(maxsize=64)
def _leader_asked(question: str) -> str | None:
    """The surname of the person by whom a thing that is asked for is led."""
    match = _LED_BY.search(question)
    names = subjects(question[match.end() :]) if match else []
    return fold(names[0]).split()[-1] if names and " " in names[0] else None


@lru_cache(maxsize=64)
def _office_asked(question: str) -> _Office | None:
    """The office that is all that ``question`` asks for; None where it asks something else."""
    folded = fold(question)
    held, of_place = each_wording("office"), each_wording("place")
    found = ((said, match) for said in (*held, *of_place) if (match := said.search(folded)))
    said, match = next(found, (None, None))
    if said is None or match is None or wordings("of-field").search(folded):
        return None
    before, behind = _telling(folded[: match.start()]), _telling(folded[match.end() :])
    of = tuple(word for word in (*before, *behind) if not YEAR.fullmatch(word))
    bound = wordings("binds").match(folded, match.end()) or wordings("public-body").search(match[0])
    if (behind and not bound) or len(before) > 1 or len(of) > _MOST:
        return None
    then = YEAR.search(folded) or _WAS.search(folded)
    return _Office(said, of, said in held and not then)


@cache
def _asking() -> frozenset[str]:
    """Words that ask, or say when: no thing of their own."""
    return STOP_WORDS.union(*(line.pattern.split() for line in each_wording("asking")))


def _telling(text: str) -> list[str]:
    pieces = (piece for word in _WORD.findall(text) for piece in word.split("-"))
    return [p for p in pieces if p not in _asking() and len(p) > 1]


def _is_of(folded: str, found: re.Match[str], of: tuple[str, ...]) -> bool:
    around = folded[max(0, found.start() - _NEAR) : found.end() + _NEAR]
    words = _telling(around)
    return all(any(word.startswith(part[:_BEGINS]) for word in words) for part in of)
