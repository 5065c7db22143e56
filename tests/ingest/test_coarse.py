"""The first look keeps the nearest, and only where it can."""

import numpy as np
import pytest

from ingest import coarse as coarse_module
from ingest.build import ingest
from ingest.coarse import Coarse, open_coarse, write_coarse
from ingest.dense import ExactDense
from ingest.errors import IndexUnavailable
from ingest.index import open_index


def unit(rows):
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture
def matrix():
    """3,000 vectors of 64 dimensions that lie mostly in 8."""
    random = np.random.default_rng(7)
    scale = np.where(np.arange(64) < 8, 1.0, 0.05)
    return unit(random.normal(size=(3000, 64)) * scale)


@pytest.fixture
def always(monkeypatch):
    monkeypatch.setattr(coarse_module, "COARSE_FROM", 1)


@pytest.mark.usefixtures("always")
def test_the_nearest_are_found_through_the_first_look(matrix, tmp_path):
    np.save(tmp_path / "dense.npy", matrix)
    write_coarse(tmp_path, matrix)
    assert (tmp_path / "coarse.npy").exists()
    dense = ExactDense(tmp_path, matrix.shape)
    kept = 0
    for row in range(0, 3000, 60):
        vector = matrix[row]
        found = dense.nearest(vector, 20)
        np.testing.assert_allclose(found.cosines, matrix[found.positions] @ vector, atol=1e-6)
        kept += len(set(found.positions.tolist()) & set(np.argsort(-(matrix @ vector))[:20]))
    assert kept >= 0.99 * 50 * 20
    assert len(dense.nearest(matrix[0], 5000).positions) == 3000


@pytest.mark.usefixtures("always")
def test_a_filter_compares_whole(matrix, tmp_path):
    np.save(tmp_path / "dense.npy", matrix)
    write_coarse(tmp_path, matrix)
    among = np.arange(0, 3000, 7)
    found = ExactDense(tmp_path, matrix.shape).nearest(matrix[1], 5, among)
    best = among[np.argsort(-(matrix[among] @ matrix[1]))[:5]]
    assert set(found.positions.tolist()) == set(best.tolist())


def test_vectors_without_main_directions_get_none():
    flat = unit(np.random.default_rng(7).normal(size=(500, 64)))
    assert Coarse.of(flat) is None


def test_few_vectors_get_none(matrix, tmp_path):
    write_coarse(tmp_path, matrix)
    assert open_coarse(tmp_path, matrix.shape) is None


@pytest.mark.usefixtures("always")
@pytest.mark.parametrize("harm", ["cut", "other"])
def test_a_damaged_first_look_is_a_clear_error(matrix, tmp_path, harm):
    write_coarse(tmp_path, matrix)
    path = tmp_path / "coarse.npy"
    if harm == "cut":
        path.write_bytes(path.read_bytes()[:500])
    else:
        np.save(path, np.load(path)[:-1])
    with pytest.raises(IndexUnavailable, match="poles ingest"):
        open_coarse(tmp_path, matrix.shape)


@pytest.mark.usefixtures("always")
def test_an_index_gets_one_that_follows_its_changes(folder, settings, monkeypatch):
    monkeypatch.setattr(coarse_module, "_PART", 1)
    for name in ("", "un", "deux"):
        if name:
            (folder / f"{name}.txt").write_text(f"Le document {name} parle.", encoding="utf-8")
        ingest([folder], settings)
        index = open_index(settings)
        passages = index.manifest.passages
        assert open_coarse(index.generation, (passages, 384)) is not None
        assert (
            len(index.dense.nearest(index.encoder.encode(["pôles"])[0], 99).positions) == passages
        )
        index.close()
