"""The process that writes vectors does what Chroma does in this one."""

import os
import sys
from contextlib import closing

import numpy as np
import pytest

from ingest.build import ingest
from ingest.errors import IndexUnavailable, ServiceUnavailable, UsageError
from ingest.index import open_index
from ingest.local_vectors import LocalVectors
from ingest.vector_writer import VectorWriter

IDS = ["a", "b", "c"]
VECTORS = np.eye(3, dtype=np.float32)


@pytest.fixture(params=["beside", "here"])
def writer(request, monkeypatch):
    """A writer with a process of its own, and one in a process that holds Chroma already."""
    if request.param == "here":
        import chromadb  # noqa: F401
    else:
        monkeypatch.delitem(sys.modules, "chromadb", raising=False)
    with closing(VectorWriter("")) as writer:
        assert (writer._child is None) == (request.param == "here")
        monkeypatch.undo()
        yield writer


@pytest.fixture
def beside(monkeypatch):
    monkeypatch.delitem(sys.modules, "chromadb", raising=False)
    with closing(VectorWriter("")) as writer:
        monkeypatch.undo()
        yield writer


def generation(tmp_path, number):
    folder = tmp_path / "index" / f"{number:06d}.building"
    folder.mkdir(parents=True)
    return folder


def held(folder):
    vectors = LocalVectors().open(folder)
    try:
        return vectors.fetch(["a", "b", "c", "d"])
    finally:
        vectors.close()


def test_what_is_added_is_there(writer, tmp_path):
    first = generation(tmp_path, 1)
    new = writer.create(first, None)
    new.add(IDS, VECTORS)
    assert {i: v.tolist() for i, v in new.fetch(["c", "a", "z"]).items()} == {
        "c": [0, 0, 1],
        "a": [1, 0, 0],
    }
    assert new.fetch(["z"]) == {}
    new.close()
    assert list(held(first)) == IDS


def test_a_generation_starts_as_a_copy_of_the_one_before(writer, tmp_path):
    first, second = generation(tmp_path, 1), generation(tmp_path, 2)
    old = LocalVectors().create(first, None)
    old.add(IDS, VECTORS)
    old.close()
    new = writer.create(second, first)
    new.delete(["a"])
    new.add(["d"], VECTORS[:1])
    new.close()
    assert list(held(second)) == ["b", "c", "d"]
    assert list(held(first)) == IDS


def test_vectors_that_are_gone_are_told_and_can_be_made_anew(writer, tmp_path):
    first, second = generation(tmp_path, 1), generation(tmp_path, 2)
    (first / "vectors").mkdir()
    with pytest.raises(IndexUnavailable, match="poles ingest"):
        writer.create(second, first)
    import shutil

    shutil.rmtree(second / "vectors")
    new = writer.create(second, None)
    new.add(IDS, VECTORS)
    new.close()
    assert list(held(second)) == IDS


def test_what_fails_on_the_way_is_told_at_the_end_with_its_cause(beside, tmp_path):
    first = generation(tmp_path, 1)
    new = beside.create(first, None)
    new.add(IDS, VECTORS)
    new.add(["d"], np.ones((1, 5), dtype=np.float32))  # of another dimension
    new.add(["e"], VECTORS[:1])
    with pytest.raises(ServiceUnavailable, match="dimension") as caught:
        new.close()
    assert "dimension" in str(caught.value.__cause__)


def test_no_server_is_told_at_the_end(monkeypatch, tmp_path):
    monkeypatch.delitem(sys.modules, "chromadb", raising=False)
    with closing(VectorWriter("http://127.0.0.1:9")) as writer:
        new = writer.create(generation(tmp_path, 1), None)
        with pytest.raises(ServiceUnavailable, match=r"127\.0\.0\.1:9"):
            new.close()


def test_a_folder_that_takes_no_file_is_told_as_such(beside, tmp_path):
    (tmp_path / "file").write_text("")
    new = beside.create(tmp_path / "file" / "000001.building", None)
    with pytest.raises(OSError, match="Not a directory"):
        new.close()


def test_a_process_that_dies_is_an_error_and_the_old_index_answers(folder, settings, monkeypatch):
    monkeypatch.delitem(sys.modules, "chromadb", raising=False)
    ingest([folder], settings)
    start = VectorWriter.create

    def dying(writer, *folders):
        new = start(writer, *folders)
        writer._child._process.kill()
        return new

    monkeypatch.setattr(VectorWriter, "create", dying)
    (folder / "one.txt").write_text("CARA réunit 150 membres.", encoding="utf-8")
    with pytest.raises(UsageError, match=r"writes the vectors died \(signal 9\).*still answers"):
        ingest([folder], settings)
    index = open_index(settings)
    assert index.manifest.documents == 3
    index.close()


def test_no_process_is_left_behind(tmp_path, monkeypatch):
    monkeypatch.delitem(sys.modules, "chromadb", raising=False)
    with pytest.raises(RuntimeError), closing(VectorWriter("")) as writer:
        new = writer.create(generation(tmp_path, 1), None)
        new.add(IDS, VECTORS)
        pid = writer._child._process.pid
        raise RuntimeError
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
