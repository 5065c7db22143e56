"""Counts of a part: a count of members does not tell how many of them are PME. Pure.

A statement tells a part where it gives a number, or a share, of that very thing. A rate is one of
something: "le taux de succès" is no rate of aid.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.statements.holds import counts
from assistant.understanding.paraphrases import near_tokens
from assistant.understanding.synonyms import alternatives
from ingest.analysis import fold, lexical_tokens

__all__ = ["part_demanded", "rate_demanded"]

_HOW_MANY = (
    r"\b(?:combien|cb|how many|quelle (?:part|proportion)|quel pourcentage|"
    r"what (?:share|percentage))\b"
)
_MEMBERS = r"(?:membres|adherents|members|entreprises|companies|salaries|employees)\b"
_OUT_OF = re.compile(
    r"\b(?:sur|parmi|among|out of)\W+(?:(?:les|ses|leurs|the|its|all|tous|toutes)\W+|\d[\d ]*)+"
    rf"{_MEMBERS}|\bhow many of\b.*\b{_MEMBERS}"
)
_OUT_OF_NUMBER = re.compile(
    r"\b(?:sur|parmi|among|of)\W+(?:(?:les|ses|leurs|ces|the|its|these)\W+)?\d[\d ]*\W+[a-z]{4,}"
)
"""How many of so many: "sur les 152 projets, combien…"."""
_TOLD = re.compile(
    r"\b(?:dont|of which|including|parmi|sur|soit|among|of them|moitie|tiers|half)\b|%|"
    r"\w (?:des|of the) \d"
)
"""With these a statement tells some of a whole."""
_PART = re.compile(
    rf"{_HOW_MANY}\W+(?:(?:sont|etaient|y a-t-il|il y a|compte\w*)\W+)?(?:de la |des |de |d'|of )"
    r"([a-z][\w&-]+)|\bhow many ([a-z][\w&-]+s)\b"
)
_OF_THEM = re.compile(rf"{_HOW_MANY} of\b.*\b(?:are|were) ([a-z][\w&-]+)()")
_RATE_OF = re.compile(
    r"\btaux (?:moyen )?(?:de |d'|des |du )(?:la |l')?([a-z][\w&-]+)|\b([a-z]+) rates?\b|"
    r"\brates? of ([a-z]+)"
)
_KIND = re.compile(r"pme|tpe|eti|smes?|start-?ups?|labs?|labos?|laboratoires")
"""Kinds of members: only ever some of them."""
_SHARE = re.compile(r"%|pour cent|per cent|\b(?:moitie|tiers|quarts?|majorite|half|most)\b")
_MADE_OF = re.compile(r"\b(?:sont|etaient|are|were) (?:(?:des|les|la|le|de) )*")
"""Behind a share, however far, it says what it is of: "60 % des adhérents étaient des PME"."""
_SUCCESS = frozenset(lexical_tokens("réussite succès success"))
_CHOSEN = re.compile(r"\b(?:finance|retenu|selectionne|accepte|laureat|funded|selected|accepted)")
"""What a share of success is one of."""
_JOINT = re.compile(r"\b(?:et|and|ou|or)\b")
"""A number counts all of "TPE et PME"."""
_REACH = 6
"""Words between a share and what it is of."""
_SAID = 3
"""The same, behind "sont des"."""


def part_demanded(asked: str, of_one: bool) -> Callable[[str, str], bool] | None:
    """Does a statement count the part of a whole, or the kind of members, that ``asked`` asks?

    Args:
        asked: a question, folded.
        of_one: it is about one pôle.

    Returns:
        None where it asks for no part.
    """
    found = _OF_THEM.search(asked) or _PART.search(asked)
    named = (found[1] or found[2]) if found else ""
    if not named or not (_OUT_OF.search(asked) or (of_one and _KIND.fullmatch(named))):
        of_number = re.search(_HOW_MANY, asked) and _OUT_OF_NUMBER.search(asked)
        return _tells_some if of_number and not named else None
    part = frozenset(near for token in lexical_tokens(named) for near in alternatives(token))

    def is_met(statement: str, headings: str) -> bool:
        return counts(_JOINT.sub(" ", statement), part) or _shares(fold(statement), part)

    return is_met


def _tells_some(statement: str, headings: str) -> bool:
    return _TOLD.search(fold(statement)) is not None


def rate_demanded(asked: str) -> Callable[[str, str], bool] | None:
    """Does a statement, under its headings, speak of that whose rate ``asked``, folded, asks?"""
    found = _RATE_OF.search(asked)
    given = lexical_tokens(" ".join(filter(None, found.groups()))) if found else []
    thing = frozenset(n for token in given for n in alternatives(token) | near_tokens(token))
    if not thing:
        return None

    succeeds = bool(thing & _SUCCESS)

    def is_met(statement: str, headings: str) -> bool:
        chosen = succeeds and _SHARE.search(fold(statement)) and _CHOSEN.search(fold(statement))
        return bool(chosen) or not thing.isdisjoint(lexical_tokens(f"{statement} {headings}"))

    return is_met


def shares_kind(text: str, counted: frozenset[str]) -> bool:
    """Does ``text`` give a share of the kind of members of these tokens: "dont 70 % de PME"?"""
    kind = frozenset(token for token in counted if _KIND.fullmatch(token.removeprefix("=")))
    return bool(kind) and _shares(fold(text), kind)


def _shares(folded: str, part: frozenset[str]) -> bool:
    """Does a share stand within reach of the part, or of what it is said to be made of?"""
    return any(
        part & set(lexical_tokens(" ".join(near)))
        for found in _SHARE.finditer(folded)
        for near in (
            re.findall(r"[\w&-]+", folded[found.end() :])[:_REACH],
            re.findall(r"[\w&-]+", folded[: found.start()])[-_REACH:],
            *(
                re.findall(r"[\w&-]+", folded[said.end() :])[:_SAID]
                for said in _MADE_OF.finditer(folded, found.end())
            ),
        )
    )
