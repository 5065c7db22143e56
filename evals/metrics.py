"""Aggregates, intervals and tests. Pure, seeded: the same scores give the same figures.

Retrieval figures are those of trec_eval, by ``ir_measures``. A query that brings nothing scores
0 and never vanishes.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["FOLDS", "Comparison", "Interval", "bootstrap", "bootstrap_f1", "finder_figures"]
__all__ += ["holm", "paired_test", "quantile", "rank_figures", "retrieval_figures", "wilson"]

FOLDS = 10_000
SEED = 20_050_712
_Z95 = 1.959963984540054

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean or a rate with its 95 % interval; ``n`` cases."""

    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """A paired comparison of two systems on the same cases.

    Attributes:
        change: mean of b - a, with its interval.
        p: two-sided, by randomisation.
        wins, losses: cases on which b is better, worse.
    """

    change: Interval
    p: float
    wins: int
    losses: int


def wilson(successes: int, n: int) -> Interval:
    """A rate with Wilson's score interval (1927), 95 %; [0, 1] when ``n`` is 0."""
    if n == 0:
        return Interval(math.nan, 0.0, 1.0, 0)
    rate, z2 = successes / n, _Z95**2
    centre = (rate + z2 / (2 * n)) / (1 + z2 / n)
    half = _Z95 * math.sqrt(rate * (1 - rate) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    low = 0.0 if successes == 0 else centre - half
    high = 1.0 if successes == n else centre + half
    return Interval(rate, low, high, n)


def _by_cluster(values: Sequence[float], clusters: Sequence[str]) -> tuple[Floats, Floats]:
    """Sum and number of the values of each cluster, clusters in alphabetical order."""
    names = {name: i for i, name in enumerate(sorted(set(clusters)))}
    where = np.array([names[name] for name in clusters], dtype=np.int64)
    sums = np.bincount(where, weights=np.asarray(values, dtype=np.float64), minlength=len(names))
    return sums.astype(np.float64), np.bincount(where, minlength=len(names)).astype(np.float64)


def bootstrap(values: Sequence[float], clusters: Sequence[str], folds: int = FOLDS) -> Interval:
    """Mean of ``values`` with the percentile interval of a bootstrap over clusters.

    Cases of a cluster share documents: they are drawn together (Efron & Tibshirani 1993, §8).
    """
    if not values:
        return Interval(math.nan, math.nan, math.nan, 0)
    sums, counts = _by_cluster(values, clusters)
    times = _times_drawn(len(sums), folds)
    means = np.sort(_total(times, sums) / _total(times, counts))
    return Interval(float(np.mean(values)), _at(means, 0.025), _at(means, 0.975), len(values))


@lru_cache(maxsize=64)
def _times_drawn(clusters: int, folds: int) -> npt.NDArray[np.float32]:
    """How often each resample draws each cluster, shape [folds, clusters]; always the same."""
    shares = np.full(clusters, 1.0 / clusters)
    drawn = np.random.default_rng(SEED).multinomial(clusters, shares, size=folds)
    return np.asarray(drawn, dtype=np.float32)  # half the memory; counts are small and exact


def _total(times: npt.NDArray[np.float32], totals: Floats) -> Floats:
    return (times @ totals.astype(np.float32)).astype(np.float64)


def _at(ordered: Floats, share: float) -> float:
    return float(np.quantile(ordered, share))


def bootstrap_f1(
    wanted: Sequence[bool], given: Sequence[bool], clusters: Sequence[str]
) -> Interval:
    """F1 of ``given`` against ``wanted``, with a bootstrap over clusters; 0 when undefined."""
    pairs = list(zip(wanted, given, strict=True))
    hits, _ = _by_cluster([float(w and g) for w, g in pairs], clusters)
    sizes, _ = _by_cluster([float(w) + float(g) for w, g in pairs], clusters)
    total = sizes.sum()
    times = _times_drawn(len(sizes), FOLDS)
    draws = np.sort(2 * _total(times, hits) / np.maximum(_total(times, sizes), 1e-12))
    value = float(2 * hits.sum() / total) if total else 0.0
    return Interval(value, _at(draws, 0.025), _at(draws, 0.975), len(pairs))


def paired_test(
    before: Sequence[float], after: Sequence[float], clusters: Sequence[str]
) -> Comparison:
    """Paired randomisation: in each fold the two systems swap names, cluster by cluster.

    p is (1 + folds at least as far from 0) / (1 + folds) (Smucker, Allan & Carterette 2007).
    """
    differences = [b - a for a, b in zip(before, after, strict=True)]
    wins, losses = sum(d > 0 for d in differences), sum(d < 0 for d in differences)
    change = bootstrap(differences, clusters)
    if not wins and not losses:
        return Comparison(change, 1.0, 0, 0)
    sums, _ = _by_cluster(differences, clusters)
    sums = sums[sums != 0]
    signs = np.random.default_rng(SEED).integers(0, 2, size=(FOLDS, len(sums))) * 2.0 - 1.0
    extreme = np.abs(signs @ sums) >= abs(float(sums.sum())) - 1e-12
    return Comparison(change, float((1 + extreme.sum()) / (1 + FOLDS)), wins, losses)


def holm(p_values: Mapping[str, float]) -> dict[str, float]:
    """Adjusted p-values, step-down (Holm 1979)."""
    adjusted: dict[str, float] = {}
    highest = 0.0
    for rank, name in enumerate(sorted(p_values, key=lambda name: (p_values[name], name))):
        highest = max(highest, min(1.0, p_values[name] * (len(p_values) - rank)))
        adjusted[name] = highest
    return adjusted


def quantile(values: Sequence[float], share: float) -> float:
    """The ``share`` quantile, by linear interpolation; NaN without values."""
    return float(np.quantile(np.asarray(values), share)) if values else math.nan


# -- rankings ------------------------------------------------------------------------------


def retrieval_figures(
    run: Mapping[str, Sequence[str]], qrels: Mapping[str, Mapping[str, int]], names: Sequence[str]
) -> dict[str, dict[str, float]]:
    """Figures of each query of ``qrels``, by trec_eval.

    Args:
        run: documents a query, best first, none twice. The order alone counts: trec_eval would
            break ties of scores by name.
        qrels: grades of documents a query.
        names: such as "nDCG@10", "RR@10", "R@5", "P@3".
    """
    import ir_measures

    measures = {name: _measure(name) for name in names}
    judged = [
        ir_measures.Qrel(query, document, grade)
        for query, grades in qrels.items()
        for document, grade in grades.items()
    ]
    ranked = [
        ir_measures.ScoredDoc(query, document, float(-rank))
        for query, documents in run.items()
        for rank, document in enumerate(documents)
    ]
    found: dict[str, dict[str, float]] = {query: dict.fromkeys(names, 0.0) for query in qrels}
    results: Any = ir_measures.iter_calc(list(measures.values()), judged, ranked)
    by_measure = {measure: name for name, measure in measures.items()}
    for result in results:
        if result.query_id in found:
            found[result.query_id][by_measure[result.measure]] = float(result.value)
    return found


@lru_cache(maxsize=32)
def _measure(name: str) -> Any:
    import ir_measures

    return ir_measures.parse_measure(name)


def rank_figures(ranking: Sequence[str], grades: Mapping[str, int]) -> dict[str, float]:
    """R@1, R@5, R@10, nDCG@10 and RR@10 of one ranking."""
    return dict(_rank_figures(tuple(ranking), tuple(grades.items())))


@lru_cache(maxsize=1 << 14)
def _rank_figures(
    ranking: tuple[str, ...], grades: tuple[tuple[str, int], ...]
) -> Mapping[str, float]:
    """Named after their ranks and units, the rankings of many cases are the same."""
    names = ("R@1", "R@5", "R@10", "nDCG@10", "RR@10")
    return retrieval_figures({"q": ranking}, {"q": dict(grades)}, names)["q"]


def finder_figures(ranking: Sequence[str], grades: Mapping[str, int]) -> dict[str, float]:
    """P@3 and nDCG@5 of ranked pôles, grades 0 to 2."""
    distinct = list(dict.fromkeys(ranking))
    figures = retrieval_figures({"q": distinct}, {"q": grades}, ("P@3", "nDCG@5"))["q"]
    return {"p3": figures["P@3"], "ndcg5": figures["nDCG@5"]}
