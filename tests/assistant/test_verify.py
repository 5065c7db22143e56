import pytest

from assistant.records import Citation
from assistant.verify import marker_numbers, verify_citation, verify_sentence
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
        ("ROSI emploie cinquante salariés compétents. [1]", "of the sentence's words"),
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
