"""Generated questions: every sentence of an answer is supported, and a fault is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answer import answer_question
from evals.bench.generated import faults_of, generated_questions
from evals.index_view import IndexView
from ingest.records import Span
from tests.indexed import indexed

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


HORSES = {
    "hippolia.md": "# Hippolia\n\nHippolia travaille sur la santé du cheval.\n\n"
    "Valorial travaille sur la nutrition du cheval.\n"
}
LISTED = (
    "Aucune fiche ne nomme « l'âne » ; au plus proche, « Filière équine » : 2 pôles labellisés "
    "(siège ou site : Caen), selon les fiches de la base : Normandie (Hippolia [1], Valorial [2])."
)


@pytest.mark.parametrize(
    ("said", "instead", "fault"),
    [
        ("2 pôles", "2 pôles", ""),
        ("2 pôles", "3 pôles", "counts"),
        ("Valorial [2]", "Minalogic [2]", "[2] does not name Minalogic"),
        ("Hippolia [1]", "Hippolia : santé du cheval (2026) [1]", ""),
        ("Hippolia [1]", "Hippolia : Caen (2026) [1]", "[1] does not tell Caen"),
        ("Valorial [2]).", "Valorial [2]). Hippolia est à Caen. [1]", "not the words of [1]"),
    ],
)
def test_a_list_counts_its_rows_and_each_names_its_pole(tmp_path_factory, said, instead, fault):
    with indexed(tmp_path_factory, HORSES) as index:
        view = IndexView(index)
        answer = answer_question(index, "Quels pôles travaillent sur le cheval ?")
        page = index.store.page("hippolia", 1).text
        citations = []
        for n, name in enumerate(("Hippolia", "Valorial"), 1):
            start = page.index(f"{name} travaille")
            quote = page[start : page.index(".", start) + 1]
            span = Span(1, start, start + len(quote))
            citations.append(replace(answer.citations[0], n=n, quote=quote, span=span))
        listed = replace(
            answer,
            answer=LISTED.replace(said, instead),
            citations=tuple(citations),
            status="answered",
        )
        found = faults_of(listed, view)
    assert bool(found) is bool(fault)
    assert fault in " ".join(found)
