"""The simple page: questions, answers and sources without any script.

It is also what visitors find at the page's own address for the seconds until that is made; a
small script then moves them over, with what they have typed and the conversation they began.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from assistant.history import Exchange, turns_of
from assistant.pages.browser import browser_of, has_name, mode_wanted, remember
from assistant.pages.html import render
from assistant.server.api_models import MAX_CHARS
from assistant.server.services import Services

__all__ = ["simple_page", "simple_router"]

_LANGUAGES = "^(fr|en)$"
_CONVERSATION = r"^[\w-]{0,32}$"


def simple_page(
    request: Request,
    language: str,
    *,
    waits: bool,
    exchanges: Sequence[Exchange] = (),
    conversation: str = "",
) -> Response:
    """The page with a conversation on it.

    Args:
        request: the browser is given a name with the page.
        language: of the page.
        waits: whether the full page is not there yet.
        exchanges: of the conversation, oldest first.
        conversation: its identifier.
    """
    html = render(
        "simple.html", language, exchanges=exchanges, conversation=conversation, waits=waits
    )
    response = HTMLResponse(html)
    remember(request, response, language)
    return response


def simple_router(services: Services, ready: Callable[[str], bool]) -> APIRouter:
    """The routes ``/simple`` and ``/ready``.

    Args:
        services: what answers.
        ready: tells whether the full page is there, in a language or ("") in all.
    """
    router = APIRouter(include_in_schema=False)
    history = services.history

    def wanted(request: Request) -> str:
        return services.modes.wanted(mode_wanted(request))

    @router.get("/simple")
    def simple(
        request: Request,
        q: Annotated[str, Query(max_length=MAX_CHARS)] = "",
        lang: Annotated[str, Query(pattern=_LANGUAGES)] = "fr",
        conversation: Annotated[str, Query(pattern=_CONVERSATION)] = "",
    ) -> Response:
        exchanges = history.exchanges(browser_of(request), conversation) if conversation else ()
        if q.strip():  # a link: what it asks is not kept
            exchanges = (Exchange("", services.ask(q, door="simple", model=wanted(request))),)
        known = conversation if exchanges and not q else ""
        return simple_page(
            request, lang, waits=not ready(lang), exchanges=exchanges, conversation=known
        )

    @router.post("/simple")
    def ask(
        request: Request,
        q: Annotated[str, Form(max_length=MAX_CHARS)] = "",
        lang: Annotated[str, Form(pattern=_LANGUAGES)] = "fr",
        conversation: Annotated[str, Form(pattern=_CONVERSATION)] = "",
    ) -> Response:
        owner = browser_of(request)
        earlier = history.exchanges(owner, conversation)
        if not q.strip():
            return _see(lang, conversation if earlier else "")
        answer = services.ask(q, turns_of(earlier), door="simple", model=wanted(request))
        if not has_name(request):  # no cookies: nothing can be kept, the answer is shown at once
            shown = (Exchange("", answer),)
            return simple_page(request, lang, waits=not ready(lang), exchanges=shown)
        known, _ = history.add(owner, conversation, answer)
        return _see(lang, known)

    @router.get("/ready")
    def page_ready(
        lang: Annotated[str, Query(pattern="^(fr|en)?$")] = "",
    ) -> JSONResponse:
        return JSONResponse({"ready": ready(lang)})

    return router


def _see(language: str, conversation: str) -> Response:
    """The browser asks for the page anew, so that reloading it asks nothing twice."""
    return RedirectResponse(f"/simple?lang={language}&conversation={conversation}", 303)
