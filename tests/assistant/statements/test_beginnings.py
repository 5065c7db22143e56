"""When something began, and not what it helped to begin."""

import pytest

from assistant.statements.beginnings import tells_beginning
from assistant.understanding.kinds import Kind


@pytest.mark.parametrize(
    ("question", "statement", "told"),
    [
        (
            "Quand la DGE a-t-elle été créée ?",
            "Le 16 décembre 2013, l'AFPC a été créée avec l'appui de la DGE.",
            False,
        ),
        (
            "Quand la DGE a-t-elle été créée ?",
            "En décembre 2013, la DGE a soutenu la naissance de l'AFPC.",
            False,
        ),
        (
            "Quand l'AFPC a-t-elle été créée ?",
            "Le 16 décembre 2013, l'AFPC a été créée avec l'appui de la DGE.",
            True,
        ),
        (
            "Quand l'AFPC a-t-elle été créée ?",
            "En 2013, la DGE a soutenu la naissance de l'AFPC.",
            True,
        ),
        ("When was the EIP label created?", "En juin 2010, le label EIP a été créé.", True),
        ("Depuis quand le label EIP ?", "En 2016, l'AFPC suit le label EIP.", True),
        (
            "En quelle année est né NAQUIDIS ?",
            "En 2021, ALPHA-RLH et l'IOGS lancent NAQUIDIS.",
            True,
        ),
        (
            "En quelle année est né l'IOGS ?",
            "En 2021, l'IOGS lance NAQUIDIS avec ALPHA-RLH.",
            False,
        ),
        (
            "Quand Bpifrance a-t-elle été fondée ?",
            "En 2021, i-Démo est lancé par Bpifrance.",
            False,
        ),
        ("Quand Bpifrance a-t-elle été fondée ?", "La banque publique est née en 2012.", True),
    ],
)
def test_a_beginning_is_that_of_the_name_asked(question, statement, told):
    assert tells_beginning(Kind.DATE, question, statement) is told


def test_other_questions_are_not_its_business():
    said = "En 2013, l'AFPC a été créée avec la DGE."
    assert tells_beginning(Kind.NAME, "Qui a créé l'AFPC avec la DGE ?", said)
    assert tells_beginning(Kind.DATE, "Quand la DGE a-t-elle publié la liste ?", said)
