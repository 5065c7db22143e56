"""Places of France in a text → regions of today. Data: ``assistant/data``.

Communes and départements come from the official geographic code; regions of before 2016, short
names and adjectives ("lyonnaise") from a table of ours. Many communes bear the name of a thing
(Mer, Sens, Orange): a name counts only where the sentence speaks of a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml

from assistant.communes import Commune, Communes, key_of, long_form
from assistant.cut_text import Words, cut
from assistant.near import within_one_edit
from ingest.errors import UsageError

__all__ = ["OVERSEAS", "Locality", "Places", "load_neighbours", "load_places"]

OVERSEAS = frozenset(("Guadeloupe", "Guyane", "La Réunion", "Martinique", "Mayotte"))
"""Regions that an ocean separates from the others."""

_DATA = Path(__file__).parent / "data"
_LONGEST = 7  # words of the longest name worth looking for
_BEFORE = frozenset(
    "a au aux en dans sur pres de du des d from in at near around pour vers region departement "
    "ville commune base basee bases basees situe situee implante implantee".split()
)
_FIRMLY_BEFORE = frozenset("a au aux en dans sur in at near from".split())
_BEFORE_TOWN = frozenset("a au aux in at near from".split())  # not "en": "vente en ligne"
_ARTICLES = frozenset(("la", "le", "les", "l"))
_NEAR_DEPARTMENT = _FIRMLY_BEFORE | {"du", "de", "d"}
_DEPARTMENT_CODE = re.compile(
    r"(?:\(|\bdans le |\b(?:entreprise|pme|pmi|tpe|eti|société|start-?up) du |\bdépartement |"
    r"\bdept\.? |\bdpt\.? )(2[AB]|97[1-6]|\d\d)\b\)?",
    re.IGNORECASE,
)
_POSTCODE = re.compile(r"(?<![\d.,])(\d{5})(?![\d.,]|\s*(?:€|m²|m2|k?eur|euros?|[a-zà-ÿ]))")
_TITLE = re.compile(
    r"^(?:(?:la )?(?:region|ville)|(?:le )?departement)? ?(?:(?:de|d|du|des) )?(?:l )?"
)
_HARD_SEPARATOR = re.compile(r"[;|/\n]")
_SOFT_SEPARATOR = re.compile(r",|\s(?:et|and|&|\+)\s")
_OF_ADDRESS = re.compile(r"\d|^france$|\bcedex\b", re.IGNORECASE)
_SMALLEST_UNMARKED = 10_000  # inhabitants: a smaller commune needs a preposition before it
_SMALLEST_BARE = 100_000  # inhabitants: a smaller one-word commune needs its capital or "à"
_SMALLEST_LOWER = 2_000  # inhabitants: a smaller commune needs its capital letter
_SMALLEST_MISSPELT = 20_000
_SMALLEST_SHORTENED = 4_000  # inhabitants: "Romorantin" for Romorantin-Lanthenay
_BEFORE_SHORTENED = frozenset("a de d sur pres near in at from vers".split())
_NO_SHORT_NAME = frozenset(
    "saint sainte grand grande petit petite haute basse notre belle beau bonne chateau bourg "
    "croix roche roches fontaine pierre plaine plessis champs champ marche garde villa moulin "
    "ville villeneuve montagne vallee forges mines port pont fort bains vieux neuf neuve".split()
)
_DOMINANT = 4  # times as many inhabitants as all its namesakes elsewhere: the one that is meant


@dataclass(frozen=True, slots=True)
class Locality:
    """A place that a text names.

    Attributes:
        name: official name, or as typed for an adjective or a short name.
        kind: "commune", "département", "région" or "autre".
        regions: today's regions it lies in; several when it spans them or is ambiguous.
        matched: the words of the text.
        start: offset of these words in the text.
        ambiguous: True when several places of different regions bear the name.
    """

    name: str
    kind: str
    regions: tuple[str, ...]
    matched: str
    start: int
    ambiguous: bool = False


@lru_cache(maxsize=1)
def load_places() -> Places:
    """The places that ship with the project, read once a process."""
    return Places(_DATA / "communes.txt", _DATA / "places.yaml")


@lru_cache(maxsize=1)
def load_neighbours() -> Mapping[str, tuple[str, ...]]:
    """Region → regions that touch it."""
    loaded = _load(_DATA / "neighbour_regions.yaml")
    return {region: tuple(near) for region, near in loaded.items()}


def _load(path: Path) -> Mapping[str, Any]:
    # The C loader is as safe as the other, and ten times faster.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loaded: Mapping[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506
    return loaded


class Places:
    """Finds places in texts."""

    def __init__(self, communes: Path, others: Path) -> None:
        """Read the data files."""
        # A question is looked at by several parts of an answer, one after the other.
        self.find = lru_cache(maxsize=64)(self._find)
        loaded = _load(others)
        self._words = frozenset(loaded["words"])
        self._adjectives: dict[str, tuple[str, ...]] = {
            key: tuple(value) for key, value in loaded["adjectives"].items()
        }
        self._others = {
            key_of(name): tuple(regions)
            for table in ("former_regions", "other_names")
            for name, regions in loaded[table].items()
        }
        self.departments: dict[str, tuple[str, str]] = {}
        self._lines: list[tuple[str, str]] = []
        for line in communes.read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                code, name, region, names = line.split("|")
                self.departments[code] = (name, region)
                self._lines.append((region, names))
        self.regions = tuple(dict.fromkeys(region for _, region in self.departments.values()))
        self._region_keys = {key_of(name): name for name in self.regions}
        self._department_keys = {key_of(name): (name, r) for name, r in self.departments.values()}

    @cached_property
    def _communes(self) -> Communes:
        return Communes(self._lines)

    @cached_property
    def _towns(self) -> tuple[str, ...]:
        return tuple(self._communes.larger(_SMALLEST_SHORTENED))

    @cached_property
    def _shortened(self) -> Mapping[str, tuple[Commune, ...]]:
        """First word of a long name → communes: "Vélizy" for Vélizy-Villacoublay."""
        found: dict[str, list[Commune]] = {}
        for key in self._towns:
            first, _, rest = key.partition(" ")
            if len(first) < 5 or not rest or first in _NO_SHORT_NAME or first in self._communes:
                continue
            large = [c for c in self._communes[key] if c.population >= _SMALLEST_SHORTENED]
            found.setdefault(first, []).extend(large)
        return {key: tuple(communes) for key, communes in found.items()}

    @cached_property
    def _large(self) -> tuple[str, ...]:
        return tuple(
            key
            for key in self._towns
            if len(key) >= 6 and self._communes[key][0].population >= _SMALLEST_MISSPELT
        )

    def regions_of(self, names: str) -> tuple[str, ...]:
        """Today's regions of a place, or of several: "Bretagne;Ain", "Tours, Pau", "Ain et Isère".

        A place is a region, a département or its code, or a commune. What stands with a place
        in an address ("12 rue du Port, Pau, France") is no place of its own.

        Raises:
            UsageError: one of them is no such place.
        """
        regions: dict[str, None] = {}
        for part in filter(str.strip, _HARD_SEPARATOR.split(names)):
            for name in self._listed(part):
                regions.update(dict.fromkeys(self._regions_of_one(name)))
        return tuple(regions) or self._regions_of_one(names)

    def _listed(self, text: str) -> list[str]:
        """The places of ``text``, where commas or "et" set several apart; else itself."""
        if self._regions_known(key_of(text)):
            return [text]
        parts = [part.strip() for part in _SOFT_SEPARATOR.split(text) if part.strip()]
        known = [part for part in parts if self._regions_known(key_of(part))]
        commas = "," in text
        aside = [p for p in parts if p not in known and not _OF_ADDRESS.search(p)]
        if not known or (aside and not commas):
            return [text]
        wide = [part for part in known if not self._is_town(key_of(part))]
        around = {region for part in wide for region in self._regions_known(key_of(part))}
        towns = (part for part in known if part not in wide)
        # "Saint-Denis, La Réunion": the second says which of the first.
        other = (p for p in towns if not any(c.region in around for c in self._communes[key_of(p)]))
        return [*wide, *other, *aside]

    def _is_town(self, key: str) -> bool:
        wider = key in self._region_keys or key in self._others or key in self._department_keys
        return not wider and key in self._communes

    def _regions_of_one(self, name: str) -> tuple[str, ...]:
        full = key_of(name)
        for key in dict.fromkeys((full, _TITLE.sub("", full), f"le {full}")):
            regions = self._regions_known(key)
            if regions:
                return regions
        code = name.strip().upper().zfill(2)  # a spreadsheet turns 01 into 1
        if code in self.departments:
            return (self.departments[code][1],)
        if code.isdigit() and len(code) == 4:
            name = f"0{code}"  # and 01100 into 1100
        return self._nearest(name, full)

    def _regions_known(self, key: str) -> tuple[str, ...]:
        if key in self._region_keys:
            return (self._region_keys[key],)
        if key in self._others:
            return self._others[key]
        if key in self._department_keys:
            return (self._department_keys[key][1],)
        found = self._meant(key)
        return found.regions if found is not None else ()

    def _nearest(self, name: str, key: str) -> tuple[str, ...]:
        everything = {**{k: (v,) for k, v in self._region_keys.items()}, **self._others}
        for known, regions in everything.items():
            if len(key) >= 5 and within_one_edit(key, known):
                return regions
        for known, (_, region) in self._department_keys.items():
            if len(key) >= 5 and within_one_edit(key, known):
                return (region,)
        near = [known for known in self._large if within_one_edit(key, known)]
        if len(near) == 1:
            return (self._communes[near[0]][0].region,)
        # "69003", "Toulouse (31)", "Lyon 3e", "vélizy": as a description would say it.
        found = self.find(f"à {name.strip().capitalize()}") or self.find(name)
        if found:
            return next((place.regions for place in found if not place.ambiguous), found[0].regions)
        raise UsageError(
            f"no place of France is called {name!r}: give a region, a département or a town"
        )

    def _find(self, text: str) -> tuple[Locality, ...]:
        """Places that ``text`` names, in order, without overlap."""
        words = cut(text)
        found = [*self._codes(text), *self._named(words)]
        kept: list[Locality] = []
        for place in sorted(found, key=lambda place: (place.start, -len(place.matched))):
            if not kept or place.start >= kept[-1].start + len(kept[-1].matched):
                kept.append(place)
        return tuple(kept)

    def _codes(self, text: str) -> Iterator[Locality]:
        for match in _DEPARTMENT_CODE.finditer(text):
            if match[1].upper() in self.departments:
                name, region = self.departments[match[1].upper()]
                yield Locality(name, "département", (region,), match[0], match.start())
        for match in _POSTCODE.finditer(text):
            digits = match[1]
            code = {"20": "2A", "97": digits[:3]}.get(digits[:2], digits[:2])
            if code in self.departments:
                name, region = self.departments[code]
                yield Locality(name, "département", (region,), match[0], match.start())

    def _named(self, words: Words) -> Iterator[Locality]:
        i = 0
        while i < len(words.folded):
            step = 1
            for j in range(min(len(words.folded), i + _LONGEST), i, -1):
                place = self._place(words, i, j)
                if place is not None:
                    yield place
                    step = j - i
                    break
            i += step

    def _place(self, words: Words, i: int, j: int) -> Locality | None:
        key = long_form(" ".join(words.folded[i:j]))
        sure = self._speaks_of_place(words, i, j, key)

        def made(name: str, kind: str, regions: tuple[str, ...]) -> Locality:
            return Locality(name, kind, regions, words.shown(i, j), words.spans[i][0])

        if key in self._region_keys and (j - i > 1 or sure or key not in self._words):
            return made(self._region_keys[key], "région", (self._region_keys[key],))
        if key in self._others and (key not in self._words or sure):
            return made(words.shown(i, j), "autre", self._others[key])
        # "à Vienne" is the town: a département takes "en" or "dans".
        town = key in self._communes and words.folded[max(0, i - 1) : i] in (("a",), ("at",))
        if key in self._department_keys and not town and (key not in self._words or sure):
            name, region = self._department_keys[key]
            return made(name, "département", (region,))
        commune = self._town(words, i, j, key)
        if commune is not None:
            return commune
        if j - i == 1 and key not in self._words:
            regions = self._adjective(key)
            if regions:
                return made(words.shown(i, j), "autre", regions)
        return None

    def _town(self, words: Words, i: int, j: int, key: str) -> Locality | None:
        if self._is_department_with_article(words, i, key):
            return None
        # "Aux Abymes" are Les Abymes; "au port du Havre" is no town.
        article = {"au": "le ", "aux": "les "}.get(words.folded[i - 1] if i else "", "")
        if article + key not in self._communes or not words.capital(i):
            article = ""
        return self._commune(words, i, j, article + key) or self._renamed(words, i, j, key)

    def _is_department_with_article(self, words: Words, i: int, key: str) -> bool:
        """Is it "la Marne", the département, rather than the commune La Marne?"""
        article, _, name = key.partition(" ")
        return article in _ARTICLES and not words.capital(i) and name in self._department_keys

    def _adjective(self, word: str) -> tuple[str, ...]:
        for ending in ("", "s", "e", "es", "ne", "nes", "le", "les", "x", "de", "des"):
            stem = word[: len(word) - len(ending)] if ending else word
            if word.endswith(ending) and stem in self._adjectives:
                return self._adjectives[stem]
        return ()

    def _speaks_of_place(self, words: Words, i: int, j: int, key: str) -> bool:
        before = set(words.folded[max(0, i - 2) : i])
        capital = words.capital(i)
        if key in self._words:
            return words.alone(i, j) or (capital and bool(before & _NEAR_DEPARTMENT))
        return capital or bool(before & _BEFORE)

    def _commune(self, words: Words, i: int, j: int, key: str) -> Locality | None:
        found = self._meant(key)
        before = set(words.folded[max(0, i - 1) : i])
        if found is None:
            return self._misspelt(words, i, j, key, before)
        people = max(commune.population for commune in self._communes[key])
        if words.capital(i) or words.capital(j - 1):  # "la Rochelle"
            opened = words.opened(i)
            marked = bool(before & _BEFORE) or opened
            unmarked = people >= _SMALLEST_UNMARKED
            if key in self._words:
                firmly = before & _FIRMLY_BEFORE or words.alone(i, j)
                wanted = firmly or ("de" in before and unmarked)
            else:
                wanted = marked or unmarked
        else:
            # "le cahier des charges a changé" names no town of Mayenne.
            verb = i > 0 and words.shown(i - 1, i) == "a" and words.accented(i, j)
            wanted = before & _BEFORE_TOWN and people >= _SMALLEST_LOWER and not verb
            wanted = wanted and (key not in self._words or people >= _SMALLEST_UNMARKED)
            certain = _SMALLEST_UNMARKED if j - i > 1 else _SMALLEST_BARE
            wanted = wanted or (people >= certain and key not in self._words)
        if not wanted:
            return None
        return Locality(
            found.name,
            "commune",
            found.regions,
            words.shown(i, j),
            words.spans[i][0],
            found.ambiguous,
        )

    def _renamed(self, words: Words, i: int, j: int, key: str) -> Locality | None:
        """A commune by another form of its name: "l'usine du Havre", "à Romorantin"."""
        before = words.folded[i - 1] if i else ""
        if not words.capital(i) or key in self._words:
            return None
        article = {"du": "le ", "des": "les "}.get(before, "")
        found = self._meant(article + key) if article else None
        if found is not None:
            people = max(commune.population for commune in self._communes[article + key])
            found = found if people >= _SMALLEST_LOWER else None
        elif j - i == 1 and (before in _BEFORE_SHORTENED or words.alone(i, j)):
            found = _most_likely(self._shortened.get(key, ()))
        if found is None:
            return None
        return replace(found, matched=words.shown(i, j), start=words.spans[i][0])

    def _meant(self, key: str) -> Locality | None:
        return _most_likely(self._communes.get(key, ()))

    def _misspelt(
        self, words: Words, i: int, j: int, key: str, before: set[str]
    ) -> Locality | None:
        if j - i > 1 or len(key) < 6 or not (words.capital(i) and before & _FIRMLY_BEFORE):
            return None
        near = [known for known in self._large if within_one_edit(key, known)]
        if len(near) != 1:
            return None
        commune = self._communes[near[0]][0]
        return Locality(
            commune.name, "commune", (commune.region,), words.shown(i, j), words.spans[i][0]
        )


def _most_likely(communes: Sequence[Commune]) -> Locality | None:
    """The commune that is meant, or all those that may be."""
    if not communes:
        return None
    ranked = sorted(communes, key=lambda commune: -commune.population)
    elsewhere = [c.population for c in ranked[1:] if c.region != ranked[0].region]
    if ranked[0].population >= _DOMINANT * max(elsewhere, default=0):
        return Locality(ranked[0].name, "commune", (ranked[0].region,), "", 0)
    rivals = (c for c in ranked if c.population * _DOMINANT > ranked[0].population)
    regions = tuple(dict.fromkeys(commune.region for commune in rivals))
    return Locality(ranked[0].name, "commune", regions, "", 0, ambiguous=True)
