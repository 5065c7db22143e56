"""The sign-in page: works without scripts, says nothing about why a secret is wrong."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.pages.html import render
from assistant.server.guard import client_of
from assistant.server.rates import RateLimit
from assistant.server.sessions import SESSION_COOKIE, SESSION_SECONDS, Sessions
from assistant.server.settings import ServerSettings

__all__ = ["sign_in_router"]

_TRIES_A_MINUTE = 5


def sign_in_router(server: ServerSettings, sessions: Sessions) -> APIRouter:
    """Routes ``/login`` and ``/logout``."""
    router = APIRouter(include_in_schema=False)
    tries = RateLimit(_TRIES_A_MINUTE, burst=_TRIES_A_MINUTE)

    @router.get("/login")
    def form(next: str = "/") -> HTMLResponse:
        return _form(_safe_target(next))

    @router.post("/login")
    def sign_in(
        request: Request,
        password: Annotated[str, Form(max_length=1000)] = "",
        next: Annotated[str, Form(max_length=500)] = "/",
    ) -> Response:
        target = _safe_target(next)
        if tries.wait(client_of(request.scope, server.behind_proxy)):
            return _form(target, "login_wait", 429)
        if not sessions.accepts(password):
            return _form(target, "login_wrong", 401)
        response = RedirectResponse(target, 303)
        response.set_cookie(
            SESSION_COOKIE,
            sessions.new_cookie(),
            max_age=SESSION_SECONDS,
            httponly=True,
            samesite="strict",
            secure=_is_https(request, server),
        )
        return response

    @router.get("/logout")
    def sign_out() -> Response:
        response = RedirectResponse("/login", 303)
        response.delete_cookie(SESSION_COOKIE)
        return response

    return router


def _form(target: str, problem: str = "", status: int = 200) -> HTMLResponse:
    return HTMLResponse(render("login.html", "fr", target=target, problem=problem), status)


def _safe_target(target: str) -> str:
    """A path of this server, never another address."""
    return target if re.fullmatch(r"/(?![/\\])[\w./~%?=&-]*", target, re.ASCII) else "/"


def _is_https(request: Request, server: ServerSettings) -> bool:
    forwarded = request.headers.get("x-forwarded-proto", "") if server.behind_proxy else ""
    return (forwarded or request.url.scheme) == "https"
