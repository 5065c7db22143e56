"""Who of the heads of pôles is a woman: told by a text, never read from a first name."""

import pytest

from assistant.answer import answer_question
from tests.indexed import indexed


@pytest.mark.parametrize(
    "asked",
    [
        "Quels pôles sont présidés par une femme ?",
        "combien de pôles ont une présidente ?",
        "Which clusters are chaired by women?",
        "Qui sont les présidentes de pôles ?",
        "Combien de femmes président un pôle ?",
    ],
)
def test_a_statement_about_women_answers(shipped, asked):
    answer = answer_question(shipped, asked)
    assert "sont des présidentes" in answer.answer
    assert len(answer.poles) == len(answer.citations) - 1 == 5


@pytest.mark.parametrize(
    "asked",
    ["Quels pôles sont dirigés par un homme ?", "Quels pôles avaient une présidente en 2015 ?"],
)
def test_what_no_text_says_is_not_guessed(shipped, asked):
    answer = answer_question(shipped, asked)
    assert (answer.status, answer.citations) == ("declined", ())
    assert "prénom" in answer.answer


def test_a_president_with_a_first_name_is_no_proof(tmp_path_factory):
    text = "# Pôles\n\nEn 2020, le pôle Hydria est présidé par Anne Martin, élue par ses membres.\n"
    with indexed(tmp_path_factory, {"poles.md": text}) as index:
        answer = answer_question(index, "Quels pôles sont présidés par une femme ?")
    assert answer.citations == ()


def test_of_one_pole_or_of_a_project_nothing_is_refused(shipped):
    assert "prénom" not in answer_question(shipped, "Qui préside Hippolia, une femme ?").answer
    assert "prénom" not in answer_question(shipped, "Quels pôles pour la santé des femmes ?").answer
