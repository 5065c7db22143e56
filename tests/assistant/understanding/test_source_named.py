"""A question that names the document from which it wants its answer."""

import pytest

from assistant.answer import answer_question
from assistant.records import Turn
from assistant.understanding.source_named import named_sources, without_sources
from ingest.records import Source
from tests.indexed import indexed

RELEASE = Source("cp", "Un accord pour l'eau", "Agence de l'eau et AFPC", "communiqué de presse",
                 "2021-06-08")  # fmt: skip
EARLIER = Source("cp-2018", "Les pôles de l'eau", "AFPC", "communiqué de presse", "2018-03")
MANIFESTO = Source("m", "Manifeste Phase 6 : une industrie souveraine", "AFPC", "manifeste", "2026")
BOOKLET = Source("b", "French clusters", "AFPC", "brochure", "2016-04", language="en")
PAGE = Source("p", "Les pôles", "Région Bretagne", "page web", "2013-11-12")
REPORT = Source("r", "Pour un écosystème", "Christian Blanc (YouScribe)", "rapport", "2004-05")
SOURCES = (RELEASE, EARLIER, MANIFESTO, BOOKLET, PAGE, REPORT)


@pytest.mark.parametrize(
    ("question", "found", "rest"),
    [
        ("Dans le communiqué de 2021, combien de pôles ?", {"cp"}, "combien de pôles"),
        ("D'après le communiqué du 8 juin 2021, qui signe ?", {"cp"}, "qui signe"),
        ("Combien de pôles selon les communiqués de l'AFPC ?", {"cp", "cp-2018"},
         "Combien de pôles"),
        ("selon le manifeste qui préside ?", {"m"}, "qui préside"),
        ("Que dit le manifeste sur l'Europe ?", {"m"}, "Que dit sur l'Europe"),
        ("Quelle somme le manifeste réclame-t-il ?", {"m"}, "Quelle somme réclame-t-il"),
        ("manifeste phase 6 : nombre de pôles", {"m"}, "nombre de pôles"),
        ("In the April 2016 booklet, how many members?", {"b"}, "how many members"),
        ("How many members, according to AFPC's brochure?", {"b"}, "How many members"),
        ("Combien d'aides (communiqué 2021) ?", {"cp"}, "Combien d'aides"),
        ("d'après la page de la Région Bretagne, quelle stratégie ?", {"p"}, "quelle stratégie"),
        ("Que propose le rapport Blanc ?", {"r"}, "Que propose"),
        ("Selon la Région Bretagne, combien d'emplois ?", {"p"}, "combien d'emplois"),
        ("selon YouScribe, combien d'emplois ?", {"r"}, "combien d'emplois"),
        ("What does AFPC say about skills?", {"cp", "cp-2018", "m", "b"}, "say about skills"),
        ("Dans le texte de 2026, qui préside ?", {"m"}, "qui préside"),
        ("Selon Le Figaro, combien d'aides ?", set(), "combien d'aides"),
        ("Combien d'aides, dans L'Alsace ?", set(), "Combien d'aides"),
        ("What does the World Bank say about skills?", set(), "say about skills"),
        ("D'après le communiqué de 2017, combien de pôles ?", set(), "combien de pôles"),
        ("Dans la brochure en 2011, combien de membres ?", {"b"}, "en 2011, combien de membres"),
    ],
)  # fmt: skip
def test_a_named_document_is_found_and_its_words_set_aside(question, found, rest):
    named = named_sources(question, SOURCES)
    assert set().union(*(one.sources for one in named)) == found
    assert len(named) == 1
    assert without_sources(question, named) == rest


@pytest.mark.parametrize(
    "question",
    [
        "Combien de pôles ont signé le manifeste ?",  # spoken of: others may tell it
        "De quand date le communiqué ?",
        "Quelle est la contribution des pôles à l'innovation ?",
        "Quel est le rapport entre les pôles et les Régions ?",
        "Combien de membres par rapport à 2016 ?",
        "Quel est le site web de SAFE ?",
        "Dans le cadre du contrat, combien d'aides ?",
        "D'après les pôles, pourquoi tant d'échecs ?",
        "What does AFPC's board cost?",
        "D'après toi, combien d'aides dans le monde ?",
        "Selon l'État, combien d'aides ?",
        "Sur quel texte de l'administration se fondent les pôles ?",
    ],
)
def test_what_is_only_spoken_of_is_no_source(question):
    assert named_sources(question, SOURCES) == ()


def test_a_title_that_holds_the_year_is_not_alone_of_that_year():
    annex = Source("a", "Manifeste 2026, annexe 01", "policy/annexe", "texte", "")
    (named,) = named_sources("Selon le manifeste de 2026, combien de pôles ?", (*SOURCES, annex))
    assert named.sources == {"m", "a"}


def test_two_documents_named_together_are_both_searched():
    named = named_sources("Combien de pôles selon la brochure et le manifeste ?", SOURCES)
    assert [set(one.sources) for one in named] == [{"b"}, {"m"}]


