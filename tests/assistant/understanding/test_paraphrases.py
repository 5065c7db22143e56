"""What people type, beside the words of documents."""

import pytest

from assistant.understanding.paraphrases import near_tokens, phrases_in
from ingest.analysis import fold, stem


def meant(word):
    return near_tokens(stem(fold(word)))


@pytest.mark.parametrize(
    ("typed", "document"),
    [("cursus", "formation"), ("patronne", "présidente"), ("boîtes", "entreprise")],
)
def test_a_word_means_that_of_the_documents(typed, document):
    assert stem(fold(document)) in meant(typed)


def test_a_word_of_nobody_means_nothing():
    assert meant("xyzzy") == frozenset()


def test_a_phrase_is_found_whatever_its_accents_and_the_longest_wins():
    asked = "Combien ca coute, une pepiniere d'entreprises ?"
    found = {asked[p.start : p.end]: p.tokens for p in phrases_in(asked)}
    assert stem("incubateur") in found["pepiniere d'entreprises"]
    assert stem("budget") in found["Combien ca coute"]


def test_low_is_no_seat():
    assert "bas" not in meant("adresse")


@pytest.mark.parametrize(
    ("asked", "document"),
    [
        ("Pourquoi a-t-il mis la clé sous la porte ?", "cesse"),
        ("Qui a tenu la plume du volet ?", "pilote"),
        ("Quels pôles a-t-on passés au crible ?", "évaluation"),
        ("Que cache le nom de CARA ?", "origine"),
    ],
)
def test_an_idiom_means_what_happens(asked, document):
    assert any(stem(fold(document)) in phrase.tokens for phrase in phrases_in(asked))


@pytest.mark.parametrize(
    ("typed", "document"), [("postulants", "candidatures"), ("paliers", "phases")]
)
def test_words_of_one_family(typed, document):
    assert stem(fold(document)) in meant(typed)


@pytest.mark.parametrize("word", ["évaluation", "financement"])
def test_what_is_done_to_poles_is_not_what_they_are(word):
    assert stem("pôles") not in meant(word)


def test_words_that_a_phrase_means_together_are_not_near_each_other():
    assert {stem("freins"), stem("croissance")} <= meant("étranglent")
    assert stem("freins") not in meant("croissance")
