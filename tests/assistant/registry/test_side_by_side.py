"""Pôles set side by side, fact by fact, each by its own record."""

from itertools import groupby

import pytest

from assistant.answer import answer_question


def documents(answer):
    """The pôle of each statement in turn: one may have several sources."""
    said = [(c.document_id.removeprefix("poles/"), c.span) for c in answer.citations]
    return [pole for (pole, _), _ in groupby(said)]


@pytest.mark.parametrize(
    "asked",
    [
        "Compare Minalogic et Systematic",
        "Minalogic vs Systematic",
        "Minalogic ou Systematic ?",
        "Quelle est la différence entre Minalogic et Systematic ?",
    ],
)
def test_the_same_facts_of_each_in_turn(shipped, asked):
    answer = answer_question(shipped, asked)
    assert documents(answer) == ["minalogic", "systematic-paris-region"] * 5
    assert "450 adhérents" in answer.answer
    assert "900 membres" in answer.answer


@pytest.mark.parametrize(
    ("asked", "values"),
    [
        ("Compare le nombre de membres de Minalogic et Systematic", ("450", "900")),
        ("compare the presidents of Minalogic and Systematic", ("Veyres", "Beylat")),
    ],
)
def test_one_fact_that_is_asked(shipped, asked, values):
    answer = answer_question(shipped, asked)
    assert documents(answer) == ["minalogic", "systematic-paris-region"]
    assert all(value in answer.answer for value in values)


def test_three_are_set_side_by_side(shipped):
    found = documents(answer_question(shipped, "Compare Axelera, Polymeris et Techtera"))
    assert found[:6] == ["axelera", "polymeris", "techtera"] * 2


@pytest.mark.parametrize(
    "asked",
    ["Compare Minalogic et le budget de la France", "Compare les projets d'Axelera et de Techtera"],
)
def test_one_name_or_another_matter_is_no_comparison_of_records(shipped, asked):
    answer = answer_question(shipped, asked)
    assert "Systematic" not in answer.answer
    assert "est présidé" not in answer.answer
