"""The values of a phase, of the beginning, or one after the other: none of another time."""

import pytest

from assistant.answer import answer_question
from tests.indexed import indexed

MINALOGIC = """# Minalogic

## Gouvernance
- En 2026, Serge Veyres préside Minalogic.
- En 2020, Antoine Perrin préside Minalogic depuis Grenoble.
- En 2018, Philippe Magarshack préside Minalogic.
- En 2025, Minalogic fédère 450 adhérents, contre 50 à ses débuts.
"""
SYSTEMATIC = """# Systematic Paris-Region

## Chiffres
- En 2023, Systematic Paris-Region compte plus de 900 membres.
- En 2018, Systematic Paris-Region compte 778 membres.
- En 2015, Systematic Paris-Region fédère plus de 800 membres.
- En 2011, Systematic Paris-Region compte 600 membres.
- En juillet 2005, Systematic Paris-Region démarre avec 125 membres.
"""
HIPPOLIA = """# Hippolia

## Chiffres
- En 2012, Hippolia compte plus de 100 membres.
- En 2019, Hippolia compte plus de 200 membres.
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    files = {
        "poles/minalogic.md": MINALOGIC,
        "poles/systematic-paris-region.md": SYSTEMATIC,
        "poles/hippolia.md": HIPPOLIA,
    }
    with indexed(tmp_path_factory, files) as index:
        yield index


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Qui présidait Minalogic à l'époque de la phase IV ?", ["Antoine Perrin"]),
        ("Who chaired Minalogic during phase 4?", ["Antoine Perrin"]),
        ("Combien de membres avait Systematic pendant la phase III ?", ["778", "plus de 800"]),
        ("Combien de membres Systematic avait-il à ses débuts ?", ["125"]),
        ("Combien de membres Minalogic avait-il au départ ?", ["50 à ses débuts"]),
        (
            "Quels ont été les présidents successifs de Minalogic ?",
            ["Philippe Magarshack", "Antoine Perrin", "Serge Veyres"],
        ),
    ],
)
def test_values_of_the_time_asked(index, asked, told):
    quotes = [citation.quote for citation in answer_question(index, asked).citations]
    assert len(quotes) == len(told)
    for quote, words in zip(quotes, told, strict=True):
        assert words in quote


@pytest.mark.parametrize(
    "asked",
    [
        "Combien de membres avait Hippolia à ses débuts ?",
        "Qui présidait Minalogic pendant la phase II ?",
    ],
)
def test_no_value_of_another_time_is_shown(index, asked):
    assert answer_question(index, asked).status == "declined"
