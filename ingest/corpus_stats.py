"""What the knowledge base covers, and what it lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.expected import statement_key
from ingest.knowledge import Corpus, Pole, current, gathered, regions_at

__all__ = ["CorpusStats", "corpus_stats", "format_stats"]

WANTED = (
    "status", "phases", "regions", "seat", "sectors", "services", "president", "members", "website",
)  # fmt: skip
"""Fields that a labelled pôle's record should have."""


@dataclass(frozen=True, slots=True)
class CorpusStats:
    """Counts of what the corpus holds.

    Attributes:
        poles: records, by current status ("" when unknown).
        statements: by kind of file ("poles", "policy").
        sources: number of sources.
        sources_by_kind: number of sources of each kind.
        indicators, glossary: number of rows and entries.
        years: statements that name a year, by year.
        undated: statements that name no year.
        questions: number of questions that statements answer.
        asked: statements that have such a question.
        regions: labelled pôles by region.
        sectors: labelled pôles by sector key; every key of the vocabulary is present.
        missing: wanted field → labelled pôles without it, sorted.
        short: labelled pôles with fewer than 15 statements, with their number.
    """

    poles: dict[str, int]
    statements: dict[str, int]
    sources: int
    sources_by_kind: dict[str, int]
    indicators: int
    glossary: int
    years: dict[int, int]
    undated: int
    questions: int
    asked: int
    regions: dict[str, int]
    sectors: dict[str, int]
    missing: dict[str, tuple[str, ...]]
    short: dict[str, int]


def corpus_stats(corpus: Corpus) -> CorpusStats:
    """Count what ``corpus`` covers."""
    labelled = [pole for pole in corpus.poles.values() if _status(pole) == "labellisé"]
    statements = list(corpus.statements())
    years = Counter(year for item in statements for year in set(item.years))
    kinds = Counter(source.kind for source in corpus.sources.values())
    return CorpusStats(
        poles=dict(Counter(map(_status, corpus.poles.values()))),
        statements=dict(Counter(item.file.partition("/")[0] for item in statements)),
        sources=len(corpus.sources),
        sources_by_kind=dict(kinds.most_common()),
        indicators=len(corpus.indicators),
        glossary=len(corpus.glossary),
        years=dict(sorted(years.items())),
        undated=sum(not item.years for item in statements),
        questions=len(corpus.questions),
        asked=_asked(corpus),
        regions=_tally(corpus.vocabulary.regions, map(regions_at, labelled)),
        sectors=_tally(corpus.vocabulary.sectors, (gathered(pole.sectors) for pole in labelled)),
        missing={field: _without(labelled, field) for field in WANTED},
        short={p.id: len(p.statements) for p in labelled if len(p.statements) < 15},
    )


def _asked(corpus: Corpus) -> int:
    keys = {(question.document, question.key) for question in corpus.questions}
    return sum(
        (document, statement_key(statement.text)) in keys
        for document, statements in corpus.statements_by_document().items()
        for statement in statements
    )


def _status(pole: Pole) -> str:
    fact = current(pole.status)
    return fact.value if fact else ""


def _tally(keys: Iterable[str], values: Iterable[tuple[str, ...]]) -> dict[str, int]:
    counts = Counter(value for group in values for value in group)
    return {key: counts[key] for key in keys}


def _without(poles: list[Pole], field: str) -> tuple[str, ...]:
    return tuple(sorted(pole.id for pole in poles if not getattr(pole, field)))


def format_stats(stats: CorpusStats) -> str:
    """The counts as plain text, for a terminal."""
    kinds = ", ".join(f"{count} {status or 'sans statut'}" for status, count in stats.poles.items())
    lines = [
        f"pôles         {sum(stats.poles.values())} ({kinds})",
        f"statements    {sum(stats.statements.values())} ({_pairs(stats.statements)}), "
        f"{stats.undated} without a year",
        f"questions     {stats.questions}, of {stats.asked} statements",
        f"sources       {stats.sources} ({_pairs(stats.sources_by_kind)})",
        f"indicators    {stats.indicators}",
        f"glossary      {stats.glossary}",
        "",
        f"statements by year    {_pairs(stats.years)}",
        f"pôles by region       {_pairs(stats.regions)}",
        f"pôles by sector       {_pairs(stats.sectors)}",
        "",
        "missing in the records of labelled pôles",
    ]
    for field, poles in stats.missing.items():
        names = f": {', '.join(poles)}" if poles else ""
        lines.append(f"  {field:<10}{len(poles):>4}{names}")
    lines.append(f"  fewer than 15 statements: {_pairs(stats.short) or 'none'}")
    return "\n".join(lines)


def _pairs(counts: dict[str, int] | dict[int, int]) -> str:
    return ", ".join(f"{key} {count}" for key, count in counts.items())
