from __future__ import annotations

import pytest

from evals.calibration import auroc, calibrate, reliability, risk_coverage
from evals.cases import Case
from evals.outputs import Output, Shown
from evals.scorers import CaseScore, Score


def test_auroc_by_hand():
    """Pairs (high, low): .9 > .5, .9 > .4, .5 = .5 counts half, .5 > .4: 3.5 of 4."""
    assert auroc([0.9, 0.5, 0.5, 0.4], [True, True, False, False]) == 0.875
    assert auroc([0.9], [True]) is None


def test_reliability_by_hand():
    bins = reliability([0.05, 0.95, 1.0, 0.91], [False, True, True, False])
    assert [(b.low, b.n, b.correct) for b in bins] == [
        (0.0, 1, 0.0),
        (0.9, 3, pytest.approx(2 / 3)),
    ]


def test_risk_coverage_by_hand():
    points = risk_coverage([0.9, 0.8, 0.8, 0.1], [True, False, True, False])
    assert points == ((0.25, 0.0), (0.75, pytest.approx(1 / 3)), (1.0, 0.5))


def made(split, confidence, truth, answerability="answerable", n=[0]):  # noqa: B006 - a counter
    n[0] += 1
    identifier = f"c{n[0]}"
    case = Case(identifier, split, identifier, "factoid", "fr", "?", answerability)
    status = "declined" if confidence == 0 else "answered"
    output = Output("poles", identifier, shown=Shown(status, "fr", "x", confidence))
    score = CaseScore("poles", identifier, {"truthfulness": Score("truthfulness", truth, "")})
    return case, output, score


def test_the_threshold_is_chosen_on_dev_and_shown_on_test():
    triples = [
        made("dev", 0.9, 1.0),
        made("dev", 0.8, 1.0),
        made("dev", 0.3, -1.0, "unanswerable"),
        made("dev", 0.2, -1.0),
        made("test", 0.9, 1.0),
        made("test", 0.25, 1.0),
        made("test", 0.0, 1.0, "out_of_scope"),
    ]
    cases, outputs, scores = zip(*triples, strict=True)
    found = calibrate({case.id: case for case in cases}, outputs, scores, "poles")
    assert found.threshold == pytest.approx(0.300001)
    assert (found.before["dev"].value, found.after["dev"].value) == (0.0, 0.75)
    assert found.before["test"].value == pytest.approx(1.0)
    assert found.after["test"].value == pytest.approx(2 / 3)
    assert found.answered == 6
    assert found.error == pytest.approx((2 * 0.275 + 0.3 + 0.2 + 2 * 0.1) / 6)


def test_no_answer_no_calibration():
    case, output, score = made("dev", 0.0, 1.0, "unanswerable")
    assert calibrate({case.id: case}, [output], [score], "poles") is None
