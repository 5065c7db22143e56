"""Rules on the questions of a knowledge base: each belongs to a statement, and stands once."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.errors import CorpusError
from ingest.expected import ExpectedQuestion, statement_key
from ingest.knowledge import Corpus, Place, name_key

__all__ = ["check_expected"]


def check_expected(corpus: Corpus) -> Iterator[CorpusError]:
    """Questions of no document or of no statement, and questions that stand twice in a file."""
    keys = {
        document: {statement_key(statement.text) for statement in statements}
        for document, statements in corpus.statements_by_document().items()
    }
    strangers: set[str] = set()
    first: dict[tuple[str, str], ExpectedQuestion] = {}
    for question in corpus.questions:
        document, place = question.document, question.place
        if document not in keys:
            if document not in strangers:
                yield Place(place.file).fault(_no_document(document))
            strangers.add(document)
        elif question.key not in keys[document]:
            yield place.fault(_no_statement(question))
        twin = first.setdefault((document, name_key(question.text)), question)
        if twin is not question:
            yield place.fault(f"same question as line {twin.place.line}: keep one")


def _no_document(document: str) -> str:
    return (
        f"no document has the id {document!r}: name the file after one of poles/ or policy/, "
        "or remove it"
    )


def _no_statement(question: ExpectedQuestion) -> str:
    return (
        f"no statement of {question.document} has the key {question.key}: it was reworded or "
        "removed; write the key of the statement that answers, which "
        f"'poles corpus keys {question.document}' prints, or remove the line"
    )
