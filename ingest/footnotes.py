"""Footnotes that name no source: their texts belong to the page. Pure."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

from ingest.records import Document, Page

__all__ = ["resolve_footnotes"]


def resolve_footnotes(document: Document, sources: Set[str]) -> Document:
    """Write the footnotes that name none of ``sources`` at the end of the last page.

    In a knowledge base a footnote names the source of its sentence, and is evidence; anywhere
    else it is a text that qualifies what the page says: ``Note 1 : Ce montant exclut…``.

    Args:
        document: as it was read.
        sources: identifiers of every source that a document may cite.

    Returns:
        The document without calls to those footnotes, their texts as final paragraphs. Calls of
        a footnote without a text stay.
    """
    texts = [(label, text) for label, text in document.footnotes if label not in sources]
    if not texts or not document.pages:
        return document
    own = {label for label, _ in texts}
    pages = [_without_calls(page, own) for page in document.pages]
    notes = [f"Note {label} : {text}" for label, text in texts]
    pages[-1] = replace(pages[-1], text="\n\n".join([pages[-1].text, *notes]).lstrip())
    kept = tuple(note for note in document.footnotes if note[0] in sources)
    return replace(document, pages=tuple(pages), footnotes=kept)


def _without_calls(page: Page, labels: Set[str]) -> Page:
    return replace(page, references=tuple(r for r in page.references if r.source_id not in labels))
