"""Beside a refusal stand questions near it that were asked, and had an answer."""

from dataclasses import replace
from functools import partial

import pytest

from assistant.answer import answer_question
from assistant.nearby import nearby_questions, with_nearby
from ingest.expected import ExpectedQuestion, statement_key
from ingest.expected_index import ExpectedIndex, save_expected
from ingest.knowledge import Place
from tests.indexed import indexed

MEMBERS = "En 2016, Hippolia compte 450 membres en Normandie."
SEAT = "Le siège d'Hippolia est à Caen, selon l'AFPC."
PRICE = "En 2007, une PME payait en moyenne 945 euros par an pour un pôle de l'AFPC."
NOTE = f"""# Note

## Hippolia

{MEMBERS}

{SEAT}

## Combien coûte l'adhésion à un pôle ?

- {PRICE}
"""
BANK = {
    MEMBERS: (
        "combien de membres compte Hippolia ?",
        "combien de membres compte Hippolia en 2016 ?",
        "how many members does Hippolia have?",
        "le nombre de membres d'Hippolia",
    ),
    SEAT: ("où est le siège d'Hippolia ?", "quel est le salaire du siège d'Hippolia ?"),
}
DECLINED = "Combien de brevets compte Hippolia ?"


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    with indexed(tmp_path_factory, {"note.md": NOTE}, "embedded") as index:
        folder = tmp_path_factory.mktemp("bank")
        questions = [
            ExpectedQuestion("note", statement_key(statement), text, Place("questions/note.txt", n))
            for statement, texts in BANK.items()
            for n, text in enumerate(texts)
        ]
        save_expected(folder, questions, index.encoder, None)
        index.__dict__["expected"] = ExpectedIndex(folder, index.encoder.dimension)
        yield index


def offered(index, question):
    ask = partial(answer_question, index)
    return nearby_questions(index, ask(question), ask)


def test_the_nearest_are_offered_with_a_capital_each_once(index):
    assert offered(index, DECLINED) == (
        "Combien de membres compte Hippolia ?",
        "Où est le siège d'Hippolia ?",
    )


def test_in_the_language_of_the_question(index):
    assert offered(index, "How many patents does Hippolia have?") == (
        "How many members does Hippolia have?",
    )


def test_what_has_no_answer_is_not_offered(index):
    asked = []

    def ask(question):
        asked.append(question)
        return answer_question(index, DECLINED if "membres" in question else question)

    near = nearby_questions(index, answer_question(index, DECLINED), ask)
    assert near == ("Où est le siège d'Hippolia ?",)
    assert "Combien de membres compte Hippolia ?" in asked


def test_a_heading_that_is_a_question_is_offered_too(index):
    ask = partial(answer_question, index)
    answer = ask("Quel est le coût de l'adhésion pour un hôpital ?")
    declined = replace(answer, status="declined", citations=())
    assert nearby_questions(index, declined, ask) == ("Combien coûte l'adhésion à un pôle ?",)


def test_what_is_told_of_any_pole_is_offered_before_what_is_told_of_the_one_asked_of(index):
    near = offered(index, "Combien coûte l'adhésion à Hippolia pour une jeune pousse ?")
    assert near[0] == "Combien coûte l'adhésion à un pôle ?"
    assert "Hippolia" in near[1]


@pytest.mark.parametrize("far", ["xyzzy plugh", "bonjour", "quel temps fait-il demain ?"])
def test_nothing_is_offered_where_nothing_is_near(index, far):
    assert offered(index, far) == ()


def test_nothing_is_offered_beside_an_answer(index):
    assert offered(index, "Combien de membres compte Hippolia ?") == ()


def test_a_note_offers_them(index):
    ask = partial(answer_question, index)
    declined = ask(DECLINED)
    assert with_nearby(index, declined, ask).notes == (
        "Questions proches qui ont une réponse : « Combien de membres compte Hippolia ? » · "
        "« Où est le siège d'Hippolia ? »",
    )
    answered = ask("Combien de membres compte Hippolia ?")
    assert with_nearby(index, answered, ask) is answered
