"""The statements of a pôle's record, as an index holds it."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.dates import statement_year
from assistant.named import name_pattern
from assistant.records import Evidence
from ingest.analysis import fold
from ingest.cards import PoleCard
from ingest.index import Index
from ingest.records import Span
from ingest.sentences import split_sentences

__all__ = ["has_record", "naming", "record_statements"]

_LATEST = 9999


def has_record(index: Index, card: PoleCard) -> bool:
    """Does ``index`` hold the record of ``card``?"""
    return next(record_statements(index, card), None) is not None


def naming(index: Index, card: PoleCard, *others: PoleCard) -> list[Evidence]:
    """The sentences of the record of ``card`` that name it, and each of ``others``."""
    names = [name_pattern(one) for one in (card, *others)]
    return [
        item
        for item in record_statements(index, card)
        if all(name.search(fold(item.text)) for name in names)
    ]


def record_statements(index: Index, card: PoleCard) -> Iterator[Evidence]:
    """The sentences of the record of ``card``, in order; none when ``index`` does not hold it."""
    document = f"poles/{card.id}"
    page = index.store.page(document, 1)
    if page is None:
        return
    for start, end in split_sentences(page.text):
        heads = [head for head in page.headings if head.start <= start]
        if heads and start < heads[-1].end:
            continue  # a heading is no sentence
        text = page.text[start:end]
        yield Evidence(
            text=text,
            document_id=document,
            span=Span(page.number, start, end),
            headings=tuple(page.text[head.start : head.end] for head in heads[-1:]),
            year=statement_year(text, None, _LATEST),
        )
