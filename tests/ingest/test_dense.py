"""The matrix and the graph answer alike; the matrix follows the index from change to change."""

import numpy as np
import pytest

from ingest import dense as dense_module
from ingest.build import ingest
from ingest.dense import ExactDense, GraphDense
from ingest.encode import HashingEncoder
from ingest.errors import IndexUnavailable
from ingest.index import open_index


@pytest.fixture(params=["exact", "graph"])
def dense(request, index, monkeypatch):
    """Four passages, searched either way."""
    if request.param == "graph":
        monkeypatch.setattr(dense_module, "EXACT_LIMIT", 0)
    kind = {"exact": ExactDense, "graph": GraphDense}[request.param]
    assert isinstance(index.dense, kind)
    return index.dense


@pytest.fixture
def vector():
    return HashingEncoder().encode(["combien de membres à Toulouse ?"])[0]


def by_hand(index, vector):
    """Cosine of each passage."""
    texts = [text for _, _, text in index.store.embedded_texts()]
    return HashingEncoder().encode(texts) @ vector


@pytest.mark.parametrize("k", [1, 2, 4, 9])
def test_the_nearest(dense, index, vector, k):
    wanted = by_hand(index, vector)
    found = dense.nearest(vector, k)
    order = np.argsort(-found.cosines)
    np.testing.assert_array_equal(found.positions[order], np.argsort(-wanted)[:k])
    np.testing.assert_allclose(found.cosines[order], np.sort(wanted)[::-1][:k], atol=1e-5)


@pytest.mark.parametrize("listed", [0, 2000])
def test_the_nearest_among_some(dense, index, vector, listed, monkeypatch):
    monkeypatch.setattr(dense_module, "_LISTED", listed)
    among = np.array([0, 2, 3])
    found = dense.nearest(vector, 2, among)
    wanted = among[np.argsort(-by_hand(index, vector)[among])[:2]]
    assert set(found.positions.tolist()) == set(wanted.tolist())


def test_the_nearest_among_none(dense, vector):
    found = dense.nearest(vector, 2, np.zeros(0, dtype=np.int64))
    assert found.positions.shape == found.cosines.shape == (0,)


def test_cosines_of_chosen_passages(dense, index, vector):
    chosen = np.array([3, 1])
    np.testing.assert_allclose(
        dense.cosines(vector, chosen), by_hand(index, vector)[chosen], atol=1e-5
    )
    assert dense.cosines(vector, chosen[:0]).shape == (0,)


@pytest.mark.parametrize("limit", [9, 3, 0])
def test_the_matrix_follows_the_index(folder, settings, vector, monkeypatch, limit):
    """Files change, come and go; with a limit of three the index passes it both ways."""
    monkeypatch.setattr(dense_module, "EXACT_LIMIT", limit)
    ingest([folder], settings)
    for change, passages, new in ((shrink, 2, 1), (grow, 4, 3)):
        change(folder)
        assert ingest([folder], settings).encoded == new
        index = open_index(settings)
        assert index.manifest.passages == passages
        assert isinstance(index.dense, ExactDense if passages <= limit else GraphDense)
        found = index.dense.cosines(vector, np.arange(passages))
        np.testing.assert_allclose(found, by_hand(index, vector), atol=1e-5)
        index.close()


def shrink(folder):
    (folder / "english.txt").unlink()
    (folder / "note.md").write_text("# Note\n\nIl y a 55 pôles en 2023.\n", encoding="utf-8")


def grow(folder):
    (folder / "aerospace.txt").unlink()
    for name in ("CARA", "Minalogic", "Cap Digital"):
        text = f"{name} réunit des acteurs de sa région et de sa filière."
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("harm", ["gone", "cut", "other"])
def test_a_damaged_matrix_is_a_clear_error_and_is_made_again(folder, settings, harm):
    ingest([folder], settings)
    index = open_index(settings)
    path = index.generation / "dense.npy"
    if harm == "gone":
        path.unlink()
    elif harm == "cut":
        path.write_bytes(path.read_bytes()[:-1])
    else:
        np.save(path, np.zeros((1, 384), dtype=np.float32))
    with pytest.raises(IndexUnavailable, match=r"dense\.npy.*poles ingest"):
        _ = index.dense
    index.close()
    ingest([folder], settings)
    index = open_index(settings)
    assert isinstance(index.dense, ExactDense)
    index.close()
