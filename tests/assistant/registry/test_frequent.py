"""A heading that asks what is asked is answered by what stands under it."""

from dataclasses import replace

import pytest

from assistant.answer import answer_question
from assistant.question import understand
from assistant.registry.frequent import answered_by_heading
from assistant.understanding.concepts import concepts_of, without_subject
from assistant.understanding.kinds import find_kind
from tests.indexed import indexed

FREQUENT = """# Questions fréquentes

## Qui finance les pôles de compétitivité ?

- En 2024, l'État verse 9 millions d'euros par an aux pôles, selon l'AFPC.
- En 2013, les entreprises payaient une part des structures de gouvernance, selon l'AFPC.

## Comment adhérer à un pôle ?

- Il faut écrire à l'association du pôle, dont le conseil examine la demande, selon l'AFPC.

## Combien coûte l'adhésion à un pôle ?

- En 2007, une PME payait en moyenne 945 euros par an pour un pôle de l'AFPC.

## Quels pôles ont perdu le label en 2010 ?

- En 2010, six pôles ont perdu le label, selon l'AFPC.

## Quelle est la différence entre un pôle et une technopole ?

- Une technopole est labellisée par un réseau, un pôle par l'État, selon l'AFPC.

## Comment un pôle obtient-il le label ?

- Il répond à un appel à candidatures de l'État, selon l'AFPC.

## Qui accorde le label de pôle de compétitivité ?

- Le label est accordé par l'État, selon l'AFPC.

## Quelles sont les phases de la politique des pôles ?

- La politique des pôles compte cinq phases, selon l'AFPC.

## Pourquoi des pôles ont-ils fusionné ?

- En 2019, l'État encourageait les plus petits à se rapprocher.
"""
OTHER = """# Hippolia

En 2016, Hippolia finance des projets et coûte 300 000 euros par an à la Région.
Hippolia est de l'AFPC, et l'AFPC parle pour lui.
L'adhésion au pôle se paie en Normandie, où les pôles de la région financent des études.
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    files = {"frequent.md": FREQUENT, "hippolia.md": OTHER}
    with indexed(tmp_path_factory, files) as index:
        yield index


def test_who_judged_the_policy_is_not_what_its_phases_are(index):
    asked = understand("Qui a évalué la politique des pôles ?")
    concepts = concepts_of(asked.standalone, index.lexical)
    assert answered_by_heading(index, asked, concepts) == ()


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("Qui finance les pôles ?", "En 2024, l'État verse"),
        ("qui paie pour les poles de competitivite", "En 2024, l'État verse"),
        ("Comment rejoindre un pôle ?", "Il faut écrire"),
        ("Quel est le prix de l'adhésion à un pôle ?", "En 2007, une PME"),
        ("quelle est la difference entre un pole et une technopole", "Une technopole"),
        ("Pourquoi les pôles ont-ils fusionné ?", "En 2019, l'État"),
        ("comment devenir un pôle de compétitivité", "Il répond"),
        ("comment devenir pôle de compétitivité ?", "Il répond"),
        ("qui labellise les pôles", "Le label est accordé"),
        ("Who labels the clusters?", "Le label est accordé"),
        ("how to become a cluster?", "Il répond"),
        ("Qui finance les pôles en France ?", "En 2024, l'État verse"),
        ("How can our association become a cluster?", "Il répond"),
        ("qui choisit les pôles ?", "Le label est accordé"),
        ("Ça coûte combien l'adhésion ?", "En 2007, une PME"),
    ],
)
def test_the_section_answers(index, asked, first):
    answer = answer_question(index, asked)
    assert answer.status == "answered"
    assert answer.citations[0].quote.startswith(first)
    assert {citation.document_id for citation in answer.citations} == {
        answer.citations[0].document_id
    }


def under_a_heading(index, asked, as_of=None):
    question = replace(understand(asked), as_of=as_of)
    concepts = concepts_of(question.standalone, index.lexical, index.cards.terms)
    return answered_by_heading(index, question, concepts)


@pytest.mark.parametrize(
    "asked",
    [
        "Qui finance les pôles en Normandie ?",
        "Qui finance les études des pôles ?",
        "Qui finançait les pôles en 2009 ?",
        "Qui finance Hippolia ?",
        "Pourquoi adhérer à un pôle ?",
        "Quand des pôles ont-ils fusionné ?",
        "Les pôles, c'est quoi ?",
        "Quels pôles ont perdu le label en 2019 ?",
        "Quels pôles ont perdu le label ?",
        "Combien coûte son adhésion ?",
        "Qui finance le projet d'un pôle ?",
        "Et le prix ?",
        "Qui finance les pôles en Europe ?",
        "Ça date de quand ?",
    ],
)
def test_one_word_more_or_another_kind_is_another_question(index, asked):
    assert under_a_heading(index, asked) == ()


def test_what_stood_at_another_date_is_not_told(index):
    assert under_a_heading(index, "Qui finance les pôles ?")
    assert under_a_heading(index, "Qui finance les pôles ?", as_of=2010) == ()


def test_pole_alone_means_the_subject():
    assert without_subject("Qui finance les Pôles de compétitivité ?") == "Qui finance les Pôles ?"
    assert without_subject("a competitiveness cluster") == "a cluster"


def test_a_rare_word_that_the_heading_lacks_is_what_the_question_is_about(tmp_path_factory):
    others = "\n\n".join(f"## Point {n}\n\nLes pôles de compétitivité agissent." for n in range(40))
    frequent = "## Combien de temps dure le label ?\n\nLe label dure une phase de quatre ans."
    scheme = "## i-Nov\n\nLe label i-Nov aide des jeunes entreprises en Bretagne."
    note = f"# Note\n\n{frequent}\n\n{scheme}\n\n{others}\n"
    with indexed(tmp_path_factory, {"note.md": note}) as own:
        assert under_a_heading(own, "Combien de temps dure le label ?")
        assert not under_a_heading(own, "Combien de temps dure le label i-Nov ?")


def test_a_body_that_the_heading_does_not_name_is_another_thing(index):
    assert not under_a_heading(index, "Combien coûte l'adhésion d'un pôle à l'AFPC ?")
    assert under_a_heading(index, "Combien coûte l'adhésion d'un pôle ?")


def test_a_heading_that_shares_the_poles_alone_is_another_question(index):
    """That "évaluer" stands near "financer" is no paraphrase."""
    question = understand("Qui évalue les pôles ?")
    concepts = concepts_of(question.standalone, index.lexical, index.cards.terms)
    near = tuple(
        replace(c, near=frozenset({"financ"})) if "evalu" in c.tokens else c for c in concepts
    )
    assert any("financ" in concept.near for concept in near)
    assert answered_by_heading(index, question, near) == ()
    assert under_a_heading(index, "Qui finance les pôles ?")


@pytest.mark.parametrize(
    ("asked", "told"),
    [("Combien de temps dure le label ?", True), ("Combien de temps dure la phase V ?", False)],
)
def test_a_heading_without_the_rank_that_is_asked_is_another_question(shipped, asked, told):
    concepts = concepts_of(asked, shipped.lexical, shipped.cards.terms)
    assert (
        bool(
            answered_by_heading(
                shipped, replace(understand("?"), standalone=asked, kind=find_kind(asked)), concepts
            )
        )
        is told
    )


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("combien de projets le FUI a-t-il financés en 2010", "En 2010, le FUI avait retenu 813"),
        ("combien d'entreprises membres en 2012 ?", "2012"),
        ("quel budget l'État consacre aux pôles en 2026", "au budget 2026"),
        ("combien de projets le FUI a-t-il financés en 2024 ?", "au temps du FUI"),
    ],
)
def test_of_a_year_only_what_is_told_of_it_answers(shipped, asked, told):
    answer = answer_question(shipped, asked)
    assert told in answer.citations[0].quote
    for year in (2019, 2031):  # told of one pôle alone, or of none
        asked = f"combien d'entreprises membres en {year} ?"
        assert answer_question(shipped, asked).status == "declined"
