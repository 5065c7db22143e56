"""How a body is reached; when and by whom a document was published: lines, no sentences."""

import pytest

from assistant.answer import answer_question
from tests.indexed import indexed

LETTERS = {
    "sources.yaml": (
        "- {id: page, file: page.txt, title: Nos filières, publisher: Région Aval, kind: page web, "
        "date: 2013-11-12, language: fr}\n"
        "- {id: form, file: form.txt, title: Fiches des réseaux, publisher: Fédération Amont, "
        "kind: brochure, date: 2016-04, language: fr}\n"
        "- {id: release, file: release.txt, title: Un accord, publisher: Banque Bleue et "
        "Fédération Amont, kind: communiqué de presse, date: 2021-06-08, language: fr}\n"
        "- {id: plea, file: plea.txt, title: Manifeste des réseaux, publisher: Fédération Amont, "
        "kind: manifeste, date: 2026, language: fr}\n"
    ),
    "page.txt": (
        "Région Aval\n4 square des Tilleuls, CS 5\n25031 Besançon cedex\nTél: 03 81 00 00 61\n"
        "Fax: 03 81 00 00 92\n\nNos filières\n\nDate de mise à jour: 12 novembre 2013\n\n"
        "La Région Aval soutient les filières de son territoire par des aides à la recherche.\n"
    ),
    "form.txt": (
        "RÉSEAU ZEPHYR\n\nLe réseau Zephyr travaille sur le vent et réunit 40 membres.\n\n"
        "Website: www.zephyr.example\n\nTwitter Account: zephyr\n\n"
        "Carte des réseaux (avril 2016)\n\n"
        "Fédération Amont\n7 rue du Moulin - 91120 Palaiseau\n"
        "Tél. : 01 02 03 04 05 - www.amont.example\n"
    ),
    "release.txt": (
        "COMMUNIQUÉ DE PRESSE PARIS, LE 8 JUIN 2021\n\n"
        "La Banque Bleue et la Fédération Amont annoncent la signature d'un accord.\n\n"
        "Cet accord doit aider les entreprises qui innovent dans toutes les régions de France.\n"
    ),
    "plea.txt": (
        "Nos demandes\n\nLes réseaux demandent des moyens pour aider les entreprises à innover.\n\n"
        "Le siège de chaque réseau doit rester dans sa région, au plus près des entreprises.\n"
    ),
}


@pytest.fixture(scope="module")
def letters(tmp_path_factory):
    """A page with a letterhead, a form with fields, a dated release, a text without a date."""
    with indexed(tmp_path_factory, LETTERS) as index:
        yield index


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("Quelle est l'adresse de la Région Aval ?", "25031 Besançon"),
        ("Où se trouve la Région Aval ?", "square des Tilleuls"),
        ("tel region aval", "03 81 00 00 61"),
        ("Quel est le fax de la Région Aval ?", "03 81 00 00 92"),
        ("What is the address of Fédération Amont?", "rue du Moulin"),
        ("site internet de la Fédération Amont", "www.amont.example"),
        ("Quel est le site web du réseau Zephyr ?", "www.zephyr.example"),
        ("adresse de la Fédération Amont d'après la brochure", "91120 Palaiseau"),
        ("De quand date le communiqué ?", "8 JUIN 2021"),
        ("When was the press release issued?", "8 JUIN 2021"),
        ("quand la page de la Région Aval a-t-elle été mise à jour ?", "12 novembre 2013"),
        ("date de la brochure", "avril 2016"),
        ("Qui a publié le communiqué ?", "La Banque Bleue et la Fédération Amont"),
        ("Par qui la page de la Région est-elle publiée ?", "Région Aval"),
        ("C'est de quand la dernière mise à jour de la page de la Région ?", "12 novembre 2013"),
        ("De quoi parle le communiqué ?", "annoncent la signature d'un accord"),
        ("résume le communiqué de presse", "annoncent la signature d'un accord"),
        ("What is the Région Aval page about?", "La Région Aval soutient les filières"),
        ("que demande le manifeste ?", "Les réseaux demandent des moyens"),
    ],
)
def test_a_line_answers_behind_the_name_of_its_body(letters, question, line):
    answer = answer_question(letters, question)
    assert line in answer.citations[0].quote
    assert len(answer.citations[0].quote) < 200


@pytest.mark.parametrize(
    "question",
    [
        "Quel est le fax de la Fédération Amont ?",
        "Quelle est l'adresse du réseau Zephyr ?",
        "Quel est le téléphone de la Banque Bleue ?",
        "site internet de la Banque Bleue",
        "Quelle était l'adresse de la Région Aval en 2019 ?",
    ],
)
def test_the_line_of_another_body_or_year_is_no_answer(letters, question):
    assert answer_question(letters, question).status == "declined"


def test_a_document_that_does_not_tell_its_date_is_named_with_that_of_its_record(letters):
    answer = answer_question(letters, "De quand date le manifeste ?")
    assert answer.status == "declined"
    assert "« Manifeste des réseaux » (Fédération Amont, 2026)" in answer.answer


def test_of_a_document_that_asks_for_something_narrower_the_search_decides(letters):
    answer = answer_question(letters, "Que dit le manifeste sur les moyens ?")
    assert "demandent des moyens" in answer.citations[0].quote


def test_a_question_on_more_than_the_document_is_left_to_the_search(letters):
    answer = answer_question(letters, "Quand l'accord du communiqué a-t-il été signé ?")
    assert "COMMUNIQUÉ DE PRESSE" not in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "Quand a été publié le manifeste de l'AFPC ?",
        "When was the AFPC manifesto published?",
        "Qui a publié le manifeste Phase 6 ?",
    ],
)
def test_of_a_document_that_records_cite_a_sentence_of_theirs_tells(shipped, question):
    answer = answer_question(shipped, question)
    assert answer.citations[0].source_id == "afpc-manifeste-2026"
    assert answer.citations[0].quote.startswith("En 2026, le manifeste « Phase 6 » de l'AFPC")
