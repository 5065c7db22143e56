"""The names of places in France and the regions of today they lie in. Data: ``assistant/data``.

Communes and départements come from the official geographic code; regions of before 2016, short
names and adjectives ("lyonnaise") from a table of ours.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from assistant.places.communes import Commune, Communes, key_of
from assistant.places.near import within_one_edit

__all__ = ["Gazetteer", "Locality", "load_table", "most_likely"]

_SMALLEST_SHORTENED = 4_000  # inhabitants: "Romorantin" for Romorantin-Lanthenay
_SMALLEST_MISSPELT = 20_000
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
    matched: str = ""
    start: int = 0
    ambiguous: bool = False


def load_table(path: Path) -> Mapping[str, Any]:
    """What a YAML file holds."""
    # The C loader is as safe as the other, and ten times faster.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loaded: Mapping[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506
    return loaded


class Gazetteer:
    """Looks names up, by their key (``communes.key_of``)."""

    def __init__(self, communes: Path, others: Path) -> None:
        """Read the data files."""
        loaded = load_table(others)
        self.words = frozenset(loaded["words"])
        self._adjectives: dict[str, tuple[str, ...]] = {
            key: tuple(value) for key, value in loaded["adjectives"].items()
        }
        self._departments_of: dict[str, tuple[str, ...]] = {
            name: tuple(codes.split()) for name, codes in loaded["former_departments"].items()
        }
        self.also: dict[str, tuple[str, ...]] = {
            region: (region, *names) for region, names in loaded["region_names"].items()
        }
        """The names of a region of today that has several, its own first."""
        self.others = {
            key_of(name): (region,) for region, names in self.also.items() for name in names[1:]
        } | {
            key_of(name): tuple(regions)
            for table in ("former_regions", "other_names")
            for name, regions in loaded[table].items()
        }
        self.departments: dict[str, tuple[str, str]] = {}
        self._lines: list[tuple[str, str]] = []
        self._towns_in: dict[str, str] = {}
        for line in communes.read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                code, name, region, names = line.split("|")
                self.departments[code] = (name, region)
                self._lines.append((region, names))
                self._towns_in[name] = names
        self.regions = tuple(dict.fromkeys(region for _, region in self.departments.values()))
        self.region_keys = {key_of(name): name for name in self.regions}
        self.department_keys = {key_of(name): (name, r) for name, r in self.departments.values()}
        self.wide: Mapping[str, tuple[str, ...]] = ChainMap(
            {key: (name,) for key, name in self.region_keys.items()},
            self.others,
            {key: (region,) for key, (_, region) in self.department_keys.items()},
        )
        """Regions of today of a name wider than a commune's."""

    def names_of(self, name: str) -> tuple[str, ...]:
        """Every name of the region of today that ``name`` names whole; none of anything else."""
        key = key_of(name)
        regions = self.wide.get(key, ())
        names = self.also.get(regions[0], ()) if len(regions) == 1 else ()
        return names if key in map(key_of, names) else ()

    @cached_property
    def communes(self) -> Communes:
        """Communes by name."""
        return Communes(self._lines)

    @cached_property
    def _towns(self) -> tuple[str, ...]:
        return tuple(self.communes.larger(_SMALLEST_SHORTENED))

    @cached_property
    def shortened(self) -> Mapping[str, tuple[Commune, ...]]:
        """First word of a long name → communes: "Vélizy" for Vélizy-Villacoublay."""
        found: dict[str, list[Commune]] = {}
        for key in self._towns:
            first, _, rest = key.partition(" ")
            if len(first) < 5 or not rest or first in _NO_SHORT_NAME or first in self.communes:
                continue
            large = [c for c in self.communes[key] if c.population >= _SMALLEST_SHORTENED]
            found.setdefault(first, []).extend(large)
        return {key: tuple(communes) for key, communes in found.items()}

    @cached_property
    def _large(self) -> tuple[str, ...]:
        return tuple(
            key
            for key in self._towns
            if len(key) >= 6 and self.communes[key][0].population >= _SMALLEST_MISSPELT
        )

    def holds(self, key: str) -> bool:
        """Is it a name of any kind, an article before it or not?"""
        forms = (key, f"le {key}", f"les {key}")
        return any(form in self.wide or form in self.communes for form in forms)

    def towns_of(self, name: str) -> frozenset[str]:
        """Keys of the communes of a département, or of a region of before 2016, by its name."""
        former = self._one_of(self._departments_of, key_of(name))
        names = [self.departments[code][0] for code in former] or [name]
        entries = ";".join(self._towns_in[one] for one in names if one in self._towns_in).split(";")
        return frozenset(key_of(entry.partition(":")[0]) for entry in entries if entry)

    def former_names(self, name: str) -> tuple[str, ...]:
        """The names and adjectives of the region of before 2016 that ``name`` is one of."""
        codes = self._one_of(self._departments_of, key_of(name))
        return tuple(key for key, other in self._departments_of.items() if other == codes)

    def is_town(self, key: str) -> bool:
        """Is it a commune, and nothing wider?"""
        return key in self.communes and key not in self.wide

    def regions_known(self, key: str) -> tuple[str, ...]:
        """Today's regions of a name as the tables write it; none of another."""
        found = None if key in self.wide else self.meant(key)
        return found.regions if found else self.wide.get(key, ())

    def adjective(self, word: str) -> tuple[str, ...]:
        """Regions of "lyonnaise"; none of another word."""
        return self._one_of(self._adjectives, word)

    def _one_of(self, table: Mapping[str, tuple[str, ...]], word: str) -> tuple[str, ...]:
        """What a table holds for a word or its stem, "lyonnais" for "lyonnaise"."""
        for ending in ("", "s", "e", "es", "ne", "nes", "le", "les", "x", "de", "des"):
            stem = word[: len(word) - len(ending)] if ending else word
            if word.endswith(ending) and stem in table:
                return table[stem]
        return ()

    def meant(self, key: str) -> Locality | None:
        """The commune of that name, or the likeliest of several."""
        return most_likely(self.communes.get(key, ()))

    def misspelt(self, key: str) -> Commune | None:
        """The one large commune whose name is one typing error away."""
        near = [known for known in self._large if within_one_edit(key, known)]
        return self.communes[near[0]][0] if len(near) == 1 else None


def most_likely(communes: Sequence[Commune]) -> Locality | None:
    """The commune that is meant, or all those that may be."""
    if not communes:
        return None
    ranked = sorted(communes, key=lambda commune: -commune.population)
    elsewhere = [c.population for c in ranked[1:] if c.region != ranked[0].region]
    if ranked[0].population >= _DOMINANT * max(elsewhere, default=0):
        return Locality(ranked[0].name, "commune", (ranked[0].region,))
    rivals = (c for c in ranked if c.population * _DOMINANT > ranked[0].population)
    regions = tuple(dict.fromkeys(commune.region for commune in rivals))
    return Locality(ranked[0].name, "commune", regions, ambiguous=True)
