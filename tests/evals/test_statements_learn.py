"""Weights of statements are learned from questions, and no further than these pay for."""

import numpy as np

from assistant.choosing.features import WEIGHTS
from evals.bench.statements_learn import Lesson, fit, share_first

NAMES = list(WEIGHTS)


def _row(**values):
    return [values.get(name, 0.0) for name in NAMES]


def _lesson(*rows, right):
    answers = np.arange(len(rows)) == right
    return Lesson("set", np.array(rows), answers)


def test_a_feature_of_answers_counts_more_and_what_no_question_has_stays():
    lessons = [
        _lesson(_row(recent=1.0), _row(enumerates=1.0), right=1),
        _lesson(_row(enumerates=1.0), _row(recent=1.0), _row(), right=0),
    ]
    weights = dict(zip(NAMES, fit(lessons), strict=True))
    assert weights["enumerates"] > WEIGHTS["enumerates"]
    assert weights["recent"] < WEIGHTS["recent"]
    assert weights["spelt_out"] == WEIGHTS["spelt_out"]


def test_what_is_kept_is_as_it_was():
    lessons = [_lesson(_row(recent=1.0), _row(enumerates=1.0), right=1)]
    weights = dict(zip(NAMES, fit(lessons, ["enumerates"]), strict=True))
    assert weights["enumerates"] == WEIGHTS["enumerates"]
    assert weights["recent"] < WEIGHTS["recent"]


def test_the_share_of_questions_answered_by_the_first_statements():
    lessons = [
        _lesson(_row(typed=1.0), _row(), right=0),
        _lesson(_row(typed=1.0), _row(), _row(untyped=1.0), right=1),
    ]
    present = np.array(list(WEIGHTS.values()))
    assert share_first(lessons, present, 1) == 0.5
    assert share_first(lessons, present, 2) == 1.0
