"""How one joins one pôle."""

import pytest

from assistant.answer import answer_question
from tests.indexed import indexed

FILES = {
    "policy/questions.md": """# Questions fréquentes

## Comment adhérer à un pôle de compétitivité ?
- Pour adhérer à un pôle de compétitivité, on rejoint l'association qui le porte.
- CARA, par exemple, examine chaque mois les demandes.
""",
    "poles/minalogic.md": """# Minalogic

- En 2026, le site internet de Minalogic est www.minalogic.com.
- En 2025, Minalogic fédère 450 adhérents.
""",
    "poles/nuclear-valley.md": """# Nuclear Valley

- En 2020, pour adhérer à Nuclear Valley, il faut avoir une activité de R&D.
- En 2023, les demandes d'adhésion à Nuclear Valley passent devant son conseil.
- En 2023, le site internet de Nuclear Valley est nuclearvalley.com.
""",
}


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    with indexed(tmp_path_factory, FILES) as index:
        yield index


@pytest.mark.parametrize(
    "asked",
    ["Comment adhérer à Minalogic ?", "How do I join Minalogic?",
     "je veux devenir membre de Minalogic, comment faire ?"],
)  # fmt: skip
def test_what_holds_of_all_and_the_website_where_its_record_tells_nothing(index, asked):
    assert [citation.quote for citation in answer_question(index, asked).citations] == [
        "Pour adhérer à un pôle de compétitivité, on rejoint l'association qui le porte.",
        "En 2026, le site internet de Minalogic est www.minalogic.com.",
    ]


def test_what_its_record_tells_before_all(index):
    answer = answer_question(index, "Comment on adhère à Nuclear Valley ?")
    assert [citation.quote[:30] for citation in answer.citations] == [
        "En 2020, pour adhérer à Nuclea",
        "En 2023, les demandes d'adhési",
    ]


@pytest.mark.parametrize("asked", ["Qui adhère à Minalogic ?", "Combien adhèrent à Minalogic ?"])
def test_who_joins_is_another_question(index, asked):
    assert "association qui le porte" not in answer_question(index, asked).answer


def test_however_the_frequent_question_is_worded(tmp_path_factory):
    page = FILES["policy/questions.md"].replace(
        "adhérer à un pôle de", "devenir membre d'un pôle de", 1
    )
    with indexed(tmp_path_factory, FILES | {"policy/questions.md": page}) as index:
        answer = answer_question(index, "Comment adhérer à Minalogic ?")
    assert "association qui le porte" in answer.answer
