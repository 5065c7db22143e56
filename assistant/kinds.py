"""What kind of thing a question asks for, and whether a statement holds one. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from functools import lru_cache

from ingest.analysis import fold, lexical_tokens, query_tokens

__all__ = [
    "Kind",
    "asks_pole",
    "counted_tokens",
    "counts",
    "defines",
    "find_kind",
    "holds",
    "is_role_of",
]


class Kind(Enum):
    """The type of the expected answer."""

    MONEY = "money"
    PERCENT = "percent"
    COUNT = "count"
    DATE = "date"
    PERSON = "person"
    PLACE = "place"
    DEFINITION = "definition"
    LIST = "list"
    NAME = "name"
    OTHER = "other"


_HOW_MANY = (
    r"^\W*(?:le |the )?(?:nombre|nb|number) (?:total )?(?:de|d'|of)|"
    r"\b(?:combien|cb|comb|how (?:many|much)|"
    r"quel(?:le)?s? (?:est |etait )?(?:le |la )?(?:nombre|nb|total))\b"
)
_MONEY = (
    r"\b(?:budget|montant|enveloppe|cout|coute|prix|tarif|cotisation|subvention|dotation|dote|"
    r"somme|sous|argent|euros?|eur|millions?|milliards?|finance[rsz]?|vers(?:e|er|era|ent|ait)|"
    r"how much (?:money|funding|aid|"
    r"public|did|does|do|was|is)|amount|cost|funding|leve|raised?|pese\w*|depens\w+|pay\w+|"
    r"spend\w*|spent|chiffres? d'affaires?|turnover|revenue)\b"
)
_PATTERNS: tuple[tuple[Kind, str], ...] = (
    (Kind.PERCENT, r"\b(?:pourcentage|taux|part|proportion|percent\w*|share|pour cent)\b|%"),
    (Kind.DATE, r"\b(?:quand|when|quel jour|quelle date|(?:en )?quelle annee|depuis quand|"
     r"what year|"
     r"which year|what date|date de)\b"),
    (Kind.PLACE, r"^(?:et )?ou\b(?! bien)|\b(?:ou (?:est|se|sont|ca)|where|"
     r"dans quelle (?:ville|region)|quelle ville|"
     r"siege|based in|headquarter\w*|situe\w*|localise\w*)\b"),
    (Kind.PERSON, r"\b(?:qui (?:est|etait|sont|preside|dirige)|"
     r"who (?:is|was|chairs?|chaired|runs|leads|presides)|"
     r"preside|president\w*|directeur|directrice|chair\w*|nom du|patron)\b"),
    (Kind.DEFINITION, r"\b(?:c'?est quoi|c quoi|qu'?est[ -]ce|que (?:signifie|veut dire)|veut dire|"
     r"what is|what are|what does .{1,40} (?:mean|stand for)|definition|kesako|signifie)\b"),
    (Kind.LIST, r"\b(?:quels (?:poles|sont)|quelles sont|liste[rz]?|lesquels|enumere\w*|cite[rz]?|"
     r"which (?:clusters|poles|ones)|list|name the)\b"),
    (Kind.NAME, r"^(?:\W*(?:et|and|mais|but|dans|pour|de|avec|par|a|chez|with|for|in|by)\s)*"
     r"(?:quel(?:le)?s?|which|what|qui|who|whose|lequel|laquelle)\s"
     r"(?!est le|est la|sont les|impact|effet|role)"),
)  # fmt: skip

_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d{2}(?![\d])")
_NUMBER_WORDS = (
    "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt "
    "trente quarante cinquante soixante cent centaine dizaine douzaine quinzaine vingtaine "
    "cinquantaine millier mille two three four five seven eight nine ten eleven twelve hundred "
    "moitie half tiers un une one unique seul aucun"
).split()
_NUMBER = re.compile(rf"\d|\b(?:{'|'.join(_NUMBER_WORDS[:-7])})\b")
_AMOUNT = re.compile(
    r"\d[\d\s.,]*\s*(?:k|m|md|mds)?\s?(?:€|eur\b|euros?\b)|(?:€|eur)\s?\d|"
    r"\d[\d\s.,]*\s*(?:millions?|milliards?|billions?)\b|\b(?:millions?|milliards?) d'?e"
)
_SHARE = re.compile(r"\d\s?%|pour cent|per ?cent|\bmoitie\b|\btiers\b|\bhalf\b|\bquart\b")
_NUMBERED_NAME = re.compile(r"\b(?:h2020|co2|\w*[a-z]\d+\w*|france 2030|horizon 2020)\b")
_DATE = re.compile(r"(?:19|20)\d{2}")
_PERSON = re.compile(
    r"(?<![\w'’])[A-ZÀ-Ý][a-zà-ÿ]+(?:-[A-ZÀ-Ý][a-zà-ÿ]+)*"
    r"(?: (?:de |d'|Le |La )?[A-ZÀ-Ý][\wà-ÿ-]+)+"
)
_NAME = re.compile(
    r"(?<=[\w,;:(»'’] )[A-ZÀ-Ý][\w&-]+|(?<=['’(«])[A-ZÀ-Ý][\w&-]+|\b[A-Z][A-Z0-9&]+\b"
)
_ROLE = re.compile(r"(?:presid|chair|direct|dirig|delegu|lead|head|elu)")
_NUMERIC = frozenset({Kind.MONEY, Kind.PERCENT, Kind.COUNT, Kind.DATE})
_ROLE_REACH = 5
_COMPLEMENT = frozenset("des du de d dans pour en of in for and et dont ou".split())
_ARTICLES = frozenset(("un", "une", "one"))
_NUMBERED = frozenset(
    ("phase", "annexe", "article", "volet", "mission", "theme", "page", "argument")
)
_REACH = 3
"""Words between a number and what it counts."""
_COUNTED = re.compile(
    r"(?:(?:combien|cb|comb|nombre|nb)\s+(?:de\s+|d')|how many\s+(?:of\s+)?|number of\s+)"
    r"([\w'-]+(?:\s[\w'-]+){0,2})"
)


_BEFORE_NOUN = frozenset(
    """
    jeunes jeune nouveaux nouvelles nouvelle nouveau grands grandes petits petites autres anciens
    anciennes principaux vrais new young small large other former total different differents de
    differentes tels
    """.split()
)


def find_kind(question: str) -> Kind:
    """The kind of ``question``; OTHER asks for no particular type (how, why, yes or no)."""
    asked = fold(question)
    if re.search(_MONEY, asked) and (
        re.search(_HOW_MANY, asked)
        or re.search(
            r"\b(?:quel(?:le)?|what|de combien|budget|montant|enveloppe|cout|amount|combien|cb|"
            r"chiffre|turnover|revenue)\b",
            asked,
        )
    ):
        counted = counted_tokens(question)
        if not counted or re.search(
            rf"{_HOW_MANY}.{{0,12}}(?:euros?|argent|sous|million|milliard|money)", asked
        ):
            return Kind.MONEY
        if not re.search(_HOW_MANY, asked):
            return Kind.MONEY
    if re.search(_PATTERNS[0][1], asked) and "partenariat" not in asked.split("part")[0]:
        return Kind.PERCENT
    if re.search(_HOW_MANY, asked):
        return Kind.COUNT
    for kind, pattern in _PATTERNS[1:]:
        if re.search(pattern, asked):
            return kind
    return Kind.OTHER


_ASKS_POLE = re.compile(r"\b(?:quels?|which|what|lequel|lesquels) (?:\w+ )?(?:poles?|clusters?)\b")


def asks_pole(question: str) -> bool:
    """Is a pôle asked for ("quel pôle s'y connaît ?")?"""
    return _ASKS_POLE.search(fold(question)) is not None


def counted_tokens(question: str) -> frozenset[str]:
    """Tokens of the noun that "combien de …" counts; empty when it is not said."""
    match = _COUNTED.search(fold(question))
    if match is None:
        return frozenset()
    words = match[1].split()
    head = next((i for i, word in enumerate(words) if word not in _BEFORE_NOUN), 0)
    return frozenset(lexical_tokens(" ".join(words[: head + 1])))


_DEFINES = re.compile(
    r"^[^.:]{2,90}\([^)]{2,90}\) : |"
    r"\b(?:designe\w*|signifie\w*|defini(?:t|ssent|e)\w*|consiste\w*|s'agit|means|stands for|"
    r"defined as)\b|\b(?:est|sont|is|are) (?:un|une|des|le|la|l'|a|an|the)\b"
)


def defines(statement: str) -> bool:
    """Does ``statement`` say what something is ("X est un…", "X (acronym) : …")?"""
    return _DEFINES.search(fold(statement)) is not None


def holds(kind: Kind, statement: str, question: str) -> bool:
    """Does ``statement`` hold a value of ``kind`` that ``question`` does not already hold?

    Years are no counts, and a number that the question names ("Reconversion 1000") is no answer.
    """
    if kind is Kind.NAME:
        return not _names_in(statement) <= _asked_words(question)
    if kind is Kind.PERSON:
        return _PERSON.search(statement) is not None
    if kind not in _NUMERIC:
        return True
    folded, given = fold(statement), _given_numbers(question)
    if kind is Kind.COUNT:
        return _has_count(folded, frozenset(number for number in given if number in folded))
    if kind is Kind.DATE:
        return any(year not in given for year in _DATE.findall(folded))
    return _has_value(kind, folded)


@lru_cache(maxsize=8192)
def _names_in(statement: str) -> frozenset[str]:
    return frozenset(map(fold, _NAME.findall(statement)))


@lru_cache(maxsize=8192)
def _has_value(kind: Kind, folded: str) -> bool:
    pattern = {Kind.MONEY: _AMOUNT, Kind.PERCENT: _SHARE}.get(kind)
    return pattern is None or pattern.search(folded) is not None


@lru_cache(maxsize=64)
def _asked_words(question: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", fold(question)))


@lru_cache(maxsize=64)
def _given_numbers(question: str) -> frozenset[str]:
    return frozenset(re.findall(r"\d+", fold(question)))


@lru_cache(maxsize=8192)
def _has_count(folded: str, given: frozenset[str]) -> bool:
    """A number that is no year, no part of a name, and not in the question."""
    rest = _YEAR.sub(" ", folded)
    for number in given:
        rest = re.sub(rf"(?<!\d){number}(?!\d)", " ", rest)
    return _NUMBER.search(_NUMBERED_NAME.sub(" ", rest)) is not None


def is_role_of(statement: str, names: Sequence[frozenset[str]]) -> bool:
    """Does ``statement`` tie a role (president, director…) to every name, within a few words?

    "Jean-Luc Beylat, président de l'AFPC" does; "le vice-président d'i-Trans pilote la réponse
    de l'AFPC" does not.
    """
    words = [set(query_tokens(word)) for word in re.findall(r"[\w&'’-]+", statement)]
    folded = [fold(word) for word in re.findall(r"[\w&'’-]+", statement)]
    roles = [i for i, word in enumerate(folded) if _ROLE.match(word)]
    return all(
        any(
            abs(i - j) <= _ROLE_REACH
            for i, tokens in enumerate(words)
            if tokens & name
            for j in roles
        )
        for name in names
    )


@lru_cache(maxsize=8192)
def _numbers_and_words(statement: str) -> list[str]:
    return re.findall(r"\d[\d\s\u202f.,]*\d|\d|[%:]|[^\W\d_]+", fold(statement))


def _counted_after(words: list[str]) -> list[str]:
    """What a number before ``words`` counts: up to a complement ("membres des pôles")."""
    for place, word in enumerate(words):
        if place and word in _COMPLEMENT:
            return words[:place]
    return words


def counts(statement: str, counted: frozenset[str]) -> bool:
    """Does ``statement`` give a number of the things ``counted``, the two words near each other?

    "854 membres", "près de 400 jeunes entreprises", "pôles labellisés : 53"; a percentage is no
    count.
    """
    words = _numbers_and_words(statement)
    for position, word in enumerate(words):
        if not (word[0].isdigit() or word in _NUMBER_WORDS) or _YEAR.fullmatch(word):
            continue
        if word in _ARTICLES or words[max(0, position - 1)] in _NUMBERED:
            continue
        after = _counted_after(words[position + 1 : position + 2 + _REACH])
        before = words[max(0, position - _REACH) : position]
        if after[:1] == ["%"]:
            continue
        if not (before[-1:] == [":"] or {"nombre", "nb", "number"} & set(before)):
            before = []  # "les pôles comptent 2 500 centres" counts centres, not pôles
        if any(counted & set(lexical_tokens(other)) for other in (*after, *before)):
            return True
    return False
