"""What the assistant knows: counts of sources, and of pôles where their records are indexed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from ingest.corpus_stats import corpus_stats
from ingest.index import Index
from ingest.knowledge import Corpus

__all__ = ["Coverage", "measure_coverage"]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Counts of an index.

    Attributes:
        documents, passages, sources: totals.
        source_years: year → sources dated in it; the last key, 0, counts those without a date.
        publishers: publisher → sources, the largest first.
        fact_years: year → sourced statements that name it; empty without records of pôles.
        regions: region → labelled pôles; empty without records.
        sectors: label → labelled pôles, the largest first; empty without records.
    """

    documents: int
    passages: int
    sources: int
    source_years: Mapping[int, int]
    publishers: Mapping[str, int]
    fact_years: Mapping[int, int]
    regions: Mapping[str, int]
    sectors: Mapping[str, int]


def measure_coverage(index: Index, corpus: Corpus | None, language: str) -> Coverage:
    """Count what ``index`` covers.

    Args:
        index: an open index.
        corpus: the records of pôles that it was made from, None when it was not.
        language: of the labels, "fr" or "en".
    """
    years = Counter(source.year or 0 for source in index.sources.values())
    publishers = Counter(source.publisher for source in index.sources.values() if source.publisher)
    fact_years: Mapping[int, int] = {}
    regions: Mapping[str, int] = {}
    sectors: Mapping[str, int] = {}
    if corpus is not None:
        stats = corpus_stats(corpus)
        terms = corpus.vocabulary.sectors
        fact_years, regions = stats.years, stats.regions
        sectors = {getattr(terms[key], language): count for key, count in stats.sectors.items()}
    return Coverage(
        documents=index.manifest.documents,
        passages=index.manifest.passages,
        sources=len(index.sources),
        source_years=dict(sorted(years.items(), key=lambda item: item[0] or 9999)),
        publishers=dict(publishers.most_common(12)),
        fact_years=fact_years,
        regions=regions,
        sectors=dict(sorted(sectors.items(), key=lambda item: (-item[1], item[0]))),
    )
