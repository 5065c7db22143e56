"""Two runs side by side: what each metric gained, and every case that got worse, worst first.

A mean can hide a regression, so the cases come first: a case that is gone, an answer that breaks
the product's rules, one that turned wrong, a refusal that flipped, a page that is off… Only then
the metrics, with paired tests, Holm's correction and intervals.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from evals.cases import Case
from evals.figures import HEADLINE, METRICS
from evals.metrics import Comparison, holm, paired_test
from evals.run_folder import RunFolder
from evals.scorers import CaseScore
from evals.scoring import cases_of
from evals.select import Part

__all__ = ["CaseChange", "Compared", "MetricChange", "compare_runs"]

GATE_N = 60
"""No gate on fewer cases: their interval is wider than any change worth a gate."""
ALPHA = 0.05

_SEVERITY = (
    "missing", "broken", "truthfulness", "refusal", "temporal", "value_exact", "page_recall",
    "citation_recall", "citation_precision", "nugget_recall", "followup", "language",
    "finder_false_match", "finder_ndcg5", "finder_p3", "poles_ndcg5", "poles_p3", "nugget_all",
    "R@5", "nDCG@10", "RR@10", "R@10", "R@1", "followup_gap",
)  # fmt: skip
"""Kinds of change, the worst first."""
_EPSILON = 1e-9


@dataclass(frozen=True, slots=True)
class CaseChange:
    """One case that changed on one metric; its worst change stands for the case.

    Attributes:
        system, case_id: which.
        kind: "missing", "broken", or a metric.
        before, after: values; None when there was none.
        why: what the new run says.
        also: other metrics of the case that went the same way.
    """

    system: str
    case_id: str
    kind: str
    before: float | None
    after: float | None
    why: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MetricChange:
    """One metric of one system: paired change, and its p-value corrected among the headlines."""

    system: str
    metric: str
    before: float
    after: float
    comparison: Comparison
    p_holm: float | None

    @property
    def is_regression(self) -> bool:
        """Significant and for the worse, on enough cases for a gate."""
        worse = self.comparison.change.value * METRICS[self.metric].better < 0
        tested = self.p_holm is not None and self.p_holm < ALPHA
        return worse and tested and self.comparison.change.n >= GATE_N


@dataclass(frozen=True, slots=True)
class Compared:
    """What changed from run A to run B.

    Attributes:
        regressions: cases that got worse, worst first.
        gains: cases that got better, and none of whose metrics got worse.
        metrics: by system, in the order of ``METRICS``.
        added: cases that only B has.
        edited: cases whose question changed: they are not compared.
    """

    regressions: tuple[CaseChange, ...]
    gains: tuple[CaseChange, ...]
    metrics: tuple[MetricChange, ...]
    added: tuple[str, ...]
    edited: tuple[str, ...]

    @property
    def gate_failures(self) -> tuple[str, ...]:
        """Why a gate closes: a line for each missing case, broken rule, significant drop."""
        lines = [
            f"{c.case_id} ({c.system}): {c.why}"
            for c in self.regressions
            if c.kind in ("missing", "broken")
        ]
        lines += [
            f"{m.system}: {m.metric} {m.before:.3f} → {m.after:.3f} (p = {m.p_holm:.4f}, Holm)"
            for m in self.metrics
            if m.is_regression
        ]
        return tuple(lines)

    def to_dict(self) -> dict[str, Any]:
        """A JSON object, regressions first."""
        return {
            "regressions": [asdict(change) for change in self.regressions],
            "gate_failures": list(self.gate_failures),
            "metrics": [asdict(m) | {"is_regression": m.is_regression} for m in self.metrics],
            "gains": [asdict(change) for change in self.gains],
            "added": list(self.added),
            "edited": list(self.edited),
        }


def compare_runs(
    before: RunFolder,
    after: RunFolder,
    systems: tuple[str, str] | None = None,
    only: Part = lambda *_: True,
) -> Compared:
    """Compare the systems that both runs hold.

    Args:
        before, after: two runs; they may be the same folder when ``systems`` differ.
        systems: compare system A of ``before`` with system B of ``after`` instead.
        only: told the set and the case: what part of ``before`` was asked again.
    """
    asked = _asked(before, only)
    old, new = _by_system(before, asked), _by_system(after)
    pairs = [(name, name) for name in old] if systems is None else [systems]
    prints = _fingerprints(before, asked), _fingerprints(after)
    edited = sorted(i for i in prints[0].keys() & prints[1].keys() if prints[0][i] != prints[1][i])
    cases = cases_of(before) | cases_of(after)
    changes: list[CaseChange] = []
    metrics: list[MetricChange] = []
    for a, b in pairs:
        left = {i: s for i, s in old.get(a, {}).items() if i not in edited}
        right = {i: s for i, s in new.get(b, {}).items() if i not in edited}
        changes += [*_changes(b, left, right), *_broken_news(b, left, new.get(b, {}))]
        metrics += _metric_changes(b, left, right, cases)
    worse = [c for c in changes if _is_worse(c)]
    hit = {(c.system, c.case_id) for c in worse}
    better = [c for c in changes if not _is_worse(c) and (c.system, c.case_id) not in hit]
    return Compared(
        regressions=_worst_of_each(worse),
        gains=_worst_of_each(better),
        metrics=tuple(metrics),
        added=tuple(sorted(prints[1].keys() - prints[0].keys())),
        edited=tuple(edited),
    )


def _asked(folder: RunFolder, only: Part) -> frozenset[str]:
    cases = cases_of(folder)
    sets = {row["case"]["id"]: row["set"] for row in folder.lines("cases.jsonl")}
    return frozenset(i for i, case in cases.items() if only(sets[i], case))


def _by_system(
    folder: RunFolder, asked: frozenset[str] | None = None
) -> dict[str, dict[str, CaseScore]]:
    found: dict[str, dict[str, CaseScore]] = {}
    for score in folder.scores():
        if asked is None or score.case_id in asked:
            found.setdefault(score.system, {})[score.case_id] = score
    return found


def _fingerprints(folder: RunFolder, asked: frozenset[str] | None = None) -> dict[str, str]:
    rows = {row["case"]["id"]: row["fingerprint"] for row in folder.lines("cases.jsonl")}
    return {i: mark for i, mark in rows.items() if asked is None or i in asked}


def _changes(
    system: str, old: Mapping[str, CaseScore], new: Mapping[str, CaseScore]
) -> Iterator[CaseChange]:
    for identifier, before in sorted(old.items()):
        after = new.get(identifier)
        if after is None:
            yield CaseChange(
                system, identifier, "missing", None, None, "cas absent du nouvel essai"
            )
            continue
        fresh = [line for line in after.broken if line not in before.broken]
        if fresh and len(after.broken) >= len(before.broken):
            count = float(len(before.broken)), float(len(after.broken))
            yield CaseChange(system, identifier, "broken", *count, fresh[0])
        for metric in METRICS:
            change = _change(system, identifier, metric, before, after)
            if change is not None:
                yield change


def _broken_news(
    system: str, old: Mapping[str, CaseScore], new: Mapping[str, CaseScore]
) -> Iterator[CaseChange]:
    """Broken rules of cases that are not compared: added ones, and those whose question changed."""
    for identifier, score in sorted(new.items()):
        if identifier not in old and score.broken:
            count = float(len(score.broken))
            yield CaseChange(system, identifier, "broken", 0.0, count, score.broken[0])


def _change(
    system: str, identifier: str, metric: str, before: CaseScore, after: CaseScore
) -> CaseChange | None:
    """The change of one metric; a figure that vanished because the answer did is the refusal's."""
    if METRICS[metric].better == 0 or metric not in _SEVERITY:
        return None
    old, new = before.value(metric), after.value(metric)
    if old is None or new is None or abs(old - new) < _EPSILON:
        return None
    return CaseChange(system, identifier, metric, old, new, after.scores[metric].why)


