import pytest

from assistant.records import Citation
from assistant.verify import left_out_name, marker_numbers, verify_citation, verify_sentence
from assistant.verify_words import is_negated, number_words
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
        ("ROSI a levé 4,5 millions d'euros de financements publics. [1]", ""),
        ("L'AFPC ne compte aucun pôle exclu parmi 1816 projets. [2]", ""),
        ("ROSI a levé 4,5 millions d'euros.", "nothing is cited"),
        ("ROSI a levé 4,5 millions d'euros. [3]", "the marker [3] cites nothing"),
        ("ROSI a levé 4,6 M€ de financements publics. [1]", "« 4.6 10^6 EUR » is not in"),
        ("ROSI a levé 4,5 milliards d'euros publics. [1]", "« 4.5 10^9 EUR » is not in"),
        ("ROSI a levé 4,5 % de financements publics. [1]", "« 4.5 % » is not in"),
        ("En 2025, ROSI a levé 4,5 M€ de financements publics. [1]", "« 2025 » is not in"),
        ("Le projet de l'INRIA a levé 4,5 M€. [1]", "« INRIA » is not in"),
        ("La société de Lyon a levé 4,5 M€. [1]", "« Lyon » is not in"),
        ("ROSI n'a pas levé 4,5 M€ de financements publics. [1]", "disagree on a negation"),
        ("ROSI emploie cinquante salariés compétents. [1]", "« cinquante » is not in"),
        ("ROSI emploie des salariés compétents. [1]", "of the sentence's words"),
    ],
)
def test_verify_sentence(sentence, reason):
    verdict = verify_sentence(sentence, QUOTES)
    assert verdict.passed is (reason == "")
    assert reason in verdict.reason


def test_each_citation_may_hold_a_part():
    sentence = "ROSI a levé 4,5 M€ et l'AFPC compte 1 816 projets."
    assert not verify_sentence(f"{sentence} [1]", QUOTES).passed
    assert verify_sentence(f"{sentence} [1][2]", QUOTES).passed


CITED = {
    1: "En janvier 2025, Aerospace Valley réunit 851 membres, dont près de 600 PME.",
    2: "Le CIR est cumulable avec le CII ; il n'est pas cumulable avec une subvention.",
    3: "Jean Martin préside le pôle et Paul Durand le dirige ; ils sont deux.",
    4: "Phase 6 : période qui doit suivre la phase V des pôles.",
    5: "Le budget a augmenté de 3 % ; l'aide est obligatoire. Le pôle ne vise que la santé.",
    6: "Le projet réunit vingt-deux PME et la moitié des laboratoires.",
}


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        # What a count counts
        ("Aerospace Valley réunit 851 adhérents. [1]", ""),
        ("Aerospace Valley réunit 600 membres. [1]", "« 600 membr » counts something else"),
        ("Aerospace Valley réunit 851 PME. [1]", "« 851 pme » counts something else"),
        # Names, first words of a sentence among them
        ("Macron réunit 851 membres. [1]", "« Macron » is not in"),
        ("Paul Martin préside le pôle. [3]", "« Paul Martin » is not in"),
        ("Paul Durand dirige le pôle. [3]", ""),
        ("Selon le texte, le pôle est dirigé par Paul Durand. [3]", ""),
        ("The Cluster is chaired by Jean Martin. [3]", ""),
        ("La phase V doit suivre la phase V des pôles. [4]", "« v » stands there more often"),
        # Negations, clause by clause
        ("Le CIR est cumulable avec le CII. [2]", ""),
        ("Le CIR est cumulable avec une subvention. [2]", "disagree on a negation"),
        ("Le CIR n'est pas cumulable avec une subvention. [2]", ""),
        ("Le CIR n'est pas cumulable avec le CII. [2]", "disagree on a negation"),
        ("Le pôle vise seulement la santé. [5]", ""),
        ("Le pôle ne vise pas la santé. [5]", "disagree on a negation"),
        # Opposites
        ("Le budget a progressé de 3 %. [5]", ""),
        ("Le budget a diminué de 3 %. [5]", "« diminu » is the opposite"),
        ("L'aide du budget est facultative. [5]", "« faculta » is the opposite"),
        # Numbers in words
        ("Le projet réunit vingt-deux PME. [6]", ""),
        ("Le projet réunit vingt-trois PME. [6]", "« vingt-trois » is not in"),
        ("Le projet réunit la moitié des laboratoires. [6]", ""),
        ("Le projet réunit le tiers des laboratoires. [6]", "« tiers » is not in"),
        ("Le pôle a deux responsables : Jean Martin préside, Paul Durand dirige. [3]", ""),
    ],
)
def test_traps_of_rewriting(sentence, reason):
    verdict = verify_sentence(sentence, CITED)
    assert verdict.reason == "" if not reason else reason in verdict.reason


def test_a_heading_gives_a_name_and_no_number():
    quote = {1: "Il réunit 450 membres."}
    named = "Hippolia réunit 450 membres. [1]"
    assert not verify_sentence(named, quote).passed
    assert verify_sentence(named, quote, contexts={1: "Hippolia en 2016"}).passed
    dated = "Hippolia réunit 450 membres en 2016. [1]"
    assert not verify_sentence(dated, quote, contexts={1: "Hippolia en 2016"}).passed


@pytest.mark.parametrize(
    ("text", "known", "name"),
    [
        ("Il y a quatre pôles labellisés. [1]", "Combien de pôles ?", "Aquitaine"),
        ("Il y a quatre pôles labellisés en Aquitaine. [1]", "Combien de pôles ?", ""),
        ("Il y a quatre pôles labellisés. [1]", "Combien de pôles en Aquitaine ?", ""),
        ("Des pôles sont labellisés. [1]", "Combien de pôles ?", ""),
        ("105 candidatures sont déposées. [1]", "Combien de pôles ?", ""),
    ],
)
def test_a_number_keeps_what_limits_it(text, known, name):
    quote = "En 2005, quatre pôles sont labellisés en Aquitaine, sur 105 candidatures."
    assert left_out_name(text, quote, known) == name


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("quatre-vingt-dix-sept pôles", {"97": "quatre-vingt-dix-sept"}),
        ("deux cents projets", {"200": "deux cents"}),
        ("vingt et un pôles", {"21": "vingt et un"}),
        ("trois mille deux cents", {"3200": "trois mille deux cents"}),
        ("fifty-five clusters", {"55": "fifty-five"}),
        ("dix pour cent", {"10": "dix"}),
        ("un pôle", {}),
    ],
)
def test_number_words(text, values):
    assert number_words(text) == values


@pytest.mark.parametrize(
    ("clause", "negated"),
    [
        ("le pôle n'est pas labellisé", True),
        ("le pôle n'est plus labellisé", True),
        ("aucun pôle n'est exclu", True),
        ("sans but lucratif", True),
        ("the cluster isn't labelled", True),
        ("le pôle ne compte que 50 membres", False),
        ("non seulement les PME", False),
        ("not only SMEs", False),
        ("où il est né", False),
        ("le pôle est labellisé", False),
    ],
)
def test_is_negated(clause, negated):
    assert is_negated(clause) is negated


def test_a_whole_sentence_of_the_quote_is_supported_as_it_is():
    quote = "Les aides couvrent les machines, mais pas les machines cachées. Le reste est à payer."
    first, second = quote.split(". ")
    assert verify_sentence(f"{first}. [1]", {1: quote}).passed
    assert verify_sentence(f"{second} [1]", {1: quote}).passed
    assert not verify_sentence("Les aides ne couvrent pas les machines. [1]", {1: first}).passed
