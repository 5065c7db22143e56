import os
import sys
import threading
import time
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import ClassVar

import pytest

from assistant.generate import rewrite
from assistant.models import local as models_local
from assistant.models.by_name import PatientModel, models_folder, open_model
from assistant.models.catalogue import load_catalogue
from assistant.models.endpoint import EndpointModel
from assistant.models.local import LocalModel
from ingest.errors import ServiceUnavailable, UsageError
from ingest.settings import ModelSettings
from tests.assistant.fake_model import AEROSPACE, OLDER, answer_of, delta

REAL = Path(os.environ.get("POLES_TEST_MODEL", ""))


class FakeEngine:
    """What the binding's server does, without weights: the engine's calls and its settings."""

    made: ClassVar[list] = []
    events: ClassVar[list] = [delta("Aerospace "), delta("Valley."), delta("", "stop")]
    wait = 0.0

    def __init__(self, params):
        if "broken" in params.model.path:
            raise RuntimeError("failed to load model")
        self.params, self.bodies = params, []
        self.stopped = threading.Event()
        FakeEngine.made.append(self)

    def handle_chat_completions(self, body, take):
        self.bodies.append(body)
        for event in self.events:
            if take(event):
                break
            time.sleep(self.wait)
        self.stopped.set()


@pytest.fixture
def binding(monkeypatch):
    """A module that looks like the binding."""
    cpu = SimpleNamespace
    params = lambda: SimpleNamespace(  # noqa: E731
        model=SimpleNamespace(path=""), cpuparams=cpu(), cpuparams_batch=cpu(), ui=True
    )
    module = ModuleType("xllamacpp")
    module.__spec__ = ModuleSpec("xllamacpp", None)
    module.CommonParams, module.Server = params, FakeEngine
    monkeypatch.setitem(sys.modules, "xllamacpp", module)
    monkeypatch.setattr(FakeEngine, "made", [])
    models_local._engine.cache_clear()
    yield monkeypatch
    models_local._engine.cache_clear()


@pytest.fixture
def gguf(tmp_path):
    path = tmp_path / "own.gguf"
    path.write_bytes(b"GGUF rest")
    return path


def test_pieces_of_a_local_model(binding, gguf):
    model = LocalModel("own", gguf, ModelSettings(tokens=77, threads=3))
    assert FakeEngine.made == []  # nothing is loaded before it is asked
    assert list(model.stream("consignes", "question")) == ["Aerospace ", "Valley."]
    list(model.stream("encore", "question"))
    (engine,) = FakeEngine.made  # the weights stay
    assert engine.params.model.path == str(gguf)
    assert engine.params.cpuparams.n_threads == engine.params.cpuparams_batch.n_threads == 3
    assert engine.bodies[0] == {
        "messages": [
            {"role": "system", "content": "consignes"},
            {"role": "user", "content": "question"},
        ],
        "temperature": 0, "seed": 0, "max_tokens": 77, "stream": True,
    }  # fmt: skip


def test_the_port_of_the_engine_is_locked_and_quiet(binding, gguf):
    list(LocalModel("own", gguf, ModelSettings()).stream("a", "b"))
    params = FakeEngine.made[0].params
    assert len(params.api_keys) == 1
    assert len(params.api_keys[0]) >= 32
    assert (params.ui, params.endpoint_slots, params.verbosity) == (False, False, -1)


def test_a_slow_model_is_left_in_time_and_stopped(binding, gguf):
    binding.setattr(FakeEngine, "wait", 0.3)
    binding.setattr(FakeEngine, "events", [delta("mot ")] * 50)
    model = LocalModel("own", gguf, ModelSettings(seconds=0.5))
    began = time.monotonic()
    with pytest.raises(ServiceUnavailable, match=r"not done after 0\.5 s"):
        list(model.stream("a", "b"))
    assert time.monotonic() - began < 2
    assert FakeEngine.made[0].stopped.wait(2)


def test_a_reader_that_stops_reading_stops_the_model(binding, gguf):
    binding.setattr(FakeEngine, "wait", 0.05)
    binding.setattr(FakeEngine, "events", [delta("mot ")] * 1000)
    pieces = LocalModel("own", gguf, ModelSettings()).stream("a", "b")
    assert next(pieces) == "mot "
    pieces.close()
    assert FakeEngine.made[0].stopped.wait(2)


