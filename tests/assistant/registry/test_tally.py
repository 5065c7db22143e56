"""How many pôles there are: by year, by the statements of an index."""

import re

import pytest

from assistant.answer import answer_question
from assistant.choosing.choose import CERTAIN
from ingest.cards import LabelCount
from tests.indexed import indexed

COUNTS = (
    LabelCount("2005-07", 67),
    LabelCount("2019", 56),
    LabelCount("2023-03-27", 55),
    LabelCount("2030", 40),
)
TEXT = """# Histoire

En juillet 2005, 67 pôles de compétitivité ont été choisis par l'État.

En 2019, 56 pôles ont reçu le label de compétitivité pour quatre ans.

Le 27 mars 2023, 55 pôles ont été labellisés pour la phase V.

En 2023, un pôle de Bretagne réunit 900 membres et 55 laboratoires.
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    with indexed(tmp_path_factory, {"histoire.md": TEXT}) as index:
        object.__setattr__(index.cards, "label_counts", COUNTS)
        yield index


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("Combien y a-t-il de pôles aujourd'hui ?", "Le 27 mars 2023, 55 pôles"),
        ("nombre de poles", "Le 27 mars 2023, 55 pôles"),
        ("How many clusters are there in France?", "Le 27 mars 2023, 55 pôles"),
        ("Combien de pôles en 2020 ?", "En 2019, 56 pôles"),
        ("Combien de pôles en 2005 ?", "En juillet 2005, 67 pôles"),
        ("Combien de pôles de compétitivité en phase V ?", "Le 27 mars 2023, 55 pôles"),
        ("nombre de pôles, phase 4", "En 2019, 56 pôles"),
        ("Combien de pôles au lancement de la politique ?", "En juillet 2005, 67 pôles"),
        ("Combien de pôles en 2005 et en 2019 ?", "En juillet 2005, 67 pôles"),
    ],
)
def test_the_count_of_the_year_that_is_asked_else_the_latest_stated(index, asked, first):
    assert answer_question(index, asked).answer.startswith(first)


def test_each_year_that_is_asked_is_answered_and_what_is_not_known_is_named(index):
    answer = answer_question(index, "Combien de pôles en 2005, à sa clôture, puis en phase IV ?")
    assert answer.answer.index("67") < answer.answer.index("56")
    assert answer.status == "partial"
    assert answer.notes[-1].endswith("« Combien de pôles à sa clôture ? »")


def test_of_a_year_to_come_nothing_is_known(index):
    assert not answer_question(index, "Combien de pôles en 2090 ?").citations


def test_of_a_body_called_so_the_poles_are_not_counted(index):
    asked = answer_question(index, "Combien de clusters en France ?")
    assert asked.confidence == CERTAIN
    named = answer_question(index, "Combien de clusters à France Clusters ?")
    assert named.confidence != CERTAIN


def test_earlier_counts_are_notes(index):
    notes = " ".join(answer_question(index, "Combien de pôles ?").notes)
    assert "56 pôles" in notes
    assert "67 pôles" in notes


def test_as_of_a_year(index):
    assert "67" in answer_question(index, "Combien de pôles ?", as_of=2010).answer


def test_a_narrower_question_is_another_one(index):
    assert "55 pôles" not in answer_question(index, "Combien de membres en Bretagne ?").answer


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Comment a évolué le nombre de pôles ?", ["67", "56", "55"]),
        ("Entre mars 2005 et 2023, le nombre de pôles a bougé comment ?", ["67", "55"]),
        ("Combien de pôles dans chaque phase ?", ["67", "56", "55"]),
        ("nombre de pôles par phase", ["67", "56", "55"]),
        ("How many clusters by phase?", ["67", "56", "55"]),
    ],
)
def test_counts_in_order_of_time_and_of_two_years_those_alone(index, asked, told):
    assert re.findall(r"\b(67|56|55)\b", answer_question(index, asked).answer) == told


def test_of_one_phase_alone_nothing_is_told_by_phase(index):
    answer = answer_question(index, "Combien de pôles dans chaque phase ?", as_of=2008)
    assert (answer.status, answer.citations) == ("declined", ())
