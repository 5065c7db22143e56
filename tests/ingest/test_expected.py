"""The questions that statements answer: how a statement is called, and how a file is read."""

from __future__ import annotations

import pytest

from ingest.expected import ExpectedQuestion, parse_expected, read_expected, statement_key
from ingest.knowledge import Place

FILE = "questions/houle.txt"
KEY = "b93ac7c6"


def test_a_key_is_eight_hex_digits_of_letters_and_digits():
    assert statement_key("En 2024, Houle & Marée compte 200 membres.") == KEY


@pytest.mark.parametrize(
    "text",
    [
        "En 2024 Houle & Marée compte 200 membres",
        "en 2024, HOULE & MAREE compte\u00a0200 membres.",
        "En 2024, Houle-Marée compte « 2 00 » membres._",
    ],
)
def test_case_accents_and_punctuation_do_not_change_it(text):
    assert statement_key(text) == KEY


def test_another_figure_changes_it():
    assert statement_key("En 2024, Houle & Marée compte 201 membres.") != KEY


def test_a_line_is_a_key_and_a_question():
    text = f"# Houle\r\n\r\n  {KEY}  combien de membres à Houle ?\r\n{KEY} how many? # 1"
    assert parse_expected(FILE, text.encode()) == (
        [
            ExpectedQuestion("houle", KEY, "combien de membres à Houle ?", Place(FILE, 3)),
            ExpectedQuestion("houle", KEY, "how many? # 1", Place(FILE, 4)),
        ],
        [],
    )


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("combien ?", "'combien ?' has no key: begin it with that"),
        (f"{KEY}? combien", f"'{KEY}? combien' has no key"),
        (KEY.upper() + " combien ?", "has no key"),
        (KEY[:7] + " combien ?", "has no key"),
        (KEY + "0 combien ?", "has no key"),
        (KEY, f"no question behind the key {KEY}: write one, or remove the line"),
        (KEY + "   ", "no question behind"),
    ],
)
def test_a_line_that_is_neither_is_told(line, told):
    questions, (problem,) = parse_expected(FILE, f"# Houle\n{line}\n{KEY} où ?".encode())
    assert [question.text for question in questions] == ["où ?"]
    assert (problem.path, problem.line) == (FILE, 2)
    assert told in problem.message


def test_who_lacks_a_key_is_told_where_to_find_it():
    _, (problem,) = parse_expected(FILE, b"combien ?")
    assert "'poles corpus keys houle'" in problem.message


def test_another_encoding_is_told():
    questions, (problem,) = parse_expected(FILE, f"{KEY} où ?".encode("latin-1"))
    assert questions == []
    assert str(problem) == f"{FILE}: not UTF-8 (byte 10): save it as UTF-8"


def test_a_folder_is_read_by_document(tmp_path):
    assert read_expected(tmp_path) == ((), [])
    (tmp_path / "questions").mkdir()
    for name in ("label.txt", "houle.txt", "notes.md"):
        (tmp_path / "questions" / name).write_text(f"{KEY} où ?\nrien", encoding="utf-8")
    questions, problems = read_expected(tmp_path)
    assert [question.document for question in questions] == ["houle", "label"]
    assert [(p.path, p.line) for p in problems] == [(FILE, 2), ("questions/label.txt", 2)]
