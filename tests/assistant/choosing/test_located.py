"""Places that no document names."""

from dataclasses import dataclass

import pytest

from assistant.choosing.located import located, looked_in
from assistant.question import understand
from assistant.understanding.concepts import Concept
from ingest.cards import PoleCard


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


@pytest.mark.parametrize(
    ("asked", "also", "exact"),
    [
        ("combien de pôles en PACA ?", "région Sud", "=paca"),
        ("qui finance les pôles en Île-de-France ?", "Île-de-France", "=idf"),
        ("what happens in Normandy?", "Normandie", None),
        ("quel pôle en Franche-Comté ?", "Franche-Comté", None),
    ],
)
def test_a_region_is_called_by_its_other_names(asked, also, exact):
    word = asked.split(" en ")[-1].split(" in ")[-1].strip(" ?")
    (concept,) = located((name(word),), understand(asked), LEXICAL)
    assert also in concept.also
    assert exact is None or exact in concept.tokens


def test_a_part_of_a_region_is_not_called_by_its_name():
    (concept,) = located((name("Provence"),), understand("combien en Provence ?"), LEXICAL)
    assert concept.also == ("Provence",)


def test_a_pole_is_called_by_its_other_names_its_common_word_is_not():
    pole = PoleCard("h", "Pôle Houle", ("Pôle Houle", "Halieutique et océan unis", "HOU"), True)
    asked = understand("où est le Pôle Houle ?", poles=(pole,))
    common = Concept("Pôle", frozenset({"pol"}), 0.5, known=True, is_name=True)
    own, word = located((name("Houle"), common), asked, LEXICAL)
    assert "Halieutique et océan unis" in own.also
    assert "=hou" in own.tokens
    assert not word.also


@pytest.mark.parametrize(
    ("asked", "regions"),
    [
        ("Quel pôle s'occupe du cheval à Pau ?", {"Nouvelle-Aquitaine"}),
        ("Quel pôle est basé à Pau ?", set()),
        ("combien de salariés à Pau ?", set()),
    ],
)
def test_a_pole_is_looked_for_in_the_region_of_a_place(asked, regions):
    assert looked_in(understand(asked), (name("Pau"),)) == (frozenset(regions),)


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("je fais des tôles pour Axelune, quel pôle ?", False),
        ("quel pôle travaille pour Axelune ?", True),
        ("je fais des tôles pour Axelune, combien d'aides ?", True),
    ],
)
def test_whom_one_works_for_is_no_subject_of_who_looks_for_a_pole(asked, kept):
    assert bool(located((name("Axelune"),), understand(asked), LEXICAL)) is kept
