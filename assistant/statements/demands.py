"""What a question demands of a statement, however near it is otherwise. Pure.

"Combien de femmes…", "le 20e appel", "le budget de l'AFPC": a number of something wider, of another
call or of another owner is no answer. "Depuis quand X a-t-il fermé ?" presumes an end: a statement
that speaks of none would confirm it. "Le trésorier de X", "le téléphone de X" is neither its
president nor its address. A question is read once into its demands, each a family of words of
``data/demands.txt`` or a reading of its own (``beginnings``, ``owned``, ``shares``); what answers
meets every one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache

from assistant.data import sections
from assistant.places.territories import countries_asked, tells_country
from assistant.question import Question
from assistant.statements.beginnings import beginning_demanded
from assistant.statements.holds import counts, enumerates
from assistant.statements.owned import body_demanded, owner_demanded
from assistant.statements.shares import part_demanded, rate_demanded
from assistant.understanding.kinds import Kind
from assistant.understanding.ranks import ranks_of
from assistant.wordings import Wordings
from ingest.analysis import fold, lexical_tokens

__all__ = ["meets"]

Demand = Callable[[str, str], bool]
"""Does a statement, under its headings, meet it?"""

_WHICH_THINGS = re.compile(
    r"\b(?:(?:les)?quels|(?:les)?quelles|which|what|(?:noms?|names?) (?:des|of(?: the)?))"
    r"(?: (?:sont|etaient|are|were|les|ses|leurs|the|its|autres|other|\d+|onze|\w+ze|"
    r"\w+eux|\w+ux|\w+f|\w+s))*?"
    r" (?!(?:les|ses|leurs|autres)\b)([\w-]+[sx])\b"
)
"""Asks which of several: "quels industriels", "le nom des neuf hôpitaux"."""
_PAIR = re.compile(r"\b(?:deux|two|2)\b", re.IGNORECASE)
"""A pair that is counted is named beside it, and is no list."""
_SPAN = re.compile(r"(?<!\d)((?:19|20)\d{2}) ?[-–/] ?((?:19|20)\d{2})(?!\d)")
_ALLIANCE = re.compile(
    r"(?:[^,]{2,40}, )?([^,;.]{3,60}?) (?:dont|auquel|a laquelle|of which|to which) [^,;.]{2,50}? "
    r"(?:(?:est|fait|is) (?:membre|partie|fondat\w+|an? member|part)|appartient|belongs)\b"
)
"""What a pôle belongs to, as the subject of a statement."""
_LONG_WORD = re.compile(r"\w{5,}")
_VALUES = frozenset({Kind.COUNT, Kind.MONEY, Kind.PERCENT})
_IS_MEMBER = re.compile(
    r"^(?:est-ce qu(?:e |')|is |are )?(?:le |la |l'|les |the )?"
    r"(?!qu|combien|je |il |elle |on |nous |vous |les? |membres? )"
    r"([\w'&-]+(?: [\w'&-]+){0,2}?)"
    r"(?: (?:est|sont|etait|etaient|fai(?:t|sait|saient)|font))?(?:-\w+)?"
    r"(?: (?:bien|toujours|deja))? (?:an? |une? )?"
    r"(?:membres?|adherente?s?|adhere|members?|(partie))\b (?:a|de|d'|du|of)"
)
"""Asks whether somebody named belongs to something, or a theme is part of it."""
_BELONGS = re.compile(r"\b(?:membre|adher|member|fond|found|reuni|rassembl|compt|group|parmi)")
_OPEN = frozenset({Kind.OTHER, Kind.DEFINITION, Kind.REASON})
"""Kinds that a wider statement may answer."""
_MAY = re.compile(
    r"\b(?:peut|peuvent|pourrait|pourraient|ont droit|(?:a|ont) le droit|can|could|may|allowed)\b"
)
"""Asks what may be: of companies at large, none tells of a foreign one, nor of a bankruptcy."""


def meets(question: Question, statement: str, headings: str = "") -> bool:
    """Does ``statement``, under ``headings``, meet every demand of ``question``?"""
    of_one = len(question.poles) == 1
    demands = _demands(question.kind, question.standalone, of_one)
    if of_one and question.kind in _VALUES and _is_of_alliance(question.standalone, statement):
        return False
    return all(demand(statement, headings) for demand in demands)


def _is_of_alliance(question: str, statement: str) -> bool:
    """Is a value that of what a pôle belongs to ("l'alliance dont X est membre"), not asked of?"""
    match = _ALLIANCE.match(fold(statement))
    return match is not None and not set(_LONG_WORD.findall(match[1])) & set(
        _LONG_WORD.findall(fold(question))
    )


@lru_cache(maxsize=64)
def _demands(kind: Kind, question: str, of_one: bool) -> tuple[Demand, ...]:
    asked = re.sub(r"^\W+", "", fold(question))
    may = kind is Kind.OTHER and _MAY.search(asked)
    families = (
        *_families("presumed"),
        *(() if kind in _OPEN and not may else _families("narrowed")),
        *(_families("counted") if kind in (Kind.COUNT, Kind.PERCENT) or may else ()),
    )
    words = [said for asks, said in families if asks.search(asked)]
    named = _words().any_of("nothing-else").finditer(asked)
    words += [re.compile(rf"\b{re.escape(found[0])}") for found in named]
    read = (
        _words_demanded(words),
        None if kind in _OPEN else _rank_demanded(asked),
        None if kind in _OPEN else _span_demanded(asked),
        beginning_demanded(question) if kind is Kind.DATE else None,
        owner_demanded(question),
        None if kind in _OPEN else body_demanded(question),
        part_demanded(asked, of_one),
        _names_demanded(asked) if kind in (Kind.NAME, Kind.LIST, Kind.OTHER) else None,
        rate_demanded(asked) if kind is Kind.PERCENT else None,
        _country_demanded(asked, kind in (Kind.COUNT, Kind.PERCENT) or bool(may)),
        _member_demanded(asked) if of_one and kind is Kind.OTHER else None,
    )
    return tuple(demand for demand in read if demand)


@cache
def _words() -> Wordings:
    return Wordings(sections("demands.txt"))


@cache
def _families(name: str) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """Of each line, "asked => said": whole words of a question, beginnings of a statement's."""
    lines = (line.pattern.split(" => ") for line in _words().each(name))
    return tuple((re.compile(rf"\b(?:{a})\b"), re.compile(rf"\b(?:{s})")) for a, s in lines)