def test_an_error_of_the_engine_is_a_clear_error(binding, gguf):
    binding.setattr(FakeEngine, "events", [{"error": {"message": "request exceeds the context"}}])
    with pytest.raises(ServiceUnavailable, match="'own' failed: request exceeds the context"):
        list(LocalModel("own", gguf, ModelSettings()).stream("a", "b"))


def test_weights_that_cannot_be_loaded_are_a_clear_error(binding, tmp_path):
    path = tmp_path / "broken.gguf"
    path.write_bytes(b"GGUF")
    with pytest.raises(ServiceUnavailable, match="cannot be loaded: failed to load model"):
        list(LocalModel("own", path, ModelSettings()).stream("a", "b"))


def test_a_local_model_rewrites(binding, gguf):
    text = "En 2025, Aerospace Valley compte 851 membres. [1]"
    binding.setattr(FakeEngine, "events", [delta(text)])
    result = rewrite(answer_of(AEROSPACE), LocalModel("own", gguf, ModelSettings()))
    assert (result.by_model, result.answer.answer) == (True, text)


@pytest.mark.parametrize(
    ("content", "message"), [(b"PK\x03\x04", "is no GGUF file"), (None, "cannot be read")]
)
def test_a_file_that_is_no_model(binding, tmp_path, content, message):
    path = tmp_path / "x.gguf"
    if content:
        path.write_bytes(content)
    with pytest.raises(UsageError, match=message):
        LocalModel("x", path, ModelSettings())


def test_the_extra_names_itself(monkeypatch, gguf):
    monkeypatch.setattr(models_local, "find_spec", lambda name: None)
    with pytest.raises(ServiceUnavailable, match=r"\[local-llm\]"):
        LocalModel("own", gguf, ModelSettings())


# What a name means


def test_no_name_is_no_model(settings):
    assert open_model(settings) is None
    assert open_model(settings, "") is None
    named = settings.model_copy(update={"model": ModelSettings(name="m", url="http://h/v1")})
    assert open_model(named, "") is None
    assert open_model(named).name == "m"
    assert open_model(named, "other").name == "other"


def opened(settings, name):
    model = open_model(settings, name)
    assert isinstance(model, PatientModel)
    return model._client


def test_names(binding, settings, gguf):
    with_url = settings.model_copy(update={"model": ModelSettings(url="http://h/v1")})
    assert isinstance(opened(with_url, "mistral-small"), EndpointModel)
    assert opened(with_url, str(gguf))._path == gguf
    own = models_folder(settings) / "mine.gguf"
    own.parent.mkdir(parents=True)
    own.write_bytes(b"GGUF")
    assert opened(settings, "mine.gguf")._path == own
    with pytest.raises(ServiceUnavailable, match="no language model 'mine' is configured"):
        open_model(settings, "mine")


def test_a_model_of_the_catalogue(binding, settings):
    entry = load_catalogue()[0]
    with pytest.raises(ServiceUnavailable, match=f"poles models pull {entry.name}"):
        open_model(settings, entry.name)
    path = models_folder(settings) / entry.file
    path.parent.mkdir(parents=True)
    path.write_bytes(b"GGUF half")
    with pytest.raises(ServiceUnavailable, match="poles models pull"):
        open_model(settings, entry.name)
    with path.open("r+b") as file:
        file.truncate(entry.bytes)  # the right size, and nothing on the disk
    assert opened(settings, entry.name)._path == path


@pytest.mark.llm
@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.skipif(not REAL.is_file(), reason="POLES_TEST_MODEL names no GGUF file")
def test_a_real_model():
    """Weights, engine and checks together; what it writes is its own affair, within the checks."""
    pytest.importorskip("xllamacpp")
    model = LocalModel("real", REAL, ModelSettings(seconds=600))
    result = rewrite(answer_of(AEROSPACE, OLDER), model)
    assert result.failure is None
    assert result.kept + len(result.dropped) > 0
    if result.by_model:
        assert "851" in result.answer.answer
