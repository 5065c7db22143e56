import pytest

from assistant.understanding.named import (
    _key,
    _Spelt,
    any_name,
    in_any_number,
    name_pattern,
    poles_named,
    spelt_out,
    terms_named,
)
from ingest.analysis import fold
from ingest.cards import PoleCard, TermCard

CARDS = (
    PoleCard("vegepolys", "Végépolys", ("Végépolys",), False, successors=("vegepolys-valley",)),
    PoleCard("vegepolys-valley", "Vegepolys Valley", ("Vegepolys Valley",), True),
    PoleCard("safe", "SAFE", ("SAFE",), True),
    PoleCard("images-et-reseaux", "Images & Réseaux", ("Images & Réseaux", "I&R"), True),
)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("vegepolys valley et VÉGÉPOLYS", ["vegepolys-valley", "vegepolys"]),
        ("images et reseaux", ["images-et-reseaux"]),
        ("Que fait SAFE ?", ["safe"]),
        ("is it safe?", []),
        ("le pôle safe", ["safe"]),
        ("Hippolia", []),
    ],
)
def test_poles_named(text, ids):
    assert [card.id for card in poles_named(text, CARDS)] == ids


def test_name_pattern():
    assert name_pattern(CARDS[3]).search("le pole images et reseaux")
    assert not name_pattern(CARDS[2]).search("unsafe")


def test_terms_named_as_typed():
    term = TermCard("crédit d'impôt recherche", "CIR", ("crédit d'impôt recherche", "CIR"))
    assert terms_named("Le Crédit d'impôt recherche ?", (term,)) == [
        ("Crédit d'impôt recherche", term)
    ]


MISTYPED = (
    PoleCard("aerospace-valley", "Aerospace Valley", ("Aerospace Valley",), True),
    PoleCard("minalogic", "Minalogic", ("Minalogic",), True),
    PoleCard("pegase", "Pégase", ("Pégase",), False),
)


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("combien de membres a aerospace valey ?", "combien de membres a Aerospace Valley ?"),
        ("qui préside minalogik", "qui préside Minalogic"),
        (same := "Qui préside Minalogic, près de aerospace valey ?", same),
        (same := "pegase c'est quoi ?", same),
        (same := "la logique des minéraux", same),
    ],
)
def test_a_mistyped_name_is_spelt_out_where_no_other_is_named(asked, meant):
    assert spelt_out(asked, MISTYPED) == meant


@pytest.mark.parametrize(
    "text",
    [
        "Images&Réseaux, images  et réseaux, Images-Réseaux",
        "vegepolysvalley et vegepolys-valley ; le pôle safe",
        "_vegepolys_ ou végépolys' valley",
        "unsafe vegepolys2 & vegepolys",
    ],
)
def test_found_as_one_pattern_of_all_names_would(text):
    names = {key: name for card in CARDS for name in card.names for key in [_key(fold(name))]}
    longest = tuple(names[key] for key in sorted(names, key=len, reverse=True))
    expected = [match.span() for match in any_name(longest).finditer(fold(text))]
    assert [match.span() for match in _Spelt(names).find(fold(text))] == expected


def test_what_the_documents_know_is_no_mistyped_name():
    assert spelt_out("minalogik en 2020", MISTYPED, {"minalogik"}.__contains__) == (
        "minalogik en 2020"
    )


def test_a_sign_inside_a_name():
    novalog = PoleCard("novalog", "Nov@log", ("Nov@log", "Novalog"), labelled=False)
    assert poles_named("Qui a dirigé Nov@log ?", (novalog,)) == (novalog,)


def test_all_the_letters_of_a_name_are_the_name_whatever_documents_know():
    cards = (PoleCard("capenergies", "Capenergies", ("Capenergies",), True),)
    asked = "Qui préside le pôle Cap Energies ?"
    assert spelt_out(asked, cards, knows=lambda token: True) == (
        "Qui préside le pôle Capenergies ?"
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("les comites strategiques de filiere", True),
        ("le comite strategique de filiere", True),
        ("un comite de filiere", False),
        ("le comite strategique de filieress", False),
    ],
)
def test_a_long_name_is_found_in_the_plural(text, found):
    pattern = in_any_number(("Comité stratégique de filière",))
    assert bool(pattern.search(text)) is found