LIBRARY = {
    "sources.yaml": (
        "- {id: brochure, file: b.md, title: Brochure du réseau, publisher: AFPC, kind: brochure, "
        "date: 2016-04, language: fr}\n"
        "- {id: release, file: c.md, title: Un accord, publisher: AFPC, kind: communiqué de "
        "presse, date: 2021-06-08, language: fr}\n"
        "- {id: news, file: n.md, title: Les pôles vus de Lille, publisher: Le Quotidien, kind: "
        "article, date: 2022, language: fr}\n"
        "- {id: cited, title: Manifeste du réseau, publisher: AFPC, kind: manifeste, date: 2026}\n"
    ),
    "b.md": (
        "# Le réseau\n\nLe réseau réunit 55 pôles de compétitivité en France.\n\n"
        "Le budget moyen d'un pôle est de 1,3 million d'euros par an.\n"
    ),
    "c.md": ("# L'accord\n\nLe réseau réunit 56 pôles de compétitivité.\n"),
    "n.md": (
        "# Vu de Lille\n\nLe réseau réunit 54 pôles de compétitivité.\n\n"
        "Le réseau emploie 1 000 salariés dans toute la France.[^cited]\n\n"
        "La lettre ouverte de 2014 du réseau comptait 51 pôles de compétitivité.\n\n"
        "Le rapport du Trésor chiffre à 30 millions d'euros les aides versées aux pôles.\n\n"
        "[^cited]: page 2\n"
    ),
}


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """Three documents that give each its own number, and one that reports on another."""
    with indexed(tmp_path_factory, LIBRARY) as index:
        yield index


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("D'après la brochure de 2016, combien de pôles réunit le réseau ?", "55"),
        ("Dans le communiqué de 2021, combien de pôles réunit le réseau ?", "56"),
        ("Combien de pôles réunit le réseau selon Le Quotidien ?", "54"),
        ("Selon le manifeste de 2026, combien de salariés emploie le réseau ?", "1 000"),
    ],
)
def test_only_the_named_document_answers(library, question, number):
    answer = answer_question(library, question)
    assert number in answer.citations[0].quote
    assert answer.standalone_question == question


def test_a_named_document_that_holds_no_answer_is_named_in_the_refusal(library):
    answer = answer_question(library, "Selon le communiqué de 2021, quel est le budget d'un pôle ?")
    assert answer.status == "declined"
    assert "« Un accord » (AFPC, 2021-06-08)" in answer.answer
    assert answer_question(library, "Quel est le budget moyen d'un pôle ?").citations


def test_a_document_that_the_index_lacks_is_named_in_the_refusal(library):
    answer = answer_question(
        library, "D'après le communiqué de 2017, combien de pôles a le réseau ?"
    )
    assert answer.status == "declined"
    assert "« communiqué de 2017 »" in answer.answer
    english = answer_question(library, "In the 2017 booklet, how many clusters are there?")
    assert "no document “2017 booklet”" in english.answer


def test_what_another_document_reports_of_one_by_its_name_counts(library):
    answer = answer_question(
        library, "Selon le rapport du Trésor, combien d'euros d'aides sont versés aux pôles ?"
    )
    assert "30 millions" in answer.citations[0].quote


def test_each_part_has_its_own_source(library):
    answer = answer_question(
        library,
        "Combien de pôles réunit le réseau selon la brochure, et combien de pôles réunit le réseau "
        "dans le communiqué ?",
    )
    quotes = [citation.quote for citation in answer.citations[:2]]
    assert "55" in quotes[0]
    assert "56" in quotes[1]


@pytest.mark.parametrize("follow_up", ["et dans le communiqué de 2021 ?", "et le communiqué ?"])
def test_a_follow_up_asks_another_document(library, follow_up):
    first = "Selon la brochure, combien de pôles réunit le réseau ?"
    history = [Turn("user", first), Turn("assistant", "Le réseau réunit 55 pôles. [1]")]
    answer = answer_question(library, follow_up, history)
    assert "56" in answer.citations[0].quote
    assert "brochure" not in answer.standalone_question


def test_others_report_what_a_publisher_says_where_they_answer_better(tmp_path_factory):
    reports = {
        "sources.yaml": (
            "- {id: own, file: own.md, title: La R&D, publisher: Insee, kind: étude, date: 2013, "
            "language: fr}\n"
            "- {id: other, file: other.md, title: Les aides, publisher: La Revue, kind: article, "
            "date: 2014, language: fr}\n"
        ),
        "own.md": "L'Insee mesure 76 000 euros de R&D de plus par an dans une entreprise.\n",
        "other.md": (
            "L'étude de l'Insee chiffre à 97 000 euros par an les aides supplémentaires que "
            "touche une entreprise de pôle.\n"
        ),
    }
    asked = (
        "D'après l'Insee, combien d'aides supplémentaires touche une entreprise de pôle par an ?"
    )
    with indexed(tmp_path_factory, reports) as index:
        assert "97 000" in answer_question(index, asked).citations[0].quote
