from dataclasses import replace

import pytest

from assistant.choosing.choose import (
    THRESHOLD,
    asks_evolution,
    choose,
    confidence,
    earlier,
    usable,
)
from assistant.choosing.premise import other_owner
from assistant.question import understand
from assistant.records import Evidence
from ingest.cards import PoleCard
from ingest.records import Span

CARDS = (
    PoleCard("hippolia", "Hippolia", ("Hippolia",), True),
    PoleCard("minalogic", "Minalogic", ("Minalogic",), True),
)


def said(text, year, start=0, score=0.9):
    span = Span(1, start, start + len(text))
    return Evidence(text, "note", span, (), score, 0.9, 0.6, year)


ASKED = 4
"""Concepts of the questions below."""


NOW = said("En 2016, Hippolia compte 450 membres.", 2016)
THEN = said("En 2012, Hippolia compte 100 membres.", 2012, 50)
WEAK = replace(NOW, score=0.2, typed=False, named=False)
HOW_MANY = understand("Combien de membres compte Hippolia ?", poles=CARDS)


def test_the_current_value_leads_and_the_earlier_one_is_noted():
    shown = choose(HOW_MANY, (THEN, NOW), ASKED)
    assert shown == (NOW,)
    assert earlier(HOW_MANY, (THEN, NOW), shown) == (THEN,)


def test_a_year_that_is_asked_is_not_replaced():
    question = understand("Combien de membres compte Hippolia en 2012 ?", poles=CARDS)
    shown = choose(question, (THEN, replace(NOW, score=0.4)), ASKED)
    assert shown[0] == THEN
    assert earlier(question, (THEN, NOW), shown) == ()


def test_the_same_value_is_no_other_value():
    again = said("En 2014, Hippolia réunit 450 membres.", 2014, 90)
    assert earlier(HOW_MANY, (NOW, again), (NOW,)) == ()


def test_confidence_is_that_of_what_may_be_shown():
    hidden = replace(NOW, score=0.99, missing_acronym=True)
    assert usable(HOW_MANY, (hidden, THEN, replace(NOW, score=0.0))) == [THEN]


def test_what_holds_the_type_asked_for_leads_what_scores_little_more():
    vague = replace(
        said("Hippolia compte ses membres chaque printemps.", 2016, 90, score=1.0), typed=False
    )
    assert usable(HOW_MANY, (vague, NOW)) == [NOW, vague]
    far = replace(vague, score=2.0)
    assert usable(HOW_MANY, (far, NOW)) == [far, NOW]
    assert usable(HOW_MANY, (replace(far, of_another=True), NOW)) == [NOW]
    assert usable(HOW_MANY, (replace(far, of_another=True, typed=True), NOW)) == []


def test_no_value_leads_that_is_of_another_thing_than_one_told_without_a_value():
    asked = frozenset({"experts"})
    silent = replace(
        said("En 2015, des experts jugent les dossiers d'Hippolia.", 2015, 90, score=0.8),
        typed=False,
        says=asked,
    )
    assert usable(HOW_MANY, (replace(NOW, unsaid=asked), silent)) == []
    assert usable(HOW_MANY, (NOW, silent)) == [NOW, silent]
    far = replace(silent, score=0.7)
    assert usable(HOW_MANY, (replace(NOW, unsaid=asked), far))[0].text == NOW.text


def test_a_newer_value_of_another_fact_does_not_take_the_lead():
    other = said("En 2020, Hippolia vise 900 emplois et 12 chantiers navals.", 2020, 90)
    assert choose(HOW_MANY, (NOW, other), ASKED)[0] == NOW


def test_a_newer_value_leads_only_if_it_is_expected_to_answer_about_as_much():
    old, new = replace(THEN, score=0.95, expected=0.8), replace(NOW, expected=0.5)
    assert choose(HOW_MANY, (old, new), ASKED)[0] == new
    other = replace(new, expected=0.3)  # expected to answer other questions
    assert choose(HOW_MANY, (old, other), ASKED)[0] == old
    unknown = replace(new, expected=0.0)  # of a document without such questions
    assert choose(HOW_MANY, (old, unknown), ASKED)[0] == unknown


