"""Which statements answer: enough support or none, the current value first, no repetition. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.evidence import distinct, logistic
from assistant.kinds import Kind
from assistant.question import Question
from assistant.records import Evidence

__all__ = ["THRESHOLD", "choose", "confidence"]

THRESHOLD = 0.5
"""Least confidence of a shown answer."""

_BIAS = -4.4
_COEFFICIENTS = {
    "coverage": 2.0,
    "similarity": 2.8,
    "typed": 2.6,
    "named": 1.0,
    "missing_name": -0.8,
    "unknown": -0.8,
}
"""Logistic model of "the statement answers the question" over its features."""

_SINGLE = frozenset({Kind.MONEY, Kind.PERCENT, Kind.COUNT, Kind.DATE, Kind.PERSON, Kind.PLACE})
"""Kinds that one value answers."""
_NEAR = 0.9
"""Statements that score at least this share of the best compete by date."""
_FLOOR = 0.8
"""A further sentence is shown when it scores at least this share of the first."""


def confidence(item: Evidence) -> float:
    """Probability that ``item`` answers, in (0, 1)."""
    weighted = (weight * getattr(item, name) for name, weight in _COEFFICIENTS.items())
    return logistic(_BIAS + sum(weighted))


def choose(question: Question, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The statements to show, the first one the answer; none when the best is too thin."""
    fit = [item for item in evidence if item.score > 0]
    if not fit or confidence(fit[0]) < THRESHOLD:
        return ()
    if question.kind in _SINGLE and not fit[0].typed:
        return ()
    best = fit[0]
    rivals = [item for item in fit if item.score >= _NEAR * best.score and item.typed == best.typed]
    if question.kind in _SINGLE and not question.years:
        best = max(rivals, key=lambda item: (item.year or 0, item.score))
    ordered = [best, *(item for item in fit if item is not best)]
    limit = 2 if question.kind in _SINGLE else 4
    return distinct(ordered, limit, _FLOOR * best.score)
