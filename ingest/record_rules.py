"""Rules that tie the typed records of the knowledge base together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from itertools import chain

from ingest.errors import CorpusError
from ingest.knowledge import Corpus, Fact, Link, Place, Pole, name_key
from ingest.registry import FIVE_DOCUMENTS

__all__ = ["check_records", "one_of", "warn_records"]

STATUSES = frozenset({"labellisé", "ancien"})
RANKS = frozenset({"mondial", "à vocation mondiale", "national"})
EUROPEAN_LABELS = frozenset({"gold", "silver", "bronze"})
MANNERS = frozenset({"fusion", "absorption", "renommage", "scission", "reprise"})
PHASES = frozenset(range(1, 7))

_FACT_FIELDS = tuple(field.name for field in fields(Pole) if "Fact[" in str(field.type))
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SOURCE_ID = re.compile(r"[a-z0-9]+(?:[-/][a-z0-9]+)*")
_URL = re.compile(r"https?://[^\s/]+\.[^\s]+")


def check_records(corpus: Corpus) -> Iterator[CorpusError]:
    """Names, links, values, dates and sources that break the schema."""
    return chain(
        _check_names(corpus),
        _check_links(corpus),
        _check_values(corpus),
        _check_dates(corpus),
        _check_citations(corpus),
        _check_sources(corpus),
    )


def warn_records(corpus: Corpus) -> Iterator[CorpusError]:
    """What an author should look at."""
    return chain(_warn_poles(corpus), _warn_addresses(corpus))


# Names and links.


def _check_names(corpus: Corpus) -> Iterator[CorpusError]:
    owners: dict[str, Pole] = {}
    for pole in corpus.poles.values():
        for name in dict.fromkeys(name_key(name) for name in pole.names):
            other = owners.setdefault(name, pole)
            if other is not pole:
                written = next(n for n in pole.names if name_key(n) == name)
                yield pole.place.fault(
                    f"name {written!r} also stands for {other.id!r} ({other.place.file}): "
                    "a former name belongs to the record that bore the label under it",
                )


def _check_links(corpus: Corpus) -> Iterator[CorpusError]:
    for pole in corpus.poles.values():
        for side, back in (("predecessors", "successors"), ("successors", "predecessors")):
            for link in getattr(pole, side):
                yield from _check_link(corpus, pole, link, back)


def _check_link(corpus: Corpus, pole: Pole, link: Link, back: str) -> Iterator[CorpusError]:
    if link.how not in MANNERS:
        yield pole.place.fault(one_of("how", link.how, MANNERS), link.line)
    other = corpus.poles.get(link.id)
    if other is None:
        yield pole.place.fault(f"no record {link.id!r}: write poles/{link.id}.md", link.line)
        return
    if other is pole:
        yield pole.place.fault("a pôle cannot follow itself: name the other record", link.line)
        return
    same = [twin for twin in getattr(other, back) if twin.id == pole.id]
    if not same:
        yield pole.place.fault(
            f"{other.place.file} does not name {pole.id!r} among its {back}: add it there",
            link.line,
        )
    for twin in same:
        if (twin.date[:4], twin.how) != (link.date[:4], link.how):
            yield pole.place.fault(
                f"{link.how} of {link.date} with {link.id!r}, but {other.place.file}:{twin.line} "
                f"says {twin.how} of {twin.date}: make both sides agree",
                link.line,
            )


# Values of typed fields.


def one_of(field: str, value: object, allowed: frozenset[str] | frozenset[int]) -> str:
    """What to say of a ``value`` that is none of those ``allowed``."""
    listed = ", ".join(map(str, sorted(allowed)))
    return f"{field}: {value!r} is not one of: {listed}"


def _check_values(corpus: Corpus) -> Iterator[CorpusError]:
    for pole in corpus.poles.values():
        if not _ID.fullmatch(pole.id):
            yield pole.place.fault(f"id {pole.id!r}: lower case, no accent, words joined by -")
        for field, allowed in (
            ("status", STATUSES),
            ("rank", RANKS),
            ("phases", PHASES),
            ("european_label", EUROPEAN_LABELS),
        ):
            for fact in getattr(pole, field):
                if fact.value not in allowed:
                    yield pole.place.fault(one_of(field, fact.value, allowed), fact.line)
        for field in ("regions", "sectors", "technologies", "services"):
            yield from _check_terms(pole, field, corpus.vocabulary.allowed(field))
        for fact in pole.website:
            if not _URL.fullmatch(fact.value):
                yield pole.place.fault(f"website {fact.value!r}: write https://…", fact.line)


def _check_terms(pole: Pole, field: str, allowed: frozenset[str]) -> Iterator[CorpusError]:
    for fact in getattr(pole, field):
        for value in fact.value:
            if value not in allowed:
                message = f"{field}: {value!r} is not in vocabulary.yaml: use one of its keys"
                yield pole.place.fault(message, fact.line)


def _facts(pole: Pole) -> Iterator[tuple[str, Fact[object]]]:
    for field in _FACT_FIELDS:
        for fact in getattr(pole, field):
            yield field, fact


def _check_dates(corpus: Corpus) -> Iterator[CorpusError]:
    for pole in corpus.poles.values():
        for field, fact in _facts(pole):
            source = corpus.sources.get(fact.source)
            if source is not None and source.year is not None and fact.year > source.year:
                yield pole.place.fault(
                    f"{field}: as_of {fact.as_of} is later than its source {source.id!r} "
                    f"({source.date}): give the date of the fact or of the source",
                    fact.line,
                )


# Citations and sources.


def _check_citations(corpus: Corpus) -> Iterator[CorpusError]:
    unknown = "no source {!r} in sources.yaml: add it there, or correct the id"
    for statement in corpus.statements():
        for note in statement.references:
            if note.source_id not in corpus.sources:
                yield statement.place.fault(unknown.format(note.source_id))
    for pole in corpus.poles.values():
        for place, source_id in _pole_sources(pole):
            if source_id not in corpus.sources:
                yield place.fault(unknown.format(source_id))
    for place, source_id in _list_sources(corpus):
        if source_id not in corpus.sources:
            yield place.fault(unknown.format(source_id))


def _list_sources(corpus: Corpus) -> Iterator[tuple[Place, str]]:
    yield from ((row.place, row.source) for row in corpus.indicators)
    yield from ((entry.place, entry.source) for entry in corpus.glossary if entry.source)


def _pole_sources(pole: Pole) -> Iterator[tuple[Place, str]]:
    for _, fact in _facts(pole):
        yield Place(pole.place.file, fact.line), fact.source
    for link in (*pole.predecessors, *pole.successors):
        yield Place(pole.place.file, link.line), link.source


def _cited(corpus: Corpus) -> set[str]:
    cited = {note.source_id for item in corpus.statements() for note in item.references}
    cited |= {source for pole in corpus.poles.values() for _, source in _pole_sources(pole)}
    return cited | {source for _, source in _list_sources(corpus)}


def _check_sources(corpus: Corpus) -> Iterator[CorpusError]:
    cited = _cited(corpus)
    for source_id, place in corpus.source_places.items():
        source = corpus.sources[source_id]
        if source_id not in cited:
            yield place.fault(f"source {source_id!r} is cited nowhere: cite it or remove it")
        if not _SOURCE_ID.fullmatch(source_id):
            yield place.fault(f"id {source_id!r}: lower case, no accent, words joined by -")
        if not source.url and source_id not in FIVE_DOCUMENTS:
            yield place.fault(f"source {source_id!r} has no url: readers must be able to open it")
        elif source.url and not _URL.fullmatch(source.url):
            yield place.fault(f"url {source.url!r}: write https://…")
        if not re.fullmatch(r"[a-z]{2}", source.language):
            yield place.fault(f"language {source.language!r}: write fr, en, …")


def _warn_addresses(corpus: Corpus) -> Iterator[CorpusError]:
    owners: dict[str, str] = {}
    for source_id, place in corpus.source_places.items():
        url = corpus.sources[source_id].url.rstrip("/")
        if url and owners.setdefault(url, source_id) != source_id:
            yield place.fault(f"{source_id!r} has the same url as {owners[url]!r}: keep one id")


def _warn_poles(corpus: Corpus) -> Iterator[CorpusError]:
    for pole in corpus.poles.values():
        states_of = [fact.value for fact in pole.status]
        if not states_of:
            yield pole.place.fault("no status: labellisé or ancien, with date and source")
        if "ancien" in states_of and not (pole.successors or pole.end_of_label):
            yield pole.place.fault("ancien, but neither successors nor end_of_label says why")
        summary = sum(item.section == "Summary" for item in pole.statements)
        if summary != 2:
            yield pole.place.fault(f"{summary} statement(s) in ## Summary: write two, in English")
