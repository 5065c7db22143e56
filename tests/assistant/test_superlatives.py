"""Which pôle, or region, comes first."""

import pytest

from assistant.answer import answer_question
from assistant.superlatives import tells_rank


@pytest.mark.parametrize(
    "asked",
    [
        "Quel pôle a le plus d'adhérents ?",
        "which cluster has the most members?",
        "Quels sont les 3 pôles les plus importants par le nombre d'adhérents ?",
        "Les 3 plus gros pôles ?",
    ],
)
def test_the_most_members_are_those_of_the_records_each_with_its_date(shipped, asked):
    answer = answer_question(shipped, asked)
    latest = [
        max((fact.as_of, int(fact.value)) for fact in card.facts if fact.field == "members")[1]
        for card in shipped.cards.poles
        if card.labelled and any(fact.field == "members" for fact in card.facts)
    ]
    said = answer.citations[0].quote.replace("\u202f", "").replace("\u00a0", "").replace(" ", "")
    assert str(max(latest)) in said
    assert len(answer.citations) == 3
    assert str(len(latest)) in answer.notes[0]


def test_the_fewest_come_first_where_they_are_asked(shipped):
    most = answer_question(shipped, "Quel pôle a le plus de membres ?").citations[0]
    least = answer_question(shipped, "Quel pôle a le moins de membres ?").citations[0]
    assert most.quote != least.quote
    assert "centaine" in least.quote


def test_the_region_with_the_most_poles(shipped):
    answer = answer_question(shipped, "Dans quelle région y a-t-il le plus de pôles ?")
    counts: dict[str, int] = {}
    for card in shipped.cards.poles:
        for region in card.regions if card.labelled else ():
            counts[region] = counts.get(region, 0) + 1
    first = max(counts, key=lambda region: counts[region])
    assert answer.answer.startswith(f"{first} : {counts[first]} pôles labellisés")
    assert len(answer.citations) == counts[first]


@pytest.mark.parametrize(
    "asked", ["Quel pôle a le plus gros budget ?", "Quel pôle reçoit le plus de subventions ?"]
)
def test_of_another_superlative_no_mere_mention_answers(shipped, asked):
    answer = answer_question(shipped, asked)
    assert all(tells_rank(asked, citation.quote) for citation in answer.citations)


@pytest.mark.parametrize(
    ("question", "statement", "tells"),
    [
        ("Quel pôle a le plus gros budget ?", "En 2012, CARA a un budget de 2 M€.", False),
        ("Quel pôle a le plus gros budget ?", "CARA a le plus gros budget des pôles.", True),
        ("Quel pôle a le plus gros budget ?", "En 2005, le premier projet de CARA…", False),
        ("Which State fund paid for the best cluster projects?", "Le FUI, en 2013.", True),
        ("Quel budget a CARA ?", "En 2012, CARA a un budget de 2 M€.", True),
    ],
)
def test_tells_rank(question, statement, tells):
    assert tells_rank(question, statement) is tells
