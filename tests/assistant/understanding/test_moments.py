"""Phases and the launch of the policy."""

import pytest

from assistant.understanding.moments import Moment, asks_past, moment_of, with_present_phase


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Combien de pôles en phase V ?", Moment(2023, 2026)),
        ("combien de pôles dans la troisième phase", Moment(2013, 2018)),
        ("combien de pôles à la fin de la phase 4 ?", Moment(2019, 2022, closing=True)),
        ("How many clusters at the start?", Moment(2005, 2008)),
        ("Combien de pôles au lancement de la politique ?", Moment(2005, 2008)),
        ("Combien de pôles aujourd'hui ?", None),
    ],
)
def test_moment_of(text, moment):
    assert moment_of(text) == moment


@pytest.mark.parametrize("text", ["combien de pôles en phase 9 ?", "combien de pôles à sa clôture"])
def test_a_phase_to_come_and_an_end_of_nothing_are_no_known_years(text):
    assert moment_of(text).first > 2100


@pytest.mark.parametrize(
    ("asked", "year", "meant"),
    [
        ("Dans quelle phase sont les pôles ?", 2026, "Qu'est-ce que la phase V des pôles ?"),
        ("on en est à quelle phase ?", 2010, "Qu'est-ce que la phase II des pôles ?"),
        ("What phase are the clusters in now?", 2020, "What is phase IV of the clusters?"),
        ("quelle est la phase actuelle ?", 2030, "quelle est la phase actuelle ?"),
        ("Dans quelle phase est DECLYC ?", 2026, "Dans quelle phase est DECLYC ?"),
        ("Quelles phases ont eu les pôles ?", 2026, "Quelles phases ont eu les pôles ?"),
    ],
)
def test_the_present_phase_is_the_one_of_the_year(asked, year, meant):
    assert with_present_phase(asked, year) == meant


@pytest.mark.parametrize(
    ("text", "past"),
    [
        ("y avait-il un pôle à Angers ?", True),
        ("quel était le pôle du laser ?", True),
        ("y a-t-il eu un pôle à Lille ?", True),
        ("which cluster dealt with buses? was it in Lyon?", True),
        ("quel pôle pourrait m'aider ?", False),
        ("quel pôle serait le bon après le retrait du label ?", False),
        ("quel pôle travaille sur le lait ?", False),
        ("y a-t-il un pôle qui fait du textile ?", False),
    ],
)
def test_whether_the_past_is_asked(text, past):
    assert asks_past(text) is past