def test_what_was_said_is_added_only_with_a_name_or_number_of_its_own():
    partner = said("En 2016, Minalogic est partenaire du centre Aurore.", 2016)
    leader = said(
        "En 2016, le centre Aurore, dont Minalogic est partenaire, a pour chef CARA.", 2016, 90
    )
    again = said("En 2016, Minalogic est un partenaire du centre Aurore.", 2016, 200)
    question = understand("Quel pôle dirige le centre Aurore ?", poles=CARDS)
    assert choose(question, (partner, again, leader), ASKED) == (partner, leader)


def test_the_same_fact_in_the_other_language_is_not_added():
    english = said("In 2016, Hippolia had 450 members of the horse industry.", 2016, 50)
    assert choose(HOW_MANY, (NOW, english), ASKED) == (NOW,)
    assert choose(HOW_MANY, (english,), ASKED) == (english,)


def test_what_tells_the_same_in_the_language_of_the_question_leads():
    english = said("In 2016, Hippolia had 450 members in Caen.", 2016, 50, score=0.95)
    assert choose(HOW_MANY, (english, NOW), ASKED)[0] == NOW
    assert choose(HOW_MANY, (english, replace(NOW, coverage=0.5)), ASKED)[0] == english
    other = said("En 2016, Hippolia compte 30 salariés.", 2016, 90)
    assert choose(HOW_MANY, (english, other), ASKED)[0] == english
    question = understand("How many members does Hippolia have?", poles=CARDS)
    assert choose(question, (replace(NOW, score=1.0), english), ASKED)[0] == english


def test_evolution_in_order_of_time():
    question = understand("Comment a évolué le nombre de membres de Hippolia ?", poles=CARDS)
    assert asks_evolution(question)
    assert not asks_evolution(HOW_MANY)
    assert choose(question, (NOW, THEN), ASKED) == (THEN, NOW)


def test_thin_evidence_is_not_shown():
    assert confidence((WEAK,), ASKED) < THRESHOLD < confidence((NOW,), ASKED)
    assert confidence((), ASKED) == 0.0
    assert choose(HOW_MANY, (WEAK,), ASKED) == ()
    assert usable(HOW_MANY, (replace(NOW, missing_acronym=True),)) == []
    assert choose(HOW_MANY, (), ASKED) == ()


def test_bodies_asked_by_name_are_answered_by_what_names_them():
    question = understand("Quels haras sont membres d'Hippolia ?", poles=CARDS)
    nameless = replace(NOW, nameless=True)
    assert confidence((nameless,), ASKED) < confidence((NOW,), ASKED)
    near = replace(THEN, score=0.95 * NOW.score)
    assert usable(question, (nameless, near))[0] == nameless
    less = replace(nameless, unsaid=frozenset({"haras"}))
    assert usable(question, (less, near))[0] == near
    assert usable(question, (less, replace(near, score=0.8 * NOW.score)))[0] == less
    assert confidence((replace(NOW, unexplained=True),), ASKED) < confidence((NOW,), ASKED)


def no_more(words):
    """No other statement of the documents names it."""
    return ()


