"""The year that a yes-or-no question presumes."""

import pytest

from assistant.understanding.presumed import asked_when


@pytest.mark.parametrize(
    ("question", "when"),
    [
        ("Le FUI a été créé en 2012 ?", "Quand Le FUI a été créé ?"),
        ("Est-ce que CARA a fusionné en 2012, c'est ça ?", "Quand CARA a fusionné ?"),
        ("C'est vrai que la phase V finit en 2025 ?", "Quand la phase V finit ?"),
        ("67 pôles ont été labellisés en 2010, non ?", "Quand 67 pôles ont été labellisés ?"),
        ("Was the FUI created in 2012?", "When Was the FUI created ?"),
        ("L'AFPC a été créée en 2010 à Lyon ?", "Quand L'AFPC a été créée à Lyon ?"),
    ],
)
def test_whether_something_happened_in_a_year_asks_when_it_did(question, when):
    assert asked_when(question) == when


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
    ],
)
def test_what_asks_something_else_or_more_does_not(question):
    assert asked_when(question) == ""
