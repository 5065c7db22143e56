"""Countries and regions by name: what answers "which countries", "quelles régions". Pure."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.places.regions import load_places
from ingest.analysis import fold

__all__ = ["territories_asked", "territories_in"]

_COUNTRIES = """
allemagne germany autriche austria belgique belgium bulgarie bulgaria chypre cyprus croatie croatia
danemark denmark espagne spain estonie estonia finlande finland grece greece hongrie hungary
irlande ireland italie italy lettonie latvia lituanie lithuania luxembourg malte malta pays-bas
netherlands pologne poland portugal roumanie romania slovaquie slovakia slovenie slovenia suede
sweden tchequie czechia royaume-uni united-kingdom angleterre england ecosse scotland suisse
switzerland norvege norway islande iceland ukraine serbie serbia turquie turkey maroc morocco
tunisie tunisia algerie algeria egypte egypt senegal cameroun cameroon etats-unis united-states
canada quebec mexique mexico bresil brazil argentine argentina chili chile colombie colombia chine
china japon japan coree korea taiwan inde india israel singapour singapore vietnam thailande
thailand malaisie malaysia indonesie indonesia australie australia
""".split()
"""Folded; France aside, where all of it happens."""
_BORDERING = ("flandre", "flanders", "wallonie", "wallonia", "catalogne", "catalonia", "baviere")
_ASKS_COUNTRIES = re.compile(
    r"\b(?:quels?|(?:dans|de|vers|avec) (?:quels?|combien de)|which|what) (?:\w+ ){0,2}"
    r"(?:pays|countr(?:y|ies))\b"
)
_ASKS_REGIONS = re.compile(r"\b(?:quelles?|which|what) (?:\w+ ){0,2}regions?\b")


@lru_cache(maxsize=64)
def territories_asked(folded: str) -> str:
    """What a folded question asks to be named: "countries", "regions", "" for neither."""
    if _ASKS_COUNTRIES.search(folded):
        return "countries"
    return "regions" if _ASKS_REGIONS.search(folded) else ""


@lru_cache(maxsize=8192)
def territories_in(kind: str, folded: str) -> frozenset[str]:
    """The ``kind`` of territories that a folded text names, as written there."""
    pattern = _countries() if kind == "countries" else _regions()
    return frozenset(pattern.findall(folded))


@lru_cache(maxsize=1)
def _countries() -> re.Pattern[str]:
    return _any_of(_COUNTRIES)


@lru_cache(maxsize=1)
def _regions() -> re.Pattern[str]:
    return _any_of([*map(fold, load_places().regions), *_BORDERING])


def _any_of(names: list[str]) -> re.Pattern[str]:
    longest = sorted(names, key=len, reverse=True)
    return re.compile("|".join(rf"\b{re.escape(n).replace('-', '[ -]')}\b" for n in longest))
