"""Whether somebody holds a role is asked as who holds it."""

import pytest

from assistant.understanding.who_holds import who_holds
from ingest.cards import PoleCard

CARDS = (PoleCard("axelera", "Axelera", ("Axelera",), True),)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Ida Roy préside-t-elle toujours l'AFPC ?", "Qui préside l'AFPC ?"),
        ("Est-ce qu'Ida Roy dirige Axelera ?", "Qui dirige Axelera ?"),
        ("Est-ce toujours Ida Roy qui préside l'AFPC ?", "Qui préside l'AFPC ?"),
        ("Luc est-il encore président d'Axelera ?", "Qui est président d'Axelera ?"),
        ("Is Ida Roy still the chair of Axelera?", "Who is the chair of Axelera?"),
        ("Does Ida Roy still run Axelera?", "Who runs Axelera?"),
        ("Ida Roy présidait-elle l'AFPC en 2014 ?", "Qui présidait l'AFPC en 2014 ?"),
    ],
)
def test_the_holder_is_asked(text, asked):
    assert who_holds(text, CARDS) == asked


@pytest.mark.parametrize(
    "text",
    [
        "Qui préside toujours l'AFPC ?",
        "Ida Roy présidait-elle l'AFPC ?",
        "Ida Roy a-t-elle présidé l'AFPC ?",
        "Pourquoi Ida Roy préside l'AFPC ?",
        "Dans quelle ville Ida Roy préside Axelera ?",
        "Une femme préside-t-elle Axelera ?",
        "Axelera dirige-t-il DECLYC ?",
        "Ida Roy dirige-t-elle un projet ?",
        "Ida Roy préside l'AFPC.",
    ],
)
def test_anything_else_stays_as_it_is(text):
    assert who_holds(text, CARDS) == text
