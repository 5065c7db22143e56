import pytest

from assistant.acronyms import letters_asked, spells_out


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
