import pytest

from assistant.statements.rows import cells_of, head_of, is_asked, is_of_another

SMALL = "Taille : Petite entreprise · Taux maximal : 60 %"
BRETAGNE = "Région : Bretagne · Projets : 33"


@pytest.mark.parametrize(
    ("statement", "cells"),
    [
        (BRETAGNE, [("Région", "Bretagne"), ("Projets", "33")]),
        ("Le pôle · un réseau", []),
        ("Objectif : réunir les PME", []),
    ],
)
def test_cells_of(statement, cells):
    assert cells_of(statement) == cells
    assert head_of(statement) == (cells[0][0] if cells else "")


@pytest.mark.parametrize(
    ("row", "question", "asked", "another"),
    [
        (BRETAGNE, "Combien de projets en Bretagne ?", True, False),
        (BRETAGNE, "Combien de projets par région ?", False, False),
        (SMALL, "Quel taux d'aide pour une petite entreprise ?", True, False),
        (SMALL, "Quel taux d'aide pour une grande entreprise ?", False, True),
        (SMALL, "Quel taux d'aide pour une entreprise ?", False, False),
        ("Un texte sur une petite entreprise.", "une grande entreprise ?", False, False),
    ],
)
def test_which_row_is_asked(row, question, asked, another):
    assert is_asked(row, question) is asked
    assert is_of_another(row, question) is another
