"""The page in each language: where it stands, and what visitors get until it is made."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from concurrent.futures import Executor
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.pages.browser import language_wanted
from assistant.pages.late import LateApp

__all__ = ["PAGE_PATHS", "Pages"]

PAGE_PATHS = {"fr": "/", "en": "/en/"}
"""Language → path of its page; they are made in this order."""


class Pages:
    """ASGI application: the page of each language, or the early one until it is there.

    Args:
        make: makes the page of a language.
        early: the page that is there at once.
    """

    def __init__(
        self, make: Callable[[str], Starlette], early: Callable[[Request, str], Response]
    ) -> None:
        self._apps = {
            language: LateApp(partial(make, language), _until_then(early, language))
            for language in PAGE_PATHS
        }

    def ready(self, language: str = "") -> bool:
        """Is the page in ``language`` there? By default: are they all?"""
        apps = [self._apps[language]] if language else self._apps.values()
        return all(app.ready for app in apps)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request to the page it belongs to."""
        path = scope["path"]
        if path == "/en" or (path == "/" and language_wanted(Request(scope)) == "en"):
            query = f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else ""
            await RedirectResponse(f"/en/{query}", 303)(scope, receive, send)
            return
        language = "en" if path.startswith("/en/") else "fr"
        await self._apps[language](scope, receive, send)

    @asynccontextmanager
    async def running(self, loader: Executor) -> AsyncIterator[None]:
        """Load the pages in the background; they run until the context ends."""
        async with AsyncExitStack() as stack:
            for app in self._apps.values():
                await stack.enter_async_context(app.running(loader))
            yield


def _until_then(early: Callable[[Request, str], Response], language: str) -> ASGIApp:
    """What answers for the page of ``language`` until it is made."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] == PAGE_PATHS[language]:
            response = early(Request(scope), language)
        else:
            wait = {"Retry-After": "2"}
            response = JSONResponse({"detail": "the page is loading"}, 503, wait)
        await response(scope, receive, send)

    return answer
