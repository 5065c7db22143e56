"""The questions that statements of the knowledge base answer, as people type them.

They serve search: a question that is asked is compared with them (document expansion by predicted
queries: Nogueira et al., "Document Expansion by Query Prediction", 2019). ``questions/<id>.txt``
holds those of one document, a line each: the key of the statement, then the question.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from ingest.analysis import fold
from ingest.errors import CorpusError
from ingest.knowledge import ExpectedQuestion, Place, Statement

__all__ = [
    "QUESTIONS_FOLDER",
    "ExpectedQuestion",
    "format_expected",
    "parse_expected",
    "read_expected",
    "statement_key",
]

QUESTIONS_FOLDER = "questions"
"""Folder of a knowledge base that holds them."""

_KEY_BYTES = 4
_LINE = re.compile(rf"([0-9a-f]{{{2 * _KEY_BYTES}}})(?:\s+(.*))?")
_ASIDE = re.compile(r"[\W_]+")


def statement_key(text: str) -> str:
    """What a statement is called in ``questions/``: 8 hex digits, of its letters and digits alone.

    Case, accents, spaces and punctuation may change without changing it.
    """
    letters = _ASIDE.sub("", fold(text))
    return hashlib.blake2b(letters.encode(), digest_size=_KEY_BYTES).hexdigest()


def read_expected(folder: Path) -> tuple[tuple[ExpectedQuestion, ...], list[CorpusError]]:
    """Questions of the knowledge base in ``folder``, by document, and every problem met."""
    questions: list[ExpectedQuestion] = []
    problems: list[CorpusError] = []
    for path in sorted((folder / QUESTIONS_FOLDER).glob("*.txt")):
        name = path.relative_to(folder).as_posix()
        found, unread = parse_expected(name, path.read_bytes())
        questions += found
        problems += unread
    return tuple(questions), problems


def parse_expected(file: str, content: bytes) -> tuple[list[ExpectedQuestion], list[CorpusError]]:
    """Questions of one file, and every problem met; its name is the document's id.

    Blank lines and those that open with ``#`` are passed over.
    """
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        return [], [CorpusError(file, 0, f"not UTF-8 (byte {error.start}): save it as UTF-8")]
    document = Path(file).stem
    questions: list[ExpectedQuestion] = []
    problems: list[CorpusError] = []
    for number, line in enumerate(map(str.strip, text.split("\n")), 1):
        if not line or line.startswith("#"):
            continue
        match = _LINE.fullmatch(line)
        if match is None:
            message = (
                f"{line[:40]!r} has no key: begin it with that of the statement that answers, "
                f"which 'poles corpus keys {document}' prints"
            )
            problems.append(CorpusError(file, number, message))
        elif not match[2]:
            message = f"no question behind the key {match[1]}: write one, or remove the line"
            problems.append(CorpusError(file, number, message))
        else:
            questions.append(ExpectedQuestion(document, match[1], match[2], Place(file, number)))
    return questions, problems


def format_expected(statements: Iterable[Statement], questions: Iterable[ExpectedQuestion]) -> str:
    """The statements of a document, each behind its key, and their questions, for a terminal."""
    lines: list[str] = []
    asked = list(questions)
    for statement in statements:
        key = statement_key(statement.text)
        lines.append(f"{key} {statement.text}")
        lines += [f"         {question.text}" for question in asked if question.key == key]
    return "\n".join(lines)
