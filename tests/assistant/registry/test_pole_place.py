"""Whether a pôle is where a question says."""

import pytest

from assistant.answer import answer_question
from tests.indexed import indexed

FILES = {
    "poles/minalogic.md": """# Minalogic

- En 2018, le siège de Minalogic est à Grenoble.
- En 2025, Minalogic a quatre sites : Grenoble, Lyon, Saint-Étienne et Valence.
- En 2024, Minalogic coordonne deux sites de test, à Brest et à Grenoble.
- En 2026, Serge Veyres préside Minalogic.
""",
    "poles/valorial.md": """# Valorial

- En 2017, Valorial, installé à Rennes, y tient son assemblée générale.
- En 2019, Valorial annonce à Brest un appel à projets.
- En 2020, le site internet de Valorial est www.pole-valorial.fr.
""",
}


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    with indexed(tmp_path_factory, FILES) as index:
        yield index


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("Minalogic a-t-il un bureau à Valence ?", "En 2025, Minalogic a quatre sites"),
        ("Minalogic est présent à Paris ?", "En 2025, Minalogic a quatre sites"),
        ("Does Minalogic have an office in Lyon?", "En 2025, Minalogic a quatre sites"),
        ("Le pôle Valorial a-t-il un site à Brest ?", "En 2017, Valorial, installé à Rennes"),
        ("Valorial c'est toujours à Rennes ?", "En 2017, Valorial, installé à Rennes"),
        ("Valorial il est basé à Brest ou à Rennes ?", "En 2017, Valorial, installé à Rennes"),
        ("Is Valorial based in Rennes?", "En 2017, Valorial, installé à Rennes"),
    ],
)
def test_the_place_or_where_the_pole_is_instead(index, asked, first):
    answer = answer_question(index, asked)
    assert (answer.answer[: len(first)], answer.confidence) == (first, 0.95)


@pytest.mark.parametrize("asked", ["Qui dirige le site de Valence de Minalogic ?"])
def test_one_word_more_asks_for_something_else(index, asked):
    assert answer_question(index, asked).confidence != 0.95
