"""Chat completions: the official client works, streaming or not; others' habits are met."""

from __future__ import annotations

import json

import pytest

from tests.assistant.doors import BASE, open_door

QUESTION = "Combien de membres compte Aerospace Valley ?"
ASKED = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": QUESTION}]


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    with open_door(tmp_path_factory.mktemp("doors")) as client:
        yield client


@pytest.fixture
def official(client):
    from openai import OpenAI  # a second of work, where these tests run

    return OpenAI(api_key="none", base_url=f"{BASE}/v1", http_client=client, max_retries=0)


def ours(answer):
    return {name: value for name, value in answer.items() if name != "timings_ms"}


def test_the_official_client_lists_the_model(official):
    assert [model.id for model in official.models.list()] == ["poles", "poles/extracts"]
    assert official.models.retrieve("poles").object == "model"
    assert official.models.retrieve("poles/extracts").id == "poles/extracts"


def test_the_official_client_gets_text_sources_and_the_answer_object(official, client):
    completion = official.chat.completions.create(model="poles", messages=ASKED)
    text = completion.choices[0].message.content
    direct = client.post("/api/ask", json={"question": QUESTION}).json()
    assert text.startswith(direct["answer"])
    assert "Sources" in text
    assert direct["citations"][0]["title"] in text
    assert completion.choices[0].finish_reason == "stop"
    assert ours(completion.model_extra["poles"]) == ours(direct)


def test_a_stream_gives_the_same_text_sentence_by_sentence(official):
    whole = official.chat.completions.create(model="poles", messages=ASKED)
    stream = official.chat.completions.create(
        model="poles", messages=ASKED, stream=True, stream_options={"include_usage": True}
    )
    chunks = list(stream)
    text = "".join(c.choices[0].delta.content or "" for c in chunks if c.choices)
    assert text == whole.choices[0].message.content
    assert chunks[0].choices[0].delta.role == "assistant"
    assert [c.choices[0].finish_reason for c in chunks if c.choices][-1] == "stop"
    last = [c for c in chunks if c.choices][-1]
    assert ours(last.model_extra["poles"]) == ours(whole.model_extra["poles"])
    assert chunks[-1].usage.completion_tokens == len(text.split())
    assert len({chunk.id for chunk in chunks}) == 1


def test_the_stream_ends_as_the_protocol_says(client):
    request = {"model": "poles", "messages": ASKED, "stream": True, "temperature": 0.2}
    answer = client.post("/v1/chat/completions", json=request)
    assert answer.headers["content-type"].startswith("text/event-stream")
    events = answer.text.split("\n\n")
    assert events[-2:] == ["data: [DONE]", ""]
    assert all(event.startswith("data: ") for event in events[:-1])


def test_earlier_messages_are_the_conversation(client):
    messages = [
        {"role": "user", "content": "Que fait Hippolia ?"},
        {"role": "assistant", "content": "…"},
        {"role": "user", "content": [{"type": "text", "text": "Et combien de membres ?"}]},
    ]
    body = client.post("/v1/chat/completions", json={"messages": messages}).json()
    assert "Hippolia" in body["poles"]["standalone_question"]


def test_a_title_request_of_a_chat_program_is_no_question(client):
    prompt = (
        '### Task:\nGenerate a title.\n### Output:\nJSON format: { "title": "your title" }\n'
        "### Chat History:\n<chat_history>\nUSER: Qui préside Hippolia ?\nASSISTANT: …\n"
    )
    request = {"messages": [{"role": "user", "content": prompt}]}
    body = client.post("/v1/chat/completions", json=request).json()
    assert json.loads(body["choices"][0]["message"]["content"]) == {
        "title": "Qui préside Hippolia ?"
    }
    assert "poles" not in body


def test_an_unknown_model_is_an_error_of_the_clients_own_kind(official):
    from openai import NotFoundError

    with pytest.raises(NotFoundError, match="no model 'gpt-9'"):
        official.chat.completions.create(model="gpt-9", messages=ASKED)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"messages": []},
        {"messages": [{"role": "system", "content": "x"}]},
        {"messages": [{"role": "user", "content": " "}]},
        {"messages": [{"role": "user", "content": "x"}], "n": 3},
        {"messages": [{"role": "user", "content": "x" * 200_001}]},
    ],
)
def test_a_bad_request_has_openais_error_shape(client, body):
    answer = client.post("/v1/chat/completions", json=body)
    assert answer.status_code == 400
    error = answer.json()["error"]
    assert error["type"] == "invalid_request_error"
    assert error["message"]
