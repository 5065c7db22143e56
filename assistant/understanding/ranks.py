"""Things told apart by their rank alone: phase IV, the 20th call, volet 2. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from ingest.analysis import fold, stem

__all__ = ["BY_CALLS", "Ranks", "number_of", "of_rank", "ranks_of"]

Ranks = Mapping[str, frozenset[int]]
"""Stem of a noun → ranks that a text gives it."""

_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_ORDINALS = {
    word: number
    for number, words in enumerate(
        "- premiere/premier/first deuxieme/second/seconde troisieme/third quatrieme/fourth "
        "cinquieme/fifth sixieme/sixth septieme/seventh huitieme/eighth neuvieme/ninth "
        "dixieme/tenth onzieme douzieme treizieme quatorzieme quinzieme seizieme dix-septieme "
        "dix-huitieme dix-neuvieme vingtieme".split()
    )
    for word in words.split("/")
    if number
}
_NOUN = (
    r"(phases?|appels?|vagues?|volets?|themes?|annexes?|editions?|sessions?|rounds?|waves?|"
    r"calls?|annex)"
)
_AFTER = re.compile(rf"\b{_NOUN} (?:n[°o] ?)?(\d{{1,2}}|[ivx]{{1,4}})\b")
_RANK = rf"(?:(\d{{1,2}})\s?(?:e|er|ere|eme|nde?|st|th|rd)|({'|'.join(_ORDINALS)}))"
_BEFORE = re.compile(rf"\b{_RANK} {_NOUN}\b")
BY_CALLS = r"\b(?:fui|pspc(?:-regions?)?|i-nov|i-demo|i-lab)\b"
_CALL_OF = re.compile(rf"\b{_RANK} {BY_CALLS}|{BY_CALLS} (?:n[°o] ?)?(\d{{1,2}})\b(?! ?[%€])")
"""Schemes that go by calls: "le 23e FUI", "FUI 23" is its call of that rank."""
_AND = re.compile(rf"\b{_NOUN} (?:et|and|ou|or) (?:la |le |the )?{_RANK}\b(?! {_NOUN})")
"""The noun once for two: "la première phase et la seconde"."""


@lru_cache(maxsize=8192)
def ranks_of(folded: str) -> Ranks:
    """The ranks that a folded text names."""
    found: dict[str, set[int]] = {}
    for noun, written in _AFTER.findall(folded):
        found.setdefault(stem(noun), set()).add(number_of(written))
    for digits, word, noun in _BEFORE.findall(folded):
        found.setdefault(stem(noun), set()).add(number_of(digits or word))
    for ranked in _CALL_OF.findall(folded):
        found.setdefault(stem("appel"), set()).add(number_of("".join(ranked)))
    for noun, digits, word, _ in _AND.findall(folded):
        found.setdefault(stem(noun), set()).add(number_of(digits or word))
    return {noun: frozenset(numbers - {0}) for noun, numbers in found.items() if numbers != {0}}


def of_rank(statement: str, asked: Ranks) -> bool:
    """Is the first rank that ``statement`` names one of those asked, for one noun at least?

    True where none is asked.
    """
    if not asked:
        return True
    said = fold(statement)
    firsts: dict[str, frozenset[int]] = {}
    for match in sorted((*_AFTER.finditer(said), *_BEFORE.finditer(said)), key=lambda m: m.start()):
        for noun, numbers in ranks_of(match[0]).items():
            firsts.setdefault(noun, numbers)
    return any(firsts.get(noun, frozenset()) & numbers for noun, numbers in asked.items())


def number_of(written: str) -> int:
    """The number that digits, a Roman number or an ordinal say, folded; 0 for anything else."""
    if written.isdigit():
        return int(written)
    return _ROMAN.index(written) if written in _ROMAN else _ORDINALS.get(written, 0)
