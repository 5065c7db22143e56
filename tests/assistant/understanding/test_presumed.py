"""The value that a question presumes, and the question of it."""

import pytest

from assistant.understanding.kinds import Kind
from assistant.understanding.presumed import presumed_in


@pytest.mark.parametrize(
    ("question", "asks", "value"),
    [
        ("Le FUI a été créé en 2012 ?", "Quand Le FUI a été créé ?", "2012"),
        ("Est-ce que CARA a fusionné en 2012 ?", "Quand CARA a fusionné ?", "2012"),
        ("Was the FUI created in 2012?", "When Was the FUI created ?", "2012"),
        ("L'AFPC a été créée en 2010 à Lyon ?", "Quand L'AFPC a été créée à Lyon ?", "2010"),
        ("Minalogic est basé à Lyon ?", "Où Minalogic est basé ?", "lyon"),
        ("Minalogic a 9 999 membres ?", "Combien de membres Minalogic a ?", "9999"),
        ("X est présidé par Jean Dupont ?", "X est présidé par qui ?", "jean dupont"),
        ("Derbi a un budget de 2 M€ ?", "Combien d'euros Derbi a un budget de ?", "2 m€"),
    ],
)
def test_whether_a_value_is_so_asks_for_the_value(question, asks, value):
    first, *_ = presumed_in(question)
    assert (first.question, first.value, first.asked) == (asks, value, True)


@pytest.mark.parametrize(
    ("question", "asks", "value"),
    [
        ("Pourquoi a-t-on attendu 2010 pour agir ?", "Quand a-t-on agir ?", "2010"),
        ("Pourquoi y a-t-il 40 pôles ?", "Combien de pôles y a-t-il ?", "40"),
        ("Pourquoi le plan a-t-il huit volets ?", "Combien de volets le plan a-t-il ?", "8"),
        (
            "Which SAFE Cluster feats earned it the gold label?",
            "Which excellence label has SAFE Cluster ?",
            "gold",
        ),
        ("Why are there 90 clusters?", "How many clusters are there ?", "90"),
        (
            "Pourquoi X n'a-t-il que le label bronze ?",
            "Quel label d'excellence X n'a-t-il que ?",
            "bronze",
        ),
        ("Pourquoi 12 % des PME sont là ?", "Quel pourcentage des PME sont là ?", "12 %"),
    ],
)
def test_why_takes_a_value_for_granted(question, asks, value):
    first, *_ = presumed_in(question)
    assert (first.question, first.value, first.asked) == (asks, value, False)


@pytest.mark.parametrize(
    "question",
    [
        "Quand le FUI a-t-il été créé en 2012 ?",
        "Qui a créé le FUI en 2012 ?",
        "Combien de pôles ont été labellisés en 2010 ?",
        "Le FUI aidait-il les PME en 2012 ?",
        "Le FUI a été créé en 2005 et supprimé en 2019 ?",
        "Le FUI a été créé ?",
        "Le FUI a été créé en 2012 ? Par qui ?",
        "Le FUI ne finance pas les PME en 2012 ?",
        "Minalogic est au Zanzibar ?",
    ],
)
def test_what_asks_something_else_or_more_presumes_none(question):
    assert not list(presumed_in(question))


def test_a_value_is_held_where_it_stands_alone():
    (presumed,) = presumed_in("X a 9 999 membres ?")
    assert presumed.is_held_by("En 2019, X compte 9\u202f999 membres.")
    assert not presumed.is_held_by("En 2019, X compte 19\u202f999 membres.")


@pytest.mark.parametrize(
    ("question", "asks", "value"),
    [
        ("Pourquoi X n'a-t-il pas été choisi ?", "X a-t-il été choisi ?", "pas"),
        ("Pourquoi X a-t-il été choisi ?", "X a-t-il été choisi ?", ""),
        ("Why didn't X join?", "did X join ?", "pas"),
        ("CARA a fini, pourquoi n'a-t-il pas été aidé ?", "CARA a-t-il été aidé ?", "pas"),
        ("Comme l'État a dit oui à X, quel est son budget ?", "l'État a dit oui à X ?", ""),
    ],
)
def test_why_and_as_take_it_for_granted_that_it_is_so_or_not(question, asks, value):
    *_, so = presumed_in(question)
    assert (so.question, so.value, so.kind) == (asks, value, Kind.OTHER)
    assert so.aside is question.startswith("Comme")


@pytest.mark.parametrize(
    ("question", "statement", "held"),
    [
        ("Pourquoi X a-t-il été choisi ?", "X a été choisi en mai.", True),
        ("Pourquoi X a-t-il été choisi ?", "X n'est pas retenu.", False),
        ("Pourquoi X a-t-il gardé son label ?", "En 2019, X perd son label.", False),
        ("Pourquoi X n'a-t-il pas été choisi ?", "X n'est pas retenu.", True),
        ("Pourquoi Y n'est plus président de X ?", "En 2020, Y préside X.", True),  # nor since
        ("Pourquoi X n'a-t-il pas été choisi ?", "X a été choisi en mai.", False),
    ],
)
def test_what_denies_holds_that_it_is_not_so(question, statement, held):
    *_, so = presumed_in(question)
    assert so.is_held_by(statement) is held


def test_who_did_it_is_asked_of_its_year():
    (presumed,) = presumed_in("Les pôles ont été évalués par BCG en 2012 ?")
    assert presumed.question == "Les pôles ont été évalués par qui en 2012 ?"
