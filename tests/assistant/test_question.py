import pytest

from assistant.question import MAX_QUESTION_CHARS, guess_language, understand
from assistant.records import Turn


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Combien de pôles y a-t-il ?", "fr"),
        ("How many clusters are there?", "en"),
        ("What is the FUI?", "en"),
        ("Hippolia", "fr"),
        ("", "fr"),
        ("qui preside l afpc", "fr"),
        ("who chairs the AFPC", "en"),
    ],
)
def test_language(text, language):
    assert guess_language(text) == language


def test_years_in_order_once():
    assert understand("entre 2013 et 2005, puis 2013").years == (2013, 2005)
    assert understand("tel 0123420199").years == ()
    assert understand("Qui le présidait en 1850 ?").years == (1850,)
    assert understand("Combien en 1500 mots ?").years == ()


@pytest.mark.parametrize(
    ("earlier", "text", "standalone"),
    [
        ("Que fait Hippolia ?", "qui le préside ?", "qui le préside (Hippolia) ?"),
        ("Que fait Hippolia ?", "et en 2013 ?", "Que fait Hippolia en 2013 ?"),
        ("Que fait Hippolia ?", "Et Minalogic ?", "Que fait Minalogic ?"),
        ("Que fait Hippolia ?", "Combien de pôles en France ?", "Combien de pôles en France ?"),
        ("what does CARA do?", "who chairs it?", "who chairs it (CARA) ?"),
    ],
)
def test_follow_ups(earlier, text, standalone):
    history = [Turn("user", earlier), Turn("assistant", "…")]
    assert understand(text, history).standalone == standalone


def test_a_long_question_is_cut_at_a_word():
    question = understand("mot " * 4000)
    assert question.cut
    assert len(question.text) <= MAX_QUESTION_CHARS
    assert question.text.endswith("mot")


@pytest.mark.parametrize(
    ("asked", "standalone"),
    [
        ("C'est quoi un pôle ?", "C'est quoi un pôle de compétitivité ?"),
        ("what is a cluster?", "what is a competitiveness cluster?"),
        ("C'est quoi un pôle mondial ?", "C'est quoi un pôle mondial ?"),
    ],
)
def test_a_bare_pole_is_a_pole_de_competitivite(asked, standalone):
    assert understand(asked).standalone == standalone


def test_the_last_question_in_the_other_language_leans_on_what_came_before_it():
    history = [
        Turn("user", "Who runs Minalogic?"),
        Turn("assistant", "…"),
        Turn("user", "where is it?"),
        Turn("assistant", "…"),
    ]
    question = understand("en français ?", history)
    assert (question.standalone, question.language) == ("where is it (Minalogic) ?", "fr")


def test_a_number_inside_a_name_is_no_year():
    assert understand("Qui préside Infra2050 ?").years == ()
    assert understand("Qui préside Infra2050 en 2024 ?").years == (2024,)