@pytest.mark.parametrize(
    ("asked", "statement", "owner"),
    [
        ("Comment Hippolia conduit le plan Aurore ?",
         "Minalogic pilote le plan Aurore.", "minalogic"),
        ("Comment Hippolia conduit le plan Aurore ?", "Hippolia pilote le plan Aurore.", None),
        ("Hippolia a pris la tête de AURORE ?",
         "Hippolia est partenaire du projet AURORE, que pilote Minalogic.", "minalogic"),
        ("Que fait Hippolia dans le plan Aurore ?", "Le plan Boréal aide Minalogic.", None),
        ("Combien de membres PME a Hippolia ?", "Minalogic réunit 2 000 PME.", None),
        ("Hippolia avait-il le label en phase 3 ?", "Minalogic est labellisé en phase 3.", None),
        ("Ma PME mène le projet Aurore. Comment entrer à Hippolia ?",
         "Minalogic soutient le projet Aurore.", None),
        ("Hippolia pilote quel volet de la réponse de l'AFPC ?",
         "La réponse de l'AFPC cite une filière que pilote Minalogic.", None),
        ("Que fait Hippolia avec EDF ?", "Minalogic compte EDF.", None),
        ("Combien la Région Alsace donnait à Hippolia ?", "Minalogic a la Région Alsace.", None),
        ("Qui pilote le volet Vigne auquel contribue Hippolia ?",
         "Minalogic pilote le volet Vigne.", None),
        ("Sur quoi porte le projet VENT d'Hippolia ?", "Minalogic est membre de Vent d'Est.", None),
        ("Sur quoi porte le projet VENT d'Hippolia ?", "Minalogic porte le projet VENT.",
         "minalogic"),
    ],
)  # fmt: skip
def test_other_owner(asked, statement, owner):
    found = other_owner(understand(asked, poles=CARDS), (said(statement, 2020),), CARDS, no_more)
    assert (found.owner.id if found else None) == owner


def test_what_several_poles_have_is_no_false_premise():
    asked = understand("Que doit Hippolia au plan Aurore ?", poles=CARDS)
    cards = (*CARDS, PoleCard("medicen", "Medicen", ("Medicen",), True))
    others = [said(f"Le plan Aurore aide {name}.", 2020) for name in ("Minalogic", "Medicen")]
    assert other_owner(asked, others[:1], cards, no_more) is not None
    assert other_owner(asked, others, cards, no_more) is None
    assert other_owner(asked, others[:1], cards, lambda words: others) is None


def test_a_pole_read_again_is_the_same_pole():
    cards = tuple(replace(card) for card in CARDS)  # those of the index that was opened next
    asked = understand("Comment Hippolia pilote-t-il le plan Aurore ?", poles=CARDS)
    statement = said("Hippolia pilote le plan Aurore.", 2020)
    assert other_owner(asked, (statement,), cards, no_more) is None


def test_the_other_rows_of_a_table_are_left_out_when_one_is_asked_for():
    rows = [
        said(f"Région : {name} · Projets : {count}", 2023, place)
        for place, (name, count) in enumerate((("Bretagne", 33), ("Occitanie", 41)))
    ]
    one = choose(understand("Combien de projets en Bretagne ?", ()), rows, ASKED)
    assert [item.text for item in one] == ["Région : Bretagne · Projets : 33"]
    both = choose(understand("Combien de projets par région ?", ()), rows, ASKED)
    assert len(both) == 2


def test_no_row_answers_for_one_that_the_table_lacks():
    rows = [
        said(f"Taille : {name} · Taux maximal : {rate} %", 2025, place)
        for place, (name, rate) in enumerate((("Petite entreprise", 60), ("Groupement", 70)))
    ]
    assert usable(understand("Quel taux pour une grande entreprise ?", ()), rows) == []
    (first, *_) = usable(understand("Quel taux pour une petite entreprise ?", ()), rows)
    assert "60" in first.text


def test_a_row_that_is_not_asked_supports_no_other_statement():
    answer = said("Les ETI ont reçu 38 % des aides.", 2023)
    row = said("Taille : Petite entreprise · Taux maximal : 60 %", 2025, 99)
    asked = understand("Quelle part des aides est allée aux ETI ?", ())
    assert choose(asked, (answer, row), ASKED) == (answer,)


def test_from_one_year_to_another_no_other_years_count():
    both = said("Entre 2005 et 2013, 1 313 projets ont été aidés.", 2013)
    since = said("Depuis 2005, 1 816 projets ont été aidés par les pôles.", 2019, 99)
    asked = understand("Combien de projets aidés entre 2005 et 2013 ?", ())
    assert choose(asked, (both, since), ASKED) == (both,)


