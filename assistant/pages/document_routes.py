"""Documents as people read them: a page of text with a quote marked, or the original PDF."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import FileResponse, HTMLResponse

from assistant.pages.html import render
from assistant.pages.viewer import page_blocks
from assistant.server.services import Services
from ingest.index import Index
from ingest.store import StoredDocument

__all__ = ["document_routes"]


def document_routes(services: Services) -> APIRouter:
    """Routes of the viewer on ``services``. Identifiers are looked up, never used as paths."""
    router = APIRouter(include_in_schema=False)

    @router.get("/documents/{document_id:path}")
    def document(
        request: Request,
        document_id: str,
        page: Annotated[int, Query(ge=1)] = 1,
        start: Annotated[int, Query(ge=0)] = 0,
        end: Annotated[int, Query(ge=0)] = 0,
        lang: Annotated[str, Query(pattern="^(fr|en)$")] = "fr",
        fragment: bool = False,
    ) -> HTMLResponse:
        index = services.index()
        held = _held(index, document_id)
        text = index.store.page(document_id, page)
        source = index.sources.get(document_id)
        if text is None or source is None:
            raise HTTPException(404, f"document {document_id!r} has no page {page} with text")
        html = render(
            "document_fragment.html" if fragment else "document.html",
            lang,
            source=source,
            paged=held.paged,
            page=text,
            blocks=page_blocks(text, start, end),
            original=_is_pdf(held),
            previous=_neighbour(index, document_id, page, -1),
            next=_neighbour(index, document_id, page, +1),
            nonce=request.state.nonce,
        )
        return HTMLResponse(html)

    @router.get("/originals/{document_id:path}")
    def original(document_id: str) -> FileResponse:
        held = _held(services.index(), document_id)
        path = Path(held.root, held.path) if Path(held.root).is_dir() else Path(held.root)
        if not _is_pdf(held) or not _unchanged(path, held):
            raise HTTPException(404, f"the original of {document_id!r} is not available")
        return FileResponse(path, media_type="application/pdf")

    return router


def _held(index: Index, document_id: str) -> StoredDocument:
    held = index.store.document(document_id)
    if held is None:
        raise HTTPException(404, f"there is no document {document_id!r}")
    return held


def _is_pdf(held: StoredDocument) -> bool:
    return held.paged and (held.path or held.root).lower().endswith(".pdf")


def _unchanged(path: Path, held: StoredDocument) -> bool:
    """The file on disk is still the one that was indexed: its hash says so."""
    try:
        with path.open("rb") as file:
            content = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return False
    return content == held.fingerprint.partition(":")[0]


def _neighbour(index: Index, document_id: str, number: int, step: int) -> int | None:
    """The nearest page with text on one side; pages without text are not stored."""
    for distance in range(1, 6):
        other = number + step * distance
        if other >= 1 and index.store.page(document_id, other) is not None:
            return other
    return None
