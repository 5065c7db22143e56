"""Citations: made from the records of the index alone, kept when the verifier passes them."""

from __future__ import annotations

from collections.abc import Sequence, Set

from assistant.records import Citation, Evidence
from assistant.verify import MARKER, verify_citation
from ingest.index import Index
from ingest.records import Page, Reference, Span

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


def verified_citations(index: Index, chosen: Sequence[Evidence]) -> tuple[Citation, ...]:
    """Citations of the statements that pass the verifier, numbered in order."""
    pages = {
        (item.document_id, item.span.page): index.store.page(item.document_id, item.span.page)
        for item in chosen
    }
    texts = {place: page.text for place, page in pages.items() if page is not None}
    citations: list[Citation] = []
    for item in chosen:
        page = pages[item.document_id, item.span.page]
        if page is None:
            continue
        citation = _citation(index, item, page, len(citations) + 1)
        if verify_citation(item.text, citation, texts).passed:
            citations.append(citation)
    return tuple(citations)


def _citation(index: Index, item: Evidence, page: Page, n: int) -> Citation:
    """Built from records alone: the footnote's source where the statement has one."""
    source, section, number = index.sources[item.document_id], "", ""
    reference = next(iter(_references(page, item.span)), None)
    if reference is not None and reference.source_id in index.sources:
        source, section = index.sources[reference.source_id], reference.locator
    else:
        section = item.headings[-1] if item.headings else ""
        document = index.store.document(item.document_id)
        number = (page.label or str(page.number)) if document and document.paged else ""
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
