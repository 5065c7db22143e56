import pytest

from assistant.answer import answer_question
from assistant.understanding.acronyms import letters_asked, spells_out
from tests.indexed import indexed


@pytest.mark.parametrize(
    ("question", "letters"),
    [
        ("escalad ca veut dire quoi", "ESCALAD"),
        ("Que signifient les lettres EACN ?", "EACN"),
        ("SAFE: what do the four letters stand for?", "SAFE"),
        ("Combien de membres a SAFE ?", ""),
        ("que veut dire label de pôle ?", ""),
    ],
)
def test_the_acronym_whose_letters_are_asked(question, letters):
    assert letters_asked(question) == letters


@pytest.mark.parametrize(
    ("statement", "acronym", "spelt"),
    [
        ("Essais et Campagnes d'Accompagnement à la Lutte Anti-Drones", "ESCALAD", True),
        ("EACN (European Automotive Clusters Network)", "EACN", True),
        ("Security and Aerospace actors for the Future of Earth", "SAFE", True),
        ("un ensemble métallique et composite complexe", "EMC2", True),
        ("En 2016, SAFE Cluster a un compte Twitter.", "SAFE", False),
        ("L'EACN compte 34 membres.", "EACN", False),
    ],
)
def test_spelt_out(statement, acronym, spelt):
    assert spells_out(statement, acronym) is spelt


def test_what_a_name_stands_for_is_told_of_it(tmp_path_factory):
    said = "TEAM2, « Technologies de l'environnement appliquées aux matériaux », est à Loos."
    with indexed(tmp_path_factory, {"team2.md": f"# Le réseau\n\n{said}\n"}) as index:
        answer = answer_question(index, "Que recouvre le sigle TEAM2 ?")
    assert answer.citations[0].quote == said
