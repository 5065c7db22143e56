"""Markdown of the knowledge base → statements with their footnotes. Pure.

A file is front matter, headings, statements (one bullet a line) and footnote definitions,
nothing else: whatever cannot be traced to a source has no place in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.errors import CorpusError
from ingest.knowledge import Note, Statement

__all__ = ["CALL", "ParsedMarkdown", "parse_markdown"]

CALL = re.compile(r"\[\^([^\]\s]+)\]")
"""A footnote call; group 1 is its label."""

_LABEL = re.compile(r"[a-z0-9][a-z0-9/-]*(?:@[^\s\]]+)?")
_DEFINITION = re.compile(r"\[\^([^\]]+)\]:[ \t]*(.*)")
_HEADING = re.compile(r"(#{1,6})[ \t]+(.+?)[ \t#]*$")
_BULLET = re.compile(r"[-*][ \t]+(.*)")
_ENDING = re.compile(r"^(.*?)((?:\[\^[^\]\s]+\])+)$")
_BAD_CALL = re.compile(r"\[\^[^\]]*\s[^\]]*\]|\[\^\]")


@dataclass(frozen=True, slots=True)
class ParsedMarkdown:
    """What a file holds.

    Attributes:
        front: text between the two ``---`` lines, "" when there is none; starts on line 2.
        title: the first-level heading, "" when there is none.
        sections: second-level headings with their lines.
        statements: in order.
        problems: everything that breaks the rules of the file's form.
    """

    front: str
    title: str
    sections: tuple[tuple[str, int], ...]
    statements: tuple[Statement, ...]
    problems: tuple[CorpusError, ...]


def parse_markdown(file: str, text: str) -> ParsedMarkdown:
    """Read the Markdown ``text`` of ``file`` (a name for messages and statements)."""
    front, body, first_line = _split_front(text)
    parser = _Parser(file)
    if not front:
        parser.fail(1, "no front matter: start the file with a block between two --- lines")
    for number, line in enumerate(body.split("\n"), first_line):
        if line.strip():
            parser.read(number, line.rstrip())
    return parser.finish(front)


def _split_front(text: str) -> tuple[str, str, int]:
    match = re.match(r"---[ \t]*\n(.*?)^---[ \t]*$\n?", text, re.DOTALL | re.MULTILINE)
    if match is None:
        return "", text, 1
    return match[1], text[match.end() :], 1 + match[0].count("\n")


class _Parser:
    def __init__(self, file: str) -> None:
        self.file = file
        self.title = ""
        self.path: list[tuple[int, str]] = []
        self.sections: list[tuple[str, int]] = []
        self.bullets: list[tuple[int, str, str, tuple[str, ...]]] = []
        self.definitions: dict[str, tuple[int, str]] = {}
        self.problems: list[CorpusError] = []

    def fail(self, line: int, message: str) -> None:
        self.problems.append(CorpusError(self.file, line, message))

    def read(self, number: int, line: str) -> None:
        if match := _HEADING.match(line):
            self._heading(number, len(match[1]), match[2].strip())
        elif match := _DEFINITION.match(line):
            self._definition(number, match[1], match[2].strip())
        elif match := _BULLET.match(line):
            self._bullet(number, match[1].strip())
        else:
            self.fail(number, f"{line[:40]!r} is no statement: write “- sentence.[^source]” a line")

    def _heading(self, number: int, level: int, title: str) -> None:
        if level == 1:
            if self.title:
                self.fail(number, f"second title {title!r}: one # heading a file, sections are ##")
            self.title = title
        if level == 2:
            if any(name == title for name, _ in self.sections):
                self.fail(number, f"section {title!r} stands twice: put its statements together")
            self.sections.append((title, number))
        self.path = [entry for entry in self.path if entry[0] < level]
        if level > 1:
            self.path.append((level, title))

    def _definition(self, number: int, label: str, text: str) -> None:
        if label in self.definitions:
            self.fail(number, f"footnote {label!r} is defined twice: keep one definition")
        if not text:
            self.fail(number, f"footnote {label!r} is empty: write title, publisher, date")
        self.definitions[label] = (number, text)

    def _bullet(self, number: int, line: str) -> None:
        ending = _ENDING.match(line)
        if ending is None or _BAD_CALL.search(line):
            self.fail(number, "no footnote at the end of the statement: add [^source]")
            return
        text, labels = ending[1], tuple(CALL.findall(ending[2]))
        if CALL.search(text):
            self.fail(number, "a footnote stands inside the sentence: move it after the full stop")
        section = " / ".join(title for _, title in self.path)
        self.bullets.append((number, text.strip(), section, labels))

    def finish(self, front: str) -> ParsedMarkdown:
        used = {label for _, _, _, labels in self.bullets for label in labels}
        for label, (number, _) in self.definitions.items():
            if label not in used:
                self.fail(number, f"footnote {label!r} is never used: use it or remove it")
        statements = tuple(self._statement(*bullet) for bullet in self.bullets)
        return ParsedMarkdown(
            front, self.title, tuple(self.sections), statements, tuple(self.problems)
        )

    def _statement(
        self, number: int, text: str, section: str, labels: tuple[str, ...]
    ) -> Statement:
        for label in labels:
            if not _LABEL.fullmatch(label):
                self.fail(number, f"footnote {label!r}: write it source-id or source-id@place")
            elif label not in self.definitions:
                self.fail(number, f"footnote {label!r} is not defined: define it below the text")
        if len(set(labels)) < len(labels):
            self.fail(number, "the same footnote stands twice on one statement: keep one")
        notes = tuple(
            Note(label, label.partition("@")[0], self._locator(label)) for label in labels
        )
        return Statement(text, section, notes, number, self.file)

    def _locator(self, label: str) -> str:
        """What follows the dash of a definition whose label has a place; else nothing."""
        _, _, text = (label, *self.definitions.get(label, (0, "")))
        return text.partition(" — ")[2].strip() if "@" in label else ""
