from __future__ import annotations

import pytest

from evals.cases import Evidence
from evals.outputs import PassageText
from evals.relevance import gold_ranking, grades_of, holds, units_of

TEXT = "En 2016, Hippolia compte 450 membres en Normandie. Le pôle est né à Caen avec des éleveurs."
PASSAGE = PassageText(
    "p", "brochure", TEXT, "Titre", ("Chiffres",), ("12",), (("afpc-2016", "Hippolia", 50),)
)


def quoted(words: str, source: str = "brochure") -> Evidence:
    return Evidence(source, quote=words)


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        (quoted("hippolia compte 450 MEMBRES"), True),
        (quoted("Hippolia compte 450 membres", "autre"), False),
        (quoted("Hippolia compte 450 membres", "afpc-2016"), True),
        (quoted("Hippolia compte 451 membres"), False),
        (quoted("avec des éleveurs et des haras de toute la France voisine"), False),
        (quoted("Le pôle est né à Caen avec des éleveurs et puis toute la page suivante"), True),
        (quoted("450 membres comptés par Hippolia en Normandie en 2016"), True),
        (quoted("451 membres comptés par Hippolia en Normandie en 2016"), False),
        (Evidence("brochure", page="12"), True),
        (Evidence("brochure", page="13"), False),
        (Evidence("brochure", section="chiffres"), True),
        (Evidence("afpc-2016", section="hippolia"), True),
        (Evidence("afpc-2016", section="SAFE"), False),
    ],
)
def test_what_a_passage_holds(evidence, expected):
    assert holds(PASSAGE, evidence) is expected


def test_gold_is_met_once_and_the_better_graded_comes_first():
    other = PassageText("q", "brochure", "Rien.")
    evidence = (
        Evidence("brochure", quote="450 membres", grade=1),
        Evidence("brochure", quote="né à Caen", grade=2),
        Evidence("absent", quote="né à Caen", grade=2),
    )
    units = units_of(evidence)
    ranked = gold_ranking(["q", "p", "p"], {"p": PASSAGE, "q": other}, units)
    assert ranked == ["-1", "g1", "g0", "-3"]
    assert grades_of(units) == {"g0": 1, "g1": 2, "g2": 2}


def test_pieces_of_a_group_stand_for_one_another():
    evidence = (
        Evidence("absent", quote="a", group="x"),
        Evidence("brochure", quote="450 membres", grade=2, group="x"),
    )
    units = units_of(evidence)
    assert gold_ranking(["p"], {"p": PASSAGE}, units) == ["g0"]
    assert grades_of(units) == {"g0": 2}
