from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.normalise import (
    Quantity,
    content_of,
    iso_dates,
    normalise,
    normalise_pattern,
    quantities,
    same_unit,
    years,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L’Île-de-France", "l'ile-de-france"),
        ("ŒUVRE  Cœur", "oeuvre coeur"),
        ("1 234,5 M€", "1234.5 m€"),
        ("20\u202f000 adhérents", "20000 adherents"),
        ("20.000 adhérents", "20000 adherents"),
        ("1,313 projects", "1313 projects"),
        ("1,450 milliard", "1.450 milliard"),
        ("1.234,5", "1234.5"),
        ("0,125", "0.125"),
        ("en 2016, 450 membres", "en 2016, 450 membres"),
        ("en 2016 450 membres", "en 2016 450 membres"),
        ("« pôle »", '" pole "'),
    ],
)
def test_normalise(text, expected):
    assert normalise(text) == expected


@given(st.text(alphabet="aéÉ’' 0123456789.,-€%MdŒ\n", max_size=60))
def test_normalising_twice_changes_nothing(text):
    once = normalise(text)
    assert normalise(once) == once


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1,45 milliard d’euros", 1.45e9, "eur"),
        ("€2.37 billion", 2.37e9, "eur"),
        ("9 M€ par an", 9e6, "eur"),
        ("plus de 25 %", 25, "%"),
        ("63 pour cent", 63, "%"),
        ("18 000 petites entreprises", 18000, "entreprise"),
        ("55 clusters", 55, "pole"),
        ("deux pôles", 2, "pole"),
        ("cinquante-trois pôles", 53, "pole"),
        ("soixante et onze pôles", 71, "pole"),
        ("quatre-vingt-dix-huit PME", 98, "pme"),
        ("fifty-five clusters", 55, "pole"),
        ("-5 %", -5, "%"),
        ("1 816 projets", 1816, "projet"),
    ],
)
def test_quantities(text, value, unit):
    (found,) = quantities(text)
    assert found.value == value
    assert same_unit(found, unit)


def test_a_range_of_years_is_no_subtraction():
    assert [q.value for q in quantities("2023-2026")] == [2023, 2026]


def test_a_unit_is_not_taken_from_afar():
    (found,) = quantities("56 est un nombre de bons pôles")
    assert not same_unit(found, "pôles")


def test_no_unit_wanted_means_any():
    assert same_unit(Quantity(5.0, (), 0), "")


@pytest.mark.parametrize(
    "text",
    ["le 8 juin 2021", "le 8/06/2021", "2021-06-08", "June 8, 2021", "8 June 2021", "08.06.2021"],
)
def test_dates_in_every_writing(text):
    assert iso_dates(text) == {"2021", "2021-06", "2021-06-08"}


def test_first_of_the_month():
    assert "2023-03-01" in iso_dates("le 1er mars 2023")


def test_a_number_is_no_year():
    assert years("20 000 adhérents, 2 019,5 points") == frozenset()
    assert years("de 2005 à 2013") == {2005, 2013}


def test_content_drops_punctuation_only():
    assert content_of("« L'AFPC, 1 313 projets ! »") == "l afpc 1313 projets"


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [(r"Pôles?\s+d'É\S", r"poles?\s+d'e\S"), (r"\d{1,3} PME", r"\d{1,3} pme"), ("1 816", "1816")],
)
def test_patterns_keep_their_escapes(pattern, expected):
    assert normalise_pattern(pattern) == expected
