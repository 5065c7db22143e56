"""Records of pôles as plain values and as lines of text, for ``poles list`` and ``poles show``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rapidfuzz import fuzz, process

from assistant.matching.criteria import label_of
from assistant.places.near import within_one_edit
from ingest.analysis import fold
from ingest.errors import UsageError
from ingest.knowledge import (
    Corpus,
    Fact,
    Link,
    Pole,
    Term,
    current,
    find_pole,
    gathered,
    lineage,
    name_key,
    regions_at,
)

__all__ = [
    "LIST_FIELDS",
    "pole_named",
    "record_dict",
    "record_lines",
    "summary_row",
    "vocabulary_key",
    "with_programme",
]

LIST_FIELDS = ("id", "name", "regions", "sectors", "phases", "status", "website")
"""Columns of a list of pôles."""

_CERTAIN, _LIKE = 90, 60  # % of common letters: surely that name, or one to suggest
_LONG = 5  # letters from which one slip leaves no doubt
_TITLES = {
    "status": "Statut", "created": "Création", "rank": "Rang", "phases": "Phases du label",
    "end_of_label": "Fin du label", "regions": "Régions", "seat": "Siège", "sites": "Sites",
    "sectors": "Secteurs", "technologies": "Technologies", "services": "Services",
    "president": "Présidence", "director": "Direction", "members": "Membres", "website": "Site",
    "european_label": "Label européen",
}  # fmt: skip
"""Fields of a record, as its lines head them."""


def pole_named(corpus: Corpus, name: str) -> Pole:
    """The pôle called ``name``: id, name, alias; case, accents and a slip of the hand aside.

    Raises:
        UsageError: no pôle is; the message suggests the nearest names.
    """
    found = find_pole(corpus, name)
    if found is not None:
        return found
    wanted = name_key(name)
    near = _nearest(wanted, corpus.names)
    certain = {
        corpus.names[key]
        for key, ratio in near
        if ratio >= _CERTAIN or (len(key) >= _LONG and within_one_edit(wanted, key))
    }
    if len(certain) == 1:
        return corpus.poles[certain.pop()]
    ids = dict.fromkeys(corpus.names[key] for key, _ in near)
    hint = ", ".join(corpus.poles[pole].name for pole in list(ids)[:3])
    meant = f"did you mean {hint}?" if hint else "'poles list --all' names them all"
    raise UsageError(f"no pôle is called {name!r}: {meant}")


def _nearest(wanted: str, names: Iterable[str]) -> list[tuple[str, float]]:
    """The names like ``wanted``, with their share of common letters in %, the nearest first."""
    found = process.extract(wanted, list(names), scorer=fuzz.ratio, score_cutoff=_LIKE, limit=None)
    return [(name, ratio) for name, ratio, _ in found if name]


def vocabulary_key(terms: Mapping[str, Term], name: str, option: str) -> str:
    """Key of ``terms`` that ``name`` (key or label, in French or English) designates.

    Raises:
        UsageError: none, or several; the message lists the nearest.
    """
    wanted = name_key(name)
    for key, term in terms.items():
        if wanted in {name_key(key), name_key(term.fr), name_key(term.en)}:
            return key
    holding = [
        key
        for key, term in terms.items()
        if any(wanted in name_key(text) for text in (key, term.fr, term.en))
    ]
    if len(holding) == 1:
        return holding[0]
    near = holding or [key for key, _ in _nearest(fold(name), terms)] or list(terms)
    raise UsageError(f"--{option} {name!r} is not in the vocabulary: use one of {', '.join(near)}")


def with_programme(poles: Iterable[Pole], programme: str) -> tuple[Pole, ...]:
    """Those of ``poles`` with a statement that names ``programme``; case and accents aside."""
    wanted = f" {_spaced(programme)} "
    return tuple(
        pole
        for pole in poles
        if any(wanted in f" {_spaced(statement.text)} " for statement in pole.statements)
    )


def _spaced(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", fold(text)))


def summary_row(pole: Pole) -> dict[str, Any]:
    """One row of a list: today's values of ``LIST_FIELDS``."""
    status, website = current(pole.status), current(pole.website)
    return {
        "id": pole.id,
        "name": pole.name,
        "regions": list(regions_at(pole)),
        "sectors": list(gathered(pole.sectors)),
        "phases": sorted({fact.value for fact in pole.phases}),
        "status": status.value if status else "",
        "website": website.value if website else "",
    }


def record_dict(corpus: Corpus, pole: Pole) -> dict[str, Any]:
    """The whole record: today's values, every dated fact, kin, and statements with sources."""
    kin = lineage(corpus, pole)
    return {
        **summary_row(pole),
        "aliases": list(pole.aliases),
        "facts": {name: [_fact(f) for f in _newest(getattr(pole, name))] for name in _TITLES},
        "predecessors": [_link(corpus, link) for link in pole.predecessors],
        "successors": [_link(corpus, link) for link in pole.successors],
        "ancestors": [other.id for other in kin.ancestors],
        "descendants": [other.id for other in kin.descendants],
        "statements": [
            {
                "text": statement.text,
                "section": statement.section,
                "sources": [note.source_id for note in statement.references],
            }
            for statement in pole.statements
        ],
    }


def _newest(facts: Sequence[Fact[Any]]) -> list[Fact[Any]]:
    return sorted(facts, key=lambda fact: fact.as_of, reverse=True)


def _fact(fact: Fact[Any]) -> dict[str, Any]:
    value = list(fact.value) if isinstance(fact.value, tuple) else fact.value
    more = {name: getattr(fact, name) for name in ("unit", "perimeter") if getattr(fact, name)}
    return {"value": value, "as_of": fact.as_of, "source": fact.source, **more}


def _link(corpus: Corpus, link: Link) -> dict[str, str]:
    name = corpus.poles[link.id].name if link.id in corpus.poles else link.id
    return {"id": link.id, "name": name, "date": link.date, "how": link.how, "source": link.source}


def record_lines(corpus: Corpus, pole: Pole) -> Iterator[str]:
    """The record as lines: today's values first, then history, then statements."""
    yield pole.name
    if pole.aliases:
        yield f"  aussi : {', '.join(pole.aliases)}"
    for name, head in _TITLES.items():
        for number, fact in enumerate(_newest(getattr(pole, name))):
            title = "" if number else head
            yield f"  {title:<16} {_shown(corpus, name, fact)}  ({fact.as_of}, {fact.source})"
    for title, links in (("Issu de", pole.predecessors), ("Devenu", pole.successors)):
        for link in links:
            other = _link(corpus, link)
            yield f"  {title:<16} {other['name']} ({link.how}, {link.date}, {link.source})"
    section = ""
    for statement in pole.statements:
        if statement.section != section:
            section = statement.section
            yield f"\n{section}"
        sources = ", ".join(note.source_id for note in statement.references)
        yield f"  - {statement.text} [{sources}]"


def _shown(corpus: Corpus, name: str, fact: Fact[Any]) -> str:
    if isinstance(fact.value, tuple):
        terms: Mapping[str, Term] = (
            getattr(corpus.vocabulary, name, {}) if name != "regions" else {}
        )
        return ", ".join(label_of(terms[v], "fr") if v in terms else str(v) for v in fact.value)
    return " ".join(str(part) for part in (fact.value, fact.unit, fact.perimeter) if part != "")
