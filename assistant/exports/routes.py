"""Conversations and comparisons of pôles as files."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Literal

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import Response

from assistant.exports.conversation import to_markdown
from assistant.exports.pdf import to_pdf
from assistant.exports.sheet import write_deliverable
from assistant.exports.word import to_docx
from assistant.pages.browser import browser_of
from assistant.server.api_models import MAX_CHARS
from assistant.server.services import Services
from ingest.analysis import fold

__all__ = ["export_routes"]

_TYPES = {
    "md": "text/markdown; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "csv": "text/csv; charset=utf-8",
}
_CONVERSATIONS = ("md", "docx", "pdf")


def export_routes(services: Services) -> APIRouter:
    """``/export/<conversation>.<md|docx|pdf>`` for the browser that had it; ``/api/find/sheet``."""
    router = APIRouter(include_in_schema=False)

    @router.get("/export/{name}")
    def export(request: Request, name: str) -> Response:
        conversation, _, kind = name.rpartition(".")
        owner = browser_of(request)
        exchanges = services.history.exchanges(owner, conversation)
        if kind not in _CONVERSATIONS or not exchanges:
            raise HTTPException(404, "there is no such conversation in this browser")
        title = services.history.title(owner, conversation)
        answers = [exchange.answer for exchange in exchanges]
        if kind == "md":
            content = to_markdown(title, answers).encode()
        else:
            content = (to_docx if kind == "docx" else to_pdf)(title, answers)
        disposition = f'attachment; filename="{_file_name(title)}.{kind}"'
        return Response(
            content, media_type=_TYPES[kind], headers={"Content-Disposition": disposition}
        )

    @router.post("/api/find/sheet")
    def sheet(
        description: Annotated[str, Form(min_length=1, max_length=MAX_CHARS)],
        kind: Annotated[Literal["md", "docx", "pdf", "csv"], Form()],
        regions: Annotated[list[str], Form()] = [],  # noqa: B006 - FastAPI copies it
        needs: Annotated[list[str], Form()] = [],  # noqa: B006
        without: Annotated[list[str], Form()] = [],  # noqa: B006
        also: Annotated[list[str], Form()] = [],  # noqa: B006
        language: Annotated[Literal["", "fr", "en"], Form()] = "",
    ) -> Response:
        finder = services.finder()
        read = finder.understand(description, regions=regions, needs=needs, language=language)
        finding = finder.search(finder.changed(read, without, also))
        with TemporaryDirectory(prefix="poles-") as folder:
            path = Path(folder, f"sheet.{kind}")
            write_deliverable(finder.corpus, finding, path)
            content = path.read_bytes()
        disposition = f'attachment; filename="comparaison-poles.{kind}"'
        return Response(
            content, media_type=_TYPES[kind], headers={"Content-Disposition": disposition}
        )

    return router


def _file_name(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(title)).strip("-")[:60] or "conversation"
