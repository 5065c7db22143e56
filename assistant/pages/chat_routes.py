"""What the chat page asks for: an answer to show, a past conversation, questions to begin with.

The answer itself is that of every other door; here it is kept in the browser's history and comes
back as the piece of HTML that the page puts in its conversation.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.history import Exchange, turns_of
from assistant.pages.browser import browser_of, mode_wanted
from assistant.pages.html import render
from assistant.server.api_models import MAX_CHARS
from assistant.server.makers import Asked
from assistant.server.services import Services
from assistant.server.suggestions import Suggestions
from ingest.errors import PolesError

__all__ = ["chat_routes"]

_TURNS_READ = 10
"""Earlier exchanges that a question may refer to."""

_TURNS_SHOWN = 50
"""A longer conversation shows its end; the export has it whole."""

Language = Literal["fr", "en"]
Identifier = Annotated[str, Field(max_length=32)]


class _Given(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Question(_Given):
    """What stands in the box; ``conversation`` is "" for a new one."""

    question: Annotated[str, Field(max_length=MAX_CHARS, pattern=r"\S")]
    conversation: Identifier = ""
    language: Language = "fr"


class Begun(_Given):
    """An answer that is shown already, and to which something is still to come."""

    conversation: Identifier
    exchange: Identifier
    language: Language = "fr"


class Title(_Given):
    """A conversation's new title."""

    title: Annotated[str, Field(max_length=1000, pattern=r"\S")]


def chat_routes(services: Services, suggestions: Suggestions) -> APIRouter:
    """The routes below ``/chat``."""
    router = APIRouter(prefix="/chat", include_in_schema=False)
    history = services.history

    def writer_for(request: Request, exchange: Exchange) -> str:
        """The language model that this browser wants for the answer, "" for none."""
        writer = services.modes.wanted(mode_wanted(request))
        return writer if writer and services.modes.can_write(exchange.answer) else ""

    @router.post("/ask")
    def ask(request: Request, given: Question) -> dict[str, Any]:
        """The composed answer at once; ``more`` says that ``/chat/finish`` has something to add."""
        owner = browser_of(request)
        earlier = history.exchanges(owner, given.conversation, _TURNS_READ)
        answer = services.compose(Asked(given.question, tuple(turns_of(earlier))))
        services.metrics.count_answer("page", answer)
        known, identifier = history.add(owner, given.conversation, answer)
        exchange = Exchange(identifier, answer)
        writer = writer_for(request, exchange)
        more = bool(writer) or not answer.citations
        html = _exchange_html(exchange, given.language, writer=writer)
        return {"conversation": known, "exchange": identifier, "html": html, "more": more}

    @router.post("/finish")
    async def finish(request: Request, given: Begun) -> dict[str, str]:
        """The answer as the chosen model writes it, or with other questions where it had none."""
        owner = browser_of(request)
        exchange = history.exchange(owner, given.conversation, given.exchange)
        if exchange is None:
            raise _not_here()
        if writer := writer_for(request, exchange):
            written = await run_in_threadpool(services.modes.write, exchange.answer, writer)
            if await request.is_disconnected():  # stopped: what is shown is what is kept
                return {"html": ""}
            history.amend(owner, exchange.id, written)
            exchange = history.exchange(owner, given.conversation, exchange.id) or exchange
        others = await run_in_threadpool(suggestions.after, exchange, given.language)
        return {"html": _exchange_html(exchange, given.language, others=others)}

    @router.get("/examples")
    def examples(language: Language = "fr") -> HTMLResponse:
        """The welcome, with questions to begin with."""
        try:
            offered = suggestions.examples(language)
        except PolesError:  # the first question will say what is wrong
            offered = ()
        return HTMLResponse(render("welcome.html", language, examples=offered, loaded=True))

    @router.get("/conversations/{conversation}")
    def conversation(
        request: Request,
        conversation: str,
        language: Annotated[str, Query(pattern="^(fr|en)$")] = "fr",
    ) -> HTMLResponse:
        """A conversation of this browser."""
        exchanges = history.exchanges(browser_of(request), conversation, _TURNS_SHOWN)
        if not exchanges:
            raise _not_here()
        others = suggestions.after(exchanges[-1], language)
        *before, last = exchanges
        parts = [_exchange_html(exchange, language) for exchange in before]
        return HTMLResponse("".join([*parts, _exchange_html(last, language, others=others)]))

    @router.patch("/conversations/{conversation}", status_code=204)
    def rename(request: Request, conversation: str, given: Title) -> None:
        if not history.rename(browser_of(request), conversation, given.title):
            raise _not_here()

    @router.delete("/conversations/{conversation}", status_code=204)
    def delete(request: Request, conversation: str) -> None:
        if not history.delete(browser_of(request), conversation):
            raise _not_here()

    return router


def _exchange_html(
    exchange: Exchange, language: str, *, others: tuple[str, ...] = (), writer: str = ""
) -> str:
    """A question and its answer.

    Args:
        exchange: the two.
        language: of the page.
        others: questions to ask instead, when this one had no answer.
        writer: language model that is at work on the answer.
    """
    return render("exchange.html", language, exchange=exchange, others=others, writer=writer)


def _not_here() -> HTTPException:
    return HTTPException(404, "there is no such conversation in this browser")
