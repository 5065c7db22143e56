"""The statements of a pôle's record, as an index holds it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from assistant.records import Evidence
from assistant.understanding.dates import statement_year
from assistant.understanding.named import name_pattern
from ingest.analysis import fold
from ingest.cards import PoleCard
from ingest.index import Index
from ingest.records import Page, Span
from ingest.sentences import split_sentences

__all__ = ["has_record", "naming", "record_statements"]

_LATEST = 9999
_KEPT = 256
"""Records whose sentences are remembered: more than there are pôles."""


def has_record(index: Index, card: PoleCard) -> bool:
    """Does ``index`` hold the record of ``card``?"""
    return next(record_statements(index, card), None) is not None


def naming(index: Index, card: PoleCard, *others: PoleCard) -> list[Evidence]:
    """The sentences of the record of ``card`` that name it, and each of ``others``."""
    names = [name_pattern(one) for one in (*others, card)]  # the rarest first
    return [
        item
        for item in record_statements(index, card)
        if all(name.search(fold(item.text)) for name in names)
    ]


def record_statements(index: Index, card: PoleCard) -> Iterator[Evidence]:
    """The sentences of the record of ``card``, in order; none when ``index`` does not hold it."""
    document = f"poles/{card.id}"
    page = index.store.page(document, 1)
    yield from _statements_of(document, page) if page else ()


@lru_cache(maxsize=_KEPT)
def _statements_of(document: str, page: Page) -> tuple[Evidence, ...]:
    found: list[Evidence] = []
    for start, end in split_sentences(page.text):
        heads = [head for head in page.headings if head.start <= start]
        if heads and start < heads[-1].end:
            continue  # a heading is no sentence
        text = page.text[start:end]
        item = Evidence(
            text=text,
            document_id=document,
            span=Span(page.number, start, end),
            headings=tuple(page.text[head.start : head.end] for head in heads[-1:]),
            year=statement_year(text, None, _LATEST),
        )
        found.append(item)
    return tuple(found)
