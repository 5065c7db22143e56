"""What presents a pôle is led by what is expected to answer the very question."""

import pytest

from assistant.answer import answer_question


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("c'est quoi POPsud ?", "En 1999, des chercheurs et des industriels imaginent POPsud"),
        ("c'est quoi Optitec ?", "En 2019, Optitec est le pôle de la photonique"),
        ("Qu'est-ce que CARA Up' ?", "CARA Up'"),
    ],
)
def test_what_gives_the_name_typed_leads(shipped, asked, told):
    answer = answer_question(shipped, asked)
    assert told in answer.citations[0].quote
    assert len(answer.citations) > 1


def test_what_is_expected_to_answer_stands_beside_the_missions_of_the_record(shipped):
    answer = answer_question(shipped, "de quoi s'occupe Aerospace Valley ?")
    assert "Aerospace Valley agit sur trois filières" in answer.answer
