"""What a question becomes: evidence, citations, an answer. Plain frozen dataclasses."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from ingest.records import Span

__all__ = ["Answer", "Citation", "Evidence", "Status", "Timings", "Turn"]

Status = Literal["answered", "partial", "declined"]


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of a conversation; ``role`` is "user" or "assistant"."""

    role: str
    content: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A statement of a document that may answer a question.

    Attributes:
        text: the statement, a substring of its page.
        document_id: identifier of the document it stands in.
        span: where it stands in that document.
        headings: path of headings above it.
        score: how well it answers, about 0 to 1.
        similarity: cosine between question and statement.
        year: when it is true, None when nothing says so.
        typed: it holds the type of thing that is asked for.
        named: it is about every pôle that the question names.
        missing_name: a name of the question is neither in it nor above it.
        missing_acronym: none of the acronyms that the question names is in it or above it.
        of_another: a name whose value is asked is neither in it nor above it, or it is about one
            pôle where a value of all is asked.
        names_only: it holds nothing of what is asked about a pôle, but names.
        restates: it says only what the question says itself.
        nameless: bodies are asked for by name, and it names none.
        unexplained: a reason is asked for, and all the clause that asks is said but for it.
        unsaid: the common words of the clause that asks that are neither in it, nor in what
            introduces it, nor above it.
        says: the telling words of that clause that it says itself.
        introduced_by: the sentence before it that names the pôle of which it speaks.
        coverage: share of the question's words, weighted by rarity, that it and its headings hold.
        expected: likeness of the question to the nearest that it is expected to answer, in [0, 1).
    """

    text: str
    document_id: str
    span: Span
    headings: tuple[str, ...]
    score: float = 1.0
    coverage: float = 1.0
    similarity: float = 1.0
    year: int | None = None
    typed: bool = True
    named: bool = True
    missing_name: bool = False
    missing_acronym: bool = False
    of_another: bool = False
    names_only: bool = False
    restates: bool = False
    nameless: bool = False
    unexplained: bool = False
    unsaid: frozenset[str] = frozenset()
    says: frozenset[str] = frozenset()
    introduced_by: Evidence | None = None
    expected: float = 0.0


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a reader can check a sentence of an answer.

    Attributes:
        n: the marker's number in the answer, from 1.
        source_id, title, publisher, date, url: the source that is cited.
        page: printed label or number of the page, "" when the source has no pages.
        section: heading or locator in the source, "" when unknown.
        quote: exact words, a substring of the cleaned page ``span.page`` of ``document_id``.
        document_id: document that holds the quote: the source itself, or the record of the
            knowledge base that cites it.
        span: the quote's place in that document.
    """

    n: int
    source_id: str
    title: str
    publisher: str
    date: str
    url: str
    page: str
    section: str
    quote: str
    document_id: str
    span: Span

    def to_dict(self) -> dict[str, Any]:
        """The citation of the JSON contract."""
        values = asdict(self)
        del values["document_id"], values["span"]
        return values


@dataclass(frozen=True, slots=True)
class Timings:
    """Milliseconds spent in each stage."""

    parse: float
    retrieve: float
    compose: float
    verify: float
    total: float


@dataclass(frozen=True, slots=True)
class Answer:
    """The one object that the page, the command line and the API show.

    Attributes:
        question: as typed.
        standalone_question: understandable without the conversation.
        language: "fr" or "en", the question's.
        status: "declined" shows no citation.
        answer: sentences with markers "[n]".
        confidence: in [0, 1].
        citations: one for each marker.
        poles: identifiers of the pôles that the answer is about.
        notes: what the reader must know besides, a sentence each.
        timings: milliseconds.
        id: what the caller named the question.
    """

    question: str
    standalone_question: str
    language: str
    status: Status
    answer: str
    confidence: float
    timings: Timings
    citations: tuple[Citation, ...] = ()
    poles: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    id: str = field(default="")

    def to_dict(self) -> dict[str, Any]:
        """The answer object of the JSON contract."""
        return {
            "id": self.id,
            "question": self.question,
            "standalone_question": self.standalone_question,
            "language": self.language,
            "status": self.status,
            "answer": self.answer,
            "confidence": round(self.confidence, 3),
            "citations": [citation.to_dict() for citation in self.citations],
            "poles": list(self.poles),
            "notes": list(self.notes),
            "timings_ms": {k: round(v, 2) for k, v in asdict(self.timings).items()},
        }
