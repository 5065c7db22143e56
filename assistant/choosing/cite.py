"""Citations: made from the records of the index alone, kept when the verifier passes them."""

from __future__ import annotations

from collections.abc import Container, Sequence, Set

from assistant.records import Citation, Evidence
from assistant.verify import MARKER, verify_citation
from ingest.index import Index
from ingest.records import Page, Reference, Source, Span

__all__ = ["as_shown", "is_said_by", "verified_citations"]


def as_shown(quote: str) -> str:
    """``quote`` within an answer: a reference of its own, "[2]", is no marker of ours."""
    return MARKER.sub(r"(\1)", quote)


def is_said_by(index: Index, document: str, span: Span, sources: Set[str]) -> bool:
    """Is what stands there said by one of ``sources``: in it, or with a footnote that names it?"""
    if document in sources:
        return True
    page = index.store.page(document, span.page)
    return page is not None and any(r.source_id in sources for r in _references(page, span))


def _references(page: Page, span: Span) -> list[Reference]:
    """The footnote calls at the end of a statement."""
    return [r for r in page.references if 0 <= r.end - span.end <= 1]


def verified_citations(
    index: Index, chosen: Sequence[Evidence], listed: Container[int] = ()
) -> tuple[tuple[Citation, ...], ...]:
    """For each statement that passes the verifier, its citations: every source that says it.

    They are numbered in order, from 1. The statements at the places ``listed`` each show one item
    of a list: one source is enough.
    """
    pages = {
        (item.document_id, item.span.page): index.store.page(item.document_id, item.span.page)
        for item in chosen
    }
    texts = {place: page.text for place, page in pages.items() if page is not None}
    groups: list[tuple[Citation, ...]] = []
    n = 1
    for place, item in enumerate(chosen):
        page = pages[item.document_id, item.span.page]
        if page is None:
            continue
        sources = _said_by(index, item, page)[: 1 if place in listed else None]
        group = tuple(_citation(item, number, *said) for number, said in enumerate(sources, n))
        if all(verify_citation(item.text, citation, texts).passed for citation in group):
            groups.append(group)
            n += len(group)
    return tuple(groups)


def _said_by(index: Index, item: Evidence, page: Page) -> list[tuple[Source, str, str]]:
    """The sources of a statement, each with section and page: those of its footnotes, or its own.

    Built from records alone.
    """
    footnotes: dict[str, str] = {}
    for reference in _references(page, item.span):
        footnotes.setdefault(reference.source_id, reference.locator)
    if found := [(index.sources[i], at, "") for i, at in footnotes.items() if i in index.sources]:
        return found
    document = index.store.document(item.document_id)
    number = (page.label or str(page.number)) if document and document.paged else ""
    return [(index.sources[item.document_id], item.headings[-1] if item.headings else "", number)]


def _citation(item: Evidence, n: int, source: Source, section: str, number: str) -> Citation:
    return Citation(
        n=n,
        source_id=source.id,
        title=source.title,
        publisher=source.publisher,
        date=source.date,
        url=source.url,
        page=number,
        section=section,
        quote=item.text,
        document_id=item.document_id,
        span=item.span,
    )
