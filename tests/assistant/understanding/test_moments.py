"""Phases and the launch of the policy."""

import pytest

from assistant.understanding.moments import Moment, moment_of


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
