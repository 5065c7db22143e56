import contextlib
import socket
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from ingest.errors import IndexUnavailable, ServiceUnavailable, UsageError
from ingest.vectors import LocalVectors, ServerVectors, vector_place

IDS = ["a", "b", "c"]
VECTORS = np.eye(3, dtype=np.float32)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A real Chroma server on loopback."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).with_name("chroma")), "run", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--path", str(tmp_path_factory.mktemp("chroma"))]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


@pytest.fixture(params=["local", "server"])
def place(request):
    """The same tests for vectors in process and on a server."""
    if request.param == "local":
        return LocalVectors()
    return ServerVectors(request.getfixturevalue("server"))


@pytest.fixture
def generation(tmp_path):
    folder = tmp_path / "index" / "000001.building"
    folder.mkdir(parents=True)
    return folder


def fill(place, generation, previous=None):
    vectors = place.create(generation, previous)
    if previous is None:
        vectors.add(IDS, VECTORS)
    return vectors


def test_nearest_is_the_cosine(place, generation):
    vectors = fill(place, generation)
    found = vectors.nearest(np.array([0.6, 0.8, 0], dtype=np.float32), 2)
    assert list(found) == ["b", "a"]
    assert found["b"] == pytest.approx(0.8, abs=1e-5)
    vectors.close()


def test_similarities_of_chosen_passages(place, generation):
    vectors = fill(place, generation)
    found = vectors.similarities(VECTORS[0], ["a", "c", "unknown"])
    assert found == pytest.approx({"a": 1.0, "c": 0.0})
    assert vectors.similarities(VECTORS[0], []) == {}
    assert vectors.similarities(VECTORS[0], ["unknown"]) == {}
    vectors.close()


def test_a_new_generation_starts_as_a_copy_and_the_old_one_stays(place, generation):
    fill(place, generation).close()
    generation = generation.rename(generation.with_name("000001"))
    following = generation.with_name("000002.building")
    following.mkdir()
    new = fill(place, following, generation)
    new.delete(["a"])
    new.add(["d"], VECTORS[:1])
    assert len(new) == 3
    old = place.open(generation)
    assert set(old.nearest(VECTORS[0], 3)) == {"a", "b", "c"}
    assert set(new.nearest(VECTORS[0], 3)) == {"b", "c", "d"}
    old.close()
    new.close()


def test_a_dropped_generation_is_gone(place, generation):
    fill(place, generation).close()
    place.drop(generation)
    if isinstance(place, ServerVectors):
        with pytest.raises(IndexUnavailable, match="poles ingest"):
            place.open(generation)


def test_missing_vectors_are_a_clear_error(place, tmp_path):
    with pytest.raises(IndexUnavailable, match="poles ingest"):
        place.open(tmp_path / "index" / "000009")


def test_damaged_vectors_are_a_clear_error(generation):
    place = LocalVectors()
    fill(place, generation).close()
    (generation / "vectors" / "chroma.sqlite3").write_bytes(b"not a database" * 100)
    with pytest.raises(IndexUnavailable, match="poles ingest"):
        place.open(generation)


def test_no_server_is_a_clear_error(generation):
    with pytest.raises(ServiceUnavailable, match=r"127\.0\.0\.1:9"):
        vector_place("http://127.0.0.1:9").open(generation)


def test_a_bad_address_is_a_usage_error(generation):
    with pytest.raises(UsageError, match="POLES_CHROMA_URL"):
        vector_place("localhost").open(generation)
