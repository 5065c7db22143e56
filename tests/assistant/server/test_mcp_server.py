"""The MCP tools, asked by the official client: over stdio, over HTTP, and in process."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import sys
import threading

import pytest
import uvicorn
from mcp import Client, StdioServerParameters

from assistant.answer import answer_question
from assistant.registry.registry_view import record_dict
from assistant.server.app import create_app
from assistant.server.mcp_server import mcp_server
from assistant.server.services import open_services
from assistant.server.settings import ServerSettings
from ingest.index import open_index

QUESTION = "Combien de membres compte Aerospace Valley ?"


@pytest.fixture
def built(ingested_home, settings):
    shutil.copytree(ingested_home, settings.home, dirs_exist_ok=True)
    return settings


def expected(settings):
    index = open_index(settings)
    try:
        return ours(answer_question(index, QUESTION).to_dict())
    finally:
        index.close()


def ours(answer):
    return {name: value for name, value in answer.items() if name != "timings_ms"}


async def ask(target):
    async with Client(target) as client:
        tools = (await client.list_tools()).tools
        result = await client.call_tool("ask", {"question": QUESTION})
    return [tool.name for tool in tools], result


def test_in_process(built):
    services = open_services(built, ServerSettings())
    try:
        names, result = asyncio.run(ask(mcp_server(services)))
    finally:
        services.close()
    assert names == ["ask", "find", "show_pole"]
    assert ours(result.structured_content) == expected(built)


def test_show_pole_and_an_unknown_name(built):
    services = open_services(built, ServerSettings())

    async def show():
        async with Client(mcp_server(services)) as client:
            known = await client.call_tool("show_pole", {"name": "Cap Digital"})
            unknown = await client.call_tool("show_pole", {"name": "Atlantide"})
            too_long = await client.call_tool("ask", {"question": "x" * 10_001})
        return known, unknown, too_long

    pole = services.corpus.poles["cap-digital"]
    try:
        known, unknown, too_long = asyncio.run(show())
    finally:
        services.close()
    assert known.structured_content["id"] == "cap-digital"
    assert known.structured_content == record_dict(services.corpus, pole)
    assert unknown.is_error
    assert "no pôle is called 'Atlantide'" in unknown.content[0].text
    assert too_long.is_error


def test_over_stdio(built):
    server = StdioServerParameters(
        command=sys.executable,
        args=["-m", "tests.run_poles", "mcp", "--home", str(built.home)],
        env={**os.environ, "POLES_ENCODER": "hashing"},
    )
    names, result = asyncio.run(ask(server))
    assert "ask" in names
    assert ours(result.structured_content) == expected(built)


def test_over_http(built):
    """The whole server on a real address; the page, which MCP does not need, is left out."""
    services = open_services(built, ServerSettings())
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(create_app(services), log_level="warning"))
        running = threading.Thread(target=server.run, args=([listening],))
        running.start()  # what connects before it accepts waits in the socket's queue
        try:
            port = listening.getsockname()[1]
            names, result = asyncio.run(ask(f"http://127.0.0.1:{port}/mcp"))
        finally:
            server.should_exit = True
            running.join(60)
    assert not running.is_alive()
    assert "show_pole" in names
    assert ours(result.structured_content) == expected(built)
