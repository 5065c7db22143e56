"""A conversation with its footnotes, and its Markdown. Word and PDF: the sibling modules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.pages.texts import text
from assistant.records import Answer, Citation
from assistant.verification.sentences import answer_parts

__all__ = [
    "Footnote",
    "Section",
    "citation_text",
    "markdown_answer",
    "markdown_text",
    "plain_answer",
    "plain_text",
    "sections",
    "sources_list",
    "to_markdown",
]

_BRACKETED = re.compile(r"(\[\d+\](?![(:]))")
_CALLED = re.compile(r"(\[\^\d+\])([(:])")
_MARKER = re.compile(r" ?\[(\d+)\]")
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$])")
_LINKING = re.compile(r":(?=//)|(?<=www)\.|(?<=\w)@(?=\w)", re.IGNORECASE)
"""What makes a link of an address that merely stands in a text."""
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]<>#|~$:.@])")
_ADDRESS = re.compile(r"https?://[^\s<>\[\]`\\]+")


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
    blocks = [f"# {_one_line(title)}"]
    footnotes: list[str] = []
    for section in sections(answers):
        body = "".join(
            f"[^{piece.n}]" if isinstance(piece, Footnote) else _one_line(piece)
            for piece in section.pieces
        )
        body = _CALLED.sub(r"\1\\\2", body)
        blocks += [f"## {_one_line(section.question)}", body]
        blocks += [f"> {_one_line(note)}" for note in section.notes]
        footnotes += [
            f"[^{note.n}]: {_markdown_citation(note.citation, section.language)}"
            for note in section.footnotes
        ]
    return "\n\n".join([*blocks, "\n".join(footnotes)]).rstrip() + "\n"


def markdown_answer(answer: Answer) -> list[str]:
    """One answer a sentence a piece, its notes and sources, as Markdown: its markers as they are.

    Nothing that a document says becomes a link, an image or a tag.
    """
    own = {f"[{citation.n}]" for citation in answer.citations}
    parts = _BRACKETED.split(answer.answer)
    escaped = "".join(part if part in own else markdown_text(part) for part in parts)
    pieces = list(answer_parts(escaped))
    pieces += [f"\n\n{markdown_text(note)}" for note in answer.notes]
    if answer.citations:
        lines = [f"- [{c.n}] {_markdown_citation(c, answer.language)}" for c in answer.citations]
        pieces.append("\n\n" + "\n".join([text("sources_colon", answer.language), "", *lines]))
    return pieces


def markdown_text(value: str) -> str:
    """Text that Markdown shows as it is."""
    return _LINKING.sub(r"\\\g<0>", _SPECIAL.sub(r"\\\1", value))


def plain_text(markdown: str) -> str:
    """What ``markdown_text`` was given."""
    return _ESCAPED.sub(r"\1", markdown)


def _markdown_citation(citation: Citation, language: str) -> str:
    """A citation whose address, where it has one, is a link; nothing else is."""
    reference = markdown_text(citation_text(replace(citation, url=""), language))
    url = citation.url if _ADDRESS.fullmatch(citation.url) else markdown_text(citation.url)
    return " ".join(filter(None, (reference, url)))


def _one_line(value: str) -> str:
    """Text that Markdown shows as it is, on one line; a space at either end stays."""
    return markdown_text(re.sub(r"\s+", " ", value))
