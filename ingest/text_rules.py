"""Rules on the words of the knowledge base: statements, definitions, figures, copied runs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from ingest.errors import CorpusError
from ingest.figures import content_words, contradicts, figures_of, values_of, words_of
from ingest.knowledge import Corpus, Indicator, Statement, name_key
from ingest.record_rules import one_of
from ingest.sentences import split_sentences
from ingest.shingles import copied_runs, load_shingles
from ingest.statements import CALL

__all__ = ["check_texts", "warn_texts"]

KINDS = frozenset({"dispositif", "organisme", "concept", "programme", "lieu", "document", "label"})
SECTIONS = frozenset(
    {
        "Mission",
        "Programmes et projets",
        "Services aux entreprises",
        "Europe",
        "Chiffres",
        "Gouvernance",
        "Histoire",
        "Summary",
    }
)
_PRONOUN = re.compile(
    r"(?:Il|Ils|Elle|Elles|Ce|Cet|Cette|Ces|C'|C’|Celui|Celle|Ceux|Son|Sa|Ses|Leur|Leurs|Ici|"
    r"It|They|This|These|Its|Their|Ce pôle|Le pôle(?= [^,.A-Z«]*[,.])|The cluster)"
    r"(?:(?<=['’])|\b)(?!-)"
)
_LATE_PRONOUN = re.compile(
    r"^[^,.;]{2,60}, (?:elles?|ils?(?! (?:est|était|faut|fallait|existe|s'agit|n'existe|y a|reste))"
    r"|le pôle(?= [^,.A-Z«]*[,.])|this cluster|it|they)\b"
)
_PHONE = re.compile(r"(?<![\d,.])(?:\+33[ .]?(?:\(0\))?[ .]?|0)[1-9](?:[ .-]?\d{2}){4}(?!\d)")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+\.[A-Za-z]{2,}")
_PRIVATE = (("0", _PHONE, "a phone number"), ("@", _EMAIL, "an e-mail address"))
"""A sign that stands in each of a kind, its pattern, and what it is."""
_URL = re.compile(r"https?://\S+")
_YEAR = re.compile(r"\d{4}")


def check_texts(corpus: Corpus, folder: Path) -> Iterator[CorpusError]:
    """Problems in what the knowledge base in ``folder`` says, and in how it says it."""
    return chain(
        _check_statements(corpus),
        _check_sections(corpus),
        _check_glossary(corpus),
        _check_indicators(corpus),
        _check_contradictions(corpus),
        _check_files(folder),
    )


def warn_texts(corpus: Corpus) -> Iterator[CorpusError]:
    """What a reader should look at."""
    return chain(_warn_statements(corpus), _warn_subjects(corpus))


def _check_statements(corpus: Corpus) -> Iterator[CorpusError]:
    seen: dict[tuple[str, str], Statement] = {}
    for statement in corpus.statements():
        text = statement.text
        if len(split_sentences(text)) > 1:
            yield statement.place.fault("more than one sentence: one fact a statement, split it")
        if not re.search(r"[.!?…](?:[ \u00a0\u202f]?[»\"”)])?$", text):
            yield statement.place.fault("no full stop before the footnote: add it")
        if match := _PRONOUN.match(text):
            yield statement.place.fault(
                f"starts with {match[0]!r}: name the subject of the sentence"
            )
        first = seen.setdefault((statement.file, name_key(text)), statement)
        if first is not statement:
            yield statement.place.fault(f"same sentence as line {first.line}: keep one")


def _check_sections(corpus: Corpus) -> Iterator[CorpusError]:
    for pole in corpus.poles.values():
        for item in pole.statements:
            section = item.section.partition(" / ")[0]
            if section not in SECTIONS:
                yield item.place.fault(one_of("section", section, SECTIONS))


def _warn_statements(corpus: Corpus) -> Iterator[CorpusError]:
    for statement in corpus.statements():
        if not statement.years:
            yield statement.place.fault("names no year: say when, “en 2026, …”")
        if match := _LATE_PRONOUN.match(statement.text):
            yield statement.place.fault(f"{match[0]!r}: name the subject of the sentence")


def _warn_subjects(corpus: Corpus) -> Iterator[CorpusError]:
    for pole in corpus.poles.values():
        names = [name_key(name) for name in pole.names]
        for item in pole.statements:
            text = name_key(item.text)
            if not any(name in text for name in names):
                yield item.place.fault(
                    f"does not name {pole.name}: say of whom the sentence speaks"
                )


# Glossary and indicators.


def _check_glossary(corpus: Corpus) -> Iterator[CorpusError]:
    owners: dict[str, str] = {}
    for entry in corpus.glossary:
        if owners.setdefault("id:" + entry.id, entry.id) is not entry.id:
            yield entry.place.fault(f"id {entry.id!r} stands twice: rename one")
        if entry.kind not in KINDS:
            yield entry.place.fault(one_of("kind", entry.kind, KINDS))
        if len(split_sentences(entry.definition)) != 1:
            yield entry.place.fault(f"{entry.id!r}: the definition must be one sentence")
        for key in dict.fromkeys(map(name_key, entry.names)):
            if owners.setdefault(key, entry.id) != entry.id:
                message = f"{entry.id!r}: {key!r} also stands for {owners[key]!r}: keep it in one"
                yield entry.place.fault(message)


def _check_indicators(corpus: Corpus) -> Iterator[CorpusError]:
    stated: dict[str, set[float]] = defaultdict(set)
    for statement in corpus.statements():
        for source_id in {note.source_id for note in statement.references}:
            stated[source_id] |= figures_of(statement.text)
    seen: set[tuple[str, ...]] = set()
    for row in corpus.indicators:
        key = (row.id, row.as_of, row.perimeter, row.source, row.section)
        if key in seen:
            yield row.place.fault(f"{row.id!r} stands twice with one date, perimeter and source")
        seen.add(key)
        if stated[row.source].isdisjoint(values_of(row)):
            yield row.place.fault(
                f"{row.id!r}: no statement that cites {row.source!r} says {row.value} {row.unit}: "
                "write it, or correct the value",
            )


def _check_contradictions(corpus: Corpus) -> Iterator[CorpusError]:
    by_source = _statements_by_source(corpus)
    rows: dict[tuple[str, str, str], list[Indicator]] = defaultdict(list)
    for row in corpus.indicators:
        rows[row.id, row.as_of, row.source].append(row)
    for (_, as_of, source_id), twins in rows.items():
        row = twins[0]
        named = words_of(row)
        for item, words in by_source[source_id, as_of[:4]]:
            # Most pairs stop at the words; the rest of the comparison costs twenty times more.
            if words >= named and all(contradicts(item.text, twin) for twin in twins):
                yield item.place.fault(
                    f"{row.place.file}:{row.place.line} says {row.value} {row.unit} "
                    f"for {row.indicator!r}: compare, and name the perimeter",
                )


def _statements_by_source(
    corpus: Corpus,
) -> dict[tuple[str, str], list[tuple[Statement, frozenset[str]]]]:
    """Statements, with their words, by source that they cite and year that they name."""
    found: dict[tuple[str, str], list[tuple[Statement, frozenset[str]]]] = defaultdict(list)
    for statement in corpus.statements():
        words = content_words(statement.text)
        for source_id in {note.source_id for note in statement.references}:
            for year in set(_YEAR.findall(statement.text)):
                found[source_id, year].append((statement, words))
    return found


# Whole files: private data and copied text.


def _check_files(folder: Path) -> Iterator[CorpusError]:
    shingles = load_shingles()
    paths = [path for ext in ("md", "yaml", "txt") for path in folder.rglob(f"*.{ext}")]
    for path in sorted(paths):
        name = path.relative_to(folder).as_posix()
        text = path.read_text(encoding="utf-8", errors="replace")
        # A footnote call is no word, and must not hide a run that goes on behind it; digits of
        # an address are no phone number.
        text = _URL.sub(_blank, CALL.sub(_blank, text))
        for sign, pattern, what in _PRIVATE:
            for match in pattern.finditer(text) if sign in text else ():
                line = text.count("\n", 0, match.start()) + 1
                yield CorpusError(name, line, f"{what} ({match[0]!r}): remove private data")
        for offset, words in copied_runs(text, shingles):
            line = text.count("\n", 0, offset) + 1
            yield CorpusError(name, line, f"copied from a document, reword: “{words}…”")


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
