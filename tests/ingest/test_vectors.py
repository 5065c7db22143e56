import os
import shutil
import subprocess
import sys
import tempfile
import threading
from contextlib import closing
from http.server import HTTPServer, SimpleHTTPRequestHandler

import numpy as np
import pytest

from ingest.errors import IndexUnavailable, ServiceUnavailable, UsageError
from ingest.local_vectors import LocalVectors
from ingest.server_vectors import ServerVectors
from ingest.vector_place import vector_place

IDS = ["a", "b", "c"]
VECTORS = np.eye(3, dtype=np.float32)


@pytest.fixture(params=["local", "server"])
def place(request):
    """The same tests for vectors in process and on a server."""
    if request.param == "local":
        return LocalVectors()
    return ServerVectors(request.getfixturevalue("chroma_server"))


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


def test_homes_at_the_same_path_of_two_machines_share_a_server(chroma_server, generation, tmp_path):
    place = ServerVectors(chroma_server)
    fill(place, generation).close()
    here, away = generation.parent, tmp_path / "away"
    here.rename(away)
    generation.mkdir(parents=True)
    fill(place, generation).close()
    place.drop(generation)
    shutil.rmtree(here)
    away.rename(here)
    with closing(place.open(generation)) as vectors:
        assert len(vectors) == 3


def test_a_dropped_generation_is_gone(place, generation):
    fill(place, generation).close()
    place.drop(generation)
    if isinstance(place, LocalVectors):
        shutil.rmtree(generation)
    with pytest.raises(IndexUnavailable, match="poles ingest"):
        place.open(generation)


def test_dropping_what_is_not_there_is_no_error(place, generation):
    place.drop(generation)


def test_closed_vectors_are_a_clear_error(generation):
    vectors = fill(LocalVectors(), generation)
    vectors.close()
    with pytest.raises(IndexUnavailable, match="ask again"):
        vectors.nearest(VECTORS[0], 1)


def test_loaded_vectors_answer_after_their_folder_is_gone(generation):
    fill(LocalVectors(), generation).close()
    vectors = LocalVectors().open(generation)
    vectors.load()
    shutil.rmtree(generation)
    assert vectors.nearest(VECTORS[1], 1) == {"b": pytest.approx(1.0)}
    assert vectors.similarities(VECTORS[0], ["c"]) == {"c": pytest.approx(0.0)}
    vectors.close()


@pytest.fixture
def read_only(generation, monkeypatch, tmp_path):
    """Vectors on a volume that takes no writing: Chroma's error; root has all rights."""
    import chromadb
    from chromadb.errors import InternalError

    fill(LocalVectors(), generation).close()
    opened = chromadb.PersistentClient

    def refused(path, **options):
        if path == str(generation / "vectors"):
            raise InternalError("(code: 8) attempt to write a readonly database")
        return opened(path, **options)

    monkeypatch.setattr(chromadb, "PersistentClient", refused)
    room = tmp_path / "room"
    room.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(room))
    return room


def test_vectors_that_cannot_be_written_are_read_from_a_copy(read_only, generation):
    for path in (generation / "vectors").rglob("*"):
        path.chmod(path.stat().st_mode & ~0o222)
    vectors = LocalVectors().open(generation)
    (copy,) = read_only.iterdir()
    assert all(path.stat().st_mode & 0o200 for path in copy.rglob("*"))
    assert vectors.nearest(VECTORS[1], 1) == {"b": pytest.approx(1.0)}
    vectors.close()
    assert list(read_only.iterdir()) == []


def test_a_copy_that_nobody_closes_goes_at_exit(generation):
    fill(LocalVectors(), generation).close()
    code = (
        "import sys, tempfile, pathlib; from ingest.local_vectors import _open_copy;"
        "v = _open_copy(pathlib.Path(sys.argv[1]));"
        "print(len(list(pathlib.Path(tempfile.gettempdir()).iterdir())))"
    )
    room = generation.with_name("room")
    room.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", code, str(generation / "vectors")],
        env=os.environ | {"TMPDIR": str(room)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "1"
    assert list(room.iterdir()) == []


def test_no_room_for_a_copy_is_a_clear_error(read_only, generation, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(UsageError, match="TMPDIR"):
        LocalVectors().open(generation)
    assert list(read_only.iterdir()) == []


def test_damaged_vectors_are_not_copied(read_only, generation):
    (generation / "vectors" / "chroma.sqlite3").write_bytes(b"not a database" * 100)
    with pytest.raises(IndexUnavailable, match="damaged"):
        LocalVectors().open(generation)
    assert list(read_only.iterdir()) == []


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


@pytest.mark.parametrize("call", ["open", "drop"])
def test_no_server_is_named_whatever_is_asked(generation, call):
    with pytest.raises(ServiceUnavailable, match=r"127\.0\.0\.1:9"):
        getattr(vector_place("http://127.0.0.1:9"), call)(generation)


@pytest.mark.parametrize(
    "url",
    [
        "localhost",
        "ftp://localhost",
        "http://",
        "http://localhost:99999",
        "http://localhost:0",
        "http://localhost:port",
        "http://[::1",
    ],
)
def test_a_bad_address_is_a_usage_error_before_anything_is_asked(url):
    with pytest.raises(UsageError, match="POLES_CHROMA_URL"):
        vector_place(url)


def test_a_server_of_another_kind_is_a_clear_error(generation):
    with HTTPServer(("127.0.0.1", 0), SimpleHTTPRequestHandler) as other:
        threading.Thread(target=other.serve_forever, daemon=True).start()
        place = vector_place(f"http://127.0.0.1:{other.server_port}")
        with pytest.raises(ServiceUnavailable, match="no Chroma server"):
            place.open(generation)
        other.shutdown()
