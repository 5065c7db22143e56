"""The page behind the other doors: it loads while they already answer.

Gradio takes seconds to import; nobody waits for it. Until it is there, visitors get the simple
page, which needs no script.
"""

from __future__ import annotations

import asyncio
import inspect
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any
from unittest.mock import patch

from fastapi import FastAPI
from starlette.responses import JSONResponse, RedirectResponse
from starlette.types import Receive, Scope, Send

__all__ = ["LatePages", "without_stub_files"]

_LOG = logging.getLogger(__name__)


class LatePages:
    """An ASGI application that stands in for the pages until they are made.

    Args:
        make: makes them; called once, in a thread.
    """

    def __init__(self, make: Callable[[], FastAPI]) -> None:
        self._make = make
        self._pages: FastAPI | None = None

    @property
    def ready(self) -> bool:
        """True when the pages are there."""
        return self._pages is not None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request to the pages, or say where the simple one is."""
        if self._pages is not None:
            await self._pages(scope, receive, send)
        elif scope["type"] == "http" and scope["path"] in ("/", "/en", "/en/"):
            simple = "/simple?lang=en" if scope["path"] != "/" else "/simple"
            await RedirectResponse(simple, 303)(scope, receive, send)
        elif scope["type"] == "http":
            wait = JSONResponse({"detail": "the page is loading"}, 503, {"Retry-After": "2"})
            await wait(scope, receive, send)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Load the pages in the background; they run until the context ends."""
        stop = asyncio.Event()
        task = asyncio.create_task(self._run(stop))
        try:
            yield
        finally:
            stop.set()
            await task

    async def _run(self, stop: asyncio.Event) -> None:
        try:
            pages = await asyncio.to_thread(self._make)
        except Exception:  # noqa: BLE001 - whatever it is, the other doors stay open
            _LOG.exception("the page could not be loaded; the simple page and the API answer")
            return
        async with pages.router.lifespan_context(pages):
            self._pages = pages
            await stop.wait()
            self._pages = None


@contextmanager
def without_stub_files() -> Iterator[None]:
    """Import Gradio without its rewriting of type stubs, half of its import time.

    On import it parses each component's source and writes a ``.pyi`` beside it; it lets a
    component be whose file it cannot find, so it finds none.
    """
    real = inspect.getfile

    def getfile(thing: Any) -> str:
        if type(thing).__name__ == "ComponentMeta":
            raise OSError("no stub is wanted")
        return real(thing)

    with patch.object(inspect, "getfile", getfile):
        yield
