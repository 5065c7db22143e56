"""Do two statements state one fact?"""

import pytest

from assistant.likeness import same_fact


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("En 2016, Hippolia compte 450 membres.", "En 2012, Hippolia réunit 100 adhérents.", True),
        (
            "Les émissions de l'industrie représentent 17 % des émissions du pays, selon l'État.",
            "Les émissions de l'industrie doivent baisser de 81 %, selon l'étude de l'État.",
            False,
        ),
    ],
)
def test_same_fact(one, other, same):
    assert same_fact(one, other) is same
