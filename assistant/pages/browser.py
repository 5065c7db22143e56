"""Which browser asks, in which language and mode: cookies, so that a history needs no account."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from typing import Protocol
from urllib.parse import unquote

from starlette.requests import Request
from starlette.responses import Response

__all__ = [
    "BROWSER_COOKIE",
    "browser_of",
    "has_name",
    "language_wanted",
    "mode_wanted",
    "new_browser",
    "remember",
]

BROWSER_COOKIE = "poles_browser"
_LANGUAGE_COOKIE = "poles_language"
_MODE_COOKIE = "poles_mode"
_YEAR = 365 * 86_400
_SHAPE = re.compile(r"[\w-]{32,64}", re.ASCII)


class _HasCookies(Protocol):
    @property
    def cookies(self) -> Mapping[str, str]: ...


def browser_of(request: _HasCookies) -> str:
    """The browser's cookie; without one, a fresh name that owns nothing."""
    value = request.cookies.get(BROWSER_COOKIE, "")
    return value if _SHAPE.fullmatch(value) else new_browser()


def has_name(request: _HasCookies) -> bool:
    """Has this browser kept the name it was given?"""
    return _SHAPE.fullmatch(request.cookies.get(BROWSER_COOKIE, "")) is not None


def new_browser() -> str:
    """A name that nobody can guess."""
    return secrets.token_urlsafe(32)


def mode_wanted(request: _HasCookies) -> str | None:
    """The answer mode chosen in this browser's settings, None when none was."""
    value = request.cookies.get(_MODE_COOKIE)
    return unquote(value) if value is not None else None


def language_wanted(request: Request) -> str:
    """The language asked for in the address, or chosen last; "" when there is neither."""
    return request.query_params.get("lang") or request.cookies.get(_LANGUAGE_COOKIE) or ""


def remember(request: Request, response: Response, language: str) -> None:
    """Give the browser a name if it has none, and keep its language."""
    cookies = {_LANGUAGE_COOKIE: language}
    if not has_name(request):
        cookies[BROWSER_COOKIE] = new_browser()
    for name, value in cookies.items():
        response.set_cookie(name, value, max_age=_YEAR, httponly=True, samesite="lax")
