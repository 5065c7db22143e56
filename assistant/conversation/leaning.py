"""Whether a question leans on the conversation, or says itself what it asks about. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.conversation.ellipsis import CONNECTIVE, telling
from assistant.places.regions import load_places
from assistant.understanding.asking import INVERTED
from assistant.understanding.named import poles_named
from assistant.understanding.subjects import GENERIC, subjects
from ingest.analysis import fold, lexical_tokens
from ingest.cards import PoleCard

__all__ = [
    "IMPERSONAL",
    "IN_TOTAL",
    "PLURAL",
    "POLES",
    "THE_SAME",
    "may_stand_alone",
    "stands_alone",
]

IMPERSONAL = re.compile(
    r"\by (?:en )?a(?:-t-il)?\b|\bil (?:y (?:en )?a|faut|existe)\b|\bexiste-t-il\b|"
    r"\b(?:faut|reste|suffit|agit|passe|vaut)-(?:t-)?il\b|\best-il \w+ (?:que\b|qu'|de\b|d')|"
    r"\b(?:is|are) there\b|\bthere (?:is|are)\b"
)
_OF_IT = re.compile(
    r"(?:(?!\b(?:les?|la|une?|des|ce|cet|cette|ces|mon|ma|mes|notre|nos|votre|vos)\b|\bl'(?!\w+-)).)*?"
    r"\b[^\W\d_]+-(?:t-)?(?:ils?|elles?)\b"
)
"""A verb before its pronoun, and no noun that this one takes up: "avec qui travaille-t-il ?"."""
_TAKEN_UP = re.compile(rf"\b{INVERTED}")
_REFERS = re.compile(
    r"\b(?:il|elle|ils|elles|y|lui|eux|leurs?|son|sa|ses|ca|cela|dedans|ce dernier|cette derniere|"
    r"(?:ce|cet|cette|ces) \w+|celui-ci|celle-ci|ceux-ci|it|its|they|their|them|he|she|his|her|"
    r"there|that one|this one)\b|\b(?:la|le|les|the) (?:premi\w+|deuxieme|second\w*|dernier\w*|"
    r"first|last|autres?|other) \w+|"
    r"\bqui l(?:e|a|es) ?\w+\W*$|\bl'a\b|\bdeja\b"
)
_THE_POLE = re.compile(
    r"\b(?:le|du|au|the) (?:pole|cluster)(?=\W*$| (?:est|a|fait|compte|existe|is|has|does)\b|"
    r" (?:s')?\w+-(?:t-)?il\b)"
)
"""The one that was spoken of."""
THE_SAME = re.compile(
    r"\b(?:elles|lesquel(?:le)?s|(?:of|d'entre) (?:them|eux|these|those)|"
    r"(?:ce|cet|cette|ces|this|that|these|those) "
    r"(?!pole|cluster|projet|programme?\b|project|dernier|est\b|que?\b|qui\b|one\b|is\b|was\b)\w+)\b"
)
"""Speaks of the very thing that the last question was about: "elles", "ce poste"…"""
_ELLIPTIC = re.compile(
    r"^\W*(?:avec|par|pour|dans|sur|depuis|avant|apres|with|by|for|from|since|before|after)\b|"
    r"^\W*\w+e?e?s? (?:par|by)\b|\b(?:d'apres|suivante?|precedente?|next|previous) ?\W*$"
)
_DEFINES = re.compile(
    r"\b(?:quoi|qu'est-ce que?|what is|what are|what's) (?:un|une|le|la|les|l'|a|an|the)\b"
)
POLES = re.compile(r"\b(?:poles?|clusters?)\b")
_EVERY = re.compile(
    r"\b(?:quels?|lesquels?|which|what|combien|how many|nombre|tous|toutes|all|autres|other|"
    r"liste\w*|list|cite\w*|donne\w*)\b(?:\W+[\w'-]+){0,5}?\W+(?:poles|clusters)\b"
)
"""A question about the pôles at large, whatever was spoken of before."""
_IN_GENERAL = re.compile(r"\b(?:les|des|aux|the|of|french) (?:poles|clusters)\b")
_BOUND = re.compile(r"(?<=poles)\b.*|(?<=clusters)\b.*")
PLURAL = re.compile(r"\b(?:ils|eux|leurs?|they|their|them)\b")
"""Behind "les pôles", these are the pôles."""
IN_TOTAL = re.compile(
    r"\b(?:en tout|au total|en general|en moyenne|en france|dans toute la france|in total|in all|"
    r"in general|on average|altogether|overall|in france)\b"
)
_BARE = 2
"""A question without a name and with at most this many telling words leans on the last one."""


def stands_alone(text: str, before: str, cards: Sequence[PoleCard]) -> bool:
    """Does ``text`` say what it asks about: a name, the pôles at large, a topic of its own?"""
    folded = IMPERSONAL.sub(" ", fold(text))
    if _named_in(text, cards) and not _is_of_it(text, cards):
        return True
    if _is_of_all_poles(folded, before, cards):
        return True
    if _leans(text, cards):
        return False
    of_poles = telling(text) & set(lexical_tokens("pôles clusters"))
    return bool(_DEFINES.search(folded) or load_places().find(text) or of_poles)


def _named_in(text: str, cards: Sequence[PoleCard]) -> set[str]:
    """Names of ``text``, folded, but for those that every subject has."""
    return {fold(name) for name in subjects(text, cards)} - GENERIC


def _is_of_it(text: str, cards: Sequence[PoleCard]) -> bool:
    """Is the subject of ``text`` a pronoun alone: "a-t-il des partenaires au Danemark ?"?"""
    clause = text.rpartition(", ")[2]
    match = _OF_IT.match(IMPERSONAL.sub(" ", fold(clause)))
    before = match and text[: len(text) - len(clause) + match.end()]
    return before is not None and not _named_in(before, cards)


def _leans(text: str, cards: Sequence[PoleCard]) -> bool:
    """Does ``text`` refer to what was said, or go on from it?"""
    folded = IMPERSONAL.sub(" ", fold(text))
    if not _is_of_it(text, cards):  # "comment un projet est-il labellisé ?"
        folded = _TAKEN_UP.sub(" ", folded)
    leaning = (_ELLIPTIC, _REFERS, THE_SAME)
    spoken_of = CONNECTIVE.match(text) or _THE_POLE.search(fold(text))
    return bool(spoken_of) or any(pattern.search(folded) for pattern in leaning)


def may_stand_alone(text: str, cards: Sequence[PoleCard]) -> bool:
    """Could ``text``, without a subject of its own, be asked by one who spoke of nothing before?"""
    own = {token for token in telling(text) if token not in GENERIC}
    return len(own) > _BARE and not _leans(text, cards)


def _is_of_all_poles(folded: str, before: str, cards: Sequence[PoleCard]) -> bool:
    """Is it about the pôles at large, and says enough of them?

    "Les pôles" take the place of the pôle that was spoken of.
    """
    free = _BOUND.sub(lambda behind: PLURAL.sub(" ", behind[0]), folded)
    if _REFERS.search(free) or _ELLIPTIC.search(free):
        return False
    of_one = poles_named(before, cards)
    if _EVERY.search(folded):
        complete = load_places().find(folded) or IN_TOTAL.search(folded)
        opens = of_one or not CONNECTIVE.match(folded)
        return bool(complete or (telling(POLES.sub(" ", folded)) and opens))
    return bool(_IN_GENERAL.search(folded) and of_one)
