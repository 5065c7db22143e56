"""The page's outer HTML: Gradio's, made ours where Gradio offers no setting. ASGI."""

from __future__ import annotations

import re
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.browser import BROWSER_COOKIE, new_browser

__all__ = ["LANGUAGE_COOKIE", "Shell", "rewrite"]

LANGUAGE_COOKIE = "poles_language"
_YEAR = 365 * 86_400

_METADATA = re.compile(r'<meta\s+(?:property="og:|name="twitter:)[^>]*>\s*')
_HEAD = (
    '<link rel="stylesheet" href="/web/page.css"><script type="module" src="/web/page.js"></script>'
)


def rewrite(html: str, language: str, nonce: str) -> str:
    """Say the page's language, let its own scripts run, drop what points elsewhere."""
    html = _METADATA.sub("", html)
    html = html.replace("<script", f'<script nonce="{nonce}"')
    said = f'lang="{language}" data-language="{language}"'
    html = re.sub(r'(<html\s+)lang="en"', rf"\g<1>{said}", html, count=1)
    return html.replace("</head>", f"{_HEAD}</head>", 1)


class Shell:
    """ASGI middleware: rewrites the HTML of the pages, passes everything else on.

    It also gives each browser its name, and remembers the language chosen last.

    Args:
        app: the application.
        pages: path → language.
    """

    def __init__(self, app: ASGIApp, pages: Mapping[str, str]) -> None:
        self._app = app
        self._pages = {path.rstrip("/"): language for path, language in pages.items()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; a page's HTML comes back rewritten."""
        path = scope.get("path", "").rstrip("/")
        if scope["type"] != "http" or path not in self._pages or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        language = self._pages[path]
        request = Request(scope)
        if path and not scope["path"].endswith("/"):  # the page's files stand below it
            await RedirectResponse(f"{path}/", 308)(scope, receive, send)
            return
        wanted = request.query_params.get("lang") or request.cookies.get(LANGUAGE_COOKIE)
        if path == "" and language != wanted and (elsewhere := self._path_of(wanted)):
            await RedirectResponse(elsewhere, 303)(scope, receive, send)
            return
        start: Message = {}
        body = bytearray()

        async def collect(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            else:
                body.extend(message.get("body", b""))

        plain = [(k, v) for k, v in scope["headers"] if k != b"accept-encoding"]
        await self._app({**scope, "headers": plain}, receive, collect)
        headers = {k.decode(): v.decode() for k, v in start["headers"] if k != b"content-length"}
        content = bytes(body)
        if headers.get("content-type", "").startswith("text/html"):
            nonce = scope["state"]["nonce"]
            content = rewrite(content.decode(), language, nonce).encode()
        response = Response(content, start["status"], headers)
        _remember(response, LANGUAGE_COOKIE, language)
        if BROWSER_COOKIE not in request.cookies:
            _remember(response, BROWSER_COOKIE, new_browser())
        await response(scope, receive, send)

    def _path_of(self, language: str | None) -> str:
        paths = (p for p, known in self._pages.items() if p and known == language)
        return next((f"{path}/" for path in paths), "")


def _remember(response: Response, name: str, value: str) -> None:
    response.set_cookie(name, value, max_age=_YEAR, httponly=True, samesite="lax")
