"""Which pôles a list holds: its criteria, read once, and what each means of a pôle's card. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby, product
from typing import TYPE_CHECKING

from assistant.places.communes import key_of
from assistant.places.regions import load_places
from assistant.registry.card_values import dated_values, known, latest_number, regions_of
from assistant.understanding.moments import phase_of
from assistant.understanding.synonyms import alternatives
from assistant.understanding.theme_terms import KINDS, NAMES
from ingest.analysis import fold, lexical_tokens, stem
from ingest.cards import PoleCard

if TYPE_CHECKING:
    from assistant.places.gazetteer import Locality
    from assistant.registry.superlatives import First
    from assistant.understanding.lexicon import Found

__all__ = [
    "Amount",
    "Labels",
    "ListAsked",
    "Place",
    "Theme",
    "content_tokens",
    "place_of",
    "themes_of",
    "whole_tokens",
]

Labels = Mapping[str, tuple[str, ...]]
"""Key of the vocabulary → its French and English names."""

_OF = re.compile(r"\s+(?:(?:de la|du|des|de|of)\s+|(?:de l'|d')\s*)?", re.IGNORECASE)
"""What stands inside an expression of several themes."""
_PART = re.compile(r", | et | ou | and | or ")
"""Between the names of a key: "Pêche et aquaculture", the first of which stands for all."""
_SHORT, _ENDING = 3, 2
"""Letters of a stem that longer words share by chance; of an ending that inflects it."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place that a question names.

    Attributes:
        name: as it is shown.
        regions: of today.
        towns: keys of its communes: a pôle is there by its seat or a site; none of a place as
            wide as a region, where all pôles of the region are.
        former: it is a region of before 2016, of which the records name what is of today.
    """

    name: str
    regions: tuple[str, ...]
    towns: frozenset[str] = frozenset()
    former: bool = False

    def towns_of(self, card: PoleCard, asked: ListAsked) -> list[str]:
        """Where a pôle has its seat, or else a site, among its towns; of a region, its seat."""
        towns = _towns(card, asked) if self.towns or asked.seat else []
        towns = [town for town in towns if not self.towns or key_of(town) in self.towns]
        return [town for town in towns if _around(town, card).intersection(self.regions)]

    def known_in(self, card: PoleCard) -> str:
        """The year in which its card last places a pôle there; "" where its seat or a site does."""
        asked = ListAsked()
        towns = {region for town in _towns(card, asked) for region in _around(town, card)}
        facts = [f for f in card.facts if f.field == "regions" and f.value in self.regions]
        latest = max((fact.as_of[:4] for fact in facts), default="")
        return latest if towns.isdisjoint(self.regions) else ""

    def there(self, card: PoleCard, asked: ListAsked) -> bool | None:
        """Is the pôle there? None: its card tells no seat, or not of a former region or past year.

        What it says of several regions in a later phase holds for that of its seat alone.
        """
        if self.towns_of(card, asked):
            return True
        its = regions_of(card, asked.as_of)
        if (self.towns and not self.former) or set(self.regions).isdisjoint(its):
            return False
        if not (asked.seat or self.former or asked.as_of):
            return True
        towns = _towns(card, asked)
        near = any(_around(town, card).intersection(self.regions) for town in towns)
        if asked.seat or self.former:
            return False if near or (asked.seat and towns) else None
        first = min((int(f.as_of[:4]) for f in card.facts if f.field == "regions"), default=9999)
        year = asked.as_of or 0
        then = first <= year or phase_of(first) == phase_of(year)
        return True if then or near or len(card.regions) == 1 else None


def _towns(card: PoleCard, asked: ListAsked) -> list[str]:
    """Its seat; its sites, unless a seat is asked: of a past year, those known by then."""
    until = str(asked.as_of or "9999")
    sites = (fact for fact in card.facts if fact.field == "sites" and not asked.seat)
    seats = known(card, "seat", asked.as_of)[-1:]
    return [*seats, *(fact.value for fact in sites if fact.as_of[:4] <= until)]


def _around(town: str, card: PoleCard) -> frozenset[str]:
    """The regions of a town of a pôle: of namesakes, the one that lies in the pôle's regions."""
    regions = frozenset(load_places().names.regions_known(key_of(town)))
    return regions.intersection(card.regions) if len(regions) > 1 else regions


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme that a question names.

    Attributes:
        said: its words, as typed.
        readings: tokens of these words, as typed, in the singular with typing errors mended, and
            of its other names: an acronym is its long form.
        telling: keys of the vocabulary that they say: technologies before sectors.
        near: all keys that they say.
        keys: a pôle of the theme has one of these.
        shown_by: keys that any word naming them shows; without, its own words only show it.
        group: themes of one group are joined ("la chimie et le bois"), each would do; of each group
            one is meant ("quel pôle de la chimie travaille sur le bois ?").
    """

    said: str
    readings: tuple[frozenset[str], ...]
    telling: tuple[str, ...]
    near: tuple[str, ...]
    keys: tuple[str, ...]
    shown_by: tuple[str, ...] = ()
    group: int = 0

    def holds(self, card: PoleCard) -> bool:
        """Is the pôle of the theme, by its card?"""
        return not {*card.sectors, *card.technologies}.isdisjoint(self.keys)

    def widened(self) -> tuple[Theme, Theme]:
        """What is nearest to a theme that no record names."""
        one, other = (replace(self, keys=k, shown_by=k) for k in (self.telling, self.near))
        return one, other


@dataclass(frozen=True, slots=True)
class Amount:
    """How many members a pôle has, by its latest known number, or the year of its creation.

    Attributes:
        field: "members" or "created".
        least, most: the values that are asked for.
        said: as typed.
    """

    field: str
    least: int
    most: int
    said: str

    def holds(self, card: PoleCard) -> bool:
        """Is the pôle of this size, or of that year? "Plus de 500" is more than 500."""
        number, rows = latest_number(card, self.field), dated_values(card, self.field)
        more = bool(rows) and "plus de" in rows[0].perimeter
        return number is not None and self.least <= number + more <= self.most


@dataclass(frozen=True, slots=True)
class ListAsked:
    """Which pôles a question asks for.

    Attributes:
        places, not_places: where, and where not.
        themes, not_themes: on what, and on what not.
        both: every place and every theme is meant, rather than any of them.
        standing: "" labelled, "lost", "born" (of a merger), "merged", "absorbed",
            "renamed", "former", "new".
        levels: of the European label.
        amount: of so many members, or created then.
        year: in which something befell them.
        phase: of which they are the new ones, 0 for none.
        as_of: nothing later is told; they were labelled then.
        per_region: counted region by region.
        headed: by "women", "men": only a text tells; "" by anybody.
        heads: these pôles, by their identifiers, and their presidents; None before a text is read.
        first: those that come first are asked.
        without: the regions are asked that have none.
        seat: their seat is asked, rather than any site.
        column: a fact of each is asked, by its name in ``FIELDS``.
    """

    places: tuple[Place, ...] = ()
    not_places: tuple[Place, ...] = ()
    themes: tuple[Theme, ...] = ()
    not_themes: tuple[Theme, ...] = ()
    both: bool = False
    standing: str = ""
    levels: tuple[str, ...] = ()
    amount: Amount | None = None
    year: int | None = None
    phase: int = 0
    as_of: int | None = None
    per_region: bool = False
    headed: str = ""
    heads: Mapping[str, str] | None = None
    first: First | None = None
    without: bool = False
    seat: bool = False
    column: str = ""

    @property
    def theme_groups(self) -> tuple[tuple[Theme, ...], ...]:
        """Of each, a pôle that is asked for is on one."""
        if self.both:
            return tuple((theme,) for theme in self.themes)
        return tuple(tuple(g) for _, g in groupby(self.themes, key=lambda theme: theme.group))

    @property
    def every(self) -> bool:
        """Are all labelled pôles asked for?"""
        narrow = self.places or self.not_places or self.themes or self.not_themes
        return not (
            narrow or self.standing or self.levels or self.amount or self.as_of or self.headed
        )


@lru_cache(maxsize=64)
def place_of(found: Locality, *, wide: bool) -> Place:
    """A place found in a text; ``wide``: its whole region is meant."""
    towns: frozenset[str] = frozenset()
    if found.kind == "commune":
        towns = frozenset((key_of(found.name),))
    elif found.kind != "région":
        towns = load_places().names.towns_of(found.name)
    former = bool(towns) and found.kind == "autre" and not wide
    return Place(found.name, found.regions, frozenset() if wide else towns, former)


@lru_cache(maxsize=1)
def _names() -> Mapping[str, tuple[tuple[str, ...], tuple[frozenset[str], ...]]]:
    """Of each name of a theme, as the lexicon reads it: its keys, and tokens of all its names."""
    from assistant.understanding.lexicon import words_of

    found: dict[str, tuple[tuple[str, ...], tuple[frozenset[str], ...]]] = {}
    for line in NAMES.read_text(encoding="utf-8").splitlines():
        keys, _, said = line.partition(":")
        names = [] if line.startswith("#") else [name.strip() for name in said.split(",")]
        readings = tuple(frozenset(_tokens(name)) for name in names)
        for name in names:
            read = " ".join(word.singular for word in words_of(name))
            found[read] = (tuple(keys.split()), readings)
    return found


def themes_of(
    text: str, found: Sequence[Found], labels: Labels, *, wide: bool
) -> Iterator[tuple[int, Theme]]:
    """The themes found, each with the number of its last term: "matériaux composites" is one.

    ``wide``: any word that names the same keys shows one, as its own words do.
    """
    from assistant.understanding.lexicon import STRONG

    runs: list[list[int]] = []
    for n, term in enumerate(found):
        joined = runs and _OF.fullmatch(text, found[runs[-1][-1]].end, term.start)
        runs = [*runs[:-1], [*runs[-1], n]] if joined else [*runs, [n]]
    for run in runs:
        terms = [found[n] for n in run]
        said = text[terms[0].start : terms[-1].end]
        strong = [t for term in terms for t in term.targets if t.weight >= STRONG]
        held = [tuple(dict.fromkeys(t.key for t in strong if t.kind == kind)) for kind in KINDS]
        names = [_names().get(term.read, ((), ())) for term in terms]
        typed = [
            {frozenset(_tokens(text[term.start : term.end])), frozenset(_tokens(term.read)), *also}
            for term, (_, also) in zip(terms, names, strict=True)
        ]
        readings = tuple(frozenset[str]().union(*one) for one in product(*typed))
        telling, near = held[0] or held[1], (*held[0], *held[1])
        named = names[0][0] if len(terms) == 1 else ()
        named = named or _named(readings, telling, near, labels)
        shown_by = named or (telling if wide else ())
        yield run[-1], Theme(said, readings, telling, near, named or near, shown_by)


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


def _tokens(words: str) -> list[str]:
    return content_tokens(words) or list(lexical_tokens(words))


def content_tokens(text: str) -> list[str]:
    """The stems of the words of ``text``, none of a single letter or digit."""
    return [t for t in lexical_tokens(text) if t[0] != "=" and len(t) > 1]


@lru_cache(maxsize=8192)
def whole_tokens(text: str) -> frozenset[str]:
    """The tokens of a text; one as short as "vin" only of a word as short: not of "vinasse"."""
    tokens = frozenset(lexical_tokens(text))
    short = {token for token in tokens if len(token) <= _SHORT and token.isalpha()}
    words = re.findall(r"[^\W\d_]+", fold(text)) if short else []
    whole = {stem(word) for word in words if len(word) <= _SHORT + _ENDING}
    return tokens - (short - whole)