def _words_demanded(words: Sequence[re.Pattern[str]]) -> Demand | None:
    """A word of each family, in the statement or above it."""

    def is_met(statement: str, headings: str) -> bool:
        folded = fold(f"{statement} {headings}")
        return all(said.search(folded) for said in words)

    return is_met if words else None


def _names_demanded(asked: str) -> Demand | None:
    """Where ``asked`` asks which things, not how many of them there are: "neuf hôpitaux"."""
    found = _WHICH_THINGS.search(asked)
    things = frozenset(lexical_tokens(found[1])) if found else frozenset()

    def is_met(statement: str, headings: str) -> bool:
        listed = enumerates(statement) or re.search(r"[:(]", statement)
        return bool(listed) or not counts(_PAIR.sub(" ", statement), things)

    return is_met if things else None


def _span_demanded(asked: str) -> Demand | None:
    """A span that meets one that ``asked`` names ("le contrat 2017-2019"), or none at all."""
    spans = _spans_of(asked)

    def is_met(statement: str, headings: str) -> bool:
        own = _spans_of(fold(statement))
        return not own or any(a <= last and first <= b for first, last in spans for a, b in own)

    return is_met if spans else None


@lru_cache(maxsize=8192)
def _spans_of(text: str) -> tuple[tuple[int, int], ...]:
    """First and last year of each "2017-2019"."""
    return tuple((int(first), int(last)) for first, last in _SPAN.findall(text))


def _member_demanded(asked: str) -> Demand | None:
    """The names of those who are asked to belong; beside a word of belonging, for members."""
    match = _IS_MEMBER.search(asked)
    each = re.split(r" (?:et|and|ou|or) ", match[1]) if match else []
    names = [re.compile(rf"\b{re.escape(name)}\b") for name in each]
    of_members = match is not None and not match[2]

    def is_met(statement: str, headings: str) -> bool:
        said = fold(f"{statement} {headings}")
        belongs = not of_members or _BELONGS.search(said)
        return bool(belongs) and all(name.search(said) for name in names)

    return is_met if names else None


def _country_demanded(asked: str, people: bool) -> Demand | None:
    """One of the foreign countries of which ``asked`` speaks."""
    countries = countries_asked(asked, people)

    def is_met(statement: str, headings: str) -> bool:
        return tells_country(fold(f"{statement} {headings}"), countries)

    return is_met if countries else None


def _rank_demanded(asked: str) -> Demand | None:
    """One of the ranks that ``asked`` names, or none at all: it is then taken for granted."""
    ranks = ranks_of(asked)

    def is_met(statement: str, headings: str) -> bool:
        own = ranks_of(fold(f"{statement} {headings}"))
        return all(numbers & own.get(noun, numbers) for noun, numbers in ranks.items())

    return is_met if ranks else None
