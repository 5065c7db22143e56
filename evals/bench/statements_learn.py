"""Fits how much each feature of a statement counts, on the dev questions.

``python -m evals.bench.statements_learn HOME…``: each HOME holds an index; every dev case whose
evidence stands there gives the features of the statements that may answer it.
The softmax over the statements of a question is to give the most
to those that hold its answer (ListNet's loss, Cao et al. 2007). A weight leaves its present value
only as far as the questions pay for it: what few of them have is not read from those few alone.

Prints the weights for ``assistant/choosing/features.py``, and how often the first and one of the
first four statements answers: with the present weights, with those fitted, and, the only fair
figure, with those fitted without the cases of the same set. ``--keep NAME…`` leaves weights as
they are.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.choosing.features import WEIGHTS
from evals.bench.refusals import read_case, standing
from evals.case_files import load_sets, set_paths
from evals.cases import Case
from ingest.index import Index, open_index
from ingest.settings import Settings

__all__ = ["Lesson", "fit", "lessons_of", "main", "share_first"]

_SHARPNESS = 10.0
"""By what scores are multiplied before the softmax: one in ten apart is a factor of e."""
_PENALTY = 3.0
"""What the square of a weight's change costs, against the mean loss of a question."""
_STEPS, _RATE = 200, 0.02
_SHOWN = (1, 4)

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Lesson:
    """A question's statements.

    Attributes:
        group: set that the question is of.
        rows: features, each row times the factor of its statement.
        answers: which statements hold the answer.
    """

    group: str
    rows: Floats
    answers: npt.NDArray[np.bool_]


def lessons_of(index: Index, group: str, cases: Sequence[Case]) -> Iterator[Lesson]:
    """What the answerable ``cases`` teach on ``index``."""
    for case in standing(index, cases):
        read = None if case.should_decline else read_case(index, case)
        if read is None:
            continue
        rows = [[getattr(s.features, name) * s.factor for name in WEIGHTS] for s in read.scored]
        answers = np.array([read.holds(s.evidence.text) for s in read.scored], dtype=bool)
        if answers.any() and not answers.all():
            yield Lesson(group, np.array(rows, dtype=np.float64), answers)


def fit(lessons: Sequence[Lesson], kept: Sequence[str] = ()) -> Floats:
    """Weights, in the order of ``WEIGHTS``; those ``kept`` are as they were."""
    longest = max(len(lesson.answers) for lesson in lessons)
    rows = np.zeros((len(lessons), longest, len(WEIGHTS)))
    there = np.zeros((len(lessons), longest), dtype=bool)
    answers = np.zeros_like(there)
    for number, lesson in enumerate(lessons):
        size = len(lesson.answers)
        rows[number, :size], there[number, :size] = lesson.rows, True
        answers[number, :size] = lesson.answers
    start = np.array(list(WEIGHTS.values()))
    free = np.array([name not in kept for name in WEIGHTS], dtype=np.float64)
    weights, momentum = start.copy(), np.zeros_like(start)
    for _ in range(_STEPS):
        slope = _slope(rows, there, answers, weights) + 2 * _PENALTY * (weights - start)
        momentum = 0.9 * momentum - _RATE * free * slope
        weights = weights + momentum
    return weights


def _slope(
    rows: Floats, there: npt.NDArray[np.bool_], answers: npt.NDArray[np.bool_], weights: Floats
) -> Floats:
    """Of the mean of -log (share of the softmax that a question's answers have)."""
    scores = np.where(there, _SHARPNESS * (rows @ weights), -np.inf)
    shares = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    right = np.where(answers, shares, 0.0)
    right /= right.sum(axis=1, keepdims=True)
    slope: Floats = _SHARPNESS * np.einsum("qs,qsf->f", shares - right, rows) / len(rows)
    return slope


def share_first(lessons: Sequence[Lesson], weights: Floats, shown: int) -> float:
    """Share of the questions one of whose ``shown`` best statements answers."""
    found = (
        lesson.answers[np.argsort(-(lesson.rows @ weights), kind="stable")[:shown]].any()
        for lesson in lessons
    )
    return float(np.mean(list(found)))


def _figures(lessons: Sequence[Lesson], kept: Sequence[str]) -> Iterator[str]:
    present = np.array(list(WEIGHTS.values()))
    fitted = fit(lessons, kept)
    for group in dict.fromkeys(lesson.group for lesson in lessons):
        own = [lesson for lesson in lessons if lesson.group == group]
        apart = fit([lesson for lesson in lessons if lesson.group != group], kept)
        shares = (
            " ".join(f"{share_first(own, weights, shown):.3f}" for shown in _SHOWN)
            for weights in (present, fitted, apart)
        )
        yield f"{group:30} {len(own):4}  " + "  |  ".join(shares)
    for name, before, now in zip(WEIGHTS, present, fitted, strict=True):
        yield f'    "{name}": {now:.3f},  # {before:.3f}'


def main() -> None:
    """Print figures and weights."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("homes", nargs="+", type=Path, help="folders that hold an index")
    parser.add_argument("--keep", nargs="*", default=(), choices=list(WEIGHTS))
    options = parser.parse_args()
    lessons: list[Lesson] = []
    for home in options.homes:
        index = open_index(Settings(home=home))
        for found in load_sets(set_paths([])):
            dev = [case for case in found.cases if case.split == "dev"]
            lessons += lessons_of(index, f"{home.name} {found.path.stem}", dev)
    print("set, questions, share answered by the first and the first four: now | fitted | apart")
    for line in _figures(lessons, options.keep):
        print(line)


if __name__ == "__main__":
    main()
