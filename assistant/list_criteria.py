"""Which pôles a list holds: its criteria, read once, and what each means of a pôle's card. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.communes import key_of
from assistant.places import load_places
from assistant.synonyms import alternatives
from ingest.analysis import lexical_tokens
from ingest.cards import PoleCard

if TYPE_CHECKING:
    from assistant.finder_lexicon import Found, Lexicon
    from assistant.gazetteer import Locality

__all__ = [
    "Labels",
    "ListAsked",
    "Place",
    "Theme",
    "content_tokens",
    "lexicon",
    "overlaps",
    "place_of",
    "terms_of",
    "themes_of",
]

Labels = Mapping[str, tuple[str, ...]]
"""Key of the vocabulary → its French and English names."""

_KINDS = ("technologies", "sectors")
"""Of keys that are themes, the more telling first."""
_OF = re.compile(r"\s+(?:(?:de la|du|des|de|of)\s+|(?:de l'|d')\s*)?", re.IGNORECASE)
"""What stands inside an expression of several themes."""
_PART = re.compile(r", | et | ou | and | or ")
"""Between the names of a key: "Pêche et aquaculture", the first of which stands for all."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place that a question names.

    Attributes:
        name: as it is shown.
        regions: of today.
        towns: keys of its communes: a pôle is there by its seat or a site; none of a place as
            wide as a region, where all pôles of the region are.
    """

    name: str
    regions: tuple[str, ...]
    towns: frozenset[str] = frozenset()

    def towns_of(self, card: PoleCard, *, seat: bool) -> list[str]:
        """Where a pôle has its seat, or else a site, among its towns."""
        if not self.towns:
            return []
        known = sorted((f.as_of, f.value) for f in card.facts if f.field == "seat")[-1:]
        towns = [value for _, value in known]
        if not seat:
            towns += [fact.value for fact in card.facts if fact.field == "sites"]
        return [town for town in towns if key_of(town) in self.towns]

    def holds(self, card: PoleCard, *, seat: bool) -> bool:
        """Is the pôle there?"""
        if self.towns:
            return bool(self.towns_of(card, seat=seat))
        return not set(self.regions).isdisjoint(card.regions)


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme that a question names.

    Attributes:
        said: its words, as typed.
        readings: tokens of these words, as typed, and in the singular with typing errors mended.
        telling: keys of the vocabulary that they say: technologies before sectors.
        near: all keys that they say.
        keys: a pôle of the theme has one of these.
        shown_by: keys that any word naming them shows; without, its own words only show it.
    """

    said: str
    readings: tuple[frozenset[str], ...]
    telling: tuple[str, ...]
    near: tuple[str, ...]
    keys: tuple[str, ...]
    shown_by: tuple[str, ...] = ()

    def holds(self, card: PoleCard) -> bool:
        """Is the pôle of the theme, by its card?"""
        return not {*card.sectors, *card.technologies}.isdisjoint(self.keys)

    def widened(self) -> tuple[Theme, Theme]:
        """What is nearest to a theme that no record names."""
        one, other = (replace(self, keys=k, shown_by=k) for k in (self.telling, self.near))
        return one, other


@dataclass(frozen=True, slots=True)
class ListAsked:
    """Which pôles a question asks for.

    Attributes:
        places, not_places: where, and where not.
        themes, not_themes: on what, and on what not.
        both: every place and every theme is meant, rather than any of them.
        standing: "" labelled, "lost", "born" (of a merger), "merged", "absorbed",
            "former", "new".
        levels: of the European label.
        year: in which something befell them.
        phase: of which they are the new ones, 0 for none.
        as_of: nothing later is told; they were labelled then.
        per_region: counted region by region.
        without: the regions are asked that have none.
        seat: their seat is asked, rather than any site.
    """

    places: tuple[Place, ...] = ()
    not_places: tuple[Place, ...] = ()
    themes: tuple[Theme, ...] = ()
    not_themes: tuple[Theme, ...] = ()
    both: bool = False
    standing: str = ""
    levels: tuple[str, ...] = ()
    year: int | None = None
    phase: int = 0
    as_of: int | None = None
    per_region: bool = False
    without: bool = False
    seat: bool = False

    @property
    def every(self) -> bool:
        """Are all labelled pôles asked for?"""
        narrow = self.places or self.not_places or self.themes or self.not_themes
        return not (narrow or self.standing or self.levels or self.as_of)


