from __future__ import annotations

import pytest

from evals.normalise import normalise
from evals.patterns import compile_pattern, first_match


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("56 pôles?", "En 2019, 56 Pôles sont labellisés.", True),
        ("56 pôles?", "156 pôles", False),
        ("56", "56,5 %", False),
        ("56", "1,56", False),
        ("56", "Il y en a 56.", True),
        ("5", "25", False),
        ("1 816 projets", "1\u00a0816 projets", True),
        ("ENTER", "rencontrer", False),
        ("enter|infra2050", "INFRA2050", True),
        ("créée ... 2013", "créée le 16 décembre 2013", True),
        ("créée … 2013", "créée a b c d e f g h i j k 2013", False),
        (r"\d{2} pôles", "53 pôles", True),
        ("l'État", "l’Etat", True),
    ],
)
def test_patterns(pattern, text, found):
    assert bool(first_match((pattern,), normalise(text))) is found


def test_a_bad_expression_is_named():
    with pytest.raises(ValueError, match=r"unterminated|missing"):
        compile_pattern("(56")


def test_the_first_pattern_that_occurs_is_told():
    assert first_match(("absent", "la pme"), normalise("La PME")) == "la pme"
