"""Two things whose difference is asked."""

import pytest

from assistant.understanding.parts import compared_in, parts_of
from ingest.cards import PoleCard


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Quelle est la différence entre une ETI et une PME ?",
         ("C'est quoi une ETI ?", "C'est quoi une PME ?")),
        ("what is the difference between i-Lab and i-Nov?", ("What is i-Lab?", "What is i-Nov?")),
        ("Qu'est-ce qui distingue la JEI de la JEC ?",
         ("C'est quoi la JEI ?", "C'est quoi la JEC ?")),
        ("Quelle différence de budget entre CARA et TES ?", ()),
        ("Quel budget pour CARA et TES ?", ()),
    ],
)  # fmt: skip
def test_compared_in(question, parts):
    assert compared_in(question) == parts


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("adresse, site et effectif de CARA",
         ("adresse (CARA) ?", "site (CARA) ?", "effectif (CARA) ?")),
        ("Quels étaient le siège et le nombre de membres de CARA en 2015 ?",
         ("siege en 2015 (CARA) ?", "nombre membres en 2015 (CARA) ?")),
        ("CARA's chair and headquarters", ("chair (CARA) ?", "headquarters (CARA) ?")),
        ("formation et emploi chez CARA", ("formation et emploi chez CARA",)),
        ("le président de CARA", ("le président de CARA",)),
    ],
)  # fmt: skip
def test_several_facts_asked_in_one_breath(question, parts):
    cards = [PoleCard("cara", "CARA", ("CARA",), labelled=True)]
    assert parts_of(question, cards) == parts
