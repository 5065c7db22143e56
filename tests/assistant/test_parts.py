"""Two things whose difference is asked."""

import pytest

from assistant.parts import compared_in


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
