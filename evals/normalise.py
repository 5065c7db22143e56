"""French and English text in one writing, so that a pattern meets every spelling of a fact. Pure.

``normalise`` folds case, accents, apostrophes, dashes and numbers; ``quantities`` reads what the
numbers of a text measure; ``iso_dates`` and ``years`` read its dates.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from assistant.understanding.dates import MONTHS
from ingest.analysis import lexical_tokens
from ingest.numbers import ENGLISH, ENGLISH_TENS, FRENCH, FRENCH_TENS

__all__ = ["Quantity", "content_of", "iso_dates", "normalise", "normalise_pattern", "quantities"]
__all__ += ["same_unit", "stems", "years"]

_MARKS = str.maketrans(
    {"œ": "oe", "æ": "ae", "’": "'", "ʼ": "'", "‘": "'", "`": "'", "´": "'"}
    | dict.fromkeys("‐‑‒–—−", "-")
    | dict.fromkeys("«»“”„", '"')
)
_FIGURE = re.compile(
    r"(?<![\w.,])(?:"
    r"(?P<spaced>\d{1,3}(?: \d{3})+(?!\d)(?:,\d+)?)|"
    r"(?P<dotted>\d{1,3}(?:\.\d{3})+(?![\d,])|\d{1,3}(?:\.\d{3})+,\d+)|"
    r"(?P<comma>\d{1,3}(?:,\d{3})+(?![\d,])(?:\.\d+)?)|"
    r"(?P<decimal>\d+,\d+)(?!\d))"
    r"(?=(?P<after> ?(?:%|m€|md€|mds€|milliard|million|billion))?)"
)
_SCALES = {
    "k€": (1e3, "eur"),
    "m€": (1e6, "eur"),
    "md€": (1e9, "eur"),
    "mds€": (1e9, "eur"),
    "€": (1.0, "eur"),
    "%": (1.0, "%"),
    "millier": (1e3, ""),
    "thousand": (1e3, ""),
    "million": (1e6, ""),
    "milliard": (1e9, ""),
    "billion": (1e9, ""),
}
_UNITS = {
    word: unit
    for unit, words in (
        ("eur", "euro eur"), ("%", "pourcent percent"), ("pole", "cluster"), ("membre", "member"),
        ("projet", "project"), ("entreprise", "company companie firm"), ("an", "year annee"),
        ("pme", "sme"),
    )
    for word in words.split()
}  # fmt: skip


def _spelled() -> dict[str, float]:
    """Numbers from 0 to 100 in words; "un" and "one" are left out, for they seldom count."""
    found = {word: n for words in (FRENCH, ENGLISH) for n, word in enumerate(words) if n != 1}
    for ten, word in enumerate(FRENCH_TENS, 2):
        last = 20 if word == "soixante" else 10  # soixante-dix-neuf
        found[word] = 10 * ten
        found |= {f"{word}-{FRENCH[n]}": 10 * ten + n for n in range(2, last)}
        found |= {f"{word} et {unit}": 10 * ten + 1 for unit in ("un", "une")}
    found["soixante et onze"] = 71
    found |= {f"quatre-vingt-{FRENCH[n]}": 80 + n for n in range(1, 20)}
    found |= {"quatre-vingt": 80, "quatre-vingts": 80, "cent": 100}
    for ten, word in enumerate(ENGLISH_TENS, 2):
        found[word] = 10 * ten
        found |= {f"{word}-{ENGLISH[n]}": 10 * ten + n for n in range(1, 10)}
    return {word: float(n) for word, n in found.items()}


_SPELLED = _spelled()
_NUMBER = re.compile(
    r"(?P<currency>€ ?)?"
    r"(?:(?<![\w.,-])(?P<minus>-))?(?:(?<![\w.,])|(?<=€)|(?<=[+-]))(?P<digits>\d+(?:\.\d+)?)(?![\d])"
    r"|(?<![\w-])(?<!pour )(?<!per )(?P<spelled>"
    + "|".join(sorted(_SPELLED, key=len, reverse=True))
    + r")(?![\w-])"
)
_SCALE = re.compile(
    r" ?(k€|mds€|md€|m€|€|%|pour cent\b|per cent\b|pourcent\b|percent\b|"
    r"(?:millier|thousand|million|milliard|billion)s?\b(?: d'euros?\b| euros?\b| €)?)"
)
_UNIT_WORD = re.compile(r"(?:-| )?((?:d'|l')?[a-z][a-z&]*)")
_SKIPPED = frozenset({"de", "des", "du", "d", "of", "the", "les", "la", "le", "nouveaux", "new"})
_UNIT_REACH = 3
"""Words after a number among which its unit may stand ("18 000 petites entreprises")."""

_MONTH = "|".join(MONTHS)
_DATES = (
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)(?:-(?P<d>\d\d))?(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>\d{1,2})[/.](?P<m>\d{1,2})[/.](?P<y>(?:19|20)\d\d)(?!\d)"),
    re.compile(
        rf"(?:(?P<d>\d{{1,2}})(?:er|st|nd|rd|th)? )?\b(?P<m>{_MONTH})\b,? (?P<y>(?:19|20)\d\d)"
    ),
    re.compile(rf"\b(?P<m>{_MONTH}) (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y>(?:19|20)\d\d)"),
)
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d]|[.,]\d)")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of a text with what it measures.

    Attributes:
        value: scale applied: "1,45 Md€" is 1.45e9.
        units: canonical words that may be its unit, nearest first; "eur" and "%" stand alone.
        start: offset in the normalised text.
    """

    value: float
    units: tuple[str, ...]
    start: int