def _is_worse(change: CaseChange) -> bool:
    if change.kind in ("missing", "broken"):
        return True
    gained = (change.after or 0.0) - (change.before or 0.0)
    return gained * METRICS[change.kind].better < 0


def _worst_of_each(changes: Sequence[CaseChange]) -> tuple[CaseChange, ...]:
    """One change a case: the worst, which names the others; the worst cases first."""
    groups: dict[tuple[str, str], list[CaseChange]] = {}
    for change in sorted(changes, key=_badness):
        groups.setdefault((change.system, change.case_id), []).append(change)
    return tuple(
        CaseChange(
            first.system, first.case_id, first.kind, first.before, first.after, first.why,
            tuple(other.kind for other in others),
        )
        for first, *others in groups.values()
    )  # fmt: skip


def _badness(change: CaseChange) -> tuple[int, float, str, str]:
    drop = abs((change.after or 0.0) - (change.before or 0.0))
    return _SEVERITY.index(change.kind), -drop, change.system, change.case_id


def _metric_changes(
    system: str,
    old: Mapping[str, CaseScore],
    new: Mapping[str, CaseScore],
    cases: Mapping[str, Case],
) -> list[MetricChange]:
    found: dict[str, tuple[float, float, Comparison]] = {}
    for metric in METRICS:
        pairs = [
            (a, b, cases[i].cluster)
            for i in sorted(old.keys() & new.keys())
            if (a := old[i].value(metric)) is not None and (b := new[i].value(metric)) is not None
        ]
        if pairs:
            before, after, clusters = zip(*pairs, strict=True)
            test = paired_test(before, after, clusters)
            found[metric] = (sum(before) / len(pairs), sum(after) / len(pairs), test)
    corrected = holm({m: t.p for m, (_, _, t) in found.items() if m in HEADLINE})
    return [MetricChange(system, m, *values, corrected.get(m)) for m, values in found.items()]
