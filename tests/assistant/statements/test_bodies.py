"""Bodies asked for by name are answered by names that are no pôle's, no place's, nor asked."""

import pytest

from assistant.statements.bodies import asks_bodies, names_bodies
from ingest.cards import PoleCard

CARDS = (PoleCard("axelera", "Axelera", ("Axelera",), True),)


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Quelles entreprises ont fondé Axelera ?", True),
        ("quelles sont les trois PME du club ?", True),
        ("Which companies fund the chair?", True),
        ("Quelle entreprise a fondé Axelera ?", True),
        ("le nom des neuf hôpitaux retenus", True),
        # a trade, of which they say that it takes part
        ("Quels vignerons ont adhéré à Axelera ?", True),
        ("Quels vins produit-on à Lyon ?", False),
        # no bodies, or a kind of them
        ("Quels domaines couvrent les membres d'Axelera ?", False),
        ("Quels pôles sont membres de l'alliance ?", False),
        ("Quelles start-up peuvent avoir le Pass French Tech ?", False),
        ("Pour quels projets faudrait-il un crédit d'impôt ?", False),
        ("Quelle coopérative a rejoint Axelera ?", False),
    ],
)
def test_bodies_are_asked_by_name(question, asks):
    assert asks_bodies(question) is asks


@pytest.mark.parametrize(
    ("statement", "names"),
    [
        ("En 2005, Axelera est fondé par Arkema, le CNRS et Suez.", True),
        ("Selon l'AFPC, le laboratoire « Ingenium » en est.", True),
        ("En 2005, Axelera est lancé à Lyon comme pôle de la chimie.", False),
        ("En 2025, Axelera compte 450 membres : entreprises, centres, écoles.", False),
        ("La Région et l'État aident 18 projets d'Axelera.", False),
        ("Le Club Chimie réunit des entreprises.", False),  # the question's own
    ],
)
def test_a_statement_names_bodies(statement, names):
    assert names_bodies(statement, "Quelles entreprises du Club Chimie ?", CARDS) is names
