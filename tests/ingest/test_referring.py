"""Whether a sentence says of whom it speaks."""

import pytest

from ingest.referring import continues, leaves_unnamed, stands_alone


@pytest.mark.parametrize(
    ("sentence", "alone"),
    [
        ("Il réunit 450 membres.", False),
        ("Il faut réunir les acteurs.", True),
        ("En dix ans, le pôle a obtenu 5 M€.", False),
        ("En dix ans, le pôle a obtenu 5 M€ d'Horizon Europe.", False),
        ("En 2026, Minalogic dit que le pôle a obtenu 5 M€.", True),
        ("Le pôle Hippolia réunit 450 membres.", True),
        ("En 2026, Minalogic conduit le projet.", True),
        ("Cette action a commencé en 2019.", False),
        ("This network has 16 members.", False),
        ("Les pôles réunissent des entreprises.", True),
        ("Elle est aussi leur porte-parole.", False),
        ("Il est labellisé depuis 2021.", False),
        ("Composition of the cluster: 854 members ; 500 SMEs", True),
        ("Budget : le projet coûte 2 M€.", False),
        ("Il est nécessaire de former.", True),
        ("Il n’y a pas de pôle à Mayotte.", True),
        ("Doté de 1,8 million d’euros, il s’achève en juin.", False),
        ("Doté de 1,8 million d’euros, RéBois s’achève en juin.", True),
    ],
)
def test_stands_alone(sentence, alone):
    assert stands_alone(sentence) is alone


def test_what_is_left_unnamed():
    assert leaves_unnamed("Le pôle a aidé des entreprises de BIOFIN par 60 000 euros.")
    assert leaves_unnamed("Elle a reçu 3 millions d'euros.")
    assert leaves_unnamed("Financé par trois agences, le projet recycle l'eau.")
    assert not leaves_unnamed("Le pôle BIOFIN a reçu 3 millions d'euros.")
    assert not leaves_unnamed("En 2023, l'État apporte 700 000 euros.")


def test_a_line_of_a_form_goes_on_from_what_stands_before():
    assert continues("Objectif : une baisse de 80 % des émissions.")
    assert continues("Le projet est doté de 1,7 million d'euros.")
    assert not continues("Axelera porte le projet DECLYC.")
