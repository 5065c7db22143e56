"""Places of France in a text → regions of today.

Many communes bear the name of a thing (Mer, Sens, Orange): a name counts only where the sentence
speaks of a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from assistant.data import DATA
from assistant.places.communes import key_of, long_form
from assistant.places.cut_text import Words, cut
from assistant.places.gazetteer import Gazetteer, Locality, load_table, most_likely
from assistant.places.near import within_one_edit
from ingest.errors import UsageError

__all__ = ["OVERSEAS", "Places", "load_neighbours", "load_places"]

OVERSEAS = frozenset(("Guadeloupe", "Guyane", "La Réunion", "Martinique", "Mayotte"))
"""Regions that an ocean separates from the others."""


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
_BEFORE_SHORTENED = frozenset("a de d sur pres near in at from vers".split())


@lru_cache(maxsize=1)
def load_places() -> Places:
    """The places that ship with the project, read once a process."""
    return Places(Gazetteer(DATA / "communes.txt", DATA / "places.yaml"))


@lru_cache(maxsize=1)
def load_neighbours() -> Mapping[str, tuple[str, ...]]:
    """Region → regions that touch it."""
    loaded = load_table(DATA / "neighbour_regions.yaml")
    return {region: tuple(near) for region, near in loaded.items()}


class Places:
    """Finds places in texts.

    Attributes:
        names: looks names up.
        departments: code → name and region.
        regions: those of today.
    """

    def __init__(self, names: Gazetteer) -> None:
        self.names = names
        self.departments, self.regions = names.departments, names.regions
        # A question is looked at by several parts of an answer, one after the other.
        self.find = lru_cache(maxsize=64)(self._find)

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
        if self.names.regions_known(key_of(text)):
            return [text]
        parts = [part.strip() for part in _SOFT_SEPARATOR.split(text) if part.strip()]
        known = [part for part in parts if self.names.regions_known(key_of(part))]
        commas = "," in text
        aside = [p for p in parts if p not in known and not _OF_ADDRESS.search(p)]
        if not known or (aside and not commas):
            return [text]
        wide = [part for part in known if not self.names.is_town(key_of(part))]
        around = {region for part in wide for region in self.names.regions_known(key_of(part))}
        towns = [(p, self.names.communes[key_of(p)]) for p in known if p not in wide]
        # "Saint-Denis, La Réunion": the second says which of the first.
        other = (p for p, named in towns if not any(c.region in around for c in named))
        return [*wide, *other, *aside]

    def _regions_of_one(self, name: str) -> tuple[str, ...]:
        full = key_of(name)
        for key in dict.fromkeys((full, _TITLE.sub("", full), f"le {full}")):
            regions = self.names.regions_known(key)
            if regions:
                return regions
        code = name.strip().upper().zfill(2)  # a spreadsheet turns 01 into 1
        if code in self.names.departments:
            return (self.names.departments[code][1],)
        if code.isdigit() and len(code) == 4:
            name = f"0{code}"  # and 01100 into 1100
        return self._nearest(name, full)

    def _nearest(self, name: str, key: str) -> tuple[str, ...]:
        for known, regions in self.names.wide.items():
            if len(key) >= 5 and within_one_edit(key, known):
                return regions
        if commune := self.names.misspelt(key):
            return (commune.region,)
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
        codes = [(match[1].upper(), match) for match in _DEPARTMENT_CODE.finditer(text)]
        for match in _POSTCODE.finditer(text):
            digits = match[1]
            codes.append(({"20": "2A", "97": digits[:3]}.get(digits[:2], digits[:2]), match))
        for code, match in codes:
            if code in self.names.departments:
                name, region = self.names.departments[code]
                yield Locality(name, "département", (region,), match[0], match.start())

    def _named(self, words: Words) -> Iterator[Locality]:
        i = 0
        while i < len(words.folded):
            step = 1
            for j in range(min(len(words.folded), i + _LONGEST), i, -1):
                place = self._place(words, i, j) if self._may_name(words, i, j) else None
                if place is not None:
                    yield replace(place, matched=words.shown(i, j), start=words.spans[i][0])
                    step = j - i
                    break
            i += step

    def _may_name(self, words: Words, i: int, j: int) -> bool:
        """Is it one word, which may be mistyped, or does a name read so?"""
        return j - i == 1 or self.names.holds(long_form(" ".join(words.folded[i:j])))

    def _place(self, words: Words, i: int, j: int) -> Locality | None:
        """What the words ``i`` to ``j`` name, but for where they stand."""
        names, key = self.names, long_form(" ".join(words.folded[i:j]))
        plain = key not in names.words or self._speaks_of_place(words, i, j)
        if key in names.region_keys and (j - i > 1 or plain):
            return Locality(names.region_keys[key], "région", (names.region_keys[key],))
        if key in names.others and plain:
            return Locality(words.shown(i, j), "autre", names.others[key])
        # "à Vienne" is the town: a département takes "en" or "dans".
        town = key in names.communes and words.folded[max(0, i - 1) : i] in (("a",), ("at",))
        if key in names.department_keys and not town and plain:
            name, region = names.department_keys[key]
            return Locality(name, "département", (region,))
        if (commune := self._town(words, i, j, key)) is not None:
            return commune
        regions = names.adjective(key) if j - i == 1 and key not in names.words else ()
        return Locality(words.shown(i, j), "autre", regions) if regions else None

    def _town(self, words: Words, i: int, j: int, key: str) -> Locality | None:
        if self._is_department_with_article(words, i, key):
            return None
        # "Aux Abymes" are Les Abymes; "au port du Havre" is no town.
        article = {"au": "le ", "aux": "les "}.get(words.folded[i - 1] if i else "", "")
        if article + key not in self.names.communes or not words.capital(i):
            article = ""
        return self._commune(words, i, j, article + key) or self._renamed(words, i, j, key)

    def _is_department_with_article(self, words: Words, i: int, key: str) -> bool:
        """Is it "la Marne", the département, rather than the commune La Marne?"""
        article, _, name = key.partition(" ")
        return article in _ARTICLES and not words.capital(i) and name in self.names.department_keys

    def _speaks_of_place(self, words: Words, i: int, j: int) -> bool:
        """Do the words stand where a place is named, though they have another meaning?"""
        before = set(words.folded[max(0, i - 2) : i])
        last = "dans" in before and bool(before & _ARTICLES) and words.last(j)
        near = words.capital(i) and bool(before & _NEAR_DEPARTMENT)
        return words.alone(i, j) or last or near

    def _commune(self, words: Words, i: int, j: int, key: str) -> Locality | None:
        found = self.names.meant(key)
        before = set(words.folded[max(0, i - 1) : i])
        if found is None:
            return self._misspelt(words, i, j, key, before)
        people = max(commune.population for commune in self.names.communes[key])
        if words.capital(i) or words.capital(j - 1):  # "la Rochelle"
            opened = words.opened(i)
            marked = bool(before & _BEFORE) or opened
            unmarked = people >= _SMALLEST_UNMARKED
            if key in self.names.words:
                firmly = before & _FIRMLY_BEFORE or words.alone(i, j)
                wanted = firmly or ("de" in before and unmarked)
            else:
                wanted = marked or unmarked
        else:
            # "le cahier des charges a changé" names no town of Mayenne.
            verb = i > 0 and words.shown(i - 1, i) == "a" and words.accented(i, j)
            wanted = before & _BEFORE_TOWN and people >= _SMALLEST_LOWER and not verb
            wanted = wanted and (key not in self.names.words or people >= _SMALLEST_UNMARKED)
            certain = _SMALLEST_UNMARKED if j - i > 1 else _SMALLEST_BARE
            wanted = wanted or (people >= certain and key not in self.names.words)
        return found if wanted else None

    def _renamed(self, words: Words, i: int, j: int, key: str) -> Locality | None:
        """A commune by another form of its name: "l'usine du Havre", "à Romorantin"."""
        before = words.folded[i - 1] if i else ""
        if not words.capital(i) or key in self.names.words:
            return None
        article = {"du": "le ", "des": "les "}.get(before, "")
        found = self.names.meant(article + key) if article else None
        if found is not None:
            people = max(commune.population for commune in self.names.communes[article + key])
            found = found if people >= _SMALLEST_LOWER else None
        elif j - i == 1 and (before in _BEFORE_SHORTENED or words.alone(i, j)):
            found = most_likely(self.names.shortened.get(key, ()))
        return found

    def _misspelt(
        self, words: Words, i: int, j: int, key: str, before: set[str]
    ) -> Locality | None:
        if j - i > 1 or len(key) < 6 or not (words.capital(i) and before & _FIRMLY_BEFORE):
            return None
        commune = self.names.misspelt(key)
        return Locality(commune.name, "commune", (commune.region,)) if commune else None
