"""Figures in French and English sentences, and whether they agree with an indicator. Pure."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain

from ingest.analysis import STOP_WORDS, fold
from ingest.knowledge import Indicator
from ingest.numbers import FRENCH

__all__ = ["content_words", "contradicts", "figures_of", "states", "values_of", "words_of"]

_SCALES = {
    word: scale
    for scale, words in (
        (1e3, "millier milliers thousand"),
        (1e6, "m€ million millions"),
        (1e9, "md€ mds€ milliard milliards billion"),
    )
    for word in words.split()
}
_SPELLED = {
    **dict.fromkeys("aucun aucune zéro supprime supprimait".split(), 0),
    **{word: value for value, word in enumerate(FRENCH) if value > 1},
    **{"vingt": 20, "cent": 100},
}
_FIGURE = re.compile(
    r"(?<![\d.,\w])(\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3})+(?![\d,])|"
    r"\d+(?:[.,]\d+)?)(?=[ \u00a0\u202f]?([^\W\d]\w*€?|€)?)"
)
_SPELLED_FIGURE = re.compile(
    r"(?<![\w-])(" + "|".join(sorted(_SPELLED, key=len)[::-1]) + r")(?![\w-])"
)

_YEAR = re.compile(r"(?:19|20)\d\d")
_FOLLOWING = re.compile(r"[ \u00a0\u202f]?([^\W\d_]+€?|%|€)(?: (?:d'|de )?([^\W\d_]+))?")
_SCALED = frozenset(word.rstrip("s") for word in _SCALES)


@lru_cache(maxsize=1 << 13)
def figures_of(text: str) -> frozenset[float]:
    """Numbers that ``text`` states, with "milliers", "millions", "M€"… applied.

    A number before such a word counts both bare and scaled; numbers spelled out count up to
    twenty, and "cent"; what is suppressed counts zero. "1,313" is read both as a decimal and as
    thousands.
    """
    found: set[float] = set()
    for match in _FIGURE.finditer(text):
        digits = re.sub(r"[ \u00a0\u202f]", "", match[1])
        readings = {float(digits.replace(",", "."))} if digits.count(",") < 2 else set()
        if re.fullmatch(r"\d{1,3}(?:,\d{3})+", digits):
            readings.add(float(digits.replace(",", "")))
        found |= readings
        found |= {round(n * _SCALES.get(fold(match[2] or ""), 1), 6) for n in readings}
    found |= {float(_SPELLED[match[1]]) for match in _SPELLED_FIGURE.finditer(text.lower())}
    return frozenset(found)


def states(text: str, indicator: Indicator) -> bool:
    """True when ``text`` gives the value of ``indicator``, in any of its usual writings."""
    return not figures_of(text).isdisjoint(values_of(indicator))


def contradicts(text: str, indicator: Indicator) -> bool:
    """True when ``text`` speaks of ``indicator`` at its date and gives another figure only.

    "Speaks of": every content word of the indicator's name, unit and perimeter, and its year,
    stand in the sentence; only figures in the indicator's own unit count. The sentence may still
    mean a part of the whole: it must then say so in other words.
    """
    if not content_words(text) >= words_of(indicator):
        return False
    return _counts(text, indicator.unit) and not states(text, indicator)


def words_of(indicator: Indicator) -> frozenset[str]:
    """Words of a sentence that speaks of ``indicator``: its year, name, unit and perimeter."""
    year = indicator.as_of[:4]
    return content_words(f"{year} {indicator.indicator} {indicator.unit} {indicator.perimeter}")


def _counts(text: str, unit: str) -> bool:
    """True when ``text`` gives a figure in ``unit``: "55 pôles", "60 %", "9 M€", "3 millions"."""
    head = next(iter(re.findall(r"[^\W_]+€?|%|€", fold(unit))), "").rstrip("s")
    text = fold(text)
    matches = chain(_FIGURE.finditer(text), _SPELLED_FIGURE.finditer(text))
    return any(
        _in_unit(text[match.end() :], head) for match in matches if not _YEAR.fullmatch(match[1])
    )


def _in_unit(rest: str, head: str) -> bool:
    match = _FOLLOWING.match(rest)
    if match is None:
        return False
    first, second = match[1].rstrip("s"), (match[2] or "").rstrip("s")
    if head in _SCALED:
        return first in _SCALED
    return head == first or (head == second and first not in _SCALED | {"%"})


def values_of(indicator: Indicator) -> set[float]:
    """The value of ``indicator``, bare and with the scale that its unit gives."""
    scale = next((_SCALES[w] for w in fold(indicator.unit).split() if w in _SCALES), 1.0)
    return {float(indicator.value), round(indicator.value * scale, 6)}


@lru_cache(maxsize=1 << 13)
def content_words(text: str) -> frozenset[str]:
    """Words of ``text`` that say something, folded, without a plural's "s"."""
    words = re.findall(r"[^\W_]+", fold(text))
    return frozenset(w if w.isdigit() else w.rstrip("s") for w in words if w not in _IGNORED)


_IGNORED = STOP_WORDS | {"nombre", "montant", "part", "total", "france"}
