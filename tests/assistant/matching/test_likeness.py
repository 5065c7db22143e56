"""The learned map of the finder, as stored."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.matching.likeness import (
    Likeness,
    Signs,
    load_likeness,
    save_likeness,
    shared_words,
)
from assistant.matching.records import Wanted

WATER = Wanted("sector", "eau", "Eau", 0.5)


@pytest.fixture
def stored(tmp_path):
    path = tmp_path / "likeness.npz"
    weights = np.array(
        [[1.0, 0.0, 0.5], [0.0, 2.0, 0.5], [0.0, 1.0, 0.0], [0.5, 0.0, 0.0]], dtype=np.float32
    )
    base = np.array([0.1, 0.2, 0.0], dtype=np.float32)
    signs = Signs(("sector:eau",), {"pomp": 1.5})
    save_likeness(path, Likeness("model:1", ("a", "b"), signs, weights, base))
    return path


def test_values_of_each_pole_and_of_any(stored):
    values, any_alike = load_likeness("model:1", stored).read("x", np.array([1.0, 0.5], np.float32))
    assert values == pytest.approx({"a": 1.1, "b": 1.2}, abs=1e-3)
    assert any_alike == pytest.approx(0.75, abs=1e-3)


def test_a_theme_that_was_read_counts(stored):
    likeness = load_likeness("model:1", stored)
    plain, _ = likeness.read("x", np.array([1.0, 0.5], np.float32))
    about_water, _ = likeness.read("x", np.array([1.0, 0.5], np.float32), [WATER])
    assert about_water["b"] > plain["b"]
    assert about_water["a"] == plain["a"]


def test_a_word_that_others_use_counts(stored):
    likeness = load_likeness("model:1", stored)
    plain, _ = likeness.read("vannes", np.array([1.0, 0.5], np.float32))
    pumps, _ = likeness.read("des pompes", np.array([1.0, 0.5], np.float32))
    assert pumps["a"] == pytest.approx(plain["a"] + 0.5, abs=1e-3)
    assert pumps["b"] == plain["b"]


def test_themes_count_alike_however_many_there_are():
    energy = Wanted("sector", "energie", "Énergie", 1.0)
    signs = Signs(("sector:eau", "sector:energie"), {})
    vector = np.array([1.0], np.float32)
    one, two = signs.row("x", vector, [WATER]), signs.row("x", vector, [WATER, energy])
    assert np.linalg.norm(one[1:]) == pytest.approx(np.linalg.norm(two[1:]))
    assert not signs.row("x", vector, [])[1:].any()


def test_words_of_one_description_alone_and_numbers_teach_nothing():
    words = shared_words(["Pompes 2030", "Pompes et vannes 2030", "Tissus"])
    assert list(words) == ["pomp"]
    assert words["pomp"] == pytest.approx(np.log(3 / 2))


def test_vectors_of_another_model_mean_nothing(stored):
    assert load_likeness("model:2", stored) is None
