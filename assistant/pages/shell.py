"""The page's outer HTML: Gradio's, made ours where Gradio offers no setting. ASGI."""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.pages.browser import remember

__all__ = ["Shell", "rewrite"]

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
    """ASGI middleware: rewrites the HTML of a page, passes everything else on.

    Args:
        app: the application.
        path: of the page, "/" at its end.
        language: of the page.
    """

    def __init__(self, app: ASGIApp, path: str, language: str) -> None:
        self._app = app
        self._path = path
        self._language = language

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; the page's HTML comes back rewritten."""
        if scope["type"] != "http" or scope["path"] != self._path or scope["method"] != "GET":
            await self._app(scope, receive, send)
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
            content = rewrite(content.decode(), self._language, nonce).encode()
        response = Response(content, start["status"], headers)
        remember(Request(scope), response, self._language)
        await response(scope, receive, send)
