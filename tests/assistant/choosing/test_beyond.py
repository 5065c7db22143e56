"""What no document can tell: another age, a source that the base lacks, words without a thing."""

import pytest

from assistant.answer import answer_question
from tests.indexed import indexed

LIBRARY = {
    "sources.yaml": (
        "- {id: a, file: a.md, title: Le réseau, publisher: AFPC, kind: page, date: 2016-04, "
        "language: fr}\n"
        "- {id: b, file: b.md, title: Le bilan, publisher: AFPC, kind: page, date: 2021, "
        "language: fr}\n"
        "- {id: c, file: c.md, title: La forêt, publisher: DGE, kind: page, date: 2018, "
        "language: fr}\n"
    ),
    "c.md": "# La forêt\n\nLa forêt de la DGE couvre 17 millions d'hectares.\n",
    "a.md": (
        "# Le réseau\n\nLe réseau réunit 55 pôles de compétitivité en France.\n\n"
        "Entre 2005 et 2013, le réseau a soutenu 1 313 projets collaboratifs.\n\n"
        "Nul autre réseau ne réunit autant de laboratoires.\n"
    ),
    "b.md": (
        "# Le bilan\n\nLe réseau réunit 56 pôles de compétitivité en France.\n\n"
        "Le réseau réunira 60 pôles de compétitivité en 2030, selon la Cour des comptes.\n"
    ),
}


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """Two documents, of 2016 and of 2021."""
    with indexed(tmp_path_factory, LIBRARY) as index:
        yield index


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Combien de pôles réunissait le réseau en 1850 ?", ""),
        ("How many clusters did the network have in 1960?", ""),
        ("Combien de pôles réunira le réseau en 2040 ?", ""),
        ("Combien de pôles le réseau réunira-t-il en 2030 ?", "60"),
        ("Combien de projets collaboratifs en 2010 ?", ""),
        ("Combien de projets collaboratifs au total fin 2010 ?", "1 313"),
        ("Combien de pôles réunit le réseau en 2021 ?", "56"),
    ],
)
def test_the_value_of_another_age_is_told_by_a_statement_that_names_it(library, question, told):
    answer = answer_question(library, question)
    if told:
        assert told in answer.citations[0].quote
    else:
        assert not answer.citations
        assert "2016" in answer.answer
        assert "2021" in answer.answer


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Selon l'OCDE, combien de pôles réunit le réseau ?", ""),
        ("Combien de pôles réunit le réseau, dans Le Monde ?", ""),
        ("According to the World Bank, how many clusters does the network have?", ""),
        ("Que dit l'Insee des pôles du réseau ?", ""),
        ("Combien de pôles le réseau réunira-t-il selon la Cour des comptes ?", "60"),
        ("Selon l'AFPC, combien de pôles réunit le réseau ?", "5"),
        ("Combien de pôles réunit le réseau dans le monde ?", "5"),
        ("Combien de pôles réunit le réseau selon le bilan ?", "5"),
    ],
)
def test_a_source_that_the_base_lacks_is_told_by_its_name_alone(library, question, told):
    answer = answer_question(library, question)
    if told:
        assert told in answer.citations[0].quote
    else:
        assert answer.status == "declined"
        assert "base" in answer.answer
        assert "document “" in answer.answer or "document «" in answer.answer


@pytest.mark.parametrize("text", ["lol t nul", "zorglub nul", "zzz grr"])
def test_words_that_no_document_holds_ask_nothing(library, text):
    assert answer_question(library, text).status == "declined"


def test_known_words_without_a_question_are_answered(library):
    assert answer_question(library, "laboratoires du réseau").citations


def test_what_others_say_than_the_publisher_asked_for_is_said_to_be_theirs(library):
    answer = answer_question(library, "Selon la DGE, combien de pôles réunit le réseau ?")
    assert answer.status == "partial"
    assert any("« DGE »" in note for note in answer.notes)
    answer = answer_question(library, "Selon l'AFPC, combien de pôles réunit le réseau ?")
    assert answer.status == "answered"
    assert not any("chez" in note for note in answer.notes)
