"""Which pôle, or region, comes first."""

import pytest

from assistant.answer import answer_question
from assistant.registry.superlatives import tells_rank


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
    assert ";" not in answer.answer  # of one region, and under no other
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
        ("Quel est le meilleur pôle ?", "Les pôles trouvent les meilleurs partenaires.", False),
        ("Quel pôle a eu son label le plus tard ?", "CARA (2005) et Dream (né en 2010).", True),
        ("Quel pôle a eu son label le plus tard ?", "CARA (2005) est un pôle.", False),
        ("Quelle région a le plus de pôles ?", "Six pôles en Bretagne, neuf en Alsace.", True),
        ("Quel budget a CARA ?", "En 2012, CARA a un budget de 2 M€.", True),
    ],
)
def test_tells_rank(question, statement, tells):
    assert tells_rank(question, statement) is tells


def _members(card):
    return max((fact.as_of, int(fact.value)) for fact in card.facts if fact.field == "members")[1]


@pytest.mark.parametrize(
    ("asked", "among"),
    [
        ("quel pôle breton a le plus de membres ?", lambda card: "Bretagne" in card.regions),
        ("biggest cluster in Normandy", lambda card: "Normandie" in card.regions),
        ("biggest hydrogen cluster", lambda card: "hydrogene" in card.technologies),
        ("le plus gros pôle de l'hydrogène", lambda card: "hydrogene" in card.technologies),
    ],
)
def test_of_a_region_or_a_theme(shipped, asked, among):
    known = [
        card
        for card in shipped.cards.poles
        if card.labelled and among(card) and any(fact.field == "members" for fact in card.facts)
    ]
    answer = answer_question(shipped, asked)
    first = max(known, key=_members)
    said = answer.citations[0]
    assert str(_members(first)) in said.quote.replace("\u202f", "").replace(" ", "")
    assert said.document_id == f"poles/{first.id}"
    assert len(answer.notes) > 1


@pytest.mark.parametrize(
    ("asked", "order"),
    [
        ("Lequel a le plus d'adhérents, TES ou Valorial ?", ["valorial", "tes"]),
        ("Which is smaller, Valorial or TES?", ["tes", "valorial"]),
        ("Cosmetic Valley est-il plus ancien qu'Aquimer ?", ["cosmetic-valley", "aquimer"]),
        ("Which was created first, Infra2050 or Aquimer?", ["aquimer", "infra2050"]),
    ],
)
def test_of_poles_that_are_named_each_value_the_first_one_first(shipped, asked, order):
    answer = answer_question(shipped, asked)
    told = dict.fromkeys(c.document_id.removeprefix("poles/") for c in answer.citations)
    assert list(told) == order


@pytest.mark.parametrize(
    "asked",
    [
        "Lequel a le plus de membres, Smart Power ou Minalogic ?",  # of one, nothing is known
        "Qui est le plus riche, Vitagora ou Valorial ?",
    ],
)
def test_what_the_records_do_not_compare_is_not_compared(shipped, asked):
    assert answer_question(shipped, asked).status == "declined"


def test_the_oldest(shipped):
    assert "1994" in answer_question(shipped, "Quel est le plus ancien pôle ?").citations[0].quote


def test_as_many_come_first_as_are_asked(shipped):
    five = answer_question(shipped, "les 5 plus gros pôles")
    top = answer_question(shipped, "top 5 des pôles par nombre de membres")
    assert len({c.document_id for c in five.citations}) == 5
    assert [c.quote for c in top.citations] == [c.quote for c in five.citations]


def test_where_none_is_ranked_no_note_tells_among_how_many(shipped):
    asked = "Which is bigger, Systematic or Cap Digital? Who chairs Systematic?"
    answer = answer_question(shipped, asked)
    assert answer.citations
    assert not any("0 clusters" in note or "0 pôles" in note for note in answer.notes)
