"""A number that is aimed at."""

import pytest

from assistant.statements.holds import aims


@pytest.mark.parametrize(
    ("statement", "aimed"),
    [
        ("En 2026, Lumen vise 120 adhérents.", True),
        ("Le pôle ambitionne de réunir 500 membres.", True),
        ("The cluster aims to reach 500 members.", True),
        ("En 2025, Lumen compte 104 adhérents.", False),
        ("Le projet vise à décarboner l'industrie.", False),
    ],
)
def test_aims(statement, aimed):
    assert aims(statement, "Combien d'adhérents a Lumen ?") is aimed


def test_an_aim_that_is_asked_is_its_value():
    assert not aims("En 2026, Lumen vise 120 adhérents.", "Combien d'adhérents Lumen vise-t-il ?")
    assert not aims("DECLYC vise une baisse de 80 %.", "quelle baisse visée et pour quand ?")
