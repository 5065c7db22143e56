"""What kind of thing a question asks for, and whether a statement holds one. Pure."""

from __future__ import annotations

import re
from enum import Enum

from ingest.analysis import fold, lexical_tokens

__all__ = ["Kind", "counted_tokens", "find_kind", "holds"]


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
    OTHER = "other"


_HOW_MANY = r"\b(?:combien|cb|comb|how (?:many|much)|quel(?:le)?s? (?:est |etait )?(?:le |la )?(?:nombre|nb|total))\b"
_MONEY = (
    r"\b(?:budget|montant|enveloppe|cout|coute|prix|tarif|cotisation|subvention|dotation|dote|"
    r"sous|argent|euros?|eur|millions?|milliards?|finance[rsz]?|how much (?:money|funding|aid|"
    r"public|did|does|do|was|is)|amount|cost|funding|leve|raised?|pese\w*)\b"
)
_PATTERNS: tuple[tuple[Kind, str], ...] = (
    (Kind.PERCENT, r"\b(?:pourcentage|taux|part|proportion|percent\w*|share|pour cent)\b|%"),
    (Kind.DATE, r"\b(?:quand|when|quel jour|quelle date|(?:en )?quelle annee|depuis quand|what year|"
     r"which year|what date|date de)\b"),
    (Kind.PLACE, r"^(?:et )?ou\b(?! bien)|\b(?:ou (?:est|se|sont|ca)|where|dans quelle (?:ville|region)|quelle ville|"
     r"siege|based in|headquarter\w*|situe\w*|localise\w*)\b"),
    (Kind.PERSON, r"\b(?:qui (?:est|etait|sont|preside|dirige)|who (?:is|was|chairs?|chaired|runs|leads|presides)|"
     r"preside|president\w*|directeur|directrice|chair\w*|nom du|patron)\b"),
    (Kind.DEFINITION, r"\b(?:c'?est quoi|c quoi|qu'?est[ -]ce|que (?:signifie|veut dire)|veut dire|"
     r"what is|what are|what does .{1,40} (?:mean|stand for)|definition|kesako|signifie)\b"),
    (Kind.LIST, r"\b(?:quels (?:poles|sont)|quelles sont|liste[rz]?|lesquels|enumere\w*|cite[rz]?|"
     r"which (?:clusters|poles|ones)|list|name the)\b"),
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
_DATE = re.compile(r"(?:19|20)\d{2}")
_PERSON = re.compile(r"(?<![\w'’])[A-ZÀ-Ý][a-zà-ÿ]+(?:-[A-ZÀ-Ý][a-zà-ÿ]+)*(?: (?:de |d'|Le |La )?[A-ZÀ-Ý][\wà-ÿ-]+)+")
_COUNTED = re.compile(r"(?:combien|cb|how many|nombre|nb|number)\s+(?:de\s+|d'|of\s+)?([\w'-]+)")


def find_kind(question: str) -> Kind:
    """The kind of ``question``; OTHER asks for no particular type (how, why, yes or no)."""
    asked = fold(question)
    if re.search(_MONEY, asked) and (
        re.search(_HOW_MANY, asked)
        or re.search(r"\b(?:quel(?:le)?|what|de combien|budget|montant|enveloppe|cout|amount)\b", asked)
    ):
        counted = counted_tokens(question)
        if not counted or re.search(rf"{_HOW_MANY}.{{0,12}}(?:euros?|argent|sous|million|milliard|money)", asked):
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


def counted_tokens(question: str) -> frozenset[str]:
    """Tokens of what "combien de …" counts, empty when the noun is not said."""
    match = _COUNTED.search(fold(question))
    return frozenset(lexical_tokens(match[1])) if match else frozenset()


def holds(kind: Kind, statement: str, question: str) -> bool:
    """Does ``statement`` hold a value of ``kind`` that ``question`` does not already hold?

    Years are no counts, and a number that the question names ("Reconversion 1000") is no answer.
    """
    folded = fold(statement)
    given = set(re.findall(r"\d+", fold(question)))
    if kind is Kind.MONEY:
        return _AMOUNT.search(folded) is not None
    if kind is Kind.PERCENT:
        return _SHARE.search(folded) is not None
    if kind is Kind.COUNT:
        without_years = _YEAR.sub(" ", folded)
        for number in given:
            without_years = re.sub(rf"(?<!\d){number}(?!\d)", " ", without_years)
        without_names = re.sub(r"\b(?:h2020|co2|\w*[a-z]\d+\w*|france 2030|horizon 2020)\b", " ", without_years)
        return _NUMBER.search(without_names) is not None
    if kind is Kind.DATE:
        return any(year not in given for year in _DATE.findall(folded))
    if kind is Kind.PERSON:
        return _PERSON.search(statement) is not None
    return True
