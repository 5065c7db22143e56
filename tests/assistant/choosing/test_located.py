"""Places that no document names."""

from dataclasses import dataclass

import pytest

from assistant.choosing.located import located
from assistant.question import understand
from assistant.understanding.concepts import Concept


@dataclass(frozen=True)
class _Words:
    """What ``located`` asks of an index."""

    words: frozenset[str]

    def knows(self, token):
        return token in self.words

    def rarity(self, token):
        return 2.0


LEXICAL = _Words(frozenset(("nouvel", "aquitain", "cors")))


def name(word):
    return Concept(word, frozenset({word.lower()}), 6.0, known=False, is_name=True)


@pytest.mark.parametrize(
    ("asked", "word", "near"),
    [
        ("géothermie à Pau, quel interlocuteur pour ma société ?", "Pau", {"nouvel", "aquitain"}),
        ("which clusters are in Corsica?", "Corsica", {"cors"}),
        ("combien de salariés à Pau ?", "Pau", None),
        ("Quels pôles travaillent à Pau ?", "Pau", {"nouvel", "aquitain"}),
        ("Quels pôles sont à Pau ?", "Pau", None),
        ("Quel pôle est basé à Pau ?", "Pau", None),
        ("Which cluster is based in Pau?", "Pau", None),
        ("quel pôle pour les Zorglubs ?", "Zorglubs", None),
    ],
)
def test_a_place_stands_for_its_region(asked, word, near):
    (concept,) = located((name(word),), understand(asked), LEXICAL)
    assert concept.known is (near is not None)
    assert concept.near == (near or frozenset())


def test_the_letters_of_a_region_stand_for_its_name_too():
    lexical = _Words(frozenset(("paca", "provenc")))
    known = Concept("PACA", frozenset({"paca"}), 6.0, known=True, is_name=True)
    (concept,) = located((known,), understand("le plus gros pôle de PACA ?"), lexical)
    assert (concept.weight, concept.near) == (6.0, frozenset({"provenc"}))
