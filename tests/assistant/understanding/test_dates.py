import pytest

from assistant.understanding.dates import (
    covers,
    in_years,
    last_year,
    named_years,
    statement_year,
    tells_year,
)


def test_named_years():
    assert named_years("De 2005 à 2013, puis 2005 ; tél. 01.2020.33") == (2005, 2013)


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("Combien de membres l'an dernier ?", "Combien de membres en 2025 ?"),
        ("L’année passée, qui présidait X ?", "en 2025, qui présidait X ?"),
        ("Qui présidait X il y a cinq ans ?", "Qui présidait X en 2021 ?"),
        ("Who chaired X 3 years ago?", "Who chaired X in 2023?"),
        ("How many clusters last year?", "How many clusters in 2025?"),
        (
            "Combien ici, contre combien il y a 5 ans ?",
            "Combien ici, contre combien il y a 5 ans ?",
        ),
        ("Combien de pôles l'an prochain ?", "Combien de pôles en 2027 ?"),
        ("Combien de pôles il y a vingt ans ?", "Combien de pôles il y a vingt ans ?"),
    ],
)
def test_years_told_from_today(text, dated):
    assert in_years(text, 2026) == dated


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("De 2005 à février 2019, 1 836 projets ont réuni 7,6 milliards d'euros.", 2019),
        ("Entre 2005 et 2013, 1 313 projets ont reçu 2,37 milliards.", 2013),
        ("En 2019, la phase IV va de 2019 à 2022.", None),
        ("En 2012, Hippolia compte 100 membres.", None),
    ],
)
def test_the_end_of_the_time_that_opens_a_statement(text, year):
    assert last_year(text) == year


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


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Entre 2005 et 2013, il a soutenu 1 313 projets.", False),
        ("De 2005 à 2013, 1 313 projets, dont 90 en 2013.", True),
        ("En 2013, il a soutenu 90 projets.", True),
        ("Depuis 2005, il a soutenu 1 313 projets.", False),
        ("De 2006 à 2013, ses membres sont passés de 40 à 90.", True),
    ],
)
def test_a_span_tells_none_of_its_years(text, told):
    assert tells_year(text, 2013) is told
