"""Rules that hold the typed fields of a pôle against the sentences of its own record."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain
from typing import TypeVar

from ingest.errors import CorpusError
from ingest.figures import figures_of
from ingest.knowledge import Corpus, Fact, Pole, Statement, current, name_key

__all__ = ["check_agreement"]

T = TypeVar("T")

# A pôle that became another one, or part of one, holds no label of its own any more.
_ENDING = frozenset({"fusion", "absorption", "renommage"})
_MEMBERS = re.compile(
    r"\b(?:compte|réunit|fédère|rassemble|regroupe|has|had|counted) "
    r"(?:plus de |près de |environ |more than |nearly |about )?"
    r"(\d[\d \u00a0\u202f,]*) ?(?:membres|adhérents|members)\b"
)
# On ``name_key``, which has no space, case or accent: the pôle itself must be presided over.
_OFFICES = {
    "president": ("préside {}", "préside le {}", "préside le pôle {}", "{} est présidé par",
                  "{} est présidée par", "{} is chaired by"),
    "director": ("dirige {}", "dirige le {}", "dirige le pôle {}", "{} est dirigé par",
                 "{} est dirigée par"),
}  # fmt: skip
_VERB = re.compile("présid|chaired|dirig")
_MONTHS = (
    "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|"
    "January|February|March|April|May|June|July|August|September|October|November|December"
)
_OPENING = re.compile(
    rf"(?:En|In|Fin|Début|Le|Au|On|Dès)(?: (?:1er|\d{{1,2}}))?(?: (?:{_MONTHS}))? ((?:19|20)\d\d)\b"
)


def check_agreement(corpus: Corpus) -> Iterator[CorpusError]:
    """Sentences that say something else than the typed field, or speak before their source."""
    for pole in corpus.poles.values():
        yield from chain(_check_members(pole), _check_offices(pole), _check_label(pole))
    yield from _check_openings(corpus)


def _by_year_and_source(facts: tuple[Fact[T], ...]) -> dict[tuple[int, str], list[T]]:
    groups: dict[tuple[int, str], list[T]] = defaultdict(list)
    for fact in facts:
        groups[fact.year, fact.source].append(fact.value)
    return groups


def _said(pole: Pole, year: int, source_id: str) -> Iterator[Statement]:
    """Statements of the record dated ``year`` and only ``year``, that cite ``source_id``."""
    for item in pole.statements:
        if any(n.source_id == source_id for n in item.references) and set(item.years) == {year}:
            yield item


def _check_members(pole: Pole) -> Iterator[CorpusError]:
    for (year, source_id), values in _by_year_and_source(pole.members).items():
        typed = {float(value) for value in values}
        for item in _said(pole, year, source_id):
            match = _MEMBERS.search(item.text)
            if match and figures_of(match[1]).isdisjoint(typed):
                listed = " or ".join(map(str, values))
                yield item.place.fault(
                    f"the front matter says {listed} members in {year}: mend one"
                )


def _check_offices(pole: Pole) -> Iterator[CorpusError]:
    for field, phrases in _OFFICES.items():
        for (year, source_id), names in _by_year_and_source(getattr(pole, field)).items():
            for item in _said(pole, year, source_id):
                if _VERB.search(item.text) and _gives(item.text, phrases, pole, names):
                    listed = " or ".join(names)
                    yield item.place.fault(
                        f"the front matter says {field} {listed} in {year}: mend one"
                    )


def _gives(text: str, phrases: tuple[str, ...], pole: Pole, names: list[str]) -> bool:
    """True when ``text`` gives the office of ``pole`` to none of ``names``."""
    key = name_key(text)
    if any(name_key(name) in key for name in names):
        return False
    return any(name_key(phrase.format(name)) in key for phrase in phrases for name in pole.names)


def _check_label(pole: Pole) -> Iterator[CorpusError]:
    state = current(pole.status)
    if state is None or state.value != "labellisé":
        return
    for link in pole.successors:
        if link.how in _ENDING and link.date <= state.as_of:
            message = f"labellisé in {state.as_of}, but {link.how} with {link.id!r} in {link.date}"
            yield pole.place.fault(f"{message}: write ancien", state.line)


def _check_openings(corpus: Corpus) -> Iterator[CorpusError]:
    for item in corpus.statements():
        opening = _OPENING.match(item.text)
        sources = [corpus.sources.get(note.source_id) for note in item.references]
        years = [source.year for source in sources if source is not None and source.year]
        if opening and years and len(years) == len(sources) and int(opening[1]) > max(years):
            yield item.place.fault(
                f"dated {opening[1]}, later than its source ({max(years)}): a plan, say who "
                f"announces it and when, “en {max(years)}, …”",
            )
