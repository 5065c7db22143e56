"""A measure is told in its unit."""

import pytest

from assistant.understanding.measures import in_unit


@pytest.mark.parametrize(
    ("question", "statement", "told"),
    [
        ("Quelle puissance ?", "Le parc a une puissance de 3 MW.", True),
        ("Quelle puissance ?", "Le parc a reçu 3 M€.", False),
        ("Quel tonnage par an ?", "L'usine traite 3 000 tonnes par an.", True),
        ("Quel tonnage par an ?", "L'usine emploie 50 personnes.", False),
        ("Pour combien de temps ?", "La convention est signée pour trois ans.", True),
        ("Pour combien de temps ?", "La convention compte cinq volets.", False),
        ("Pour combien de temps ?", "Le pôle n'est labellisé que pour un an.", True),
        ("Pour combien de temps ?", "L'État donne 15 millions par an.", False),
        ("How long does it last?", "Le programme court de 2021 à 2027.", True),
        ("À quelle place ?", "Le pôle est 15e sur 71.", True),
        ("À quelle place ?", "Le pôle compte 15 membres.", False),
        ("Quelle surface ?", "Une halle de 300 m2.", True),
        ("Quelle capacité en tonnes ?", "Un site de 17 partenaires et 43 M€.", False),
        ("What is its capacity in MW?", "Une centrale de 30 MW.", True),
        ("Combien de membres ?", "Le pôle a des membres.", True),
    ],
)
def test_in_unit(question, statement, told):
    assert in_unit(statement, question) is told
