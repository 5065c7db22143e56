"""A conversation with its footnotes, and its Markdown. Word and PDF: the sibling modules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.page_texts import text
from assistant.records import Answer, Citation

__all__ = [
    "Footnote",
    "Section",
    "citation_text",
    "plain_answer",
    "sections",
    "sources_list",
    "to_markdown",
]

_MARKER = re.compile(r" ?\[(\d+)\]")
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$])")


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote: its number in the whole conversation, and the citation it shows."""

    n: int
    citation: Citation


@dataclass(frozen=True, slots=True)
class Section:
    """A question with its answer.

    Attributes:
        question: as typed.
        language: of the answer, "fr" or "en".
        pieces: the answer's text, cut where a footnote is called.
        notes: what the reader must know besides.
        footnotes: in order of first call.
    """

    question: str
    language: str
    pieces: tuple[str | Footnote, ...]
    notes: tuple[str, ...]
    footnotes: tuple[Footnote, ...]


def sections(answers: Sequence[Answer]) -> tuple[Section, ...]:
    """The exchanges of a conversation, their footnotes numbered through."""
    made: list[Section] = []
    count = 0
    for answer in answers:
        by_marker: dict[int, Footnote] = {}
        citations = {citation.n: citation for citation in answer.citations}
        pieces: list[str | Footnote] = []
        end = 0
        for match in _MARKER.finditer(answer.answer):
            citation = citations.get(int(match[1]))
            if citation is None:
                continue
            if citation.n not in by_marker:
                count += 1
                by_marker[citation.n] = Footnote(count, citation)
            pieces += [answer.answer[end : match.start()], by_marker[citation.n]]
            end = match.end()
        pieces.append(answer.answer[end:])
        kept = tuple(piece for piece in pieces if piece != "")
        notes = tuple(by_marker.values())
        made.append(Section(answer.question, answer.language, kept, answer.notes, notes))
    return tuple(made)


def citation_text(citation: Citation, language: str) -> str:
    """A citation as a reference: title, publisher, date, place, quote, address."""
    page = text("page_n", language, citation.page) if citation.page else ""
    date = citation.date or text("undated", language)
    place = ", ".join(filter(None, (citation.publisher, date, page, citation.section)))
    quote = text("quoted", language, " ".join(citation.quote.split()))
    return " ".join(filter(None, (f"{citation.title} ({place}).", quote, citation.url)))


def sources_list(answer: Answer) -> str:
    """The sources of one answer, numbered by its markers; "" when there is none."""
    if not answer.citations:
        return ""
    lines = [f"[{c.n}] {citation_text(c, answer.language)}" for c in answer.citations]
    return "\n".join([text("sources_colon", answer.language), "", *(f"- {line}" for line in lines)])


def plain_answer(answer: Answer) -> str:
    """One answer with its notes and sources, as it is copied."""
    return "\n\n".join(filter(None, (answer.answer, *answer.notes, sources_list(answer))))


def to_markdown(title: str, answers: Sequence[Answer]) -> str:
    """The conversation as Markdown with footnotes."""
    blocks = [f"# {_escape(title)}"]
    footnotes: list[str] = []
    for section in sections(answers):
        body = "".join(
            f"[^{piece.n}]" if isinstance(piece, Footnote) else _escape(piece)
            for piece in section.pieces
        )
        blocks += [f"## {_escape(section.question)}", body]
        blocks += [f"> {_escape(note)}" for note in section.notes]
        footnotes += [
            f"[^{note.n}]: {_escape(citation_text(note.citation, section.language))}"
            for note in section.footnotes
        ]
    return "\n\n".join([*blocks, "\n".join(footnotes)]).rstrip() + "\n"


def _escape(value: str) -> str:
    """Text that Markdown shows as it is; addresses stay readable."""
    words = re.sub(r"\s+", " ", value).split(" ")  # a space at either end is one between pieces
    return " ".join(
        word if re.match(r"https?://\S+$", word) else _SPECIAL.sub(r"\\\1", word) for word in words
    )
