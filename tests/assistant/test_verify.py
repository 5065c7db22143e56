import json
import unicodedata

import pytest

from assistant.records import Citation
from assistant.verification.wording import words_of
from assistant.verify import marker_numbers, verify_citation, verify_sentence
from evals.cases import SETS
from ingest.records import Span

SAID = "En 2019, la France compte 56 pôles."
OTHER = "En 2019, la France compte 57 pôles."
PAGES = {("note", 1): "En 2019, la France compte 56 pôles. Fin."}


def citation(quote, start, end, page=1):
    return Citation(1, "note", "Note", "", "", "", "", "", quote, "note", Span(page, start, end))


@pytest.mark.parametrize(
    ("sentence", "cited", "passed"),
    [
        (SAID, (SAID, 0, 35), True),
        (OTHER, (SAID, 0, 35), False),
        (SAID, (OTHER, 0, 35), False),
        (SAID, (SAID, 1, 36), False),
        (SAID, (SAID, 0, 35, 2), False),
    ],
    ids=["verbatim", "other number shown", "other number quoted", "shifted", "page off by one"],
)  # fmt: skip
def test_verify_citation(sentence, cited, passed):
    verdict = verify_citation(sentence, citation(*cited), PAGES)
    assert verdict.passed is passed
    assert bool(verdict.reason) is not passed


def test_marker_numbers():
    assert marker_numbers("Un. [1] Deux. [2][12] [x]") == [1, 2, 12]


QUOTES = {
    1: "En 2026, ROSI, accompagnée par Tenerrdis, a levé 4,5 M€ de financements publics.",
    2: "En 2019, l'AFPC compte 1 816 projets ; aucun pôle n'est exclu.",
}


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("ROSI a levé 4,5 millions d'euros de financements publics en 2026. [1]", ""),
        ("L'AFPC compte 1816 projets. [2]", ""),
        ("ROSI a levé 4,5 millions d'euros.", "nothing is cited"),
        ("ROSI a levé 4,5 millions d'euros. [3]", "the marker [3] cites nothing"),
        ("ROSI a levé 4,6 M€ de financements publics. [1]", "« 4,6 M€ » is not in"),
        ("ROSI a levé 4,5 milliards d'euros publics. [1]", "« 4,5 milliards d'euros » is not in"),
        ("ROSI a levé 4,5 % de financements publics. [1]", "« 4,5 % » is not in"),
        ("En 2025, ROSI a levé 4,5 M€ de financements publics. [1]", "« En 2025 » is not in"),
        ("Le projet de l'INRIA a levé 4,5 M€. [1]", "« projet » is not in"),
        ("L'INRIA a levé 4,5 M€. [1]", "« INRIA » is not in"),
        ("ROSI n'a pas levé 4,5 M€ de financements publics. [1]", "« pas » is not in"),
        ("ROSI emploie cinquante salariés compétents. [1]", "« emploie » is not in"),
        ("Tenerrdis a levé 4,5 M€ de financements publics. [1]", "ties together"),
    ],
)
def test_verify_sentence(sentence, reason):
    verdict = verify_sentence(sentence, QUOTES)
    assert verdict.passed is (reason == "")
    assert reason in verdict.reason


@pytest.mark.parametrize(
    "sentence",
    [
        "L'AFPC compte -1816 projets. [2]",
        "L'AFPC compte ≠ 1816 projets. [2]",
        "L'AFPC compte > 1816 projets. [2]",
        "L'AFPC compte 1816 $ projets. [2]",
        "L'AFPC compte 1816 projets ? [2]",
        "L'AFPC compte 1816 projets 👎. [2]",
        "L'AFPC compte \u202e1816 projets. [2]",
        "L'AFPC compte 18\u200b16 projets. [2]",
    ],
)
def test_a_sign_that_no_quote_has_says_something(sentence):
    assert "the sign" in verify_sentence(sentence, QUOTES).reason


def test_to_have_about_a_number_is_to_count_it():
    quote = {1: "En 2014, Hippolia compte plus de 150 membres."}
    assert verify_sentence("In 2014, Hippolia had more than 150 members. [1]", quote).passed
    assert verify_sentence("En 2014, Hippolia a plus de 150 membres. [1]", quote).passed
    for wrong in ("had fewer than 150", "has about 150", "had 150"):
        assert not verify_sentence(f"In 2014, Hippolia {wrong} members. [1]", quote).passed