def test_more_stands_beside_a_first_sentence_that_may_not_answer():
    question = understand("Que fait Minalogic pour ses membres ?", poles=CARDS)
    verbs = "organise finance conseille accompagne informe représente forme loge".split()

    def eight(first):
        scores = (first, *[0.72] * 7)
        texts = (f"En {2010 + n}, Minalogic {verb} {n + 20} PME." for n, verb in enumerate(verbs))
        return tuple(
            said(text, 2010 + n, 90 * n, score)
            for n, (text, score) in enumerate(zip(texts, scores, strict=True))
        )

    unsure, sure = eight(0.75), eight(1.1)
    assert THRESHOLD < confidence(unsure, ASKED) < 0.85 < confidence(sure, ASKED)
    assert len(choose(question, unsure, ASKED)) == 6
    assert len(choose(question, sure, ASKED)) == 3


def test_a_statement_that_holds_names_only_is_no_answer_what_tells_more_behind_it_is():
    question = understand("Est-ce qu'Hippolia loue des vélos ?", poles=CARDS)
    best, behind = replace(NOW, names_only=True), replace(THEN, score=0.85)
    assert usable(question, (best,)) == []
    assert usable(question, (best, behind)) == [behind]
    assert usable(question, (best, replace(behind, score=0.6))) == []
    assert usable(question, (best, replace(behind, missing_name=True))) == []
    assert usable(question, (best, replace(behind, named=False))) == []
    assert usable(question, (NOW, replace(best, score=0.85)))[0] == NOW


def test_an_end_that_is_presumed_must_be_told():
    question = understand("Pourquoi Hippolia a-t-il abandonné le cheval ?", poles=CARDS)
    assert usable(question, (NOW,)) == []


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("Combien de membres compte Hippolia en 2016 ?", True),
        ("Combien de membres compte Hippolia en 2014 ?", False),
        ("2014 : combien de membres compte Hippolia ?", False),
        ("Combien de membres compte Hippolia dans le plan Avenir 2014 ?", True),
    ],
)
def test_the_value_of_another_year_is_no_answer(asked, answered):
    assert bool(choose(understand(asked, poles=CARDS), (NOW,), ASKED)) == answered


def test_a_statement_that_only_repeats_the_question_answers_nothing_but_yes_or_no():
    name = said("Région Bourgogne-Franche-Comté.", 2013, 90)
    asked = "Pour la Région Bourgogne-Franche-Comté, un pôle, c'est quoi ?"
    assert name not in usable(understand(asked), (name, NOW))
    affirmed = said("Hippolia finance un centre.", 2013, 90)
    assert usable(understand("Hippolia finance-t-il un centre ?", poles=CARDS), (affirmed,))


def test_the_first_word_of_a_question_is_no_name_of_a_thing():
    other = said("En 2022, Minalogic a le même montant.", 2022)
    question = understand("Montant du contrat d'Hippolia ?", poles=CARDS)
    assert other_owner(question, (other,), CARDS, no_more) is None
    named, owned = (
        "Montblanc, le projet d'Hippolia ?",
        said("Le projet Montblanc est à CARA.", 2022),
    )
    cara = (*CARDS, PoleCard("cara", "CARA", ("CARA",), True))
    assert other_owner(understand(named, poles=cara), (owned,), cara, no_more) is not None


def test_what_tells_the_succession_is_no_further_than_who_presides_now():
    now = [
        said(f"En {year}, Lise Dumont, de Lyon, préside la FDP {place}.", year, 100 * year, 0.95)
        for year, place in ((2026, "à Dijon"), (2025, "et l'AFPC"), (2024, "seule"))
    ]
    succeeds = said("Le 3 mai 2024, Lise Dumont a succédé à Paul Martin à la FDP.", 2024, 9)
    question = understand("Qui présidait la FDP avant Lise Dumont ?", poles=CARDS)
    assert choose(question, [*now, succeeds], ASKED) == (succeeds,)
    assert choose(question, now, ASKED) == ()
