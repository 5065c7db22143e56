"""Does ``confidence`` tell right answers from wrong ones? Pure.

Reliability (Guo et al. 2017, arXiv 1706.04599), risk–coverage (Geifman & El-Yaniv 2017,
arXiv 1705.08500), AUROC of answerable against not, and what declining below a threshold would
change: chosen on dev, shown on test.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from evals.cases import Case
from evals.metrics import Interval, bootstrap
from evals.outputs import Output
from evals.scorers import CaseScore

__all__ = ["Bin", "Calibration", "auroc", "calibrate", "reliability", "risk_coverage"]

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers whose confidence lies in ``[low, high)``; the last bin holds 1 too."""

    low: float
    high: float
    n: int
    confidence: float
    correct: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """How far confidence can be trusted.

    Attributes:
        answered: answers that were shown.
        error: expected calibration error: mean gap of the bins, weighted by size.
        bins: reliability diagram; empty bins are left out.
        curve: (coverage, risk) as the threshold falls from 1 to 0.
        auroc: chance that an answerable question has a higher confidence than one that is not;
            None when the run has only one of the two.
        threshold: below it, declining would have raised truthfulness on dev; 0 changes nothing.
        before, after: truthfulness by split, as shown and with the threshold.
    """

    answered: int
    error: float
    bins: tuple[Bin, ...]
    curve: tuple[tuple[float, float], ...]
    auroc: float | None
    threshold: float
    before: dict[str, Interval]
    after: dict[str, Interval]

    def to_dict(self) -> dict[str, Any]:
        """A JSON object."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class _Judged:
    case: Case
    confidence: float
    declined: bool
    truth: float

    def with_threshold(self, threshold: float) -> float:
        """Truthfulness if answers below ``threshold`` were declined."""
        if self.declined or self.confidence >= threshold:
            return self.truth
        return 1.0 if self.case.should_decline else 0.0


def calibrate(
    cases: Mapping[str, Case], outputs: Sequence[Output], scores: Sequence[CaseScore], system: str
) -> Calibration | None:
    """The calibration of ``system``, None when it shows no answer."""
    truth = {s.case_id: s.value("truthfulness") for s in scores if s.system == system}
    judged = [
        _Judged(cases[o.case_id], o.shown.confidence, o.shown.declined, value)
        for o in sorted(outputs, key=lambda o: o.case_id)
        if o.system == system and o.shown is not None
        if (value := truth.get(o.case_id)) is not None
    ]
    shown = [j for j in judged if not j.declined]
    if not shown:
        return None
    confidence = [j.confidence for j in shown]
    correct = [j.truth == 1.0 for j in shown]
    bins = reliability(confidence, correct)
    threshold = _best_threshold([j for j in judged if j.case.split == "dev"])
    return Calibration(
        answered=len(shown),
        error=sum(b.n * abs(b.confidence - b.correct) for b in bins) / len(shown),
        bins=bins,
        curve=risk_coverage(confidence, correct),
        auroc=auroc([j.confidence for j in judged], [not j.case.should_decline for j in judged]),
        threshold=threshold,
        before=_truth(judged, 0.0),
        after=_truth(judged, threshold),
    )


def _truth(judged: Sequence[_Judged], threshold: float) -> dict[str, Interval]:
    found: dict[str, Interval] = {}
    for split in ("dev", "test"):
        members = [j for j in judged if j.case.split == split]
        if members:
            values = [j.with_threshold(threshold) for j in members]
            found[split] = bootstrap(values, [j.case.cluster for j in members])
    return found


def _best_threshold(dev: Sequence[_Judged]) -> float:
    """The lowest threshold of those that give the best total; 0 when none helps."""
    options = [0.0, *sorted({j.confidence + 1e-6 for j in dev if not j.declined})]
    totals = [sum(j.with_threshold(t) for j in dev) for t in options]
    return round(options[totals.index(max(totals))], 6)


def reliability(confidence: Sequence[float], correct: Sequence[bool]) -> tuple[Bin, ...]:
    """Bins of equal width; empty ones are left out."""
    where = np.minimum((np.asarray(confidence) * BINS).astype(int), BINS - 1)
    found: list[Bin] = []
    for number in range(BINS):
        members = [i for i, place in enumerate(where) if place == number]
        if members:
            mean = float(np.mean([confidence[i] for i in members]))
            right = float(np.mean([correct[i] for i in members]))
            found.append(Bin(number / BINS, (number + 1) / BINS, len(members), mean, right))
    return tuple(found)


def risk_coverage(
    confidence: Sequence[float], correct: Sequence[bool]
) -> tuple[tuple[float, float], ...]:
    """Share of answers kept and share of wrong ones among them, one point a distinct threshold."""
    order = sorted(range(len(confidence)), key=lambda i: -confidence[i])
    points: list[tuple[float, float]] = []
    wrong = 0
    for kept, i in enumerate(order, 1):
        wrong += not correct[i]
        last = kept == len(order) or confidence[order[kept]] < confidence[i]
        if last:
            points.append((kept / len(order), wrong / kept))
    return tuple(points)


def auroc(values: Sequence[float], positive: Sequence[bool]) -> float | None:
    """Area under the ROC curve, ties counting half (Mann–Whitney); None with one class only."""
    high = np.asarray([v for v, p in zip(values, positive, strict=True) if p])
    low = np.asarray([v for v, p in zip(values, positive, strict=True) if not p])
    if not len(high) or not len(low):
        return None
    above = (high[:, None] > low[None, :]).sum() + 0.5 * (high[:, None] == low[None, :]).sum()
    return float(above / (len(high) * len(low)))
