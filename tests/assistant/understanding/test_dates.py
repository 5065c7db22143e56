import pytest

from assistant.understanding.dates import covers, named_years, statement_year


def test_named_years():
    assert named_years("De 2005 à 2013, puis 2005 ; tél. 01.2020.33") == (2005, 2013)


@pytest.mark.parametrize(
    ("text", "document", "year"),
    [
        ("En 2012, Hippolia compte 100 membres.", 2026, 2012),
        ("Le 27 mars 2023, ENTER est labellisé.", 2026, 2023),
        ("Hippolia compte 450 membres.", 2016, 2016),
        ("Le pôle vise 100 usines d'ici 2030.", 2020, 2020),
        ("Le pôle vise 100 usines d'ici 2030.", None, None),
        ("Créé en 2005, il change de nom en 2017.", None, 2017),
    ],
)
def test_statement_year(text, document, year):
    assert statement_year(text, document, 2026) == year


@pytest.mark.parametrize(
    ("text", "year", "held"),
    [
        ("En 2015, X préside Y.", 2015, True),
        ("D'avril 2012 à 2017 au moins, X préside Y.", 2014, True),
        ("D'avril 2012 à 2017 au moins, X préside Y.", 2018, False),
        ("Le 8 avril 2025, X succède à Z, président de Y depuis 2006.", 2010, True),
        ("Le 8 avril 2025, X succède à Z, président de Y depuis 2006.", 2026, False),
        ("Depuis 2020, X préside Y.", 2019, False),
        ("En 2013, Y, présidé par X, signe un contrat 2013-2018.", 2017, False),
    ],
)
def test_years_that_a_text_covers(text, year, held):
    assert covers(text, year) is held
