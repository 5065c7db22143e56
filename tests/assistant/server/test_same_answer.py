"""Whatever the door, the same answer object: only its times differ."""

from __future__ import annotations

import asyncio
import json

import pytest
from mcp import Client
from typer.testing import CliRunner

from assistant.cli import app
from assistant.pages.browser import BROWSER_COOKIE
from assistant.server.mcp_server import mcp_server
from ingest.build import ingest
from ingest.settings import Settings
from tests.assistant.doors import open_door, small_folder

BROWSER = "b" * 43
QUESTIONS = (
    "Combien de membres compte Aerospace Valley ?",
    "How many members does Hippolia have?",
    "Combien de pôles en 2019 ?",
    "xyzzy plugh",
    "Combien coûte l'adhésion à Zorglub en 1950 ?",  # with a note that offers another
)
FREQUENT = """# Questions

## Combien coûte l'adhésion à un pôle ?

- En 2007, une PME payait en moyenne 945 euros par an pour adhérer à un pôle.
"""


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    home = tmp_path_factory.mktemp("same")
    documents = small_folder(home / "documents")
    (documents / "frequent.md").write_text(FREQUENT, encoding="utf-8")
    ingest([documents], Settings(home=home / "home", encoder="hashing"))
    with open_door(home) as client:
        client.cookies.set(BROWSER_COOKIE, BROWSER)
        yield client


def by_command(client, question):
    home = str(client.services.settings.home)
    result = CliRunner().invoke(app, ["ask", question, "--json"], env={"POLES_HOME": home})
    return json.loads(result.stdout)


def by_api(client, question):
    return client.post("/api/ask", json={"question": question}).json()


def by_openai(client, question):
    messages = [{"role": "user", "content": question}]
    body = {"model": "poles", "messages": messages}
    return client.post("/v1/chat/completions", json=body).json()["poles"]


def by_mcp(client, question):
    async def ask():
        async with Client(mcp_server(client.services)) as tools:
            return await tools.call_tool("ask", {"question": question})

    return asyncio.run(ask()).structured_content


def by_page(client, question):
    """As the page keeps it: what it shows is this object, through its template."""
    client.post("/simple", data={"q": question})
    known = client.services.history.conversations(BROWSER)[0].id
    return client.services.history.exchanges(BROWSER, known)[-1].answer.to_dict()


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_door_gives_the_same_object(client, monkeypatch, question):
    monkeypatch.setenv("POLES_ENCODER", "hashing")
    doors = (by_command, by_api, by_openai, by_mcp, by_page)
    given = [
        {name: value for name, value in door(client, question).items() if name != "timings_ms"}
        for door in doors
    ]
    assert all(answer == given[0] for answer in given)
    assert given[0]["question"] == question


def test_a_refusal_offers_a_question_near_it(client):
    given = by_api(client, QUESTIONS[-1])
    assert given["status"] == "declined"
    assert given["notes"] == [
        "Questions proches qui ont une réponse : « Combien coûte l'adhésion à un pôle ? »"
    ]


def test_the_page_offers_it_as_a_button(client):
    begun = client.post("/chat/ask", json={"question": QUESTIONS[-1]}).json()
    assert begun["more"]
    del begun["html"], begun["more"]
    finished = client.post("/chat/finish", json=begun).json()["html"]
    assert 'class="example" data-text="Combien coûte l&#39;adhésion à un pôle ?"' in finished
    assert "Questions proches" not in finished
