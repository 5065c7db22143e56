"""What people get who drop documents of their own in: minutes, a rule book, a table, a report."""

from pathlib import Path

import pytest

from assistant.answer import answer_question
from tests.indexed import indexed

FOLDER = Path(__file__).parent / "own"


def texts(*names):
    return {name: (FOLDER / name).read_text(encoding="utf-8") for name in names}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    files = texts("cr_reunion.md", "reglement.txt", "membres.csv")
    with indexed(tmp_path_factory, files, "embedded") as index:
        yield index


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    with indexed(tmp_path_factory, texts("rapport.md"), "embedded") as index:
        yield index


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Qui dirige Océanis ?", "La directrice, Mme Jeanne Martin"),
        ("où se tient la prochaine réunion ?", "à Vannes"),
        ("qui peut bénéficier de l'aide", "Peuvent en bénéficier"),
        ("Est-ce que le salaire du dirigeant est éligible ?", "ne sont pas éligibles"),
        ("quelle cotisation paie Nautibois ?", "cotisation : 600"),
        ("Combien de salariés chez Algomer ?", "effectif : 85"),
        ("dans quelle ville est Sciences du Large ?", "Concarneau"),
        ("délai d'instruction", "deux mois"),
    ],
)
def test_what_one_of_several_documents_tells(folder, asked, told):
    answer = answer_question(folder, asked)
    assert answer.status == "answered"
    assert told in " ".join(answer.answer.split(". ")[:2])


@pytest.mark.parametrize(
    "asked",
    [
        "quel est le budget d'Alpha Bois ?",
        "qui préside Alpha Bois ?",
        "quel est le salaire de la directrice d'Océanis ?",
    ],
)
def test_what_none_tells_is_said_by_none(folder, asked):
    assert answer_question(folder, asked).status == "declined"


def test_a_section_that_is_named_answers_as_it_stands(folder, report):
    decisions = answer_question(folder, "quelles décisions ont été prises ?").citations[0].quote
    assert decisions.count("• ") == 3
    spent = answer_question(folder, "Quelles dépenses sont éligibles ?").citations[0].quote
    assert spent.startswith("Sont éligibles")
    assert spent.endswith("ne sont pas éligibles.")
    prices = answer_question(report, "quels sont les tarifs ?").citations[0].quote
    assert [price in prices for price in ("250 €", "800 €", "2 500 €")] == [True] * 3


def test_a_report_is_asked_without_naming_its_subject(report):
    for asked, told in (("quel est le budget ?", "2025 : 715"), ("vice-président ?", "Durand")):
        assert told in answer_question(report, asked).answer
    assert "nommez" in answer_question(report, "c'est quoi son budget ?").answer.lower()


def test_what_is_aimed_at_is_no_value_of_today(report):
    answer = answer_question(report, "combien d'adhérents aujourd'hui ?")
    assert answer.citations[0].quote.endswith("2025 : 104")
    aimed = answer_question(report, "combien d'adhérents Lumen vise-t-il ?")
    assert "vise 120" in aimed.citations[0].quote


def test_a_file_is_called_by_the_title_that_it_opens_with(folder):
    titles = {source.title for source in folder.sources.values()}
    assert "RÈGLEMENT D'INTERVENTION - AIDE « PREMIER PAS INNOVATION »" in titles
    assert "membres" in titles


def test_the_pole_of_a_leaflet_goes_without_saying(tmp_path_factory):
    with indexed(tmp_path_factory, texts("convention.md"), "embedded") as index:
        told = [
            answer_question(index, asked).answer
            for asked in (
                "à quoi s'engage le pôle ?",
                "quand la subvention est-elle versée ?",
                "où auront lieu les essais ?",
            )
        ]
        assert "quinze projets" in told[0]
        assert "à la signature" in told[1]
        assert "Vaucluse" in told[2]
        for asked in ("combien de salariés chez BioSec", "qui préside le pôle ?", "et le budget ?"):
            assert answer_question(index, asked).status == "declined"


def test_an_address_within_a_paragraph_is_found(tmp_path_factory):
    leaflet = (
        "# Plaquette du pôle Terralia Sud\n\n## Contact\n\n"
        "Maison du bois, 40 avenue des Platanes, 84300 Cavaillon. Tél. 04 90 00 00 00.\n"
    )
    with indexed(tmp_path_factory, {"plaquette.md": leaflet}, "embedded") as index:
        for asked in ("adresse de Terralia Sud", "adresse du pôle", "adresse ?"):
            assert "40 avenue" in answer_question(index, asked).answer
        assert "Tél. 04 90 00 00 00. [1]" in answer_question(index, "téléphone").answer
        assert answer_question(index, "adresse de BioSec").status == "declined"
