"""The simple page: a question, its answer and its sources, without any script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, JSONResponse

from assistant.api_models import MAX_CHARS
from assistant.page_html import render
from assistant.services import Services

__all__ = ["simple_router"]


def simple_router(services: Services, ready: Callable[[], bool]) -> APIRouter:
    """The routes ``/simple`` and ``/ready``.

    Args:
        services: what answers.
        ready: tells whether the full page is there.
    """
    router = APIRouter(include_in_schema=False)

    @router.get("/simple")
    def simple(
        q: Annotated[str, Query(max_length=MAX_CHARS)] = "",
        lang: Annotated[str, Query(pattern="^(fr|en)$")] = "fr",
    ) -> HTMLResponse:
        answer = services.ask(q, door="simple") if q.strip() else None
        html = render("simple.html", lang, question=q, answer=answer, waits=not ready())
        return HTMLResponse(html)

    @router.get("/ready")
    def page_ready() -> JSONResponse:
        return JSONResponse({"ready": ready()})

    return router
