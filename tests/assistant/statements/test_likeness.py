"""Do two statements state one fact?"""

import pytest

from assistant.records import Evidence
from assistant.statements.likeness import disjoint, distinct, is_told, same_fact, shares_detail
from ingest.records import Span


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("En 2016, Hippolia compte 450 membres.", "En 2012, Hippolia réunit 100 adhérents.", True),
        (
            "Les émissions de l'industrie représentent 17 % des émissions du pays, selon l'État.",
            "Les émissions de l'industrie doivent baisser de 81 %, selon l'étude de l'État.",
            False,
        ),
        ("Le FUI a eu 25 appels à projets.", "Le FUI a deux appels à projets par an.", False),
        ("En 2012, le FUI a 2 appels par an.", "En 2016, le FUI a deux appels annuels.", True),
    ],
)
def test_same_fact(one, other, same):
    assert same_fact(one, other) is same


PAGE = "Hippolia est né à Caen. Il réunit 450 membres. Il aide les éleveurs. Son budget est connu."


def piece(first, last, page=1):
    start, end = PAGE.index(first), PAGE.index(last) + len(last)
    return Evidence(PAGE[start:end], "s", Span(page, start, end), ())


@pytest.mark.parametrize(
    ("pieces", "shown"),
    [
        (
            [("Hippolia", "membres."), ("Hippolia", "éleveurs.")],
            ["Hippolia est né à Caen. Il réunit 450 membres.", "Il aide les éleveurs."],
        ),
        ([("Hippolia", "éleveurs."), ("Il réunit", "membres.")],
         ["Hippolia est né à Caen. Il réunit 450 membres. Il aide les éleveurs."]),
        ([("Il réunit", "membres."), ("Hippolia", "membres.")],
         ["Il réunit 450 membres.", "Hippolia est né à Caen."]),
        ([("Hippolia", "Caen."), ("Son", "connu."), ("Hippolia", "membres.")],
         ["Hippolia est né à Caen.", "Il réunit 450 membres.", "Son budget est connu."]),
        ([("Hippolia", "Caen."), ("Il aide", "éleveurs.")],
         ["Hippolia est né à Caen.", "Il aide les éleveurs."]),
    ],
)  # fmt: skip
def test_nothing_is_shown_twice(pieces, shown):
    kept = disjoint([piece(*names) for names in pieces])
    assert [item.text for item in kept] == shown
    assert all(PAGE[item.span.start : item.span.end] == item.text for item in kept)


def test_other_pages_do_not_overlap():
    assert len(disjoint([piece("Hippolia", "Caen."), piece("Hippolia", "Caen.", page=2)])) == 2


def told(text):
    return Evidence(text, text, Span(1, 0, len(text)), ())


def test_a_detail_that_is_asked_is_none_in_common():
    one, other = "Hippolia est à Caen.", "Hippolia is based in Caen."
    assert shares_detail(one, other, "Où est Hippolia ?")
    assert not shares_detail(one, other, "Hippolia est à Caen ?")
    assert not shares_detail(one, "Hippolia a 450 membres.", "Que fait Hippolia ?")


def test_what_differs_in_the_pole_alone_repeats_a_value():
    said = [
        told("En 2026, en phase V, Hippolia est l'un des 53 pôles de compétitivité."),
        told("En 2026, en phase V, Smart Power est l'un des 53 pôles de compétitivité."),
        told("En 2026, en phase V, CARA est l'un des 54 pôles de compétitivité."),
    ]
    assert distinct(said, 4, 0.0, one_value=True) == (said[0], said[2])
    assert distinct(said, 4, 0.0) == tuple(said)


@pytest.mark.parametrize(
    ("text", "one_value", "is_said"),
    [
        ("Hippolia, né à Caen, a 450 membres et 12 salariés en 2026.", False, True),
        ("In September 2026, Hippolia had 12 people in Caen.", False, True),
        ("In 2026, Hippolia had 19 people in Caen.", False, False),
        ("En 2026, Hippolia, à Deauville, compte 450 membres.", False, False),
        ("En 2026, Hippolia, à Deauville, compte 450 membres.", True, True),
        ("Minalogic compte 450 membres en 2026.", False, False),
        ("Le pôle aide les éleveurs de chevaux.", False, False),
    ],
)
def test_what_several_statements_tell_together_is_said(text, one_value, is_said):
    before = [told("En 2026, Hippolia compte 450 membres."), told("Hippolia a 12 salariés à Caen.")]
    assert is_told(told(text), before, one_value=one_value) is is_said
