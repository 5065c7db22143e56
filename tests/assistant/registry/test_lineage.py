"""Mergers, former names and places of pôles: what their records say, and no more."""

import pytest

from assistant.answer import answer_question
from assistant.choosing.choose import CERTAIN
from tests.indexed import indexed

RECORDS = {
    "polymeris": """# Polymeris

- Le 18 décembre 2020, les assemblées d'Elastopôle et de Plastipolis créent Polymeris.
- En 2020, le siège de Polymeris est annoncé à Lyon, avec un bureau à Orléans.
- En 2021, Polymeris est présent en Centre-Val de Loire par un second établissement.
""",
    "plastipolis": """# Plastipolis

- Le 31 décembre 2020, Plastipolis fusionne avec Elastopôle pour former Polymeris.
- En 2018, Plastipolis compte 350 adhérents et organise une journée sur la fusion des métaux.
""",
    "picom": """# PICOM

- En février 2019, le PICOM est invité à fusionner avec un autre pôle.
- Fin 2019, le PICOM est intégré à Cap Digital.
""",
    "moveo": """# Mov'eo

- Le 7 janvier 2021, Mov'eo prend le nom de NextMove.
- En 2014, Mov'eo compte 370 membres et un budget de 2,5 millions d'euros.
""",
    "nextmove": """# NextMove

- En 2026, NextMove est présidé par Patrice Hamel.
- Le 7 janvier 2021, Mov'eo devient NextMove.
""",
}


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    files = {f"poles/{name}.md": text for name, text in RECORDS.items()}
    with indexed(tmp_path_factory, files) as index:
        yield index


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Plastipolis a-t-il fusionné avec Elastopôle ?", "Le 31 décembre 2020, Plastipolis"),
        ("avec qui Plastipolis a fusionné ?", "Le 31 décembre 2020, Plastipolis fusionne"),
        ("Quels pôles ont fusionné pour créer Polymeris ?", "Le 31 décembre 2020, Plastipolis"),
        ("Quel pôle a absorbé le PICOM ?", "Fin 2019, le PICOM est intégré à Cap Digital"),
        ("comment s'appelait NextMove avant ?", "Le 7 janvier 2021, Mov'eo"),
        ("What was NextMove called before?", "Le 7 janvier 2021, Mov'eo"),
        ("comment est né Polymeris ?", "Le 31 décembre 2020, Plastipolis"),
        ("de quels pôles est fait Polymeris ?", "Le 31 décembre 2020, Plastipolis"),
        ("quel pôle est né de Mov'eo ?", "Le 7 janvier 2021, Mov'eo"),
        ("d'où vient NextMove ?", "Le 7 janvier 2021, Mov'eo"),
        ("Mov'eo existe encore ?", "Le 7 janvier 2021, Mov'eo"),
        ("Mov'eo a-t-il gardé son label ?", "Le 7 janvier 2021, Mov'eo"),
        ("Polymeris est-il à Lyon ?", "En 2020, le siège de Polymeris"),
        ("Polymeris est basé à Bordeaux ?", "En 2020, le siège de Polymeris"),
        ("Polymeris est en Centre-Val de Loire ?", "En 2021, Polymeris est présent"),
    ],
)
def test_the_answer_begins_with_what_the_record_says(index, question, first):
    assert answer_question(index, question).answer.startswith(first)


@pytest.mark.parametrize(
    "question",
    ["Polymeris et NextMove ont-ils fusionné ?", "Quand Mov'eo a-t-il absorbé Plastipolis ?"],
)
def test_of_two_that_no_record_merges_nothing_is_shown(index, question):
    assert answer_question(index, question).status == "declined"


@pytest.mark.parametrize(
    "question", ["Pourquoi Plastipolis a-t-il fusionné ?", "Qui présidait NextMove avant ?"]
)
def test_a_question_that_asks_more_is_left_to_the_search(index, question):
    assert "En 2014" not in answer_question(index, question).answer
    assert answer_question(index, question).confidence != CERTAIN


@pytest.mark.parametrize(
    ("asked", "before"),
    [
        ("Aktantis, fusion de quels pôles ?", ("SCS", "Optitec")),
        ("Aktantis is the merger of which clusters?", ("SCS", "Optitec")),
        ("Vegepolys Valley est né de la fusion de quels pôles ?", ("Végépolys", "Céréales")),
        ("De quelle fusion est né Cimes ?", ("né de", "ViaMéca", "Mont-Blanc")),
    ],
)
def test_a_merger_of_which_poles_names_every_one(shipped, asked, before):
    answer = answer_question(shipped, asked).answer
    assert all(name in answer for name in before)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Hippolia est-il toujours un pôle de compétitivité ?", "En 2026, à la fin de la phase V"),
        ("Is Hippolia still a cluster?", "En 2026, à la fin de la phase V"),
        ("Le pôle Picom est-il toujours en activité ?", "Fin 2019, le PICOM est intégré"),
        ("Est-ce qu'Elastopôle est encore actif ?", "Le 31 décembre 2020, Elastopôle fusionne"),
    ],
)
def test_whether_a_pole_still_exists_is_its_latest_label_or_its_end(shipped, asked, told):
    assert answer_question(shipped, asked).answer.startswith(told)


def test_what_came_later_is_not_told_as_of_a_year(index):
    for asked in ("Qu'est devenu Plastipolis ?", "Plastipolis existe-t-il encore ?"):
        quotes = [c.quote for c in answer_question(index, asked, as_of=2019).citations]
        assert not any("Polymeris" in quote for quote in quotes)
        assert "Polymeris" in answer_question(index, asked).answer
