"""The names in the clause that asks are those whose value is asked."""

from types import SimpleNamespace

import pytest

from assistant.question import understand
from assistant.understanding.asking import asked_clause
from assistant.understanding.concepts import concepts_of
from assistant.understanding.kinds import find_kind
from assistant.understanding.whose import besides, whose
from ingest.cards import PoleCard

LEXICAL = SimpleNamespace(knows=lambda token: True, rarity=lambda token: 5.0, words=())


def names(question):
    concepts = concepts_of(question, LEXICAL)
    return {concept.word for concept in whose(find_kind(question), question, concepts)}


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("De 2009 à 2011, combien Limagrain versait-il au pôle ?", {"Limagrain"}),
        ("Seldon, le projet d'Asygn, c'est quel budget ?", set()),
        ("Combien d'études sont sorties de Marius, le programme de Berre ?", {"Marius"}),
        ("Avant le Covid, combien de postes non pourvus ?", set()),
        ("Combien coûte REEV5, un projet ?", {"REEV5"}),
        ("Pourquoi Limagrain est-il parti ?", set()),
        ("Quels sites en Allemagne ont-ils choisis ?", {"Allemagne"}),
        ("Qu'est-ce que Limagrain ?", set()),
    ],
)
def test_whose(question, asked):
    assert names(question) == asked


def test_the_clause_that_asks_ends_at_a_sign():
    assert asked_clause("En 2019, combien de membres, selon le pôle ?") == " combien de membres"
    assert asked_clause("budget du pôle") == "budget du pole"


def test_a_subject_taken_up_by_a_pronoun_is_part_of_the_clause():
    assert asked_clause("Les emplois créés, ça fait combien ?").startswith("les emplois")
    assert asked_clause("REEV, le projet d'Asygn, c'est quel budget ?") == " c'est quel budget "
    assert asked_clause("L'été dernier, il y a eu combien de cas ?").startswith(" il y a eu")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Est-ce qu'Hippolia ferme le vendredi ?", {"ferme", "vendredi"}),
        ("Combien de membres a Hippolia ?", set()),  # the type is what it asks
        ("Et avant, Hippolia, c'était qui ?", set()),
        ("Qui gagne au loto ?", set()),
        ("Quel rôle a Limagrain à Hippolia ?", {"Limagrain"}),
        ("Quel est le rôle d'Hippolia ?", {"rôle"}),
        ("Hippolia touche-t-il à Brest ?", {"Brest"}),
        ("Quels types de vélos touche Hippolia à Brest ?", {"vélos"}),
        ("Pourquoi Limagrain est lié à Hippolia ?", {"lié à"}),
    ],
)
def test_what_is_said_besides_the_name_of_a_pole(question, said):
    card = PoleCard("hippolia", "Hippolia", ("Hippolia",), True)
    words = SimpleNamespace(knows=lambda t: t[0] != "=", rarity=lambda token: 5.0, words=())
    found = besides(understand(question, poles=(card,)), concepts_of(question, words))
    assert {concept.word for concept in found} == said


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("best beaches near Brest", {"beaches"}),
        ("meilleures plages près de Brest", {"plages"}),
        ("start-up à Brest", {"start-up"}),
        ("Quel métal tourne en boucle entre Gravelines, Brest et Lens ?", set()),
        ("Que dit Limagrain des semences à Brest ?", set()),
    ],
)
def test_what_is_said_besides_a_place(question, words):
    known = SimpleNamespace(knows=lambda t: t[0] != "=", rarity=lambda token: 5.0, words=())
    concepts = concepts_of(question, known)
    asked = understand(question)
    assert {concept.word for concept in besides(asked, concepts)} == words
