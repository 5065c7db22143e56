"""A question compared with those that a statement is expected to answer."""

import pytest

from assistant.answer import answer_question
from assistant.choosing.asked import asked_of
from assistant.choosing.expected import expected_of, says_all
from assistant.question import understand
from assistant.understanding.concepts import concepts_of
from ingest.expected import statement_key
from tests.indexed import indexed

FUNDS = "En 2024, la Région Bretagne verse 300 000 euros par an à Houle."
SEAT = "En 2024, Houle a son siège à Brest, près du port."
BIG = "En 2024, Houle se range parmi les premiers de la façade atlantique."
QUAY = "En 2024, Houle réunit ses ingénieurs face aux quais du port militaire."
SILENT = "En 2024, Houle organise deux colloques."
FILES = {
    "glossary.yaml": "[]\n",
    "vocabulary.yaml": "regions: []\nsectors: {}\ntechnologies: {}\nservices: {}\n",
    "sources.yaml": "[]\n",
    "poles/houle.md": "# Houle\n\n## Moyens\n\n"
    + "\n".join(f"- {s}" for s in (FUNDS, SEAT, BIG, QUAY)),
    "policy/note.md": f"# Colloques\n\n- {SILENT}\n",
    "questions/houle.txt": "\n".join(
        f"{statement_key(statement)} {question}"
        for statement, question in (
            (FUNDS, "Combien d'argent public pour Houle ?"),
            (FUNDS, "Que donne la Région Bretagne à Houle sous le nom d'Armoraide ?"),
            (SEAT, "Où sont les bureaux de Houle ?"),
            (SEAT, "Dans quelle ville est Houle ?"),
            (BIG, "Houle est-il un poids lourd ?"),
            (QUAY, "Où travaillent les ingénieurs de Houle ?"),
        )
    ),
}


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    with indexed(tmp_path_factory, FILES, encoder="embedded") as index:
        yield index


def likeness(index, text, *statements):
    question = understand(text, poles=index.cards.poles)
    concepts = concepts_of(question.standalone, index.lexical)
    asked = asked_of(question, concepts, index.cards.poles, index.encoder)
    return expected_of(index, asked, statements, index.encoder.encode([text])[0])


def test_the_question_itself_is_surely_expected(index):
    (same,) = likeness(index, "Où sont les bureaux de Houle ?", SEAT)
    assert same > 0.9


def test_the_nearest_of_several_counts(index):
    text = "Dans quelle ville est Houle ?"
    assert likeness(index, text, SEAT) > likeness(index, text, FUNDS)


def test_what_one_of_the_two_leaves_out_counts_against_it(index):
    same = likeness(index, "Combien d'argent public pour Houle ?", FUNDS)[0]
    more = likeness(index, "Combien d'argent public allemand pour Houle en Saxe ?", FUNDS)[0]
    less = likeness(index, "Combien pour Houle ?", FUNDS)[0]
    assert more < same - 0.2
    assert less < same - 0.2


def test_another_kind_of_question_counts_against_it(index):
    where, how_much = "Où est Houle ?", "Combien coûte Houle ?"
    assert likeness(index, where, SEAT)[0] > likeness(index, how_much, SEAT)[0] + 0.1


def test_of_a_statement_without_questions_nothing_is_said(index):
    assert likeness(index, "Combien de colloques organise Houle ?", SILENT, SEAT)[0] == 0.0


def test_words_that_no_statement_holds_find_the_one_expected_to_answer(index):
    answer = answer_question(index, "Est-ce que Houle est un poids lourd ?")
    assert answer.citations[0].quote == BIG


def test_what_is_expected_to_tell_where_holds_a_place(index):
    told = answer_question(index, "Où travaillent les ingénieurs de Houle ?")
    assert told.citations[0].quote == QUAY


@pytest.mark.parametrize(
    ("asked", "said"),
    [("Les bureaux de Houle ?", True), ("Les bureaux de Houle en ville ?", False)],
)
def test_one_question_of_a_statement_says_all_the_words_or_none_does(index, asked, said):
    assert says_all(index, SEAT, concepts_of(asked, index.lexical)) is said


@pytest.mark.parametrize(
    "asked",
    ["Axelera s'occupe-t-il de fiançailles ?", "Vegepolys Valley s'occupe-t-il de missiles ?"],
)
def test_what_is_expected_to_answer_other_words_must_say_them(shipped, asked):
    assert answer_question(shipped, asked).status == "declined"


def test_to_work_with_somebody_asks_of_that_name_alone(shipped):
    told = answer_question(shipped, "Qualitropic travaille-t-il avec l'Afrique du Sud ?")
    assert "l'Afrique du Sud" in told.citations[0].quote
    assert (
        answer_question(shipped, "Qualitropic travaille-t-il avec le Japon ?").status == "declined"
    )


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("Que donne la Région Bretagne à Houle par Armoraide ?", "answered"),
        ("Que donne la Région Bretagne à Houle par Celtaide ?", "declined"),
        ("Combien de salariés a Armoraide ?", "declined"),
    ],
)
def test_a_name_that_only_an_expected_question_holds_is_known_to_it(index, asked, status):
    assert answer_question(index, asked).status == status
