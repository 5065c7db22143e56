"""A long name and its acronym, introduced once, stand for each other."""

import pytest

from assistant.answer import answer_question
from assistant.choosing.introduced_names import with_introduced
from assistant.question import understand
from assistant.understanding.concepts import concepts_of
from tests.indexed import indexed

TEXT = """# Houle

## Le laboratoire

En 2015, le Sailing Innovation Lab (SILab) ouvre ses portes sur le quai nord.

## Les surfaces

En 2016, le SILab offre 900 m² aux architectes de voiliers.

## Les essais

En 2017, le Centre de recherche en voilure (CRV) essaie trois gréements.

## Les résultats

En 2018, le Centre de recherche en voilure publie douze articles sur les gréements rigides.
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    with indexed(tmp_path_factory, {"houle.md": TEXT}) as index:
        yield index


def other_names(index, text):
    concepts = concepts_of(text, index.lexical)
    called = with_introduced(index, understand(text), concepts)
    return {concept.word: concept.also for concept in called if concept.also}


def test_an_acronym_is_called_by_the_words_before_its_brackets(index):
    assert other_names(index, "que fait le CRV ?") == {"CRV": ("Centre de recherche en voilure",)}


def test_each_word_of_a_long_name_is_called_by_its_acronym(index):
    named = other_names(index, "quand ouvre le Sailing Innovation Lab ?")
    assert named == dict.fromkeys(("Sailing", "Innovation", "Lab"), ("SILab",))


def test_what_no_document_introduces_has_no_other_name(index):
    assert other_names(index, "que fait la CNIL avec le Sailing Ocean Club ?") == {}


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("combien de m² offre le Sailing Innovation Lab ?", "900 m²"),
        ("combien d'articles publie le CRV ?", "douze articles"),
    ],
)
def test_what_is_told_of_one_name_answers_of_the_other(index, asked, told):
    answer = answer_question(index, asked)
    assert told in answer.answer
