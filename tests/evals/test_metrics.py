from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.metrics import (
    bootstrap,
    bootstrap_f1,
    finder_figures,
    holm,
    paired_test,
    quantile,
    rank_figures,
    retrieval_figures,
    wilson,
)

EXACT = 1e-9


def test_rank_figures_by_hand():
    """Ranks 2 and 4 hold g0 (grade 2) and g1 (grade 1); g2 (grade 1) is never met."""
    found = rank_figures(["-1", "g0", "-3", "g1"], {"g0": 2, "g1": 1, "g2": 1})
    gain = 2 / math.log2(3) + 1 / math.log2(5)
    ideal = 2 / math.log2(2) + 1 / math.log2(3) + 1 / math.log2(4)
    assert found["nDCG@10"] == pytest.approx(gain / ideal, abs=EXACT)
    assert found["RR@10"] == pytest.approx(1 / 2, abs=EXACT)
    assert found["R@1"] == 0
    assert found["R@5"] == pytest.approx(2 / 3, abs=EXACT)


def test_past_rank_ten_nothing_counts():
    ranking = [f"-{n}" for n in range(10)] + ["g0"]
    assert set(rank_figures(ranking, {"g0": 1}).values()) == {0.0}


def test_an_empty_ranking_scores_zero_and_stays():
    assert set(rank_figures([], {"g0": 1}).values()) == {0.0}
    found = retrieval_figures({}, {"q": {"d": 1}}, ("RR@10",))
    assert found == {"q": {"RR@10": 0.0}}


def test_order_decides_not_names():
    """trec_eval breaks ties of scores by name: ranks are given to it as scores."""
    for ranking in (["a", "z"], ["z", "a"]):
        figures = retrieval_figures({"q": ranking}, {"q": {"a": 1}}, ("RR@10",))
        assert figures["q"]["RR@10"] == pytest.approx(1 / (1 + ranking.index("a")), abs=EXACT)


@given(st.lists(st.sampled_from("abcdefghijkl"), unique=True), st.sets(st.sampled_from("abcdefgh")))
def test_figures_agree_with_their_definitions(ranking, relevant):
    if not relevant:
        return
    found = retrieval_figures(
        {"q": ranking}, {"q": dict.fromkeys(relevant, 1)}, ("R@5", "RR@10", "nDCG@10", "P@3")
    )["q"]
    hits = [document in relevant for document in ranking]
    first = next((n for n, hit in enumerate(hits[:10], 1) if hit), 0)
    gain = sum(1 / math.log2(n + 1) for n, hit in enumerate(hits[:10], 1) if hit)
    ideal = sum(1 / math.log2(n + 1) for n in range(1, min(len(relevant), 10) + 1))
    assert found["R@5"] == pytest.approx(sum(hits[:5]) / len(relevant), abs=EXACT)
    assert found["P@3"] == pytest.approx(sum(hits[:3]) / 3, abs=EXACT)
    assert found["RR@10"] == pytest.approx(1 / first if first else 0, abs=EXACT)
    assert found["nDCG@10"] == pytest.approx(gain / ideal, abs=EXACT)


def test_finder_figures_by_hand():
    found = finder_figures(["a", "b", "c", "a"], {"b": 2, "c": 1, "d": 0})
    ideal = 2 / math.log2(2) + 1 / math.log2(3)
    assert found["p3"] == pytest.approx(2 / 3, abs=EXACT)
    assert found["ndcg5"] == pytest.approx((2 / math.log2(3) + 1 / math.log2(4)) / ideal, abs=EXACT)


def test_wilson_by_hand():
    """Newcombe 1998, table I: 15 of 148 gives .0624 to .1605."""
    found = wilson(15, 148)
    assert (round(found.low, 4), round(found.high, 4)) == (0.0624, 0.1605)
    assert wilson(0, 10).low == 0.0
    assert wilson(10, 10).high == 1.0
    assert wilson(0, 0).n == 0


def test_bootstrap_is_the_same_twice_and_draws_clusters_whole():
    values = [1.0, 1.0, 1.0, 0.0, 0.0, 0.0]
    apart = bootstrap(values, list("abcdef"))
    together = bootstrap(values, list("aaabbb"))
    assert apart == bootstrap(values, list("abcdef"))
    assert apart.value == together.value == 0.5
    assert (together.low, together.high) == (0.0, 1.0)
    assert apart.low > 0.0


def test_bootstrap_of_nothing_is_not_zero():
    assert math.isnan(bootstrap([], []).value)


def test_f1_by_hand():
    """Two hits, one miss, one false alarm: precision 2/3, recall 2/3."""
    wanted = [True, True, True, False, False]
    given_ = [True, True, False, True, False]
    assert bootstrap_f1(wanted, given_, list("abcde")).value == pytest.approx(2 / 3)


def test_paired_test():
    clusters = [str(n) for n in range(10)]
    better = paired_test([0.0] * 10, [1.0] * 10, clusters)
    assert (better.wins, better.losses, better.change.value) == (10, 0, 1.0)
    assert better.p == pytest.approx(2 / 2**10, abs=0.001)
    assert paired_test([0.0, 1.0], [1.0, 0.0], ["a", "b"]).p == 1.0
    assert paired_test([0.5], [0.5], ["a"]).p == 1.0


def test_one_cluster_is_one_observation():
    assert paired_test([0.0] * 10, [1.0] * 10, ["a"] * 10).p == 1.0


def test_holm_by_hand():
    """Holm: .01·3, then max(.03·2, before), then max(.04·1, before)."""
    assert holm({"a": 0.01, "b": 0.04, "c": 0.03}) == pytest.approx(
        {"a": 0.03, "c": 0.06, "b": 0.06}
    )
    assert holm({"a": 0.9, "b": 0.8}) == {"b": 1.0, "a": 1.0}


def test_quantile():
    assert quantile([1, 2, 3, 4], 0.5) == 2.5
    assert math.isnan(quantile([], 0.5))
