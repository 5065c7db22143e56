"""Exact search gives what the graph gives when it misses nothing, and the same each time."""

from __future__ import annotations

import numpy as np
import pytest

from evals.exact_vectors import ExactVectors, search_exactly


def test_it_finds_what_the_graph_finds(index):
    exact = ExactVectors(index.vectors)
    vector = index.encoder.encode(["combien de membres à Toulouse ?"])[0]
    found, wanted = exact.nearest(vector, 3), index.vectors.nearest(vector, 3)
    assert list(found) == list(wanted)
    assert list(found.values()) == pytest.approx(list(wanted.values()), abs=1e-5)
    assert len(exact) == len(index.vectors)


def test_similarities(index):
    exact = ExactVectors(index.vectors)
    vector = index.encoder.encode(["Hippolia"])[0]
    ids = [*exact.nearest(vector, 2), "unknown"]
    assert exact.similarities(vector, ids) == pytest.approx(
        index.vectors.similarities(vector, ids), abs=1e-5
    )
    assert exact.similarities(vector, ["unknown"]) == {}


def test_ties_go_by_identifier(index):
    exact = ExactVectors(index.vectors)
    nothing = np.zeros(index.manifest.dimension, dtype=np.float32)
    assert list(exact.nearest(nothing, 99)) == sorted(exact.nearest(nothing, 99))


def test_an_index_is_searched_exactly_from_then_on(index):
    assert isinstance(search_exactly(index).vectors, ExactVectors)
