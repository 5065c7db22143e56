import pytest

from assistant.conversation.two_poles import asked_of_two
from ingest.cards import PoleCard

CARDS = tuple(
    PoleCard(name.lower(), name, (name,), True) for name in ("Hippolia", "Minalogic", "Axelera")
)
BEFORE = ("Qui préside Hippolia ?", "Qui préside Minalogic ?")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("lequel des deux a le plus de membres ?", "Combien de membres comptent {} et {} ?"),
        ("lequel des deux a le plus d'adhérents ?", "Combien d'adhérents comptent {} et {} ?"),
        ("which of the two has more members?", "How many members do {} and {} have?"),
        ("which of the two is bigger?", "How many members do {} and {} have?"),
        ("lequel des deux est le plus ancien ?", "De quand datent {} et {} ?"),
        ("qui des deux travaille sur l'eau ?", "{} et {} travaille sur l'eau ?"),
    ],
)
def test_which_of_the_two_names_both(text, asked):
    expected = asked.format("Hippolia", "Minalogic")
    assert asked_of_two(text, BEFORE, "", CARDS) == expected


@pytest.mark.parametrize(
    ("text", "before", "asked"),
    [
        ("compare avec Axelera", "Où est Hippolia ?", "Où est Hippolia et Axelera ?"),
        ("Compare Axelera et Minalogic", "Où est Hippolia ?", "Où est Axelera et Minalogic ?"),
        ("compare", "Où est Hippolia ?", ""),
        ("Compare Axelera et Minalogic", "Combien de pôles ?", ""),
        ("combien de membres ?", "Où est Hippolia ?", ""),
    ],
)
def test_compared_in_what_was_asked(text, before, asked):
    assert asked_of_two(text, (before,), "", CARDS) == asked
