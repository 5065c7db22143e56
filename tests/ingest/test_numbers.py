import pytest

from ingest.numbers import digits_for_words


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("quatre-vingt-dix-sept pôles", "97 pôles"),
        ("Deux cents projets", "200 projets"),
        ("vingt et un pôles", "21 pôles"),
        ("trois mille deux cents", "3200"),
        ("fifty-five clusters", "55 clusters"),
        ("pour trois ans", "pour 3 ans"),
        ("dix pour cent", "10 pour cent"),
        ("un pôle", "un pôle"),
    ],
)
def test_numbers_in_words(text, digits):
    assert digits_for_words(text) == digits
