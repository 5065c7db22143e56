"""Which tokens stand for a word or a phrase of a question."""

from types import SimpleNamespace

from assistant.understanding.concepts import concepts_of


def test_tied_words_of_a_phrase_all_stand_for_it():
    lexical = SimpleNamespace(knows=lambda token: True, rarity=lambda token: 5.0, words=())
    phrase = next(c for c in concepts_of("the light train", lexical) if " " in c.word)
    assert {"light", "train"} <= phrase.tokens


def test_what_they_do_is_the_verb():
    lexical = SimpleNamespace(knows={"chiffr"}.__contains__, rarity=lambda token: 5.0, words=())
    (concept,) = concepts_of("chiffrent", lexical)
    assert concept.known
    assert "chiffr" in concept.tokens


def test_an_acronym_that_spells_a_common_word_is_not_that_word():
    rarities = {"convent": 2.0, "=aid": 6.0, "aid": 2.0, "=fui": 3.5, "fui": 3.5}
    lexical = SimpleNamespace(knows=rarities.__contains__, rarity=rarities.get, words=())
    tokens = [c.tokens for c in concepts_of("convention AID FUI", lexical) if c.known]
    assert tokens[1:] == [{"=aid"}, {"=fui", "fui"}]


def test_who_leads_or_backs_it_is_named_before_the_hyphen():
    lexical = SimpleNamespace(knows={"houl"}.__contains__, rarity=lambda token: 5.0, words=())
    assert [c.word for c in concepts_of("the Houle-backed", lexical)] == ["Houle"]
