"""Applications that load while the doors already answer.

Gradio takes seconds to import, the MCP library one; nobody waits for them. Until the page is
there, visitors get the simple one, in which they can ask already.
"""

from __future__ import annotations

import asyncio
import inspect
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import Executor
from contextlib import asynccontextmanager, contextmanager
from typing import Any
from unittest.mock import patch

from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.deferred import defer

__all__ = ["LateApp", "quick_import"]

_LOG = logging.getLogger(__name__)


class LateApp:
    """An ASGI application that stands in for another one until that is made.

    Args:
        make: makes it; called once, by the executor given to ``running``.
        meanwhile: answers until then; without it, requests wait.
    """

    def __init__(self, make: Callable[[], Starlette], meanwhile: ASGIApp | None = None) -> None:
        self._make = make
        self._meanwhile = meanwhile
        self._app: Starlette | None = None
        self._settled = asyncio.Event()

    @property
    def ready(self) -> bool:
        """True when the application is there."""
        return self._app is not None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request to the application, or to what answers meanwhile."""
        if self._app is None and self._meanwhile is not None:
            await self._meanwhile(scope, receive, send)
            return
        await self._settled.wait()
        if self._app is not None:
            await self._app(scope, receive, send)
        else:
            failed = JSONResponse({"detail": "this part of the service could not be loaded"}, 503)
            await failed(scope, receive, send)

    @asynccontextmanager
    async def running(self, loader: Executor) -> AsyncIterator[None]:
        """Load the application in the background; it runs until the context ends."""
        stop = asyncio.Event()
        made = asyncio.get_running_loop().run_in_executor(loader, self._make)
        task = asyncio.create_task(self._run(made, stop))
        try:
            yield
        finally:
            stop.set()
            await task

    async def _run(self, made: asyncio.Future[Starlette], stop: asyncio.Event) -> None:
        try:
            app = await made
        except asyncio.CancelledError:
            if not made.cancelled():
                raise
            self._settled.set()  # the server ends before it was its turn
            return
        except Exception:  # noqa: BLE001 - whatever it is, the other doors stay open
            _LOG.exception("a part of the service could not be loaded; the other doors answer")
            self._settled.set()
            return
        async with app.router.lifespan_context(app):
            self._app = app
            self._settled.set()
            await stop.wait()
            self._app = None


@contextmanager
def quick_import() -> Iterator[None]:
    """Import Gradio without half of its import time.

    On import it parses each component's source and writes a ``.pyi`` beside it; it lets a
    component be whose file it cannot find, so it finds none. And it imports pandas for a cache
    of functions that this page does not use.
    """
    defer("pandas")
    real = inspect.getfile

    def getfile(thing: Any) -> str:
        if type(thing).__name__ == "ComponentMeta":
            raise OSError("no stub is wanted")
        return real(thing)

    with patch.object(inspect, "getfile", getfile):
        yield
