"""The HTTP API: the answer object of ``poles ask``, the finder, and operations."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

from assistant.pages.browser import browser_of
from assistant.pages.html import render
from assistant.records import Turn
from assistant.registry.registry_view import pole_named, record_dict
from assistant.server.api_models import AskRequest, FeedbackRequest, FindRequest
from assistant.server.feedback_set import feedback_set
from assistant.server.services import Services
from ingest.errors import PolesError, UsageError

__all__ = ["api_router", "operations_router"]


def api_router(services: Services) -> APIRouter:
    """Questions, companies, pôles and verdicts."""
    router = APIRouter(prefix="/api", tags=["Questions"])

    @router.post("/ask", summary="Answer a question")
    def ask(request: AskRequest) -> dict[str, Any]:
        """The answer object of ``poles ask --json``."""
        history = [Turn(message.role, message.content) for message in request.history]
        answer = services.ask(
            request.question,
            history,
            door="api",
            language=request.language,
            until=request.as_of,
            identifier=request.id,
            model=request.model,
        )
        return answer.to_dict()

    @router.post("/find", summary="Find the pôles that fit a company")
    def find(request: FindRequest) -> dict[str, Any]:
        """The object of ``poles find --json``."""
        finding = services.finder().find(
            request.description,
            regions=request.regions,
            needs=request.needs,
            top=request.top,
            language=request.language,
        )
        return finding.to_dict()

    @router.get("/poles/{name}", summary="Show a pôle")
    def pole(name: str) -> dict[str, Any]:
        """The object of ``poles show --json``; ``name`` is an id, a name or a former name."""
        try:
            found = pole_named(services.corpus, name[:200])
        except UsageError as error:
            raise HTTPException(404, str(error)) from error
        return record_dict(services.corpus, found)

    @router.post("/feedback", summary="Say whether an answer helped", status_code=204)
    def judge(request: Request, given: FeedbackRequest) -> None:
        """Only for answers shown in this browser's page."""
        owner = browser_of(request)
        if not services.history.judge(owner, given.exchange, given.verdict, given.reason):
            raise HTTPException(404, "this answer was not shown in this browser")
        if given.verdict:
            services.metrics.count_feedback(given.verdict)

    @router.get("/feedback.jsonl", summary="Verdicts as a question set", response_class=Response)
    def verdicts() -> PlainTextResponse:
        """For ``poles eval run``; answers that did not help are comments to complete.

        Only where the operator lets visitors change documents: it shows everybody's questions.
        """
        if not services.may_change:
            raise HTTPException(403, "verdicts are for the operator: see POLES_SERVE_UPLOADS")
        body = feedback_set(services.history.feedback())
        return PlainTextResponse(body, media_type="application/jsonl")

    return router


def operations_router(services: Services, describe: Any) -> APIRouter:
    """Health, metrics and the API's own documentation.

    Args:
        services: what is watched.
        describe: gives the OpenAPI description.
    """
    router = APIRouter(tags=["Operations"])

    @router.get("/healthz", summary="Can questions be answered?")
    def healthz() -> JSONResponse:
        """200 with the index's counts, or 503 with the reason."""
        try:
            manifest = services.index().manifest
        except PolesError as error:
            return JSONResponse({"status": "unavailable", "reason": type(error).__name__}, 503)
        counts = {name: getattr(manifest, name) for name in ("documents", "passages", "encoder")}
        return JSONResponse({"status": "ok", **counts})

    @router.get("/metrics", summary="For Prometheus", response_class=Response)
    def metrics() -> PlainTextResponse:
        """Questions by door and outcome, times, verdicts, size of the index."""
        manifest = services.index().manifest
        text = services.metrics.expose(manifest.documents, manifest.passages)
        return PlainTextResponse(text, media_type="text/plain; version=0.0.4")

    @router.get("/docs", include_in_schema=False)
    def docs() -> HTMLResponse:
        return HTMLResponse(render("docs.html", "en", api=describe()))

    return router
