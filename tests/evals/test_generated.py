"""Generated questions: every sentence of an answer is supported, and a fault is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answer import answer_question
from evals.bench.generated import faults_of, generated_questions
from evals.index_view import IndexView

ASKED = "Combien de pôles compte la France en 2019 ?"


def test_the_same_seed_gives_the_same_questions(index):
    first = list(generated_questions(index, 30, 7))
    assert first == list(generated_questions(index, 30, 7))
    assert first != list(generated_questions(index, 30, 8))


def test_every_sentence_is_supported(index):
    view = IndexView(index)
    for question in generated_questions(index, 60, 1):
        assert faults_of(answer_question(index, question), view) == []


@pytest.mark.parametrize(
    ("said", "instead"),
    [("56", "57"), ("[1]", "[9]"), ("[1]", ""), ("2019", "2020")],
)
def test_what_the_citation_does_not_hold_is_a_fault(index, said, instead):
    answer = answer_question(index, ASKED)
    assert "56" in answer.answer
    assert faults_of(answer, IndexView(index)) == []
    changed = replace(answer, answer=answer.answer.replace(said, instead))
    assert faults_of(changed, IndexView(index))


def test_a_shifted_quote_and_a_refusal_that_cites_are_faults(index):
    answer = answer_question(index, ASKED)
    first = replace(answer.citations[0], quote="La France compte 57 pôles.")
    shifted = replace(answer, citations=(first, *answer.citations[1:]))
    assert faults_of(shifted, IndexView(index))
    assert faults_of(replace(answer, status="declined"), IndexView(index))
