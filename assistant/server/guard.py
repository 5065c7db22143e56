"""What stands before every request: known paths, names, sizes, rates, sign-in, headers. ASGI."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.server.rates import RateLimit
from assistant.server.sessions import SESSION_COOKIE, Sessions
from assistant.server.settings import ServerSettings, is_loopback

__all__ = ["Guard", "client_of"]

_POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; manifest-src 'self'; "
    "frame-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
"""Gradio puts its styles inline; scripts run from files of this server, or with the nonce."""

_PDF_POLICY = (
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
)

_REPORT_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; "
    "font-src data:; sandbox allow-scripts allow-popups; frame-ancestors 'none'"
)
"""A report carries its own scripts; the sandbox keeps them from this server's cookies."""

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # "no-referrer" would make our own forms come from "null"
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}

_GRADIO = (
    r"(?:/en)?(?:/|/theme\.css|/gradio_api/(?:queue/(?:join|data)|cancel|reset|startup-events"
    r"|heartbeat/[a-z0-9]{1,64}))?|/(?:en/)?(?:assets|static)/[\w./-]+|/favicon\.ico"
)
_OURS = (
    r"/healthz|/ready|/simple|/metrics|/docs|/openapi\.json|/login|/logout|/api/[\w./~-]+"
    r"|/chat/(?:ask|finish|examples|conversations/[\w-]+)|/v1/[\w/.-]+|/mcp/?"
    r"|/documents/.+|/originals/.+|/reports/.+|/export/[\w.-]+|/web/[\w.-]+"
)
_KNOWN = re.compile(rf"(?:{_GRADIO}|{_OURS})", re.ASCII)
"""Every path there is. Gradio's doors to files, proxies and uploads are not among them."""

_OPEN = re.compile(r"/(?:healthz|login|favicon\.ico|web/(?:page\.css|settings\.js))")
"""What needs no sign-in."""

_WORK = re.compile(
    r"/(?:api/|chat/(?:ask|finish)|simple|v1/chat|mcp|login|export/|(?:en/)?gradio_api/queue/join)"
)
"""What counts against the rate."""

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_UPLOAD = "/api/documents"


class _Refused(Exception):
    """A request that goes no further, and what it is told."""

    def __init__(self, response: Response) -> None:
        super().__init__(response.status_code)
        self.response = response


class Guard:
    """ASGI middleware around the whole application.

    Args:
        app: the application.
        server: limits and secrets.
        host: the address listened on.
        sessions: who is signed in.
    """

    def __init__(self, app: ASGIApp, server: ServerSettings, host: str, sessions: Sessions) -> None:
        self._app = app
        self._server = server
        self._names = _names(host, server.hosts)
        self._sessions = sessions
        self._rate = RateLimit(server.requests_a_minute)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it; security headers on everything that leaves."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return  # nothing here speaks WebSocket
        nonce = secrets.token_urlsafe(16)
        scope.setdefault("state", {})["nonce"] = nonce
        send = _with_headers(send, scope["path"], nonce)
        try:
            self._check(scope)
        except _Refused as refused:
            await refused.response(scope, receive, send)
            return
        limit = self._limit(scope["path"])
        await self._app(scope, _Body(receive, limit), send)

    def _limit(self, path: str) -> int:
        return self._server.upload_bytes if path == _UPLOAD else self._server.body_bytes

    def _check(self, scope: Scope) -> None:
        headers = Headers(scope=scope)
        path = scope["path"]
        if not _KNOWN.fullmatch(path):
            raise _refusal(404, "there is nothing at this address")
        self._check_name(scope["method"], headers)
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > self._limit(path):
            raise _refusal(413, f"the request is larger than {self._limit(path)} bytes")
        self._check_rate(scope, path, headers)
        if self._sessions.needed and not _OPEN.fullmatch(path):
            self._check_signed_in(scope, path, headers)

    def _check_name(self, method: str, headers: Headers) -> None:
        """Names that were pointed at this machine, and pages of other sites, are refused."""
        name = _host_name(f"//{headers.get('host', '')}")
        if self._names and name not in self._names:
            raise _refusal(421, "this name is not served here: see POLES_SERVE_HOSTS")
        if method in _SAFE:
            return
        origin = headers.get("origin")
        foreign = origin is not None and urlsplit(origin).netloc != headers.get("host")
        if foreign or headers.get("sec-fetch-site") in {"cross-site", "same-site"}:
            raise _refusal(403, "requests from other sites are refused")

    def _check_rate(self, scope: Scope, path: str, headers: Headers) -> None:
        client = client_of(scope, self._server.behind_proxy)
        if not _WORK.match(path) or is_loopback(client):
            return
        wait = self._rate.wait(client)
        if wait:
            seconds = str(max(1, round(wait)))
            raise _refusal(429, f"too many requests: wait {seconds} s", {"Retry-After": seconds})

    def _check_signed_in(self, scope: Scope, path: str, headers: Headers) -> None:
        scheme, _, given = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and self._sessions.accepts(given.strip()):
            return
        if self._sessions.valid(HTTPConnection(scope).cookies.get(SESSION_COOKIE, "")):
            return
        if scope["method"] == "GET" and "text/html" in headers.get("accept", ""):
            where = f"/login?next={quote(path)}"
            raise _Refused(RedirectResponse(where, 303))
        raise _refusal(401, "sign in first", {"WWW-Authenticate": "Bearer"})


def client_of(scope: Scope, behind_proxy: bool) -> str:
    """Address of the client; the proxy's word for it where there is a proxy of ours."""
    peer = scope.get("client")
    address = str(peer[0]) if peer else "unknown"
    if not behind_proxy:
        return address
    forwarded = Headers(scope=scope).get("x-forwarded-for", "")
    # The last entry is the one our proxy wrote; those before it are the client's own claims.
    last = forwarded.rpartition(",")[2].strip()
    return last or address


def _refusal(status: int, detail: str, headers: dict[str, str] | None = None) -> _Refused:
    return _Refused(JSONResponse({"detail": detail}, status, headers))


def _names(host: str, more: Iterable[str]) -> frozenset[str]:
    """Names that requests may carry; empty when any may (an open address, no names set)."""
    own = {"localhost", "127.0.0.1", "::1"}
    given = {name.lower() for name in more}
    named = is_loopback(host) or bool(given)
    return frozenset(own | given | {host.strip("[]").lower()}) if named else frozenset()


def _host_name(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def _with_headers(send: Send, path: str, nonce: str) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers[name] = value
            original = path.startswith("/originals/")
            headers["Content-Security-Policy"] = _policy(path, nonce)
            headers["X-Frame-Options"] = "SAMEORIGIN" if original else "DENY"
            if not re.search(r"/(?:assets|static|web)/|\.css$|\.ico$", path):
                headers["Cache-Control"] = "no-store"
            for unwanted in ("server", "access-control-allow-origin"):
                del headers[unwanted]
        await send(message)

    return send_with_headers


def _policy(path: str, nonce: str) -> str:
    if path.startswith("/originals/"):
        return _PDF_POLICY
    return _REPORT_POLICY if path.startswith("/reports/") else _POLICY.format(nonce=nonce)


class _Body:
    """``receive`` that stops a body which turns out larger than it may be."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive = receive
        self._left = limit

    async def __call__(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise HTTPException(413, "the request is larger than it may be")
        return message
