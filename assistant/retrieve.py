"""Hybrid search: lexical and dense scores over one index, filtered, fused, ranked.

The fused score is a convex combination of min–max normalised scores (Bruch, Gai & Ingber 2023,
arXiv 2210.11934): ``(1 − w)·lexical + w·dense``. On French questions it beats reciprocal-rank
fusion, which forgets by how much a passage wins. ``w`` is stored with the index.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ingest.analysis import query_tokens
from ingest.encode import Vectors
from ingest.index import Index
from ingest.records import Hit
from ingest.store import Filters

__all__ = ["DEPTH", "Retrieval", "fuse", "search"]

DEPTH = 100
"""Candidates that each leg brings. Deep enough that the second leg can still lift one."""

_ALSO_SHARE = np.float32(0.5)

_EXACT_LIMIT = 2000
"""A filter that leaves at most this many passages is scored exactly, without the graph."""


@dataclass(frozen=True, slots=True)
class Retrieval:
    """What a search found.

    Attributes:
        hits: best first.
        lexical_found, dense_found: candidates that each leg brought, so that a silent leg shows.
        vector: the question's vector, shape [dimension].
    """

    hits: tuple[Hit, ...]
    lexical_found: int
    dense_found: int
    vector: Vectors


@dataclass(frozen=True, slots=True)
class _Allowed:
    """The passages that the filters let through."""

    rows: frozenset[int]
    ids: tuple[str, ...]


def search(
    index: Index,
    query: str,
    k: int = 20,
    filters: Filters = Filters(),  # noqa: B008 - frozen
    weight: float | None = None,
    also: Sequence[str] = (),
) -> Retrieval:
    """The ``k`` best passages for ``query``.

    Args:
        index: an open index.
        query: a question or keywords.
        k: how many hits at most.
        filters: which passages may be returned.
        weight: share of the dense score, in [0, 1]; by default the index's own. 0 asks the
            lexical leg alone, 1 the dense leg alone.
        also: tokens to search besides the query's own, for half of what those count.
    """
    weight = index.manifest.weight if weight is None else weight
    allowed = _allowed(index, filters)
    vector = index.encoder.encode([query])[0]
    scores = _lexical_leg(index, query, also)
    if allowed is not None:
        keep = np.isin(index.lexical.rows, np.fromiter(allowed.rows, dtype=np.int64))
        scores = np.where(keep, scores, np.float32(0.0))
    lexical = _top(index.lexical.rows, scores, DEPTH) if weight < 1 else []
    dense = _dense_leg(index, vector, allowed) if weight > 0 else {}
    rows_of = index.store.rows_of(list(dense))
    rows = list(dict.fromkeys([*lexical, *(rows_of[i] for i in dense if i in rows_of)]))
    ids = index.store.ids_of(rows)
    rows = [row for row in rows if row in ids]
    missing = [ids[row] for row in rows if ids[row] not in dense]
    if weight > 0:
        dense |= index.vectors.similarities(vector, missing)
    positions = np.searchsorted(index.lexical.rows, rows)
    lexical_scores = scores[positions] if rows else np.zeros(0, dtype=np.float32)
    dense_scores = np.array([dense.get(ids[row], 0.0) for row in rows], dtype=np.float32)
    fused, left, right = fuse(lexical_scores, dense_scores, weight)
    order = np.lexsort((np.asarray(rows), -fused))[:k]  # ties by reading order, so two runs agree
    passages = index.store.passages([rows[i] for i in order])
    hits = tuple(
        Hit(passages[rows[i]], float(fused[i]), rank, float(left[i]), float(right[i]))
        for rank, i in enumerate(order, 1)
    )
    return Retrieval(hits, len(lexical), len(rows_of), vector)


def fuse(
    lexical: npt.NDArray[np.float32], dense: npt.NDArray[np.float32], weight: float
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """Fused, normalised lexical and normalised dense scores of the candidates, shape [n] each.

    BM25's minimum is 0 whatever the candidates, so only its maximum is taken from them; a
    cosine's useful range depends on the encoder, so both ends are.
    """
    left = lexical / max(float(lexical.max(initial=0.0)), 1e-9)
    low = float(dense.min()) if len(dense) else 0.0
    right = (dense - low) / max(float(dense.max(initial=low)) - low, 1e-9)
    return (1 - weight) * left + weight * right, left, right


def _lexical_leg(index: Index, query: str, also: Sequence[str]) -> npt.NDArray[np.float32]:
    typed = query_tokens(query)
    scores = index.lexical.scores(typed)
    others = sorted(set(also) - set(typed))
    return scores + _ALSO_SHARE * index.lexical.scores(others) if others else scores


def _allowed(index: Index, filters: Filters) -> _Allowed | None:
    if not filters:
        return None
    matching = index.store.matching(filters)
    return _Allowed(frozenset(row for row, _ in matching), tuple(i for _, i in matching))


def _top(rows: npt.NDArray[np.int64], scores: npt.NDArray[np.float32], depth: int) -> list[int]:
    """Rows of the ``depth`` best positive scores, best first."""
    depth = min(depth, len(scores))
    if not depth:
        return []
    best = np.argpartition(-scores, depth - 1)[:depth]
    best = best[np.lexsort((rows[best], -scores[best]))]
    return [int(rows[i]) for i in best if scores[i] > 0]


def _dense_leg(index: Index, vector: Vectors, allowed: _Allowed | None) -> dict[str, float]:
    if allowed is None:
        return index.vectors.nearest(vector, min(DEPTH, index.manifest.passages))
    if len(allowed.ids) <= _EXACT_LIMIT:
        found = index.vectors.similarities(vector, allowed.ids)
        return dict(sorted(found.items(), key=lambda item: -item[1])[:DEPTH])
    wide = index.vectors.nearest(vector, min(10 * DEPTH, index.manifest.passages))
    permitted = frozenset(allowed.ids)
    return {i: score for i, score in wide.items() if i in permitted}
