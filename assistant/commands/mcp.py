"""``poles mcp``: the MCP tools over standard input and output."""

from __future__ import annotations

import logging
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from ingest.settings import load_settings

__all__ = ["app"]

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(help="Speak the Model Context Protocol on stdin and stdout.")
def run(
    home: Annotated[
        Path | None, typer.Option(help="Folder of the index (POLES_HOME).", metavar="DIR")
    ] = None,
) -> None:
    """Serve until stdin closes; leave with 3 when no index can answer."""
    from assistant.server.mcp_server import mcp_server
    from assistant.server.services import open_services
    from assistant.server.settings import load_server_settings

    logging.getLogger("bm25s").setLevel(logging.WARNING)  # it says at DEBUG what it builds
    with closing(open_services(load_settings(home), load_server_settings())) as services:
        services.index()  # a server without an index says so at once
        mcp_server(services).run("stdio")
