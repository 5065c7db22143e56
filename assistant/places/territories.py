"""Countries and regions by name: what answers "which countries", "quelles régions". Pure."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.data import sections
from assistant.places.regions import load_places
from ingest.analysis import fold

__all__ = ["territories_asked", "territories_in"]

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
    """France aside, where all of it happens."""
    named = (line.partition(" | ")[0] for line in sections("synonyms.txt")["countries"])
    return _any_of(fold(" ".join(named)).split())


@lru_cache(maxsize=1)
def _regions() -> re.Pattern[str]:
    return _any_of([*map(fold, load_places().regions), *_BORDERING])


def _any_of(names: list[str]) -> re.Pattern[str]:
    longest = sorted(names, key=len, reverse=True)
    return re.compile("|".join(rf"\b{re.escape(n).replace('-', '[ -]')}\b" for n in longest))
