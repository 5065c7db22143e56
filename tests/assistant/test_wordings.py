"""The files of wordings: each section is a pattern over folded text."""

import re

import pytest

from assistant.data import sections
from assistant.limits.wordings import each_wording, wordings
from assistant.wordings import Wordings


@pytest.mark.parametrize(
    "line",
    [
        line
        for file in ("demands.txt", "limits.txt", "orders.txt")
        for lines in sections(file).values()
        for line in lines
    ],
)
def test_every_wording_is_over_folded_text(line):
    assert not re.search(r"[A-ZÀ-ÿ]", re.sub(r"\\[WSD]|[«»×÷]", "", line))


def test_a_name_stands_for_any_wording_of_its_section():
    made = Wordings({"a": ["x{b}", "y"], "b": ["1", "2"]})
    assert [bool(made.any_of("a").fullmatch(text)) for text in ("x2", "y", "y1")] == [1, 1, 0]
    assert [pattern.pattern for pattern in made.each("a")] == ["x(?:1|2)", "y"]


def test_lines_of_limits_go_on_and_words_stand_in_the_plural():
    assert wordings("says-thanks").search("merci pour votre aide")
    assert wordings("service").fullmatch("chambres d'hotes")


def test_each_line_is_a_wording():
    assert [bool(p.search("le maire")) for p in each_wording("office")].count(True) == 1
