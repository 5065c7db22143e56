"""Aggregates of a run: a figure a system, a metric and a slice, with its interval. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from evals.cases import Case
from evals.metrics import Interval, bootstrap, bootstrap_f1, wilson
from evals.scorers import CaseScore

__all__ = ["DEFAULT", "HEADLINE", "METRICS", "Figure", "Metric", "figures_of", "slices_of"]

DEFAULT = "poles"
"""The system that ships; every other is there to compare it with."""

Kind = Literal["mean", "rate", "f1"]


@dataclass(frozen=True, slots=True)
class Metric:
    """What a metric is called, and how it is read.

    Attributes:
        label: French name for reports.
        kind: "rate" for 0 or 1 (Wilson), "mean" (bootstrap by cluster), "f1" of refusals.
        better: 1 when higher is better, -1 when lower is, 0 when neither.
        headline: corrected together and gated.
    """

    label: str
    kind: Kind = "mean"
    better: int = 1
    headline: bool = False


METRICS: dict[str, Metric] = {
    "truthfulness": Metric("Véracité (CRAG, −1 à 1)", headline=True),
    "nugget_recall": Metric("Points essentiels trouvés", headline=True),
    "nugget_all": Metric("Tous points trouvés"),
    "value_exact": Metric("Valeurs exactes"),
    "citation_recall": Metric("Rappel des citations (ALCE)", headline=True),
    "citation_precision": Metric("Précision des citations (ALCE)", headline=True),
    "page_recall": Metric("Bonne page ou section citée", headline=True),
    "copy_rate": Metric("Part recopiée", better=0),
    "refusal": Metric("Refus à bon escient", "rate", headline=True),
    "refusal_f1": Metric("Refus : F1", "f1"),
    "refusal_precision": Metric("Refus : précision", "rate"),
    "refusal_recall": Metric("Refus : rappel", "rate"),
    "temporal": Metric("Valeur valable à la date", "rate", headline=True),
    "followup": Metric("Question de suite comprise", "rate", headline=True),
    "followup_gap": Metric("Écart de recherche, suite", better=1),
    "language": Metric("Langue de la question", "rate", headline=True),
    "R@1": Metric("R@1"),
    "R@5": Metric("R@5", headline=True),
    "R@10": Metric("R@10"),
    "nDCG@10": Metric("nDCG@10", headline=True),
    "RR@10": Metric("RR@10"),
    "finder_p3": Metric("Recherche de pôle : P@3"),
    "finder_ndcg5": Metric("Recherche de pôle : nDCG@5", headline=True),
    "finder_false_match": Metric("Recherche de pôle : faux appariements", "rate", better=-1),
    "poles_p3": Metric("Pôles cités en réponse : P@3"),
    "poles_ndcg5": Metric("Pôles cités en réponse : nDCG@5"),
}
HEADLINE = tuple(name for name, metric in METRICS.items() if metric.headline)


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell of the tables; ``value``, ``low`` and ``high`` are rounded to 6 decimals."""

    system: str
    metric: str
    slice: str
    n: int
    value: float
    low: float
    high: float


def slices_of(case: Case) -> tuple[str, ...]:
    """Names of the slices that ``case`` is in, "tout" first."""
    named = ("tout", case.split, f"type:{case.type}", f"langue:{case.lang}")
    return (*named, *(f"marque:{tag}" for tag in case.tags))


def figures_of(cases: Iterable[Case], scores: Sequence[CaseScore]) -> list[Figure]:
    """Every figure, in the order of systems, slices and ``METRICS``."""
    by_id = {case.id: case for case in cases}
    groups: dict[tuple[str, str], list[CaseScore]] = {}
    for score in scores:
        for name in _slices(by_id[score.case_id], score.system):
            groups.setdefault((score.system, name), []).append(score)
    found: list[Figure] = []
    for (system, name), members in groups.items():
        members = sorted(members, key=lambda member: member.case_id)  # noqa: PLW2901
        for metric, kind in METRICS.items():
            interval = _interval(metric, kind, members, by_id)
            if interval is not None:
                found.append(_figure(system, metric, name, interval))
    return found


def _slices(case: Case, system: str) -> tuple[str, ...]:
    """Narrow slices are drawn for the default system only: no report shows the controls'."""
    return tuple(n for n in slices_of(case) if system == DEFAULT or ":" not in n)


def _figure(system: str, metric: str, name: str, interval: Interval) -> Figure:
    value, low, high = (round(x, 6) for x in (interval.value, interval.low, interval.high))
    return Figure(system, metric, name, interval.n, value, low, high)


def _interval(
    name: str, metric: Metric, members: Sequence[CaseScore], cases: dict[str, Case]
) -> Interval | None:
    if name.startswith("refusal_"):
        return _refusal_interval(name, members, cases)
    scored = [(m.value(name), cases[m.case_id].cluster) for m in members]
    values = [value for value, _ in scored if value is not None]
    if not values:
        return None
    if metric.kind == "rate":
        return wilson(round(sum(values)), len(values))
    return bootstrap(values, [cluster for value, cluster in scored if value is not None])


def _refusal_interval(
    name: str, members: Sequence[CaseScore], cases: dict[str, Case]
) -> Interval | None:
    scored = [m for m in members if m.value("declined") is not None]
    wanted = [cases[m.case_id].should_decline for m in scored]
    given = [m.value("declined") == 1.0 for m in scored]
    hits = sum(w and g for w, g in zip(wanted, given, strict=True))
    if not any(wanted):
        return None
    if name == "refusal_precision":
        return wilson(hits, sum(given)) if any(given) else None
    if name == "refusal_recall":
        return wilson(hits, sum(wanted))
    return bootstrap_f1(wanted, given, [cases[m.case_id].cluster for m in scored])
