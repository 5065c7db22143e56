"""What names a country or a region."""

import pytest

from assistant.statements.holds import holds
from assistant.understanding.kinds import Kind


@pytest.mark.parametrize(
    ("statement", "question", "held"),
    [
        ("Le projet réunit l'Italie, l'Espagne et le Portugal.", "Quels pays partenaires ?", True),
        ("Le réseau couvre dix partenaires de six pays.", "Il couvre quels pays ?", False),
        ("Le siège est à Toulouse.", "Dans quels pays est-il présent ?", False),
        ("ROSI grandit en Espagne.", "Outre l'Espagne, quels pays ?", False),
        ("It opens sites in South Korea.", "Which two countries does it expand to?", True),
        ("Des permis en Occitanie et dans le Grand Est.", "In which regions were they?", True),
        ("Il bâtit un cluster entre Flandre et Wallonie.", "quelles régions ?", True),
        ("Les Régions paient la moitié.", "Quelles régions paient ?", False),
        ("Il couvre les Hauts-de-France.", "quelles régions ?", True),
        ("Il intervient en Midi-Pyrénées.", "quelles régions ?", True),
        ("Il aura un centre de recherche.", "quelles régions ?", False),
        ("Le siège est à Toulouse.", "Où est son siège ?", True),
    ],
)
def test_a_place_of_the_kind_asked(statement, question, held):
    assert holds(Kind.PLACE, statement, question) is held
