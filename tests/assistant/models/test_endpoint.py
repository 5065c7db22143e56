import time

import pytest

from assistant.generate import rewrite
from assistant.models.by_name import PatientModel
from assistant.models.endpoint import EndpointModel
from ingest.errors import ServiceUnavailable
from ingest.settings import ModelSettings
from tests.assistant.fake_model import (
    AEROSPACE,
    answer_of,
    closed_port,
    delta,
    dripping,
    endpoint,
    half,
    raw,
    silent,
    status,
    stream,
)

TEXT = "Aerospace Valley compte 851 membres. [1]"


def model(url, waits=None, **settings):
    options = ModelSettings(**({"url": url, "seconds": 5} | settings))
    return EndpointModel("m", options, (waits if waits is not None else []).append)


def text_of(server, **settings):
    return "".join(model(server.url, **settings).stream("consignes", "question"))


def test_the_request_is_in_openais_shape():
    with endpoint(TEXT) as server:
        assert text_of(server, key="secret-1", tokens=99) == TEXT
    sent = server.asked[0]
    assert sent["path"] == "/v1/chat/completions"
    assert sent["messages"] == [
        {"role": "system", "content": "consignes"},
        {"role": "user", "content": "question"},
    ]
    assert {k: sent[k] for k in ("model", "temperature", "max_tokens", "stream")} == {
        "model": "m", "temperature": 0, "max_tokens": 99, "stream": True,
    }  # fmt: skip
    assert server.headers[0]["Authorization"] == "Bearer secret-1"


def test_without_a_key_none_is_sent():
    with endpoint(TEXT) as server:
        text_of(server)
    assert "Authorization" not in server.headers[0]


def test_pieces_arrive_one_by_one():
    with endpoint(stream(TEXT, size=10)) as server:
        pieces = list(model(server.url).stream("a", "b"))
    assert pieces == [TEXT[i : i + 10] for i in range(0, len(TEXT), 10)]


def test_an_endpoint_that_does_not_stream_is_read_whole():
    body = '{"choices": [{"message": {"role": "assistant", "content": "Tout."}}]}'
    with endpoint(raw(body, kind="application/json")) as server:
        assert text_of(server) == "Tout."


@pytest.mark.parametrize("code", [429, 500, 502, 503, 504])
def test_a_busy_endpoint_is_tried_again_after_longer_waits(code):
    waits: list[float] = []
    with endpoint(status(code), status(code), TEXT) as server:
        assert "".join(model(server.url, waits).stream("a", "b")) == TEXT
    assert len(server.asked) == 3
    assert 0.4 <= waits[0] <= 0.6
    assert 0.8 <= waits[1] <= 1.2


def test_retry_after_is_respected():
    waits: list[float] = []
    with endpoint(status(429, Retry_After="3"), TEXT) as server:
        assert "".join(model(server.url, waits).stream("a", "b")) == TEXT
    assert waits == [3.0]


