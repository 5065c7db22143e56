"""A pôle presented when nothing more precise is asked."""

import pytest

from assistant.answer import answer_question
from tests.indexed import indexed

AXELERA = """# Axelera

## Mission
- En 2019, Axelera a cinq axes, de l'usine éco-efficiente au recyclage des matériaux.
- En 2026, Axelera est l'un des pôles signataires du manifeste.
- En 2022, l'AFPC associe Axelera aux autres pôles de la chimie.
- En 2015, Axelera est le pôle de la chimie et de l'environnement en Rhône-Alpes.

## Gouvernance
- En 2026, Axelera est présidé par Gaël Plassart, élu par les membres.

## Services aux entreprises
- En 2015, Axelera offre des stands collectifs aux petites sociétés.
- En 2021, Axelera aide les PME à trouver des financements européens.

## Programmes et projets
- En 2026, Axelera porte le projet DECLYC de la vallée de la chimie.

## Histoire
- En 2012, Axelera change de statuts à la demande de ses fondateurs.
- En 2005, Axelera naît à Lyon de cinq fondateurs.

## Summary
- In 2026, Axelera is France's competitiveness cluster for chemistry and the environment.
"""
PLASTIPOLIS = """# Plastipolis

## Mission
- En 2018, Plastipolis est le pôle de la plasturgie, installé à Bellignat dans l'Ain.

## Histoire
- En 2019, Plastipolis et Polymeris partagent encore un stand dans un salon.
- Le 31 décembre 2020, Plastipolis fusionne avec Elastopôle pour former Polymeris.
"""
VALORIAL = """# Valorial

## Mission
- En 2019, Valorial accompagne l'innovation agricole en Bretagne.

## Gouvernance
- En 2026, le site internet de Valorial est www.pole-valorial.fr.
- En 2018, Valorial couvre trois filières : le lait, la viande et les céréales.

## Histoire
- En juillet 2005, Valorial est classé pôle à vocation nationale.
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    files = {"poles/axelera.md": AXELERA, "poles/plastipolis.md": PLASTIPOLIS}
    files["poles/valorial.md"] = VALORIAL
    with indexed(tmp_path_factory, files) as index:
        yield index


@pytest.mark.parametrize(
    "asked", ["Axelera", "Que fait Axelera ?", "parle-moi du pôle axelera", "axelera kezako"]
)
def test_what_it_is_then_what_it_does_and_no_more(index, asked):
    answer = answer_question(index, asked)
    assert answer.answer.startswith("En 2015, Axelera est le pôle de la chimie")
    assert "cinq axes" in answer.answer
    assert "Gaël" not in answer.answer


def test_what_it_does_goes_before_what_others_say_of_it(index):
    said = answer_question(index, "Axelera").answer
    assert said.index("cinq axes") < said.index("signataires")
    assert "aux autres pôles" not in said


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Quel est le secteur d'activité d'Axelera ?", "En 2015, Axelera est le pôle"),
        ("Quelles sont les filières de Valorial ?", "En 2018, Valorial couvre trois filières"),
        ("secteur de Valorial", "En 2019, Valorial accompagne l'innovation agricole"),
    ],
)
def test_its_sector_is_what_it_is_else_its_missions(index, asked, told):
    answer = answer_question(index, asked)
    assert [citation.quote.startswith(told) for citation in answer.citations] == [True]


def test_the_summary_in_english(index):
    assert answer_question(index, "Axelera what do they do").answer.startswith("In 2026, Axelera")
    assert answer_question(index, "What does Axelera do?").answer.startswith("In 2026, Axelera is")


def test_what_a_former_pole_became_follows_and_not_a_sentence_that_names_both(index):
    answer = answer_question(index, "Qu'est-ce que Plastipolis ?").answer
    assert "fusionne avec Elastopôle" in answer
    assert "stand" not in answer


def test_a_more_precise_question_is_left_to_the_search(index):
    assert "Gaël" in answer_question(index, "Qui préside Axelera ?").answer
    assert answer_question(index, "Que fait Axelera pour les apiculteurs ?").confidence != 0.95


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("Quels services Axelera propose-t-il aux PME ?", "En 2021, Axelera aide"),
        ("Que fait Axelera pour ses adhérents ?", "En 2021, Axelera aide"),
        ("What does Axelera do for its members?", "En 2021, Axelera aide"),
        ("Quels projets porte Axelera ?", "En 2026, Axelera porte"),
        ("Quelle est l'histoire d'Axelera ?", "En 2005, Axelera naît"),
    ],
)
def test_a_subject_of_the_record_is_answered_by_its_section(index, asked, first):
    answer = answer_question(index, asked)
    assert answer.answer.startswith(first)
    assert answer.confidence == 0.95


@pytest.mark.parametrize(
    "asked",
    ["Combien de projets porte Axelera ?", "Quels projets de sidérurgie porte Axelera ?"],
)
def test_a_number_or_one_word_more_is_left_to_the_search(index, asked):
    assert answer_question(index, asked).confidence != 0.95
