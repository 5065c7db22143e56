"""The learned map of the finder, as stored."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.finder_likeness import load_likeness, save_likeness


@pytest.fixture
def stored(tmp_path):
    path = tmp_path / "likeness.npz"
    weights = np.array([[1.0, 0.0, 0.5], [0.0, 2.0, 0.5]], dtype=np.float32)
    save_likeness(path, "model:1", ["a", "b"], weights, np.array([0.1, 0.2, 0.0], np.float32))
    return path


def test_values_of_each_pole_and_of_any(stored):
    values, any_alike = load_likeness("model:1", stored).read(np.array([1.0, 0.5], np.float32))
    assert values == pytest.approx({"a": 1.1, "b": 1.2}, abs=1e-3)
    assert any_alike == pytest.approx(0.75, abs=1e-3)


def test_vectors_of_another_model_mean_nothing(stored):
    assert load_likeness("model:2", stored) is None