def test_a_wait_longer_than_the_limit_is_not_waited():
    with endpoint(status(503), TEXT) as server, pytest.raises(ServiceUnavailable, match="503"):
        text_of(server, seconds=0.3)
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("scene", "tries", "message"),
    [
        (status(500), 3, "it answered 500"),
        (status(401), 1, "it answered 401: check POLES_MODEL_KEY"),
        (status(404), 1, "it answered 404: check POLES_MODEL_URL"),
        (status(302, Location="http://127.0.0.1:9/"), 1, "it answered 302"),
        (raw("data: {oops\n\n"), 1, "OpenAI's shape"),
        (raw("data: []\n\n"), 1, "OpenAI's shape"),
        (raw('data: {"choices": [{"delta": {"content": 3}}]}\n\n'), 1, "OpenAI's shape"),
        (raw('data: {"error": {"message": "out of memory"}}\n\n'), 1, "out of memory"),
        (raw("<html>Bonjour</html>", kind="text/html"), 1, "OpenAI's shape"),
        (raw(""), 1, "it stopped half way"),
        (half("Aerospace Valley compte 851"), 1, "it stopped half way"),
        (raw("[" * 200_000, kind="application/json"), 1, "OpenAI's shape"),
        (raw(" " * (17 << 20), kind="application/json"), 1, "more than 16 MiB"),
        (raw("data: " + " " * (17 << 20)), 1, "more than 16 MiB"),
        (raw("no gzip", Content_Encoding="gzip"), 1, "cannot be unpacked"),
        (stream("Aerospace Valley, " * 2000, size=4000), 1, "more than 20000 characters"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)  # fmt: skip
def test_what_cannot_be_used_is_one_clear_error(scene, tries, message):
    with endpoint(scene) as server, pytest.raises(ServiceUnavailable, match=message) as error:
        text_of(server)
    assert len(server.asked) == tries
    assert f"the model 'm' at {server.url}/chat/completions: " in str(error.value)


def test_the_key_is_in_no_message():
    with endpoint(status(401)) as server, pytest.raises(ServiceUnavailable) as error:
        text_of(server, key="secret-1")
    assert "secret-1" not in str(error.value)


def test_nobody_listens():
    with pytest.raises(ServiceUnavailable, match="it cannot be reached"):
        list(model(closed_port()).stream("a", "b"))


def test_a_silent_endpoint_is_left_in_time():
    began = time.monotonic()
    with endpoint(silent(5)) as server, pytest.raises(ServiceUnavailable, match=r"after 0\.4 s"):
        text_of(server, seconds=0.4)
    assert time.monotonic() - began < 2


def test_a_slow_endpoint_is_left_in_time():
    """Each piece comes before a read would time out: the limit is for the whole answer."""
    began = time.monotonic()
    scene = dripping("un deux trois quatre cinq six sept huit neuf dix", 0.2)
    with endpoint(scene) as server, pytest.raises(ServiceUnavailable, match=r"after 0\.5 s"):
        text_of(server, seconds=0.5)
    assert time.monotonic() - began < 2


@pytest.mark.parametrize(
    "line",
    [": keep-alive\n\n", 'data: {"choices": [{"delta": {"reasoning_content": "hm"}}]}\n\n'],
    ids=["comments", "thoughts"],
)
def test_signs_of_life_are_no_answer(line):
    def scene(handler):
        handler.begin()
        for _ in range(40):
            try:
                handler.wfile.write(line.encode())
            except OSError:
                return
            time.sleep(0.1)

    began = time.monotonic()
    with endpoint(scene) as server, pytest.raises(ServiceUnavailable, match=r"after 0\.5 s"):
        text_of(server, seconds=0.5)
    assert time.monotonic() - began < 2


def test_an_event_split_in_the_middle_of_a_character_is_read():
    def scene(handler):
        handler.begin()
        data = f"data: {delta_json('é')}\n\n".encode()
        handler.wfile.write(data[: data.index("é".encode()) + 1])
        handler.wfile.flush()
        time.sleep(0.05)
        handler.wfile.write(data[data.index("é".encode()) + 1 :])
        handler.event("[DONE]")

    with endpoint(scene) as server:
        assert text_of(server) == "é"


def delta_json(text):
    import json

    return json.dumps(delta(text), ensure_ascii=False)


@pytest.mark.parametrize("scene", [status(500), half(TEXT), raw("data: {\n\n"), silent(5)])
def test_whatever_fails_the_composed_answer_stays(scene):
    composed = answer_of(AEROSPACE)
    with endpoint(scene) as server:
        written = rewrite(composed, model(server.url, seconds=0.5))
    assert isinstance(written.failure, ServiceUnavailable)
    assert not written.by_model
    assert (written.answer.answer, written.answer.citations) == (
        composed.answer,
        composed.citations,
    )
    assert written.answer.notes == (
        "Le modèle m n'a pas répondu : voici la réponse composée des énoncés.",
    )


def test_a_model_that_failed_is_left_alone_for_a_while():
    with endpoint(status(401), TEXT) as server:
        patient = PatientModel(model(server.url), pause=0.3)
        for _ in range(5):
            with pytest.raises(ServiceUnavailable, match="401"):
                list(patient.stream("a", "b"))
        assert len(server.asked) == 1
        time.sleep(0.35)
        assert "".join(patient.stream("a", "b")) == TEXT
