import pytest

from assistant.conversation.clarify import is_underspecified
from assistant.question import understand
from assistant.understanding.concepts import Concept
from ingest.cards import PoleCard

CARD = PoleCard("hippolia", "Hippolia", ("Hippolia",), True)


def concept(word, *, is_name=False):
    return Concept(word, frozenset({word}), 1.0, known=True, is_name=is_name)


@pytest.mark.parametrize(
    ("text", "concepts", "unclear"),
    [
        ("C'est quoi son budget ?", (concept("budget"),), True),
        ("???", (), True),
        ("Et le président, c'est qui ?", (concept("président"),), True),
        ("Quel est le budget de Hippolia ?", (concept("budget"),), False),
        ("Quel est son rôle dans CARA ?", (concept("CARA", is_name=True),), False),
        ("Comment adhérer ?", (concept("adhérer"),), False),
        ("Combien de membres ?", (concept("membres"),), True),
        ("Combien de membres en 2016 ?", (concept("membres"), concept("2016", is_name=True)), True),
        ("Combien de pôles en 2016 ?", (concept("pôles"), concept("2016", is_name=True)), False),
        ("Combien de pôles mondiaux ?", (concept("mondiaux"),), False),
        ("Quel est le budget du pôle ?", (concept("budget"), concept("pôle")), True),
        ("C'est lequel le mieux ?", (concept("mieux"),), True),
        ("Quel est le budget du pôle Hippolia ?", (concept("budget"),), False),
        ("Le projet est financé par qui ?", (concept("projet"), concept("financé")), True),
        ("« agrochaîne », ça désigne quoi ?", (concept("agrochaîne"),), False),
        ("Ça désigne quoi ?", (concept("désigne"),), True),
        ("Ça coûte combien, un pôle ?", (concept("coûte"), concept("pôle")), False),
        ("Depuis quand existent-ils ?", (concept("existent"),), True),
        ("Quand les pôles sont-ils nés ?", (concept("nés"), concept("pôles")), False),
        ("Le projet CALIPSO est financé par qui ?", (concept("CALIPSO", is_name=True),), False),
    ],
)
def test_is_underspecified(text, concepts, unclear):
    assert is_underspecified(understand(text, poles=(CARD,)), concepts) is unclear
