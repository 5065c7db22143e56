"""A pôle spoken of by what it does."""

from __future__ import annotations

import pytest

from assistant.question import understand
from assistant.records import Turn
from assistant.understanding.described import Described, chosen, described_in, that_one
from ingest.cards import PoleCard


def pole(identifier, name, sectors, regions, labelled=True, technologies=(), phases=()):
    return PoleCard(
        phases=phases,
        id=identifier,
        name=name,
        names=(name,),
        labelled=labelled,
        regions=regions,
        sectors=sectors,
        technologies=technologies,
    )


HORSE = pole("hippolia", "Hippolia", ("filiere-equine", "sante"), ("Normandie",))
SCENT = pole("cosmetic", "Cosmetic Valley", ("cosmetique",), ("Centre-Val de Loire",))
POTS = pole("ceramique", "Pôle européen de la céramique", ("materiaux",), ("Nouvelle-Aquitaine",))
NORTH = pole("nord", "Aquanova", ("eau", "risques"), ("Grand Est",))
SOUTH = pole("sud", "Aqua-Valley", ("eau",), ("Occitanie",))
FREIGHT = pole("fret", "Nov@log", ("logistique",), ("Normandie",), labelled=False)
TOO = pole("tes", "TES", ("numerique", "logistique"), ("Normandie",))
POLES = (HORSE, SCENT, POTS, NORTH, SOUTH, FREIGHT, TOO)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Qui préside le pôle du cheval ?", "Qui préside Hippolia ?"),
        ("le budget du pole de la parfumerie", "le budget de Cosmetic Valley"),
        ("adhérer au pôle du cheval", "adhérer à Hippolia"),
        ("le siège du pôle du cheval", "le siège d'Hippolia"),
        ("le siège du pôle de la céramique", "le siège du Pôle européen de la céramique"),
        ("Who chairs the horse cluster?", "Who chairs Hippolia?"),
        ("Who chairs the perfume cluster in Chartres?", "Who chairs Cosmetic Valley?"),
        ("le pôle de l'eau d'Occitanie, qui le dirige", "Aqua-Valley, qui le dirige"),
        ("la fin du pôle logistique normand", "la fin de Nov@log"),
        ("Le pôle de compétitivité de l'eau du Grand Est", "Aquanova"),
        ("Qui préside Hippolia, le pôle du cheval ?", "Qui préside Hippolia, le pôle du cheval ?"),
        ("quel pôle du cheval choisir ?", "quel pôle du cheval choisir ?"),
        ("un pôle de l'eau", "un pôle de l'eau"),
        ("le pôle Céramique", "le Pôle européen de la céramique"),
        ("le pôle Cobalt", "le pôle Cobalt"),
        ("les pôles du cheval", "les pôles du cheval"),
        ("le pôle aide-t-il le cheval ?", "le pôle aide-t-il le cheval ?"),
        ("le pôle de compétitivité a un budget", "le pôle de compétitivité a un budget"),
    ],
)
def test_the_name_stands_for_what_one_pole_does(typed, meant):
    assert described_in(typed, POLES).text == meant


def test_several_that_fit_are_the_choices():
    found = described_in("Qui préside le pôle de l'eau ?", POLES)
    assert found.text == "Qui préside le pôle de l'eau ?"
    assert found.choices == ("Aquanova", "Aqua-Valley")


def test_a_technology_tells_a_pole_as_its_first_sector_does():
    light = pole(
        "alpha", "ALPHA-RLH", ("sante",), ("Nouvelle-Aquitaine",), technologies=("photonique",)
    )
    chips = pole(
        "chips", "Aktantis", ("numerique",), ("Sud",), technologies=("quantique", "photonique")
    )
    bits = pole("bits", "Cap Digital", ("numerique",), ("Île-de-France",))
    money = pole(
        "money", "Finance Innovation", ("numerique", "finance-assurance"), ("Île-de-France",)
    )
    poles = (light, chips, bits, money)
    assert described_in("Qui préside le pôle de la photonique ?", poles).choices == (
        "ALPHA-RLH",
        "Aktantis",
    )
    assert "Finance Innovation" in described_in("le budget du pôle de la finance", poles).text


def test_a_past_year_means_who_held_the_label_then():
    old = pole("old", "Plastipolis", ("plasturgie",), ("Occitanie",), labelled=False, phases=(3, 4))
    new = pole("new", "Polymeris", ("plasturgie",), ("Occitanie",), phases=(4, 5))
    asked = "Combien de membres le pôle de la plasturgie avait-il"
    assert "Plastipolis" in described_in(f"{asked} en 2016 ?", (new, old)).text
    assert described_in(f"{asked} ?", (new, old)) == Described(f"{asked} ?")  # either did
    assert "Plastipolis" in described_in(f"{asked} ?", (old,)).text
    assert "Polymeris" in described_in("Qui préside le pôle de la plasturgie ?", (new, old)).text
    assert "Plastipolis" in described_in(f"{asked} ?", (new, old), 2014).text
    assert described_in(f"{asked} en 2020 ?", (new, old)).choices == ("Polymeris", "Plastipolis")


def test_what_many_do_is_no_description():
    others = tuple(pole(f"p{n}", f"Alpha {n}", ("sante", "eau"), ("Bretagne",)) for n in range(9))
    assert described_in("le pôle de l'eau", (SOUTH, *others)).text == "le pôle de l'eau"


def test_celui_de_names_a_pole_behind_another():
    assert that_one("et celui de la parfumerie ?", POLES) == "et Cosmetic Valley ?"
    assert that_one("et celui de l'État ?", POLES) == "et celui de l'État ?"
    asked = "Qui préside le pôle du cheval ?"
    history = [Turn("user", asked), Turn("assistant", "Eric Schmitt préside Hippolia. [1]")]
    question = understand("et celui de la parfumerie ?", history, poles=POLES)
    assert [card.id for card in question.poles] == ["cosmetic"]


def test_a_question_on_another_described_pole_leans_on_nothing():
    history = [
        Turn("user", "Qui préside le pôle de l'eau ?"),
        Turn("assistant", "Plusieurs pôles : Aquanova, Aqua-Valley. Duquel parlez-vous ?"),
    ]
    question = understand("Qui préside le pôle du cheval ?", history, poles=POLES)
    assert question.standalone == "Qui préside Hippolia ?"


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("Aqua-Valley", "Qui préside Aqua-Valley ?"),
        ("Valley", "Qui préside Aqua-Valley ?"),
        ("le 1", "Qui préside Aquanova ?"),
        ("le deuxième", "Qui préside Aqua-Valley ?"),
        ("the last one", "Qui préside Aqua-Valley ?"),
        ("3", ""),
        ("valley svp", ""),
        ("Et en Bretagne ?", ""),
    ],
)
def test_a_word_of_a_name_or_a_rank_chooses_it(text, again):
    assert chosen(text, "Qui préside le pôle de l'eau ?", POLES) == again


def test_a_region_that_the_conversation_added_is_part_of_the_description():
    asked = "je cherche le pôle de l'eau (Occitanie) ?"
    assert described_in(asked, POLES).text == "je cherche Aqua-Valley ?"


def test_which_one_is_asked_and_the_answer_of_the_one_described_given(ask):
    asked = ask("Qui préside le pôle de la mer ?")
    assert asked.status == "declined"
    assert "Pôle Mer Bretagne Atlantique, Pôle Mer Méditerranée. Duquel" in asked.answer
    told = ask("Combien de membres compte le pôle du cheval ?")
    assert told.standalone_question == "Combien de membres compte Hippolia ?"
    assert "Hippolia compte 450 membres" in told.citations[0].quote
