"""Which bodies are asked for by name, and whether a statement names any. Pure.

"Quelles entreprises ont fondé X ?" is answered by their names alone: that X has companies, how many
or in which trades, tells none of them. So is a trade whose members are asked ("quels abattoirs ont
adhéré ?").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from assistant.data import any_of, sections
from assistant.places.regions import load_places
from assistant.understanding.named import poles_named, renamed
from ingest.analysis import fold, lexical_tokens
from ingest.cards import PoleCard

__all__ = ["asks_bodies", "names_bodies"]

_WHICH = re.compile(
    r"\b(?:(?:les?|la)?quel(?:le)?s?|which|(?:noms?|names?) (?:des|of(?: the)?))"
    r"(?: (?:sont|etaient|are|were|les|ses|leurs|the|its|autres|other|two|three|four|five|\d+|"
    r"deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|\w+eux|\w+f))*"
    r" ([\w-]+)\b"
)
"""Asks which things, and their noun."""
_PLURAL = re.compile(r"\w{3,}[sx]")
_NO_TRADE = re.compile(r"poles|clusters|pays|\w+ions|\w+ments?|themes|domaines|sujets|secteurs")
_BELONG = re.compile(
    r"\b(?:membres?|members?|adher\w+|particip\w+|(?:fait|font) partie|fonde\w*|founded|rejoint|"
    r"joined|recu|received|beneficie)\b"
)
"""Says of the things asked for that they are members, or act together."""
_FIT = re.compile(
    r"\b(?:peu(?:t|vent)|pourr\w+|pouv\w+|eligibles?|concern\w+|existe\w*|can|could|may|exist)\b|"
    r"\b(?:pour|for) (?:quel|which)"
)
"""Asks which kind of them there is, or something is meant for."""
_NAME = re.compile(r"(?<=[\w,;)»] )[A-ZÀ-Ý][\w&'’-]+|(?<=['’«(])\s?[A-ZÀ-Ý][\w&-]+")
"""A capital inside a sentence."""
_NOBODY = frozenset(
    lexical_tokens("État Région Régions Europe Union France Français AFPC PME TPE ETI R&D PIA")
)
"""Names of no body of which several are asked."""


@cache
def _bodies() -> re.Pattern[str]:
    return re.compile(any_of(sections("synonyms.txt")["bodies"][0]))


@lru_cache(maxsize=64)
def asks_bodies(question: str) -> bool:
    """Does ``question`` ask which companies, laboratories, projects, members… ?"""
    asked = fold(question)
    found = _WHICH.search(asked)
    if found is None or _FIT.search(asked):
        return False
    if _bodies().fullmatch(found[1]):
        return True
    trade = _PLURAL.fullmatch(found[1]) and not _NO_TRADE.fullmatch(found[1])
    return bool(trade and _BELONG.search(asked, found.end()))


def names_bodies(statement: str, question: str, cards: Sequence[PoleCard]) -> bool:
    """Does ``statement`` hold a name that is none of ``question``, of a pôle or of a place?"""
    asked = {*lexical_tokens(question), *_NOBODY}

    def others(text: str) -> list[str]:
        return [name for name in _NAME.findall(text) if asked.isdisjoint(lexical_tokens(name))]

    text = renamed(statement, poles_named(statement, cards), "_")
    if not others(text):
        return False
    for place in load_places().find(text):
        text = text.replace(place.matched, "_")
    return bool(others(text))
