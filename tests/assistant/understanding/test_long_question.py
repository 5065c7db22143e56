import pytest

from assistant.understanding.long_question import what_asks

PAD = "Notre société conçoit des pièces et emploie trente personnes. "


@pytest.mark.parametrize(
    "text",
    [
        PAD * 200 + "Qui préside Hippolia ?",
        "Qui préside Hippolia ? " + PAD * 200,
        PAD * 100 + "Qui préside Hippolia ? " + PAD * 100,
        "mot " * 3000 + "Qui préside Hippolia ?",
        PAD * 30_000 + "Qui préside Hippolia ?",
    ],
)
def test_the_question_of_a_long_text_is_what_is_read(text):
    assert what_asks(text.strip(), 2000) == "Qui préside Hippolia ?"


def test_several_questions_stay_in_order():
    text = "Qui préside Hippolia ? " + PAD * 100 + "Combien de membres ?"
    assert what_asks(text, 2000) == "Qui préside Hippolia ? Combien de membres ?"


def test_what_asks_nothing_is_read_at_both_ends():
    read = what_asks("début " + "mot " * 4000 + "fin", 2000)
    assert read.startswith("début mot")
    assert read.endswith("mot fin")
    assert len(read) <= 2000
