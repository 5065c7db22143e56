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
from ingest.dense import Near, Positions
from ingest.encode import Vectors
from ingest.index import Index
from ingest.records import Hit
from ingest.store import Filters

__all__ = ["DEPTH", "NOTHING", "Retrieval", "fuse", "search"]

DEPTH = 100
"""Candidates that each leg brings. Deep enough that the second leg can still lift one."""

_ALSO_SHARE = np.float32(0.5)

_NONE: Positions = np.zeros(0, dtype=np.int64)
_NO_COSINES: Vectors = np.zeros(0, dtype=np.float32)


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


NOTHING = Retrieval((), 0, 0, np.zeros(0, dtype=np.float32))
"""No search was made: records answer."""


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
    scores = _lexical_leg(index, query, also, allowed)
    lexical = _top(scores, DEPTH) if weight < 1 else _NONE
    near = index.dense.nearest(vector, DEPTH, allowed) if weight > 0 else Near(_NONE, _NO_COSINES)
    found = np.zeros(len(scores), dtype=np.bool_)
    found[near.positions] = True
    rest = lexical[~found[lexical]]
    positions = np.concatenate([near.positions, rest])
    further = index.dense.cosines(vector, rest) if weight > 0 else np.zeros(len(rest), np.float32)
    cosines = np.concatenate([near.cosines, further])
    fused, left, right = fuse(scores[positions], cosines, weight)
    order = np.lexsort((positions, -fused))[:k]  # ties by reading order, so that two runs agree
    rows = index.lexical.rows[positions[order]].tolist()
    passages = index.store.passages(rows)
    hits = tuple(
        Hit(passages[row], float(fused[i]), rank, float(left[i]), float(right[i]))
        for rank, (row, i) in enumerate(zip(rows, order, strict=True), 1)
    )
    return Retrieval(hits, len(lexical), len(near.positions), vector)


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


def _lexical_leg(
    index: Index, query: str, also: Sequence[str], allowed: Positions | None
) -> npt.NDArray[np.float32]:
    """Score of each passage; 0 for those that the filters keep out."""
    typed = query_tokens(query)
    scores = index.lexical.scores(typed)
    others = sorted(set(also) - set(typed))
    if others:
        scores += _ALSO_SHARE * index.lexical.scores(others)
    if allowed is None:
        return scores
    kept = np.zeros_like(scores)
    kept[allowed] = scores[allowed]
    return kept


def _allowed(index: Index, filters: Filters) -> Positions | None:
    """Positions of the passages that the filters let through, None for all."""
    if not filters:
        return None
    return np.searchsorted(index.lexical.rows, index.store.matching(filters))


def _top(scores: npt.NDArray[np.float32], depth: int) -> Positions:
    """Positions of the ``depth`` best positive scores."""
    best = (
        np.argpartition(-scores, depth)[:depth] if depth < len(scores) else np.arange(len(scores))
    )
    return best[scores[best] > 0]
