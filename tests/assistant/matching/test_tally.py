"""Weights of the themes that a description names."""

from __future__ import annotations

import pytest

from assistant.matching.tally import Tally, soften

SHARES, LEADING = {"numerique": 0.6, "materiaux": 0.7}, {"numerique": 0.9}


@pytest.mark.parametrize(
    ("key", "rank", "weight"),
    [
        ("numerique", 0, 0.9),  # a publisher of software for hospitals
        ("numerique", 1, 0.6),  # hospital beds with an application
        ("materiaux", 0, 0.7),
        ("sante", 0, 1.3),
    ],
)
def test_a_theme_of_every_company_counts_less_unless_it_is_the_trade(key, rank, weight):
    tallies = {key: Tally(1.3, rank, "x")}
    soften(tallies, SHARES, LEADING)
    assert tallies[key].weight == pytest.approx(weight)
