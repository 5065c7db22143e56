from __future__ import annotations

import json
from dataclasses import replace

import pytest

from evals.cases import SETS
from evals.outputs import Cited, Shown
from evals.sentences import answer_sentences
from evals.support import TAU, judge_sentences, supports

QUOTE = "En 2016, Hippolia compte 450 membres en Normandie."


def cited(quote=QUOTE, n=1, **changes) -> Cited:
    return replace(Cited(n, "s", quote=quote, verbatim=True), **changes)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("Un. [1] Deux. [2][3]", [("Un.", (1,)), ("Deux.", (2, 3))]),
        ("Un [1]. Deux [2].", [("Un.", (1,)), ("Deux.", (2,))]),
        ("Les pôles :\n- Hippolia [1]\n- SAFE [2]", [("Hippolia", (1,)), ("SAFE", (2,))]),
        ("Il y en a 53 :\n1. Hippolia [1]", [("Il y en a 53 :", ()), ("Hippolia", (1,))]),
        ("« Oui ! » [1] Non. [1]", [("« Oui ! »", (1,)), ("Non.", (1,))]),
    ],
)
def test_markers_belong_to_their_sentence(answer, expected):
    assert [(s.text, s.markers) for s in answer_sentences(answer)] == expected


def test_one_marker_that_leads_nowhere_unsupports_its_sentence():
    shown = Shown("answered", "fr", f"{QUOTE} [1][7]", 0.9, citations=(cited(),))
    (verdict,) = judge_sentences(shown, {})
    assert (verdict.supported, verdict.precise) == (False, 0)
    assert "renvoi [7]" in verdict.reason


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Hippolia compte 451 membres en Normandie en 2016.", "le nombre 451"),
        ("Hippolia compte cinquante-trois membres en Normandie en 2016.", "le nombre 53"),
        ("En 2019, Hippolia compte 450 membres en Normandie.", "2019"),
        ("En 2016, le pôle SAFE compte 450 membres en Normandie.", "« SAFE »"),
        ("En 2016, Hippolia compte 450 % de membres en Normandie.", "l'unité de 450"),
        ("En 2016, Hippolia ne compte pas 450 membres en Normandie.", "négation"),
        ("Hippolia finance des laboratoires de recherche en robotique.", "mots couverts"),
    ],
)
def test_what_is_not_in_the_quote_is_not_supported(sentence, reason):
    supported, why = supports(sentence, [cited()], {})
    assert not supported
    assert reason in why


@pytest.mark.parametrize(
    "sentence",
    [
        QUOTE,
        "Hippolia, en Normandie, compte 450 membres en 2016.",
        "450 membres en 2016 : Hippolia.",
    ],
)
def test_a_rewording_is_supported(sentence):
    assert supports(sentence, [cited()], {})[0]


def test_a_name_may_stand_in_the_title():
    sentence = "En 2016, selon la brochure AFPC, Hippolia compte 450 membres en Normandie."
    assert not supports(sentence, [cited()], {}, tau=0.5)[0]
    assert supports(sentence, [cited(title="Brochure AFPC")], {}, tau=0.5)[0]


def test_a_dropped_citation_breaks_the_rule():
    (verdict,) = judge_sentences(Shown("answered", "fr", QUOTE, 1.0), {})
    assert (verdict.supported, verdict.broken) == (False, "aucune citation")


def test_a_marker_that_leads_nowhere_breaks_the_rule():
    (verdict,) = judge_sentences(Shown("answered", "fr", f"{QUOTE} [2]", 1.0, "", (cited(),)), {})
    assert verdict.broken == "le renvoi [2] ne mène à aucune citation"


def test_an_altered_quote_supports_nothing():
    shown = Shown("answered", "fr", f"{QUOTE} [1]", 1.0, "", (cited(verbatim=False),))
    (verdict,) = judge_sentences(shown, {})
    assert not verdict.supported
    assert "mot pour mot" in verdict.broken


def test_precision_counts_needed_or_sufficient_citations():
    """ALCE: of two citations of which one supports alone, the other is superfluous."""
    other = cited("Les chevaux courent vite à Caen.", n=2)
    shown = Shown("answered", "fr", f"{QUOTE} [1][2]", 1.0, "", (cited(), other))
    (verdict,) = judge_sentences(shown, {})
    assert (verdict.supported, verdict.precise, verdict.copied) == (True, 1, True)


def test_two_halves_are_both_needed():
    left, right = cited("En 2016, Hippolia compte 450 membres."), cited("SAFE naît à Aix.", n=2)
    text = "En 2016, Hippolia compte 450 membres et SAFE naît à Aix."
    (verdict,) = judge_sentences(
        Shown("answered", "fr", f"{text} [1][2]", 1, "", (left, right)), {}
    )
    assert (verdict.supported, verdict.precise, verdict.copied) == (True, 2, False)


def test_rare_words_weigh_more():
    rarity = {"membr": 0.1, "robot": 5.0}
    common = supports("Les membres robots.", [cited("Les membres.")], rarity)
    rare = supports("Les membres robots.", [cited("Les robots.")], rarity)
    assert (common[0], rare[0]) == (False, True)


LIST = "2 pôles labellisés : Hippolia [1], SAFE Cluster [2]."


def listed(answer: str = LIST):
    cites = cited(), cited("SAFE Cluster naît à Aix en 2015.", n=2)
    (verdict,) = judge_sentences(Shown("answered", "fr", answer, 1.0, "", cites), {})
    return verdict


def test_a_figure_of_an_item_is_its_citations():
    invented = listed("2 pôles labellisés : Hippolia pour 4 321 emplois [1], SAFE Cluster [2].")
    assert not invented.supported
    assert "Hippolia pour 4 321 emplois" in invented.reason
    assert listed("2 pôles : Hippolia, 450 membres [1], SAFE Cluster [2].").supported


def test_each_item_of_a_list_rests_on_its_own_citation():
    assert (listed().supported, listed().precise) == (True, 2)
    swapped = listed("2 pôles labellisés : SAFE Cluster [1], Hippolia [2].")
    assert (swapped.supported, swapped.precise) == (False, 0)


@pytest.mark.parametrize("count", ["3", "450"])  # 450 members are no 450 pôles
def test_the_count_of_a_list_is_the_number_of_its_items(count):
    verdict = listed(LIST.replace("2 pôles", f"{count} pôles"))
    assert not verdict.supported
    assert f"le nombre {count}" in verdict.reason


def pairs(split: str) -> list[tuple[str, str, bool]]:
    path = SETS / "support" / "pairs.jsonl"
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [(r["sentence"], r["quote"], r["supported"]) for r in rows if r["split"] == split]


def right(split: str, tau: float) -> int:
    return sum(supports(s, [cited(q)], {}, tau)[0] == expected for s, q, expected in pairs(split))


def test_the_threshold_is_one_of_the_best_on_dev_and_holds_on_test():
    best = max(right("dev", n / 20) for n in range(21))
    assert right("dev", TAU) == best == len(pairs("dev"))
    assert right("test", TAU) == len(pairs("test"))
    assert right("dev", 0.4) < best > right("dev", 0.95)


def test_born_is_no_denial():
    quote = "SAFE est né en 2015 pour la sécurité."
    assert not supports("SAFE n'est pas né en 2015 pour la sécurité.", [cited(quote)], {})[0]
    assert supports("Né en 2015, SAFE sert la sécurité.", [cited(quote)], {})[0]
