"""Answer modes: which models can be chosen, and what a question gets from each."""

from __future__ import annotations

import pytest

from assistant.server.modes import Mode, Modes
from ingest.errors import UsageError
from ingest.settings import ModelSettings, Settings
from tests.assistant.doors import open_door
from tests.assistant.fake_model import endpoint, status

QUESTION = "Combien de membres compte Aerospace Valley ?"
WRITTEN = "Aerospace Valley réunit 854 membres à Toulouse et Bordeaux. [1]"


def settings_of(home, **model):
    return Settings(home=home, encoder="hashing", model=ModelSettings(**model))


@pytest.fixture
def door(tmp_path):
    """A server whose usual model is at an endpoint that plays ``scenes``."""

    def open_it(server):
        model = {"name": "petit", "url": server.url, "retries": 0}
        return open_door(tmp_path, settings=settings_of(tmp_path / "home", **model))

    return open_it


def test_without_models_there_are_extracts(tmp_path):
    modes = Modes(settings_of(tmp_path))
    assert (modes.available(), modes.usual) == ((), "")
    assert modes.chosen("extracts") == modes.chosen("") == modes.chosen(None) == ""
    with pytest.raises(UsageError, match="no language model 'gpt' here"):
        modes.chosen("gpt")


@pytest.mark.parametrize("name", ["../secret.gguf", "/etc/passwd", "/home/other.gguf", "a/b.gguf"])
def test_only_models_that_are_here_can_be_chosen(tmp_path, name):
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "own.gguf").write_bytes(b"GGUF")
    (tmp_path / "secret.gguf").write_bytes(b"GGUF")
    modes = Modes(settings_of(tmp_path))
    assert modes.available() == (Mode("own.gguf", "local"),)
    with pytest.raises(UsageError, match=r"there is own\.gguf"):
        modes.chosen(name)
    assert modes.wanted(name) == ""


def test_every_door_lets_choose(door):
    with endpoint(WRITTEN) as server, door(server) as client:
        models = [model["id"] for model in client.get("/v1/models").json()["data"]]
        assert models == ["poles", "poles/extracts", "poles/petit"]
        plain = client.post("/api/ask", json={"question": QUESTION, "model": "extracts"}).json()
        assert server.asked == []
        usual = client.post("/api/ask", json={"question": QUESTION}).json()
        named = client.post("/api/ask", json={"question": QUESTION, "model": "petit"}).json()
        assert usual["answer"] == named["answer"] == WRITTEN
        assert any("petit" in note for note in usual["notes"])
        assert not any("petit" in note for note in plain["notes"])
        body = {"model": "poles/petit", "messages": [{"role": "user", "content": QUESTION}]}
        chat = client.post("/v1/chat/completions", json=body).json()
        assert chat["model"] == "poles/petit"
        assert chat["choices"][0]["message"]["content"].startswith(WRITTEN)
        asked = len(server.asked)
        body["model"] = "poles/extracts"
        client.post("/v1/chat/completions", json=body)
        client.cookies.set("poles_mode", "extracts")
        page = client.post("/simple", data={"q": QUESTION})
        assert "petit" not in page.text
        assert len(server.asked) == asked


def test_a_name_that_is_not_offered_is_told(door):
    with endpoint(WRITTEN) as server, door(server) as client:
        wrong = client.post("/api/ask", json={"question": QUESTION, "model": "/etc/passwd"})
        assert wrong.status_code == 400
        assert "there is petit" in wrong.json()["detail"]
        body = {"model": "poles/x", "messages": [{"role": "user", "content": QUESTION}]}
        assert client.post("/v1/chat/completions", json=body).status_code == 404
        assert server.asked == []


def test_a_model_that_fails_leaves_the_composed_answer(door):
    with endpoint(status(500)) as server, door(server) as client:
        answer = client.post("/api/ask", json={"question": QUESTION}).json()
        plain = client.post("/api/ask", json={"question": QUESTION, "model": "extracts"}).json()
        assert answer["answer"] == plain["answer"]
        assert any("petit" in note for note in answer["notes"])
