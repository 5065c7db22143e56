"""One thing asked of several years, phases, pôles or places."""

import pytest

from assistant.understanding.spread import spread
from ingest.cards import PoleCard

CARDS = tuple(PoleCard(name.lower(), name, (name,), True) for name in ("CARA", "TES", "Hippolia"))


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Combien de pôles en 2005, en 2010 et en 2019 ?",
         ("Combien de pôles en 2005 ?", "Combien de pôles en 2010 ?",
          "Combien de pôles en 2019 ?")),
        ("combien de pôles 2005, 2010, 2019",
         ("combien de pôles 2005", "combien de pôles 2010", "combien de pôles 2019")),
        ("Combien de pôles au lancement de la politique, à sa clôture, puis en phase IV ?",
         ("Combien de pôles au lancement de la politique ?", "Combien de pôles à sa clôture ?",
          "Combien de pôles en phase IV ?")),
        ("Quel budget en phases III et IV ?",
         ("Quel budget en phase III ?", "Quel budget en phase IV ?")),
        ("Combien de membres en 2012 et en 2016 pour Hippolia ?",
         ("Combien de membres en 2012 pour Hippolia ?",
          "Combien de membres en 2016 pour Hippolia ?")),
        ("Qui préside CARA, TES et Hippolia ?",
         ("Qui préside CARA ?", "Qui préside TES ?", "Qui préside Hippolia ?")),
        ("nombre de membres : CARA vs TES",
         ("nombre de membres : CARA", "nombre de membres : TES")),
        ("How many jobs in Bretagne and in Normandie?",
         ("How many jobs in Bretagne?", "How many jobs in Normandie?")),
    ],
)  # fmt: skip
def test_each_item_is_a_question(question, parts):
    assert spread(question, CARDS) == parts


@pytest.mark.parametrize(
    "question",
    [
        "Combien de pôles en 2005 ?",
        "Combien de projets entre 2005 et 2013 ?",
        "Combien de projets de 2005 à 2013 ?",
        "L'évaluation de la phase II, en 2012 : combien d'entreprises ?",
        "Combien de projets communs à CARA et TES ?",
        "Que font CARA et TES ?",
        "Combien de projets en 2012 pour CARA, et quel lien avec TES ?",
    ],
)
def test_one_thing_is_asked(question):
    assert spread(question, CARDS) == (question,)