def place_of(found: Locality, *, wide: bool) -> Place:
    """A place found in a text; ``wide``: its whole region is meant."""
    if wide or found.kind in ("région", "autre"):
        return Place(found.name, found.regions)
    if found.kind == "commune":
        return Place(found.name, found.regions, frozenset((key_of(found.name),)))
    return Place(found.name, found.regions, load_places().names.towns_of(found.name))


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The words of themes."""
    from assistant.finder_lexicon import load_lexicon

    return load_lexicon(trades=False)


def terms_of(text: str, taken: Sequence[tuple[int, int]]) -> list[Found]:
    """The terms of themes: the sea in "outre-mer" is none, nor is a need ("budget")."""
    from assistant.finder_lexicon import STRONG

    return [
        term
        for term in lexicon().themes(text)
        if not overlaps(term.start, term.end, taken)
        and any(t.weight >= STRONG and t.kind in _KINDS for t in term.targets)
    ]


def themes_of(
    text: str, found: Sequence[Found], labels: Labels, *, wide: bool
) -> Iterator[tuple[int, Theme]]:
    """The themes found, each with the number of its last term: "matériaux composites" is one.

    ``wide``: any word that names the same keys shows one, as its own words do.
    """
    from assistant.finder_lexicon import STRONG

    runs: list[list[int]] = []
    for n, term in enumerate(found):
        joined = runs and _OF.fullmatch(text, found[runs[-1][-1]].end, term.start)
        runs = [*runs[:-1], [*runs[-1], n]] if joined else [*runs, [n]]
    for run in runs:
        terms = [found[n] for n in run]
        said = text[terms[0].start : terms[-1].end]
        strong = [t for term in terms for t in term.targets if t.weight >= STRONG]
        held = [tuple(dict.fromkeys(t.key for t in strong if t.kind == kind)) for kind in _KINDS]
        typed = dict.fromkeys((said, " ".join(term.read for term in terms)))
        readings = dict.fromkeys(
            frozenset(content_tokens(words) or lexical_tokens(words)) for words in typed
        )
        telling, near = held[0] or held[1], (*held[0], *held[1])
        named = _named(tuple(readings), telling, near, labels)
        shown_by = named or (telling if wide else ())
        yield run[-1], Theme(said, tuple(readings), telling, near, named or near, shown_by)


def _named(
    readings: Sequence[frozenset[str]],
    telling: tuple[str, ...],
    near: tuple[str, ...],
    labels: Labels,
) -> tuple[str, ...]:
    """The keys whose own name these words say, rather than a part of it or something near."""
    if not labels:  # cards made before they held them
        return telling
    every = {
        also
        for key in near
        for label in labels.get(key, ())
        for token in content_tokens(label)
        for also in alternatives(token)
    }
    if not any(reading <= every for reading in readings):
        return ()
    said = {also for reading in readings for token in reading for also in alternatives(token)}
    return tuple(
        key
        for key in telling
        if any(set(content_tokens(_PART.split(name)[0])) <= said for name in labels.get(key, ()))
    )


def content_tokens(text: str) -> list[str]:
    """The stems of the words of ``text``, none of a single letter or digit."""
    return [t for t in lexical_tokens(text) if t[0] != "=" and len(t) > 1]


def overlaps(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Have the characters from ``start`` to ``end`` any in common with ``spans``?"""
    return any(a < end and start < b for a, b in spans)