@lru_cache(maxsize=1 << 14)
def normalise(text: str) -> str:
    """``text`` in NFKC, lower case, without accents; numbers as ``1234.5``, single spaces.

    A comma before exactly three digits separates thousands ("1,313 projects"), unless a scale
    follows ("1,313 milliard"): three decimals are not written otherwise in this field.
    """
    text = unicodedata.normalize("NFKC", text).translate(_MARKS)
    folded = unicodedata.normalize("NFKD", text)
    text = "".join(c for c in folded if not unicodedata.combining(c)).lower().translate(_MARKS)
    text = re.sub(r"\s+", " ", text).strip()
    return _FIGURE.sub(_canonical, text)


def _canonical(match: re.Match[str]) -> str:
    if match["comma"]:
        as_decimal = match["after"] or match["comma"].startswith("0,")
        if as_decimal and match["comma"].count(",") == 1 and "." not in match["comma"]:
            return match["comma"].replace(",", ".")
        return match["comma"].replace(",", "")
    if match["dotted"]:
        if match["after"] and match["dotted"].count(".") == 1 and "," not in match["dotted"]:
            return match["dotted"]
        return match["dotted"].replace(".", "").replace(",", ".")
    return match[0].replace(" ", "").replace(",", ".")


def normalise_pattern(pattern: str) -> str:
    """A regular expression that expects normalised text: escapes (``\\S``) keep their case."""
    parts = re.split(r"(\\.|\{[\d,]*\})", pattern)
    return "".join(
        part if part.startswith(("\\", "{")) else _fold_keeping_edges(part) for part in parts
    )


def _fold_keeping_edges(part: str) -> str:
    if not part.strip():
        return " " if part else ""
    left = " " if part[0].isspace() else ""
    right = " " if part[-1].isspace() else ""
    return left + normalise(part) + right


@lru_cache(maxsize=1 << 13)
def quantities(text: str) -> tuple[Quantity, ...]:
    """Numbers of ``text`` in order, bare years included; spelled numbers count up to a hundred."""
    text = normalise(text)
    found: list[Quantity] = []
    for match in _NUMBER.finditer(text):
        word = match["spelled"]
        value = _SPELLED[word] if word else float(match["digits"])
        value = -value if match["minus"] else value
        scale, unit, end = _scale_after(text, match.end())
        unit = "eur" if match["currency"] else unit
        units = (unit,) if unit else _units_after(text, end)
        found.append(Quantity(round(value * scale, 6), units, match.start()))
    return tuple(found)


def _scale_after(text: str, at: int) -> tuple[float, str, int]:
    match = _SCALE.match(text, at)
    if match is None:
        return 1.0, "", at
    word = match[1]
    if word.startswith(("pour", "per")):
        return 1.0, "%", match.end()
    scale, unit = _SCALES[word] if word in _SCALES else _SCALES[word.split()[0].rstrip("s")]
    return scale, "eur" if " " in word else unit, match.end()


def _units_after(text: str, at: int) -> tuple[str, ...]:
    units: list[str] = []
    while len(units) < _UNIT_REACH:
        match = _UNIT_WORD.match(text, at)
        if match is None:
            break
        at = match.end()
        word = match[1].removeprefix("d'").removeprefix("l'")
        if word not in _SKIPPED:
            units.append(canonical_unit(word))
    return tuple(units)


def canonical_unit(word: str) -> str:
    """Singular, French, without accents: "clusters" and "Pôles" both give "pole"."""
    folded = normalise(word).replace(" ", "")
    if folded in ("€", "%"):
        return "eur" if folded == "€" else "%"
    stem = folded.rstrip("sx") if len(folded) > 3 else folded
    return _UNITS.get(folded, _UNITS.get(stem, stem))


def same_unit(quantity: Quantity, unit: str) -> bool:
    """True when ``quantity`` is measured in ``unit``, or none is asked for.

    A unit of several words ("centre de recherche") is known by its first.
    """
    if not unit.strip():
        return True
    return canonical_unit(unit.split(maxsplit=1)[0]) in quantity.units


def iso_dates(text: str) -> frozenset[str]:
    """Dates of ``text`` as ISO prefixes: days, months with a year, and years."""
    text = normalise(text)
    found: set[str] = set(_YEAR.findall(text))
    for pattern in _DATES:
        for match in pattern.finditer(text):
            month = MONTHS.get(match["m"]) or int(match["m"])
            if not 1 <= month <= 12:
                continue
            found |= {match["y"], f"{match['y']}-{month:02d}"}
            if match["d"]:
                found.add(f"{match['y']}-{month:02d}-{int(match['d']):02d}")
    return frozenset(found)


def years(text: str) -> frozenset[int]:
    """Years from 1900 to 2099 that ``text`` names."""
    return frozenset(int(year) for year in _YEAR.findall(normalise(text)))


@lru_cache(maxsize=1 << 16)
def content_of(text: str) -> str:
    """Normalised text without punctuation: what two writings of a quote share."""
    return " ".join(re.findall(r"\d+(?:\.\d+)?|[^\W_]+|[%€]", normalise(text)))


@lru_cache(maxsize=1 << 16)
def stems(text: str) -> frozenset[str]:
    """The stems of ``text``, as search has them."""
    return frozenset(token for token in lexical_tokens(text) if token[0] != "=")
