"""Rules that a sentence of a pôle's record says each fact of its front matter.

Answers show sentences alone: a fact that none says cannot be told. What can change is said with
the year of which it is true; a region or a theme, at any time, in the words of the vocabulary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ingest.analysis import fold, lexical_tokens
from ingest.errors import CorpusError
from ingest.figures import figures_of
from ingest.knowledge import Corpus, Fact, Pole, Statement, Vocabulary, name_key

__all__ = ["check_stated"]

_PLACED = re.compile(
    r"\b(?:siege|bas[ei]|install|situe|implant|etabli|loge|sites?\b|antenne|bureau|agence|est a\b|"
    r"delegation|present|adoss|adresse|office|locat|headquarter)"
)
_DATED = {
    "president": re.compile(r"\bpresid|\bchair"),
    "director": re.compile(r"\bdirig|\bdirect|\bdelegue|\bmanag|\bheads?\b|\bruns?\b"),
    "seat": _PLACED,
    "sites": _PLACED,
    "european_label": re.compile(r"\blabel"),
    "rank": re.compile(r"\bpole|\bcluster|\blabel"),
}
"""Fields of which a sentence gives the value in the year, and what it says besides, folded."""
_MEMBERS = re.compile(
    r"\b(?:membre|adherent|adhesion|adherer|partenaire|entreprise|acteur|societe|member|partner)"
)
_ABOUT = {
    "dizaine": 10, "quinzaine": 15, "vingtaine": 20, "trentaine": 30, "quarantaine": 40,
    "cinquantaine": 50, "soixantaine": 60, "centaine": 100,
}  # fmt: skip
_ROUGHLY = re.compile(rf"\bune ({'|'.join(_ABOUT)})\b")
_ENDS = {
    "created": re.compile(
        r"\bcre|\bfond|\bne[es]?\b|\bnai|\bdevien|\blanc|\bconstitu|\bform|\bretenu|\blabel|"
        r"\bchoisi|\bvot|\betabl|voit le jour|\bestablish|\bborn\b|\bset up\b"
    ),
    "end_of_label": re.compile(
        r"\blabel|\bfusion|\babsor|\bintegr|\bdevien|\bdissou|\bliquid|\bprend le nom|\bmerge"
    ),
}
"""Fields whose value is itself a year, and what a sentence of that year says, folded."""
_LABELLED = re.compile(
    r"\blabel|\bretenu|\bchoisi|\bselect|\bpoles? de competitivite|\bpremiers? poles?\b|"
    r"\bcompetitiveness cluster"
)
_ROMAN = ("0", "i", "ii", "iii", "iv", "v", "vi")
_ASIDE = re.compile(r"^https?://(?:www\.)?|^(?:L[ea]s? |L')|/$")
"""What a sentence may leave off or change: the site is "www.pole.fr", a seat is "au Havre"."""
_PARTS = re.compile(r", | et | ou ")
_THEMES = ("sectors", "technologies")
_VOCABULARY = ("regions", *_THEMES)
_FIELDS = (*_DATED, *_ENDS, "members", "phases", "website", *_VOCABULARY)


def check_stated(corpus: Corpus) -> Iterator[CorpusError]:
    """Facts of the front matter of pôles that no sentence of their records says."""
    for pole in corpus.poles.values():
        for field, said, fact in _told(corpus.vocabulary, pole):
            year = _year(field, said, fact)
            if not any(_says(item, field, said, year) for item in pole.statements):
                when = f" in {year}" if year else ""
                message = f"{field}: no sentence says {said!r}{when}: write it, or mend the field"
                yield pole.place.fault(message, fact.line)


def _told(vocabulary: Vocabulary, pole: Pole) -> Iterator[tuple[str, str, Fact[object]]]:
    """Each value that a sentence must say, in words; none that the vocabulary does not know."""
    themes = {**vocabulary.sectors, **vocabulary.technologies}
    words = {name: name for name in vocabulary.regions} | {k: v.fr for k, v in themes.items()}
    for field in _FIELDS:
        for fact in getattr(pole, field):
            for value in fact.value if isinstance(fact.value, tuple) else (fact.value,):
                if field not in _VOCABULARY:
                    yield field, str(value), fact
                elif value in words:
                    yield field, words[value], fact


def _year(field: str, said: str, fact: Fact[object]) -> int | None:
    """The year that a sentence of the value names; None where any or none will do."""
    if field in _ENDS:
        return int(said[:4])
    return fact.year if field in _DATED or field in ("members", "phases") else None


def _says(item: Statement, field: str, said: str, year: int | None) -> bool:
    if field == "phases":
        dated = year in item.years or _holds(_phase(int(said)), item)
        return dated and _holds(_LABELLED, item)
    if year and year not in item.years:
        return False
    if field in _ENDS:
        return _holds(_ENDS[field], item)
    if field == "members":
        return _holds(_MEMBERS, item) and float(said) in _counts(item.text)
    if field in _THEMES:
        tokens = frozenset(lexical_tokens(item.text))
        return any(tokens.issuperset(part) for part in _parts(said))
    return _names(item, said) and (field not in _DATED or _holds(_DATED[field], item))


@lru_cache(maxsize=16)
def _phase(number: int) -> re.Pattern[str]:
    roman = _ROMAN[number] if number < len(_ROMAN) else number
    return re.compile(rf"\bphase (?:{number}|{roman})\b")


def _names(item: Statement, said: str) -> bool:
    return name_key(_ASIDE.sub("", said)) in name_key(item.text)


def _holds(pattern: re.Pattern[str], item: Statement) -> bool:
    return pattern.search(fold(item.text)) is not None


def _counts(text: str) -> frozenset[float]:
    """The numbers of a sentence, "une centaine" among them."""
    return figures_of(text) | {float(_ABOUT[word]) for word in _ROUGHLY.findall(fold(text))}


@lru_cache(maxsize=256)
def _parts(label: str) -> tuple[frozenset[str], ...]:
    """The tokens of each of the things that a label joins."""
    return tuple(frozenset(lexical_tokens(part)) for part in _PARTS.split(label))