def test_accents_may_be_written_in_two_signs():
    told = unicodedata.normalize("NFD", "ROSI, accompagnée par Tenerrdis, a levé 4,5 M€")
    assert "the sign" not in verify_sentence(f"{told}. [1]", QUOTES).reason


def test_each_citation_may_hold_a_part():
    sentence = "ROSI a levé 4,5 M€ de financements publics en 2026 ; l'AFPC compte 1 816 projets."
    assert not verify_sentence(f"{sentence} [1]", QUOTES).passed
    assert verify_sentence(f"{sentence} [1][2]", QUOTES).passed


def test_a_heading_gives_a_name_and_no_number():
    quote = {1: "Il réunit 450 membres."}
    named = "Hippolia réunit 450 membres. [1]"
    assert not verify_sentence(named, quote).passed
    assert verify_sentence(named, quote, contexts={1: "Hippolia en 2016"}).passed
    dated = "Hippolia réunit 450 membres en 2016. [1]"
    assert not verify_sentence(dated, quote, contexts={1: "Hippolia en 2016"}).passed


def test_a_pronoun_follows_the_subject_that_it_stands_for():
    quote = {1: "En 2025, DECLYC, porté par Axelera, a un budget de 3 M€."}
    told = "Il a un budget de 3 M€ en 2025. [1]"
    before = {"DECLYC est porté par Axelera en 2025. [1]": True, "Axelera porte DECLYC. [1]": False}
    quote_2 = {1: "En 2025, DECLYC a un budget de 3 M€, payé par Axelera."}
    for sentence, passed in before.items():
        assert verify_sentence(told, quote_2, before=sentence).passed is passed
    assert not verify_sentence(told, quote_2).passed
    assert not verify_sentence("Il a un budget de 3 M€. [1]", quote).passed


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("jusqu'en 2026", ["until:2026"]),
        ("le 17 juin 2024", ["in:2024-06-17"]),
        ("on June 17, 2024", ["in:2024-06-17"]),
        ("de 2005 à 2018", ["during:2005/2018"]),
        ("4,5 millions d'euros", ["4.5 10^6 EUR"]),
        ("€4.5 million", ["4.5 10^6 EUR"]),
        ("1 816 €", ["1816 EUR"]),
        ("45 pour cent", ["45 %"]),
        ("né à Lyon", ["n", "à", "lyon"]),
    ],
)
def test_words(text, keys):
    language = "en" if text[0] in "o€" else "fr"
    assert [word.key for word in words_of(text, language)] == keys


REWRITINGS = [
    json.loads(line) for line in (SETS / "support/rewritings.jsonl").read_text("utf-8").splitlines()
]


def passes(case):
    return verify_sentence(f"{case['sentence']} [1]", {1: case["quote"]}).passed


@pytest.mark.parametrize("case", [c for c in REWRITINGS if not c["supported"]], ids=str)
def test_a_false_rewriting_is_dropped(case):
    assert not passes(case)


def test_most_true_rewritings_are_kept():
    true = [case for case in REWRITINGS if case["supported"]]
    assert len(true) >= 60
    assert sum(map(passes, true)) >= 0.8 * len(true)


def test_a_whole_sentence_of_the_quote_is_supported_as_it_is():
    quote = "Les aides couvrent les machines, mais pas les machines cachées. Le reste est à payer."
    first, second = quote.split(". ")
    assert verify_sentence(f"{first}. [1]", {1: quote}).passed
    assert verify_sentence(f"{second} [1]", {1: quote}).passed
    assert not verify_sentence("Les aides ne couvrent pas les machines. [1]", {1: first}).passed


@pytest.mark.parametrize(
    ("said", "passed"), [("Aider : • la santé. [1]", True), ("la. [1]", False)]
)
def test_what_parts_the_end_of_a_quote_from_the_rest_is_not_shown(said, passed):
    assert verify_sentence(said, {1: "Aider :\n• la santé,"}).passed is passed


@pytest.mark.parametrize(
    ("said", "passed"),
    [
        ("Il dure dix ans ! [1]", True),
        ("Il dure dix ans [1]", True),
        ("Il faut agir. [1]", True),
        ("Il faut [1]", False),
        ("dix ans ! [1]", False),
    ],
)
def test_a_sentence_ends_where_its_mark_stands_and_an_item_begins_behind_its_bullet(said, passed):
    quote = {1: "Il dure dix ans !\n• Il faut agir.\n• Il faut aider."}
    assert verify_sentence(said, quote).passed is passed
