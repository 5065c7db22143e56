"""What speaks for and against a statement, and how much each counts. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass
from operator import attrgetter, mul

__all__ = ["WEIGHTS", "Features", "logistic"]

WEIGHTS = {
    "inside": 0.20,
    "counted": 0.19,
    "passage": 0.19,
    "similarity": 0.13,
    "in_context": 0.11,
    "typed": 0.10,
    "untyped": -0.10,
    "recent": 0.08,
    "lacks_acronym": -0.07,
    "other_year": -0.06,
    "lacks_names": -0.04,
    "headed": 0.15,
    "announced": 0.30,
    "entry": 0.10,
    "spelt_out": 0.40,
    "enumerates": 0.08,
    "same_language": 0.03,
    "other_rank": -0.15,
    "before": 0.06,
    "expected": 0.30,
}
"""Linear model of how well a statement answers, over ``Features``.

Fitted on the dev questions, over the corpus and over raw documents alike, by
``python -m evals.bench.statements_learn HOME…``. Divided so that a statement with everything for
it scores about 1. From ``headed`` on they were set by hand; fitted with the others they stay
within a tenth of that, and no set left out of the fit is answered better or worse by more than
one question in forty: they are left as they are.
"""


@dataclass(frozen=True, slots=True)
class Features:
    """What speaks for and against a statement, each in [0, 1] (cosines from -1).

    Attributes:
        inside: share of the question's concepts that it holds, weighted by rarity.
        counted: the same, each concept counting one.
        passage: hybrid score of its passage.
        similarity: cosine with the question.
        in_context: cosine of the statement behind its heading.
        typed, untyped: a type of thing is asked for, and it holds one, or does not.
        recent: 0 for the oldest statements, 1 for the newest.
        lacks_acronym: no acronym of the question is in its passage or above it.
        other_year: it is true at another year than the one asked for.
        lacks_names: share of the concepts that are names and stand neither in it nor above it.
        headed: how far the heading above asks what the question asks ("Combien coûte l'adhésion").
        announced: the same of a list, which its heading announces.
        entry: a definition is asked, and it is an entry of a glossary.
        spelt_out: the letters of an acronym are asked, and it spells them out.
        enumerates: several things are asked, and it lists several.
        same_language: it is in the language of the question.
        other_rank: it is of another phase, call… than the one named, or of none.
        before: share of the concepts that it does not hold, and what it goes on from does: the
            line that opens its list, the sentences before it in its paragraph.
        expected: likeness of the question to the nearest that it is expected to answer.
    """

    inside: float
    counted: float
    passage: float
    similarity: float
    in_context: float
    typed: float
    untyped: float
    recent: float
    lacks_acronym: float
    other_year: float
    lacks_names: float
    headed: float = 0.0
    announced: float = 0.0
    entry: float = 0.0
    spelt_out: float = 0.0
    enumerates: float = 0.0
    same_language: float = 0.0
    other_rank: float = 0.0
    before: float = 0.0
    expected: float = 0.0

    def score(self) -> float:
        """Weighted sum."""
        return float(sum(map(mul, WEIGHTS.values(), _VALUES(self))))


_VALUES = attrgetter(*WEIGHTS)


def logistic(value: float) -> float:
    """1 / (1 + e^-value)."""
    return 1.0 / (1.0 + math.exp(-value))
