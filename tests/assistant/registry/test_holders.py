"""Who held a role before, after, and since when: what the record tells, and nobody in his place."""

import pytest

from assistant.answer import answer_question
from assistant.records import Turn
from tests.indexed import indexed

VITAGORA = """# Vitagora

## Gouvernance
- En 2026, Oisin Morrin préside Vitagora et signe un manifeste.
- Le 8 avril 2025, Oisin Morrin succède à Pierre Guez, président de Vitagora depuis 2006.
- En 2022, Pierre Guez préside Vitagora, né à Dijon.
- En 2025, Christophe Breuillet dirige Vitagora.
"""
MINALOGIC = """# Minalogic

## Gouvernance
- En 2026, Serge Veyres préside Minalogic.
- En 2020, Antoine Perrin préside Minalogic depuis Grenoble.
- En 2018, Philippe Magarshack préside Minalogic.
- En 2019, le siège de Minalogic est à Grenoble.
"""
MEDICEN = """# Medicen Paris Region

## Gouvernance
- D'avril 2015 au moins jusqu'en 2016, Christian Lajoux préside Medicen Paris Region.
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    files = {"poles/vitagora.md": VITAGORA, "poles/minalogic.md": MINALOGIC}
    files["poles/medicen-paris-region.md"] = MEDICEN
    with indexed(tmp_path_factory, files) as index:
        yield index


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Qui présidait Vitagora avant Oisin Morrin ?", "Le 8 avril 2025, Oisin Morrin succède"),
        ("Qui a succédé à Pierre Guez à la tête de Vitagora ?", "Le 8 avril 2025, Oisin Morrin"),
        ("Depuis quand Oisin Morrin préside-t-il Vitagora ?", "Le 8 avril 2025, Oisin Morrin"),
        ("Depuis quand Christian Lajoux présidait-il Medicen ?", "D'avril 2015 au moins"),
        ("Qui a remplacé Pierre Guez chez Vitagora ?", "Le 8 avril 2025, Oisin Morrin"),
        ("ancien président de Minalogic", "En 2020, Antoine Perrin"),
        ("Who chaired Minalogic before Antoine Perrin?", "En 2018, Philippe Magarshack"),
        ("Qui a remplacé Philippe Magarshack à la présidence de Minalogic ?", "En 2020, Antoine"),
        ("Qui présidait Vitagora en 2010 ?", "Le 8 avril 2025, Oisin Morrin succède à Pierre"),
        ("Qui présidait Minalogic en 2020 ?", "En 2020, Antoine Perrin"),
        ("Qui présidait Minalogic avant 2020 ?", "En 2018, Philippe Magarshack"),
        ("Qui présidait Minalogic après 2018 ?", "En 2020, Antoine Perrin"),
    ],
)
def test_the_one_before_or_after_or_of_a_year(index, asked, told):
    answer = answer_question(index, asked)
    assert answer.answer.startswith(told)
    assert len(answer.citations) == 1


@pytest.mark.parametrize(
    "asked",
    [
        "Qui dirigeait Vitagora avant Christophe Breuillet ?",
        "Depuis quand Serge Veyres préside-t-il Minalogic ?",
        "Qui présidait Minalogic avant Philippe Magarshack ?",
    ],
)
def test_nobody_is_named_in_the_place_of_one_who_is_not_known(index, asked):
    assert answer_question(index, asked).status == "declined"


@pytest.mark.parametrize("then", ["Et avant lui, qui tenait le poste ?", "et son prédécesseur ?"])
def test_in_a_conversation(index, then):
    asked = "Qui préside Minalogic ?"
    said = [Turn("user", asked), Turn("assistant", answer_question(index, asked).answer)]
    assert answer_question(index, then, said).answer.startswith("En 2020, Antoine Perrin")


@pytest.mark.parametrize(
    "asked", ["Qui préside Minalogic en 2015 ?", "Qui présidait Minalogic avant 2005 ?"]
)
def test_of_a_year_that_is_not_told_the_others_are_named_and_nobody(index, asked):
    answer = answer_question(index, asked)
    assert answer.status == "declined"
    assert answer.answer.endswith("2018, 2020, 2026.")
    assert "Veyres" not in answer.answer
