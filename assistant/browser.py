"""Which browser asks: a random cookie, so that a history needs no account."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from typing import Protocol

__all__ = ["BROWSER_COOKIE", "browser_of", "new_browser"]

BROWSER_COOKIE = "poles_browser"
_SHAPE = re.compile(r"[\w-]{32,64}", re.ASCII)


class _HasCookies(Protocol):
    @property
    def cookies(self) -> Mapping[str, str]: ...


def browser_of(request: _HasCookies) -> str:
    """The browser's cookie; without one, a fresh name that owns nothing."""
    value = request.cookies.get(BROWSER_COOKIE, "")
    return value if _SHAPE.fullmatch(value) else new_browser()


def new_browser() -> str:
    """A name that nobody can guess."""
    return secrets.token_urlsafe(32)
