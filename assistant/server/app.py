"""The server: the doors mounted on one FastAPI application, behind one guard."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, nullcontext
from functools import partial
from importlib import metadata
from typing import Any

import uvicorn
from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.routing import Route
from starlette.staticfiles import StaticFiles

from assistant.exports.routes import export_routes
from assistant.pages.by_language import Pages
from assistant.pages.chat_routes import chat_routes
from assistant.pages.document_routes import document_routes
from assistant.pages.html import WEB
from assistant.pages.late import LateApp
from assistant.pages.report_routes import report_routes
from assistant.pages.simple import simple_page, simple_router
from assistant.server.api import api_router, operations_router
from assistant.server.document_api import document_api
from assistant.server.guard import Guard
from assistant.server.openai_api import error_response, openai_router
from assistant.server.services import Services
from assistant.server.sessions import Sessions
from assistant.server.sign_in import sign_in_router
from assistant.server.suggestions import Suggestions
from assistant.server.warm_up import settle, warm_up
from assistant.statements.statement import read_ahead
from ingest.errors import IndexUnavailable, PolesError, ServiceUnavailable, UsageError

__all__ = ["create_app", "serve"]

_THREADS = 200
"""Requests at work at once; those beyond wait."""

_STATUS: dict[type[Exception], int] = {
    UsageError: 400,
    IndexUnavailable: 503,
    ServiceUnavailable: 503,
}


def create_app(
    services: Services,
    host: str = "127.0.0.1",
    make_page: Callable[[str], Starlette] | None = None,
) -> FastAPI:
    """The application: API, viewer, exports and sign-in at once, MCP and pages when loaded.

    Args:
        services: what answers.
        host: the address listened on.
        make_page: makes the page of a language, in a thread; without it there are none.
    """
    pages = Pages(make_page, partial(simple_page, waits=True)) if make_page else None
    suggestions = Suggestions(services)
    mcp = LateApp(lambda: _mcp_app(services))

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        # Most threads wait for an answer that is made elsewhere: they must not keep the others.
        current_default_thread_limiter().total_tokens = _THREADS
        # One thread, so that what is waited for most is there first: answers, then the page.
        with ThreadPoolExecutor(1, "load") as loader:
            warm = asyncio.get_running_loop().run_in_executor(loader, _warm_up, services)
            async with pages.running(loader) if pages else nullcontext(), mcp.running(loader):
                stop = threading.Event()
                if pages:
                    loader.submit(_read_ahead, services, stop)
                    loader.submit(services.makers.start)
                yield
                stop.set()
                loader.shutdown(wait=False, cancel_futures=True)  # what nobody will see
            await warm
        services.close()

    app = FastAPI(
        title="Pôles de compétitivité",
        version=metadata.version("poles-assistant"),
        lifespan=lifespan,
        docs_url=None,  # FastAPI's page loads its script from another site; ours is /docs
        redoc_url=None,
    )
    server = services.server
    sessions = Sessions(server.password.get_secret_value(), server.token.get_secret_value())
    for router in (
        api_router(services),
        chat_routes(services, suggestions),
        document_api(services),
        openai_router(services),
        operations_router(services, app.openapi),
        document_routes(services),
        export_routes(services),
        report_routes(services.settings.home),
        simple_router(services, lambda language: pages is not None and pages.ready(language)),
        sign_in_router(server, sessions),
    ):
        app.include_router(router)
    app.router.routes.append(Route("/mcp", mcp, include_in_schema=False))
    app.mount("/web", StaticFiles(directory=WEB), name="web")
    if pages:
        app.mount("/", pages, name="pages")
    app.add_exception_handler(PolesError, _explain)
    app.add_exception_handler(HTTPException, _say_no)
    app.add_exception_handler(RequestValidationError, _say_what_is_wrong)
    app.add_middleware(Guard, server=server, host=host, sessions=sessions)
    return app


def serve(services: Services, host: str, port: int, make_page: Callable[[str], Starlette]) -> None:
    """Serve until interrupted."""
    app = create_app(services, host, make_page)
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)


def _mcp_app(services: Services) -> Starlette:
    """The MCP tools over HTTP; their library takes a second to import."""
    from mcp.server.transport_security import TransportSecuritySettings

    from assistant.server.mcp_server import mcp_server

    return mcp_server(services).streamable_http_app(
        json_response=True,
        stateless_http=True,
        # The guard has checked names and origins already, for every door alike.
        transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
    )


def _warm_up(services: Services) -> None:
    """Load encoder and vectors, so that the first question does not wait for them."""
    try:
        services.ask("combien de pôles ?", door="warm-up")
    except PolesError:
        return  # /healthz says why


def _read_ahead(services: Services, stop: threading.Event) -> None:
    """What questions have in common, done before they are asked."""
    try:
        warm_up(services.index())
        read_ahead(services.index(), stop)
        if not stop.is_set():
            services.finder()
            settle()
    except PolesError:
        return  # /healthz says why


async def _explain(request: Request, error: Exception) -> JSONResponse:
    """An error of ours: what happened, and what to do."""
    return _answer(request, _STATUS.get(type(error), 500), str(error))


async def _say_no(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for it
    return _answer(request, error.status_code, str(error.detail), error.headers)


async def _say_what_is_wrong(request: Request, error: Exception) -> JSONResponse:
    """A request of the wrong shape: where, and why; what was sent is not sent back."""
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for it
    problems = [
        f"{'.'.join(map(str, problem['loc']))}: {problem['msg']}" for problem in error.errors()[:5]
    ]
    return _answer(request, 422, "; ".join(problems))


def _answer(request: Request, status: int, detail: str, headers: Any = None) -> JSONResponse:
    if request.url.path.startswith("/v1/"):
        return error_response(400 if status == 422 else status, detail)
    return JSONResponse({"detail": detail}, status, headers)
