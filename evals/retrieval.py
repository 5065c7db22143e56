"""The product's search on any folder in BEIR's format: lexical, dense, hybrid.

Analysis, BM25, encoder and fusion are the product's own; the user's index is not touched. Each
document is cut into pieces as long as the product's passages, and scores by its best piece. The
dense leg is exact: no approximate graph stands between the encoder and its figure.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt

from assistant.retrieve import DEPTH, fuse
from evals.beir import BeirDocument, BeirFolder
from evals.metrics import quantile, retrieval_figures
from ingest.analysis import lexical_tokens, query_tokens
from ingest.encode import Encoder, Vectors
from ingest.lexical import LexicalIndex, build_lexical
from ingest.passages import embedded_text, split_passages
from ingest.previous import HYBRID_WEIGHT
from ingest.progress import Progress
from ingest.records import Page, Source

__all__ = ["LEGS", "MEASURES", "RetrievalReport", "measure_retrieval"]

LEGS = {"bm25": 0.0, "dense": 1.0, "hybrid": HYBRID_WEIGHT}
MEASURES = ("nDCG@10", "RR@10", "R@1", "R@5", "R@10")
_BATCH = 1024
_QUERIES = 64
_TIMED = 200

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class RetrievalReport:
    """Figures of one folder.

    Attributes:
        figures: by leg, then measure; means over the queries that are judged.
        runs: by leg, then query: documents, best first.
        documents, passages, queries: counts.
        passages_per_s: passages analysed, encoded and indexed a second.
        query_ms: median milliseconds of a hybrid query, one at a time, over at most 200 of them.
    """

    figures: dict[str, dict[str, float]]
    runs: dict[str, dict[str, list[str]]]
    documents: int
    passages: int
    queries: int
    passages_per_s: float
    query_ms: float

    def to_dict(self) -> dict[str, object]:
        """The JSON contract of ``poles eval retrieval --json``."""
        return {
            **self.figures,
            "passages_per_s": round(self.passages_per_s, 1),
            "query_ms": round(self.query_ms, 3),
        }


def measure_retrieval(
    folder: BeirFolder, encoder: Encoder, progress: Progress = lambda *_: None
) -> RetrievalReport:
    """Index the folder in memory, ask every judged query, measure."""
    with TemporaryDirectory(prefix="poles-eval-") as place:
        index = _MemoryIndex.build(folder.documents(), encoder, Path(place), progress)
        runs: dict[str, dict[str, list[str]]] = {leg: {} for leg in LEGS}
        for query, vector in _encoded(folder.queries, encoder):
            candidates = index.candidates(folder.queries[query], vector)
            for leg, weight in LEGS.items():
                runs[leg][query] = index.ranked(candidates, weight)
            progress("ask", len(runs["dense"]), len(folder.queries))
        query_ms = quantile(_times(index, encoder, list(folder.queries.values())), 0.5)
    figures = {leg: _means(runs[leg], folder.qrels) for leg in LEGS}
    return RetrievalReport(
        figures, runs, len(index.names), len(index.owner), len(folder.queries),
        index.passages_per_s, query_ms,
    )  # fmt: skip


def _encoded(queries: Mapping[str, str], encoder: Encoder) -> Iterator[tuple[str, Floats]]:
    """Queries with their vectors, encoded many at a time: a large model is much faster so."""
    names = list(queries)
    for start in range(0, len(names), _QUERIES):
        part = names[start : start + _QUERIES]
        yield from zip(part, encoder.encode([queries[name] for name in part]), strict=True)


def _times(index: _MemoryIndex, encoder: Encoder, queries: Sequence[str]) -> list[float]:
    """Milliseconds of hybrid queries asked one at a time, evenly drawn from ``queries``."""
    times: list[float] = []
    for text in queries[:: -(-len(queries) // _TIMED)]:
        began = time.perf_counter()
        candidates = index.candidates(text, encoder.encode([text])[0])
        index.ranked(candidates, LEGS["hybrid"])
        times.append(1e3 * (time.perf_counter() - began))
    return times


def _means(
    run: Mapping[str, Sequence[str]], qrels: Mapping[str, Mapping[str, int]]
) -> dict[str, float]:
    """Means over queries with a relevant document, as trec_eval."""
    judged = {query: grades for query, grades in qrels.items() if max(grades.values()) > 0}
    each = retrieval_figures(run, judged, MEASURES)
    return {name: float(np.mean([figures[name] for figures in each.values()])) for name in MEASURES}


@dataclass(frozen=True, slots=True)
class _Candidates:
    """Documents that one of the legs brings, with both scores."""

    documents: Integers
    lexical: Floats
    dense: Floats


class _MemoryIndex:
    """Pieces of documents: vectors in memory, tokens in a lexical index."""

    def __init__(
        self,
        names: list[str],
        owner: Integers,
        vectors: Vectors,
        lexical: LexicalIndex,
        passages_per_s: float,
    ) -> None:
        self.names = names
        self.owner = owner
        self.passages_per_s = passages_per_s
        self._vectors = vectors
        self._lexical = lexical
        self._starts = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]])

    @classmethod
    def build(
        cls,
        documents: Iterator[BeirDocument],
        encoder: Encoder,
        place: Path,
        progress: Progress,
    ) -> _MemoryIndex:
        """Read every document once; only vectors, names and tokens stay in memory."""
        encoder.encode(["chauffe"])  # what loads once is not counted
        build_lexical(place / "warm", iter([(0, lexical_tokens("chauffe"))]))
        began = time.perf_counter()
        names: list[str] = []
        owner: list[int] = []
        blocks: list[Vectors] = []
        pending: list[str] = []

        def tokens() -> Iterator[tuple[int, list[str]]]:
            for document in documents:
                names.append(document.id)
                for text in pieces(document):
                    owner.append(len(names) - 1)
                    pending.append(text)
                    yield len(owner) - 1, lexical_tokens(text)
                if len(pending) >= _BATCH:
                    blocks.append(encoder.encode(pending))
                    pending.clear()
                    progress("encode", len(owner), 0)

        build_lexical(place / "lexical", tokens())
        if pending:
            blocks.append(encoder.encode(pending))
        vectors = _joined(blocks, encoder.dimension)
        seconds = time.perf_counter() - began
        return cls(
            names, np.asarray(owner, dtype=np.int64), vectors, LexicalIndex(place / "lexical"),
            len(owner) / max(seconds, 1e-9),
        )  # fmt: skip

    def candidates(self, query: str, vector: Floats) -> _Candidates:
        """The best documents of each leg, as the product takes them."""
        lexical = self._best_piece(self._lexical.scores(query_tokens(query)))
        dense = self._best_piece(self._vectors @ vector)
        words = _top(lexical, DEPTH)
        chosen = np.union1d(words[lexical[words] > 0], _top(dense, DEPTH))
        return _Candidates(chosen, lexical[chosen], dense[chosen])

    def _best_piece(self, scores: Floats) -> Floats:
        """Score of each document: that of its best piece, shape [documents]."""
        if not len(scores):
            return scores
        return np.asarray(np.maximum.reduceat(scores, self._starts), dtype=np.float32)

    def ranked(self, candidates: _Candidates, weight: float) -> list[str]:
        """Names of the best documents; a leg alone ranks only what it brings itself."""
        found = candidates
        if weight == 0:
            keep = found.lexical > 0
            found = _Candidates(found.documents[keep], found.lexical[keep], found.dense[keep])
        fused, _, _ = fuse(found.lexical, found.dense, weight)
        order = np.lexsort((found.documents, -fused))[:DEPTH]
        return [self.names[int(found.documents[n])] for n in order]


def _joined(blocks: list[Vectors], dimension: int) -> Vectors:
    """One array, freeing each block once it is copied: memory peaks at one block above it."""
    rows = sum(len(block) for block in blocks)
    vectors = np.empty((rows, dimension), dtype=np.float32)
    start = 0
    blocks.reverse()
    while blocks:
        block = blocks.pop()
        vectors[start : start + len(block)] = block
        start += len(block)
    return vectors


def _top(scores: Floats, depth: int) -> Integers:
    """Positions of the ``depth`` best scores, unordered; ties go to the earlier document."""
    if len(scores) <= depth:
        return np.arange(len(scores), dtype=np.int64)
    limit = np.partition(scores, len(scores) - depth)[len(scores) - depth]
    above = np.flatnonzero(scores > limit)
    level = np.flatnonzero(scores == limit)[: depth - len(above)]
    return np.concatenate([above, level]).astype(np.int64)


def pieces(document: BeirDocument) -> list[str]:
    """The texts that the product would index for ``document``; at least one."""
    source = Source(document.id, document.title)
    text = document.text.replace("\r\n", "\n").strip()
    passages = split_passages(source, (Page(1, text),)) if text else ()
    return [embedded_text(source, passage) for passage in passages] or [document.title]
