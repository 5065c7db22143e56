"""Places by name: what answers "which countries", "quelles régions", "where". Pure."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.data import sections
from assistant.places.communes import key_of
from assistant.places.regions import load_places
from ingest.analysis import fold

__all__ = [
    "countries_asked",
    "places_in",
    "tells_country",
    "territories_asked",
    "territories_in",
]

_BORDERING = ("flandre", "flanders", "wallonie", "wallonia", "catalogne", "catalonia", "baviere")
_OF_PEOPLE = r"\b(?:{})(?:ne|e)?s?\b"
_OF_COUNTRY = (
    r"(?:^|\b(?:l|d|la|les?|en|aux?|du|des?|in|of|from|with|does|did|is|has|and|et|ou|or|for|to|"
    r"than|chez)\b\W*)(?:{})\b"
)
_BEGINS = 4
"""Letters that the forms of a country's name share: "bulgare", "Belges"."""
_ASKS_COUNTRIES = re.compile(
    r"\b(?:quels?|(?:dans|de|vers|avec) (?:quels?|combien de)|which|what) (?:\w+ ){0,2}"
    r"(?:pays|countr(?:y|ies))\b"
)
_ASKS_REGIONS = re.compile(r"\b(?:quelles?|which|what) (?:\w+ ){0,2}regions?\b")
_NAME = (
    r"[A-ZÀ-Ý][\w'’]*"
    r"(?:[- ](?:(?:d[eu]s?|en|et|l[ae]s?|sur|sous|lès)[- ]|d['’])*[A-ZÀ-Ý][\w'’]*)*"
)
_AT = re.compile(
    rf"(?:\b[àÀ]|\b(?:aux?|[Ee]n|[Ii]n|[Aa]t|near|près de|dans l[ae])|\bdans l['’])\s?"
    rf"((?:(?:[Ll][ae]s?) |[Ll]['’])?{_NAME})"
)
"""A name behind what says that something is there."""
_SHORT = 6
"""Letters from which the other names of regions are told: "aura" is a verb."""


@lru_cache(maxsize=8192)
def places_in(text: str) -> frozenset[str]:
    """The French places, by their key, in which ``text`` says that something is ("à Pau")."""
    return frozenset(key for name in _AT.findall(text) if _is_place(key := key_of(name)))


def _is_place(key: str) -> bool:
    names = load_places().names
    return names.holds(key) and key not in names.words


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


@lru_cache(maxsize=64)
def countries_asked(folded: str, people: bool) -> frozenset[int]:
    """The foreign countries that a folded text names, by number; of ``people``, whose they are."""
    asked = _patterns(_OF_PEOPLE if people else _OF_COUNTRY)
    return frozenset(n for n, pattern in enumerate(asked) if pattern.search(folded))


def tells_country(folded: str, countries: frozenset[int]) -> bool:
    """Does a folded text speak of one of ``countries``, in any form of its name?"""
    return any(_begun()[n].search(folded) for n in countries)


@lru_cache(maxsize=2)
def _patterns(around: str) -> tuple[re.Pattern[str], ...]:
    """The names of each country, ``around`` them what says how it is spoken of."""
    return tuple(re.compile(around.format(names)) for names in _each_country())


@lru_cache(maxsize=1)
def _each_country() -> tuple[str, ...]:
    """Alternatives for each country, its names and those of its people."""
    listed = sections("synonyms.txt")["countries"]
    return tuple(
        "|".join(fold(line).replace(" |", "").split()).replace("-", "[ -]") for line in listed
    )


@lru_cache(maxsize=1)
def _begun() -> tuple[re.Pattern[str], ...]:
    """What the forms of each country's names begin with: "belgique", "belge"."""
    begun = (
        [name[:_BEGINS] for name in names.split("|") if "[" not in name[:_BEGINS]]
        for names in _each_country()
    )
    return tuple(re.compile(rf"\b(?:{'|'.join(names)})") for names in begun)


@lru_cache(maxsize=1)
def _countries() -> re.Pattern[str]:
    """France aside, where all of it happens."""
    named = (line.partition(" | ")[0] for line in sections("synonyms.txt")["countries"])
    return _any_of(fold(" ".join(named)).split())


@lru_cache(maxsize=1)
def _regions() -> re.Pattern[str]:
    places = load_places()
    others = [name for name in places.names.others if len(name) >= _SHORT and name != "centre"]
    return _any_of([*map(fold, places.regions), *others, *_BORDERING])


def _any_of(names: list[str]) -> re.Pattern[str]:
    longest = sorted(names, key=len, reverse=True)
    return re.compile("|".join(rf"\b{re.sub('[ -]', '[ -]', n)}\b" for n in longest))
