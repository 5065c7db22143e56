"""``poles serve``: the page and the programmable doors, on one address."""

from __future__ import annotations

import logging
import os
import socket
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.server.settings import check_address, is_loopback, load_server_settings
from ingest.errors import UsageError
from ingest.settings import load_settings

if TYPE_CHECKING:
    from starlette.applications import Starlette

    from assistant.server.services import Services

__all__ = ["app"]

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(help="Serve the page, the HTTP API and the MCP tools.")
def run(
    host: Annotated[
        str, typer.Option(help="Address to listen on; other than loopback needs a password.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on.")] = 7860,
    home: Annotated[
        Path | None, typer.Option(help="Folder of the index (POLES_HOME).", metavar="DIR")
    ] = None,
) -> None:
    """Listen until interrupted; leave with 3 when no index can answer."""
    server = load_server_settings()
    check_address(host, server)
    _check_free(host, port)
    settings = load_settings(home)
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # before Gradio is loaded, or it phones home
    from assistant.server.app import serve
    from assistant.server.services import open_services

    if sys.stderr.isatty():
        typer.echo(f"http://{host}:{port}", err=True)

    may_change = is_loopback(host) if server.uploads is None else server.uploads
    services = open_services(settings, server, may_change=may_change)
    logging.getLogger("bm25s").setLevel(logging.WARNING)  # it says at DEBUG what it builds
    services.index()  # a server without an index says so at once
    serve(services, host, port, _page_maker(services))


def _check_free(host: str, port: int) -> None:
    """Say so at once when the address cannot be listened on: in use, or not of this machine."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family) as probe:  # it never listens: nobody can connect to it
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        raise UsageError(
            f"cannot listen on {host}:{port}: in use, reserved, or no address of this machine; "
            "choose another --port or --host"
        ) from error


def _page_maker(services: Services) -> Callable[[str], Starlette]:
    """Makes the page of a language; Gradio is loaded then, and not before anybody can ask."""
    from assistant.pages.late import quick_import

    def make(language: str) -> Starlette:
        with quick_import():
            module = import_module("assistant.page")
        page: Starlette = module.make_page(services, language)
        return page

    return make
