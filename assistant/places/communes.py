"""The 35,000 communes of France by name, each read when it is asked for. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import repeat

__all__ = ["Commune", "Communes", "key_of", "long_form"]

_WORD = re.compile(r"[^\W_]+")
_PLAIN = dict(zip("àâäçéèêëîïôöùûüÿœæ", [*"aaaceeeeiioouuuy", "oe", "ae"], strict=True))
_ACCENTS = str.maketrans(_PLAIN)
_SEPARATOR = re.compile(r"[^\w;:]+")
_POPULATION = re.compile(r":[^;]*")


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune: its official name, its region of today, its inhabitants."""

    name: str
    region: str
    population: int


class Communes(Mapping[str, tuple[Commune, ...]]):
    """Communes by the key of their name, each read when it is asked for.

    A line is worked on as a whole, not name by name: there are 35,000 of them, of which a
    question needs three.
    """

    def __init__(self, lines: Iterable[tuple[str, str]]) -> None:
        """Index lines of a region and its "name:population;…"."""
        self._first: dict[str, tuple[str, str]] = {}
        self._further: dict[str, list[tuple[str, str]]] = {}
        for region, names in lines:
            folded = names.lower()
            for letter, plain in _PLAIN.items():  # on a long text, faster than ``translate``
                folded = folded.replace(letter, plain)
            folded = _SEPARATOR.sub(" ", folded)
            keys = list(map(str.strip, long_form(_POPULATION.sub("", folded)).split(";")))
            rows = list(zip(keys, zip(repeat(region), names.split(";")), strict=True))
            here = dict(reversed(rows))
            namesakes = here.keys() & self._first.keys()
            if namesakes or len(here) < len(rows):
                further = ((k, r) for k, r in rows if k in namesakes or here[k] is not r)
                for key, row in further:
                    self._further.setdefault(key, []).append(row)
            for key in namesakes:
                del here[key]
            self._first.update(reversed(here.items()))
        self._first.pop("", None)

    def __getitem__(self, key: str) -> tuple[Commune, ...]:
        rows = (self._first[key], *self._further.get(key, ()))
        return tuple(_commune(region, entry) for region, entry in rows)

    def __contains__(self, key: object) -> bool:
        return key in self._first

    def __iter__(self) -> Iterator[str]:
        return iter(self._first)

    def __len__(self) -> int:
        return len(self._first)

    def larger(self, least: int) -> Iterator[str]:
        """Keys of the communes of at least ``least`` inhabitants, none of them read for it."""
        for key, row in self._first.items():
            if any(_people(entry) >= least for _, entry in (row, *self._further.get(key, ()))):
                yield key


def _commune(region: str, entry: str) -> Commune:
    return Commune(entry.partition(":")[0], region, _people(entry))


def _people(entry: str) -> int:
    return int(entry.partition(":")[2] or 0)


def key_of(name: str) -> str:
    """``name`` without case, accents and punctuation, "St" written out."""
    return long_form(" ".join(_WORD.findall(name.lower().translate(_ACCENTS))))


def long_form(key: str) -> str:
    """``key`` with "saint" for "st"."""
    if "st" not in key:
        return key
    return re.sub(r"\bst(e?)\b", r"saint\1", key)
