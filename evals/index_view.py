"""An open index as the bench sees it: passages with their pages and the sources they cite."""

from __future__ import annotations

from functools import cached_property

from assistant.records import Citation
from evals.outputs import PassageText
from ingest.index import Index
from ingest.records import Page, Passage
from ingest.store import Filters

__all__ = ["IndexView"]


class IndexView:
    """Reads an open index; nothing is written."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._pages: dict[tuple[str, int], Page | None] = {}
        self._paged = {document.source_id: document.paged for document in index.store.documents()}

    def page(self, document_id: str, number: int) -> Page | None:
        """A page's cleaned text, None when the index does not hold it."""
        key = (document_id, number)
        if key not in self._pages:
            self._pages[key] = self.index.store.page(document_id, number)
        return self._pages[key]

    def stands_at(self, citation: Citation) -> bool:
        """True when the quote is, word for word, at the place that the citation names.

        A citation of the document itself names the span's page; one of a source that the document
        cites names the source and the locator of a footnote at the end of the quote.
        """
        span = citation.span
        page = self.page(citation.document_id, span.page)
        if page is None or not citation.quote:
            return False
        if page.text[span.start : span.end] != citation.quote:
            return False
        if citation.source_id == citation.document_id:
            return citation.page == self._label(citation.document_id, page)
        return not citation.page and any(
            (r.source_id, r.locator) == (citation.source_id, citation.section)
            for r in page.references
            if span.start < r.end <= span.end + 1
        )

    def _label(self, document_id: str, page: Page) -> str:
        """What a reader calls ``page``, "" in a document without pages."""
        return (page.label or str(page.number)) if self._paged.get(document_id) else ""

    def text_of(self, passage: Passage) -> PassageText:
        """The passage with its title, page labels and footnotes."""
        labels: list[str] = []
        cites: list[tuple[str, str, int]] = []
        offset = 0
        for span in passage.spans:
            page = self.page(passage.source_id, span.page)
            if page is not None:
                if label := self._label(passage.source_id, page):
                    labels.append(label)
                cites += [
                    (r.source_id, r.locator, min(r.end, span.end) - span.start + offset)
                    for r in page.references
                    if span.start < r.end <= span.end + 1
                ]
            offset += span.end - span.start + 1  # spans are joined by one newline
        return PassageText(
            passage.id, passage.source_id, passage.text,
            self.index.sources[passage.source_id].title, passage.headings, tuple(labels),
            tuple(cites),
        )  # fmt: skip

    @cached_property
    def passages(self) -> list[PassageText]:
        """Every passage, in the order of the index."""
        held = self.index.store.passages(self.index.store.matching(Filters()))
        return [self.text_of(held[row]) for row in sorted(held)]

    @cached_property
    def _by_source(self) -> dict[str, list[PassageText]]:
        found: dict[str, list[PassageText]] = {}
        for passage in self.passages:
            for source in dict.fromkeys([passage.source_id, *(s for s, _, _ in passage.cites)]):
                found.setdefault(source, []).append(passage)
        return found

    def passages_of(self, source_id: str) -> list[PassageText]:
        """Passages of a document, and those whose footnotes cite it."""
        return self._by_source.get(source_id, [])
